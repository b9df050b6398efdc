"""What a task that is shown can be kept as."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.record import saved_tasks
from ground.errors import SettingsError
from thumbwright.use.teaching import name_for


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path))
    saved_tasks.task_path("jot").write_text("")


@pytest.mark.parametrize(
    ("task", "name", "found"),
    [
        ("add a note called Milk", "", "add-note-called-milk"),
        ("add a note", "@other", "other"),
        ("add a note", "add_it", "add_it"),
    ],
)
def test_a_name_is_given_or_made_of_the_words(task: str, name: str, found: str) -> None:
    assert name_for(task, name) == found


@pytest.mark.parametrize(
    ("task", "name", "says"),
    [
        ("", "", "Say what it is that you show"),
        (" ", "jot2", "Say what it is that you show"),
        ("two\nlines", "", "one line"),
        ("add a note", "jot", "There is a task jot already"),
        ("add a note", "Not A Name", "is no name for a task"),
        ("…", "", "makes no name"),
        ("x" * 400, "", "300 letters"),
    ],
)
def test_what_can_be_none_is_said(task: str, name: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        name_for(task, name)


def test_one_that_is_taken_can_be_replaced() -> None:
    assert name_for("add a note", "jot", instead=True) == "jot"
