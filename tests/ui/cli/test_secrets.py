"""A secret is typed on the phone and is nowhere else: every file, row and output of a run is searched for it."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from demophone.device import Device
from demophone.phone import DemoPhoneThread
from ground.exits import ExitCode
from sessions.blobs import get_blob
from sessions.reading import list_sessions, load_session
from sessions.store import Store
from ui.cli import invoke

NOTES = "app.demo.notes"
SECRET = "Xylophon-4711 & co"
VARIABLE = "THUMBWRIGHT_SECRET_CODE"
Cli = Callable[..., tuple[int, str, str]]

TYPED = 'new_note.title.set_text(secret("code"))\n'
SAVED = TYPED + "new_note.save.tap()\n"
FORMS = ("json", "python", "maestro", "junit", "jsonl")


def forms_of(secret: str) -> set[bytes]:
    """As files may have it: plain, escaped for XML, JSON, as two-byte text, in base64."""
    from html import escape

    plain = [
        secret,
        escape(secret),
        json.dumps(secret)[1:-1],
        secret.casefold(),
        secret.upper(),
        secret.replace("&", "&amp;"),
    ]
    found = {form.encode(code) for form in plain for code in ("utf-8", "utf-16-le")}
    return found | {base64.b64encode(secret.encode())[:-4]}


def assert_nowhere(where: str, data: bytes | str) -> None:
    raw = data.encode() if isinstance(data, str) else data
    for form in forms_of(SECRET):
        assert form not in raw, f"{where} holds the secret: …{raw[max(0, raw.find(form) - 80) :][:200]!r}"


def rows_and_blobs() -> Iterator[tuple[str, bytes]]:
    """Every row of every table, and every blob as it was before it was packed."""
    with Store() as store:
        tables = [name for (name,) in store.db.conn.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            for row in store.db.conn.execute(f'select * from "{table}"'):
                yield table, repr(row).encode()
        for (sha,) in store.db.conn.execute("select sha from blobs").fetchall():
            yield f"blob {sha}", get_blob(store.db, sha)
        for head in list_sessions(store):
            yield head.id, repr(load_session(store, head.id)).encode()


def search_everything(home: Path) -> int:
    """Through all that is kept; returns how much was looked at."""
    looked = 0
    for name, data in rows_and_blobs():
        assert_nowhere(name, data)
        looked += 1
    for file in home.rglob("*"):
        assert_nowhere(file.name, str(file))
        if file.is_file():
            assert_nowhere(str(file), file.read_bytes())
            looked += 1
    return looked


@pytest.fixture
def device() -> Device:
    return Device()


@pytest.fixture
def phone(device: Device, start_demo_phone: Callable[..., DemoPhoneThread], learned: str) -> DemoPhoneThread:
    return start_demo_phone(lambda: device)


def notes_of(phone: DemoPhoneThread, device: Device) -> list[dict[str, Any]]:
    found: Any = phone.call(lambda: device.app_state(NOTES)["notes"])
    return list(found)


def plant(phone: DemoPhoneThread, device: Device, title: str) -> None:
    """The first note is called so."""

    def write() -> None:
        notes: Any = device.tasks.apps[NOTES].store["notes"]
        notes[0].update(title=title, body=title, pinned=True)

    phone.call(write)
    assert title in titles(phone, device)


def titles(phone: DemoPhoneThread, device: Device) -> list[str]:
    return [note["title"] for note in notes_of(phone, device)]


RUNS = [
    pytest.param(SAVED, ["--allow", "commit"], ExitCode.DONE, True, id="saved, and then on the list"),
    pytest.param(
        TYPED + "finish(new_note.title.text)\n", ["--allow", "commit"], None, None, id="read back as the answer"
    ),
    pytest.param(
        TYPED + 'finish(" ".join(new_note.title.text))\n', ["--allow", "commit"], None, None, id="read sign by sign"
    ),
    pytest.param(SAVED, [], ExitCode.REFUSED, False, id="consent refused, and taken back"),
    pytest.param(
        TYPED + "x = int(new_note.title.text)\n", [], ExitCode.NOT_DONE, False, id="in an error of the script's"
    ),
    pytest.param(
        TYPED + "main.note(new_note.title.text).open()\n", [], ExitCode.NOT_DONE, False, id="looked for and missing"
    ),
    pytest.param(
        f'new_note.title.set_text("{SECRET}")\nnew_note.save.tap()\n',
        ["--allow", "commit"],
        ExitCode.DONE,
        True,
        id="written out",
    ),
    pytest.param(SAVED, ["--allow", "commit", "--debug"], ExitCode.DONE, True, id="with the whole log"),
    pytest.param(SAVED, ["--allow", "commit", "--json"], ExitCode.DONE, True, id="as JSON"),
]


@pytest.mark.parametrize(("script", "options", "code", "there"), RUNS)
def test_a_secret_is_on_the_phone_and_nowhere_else(
    script: str,
    options: list[str],
    code: int | None,
    there: bool | None,
    phone: DemoPhoneThread,
    device: Device,
    home: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(VARIABLE, SECRET)
    file = home.parent / "where" / "note.py"
    file.write_text("# app: Notes\n" + script, "utf-8")
    ended = invoke(["run", str(file), "-s", phone.serial, "--yes", *options])
    said = capsys.readouterr()
    assert_nowhere("stdout", said.out)
    assert_nowhere("stderr", said.err)
    assert code is None or ended == code, said.err
    assert there is None or (SECRET in titles(phone, device)) == there
    assert search_everything(home) > 20
    for form in FORMS:
        invoke(["sessions", "export", "last", "--to", form])
        assert_nowhere(form, capsys.readouterr().out)
    assert invoke(["sessions", "report", "last", "-o", "report.html"]) == ExitCode.DONE
    assert_nowhere("the report", Path("report.html").read_bytes())
    invoke(["sessions", "fixture", "last", "-o", "fixture"])
    for written in Path("fixture").rglob("*"):
        if written.is_file():
            assert_nowhere(str(written), written.read_bytes())


def test_a_screen_that_shows_one_is_kept_without_a_picture(
    phone: DemoPhoneThread, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list shows the note's title once it is saved: that screen is drawn in the report, and other screens have pictures."""
    monkeypatch.setenv(VARIABLE, SECRET)
    file = home.parent / "where" / "note.py"
    file.write_text("# app: Notes\nmain.new_note.tap()\n" + SAVED, "utf-8")
    assert invoke(["run", str(file), "-s", phone.serial, "--yes", "--allow", "commit"]) == ExitCode.DONE
    with Store() as store:
        session = load_session(store, list_sessions(store)[0].id)
        calls = {call.op + str(call.line): call for call in session.calls}
        shown = {
            name: "‹secret:code›" in get_blob(store.db, call.xml_after).decode()
            for name, call in calls.items()
            if call.xml_after
        }
    assert shown == {"tap2": False, "set_text3": True, "tap4": True}
    assert {name: bool(call.picture) for name, call in calls.items() if name in shown} == {
        "tap2": True,
        "set_text3": False,
        "tap4": False,
    }


