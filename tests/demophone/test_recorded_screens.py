"""A recorded screen as it is shown after touches."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from demophone.contract import UiNode
from demophone.recorded.recording import State
from demophone.recorded.shown import Shown


def shown() -> Shown:
    root = UiNode("android.widget.FrameLayout", "app.example", bounds=(0, 0, 100, 100))
    for index, cls in enumerate(("EditText", "CheckBox")):
        root.children.append(UiNode(f"android.widget.{cls}", "app.example", checkable=True, parent=root, index=index))
    return Shown(State("state.json", "a", "b", "app.example/.Main", root, (100, 100), {}))


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        (lambda s: s.focus(s.root.children[0]), lambda r: r.children[0].focused),
        (lambda s: s.toggle(s.root.children[1]), lambda r: r.children[1].checked),
        (lambda s: s.choose(s.root.children[1]), lambda r: r.children[1].checked),
        (lambda s: s.set_text(s.root.children[0], "milk"), lambda r: r.children[0].text == "milk"),
    ],
    ids=["focus", "toggle", "choose", "type"],
)
def test_what_changed_is_another_screen_to_the_server_and_the_recording_stays(
    change: Callable[[Shown], None], seen: Callable[[UiNode], bool]
) -> None:
    screen = shown()
    before = screen.root
    change(screen)
    assert screen.root is not before and seen(screen.root)
    assert not seen(screen.state.root)
    assert all(child.parent is screen.root for child in screen.root.children)
