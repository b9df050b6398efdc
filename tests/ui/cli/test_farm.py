"""`thumbwright farm …` as processes. Hosts that are killed are `bench farm`'s; machines that are cut off, test_namespaces'."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from demophone.phone import DemoPhoneThread
from ground.exits import ExitCode

pytest.importorskip("distributed", reason="the extra `farm` isn't installed")

Cli = Callable[..., tuple[int, str, str]]
NOTES = "app.demo.notes"
MILK = '# app: Notes\nnew_note.title.set_text("Milk")\nnew_note.save.tap()\n'


@pytest.fixture
def milk(tmp_path: Path) -> str:
    (tmp_path / "milk.py").write_text(MILK)
    return str(tmp_path / "milk.py")


def titles(phone: DemoPhoneThread) -> list[str]:
    notes: Any = phone.call(lambda: phone.phone.device.app_state(NOTES)["notes"])
    return [note["title"] for note in notes]


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["farm", "status"], ExitCode.PHONE, "There is no farm here. Begin one: thumbwright farm up"),
        (["farm", "join", "tcp://10.0.0.1"], ExitCode.USAGE, "unencrypted"),
        (["farm", "join", "10.0.0.1"], ExitCode.USAGE, "needs the farm's key"),
        (["farm", "up", "--listen", "0.0.0.0"], ExitCode.USAGE, "needs the farm's key"),
        (["farm", "join", "127.0.0.1:1"], ExitCode.PHONE, "No farm answers at tcp://127.0.0.1:1"),
        (["farm", "run", "x", "--at", "a b"], ExitCode.USAGE, "is no address of a farm"),
        (["farm", "run", "x", "--within", "soon"], ExitCode.USAGE, "a time is wanted"),
    ],
)
def test_what_cant_be_is_refused_with_what_to_do(
    cli: Cli, adb_server: Any, args: list[str], code: int, said: str
) -> None:
    found, _, words = cli(*args)
    assert (found, said in words) == (code, True), words


def test_without_a_farm_this_machines_phones_are_one(
    cli: Cli, demo_phone: DemoPhoneThread, milk: str, learned: str
) -> None:
    code, _, said = cli("farm", "run", milk, "--yes")
    assert code == ExitCode.REFUSED
    assert "new_note.save.tap() needs consent" in said and "--allow commit" in said
    assert titles(demo_phone).count("Milk") == 0
    code, printed, said = cli("farm", "run", milk, "--yes", "--allow", "commit", "--json")
    assert code == ExitCode.DONE, said
    (row,) = json.loads(printed)["phones"]
    assert row["status"] == "done" and row["phone"].endswith(f"/{demo_phone.serial}")
    assert titles(demo_phone).count("Milk") == 1


@pytest.mark.long
@pytest.mark.timeout(600)
def test_a_task_in_words_is_written_by_a_host_and_ctrl_c_ends_it_on_all(
    start: Callable[..., Any],
    cli: Cli,
    start_demo_phone: Callable[..., DemoPhoneThread],
    model: Any,
    learned: str,
    tmp_path: Path,
    eventually: Callable[..., None],
) -> None:
    phones = [start_demo_phone() for _ in range(2)]
    up = start("farm", "up", "--no-phones", "--listen", "127.0.0.1:0")
    up.wait_for("The farm is up")
    address = up.stdout.strip()
    homes = [tmp_path / "h0", tmp_path / "h1"]
    for number, home in enumerate(homes):
        apps = home / "data" / "apps"
        apps.mkdir(parents=True)
        source = Path(__file__).parents[1] / "data" / f"{NOTES}.json"
        (apps / source.name).write_bytes(source.read_bytes())
        host = start(
            *("farm", "join", address, "--name", f"h{number}", "--on", phones[number].serial),
            THUMBWRIGHT_HOME=str(home),
        )
        host.wait_for("belongs to the farm")
    model.scripts = ['new_note.title.set_text("Milk")\nnew_note.save.tap()']
    run = ("--on", "all", "--app", "Notes", "--yes", "--allow", "commit", "--json")
    code, printed, said = cli("farm", "run", "add a note called Milk", *run)
    assert code == ExitCode.DONE, said
    assert sorted(row["phone"].split("/")[0] for row in json.loads(printed)["phones"]) == ["h0", "h1"]
    assert model.asked == 1
    assert [titles(phone).count("Milk") for phone in phones] == [1, 1]

    slow = tmp_path / "slow.py"
    slow.write_text('# app: Notes\nnew_note.title.set_text("Slow")\nwait(60)\nnew_note.save.tap()\n')
    running = start("farm", "run", str(slow), "--on", "all", "--yes", "--allow", "commit", "--json")
    eventually(lambda: all(_waits(home) for home in homes), 120)
    running.interrupt()
    assert running.end() == ExitCode.CANCELLED, running.stderr
    assert {row["status"] for row in json.loads(running.stdout)["phones"]} == {"cancelled"}
    assert [titles(phone).count("Slow") for phone in phones] == [0, 0]


def _waits(home: Path) -> bool:
    import sqlite3

    with sqlite3.connect(f"file:{home / 'data' / 'sessions.db'}?mode=ro", uri=True) as db:
        return bool(db.execute("select count(*) from calls where op = 'wait'").fetchone()[0])
