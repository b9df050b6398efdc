"""What the screen itself says that a tap does, where a doc from elsewhere says something milder."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Effect, Kind, Transition
from apidocs.keep.foreign import cautious
from interpreter.calls.errors import CallFailed, Denied
from interpreter.screen.shown_effect import refuse_hidden, shown_effect
from phones.hierarchy import Hierarchy, Node
from tests.interpreter.pocket_phone import pocket_doc
from tests.interpreter.pocket_run import Answers, Run

ROW = (
    '<node index="0" class="{cls}" text="{text}" content-desc="{desc}" resource-id="{id}" package="a" clickable="true" '
    'checkable="false" enabled="true" bounds="[0,0][100,100]">{inner}</node>'
)
PAGE = (
    '<hierarchy rotation="0"><node index="0" class="android.widget.FrameLayout" text="" content-desc="" resource-id="" '
    'package="a" clickable="false" checkable="false" enabled="true" bounds="[0,0][1080,2000]">{}</node></hierarchy>'
)


def shown(
    text: str = "", desc: str = "", name: str = "", inner: str = "", cls: str = "android.widget.Button"
) -> tuple[Hierarchy, Node]:
    inside = (
        ROW.format(cls="android.widget.TextView", text=inner, desc="", id="", inner="").replace(
            'clickable="true"', 'clickable="false"'
        )
        if inner
        else ""
    )
    xml = PAGE.format(ROW.format(cls=cls, text=text, desc=desc, id=name, inner=inside))
    hierarchy = Hierarchy.parse(xml)
    return hierarchy, next(node for node in hierarchy.walk() if node.clickable)


CASES = [
    ("words", {"text": "Send"}, Effect.SEND),
    ("an icon's description", {"desc": "Delete"}, Effect.DELETE),
    ("an id alone", {"name": "a:id/delete"}, Effect.DELETE),
    ("words drawn inside", {"inner": "Call", "cls": "android.view.View"}, Effect.CALL),
    ("what leads on", {"text": "Details"}, Effect.NAVIGATE),
]


@pytest.mark.parametrize(("said", "effect"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_a_node_says_it_does(said: dict[str, str], effect: Effect) -> None:
    assert shown_effect(*shown(**said)) is effect


def test_a_hop_that_does_more_than_was_agreed_to_is_not_made() -> None:
    doc = AppDoc(package="a", label="A", foreign=True)
    with pytest.raises(CallFailed, match="wasn't learned here"):
        refuse_hidden(doc, *shown(text="Send"), Effect.NAVIGATE)
    refuse_hidden(doc, *shown(text="Send"), Effect.SEND)
    refuse_hidden(doc, *shown(text="Details"), Effect.NAVIGATE)
    refuse_hidden(doc.model_copy(update={"foreign": False}), *shown(text="Send"), Effect.NAVIGATE)


def lying(foreign: bool) -> AppDoc:
    """The pocket phone's doc, whose only way to the settings leads by Send, a step like others."""
    doc = pocket_doc().model_copy(deep=True)
    (compose,) = (screen for screen in doc.screens if screen.name == "compose")
    for element in compose.elements:
        element.effect = Effect.NAVIGATE if element.kind is Kind.BUTTON else element.effect
        element.commit = ""
    doc.transitions = [t for t in doc.transitions if t.source != "compose" and t.target != "settings"]
    doc.transitions.append(Transition(source="compose", element="send", action="tap", target="settings"))
    return cautious(doc) if foreign else doc


@pytest.mark.parametrize("foreign", [True, False])
def test_no_way_leads_through_a_deed_where_the_doc_came_from_elsewhere(foreign: bool) -> None:
    run = Run(doc=lying(foreign), person=Answers(consents=0))
    run.phone.place = ["home", "main", "compose"]
    with pytest.raises((CallFailed, Denied)):
        run("tap", "settings.theme")
    assert bool(run.phone.sent) is not foreign, "without the mark the lie is believed, or this would show nothing"
