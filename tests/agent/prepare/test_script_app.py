"""Which app a script file is for: its head, or the screens it uses; its own name never counts."""

from __future__ import annotations

import pytest

from agent.prepare.script_app import app_of_script, said_in_head
from apidocs.doc import AppDoc, Element, Kind, Screen
from ground.errors import DocError
from phones.locating import Locator


def doc(package: str, label: str, **screens: str) -> AppDoc:
    """Screens with the names of their buttons."""
    return AppDoc(
        package=package,
        label=label,
        start=next(iter(screens)),
        screens=[
            Screen(
                name=name,
                title=name,
                elements=[
                    Element(name=e, kind=Kind.BUTTON, label=e, locator=Locator(text=e)) for e in elements.split()
                ],
            )
            for name, elements in screens.items()
        ],
    )


NOTES = doc("app.notes", "Notes", main="new", editor="save close")
CLOCK = doc("app.clock", "Clock", main="alarm", timer="start")
DOCS = [NOTES, CLOCK]


@pytest.mark.parametrize(
    ("script", "app"),
    [
        pytest.param("editor.save.tap()", "app.notes", id="a screen of one app"),
        pytest.param("main.alarm.tap()", "app.clock", id="a screen of both, an element of one"),
        pytest.param("main.new.tap()\neditor.save.tap()", "app.notes", id="most of its screens"),
        pytest.param("for x in [1]:\n    timer.start.tap()\n    print(x)", "app.clock", id="its own names don't count"),
        pytest.param("# app: Clock\neditor.save.tap()", "Clock", id="the head, whatever it uses"),
        pytest.param("#!/usr/bin/x\n\n#App :  app.demo.x \nfinish(1)", "app.demo.x", id="anywhere in the head"),
    ],
)
def test_head_and_screens_tell(script: str, app: str) -> None:
    assert app_of_script(script, DOCS, "clock_notes.py") == app


@pytest.mark.parametrize(
    ("script", "words"),
    [
        pytest.param("finish('hello')", "Nothing in notes.py says", id="no screen"),
        pytest.param("somewhere.else_.tap()", "it uses somewhere", id="screens of no app"),
        pytest.param("main.open()", "Notes or Clock", id="both fit"),
        pytest.param("no python at all", "Nothing in notes.py says", id="no script"),
        pytest.param("x = 1\n# app: Notes\n", "Nothing in notes.py says", id="a comment further down"),
    ],
)
def test_what_does_not_tell_is_said_and_not_guessed(script: str, words: str) -> None:
    with pytest.raises(DocError, match=words):
        app_of_script(script, DOCS, "notes.py")


@pytest.mark.parametrize("line", ["#app:", "# application: x", "x = '# app: y'", ""])
def test_no_other_line_names_an_app(line: str) -> None:
    assert said_in_head(line) == ""
