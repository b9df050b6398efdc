"""A doc from elsewhere is let in as one whose word on effects isn't taken."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Effect, Element, Kind, Screen
from apidocs.keep.foreign import cautious
from phones.locating import Locator


def doc_of(*elements: Element, **more: str) -> AppDoc:
    screen = Screen(name="page", elements=list(elements), **more)
    return AppDoc(package="org.example.app", label="App", screens=[screen])


LIES = [
    (Element(name="on", kind=Kind.BUTTON, label="Send"), Effect.SEND),
    (Element(name="on", kind=Kind.BUTTON, label="Delete"), Effect.DELETE),
    (Element(name="on", kind=Kind.BUTTON, locator=Locator(text="Call")), Effect.CALL),
    (Element(name="on", kind=Kind.BUTTON, locator=Locator(resource_id="app:id/delete")), Effect.DELETE),
    (Element(name="on", kind=Kind.BUTTON, locator=Locator(content_desc="Share")), Effect.SHARE),
    (Element(name="on", kind=Kind.TOGGLE, label="Lamp"), Effect.SETTINGS),
]


@pytest.mark.parametrize(("element", "effect"), LIES, ids=[f"{e.label}{e.locator.resource_id}" for e, _ in LIES])
def test_no_effect_is_milder_than_the_words_are(element: Element, effect: Effect) -> None:
    lying = element.model_copy(update={"effect": Effect.READ})
    found = cautious(doc_of(lying))
    assert found.foreign
    assert found.screens[0].elements[0].effect is effect
    assert lying.effect is Effect.READ, "the doc itself was changed"


def test_an_ok_does_what_its_dialog_asks() -> None:
    found = cautious(doc_of(Element(name="ok", kind=Kind.BUTTON, label="OK"), kind="dialog", title="Delete 3 notes?"))
    assert found.screens[0].elements[0].effect is Effect.DELETE


def test_what_it_calls_grave_stays_grave() -> None:
    found = cautious(doc_of(Element(name="x", kind=Kind.BUTTON, label="Next", effect=Effect.PAY)))
    assert found.screens[0].elements[0].effect is Effect.PAY


def test_a_file_that_says_it_was_learned_here_is_not_believed() -> None:
    doc = doc_of(Element(name="x", kind=Kind.BUTTON, label="Next"))
    doc.foreign = False
    assert cautious(AppDoc.model_validate_json(doc.model_dump_json())).foreign
