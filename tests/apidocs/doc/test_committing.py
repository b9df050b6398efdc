"""Which button keeps what was put in: a table of screens."""

from __future__ import annotations

import pytest

from apidocs.doc import Effect, Element, Kind, Screen
from apidocs.doc.buttons import says_it_saves
from apidocs.doc.committing import committing, entered
from tests.apidocs.conftest import element, rows

TITLE = element("title", Kind.INPUT)
TIED = element("title", Kind.INPUT, commit="ok")
TEXT = element("text", Kind.INPUT, commit="send")
OK = element("ok", Kind.BUTTON, "OK", Effect.COMMIT)
SAVE = element("save", Kind.BUTTON, "Save", Effect.COMMIT)
SEND = element("send", Kind.BUTTON, "Send", Effect.SEND)
SMS = element("sms", Kind.BUTTON, "SMS", Effect.SEND)
BUY = element("purchase", Kind.BUTTON, "Purchase", Effect.PAY)
STAR = element("favourite", Kind.BUTTON, "Toggle favourite", Effect.COMMIT)
YES = element("yes", Kind.BUTTON, "Yes", Effect.COMMIT)
GONE = element("delete", Kind.BUTTON, "Delete", Effect.DELETE)
SHARED = element("ok", Kind.BUTTON, "OK", Effect.SHARE)
ASKED = element("dont_ask", Kind.TOGGLE, "Don't ask again", commit="yes")
DARK = element("dark", Kind.TOGGLE, "Dark")
SHOWN = rows("tabs", "tab", {"on": Kind.TOGGLE})

CASES: list[tuple[str, str, list[Element], str]] = [
    ("a form that is tied to its button", "dialog", [STAR, TIED, OK], "ok"),
    ("a form whose button says it saves", "page", [STAR, TITLE, SAVE], "save"),
    ("a page that also sells something", "page", [DARK, BUY], ""),
    ("a page with deeds of its own", "page", [STAR, GONE], ""),
    ("a menu", "menu", [TITLE, SAVE], ""),
    ("what is written is sent", "page", [TEXT, SEND], "send"),
    ("the same, not tied", "page", [TITLE, SEND], "send"),
    ("two that could send it", "page", [TITLE, SEND, SMS], ""),
    ("two forms on one page, one of which saves", "page", [TEXT, TIED, SEND, OK], "ok"),
    ("a switch beside what sends", "page", [DARK, SEND], ""),
    ("a list of switches", "dialog", [SHOWN, OK], "ok"),
    ("it shows something", "dialog", [OK], ""),
    ("a question about deleting", "dialog", [ASKED, YES], "yes"),
    ("a file to be shared", "dialog", [element("name", Kind.INPUT, commit="ok"), SHARED], "ok"),
]


@pytest.mark.parametrize(("kind", "elements", "ends"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_keeps_the_values_of_a_screen(kind: str, elements: list[Element], ends: str) -> None:
    screen = Screen(name="it", kind=kind, elements=elements)
    found = committing(screen)
    assert (found.name if found is not None else "") == ends


def test_what_adds_beside_a_field_keeps_nothing_else() -> None:
    """On a thing's details one more step is added; the date there, which a dialog asks for, isn't kept by it."""
    step = element("step", Kind.INPUT, "Step", commit="add_step")
    day, adds = element("day", Kind.BUTTON, "Day"), element("add_step", Kind.BUTTON, "Add step", Effect.COMMIT)
    screen = Screen(name="thing", elements=[step, day, adds])
    assert committing(screen, step) is adds
    assert committing(screen, day) is None
    saves = element("add_step", Kind.BUTTON, "Save", Effect.COMMIT)
    assert committing(Screen(name="thing", elements=[step, day, saves]), day) is saves


def test_a_switch_beside_a_field_does_not_wait_for_what_sends() -> None:
    screen = Screen(name="it", elements=[TITLE, DARK, SEND])
    assert (committing(screen, TITLE), committing(screen, DARK)) == (SEND, None)


def test_switches_in_rows_do_not_wait_for_what_sends() -> None:
    listed = element("rows", Kind.LIST)
    assert committing(Screen(name="it", elements=[TITLE, listed, SEND]), listed) is None
    # whom it goes to is picked in a dialog, and then sent
    assert committing(Screen(name="it", kind="dialog", elements=[TITLE, listed, SEND]), listed) is SEND


def test_what_adds_to_the_list_of_a_page_keeps_no_switch_that_stands_there() -> None:
    title = element("title", Kind.INPUT, "Title", commit="plan")
    plan, only = element("plan", Kind.BUTTON, "Plan it", Effect.COMMIT), element("only", Kind.CHOICE, "Show only")
    listed = Screen(name="main", elements=[title, plan, only, SHOWN])
    assert (committing(listed, title), committing(listed, only)) == (plan, None)
    assert committing(Screen(name="form", elements=[title, plan, only]), only) is plan


@pytest.mark.parametrize(
    ("elements", "effect"),
    [([TEXT, SEND], Effect.SEND), ([TITLE, SEND, SMS], Effect.SEND), ([TITLE, STAR], Effect.INPUT)],
    ids=["sends", "one of two sends", "nothing to send"],
)
def test_enter_does_what_the_button_does(elements: list[Element], effect: Effect) -> None:
    assert entered(Screen(name="it", elements=elements), elements[0]) is effect


@pytest.mark.parametrize(
    ("words", "saves"),
    [("Save changes", True), ("OK", True), ("menu_save", True), ("Save as", False), ("Set alarm", False), ("", False)],
)
def test_words_that_say_nothing_but_that_it_saves(words: str, saves: bool) -> None:
    assert says_it_saves(words) is saves
