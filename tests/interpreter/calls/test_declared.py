"""What a step does as far as the doc tells: the same for a script, a plan and a call."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Effect, Item, Kind, Part, Screen
from interpreter.calls import Ref
from interpreter.calls.declared import declared
from interpreter.plan.deeds import deeds_of
from interpreter.plan.plans import plan_of
from interpreter.reading.flow import effect_of_use
from interpreter.reading.reader import read
from interpreter.reading.scripts import parsed
from phones.locating import Locator
from tests.interpreter.notes_app import element

PEOPLE = Item(
    name="contact",
    effect=Effect.CALL,
    row=Locator(resource_id="row"),
    parts=[
        Part(name="name", kind=Kind.TEXT, locator=Locator(resource_id="name")),
        Part(name="delete", kind=Kind.BUTTON, locator=Locator(resource_id="delete")),
        Part(name="starred", kind=Kind.TOGGLE, locator=Locator(resource_id="star")),
    ],
)
DOC = AppDoc(
    package="org.example.people",
    label="People",
    start="main",
    screens=[
        Screen(
            name="main",
            elements=[
                element("contacts", Kind.LIST, item=PEOPLE),
                element("send", Kind.BUTTON, effect=Effect.SEND),
                element("title", Kind.INPUT, effect=Effect.INPUT),
            ],
        )
    ],
)


@pytest.mark.parametrize(
    ("line", "ref", "op", "effect"),
    [
        ("main.send.tap()", Ref("main", "send"), "tap", Effect.SEND),
        ('main.find("Delete").tap()', Ref("main", found="Delete"), "tap", Effect.DELETE),
        ('find("Delete").tap()', Ref(found="Delete"), "tap", Effect.DELETE),
        ('find("Delete").turn_on()', Ref(found="Delete"), "turn_on", Effect.SETTINGS),
        ('main.contact("Bob").open()', Ref("main", "contacts", row="*"), "open", Effect.CALL),
        ('main.contact("Bob").long_press()', Ref("main", "contacts", row="*"), "long_press", Effect.NAVIGATE),
        ('main.contact("Bob").delete.tap()', Ref("main", "contacts", row="*", part="delete"), "tap", Effect.DELETE),
        ('main.title.set_text("x")', Ref("main", "title"), "set_text", Effect.INPUT),
        ("back()", Ref(), "back", Effect.NAVIGATE),
        ("wait(1)", Ref(), "wait", Effect.READ),
    ],
)
def test_the_effect_of_a_step(line: str, ref: Ref, op: str, effect: Effect) -> None:
    assert declared(ref, op, DOC) is effect
    tree = parsed(line)
    assert tree is not None
    use = next(use for use in read(tree, DOC).uses if use.op == op)
    assert effect_of_use(use, DOC) is effect


@pytest.mark.parametrize(
    ("line", "grave"),
    [
        ('find("Delete").tap()', True),
        ('main.contact("Bob").delete.tap()', True),
        ('for one in main.contacts():\n    one.delete.tap()', True),
        ('main.title.set_text("x")', False),
    ],
)  # fmt: skip
def test_what_is_graver_than_saving(line: str, grave: bool) -> None:
    plan = plan_of(line, DOC)
    assert plan is not None and [deed.grave for deed in deeds_of(plan)] == [grave]
