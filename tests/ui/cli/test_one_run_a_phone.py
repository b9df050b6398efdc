"""Two commands that want one phone: the second is told who has it, or waits for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ground.exits import ExitCode
from ground.phone_lock import in_use, phone_lock

ADD_MILK = 'new_note.title.set_text("Milk")\nnew_note.save.tap()\n'


@pytest.mark.parametrize(
    "command",
    [("run", "add a note called Two"), ("apps", "learn", "notes", "--no-warm"), ("replay", "last", "--rerun")],
    ids=["run", "learn", "replay"],
)
def test_a_phone_that_another_command_has_is_refused_by_name(
    cli: Callable[..., tuple[int, str, str]], model: Any, serial: str, learned: str, command: tuple[str, ...]
) -> None:
    from sessions.store import Store

    with Store() as store:
        store.finish_session(store.start_session("task", "something", app=learned), "done", "", ADD_MILK)
    model.scripts = [ADD_MILK]
    with phone_lock(serial, "thumbwright run: add a note called One"):
        code, _, said = cli(*command, "-s", serial)
    assert code == ExitCode.PHONE
    assert f'Phone {serial} is in use by "thumbwright run: add a note called One" (pid ' in said
    assert "--wait 10m" in said


def test_with_wait_it_runs_once_the_phone_is_free(
    start: Callable[..., Any], model: Any, serial: str, learned: str
) -> None:
    model.scripts = [ADD_MILK]
    with phone_lock(serial, "thumbwright run: add a note called One"):
        run = start("run", "add a note called Milk", "-s", serial, "--yes", "--allow", "commit", "--wait", "1m")
        run.wait_for("is in use by")
    assert run.end() in (ExitCode.DONE, ExitCode.UNPROVED)
    assert in_use(serial) is None


def test_a_run_says_what_it_does_to_whoever_wants_its_phone_unless_it_is_private(
    start: Callable[..., Any], model: Any, serial: str, learned: str
) -> None:
    model.scripts = ["main.search.tap()\nwait(50)\n"]
    for more, said in (([], '"thumbwright run: search in notes"'), (["--private"], '"thumbwright run"')):
        run = start("run", "search in notes", "-s", serial, "--yes", *more)
        run.wait_for("main.search.tap()  ")
        taken = in_use(serial)
        assert taken is not None and said in str(taken)
        run.interrupt()
        assert run.end() == ExitCode.CANCELLED


def test_a_second_demo_phone_on_the_same_data_is_refused(
    cli: Callable[..., tuple[int, str, str]], model: Any, learned: str, home: Path
) -> None:
    model.scripts = [ADD_MILK]
    with phone_lock("demo", "thumbwright (terminal UI)"):
        code, _, said = cli("run", "add a note called Two", "-s", "demo")
    assert code == ExitCode.PHONE
    assert 'The demo phone is in use by "thumbwright (terminal UI)" (pid ' in said


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("phones", "demo"), "--state DIR, or do this again once that has ended"),
        (("apps", "update", "notes", "-s", "demo"), "in use by"),
        (("-v", "apps", "verify", "notes", "-s", "demo"), "once that has ended"),
    ],
    ids=["phones demo", "apps update", "after an option"],
)
def test_a_command_without_wait_is_not_told_to_use_it(
    cli: Callable[..., tuple[int, str, str]], learned: str, command: tuple[str, ...], told: str
) -> None:
    with phone_lock("demo", "thumbwright (terminal UI)"):
        code, _, said = cli(*command)
    assert code == ExitCode.PHONE
    assert told in said and "--wait" not in said


def test_a_file_that_is_not_there_is_said_before_who_has_the_demo_phone(
    cli: Callable[..., tuple[int, str, str]],
) -> None:
    with phone_lock("demo", "thumbwright (terminal UI)"):
        code, _, said = cli("phones", "demo", "--app", "nofile.py")
    assert code == ExitCode.USAGE
    assert "nofile.py" in said and "in use" not in said
