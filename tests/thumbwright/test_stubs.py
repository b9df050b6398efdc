"""The stub file of an app: what a type checker lets pass, what it refuses, and that it has every name that there is."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import thumbwright as tw
from apidocs.doc import AppDoc
from interpreter.reading.members import Members
from tests.thumbwright.conftest import DOC
from thumbwright.app import App, shortcuts
from thumbwright.client_stubs import class_name, render_client_stubs
from ui.cli import invoke

pytestmark = pytest.mark.whole

NOTES = AppDoc.model_validate_json(DOC.read_text("utf-8"))
HEAD = "from __future__ import annotations\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from notes import Notes\n"
RIGHT = """
def use(app: Notes) -> list[str]:
    app.note("Milk").open()
    app.new_note.title.set_text("Milk")
    app.new_note.save.tap()
    for note in app.main.notes():
        if "draft" in note.title:
            note.long_press()
    if app.settings.autosave_notes.is_on:
        app.settings.theme.choose("Dark")
    app.settings.find("Theme").tap()
    with app as notes:
        notes.back()
    return [note.title for note in app.selection.notes()] + [app.settings.theme.value]
"""
WRONG = {
    "a typo": ("app.settings.autosave_note", 'has no attribute "autosave_note"'),
    "an act that a button hasn't": ("app.new_note.save.turn_on()", '"Button" has no attribute "turn_on"'),
    "a row without a text": ("app.main.note()", 'Missing positional argument "text"'),
    "a number for a text": ("app.new_note.title.set_text(7)", "incompatible type"),
    "a text for a state": ("app.settings.autosave_notes.is_on.upper()", '"bool" has no attribute "upper"'),
    "a name of several screens": ("app.save.tap()", '"Notes" has no attribute "save"'),
    "a row's part that isn't": ('app.note("x").colour', 'has no attribute "colour"'),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("typed")
    (folder / "notes.pyi").write_text(render_client_stubs(NOTES), "utf-8")
    return folder


def mypy(folder: Path, name: str, script: str) -> str:
    (folder / name).write_text(HEAD + script, "utf-8")
    # what stands behind `from thumbwright import Result` is checked with the product
    command = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=skip", "--cache-dir", ".cache", name]
    environment = {**os.environ, "MYPYPATH": str(folder)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=110)
    return done.stdout + done.stderr


def test_a_right_script_passes(folder: Path) -> None:
    assert "Success" in mypy(folder, "right.py", RIGHT)


def test_a_wrong_one_does_not(folder: Path) -> None:
    lines = "".join(f"    {line}\n" for line, _ in WRONG.values())
    found = mypy(folder, "wrong.py", f"def use(app: Notes) -> None:\n{lines}")
    said = [line for line in found.splitlines() if line.startswith("wrong.py")]
    for number, (line, wanted) in enumerate(WRONG.values(), len(HEAD.splitlines()) + 2):
        assert any(one.startswith(f"wrong.py:{number}:") and wanted in one for one in said), (line, found)


def test_the_command_writes_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert invoke(["apps", "stubs", "notes"]) == 0
    assert capsys.readouterr().out == render_client_stubs(tw.doc("Notes")) == tw.stubs("Notes")
    assert invoke(["apps", "stubs", "notes", "-o", str(tmp_path / "notes.pyi")]) == 0
    assert (tmp_path / "notes.pyi").read_text("utf-8") == tw.stubs("Notes")
    assert invoke(["apps", "stubs", "Sheets"]) == 5
    assert "There is no app 'Sheets'" in capsys.readouterr().err


def members_in(text: str, name: str) -> set[str]:
    (found,) = (node for node in ast.parse(text).body if isinstance(node, ast.ClassDef) and node.name == name)
    return {node.name for node in found.body if isinstance(node, ast.FunctionDef)}


def test_it_has_every_name_that_there_is_and_no_other() -> None:
    members = Members(NOTES)
    own = {name for name in vars(App) if not name.startswith("_")} | {"__enter__", "__exit__"}
    assert members_in(render_client_stubs(NOTES), "Notes") == own | set(members.screens) | set(shortcuts(members))


LABELS = st.text(max_size=12) | st.sampled_from(
    ["Button", "Screen_main", "Any", "class", "7 Minutes", "メモ", "a-b c", "None"]
)


@settings(max_examples=60, deadline=None)
@given(LABELS)
def test_whatever_an_app_is_called_its_stub_is_python(label: str) -> None:
    doc = NOTES.model_copy(update={"label": label, "screens": NOTES.screens[:2]})
    tree = ast.parse(render_client_stubs(doc))
    names = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    assert names[-1] == class_name(doc) and len(set(names)) == len(names)
