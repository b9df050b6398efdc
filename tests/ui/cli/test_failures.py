"""What `--json`, `-v` and `--debug` give where a command fails or has more to say."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from demophone.phone import DemoPhoneThread
from ground.exits import ExitCode
from sessions.reading import list_sessions
from sessions.store import Store
from ui import cli, logs
from ui.cli import COMMANDS, invoke

ADD_MILK = 'new_note.title.set_text("Milk")\nnew_note.save.tap()\n'


@pytest.fixture(autouse=True)
def loggers() -> Iterator[None]:
    """As they were, afterwards."""
    root = logging.getLogger()
    handlers, levels = list(root.handlers), {room: logging.getLogger(room).level for room in logs.ROOMS}
    yield
    root.handlers[:] = handlers
    for room, level in levels.items():
        logging.getLogger(room).setLevel(level)


@pytest.mark.parametrize(
    ("args", "code", "kind", "words"),
    [
        (["run", "  ", "--json"], ExitCode.USAGE, "SettingsError", "The task is empty"),
        (["run", "--appp", "x", "y", "--json"], ExitCode.USAGE, "NoSuchOption", "--appp"),
        (["apps", "show", "nothing", "--json"], ExitCode.DOC, "DocError", "nothing"),
        (["sessions", "show", "zzzzzz", "--json"], ExitCode.USAGE, "NoSession", "zzzzzz"),
        (["sessions", "show", "last", "--json"], ExitCode.USAGE, "NoSession", "There is no session yet"),
        (["replay", "zzzzzz", "--json"], ExitCode.USAGE, "NoSession", "zzzzzz"),
        (["models", "list", "--jsonn", "--json"], ExitCode.USAGE, "NoSuchOption", "--jsonn"),
        (["check", "nothing.py", "--app", "x", "--json"], ExitCode.USAGE, "SettingsError", "nothing.py"),
        (["config", "show", "tempo", "--json"], ExitCode.USAGE, "SettingsError", "tempo"),
        (["nonsense", "--json"], ExitCode.USAGE, "UsageError", "nonsense"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_failure_is_told_as_json(
    args: list[str], code: int, kind: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert invoke(args) == code
    told = capsys.readouterr()
    error = json.loads(told.out)["error"]
    assert (error["kind"], error["exit_code"]) == (kind, code)
    assert words in error["message"]
    assert words in told.err, "the person is told as well"


def test_without_json_a_failure_prints_no_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["apps", "show", "nothing"]) == ExitCode.DOC
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("raised", "code", "kind"),
    [
        (click.exceptions.Abort(), ExitCode.CANCELLED, "Cancelled"),
        (KeyboardInterrupt(), ExitCode.CANCELLED, "Cancelled"),
        (OSError(28, "No space left on device", "x"), ExitCode.STORE, "DiskError"),
    ],
    ids=["input ends", "ctrl-c", "disk full"],
)
def test_what_comes_up_from_below_is_told_as_json(
    raised: BaseException, code: int, kind: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**_: Any) -> None:
        raise raised

    monkeypatch.setattr(cli.root, "main", fails)
    assert invoke(["sessions", "--json"]) == code
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == kind


def test_a_defect_of_ours_is_told_as_json_and_shown_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**_: Any) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(cli.root, "main", fails)
    with pytest.raises(ZeroDivisionError):
        invoke(["sessions", "--json"])
    assert json.loads(capsys.readouterr().out)["error"] == {
        "kind": "ZeroDivisionError",
        "message": "by zero",
        "exit_code": 1,
    }


def test_a_run_prints_its_attempts_notes_and_problems(
    demo_phone: DemoPhoneThread, learned: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "milk.py"
    file.write_text("# app: Notes\nnew_note.titel.set_text('Milk')\n", "utf-8")
    assert invoke(["run", str(file), "-s", demo_phone.serial, "--yes", "--json"]) == ExitCode.SCRIPT
    data = json.loads(capsys.readouterr().out)
    (attempt,) = data["attempts"]
    assert attempt["script"] == data["script"]
    assert attempt["taken"]
    assert data["problems"] == attempt["problems"]
    assert "titel" in data["problems"][0]["message"]
    assert data["notes"] == []
    with Store() as store:
        assert [head.task for head in list_sessions(store)] == ["run milk.py"]


def test_a_files_name_chooses_no_app(demo_phone: DemoPhoneThread, learned: str, tmp_path: Path, cli: Any) -> None:
    file = tmp_path / "notes.py"
    file.write_text("finish('hello')\n", "utf-8")
    code, out, said = cli("run", str(file), "-s", demo_phone.serial, "--yes")
    assert (code, out) == (ExitCode.DOC, "")
    assert "# app: NAME" in said
    file.rename(tmp_path / "clock.py")
    file.with_name("clock.py").write_text("finish(str(main.is_open))\n", "utf-8")
    code, out, said = cli("run", str(tmp_path / "clock.py"), "-s", demo_phone.serial, "--yes", "--json")
    assert json.loads(out)["app"] == learned, said


@pytest.mark.parametrize(
    "args", [["-v", "config", "path"], ["config", "path", "-v"], ["config", "--debug", "path"]], ids=" ".join
)
def test_the_log_can_be_asked_for_at_either_end(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(args) == ExitCode.DONE
    logging.getLogger("agent.something").info("looked around")
    said = capsys.readouterr()
    assert "INFO    agent.something: looked around" in said.err
    assert "looked around" not in said.out


def test_other_peoples_loggers_stay_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["--debug", "config", "path"]) == ExitCode.DONE
    logging.getLogger("textual").info("a detail")
    assert "a detail" not in capsys.readouterr().err


def test_a_run_logs_its_calls_and_prompts(
    model: Any, learned: str, demo_phone: DemoPhoneThread, capsys: pytest.CaptureFixture[str]
) -> None:
    model.scripts = [ADD_MILK]
    args = ["run", "add a note called Milk", "-s", demo_phone.serial, "--yes", "--allow", "commit", "--debug"]
    assert invoke(args) == ExitCode.DONE
    said = capsys.readouterr().err
    assert 'interpreter.run.host: line 1: new_note.title.set_text("Milk"): ok' in said
    assert "agent.decide.candidates: asked:" in said
    assert "Task: add a note called Milk" in said or "add a note called Milk" in said


def test_every_command_takes_them() -> None:
    for name in COMMANDS:
        command = cli.root.get_command(click.Context(cli.root), name)
        assert command is not None
        assert {"-v", "--debug"} <= {opt for param in command.params for opt in param.opts}, name
