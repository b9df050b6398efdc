"""`thumbwright tasks` and the schedules it makes; no phone takes part."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from apidocs.keep import store as docs
from ground.errors import PhoneError, SettingsError
from sessions import reading
from sessions.bundled import bundled_file
from sessions.portable import import_session, read_portable
from sessions.store import Store
from thumbwright.use.waiting import awaited_phone, seconds_of
from ui.cli import invoke
from ui.schedules import cron_line, systemd_units

DATA = Path(__file__).parent / "data"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path))
    with Store() as store:
        import_session(store, read_portable(bundled_file().read_text("utf-8"), "first.json"))
    return tmp_path


def test_session_is_saved_listed_shown_taken_elsewhere_and_removed(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert invoke(["tasks", "save", "last", "picnic", "--yes", "--keep", "Large"]) == 0
    assert invoke(["tasks", "list"]) == 0
    assert "@picnic" in capsys.readouterr().out
    assert invoke(["tasks", "show", "@picnic"]) == 0
    shown = capsys.readouterr().out
    assert "commit  new_note.save.tap" in shown and "--title" in shown and "the-text-size" not in shown
    file = next((home / "data" / "tasks").glob("*.md"))
    assert invoke(["tasks", "import", str(file), "--as", "again"]) == 2  # nobody is there to agree
    assert invoke(["tasks", "import", str(file), "--as", "again", "--yes"]) == 0
    assert invoke(["tasks", "rm", "picnic", "@again"]) == 0
    assert invoke(["tasks", "show", "picnic"]) == 2


def test_none_is_removed_where_one_of_them_is_not_there(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["tasks", "save", "last", "picnic", "--yes"]) == 0
    assert "anew" not in capsys.readouterr().err  # the app isn't learned here
    assert invoke(["tasks", "rm", "picnic", "nothing"]) == 2
    assert "@nothing" in capsys.readouterr().err
    assert invoke(["tasks", "rm", "@picnic", "picnic"]) == 0


def test_a_saved_task_is_a_sample_of_its_app_and_no_edit(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "data" / "apps").mkdir(exist_ok=True)
    shutil.copy(DATA / "app.demo.notes.json", home / "data" / "apps")
    before = len(docs.load("app.demo.notes").samples)
    assert invoke(["tasks", "save", "last", "picnic", "--yes"]) == 0
    assert len(docs.load("app.demo.notes").samples) == before + 1
    assert "reads Notes anew before its next task" in capsys.readouterr().err
    assert invoke(["apps", "list"]) == 0
    assert "edited" not in capsys.readouterr().out
    assert invoke(["tasks", "rm", "picnic"]) == 0
    assert len(docs.load("app.demo.notes").samples) == before


def test_unknown_options_of_run_are_refused_without_a_saved_task(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert invoke(["run", "add a note", "--yess"]) == 2
    assert "--yes" in capsys.readouterr().err


def test_cron_line_escapes_what_cron_would_cut() -> None:
    assert (
        cron_line(["thumbwright", "run", "@x", "--t=5 %"], "7:05", "mon,sun")
        == r"5 7 * * mon,sun thumbwright run @x '--t=5 \%'"
    )


def test_systemd_units_quote_every_word() -> None:
    units = systemd_units("x", ["t", 'a "b" $c %d'], "23:59", "")
    assert 'ExecStart="t" "a \\"b\\" $$c %%d"' in units["thumbwright-x.service"]
    assert "OnCalendar=*-*-* 23:59" in units["thumbwright-x.timer"]


@pytest.mark.parametrize(("at", "days"), [("24:00", ""), ("7", ""), ("7:30", "someday")])
def test_time_that_is_none_is_refused(at: str, days: str) -> None:
    with pytest.raises(SettingsError):
        cron_line(["x"], at, days)


@pytest.mark.parametrize(("text", "seconds"), [("", 0), ("90", 90), ("90s", 90), ("30m", 1800), ("2h", 7200)])
def test_wait_is_read(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds


def test_schedule_takes_along_where_the_task_lies(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["tasks", "save", "last", "picnic", "--yes"]) == 0
    capsys.readouterr()
    assert invoke(["tasks", "schedule", "picnic", "--at", "07:30", "--via", "cron"]) == 0
    assert f"/usr/bin/env THUMBWRIGHT_HOME={home} " in capsys.readouterr().out


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH, with a crontab in it that keeps what it is given."""
    folder = tmp_path / "bin"
    folder.mkdir()
    tab = folder / "tab"
    crontab = folder / "crontab"
    crontab.write_text(f'#!/bin/sh\nif [ "$1" = -l ]; then /bin/cat {tab} 2>/dev/null; else /bin/cat > {tab}; fi\n')
    crontab.chmod(0o700)
    monkeypatch.setenv("PATH", str(folder))
    return folder


def test_installed_cron_line_replaces_the_tasks_own_and_no_other(home: Path, programs: Path) -> None:
    (programs / "tab").write_text("0 1 * * * backup\n")
    assert invoke(["tasks", "save", "last", "picnic", "--yes"]) == 0
    for at in ("07:30", "08:30"):
        assert invoke(["tasks", "schedule", "picnic", "--at", at, "--via", "cron", "--install"]) == 0
    kept, added = (programs / "tab").read_text().splitlines()
    assert kept == "0 1 * * * backup" and added.startswith("30 8 * * *") and added.endswith("# thumbwright @picnic")


@pytest.mark.parametrize(("via", "other"), [("cron", "--via systemd"), ("systemd", "--via cron")])
def test_schedule_without_its_program_names_the_other(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], via: str, other: str
) -> None:
    monkeypatch.setenv("PATH", str(home))
    assert invoke(["tasks", "save", "last", "picnic", "--yes"]) == 0
    assert invoke(["tasks", "schedule", "picnic", "--at", "7:30", "--via", via, "--install"]) == 2
    assert other in capsys.readouterr().err


def test_saved_task_without_a_phone_leaves_a_session_that_says_why(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def away(serial: str, settings: object = None, **more: object) -> object:
        raise PhoneError("The phone is locked. Unlock it")

    monkeypatch.setattr("thumbwright.use.waiting.opened_phone", away)
    assert invoke(["tasks", "save", "last", "picnic", "--yes"]) == 0
    assert invoke(["run", "@picnic", "--yes", "--wait", "0s"]) == 3
    with Store() as store:
        head = reading.list_sessions(store)[0]
        detail = reading.load_session(store, head.id)
    assert head.status == "failed" and head.task.startswith("Add a note called Picnic") and head.app == "app.demo.notes"
    assert head.answer == "Not run: The phone is locked. Unlock it" == detail.events[0].text


def test_phone_that_stays_locked_is_waited_for_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    def locked(serial: str, settings: object = None, **more: object) -> object:
        raise PhoneError("The phone is locked. Unlock it")

    monkeypatch.setattr("thumbwright.use.waiting.opened_phone", locked)
    said: list[str] = []
    with (
        pytest.raises(PhoneError, match="Not run: The phone is locked"),
        awaited_phone("x", 0.05, say=said.append, sleep=slept.append),
    ):
        raise AssertionError("there was no phone")
    assert slept and said[0].startswith("Waiting up to")
