"""What is touched to find again what isn't there: nothing that may keep what stands in a form, and of a notice no yes."""

from __future__ import annotations

import threading

import pytest

from apidocs.doc import Kind
from interpreter.calls.errors import CallFailed
from interpreter.calls.limits import Limits
from interpreter.forms.put_in import Forms
from interpreter.heal.front import HealingFront
from interpreter.heal.memory import Memory
from interpreter.heal.navigator import HealingNavigator, dismiss
from tests.interpreter.pocket_phone import View, button, dialog, page, words
from tests.interpreter.sketch import Sketch, doc_of

LIMITS = Limits(patience_s=0.0, settle_s=0.0)


def _field() -> View:
    return View("widget.EditText", (0, 300, 720, 380), "", "name")


def _sought(*views: View, label: str, typed: bool = False) -> tuple[Sketch, bool]:
    """A page of whose doc the button "Sync" isn't there (any more); whether it is found behind the one of this label."""
    phone = Sketch()
    onward = button(label, (0, 900, 720, 980), phone.go("second"), "onward")
    phone.draw = {
        "main": lambda: page(words("Parcels", (0, 100, 720, 180), "title"), *views, onward),
        "second": lambda: page(button("Sync", (0, 500, 720, 580), lambda: None, "sync")),
    }
    sync = {"name": "sync", "kind": Kind.BUTTON, "label": "Sync", "locator": {"resource_id": "sync", "text": "Sync"}}
    field = {"name": "name", "kind": Kind.INPUT, "label": "Name", "commit": "save", "locator": {"resource_id": "name"}}
    elements = [sync, field, {**sync, "name": "save", "label": "Save", "locator": {"text": "Save"}, "effect": "commit"}]
    doc = doc_of("main", [phone.as_screen("main", elements=elements)])
    memory, forms = Memory(doc, lambda name: None), Forms()
    front = HealingFront(phone, memory, LIMITS, threading.Event())
    screen = memory.doc.screens[0]
    if typed:
        forms.put(screen, screen.element("name"), "name", "Milk")
    navigator = HealingNavigator(front, memory, forms, lambda sight: sight)
    element = screen.element("sync")
    assert element is not None
    try:
        navigator.seek(screen, element)
    except CallFailed:
        return phone, False
    return phone, True


@pytest.mark.parametrize("label", ["Next", "Continue", "More"])
def test_the_second_half_of_a_page_is_looked_at(label: str) -> None:
    assert _sought(label=label)[1]


@pytest.mark.parametrize("label", ["Next", "Continue", "Continue…"])
def test_nothing_goes_on_from_a_page_with_fields(label: str) -> None:
    phone, found = _sought(_field(), label=label)
    assert not found and f"tap {label}" not in phone.log


@pytest.mark.parametrize("label", ["Next", "Continue"])
def test_nothing_goes_on_while_something_is_not_saved(label: str) -> None:
    phone, found = _sought(label=label, typed=True)
    assert not found and f"tap {label}" not in phone.log


def test_what_only_shows_more_of_a_form_is_looked_behind() -> None:
    assert _sought(_field(), label="More")[1]


def _dismissed(*labels: str) -> list[str]:
    """What is pressed in a notice that stays when back is pressed."""
    phone = Sketch()
    phone.over = {"notice"}

    def notice() -> View:
        boxes = [(60 + 200 * n, 900, 240 + 200 * n, 960) for n in range(len(labels))]
        shown = [button(label, box, phone.leave, "") for label, box in zip(labels, boxes, strict=True)]
        return dialog("Send your list to everybody?", words("It is long.", (60, 500, 660, 540)), *shown)

    phone.draw = {"main": lambda: page(words("Parcels", (0, 100, 720, 180), "title")), "notice": notice}
    phone.key = lambda name: None  # type: ignore[method-assign]
    doc = doc_of("main", [phone.as_screen("main")])
    phone.place = ["home", "main", "notice"]
    front = HealingFront(phone, Memory(doc, lambda name: None), LIMITS, threading.Event())
    dismiss(front, front.look(), lambda note: None)
    return [act for act in phone.log if act.startswith("tap")]


@pytest.mark.parametrize(
    ("labels", "pressed"),
    [
        (("OK",), ["tap OK"]),
        (("Got it",), ["tap Got it"]),
        (("Continue",), []),
        (("OK", "Cancel"), ["tap Cancel"]),
        (("OK", "Details"), []),
        (("Continue", "Not now"), ["tap Not now"]),
        (("Send",), []),
    ],
)
def test_a_notice_is_closed_without_a_yes(labels: tuple[str, ...], pressed: list[str]) -> None:
    assert _dismissed(*labels) == pressed
