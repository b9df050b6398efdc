"""What is to be run, from the forms in which it can be given: a task's words, the name of a saved task, a script's text."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from agent.prepare.script_app import app_of_script
from apidocs.doc import AppDoc
from apidocs.doc.api import FUNCTIONS
from ground.errors import SettingsError
from ground.syntax import parse


@dataclass(frozen=True)
class Given:
    """One thing to run."""

    words: str
    """What the task is called by."""
    app: str = ""
    script: str = ""
    """Empty: the model writes it."""
    title: str = ""
    """What the session is called by instead of the words."""
    doc: AppDoc | None = None
    """The doc that a saved task brings with it."""


def given_words(words: str, app: str = "") -> Given:
    """A task in words. Raises SettingsError for none."""
    if not words.strip():
        raise SettingsError('The task is empty. Say what to do: thumbwright run "add a note called Milk"')
    return Given(words, app)


def given_saved(name: str, values: Mapping[str, str]) -> Given:
    """The saved task `@name` with its parameters. Raises SettingsError: there is none, or a value doesn't fit."""
    from agent.record.saved_tasks import load

    saved = load(name.removeprefix("@"))
    said = dict(values)
    return Given(saved.words(said), "", saved.script_for(said), "", saved.doc)


def given_script(text: str, name: str, app: str = "", title: str = "") -> Given:
    """A script's text; its app is found from it where none is named. `name` is what messages call it by. Raises SettingsError,
    DocError."""
    if not text.strip():
        raise SettingsError(f"{name} is empty: there is nothing to run.")
    if not app:
        from apidocs.keep.store import load_all
        from apidocs.shipped.itself import phone_doc

        app = app_of_script(text, [*load_all(), phone_doc()], name)
    return Given("run the script", app, text, title)


def script_in(task: str) -> str | None:
    """The text of the script file that TASK names; None where it is words. Raises SettingsError."""
    if not task.endswith(".py"):
        return None
    file = Path(task)
    if not file.is_file():
        raise SettingsError(f"There is no script {task}. A task in words must not end in .py")
    return script_text(file)


def script_text(file: Path) -> str:
    """What a script file says. Raises SettingsError where it can't be read as text."""
    try:
        return file.read_text("utf-8-sig")  # an editor of Windows may have put its mark before it
    except UnicodeDecodeError:
        raise SettingsError(
            f"{file} isn't a text in UTF-8, so it can't be read as a script. Save it as UTF-8."
        ) from None
    except OSError as error:
        raise SettingsError(f"{file} can't be read: {error.strerror or error}.") from None


def is_script(text: str) -> bool:
    """Whether a text is a script and not words: Python that calls something of something (`main.ok.tap()`), or one of a script's
    own functions with a value. `finish (homework)` is words: nothing says what homework is."""
    try:
        tree = parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    ours = {method.name for method in FUNCTIONS}
    return any(
        isinstance(node.func, ast.Attribute)
        or (
            isinstance(node.func, ast.Name)
            and node.func.id in ours
            and not any(isinstance(a, ast.Name) for a in node.args)
        )
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    )
