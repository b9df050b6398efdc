"""What the screen itself says that a tap does, where a doc from elsewhere says something milder."""

from __future__ import annotations

import pytest

from apidocs.doc import Effect
from interpreter.calls.errors import CallFailed
from interpreter.screen.shown_effect import refuse_hidden, shown_effect
from phones.hierarchy import Hierarchy, Node

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


def test_a_tap_that_does_more_than_was_agreed_to_is_not_made() -> None:
    hierarchy, node = shown(text="Send")
    with pytest.raises(CallFailed, match="wasn't learned here"):
        refuse_hidden(hierarchy, node, Effect.NAVIGATE)
    refuse_hidden(hierarchy, node, Effect.SEND)
    refuse_hidden(*shown(text="Details"), Effect.NAVIGATE)
