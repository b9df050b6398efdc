"""`thumbwright tasks` and the schedules it makes; no phone takes part."""

from __future__ import annotations

from pathlib import Path

import pytest

from sessions.bundled import bundled_file
from sessions.portable import import_session, read_portable
from sessions.store import Store
from thumbwright.errors import PhoneError, SettingsError
from ui.cli import invoke
from ui.schedules import cron_line, systemd_units
from ui.waiting import awaited_phone, seconds_of


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


def test_phone_that_stays_locked_is_waited_for_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    def locked(serial: str, settings: object = None) -> object:
        raise PhoneError("The phone is locked. Unlock it")

    monkeypatch.setattr("ui.waiting.opened_phone", locked)
    said: list[str] = []
    with (
        pytest.raises(PhoneError, match="Not run: The phone is locked"),
        awaited_phone("x", 0.05, say=said.append, sleep=slept.append),
    ):
        raise AssertionError("there was no phone")
    assert slept and said[0].startswith("Waiting up to")
