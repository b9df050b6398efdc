"""A choice that a form comes with and the task says otherwise: a subscription that costs "3 euros a month" is saved, and how often
stands at "Weekly" as long as nobody chooses. A part of `agent.fit.doubts`."""

from __future__ import annotations

from collections.abc import Iterator

from apidocs.doc import AppDoc, Kind
from apidocs.doc.quotes import QUOTED
from apidocs.doc.words import what_is_switched
from interpreter.reading.flow import element_of

from ..words.intent import Intent
from ..words.lexicon import said_words
from .coverage import Script
from .doubt import Doubt


def left_as_set(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """Of each form that a script fills in and saves, the choices that it leaves alone though the task has a word for one of their
    options, and for one alone, that nothing else of the script has."""
    said = said_words(QUOTED.sub(" ", intent.task)) - intent.forbidden
    said -= script.words | {word for literal in script.literals for word in said_words(literal.text)}
    touched = {(use.ref.screen, use.ref.element) for use in script.acts}
    for form, line in _saved(script, doc).items():
        screen = doc.screen(form)
        for element in screen.elements if screen is not None else []:
            if element.kind is not Kind.CHOICE or (form, element.name) in touched:
                continue
            meant = [option for option in element.options if (words := _telling(option)) and words <= said]
            if len(meant) == 1:
                what = f'it leaves "{what_is_switched(element.name)}" as it is, and your words say "{meant[0]}"'
                yield Doubt("left_as_set", line, what)


def _telling(option: str) -> frozenset[str]:
    words = said_words(option)
    return words if any(not word.isdecimal() for word in words) else frozenset()


def _saved(script: Script, doc: AppDoc) -> dict[str, int]:
    """The forms, by their screens, whose own button is pressed after a text was put in, with the line of that."""
    saves: dict[str, str] = {}
    found: dict[str, int] = {}
    for use in script.acts:
        element, screen = element_of(use, doc), use.ref.screen
        if use.op == "set_text" and element is not None and element.commit and not use.ref.row:
            saves[screen] = element.commit
        elif use.op == "tap" and saves.get(screen) == use.ref.element:
            found.setdefault(screen, use.line)
    return found
