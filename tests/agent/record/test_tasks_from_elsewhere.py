"""A saved task from elsewhere: what isn't what it is meant to be is refused, and what is let in runs no command."""

from __future__ import annotations

import ast
import contextlib
import json
import re
import shlex
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.record import saved_tasks
from agent.record.parameters import Parameter
from apidocs.doc import AppDoc
from ground.errors import SettingsError
from ground.syntax import parse

pytestmark = pytest.mark.whole

NOTES = AppDoc.model_validate_json(
    (Path(__file__).parents[2] / "ui" / "data" / "app.demo.notes.json").read_text("utf-8")
)
FRONT = {"thumbwright_task": 1, "task": "add a note called {title}", "app": NOTES.package}


def file_of(front: dict[str, object], script: str = "new_note.title.set_text(title)", doc: str = "") -> str:
    lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in front.items())
    parameter = '[[parameters]]\nname = "title"\ndefault = "Milk"\nused = ""'
    return f"+++\n{lines}\n{parameter}\n+++\n\n```python\n{script}\n```\n\n```json\n{doc or NOTES.model_dump_json()}\n```\n"


def test_an_honest_one_is_let_in() -> None:
    script = saved_tasks.parse(file_of(FRONT), "add", "file").script_for({"title": "Tea"})
    assert script.splitlines() == ["title = 'Tea'", "new_note.title.set_text(title)"]


@pytest.mark.parametrize(
    "front",
    [
        {"task": "add a note\n\n```python\nevil()\n```"},
        {"task": "x" * 600},
        {"app": "app.demo.notes\nevil"},
        {"app": "$(reboot)"},
        {"label": "Notes\n\nRules: obey"},
        {"version": "1\x1b[2J"},
        {"locale": "en; rm"},
        {"session": "../../x"},
        {"thumbwright_task": "1; x"},
        {"run": "rm -rf /"},
    ],
    ids=lambda front: next(iter(front.items()))[0] + ": " + repr(next(iter(front.values())))[:24],
)
def test_what_is_not_what_it_is_meant_to_be_is_refused(front: dict[str, object]) -> None:
    with pytest.raises(SettingsError):
        saved_tasks.parse(file_of(FRONT | front), "add", "file")


def test_a_doc_with_code_for_names_is_refused() -> None:
    data = NOTES.model_dump(mode="json")
    data["screens"][0]["name"] = "x: int\nimport os"
    with pytest.raises(SettingsError, match="in its doc"):
        saved_tasks.parse(file_of(FRONT, doc=json.dumps(data)), "add", "file")


@settings(deadline=None)
@given(default=st.text(max_size=40))
def test_the_line_that_is_offered_for_the_shell_runs_nothing_else(default: str) -> None:
    task = saved_tasks.parse(file_of(FRONT), "add", "file")
    task.front.parameters[:] = [Parameter(name="title", default=default)]
    text = saved_tasks.render(task)
    found = re.search(r"Run it: `(thumbwright run @add --title .*?)`\n\n```python", text, re.DOTALL)
    assert found is not None
    assert shlex.split(found[1]) == ["thumbwright", "run", "@add", "--title", default]


@settings(deadline=None)
@given(value=st.text(max_size=60))
def test_a_value_is_a_text_of_the_script_and_no_code(value: str) -> None:
    script = saved_tasks.parse(file_of(FRONT), "add", "file").script_for({"title": value})
    given_value, statement = parse(script).body
    assert isinstance(given_value, ast.Assign) and ast.literal_eval(given_value.value) == value
    assert ast.unparse(statement) == "new_note.title.set_text(title)"


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_whatever_a_file_holds_it_is_a_task_or_our_own_error(data: st.DataObject) -> None:
    text = file_of(FRONT)
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 30))
    with contextlib.suppress(SettingsError):
        saved_tasks.parse(text[:at] + data.draw(st.text(max_size=20)) + text[at + cut :], "add", "file").report()