def test_it_is_in_no_prompt_though_the_task_says_it(
    phone: DemoPhoneThread,
    device: Device,
    model: Any,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(VARIABLE, SECRET)
    asked: list[bytes] = []
    handler = model.RequestHandlerClass
    read = handler.do_POST

    def do_post(self: Any) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        asked.append(body)
        import io

        self.rfile = io.BytesIO(body)
        read(self)

    monkeypatch.setattr(handler, "do_POST", do_post)
    model.scripts = ['new_note.title.set_text("‹secret:code›")\nnew_note.save.tap()\n']
    code = invoke(["run", f'add a note called "{SECRET}"', "-s", phone.serial, "--yes", "--allow", "commit", "--debug"])
    said = capsys.readouterr()
    assert code == ExitCode.DONE, said.err
    assert SECRET in titles(phone, device)
    assert asked
    for body in asked:
        assert_nowhere("a prompt", body)
        assert_nowhere("a prompt", json.dumps(json.loads(body), ensure_ascii=False))
    assert_nowhere("output", said.out + said.err)
    search_everything(home)


def test_it_is_in_no_doc_though_the_app_showed_it_while_it_was_learned(
    phone: DemoPhoneThread,
    device: Device,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(VARIABLE, SECRET)
    plant(phone, device, SECRET)
    assert invoke(["apps", "learn", "notes", "-s", phone.serial, "--no-warm", "--calls", "12"]) in (0, 5, 11)
    said = capsys.readouterr()
    assert_nowhere("output", said.out + said.err)
    assert any((home / "data" / "apps").iterdir())
    search_everything(home)


def test_a_replay_types_it_again(
    phone: DemoPhoneThread,
    device: Device,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(VARIABLE, SECRET)
    file = home.parent / "where" / "note.py"
    file.write_text("# app: Notes\n" + SAVED, "utf-8")
    assert invoke(["run", str(file), "-s", phone.serial, "--yes", "--allow", "commit"]) == ExitCode.DONE
    for again in ([], ["--rerun"]):
        before = titles(phone, device).count(SECRET)
        first = list_ids()[-1]
        invoke(["replay", first, "-s", phone.serial, "--allow", "commit", *again])
        assert titles(phone, device).count(SECRET) == before + 1, capsys.readouterr()
    said = capsys.readouterr()
    assert_nowhere("output", said.out + said.err)
    search_everything(home)


def list_ids() -> list[str]:
    with Store() as store:
        return [head.id for head in list_sessions(store)]


def test_a_screen_cannot_have_one_typed_by_writing_its_name(
    phone: DemoPhoneThread, device: Device, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A note says `‹secret:code›`; a script copies its title into another note."""
    monkeypatch.setenv(VARIABLE, SECRET)
    plant(phone, device, "‹secret:code›")
    file = home.parent / "where" / "copy.py"
    file.write_text(
        "# app: Notes\ntitle = main.notes()[0].title\nnew_note.title.set_text('copy of ' + title)\nnew_note.save.tap()\n"
    )
    invoke(["run", str(file), "-s", phone.serial, "--yes", "--allow", "commit"])
    assert "copy of ‹ secret:code›" in titles(phone, device)
    assert not any(SECRET in title for title in titles(phone, device))


def test_one_that_is_not_stored_is_told_with_what_to_do(
    phone: DemoPhoneThread, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = home.parent / "where" / "note.py"
    file.write_text("# app: Notes\n" + SAVED, "utf-8")
    assert invoke(["run", str(file), "-s", phone.serial, "--yes"]) == ExitCode.NOT_DONE
    assert "thumbwright secrets set code" in capsys.readouterr().out


def test_the_command_lists_names_and_takes_no_value_as_an_argument(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, SECRET)
    assert invoke(["secrets", "list", "--json"]) == ExitCode.DONE
    said = capsys.readouterr()
    assert json.loads(said.out) == [{"name": "code", "where": "environment"}]
    assert_nowhere("output", said.out + said.err)
    assert invoke(["secrets", "set", "code", SECRET]) == ExitCode.USAGE
    assert invoke(["secrets", "rm", "other"]) == ExitCode.USAGE
    assert "There is no secret 'other'" in capsys.readouterr().err
