"""`save` on a screen of a real app: the button that saves there, or none."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Effect, Kind, Screen
from apidocs.doc.buttons import says_it_saves
from apidocs.doc.effects import severity
from interpreter.reading.reader import read
from interpreter.reading.scripts import parsed
from interpreter.repair.repairing import repair
from tests.interpreter.notes_app import NOTES_DOC, element
from tests.recorded_docs import APPS, doc_of_recording, recorded

pytestmark = pytest.mark.whole

WAYS = ("{0}.save.tap()\n", "{0}.save()\n", "{0}.done.tap()\n", "{0}.save_button.click()\n", "{0}.{1}.save()\n")


def wrongly_pressed(doc: AppDoc) -> list[str]:
    """What is pressed on a screen where a script says `save`, and doesn't save."""
    wrong = []
    for screen in doc.screens:
        fields = [e.name for e in screen.elements if e.kind is Kind.INPUT] or ["title"]
        for way in WAYS:
            script = way.format(screen.name, fields[0])
            tree = parsed(repair(script, doc).script)
            for use in read(tree, doc).uses if tree is not None else []:
                page = doc.screen(use.ref.screen)
                pressed = page.element(use.ref.element) if page is screen and use.op == "tap" else None
                if page is None or pressed is None or pressed.name in ("save", "done"):
                    continue
                tied = any(e.commit == pressed.name and e.kind is not Kind.TOGGLE for e in page.elements)
                says = says_it_saves(pressed.label or pressed.description or pressed.name)
                if not (tied or says) or severity(pressed.effect) > severity(Effect.COMMIT):
                    wrong.append(f"{script.strip()} → {use.ref}")
    return wrong


@recorded
@pytest.mark.parametrize("app", APPS)
def test_save_is_never_taken_for_a_button_that_does_something_else(app: str) -> None:
    assert wrongly_pressed(doc_of_recording(app)) == []


def test_nor_in_the_notes_app() -> None:
    assert wrongly_pressed(NOTES_DOC) == []


def test_to_save_is_not_to_buy() -> None:
    buy = element("purchase", Kind.BUTTON, effect=Effect.PAY)
    settings = Screen(name="settings", elements=[element("dark", Kind.TOGGLE), buy])
    doc = AppDoc(package="a.b", label="A", start="settings", screens=[settings])
    assert "purchase" not in repair("settings.dark.turn_on()\nsettings.save.tap()\n", doc).script
