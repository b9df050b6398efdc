"""What is said of options and values that there aren't: click's own words, and the right exit code."""

from __future__ import annotations

from typing import get_args

import pytest

from agent.task.task_result import Status
from ground.exits import ExitCode
from sessions.records import STATUSES
from ui.cli import invoke


@pytest.mark.parametrize(
    ("args", "words"),
    [
        pytest.param(
            ["run", "--appp", "x", "y"], ["No such option", "--appp", "'--app'"], id="misspelt before the task"
        ),
        pytest.param(["run", "add a note", "--yess"], ["No such option", "--yess", "'--yes'"], id="misspelt after it"),
        pytest.param(["run", "--appp=x", "y"], ["No such option", "--appp", "'--app'"], id="with its value"),
        pytest.param(["run", "-x", "add a note"], ["No such option", "-x"], id="a letter"),
        pytest.param(["run", "--zzz", "y"], ["No such option", "--zzz"], id="like nothing"),
        pytest.param(
            ["run", "--title", "Milk", "@note"], ["Say the task first", "@note --title"], id="of a saved task"
        ),
        pytest.param(["run", "add", "a", "note"], ["stands in quotes"], id="a task without quotes"),
        pytest.param(["sessions", "list", "--limit", "-1"], ["--limit", "-1"], id="fewer than none"),
        pytest.param(["sessions", "list", "--limit", "0"], ["--limit"], id="none"),
        pytest.param(["sessions", "prune", "--days", "-1"], ["--days", "-1"], id="days to come"),
        pytest.param(["apps", "learn", "Notes", "--calls", "0"], ["--calls", "0"], id="learn with no acts"),
        pytest.param(["apps", "verify", "Notes", "--minutes", "0"], ["--minutes", "0"], id="look with no time"),
    ],
)
def test_wrong_options_are_refused_in_the_usual_words(
    args: list[str], words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert invoke(args) == ExitCode.USAGE
    said = capsys.readouterr().err
    assert all(word in said for word in words), said


def test_a_status_that_does_not_exist_is_answered_with_those_that_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["sessions", "list", "--status", "banana"]) == ExitCode.USAGE
    said = capsys.readouterr().err
    assert "banana" in said
    for status in (*get_args(Status), "interrupted"):
        assert status in said


def test_every_end_of_a_task_is_a_status_of_the_store() -> None:
    assert set(STATUSES) == {*get_args(Status), "running", "interrupted"}


def test_a_task_may_begin_with_a_dash(capsys: pytest.CaptureFixture[str]) -> None:
    """What no option looks like is words; it fails for want of a phone here, not for its words."""
    invoke(["run", "- buy milk", "--dry-run", "-s", "nophone"])
    assert "No such option" not in capsys.readouterr().err
