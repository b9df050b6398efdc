"""A deed that the task orders and no act does, whatever the things of the app are called."""

from __future__ import annotations

import pytest

from agent.fit.doubts import doubts
from apidocs.doc import AppDoc, Effect, Element, Item, Kind, Screen
from phones.locating import Locator

MAIN = Screen(
    name="main",
    elements=[Element(name="contacts", kind=Kind.LIST, item=Item(name="contact", row=Locator(resource_id="row")))],
)
EDIT = Screen(
    name="edit_contact",
    elements=[
        Element(name="remarks", kind=Kind.INPUT, label="Remarks", effect=Effect.INPUT, commit="save"),
        Element(name="save", kind=Kind.BUTTON, label="Save contact", effect=Effect.COMMIT),
        Element(name="message", kind=Kind.BUTTON, label="Message", effect=Effect.NAVIGATE),
    ],
)
DOC = AppDoc(package="org.demo.people", label="People", start="main", screens=[MAIN, EDIT])
OPEN = 'main.contact("Lena Ott").open()\n'
WRITTEN = f'{OPEN}edit_contact.remarks.set_text("see you soon")\nedit_contact.save.tap()'


@pytest.mark.parametrize("task", ["text Lena Ott see you soon", "message Lena Ott: see you soon"])
def test_to_write_it_down_is_not_to_send_it(task: str) -> None:
    assert any(doubt.kind == "another_deed" for doubt in doubts(WRITTEN, task, DOC))


def test_what_is_called_by_the_deed_does_it() -> None:
    sent = f"{OPEN}edit_contact.message.tap()"
    assert not [doubt for doubt in doubts(sent, "message Lena Ott", DOC) if doubt.kind == "another_deed"]
