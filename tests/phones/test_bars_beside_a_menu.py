"""A popup menu alone beside the status bar: the bar is one all the same, though the two span little of the display."""

from __future__ import annotations

from phones.hierarchy import Hierarchy

MENU = (
    "<hierarchy rotation='0'>"
    "<node package='a' class='android.widget.FrameLayout' bounds='[453,77][1058,253]'>"
    "<node package='a' class='android.view.View' clickable='true' text='Settings' bounds='[453,99][1058,231]' /></node>"
    "<node package='com.android.systemui' class='android.widget.FrameLayout' bounds='[0,0][1080,66]'>"
    "<node package='com.android.systemui' class='android.widget.TextView' text='09:00' bounds='[44,11][136,55]' /></node>"
    "</hierarchy>"
)


def test_the_app_is_in_front() -> None:
    hierarchy = Hierarchy.parse(MENU)
    assert [hierarchy.is_bar(root) for root in hierarchy.roots] == [False, True]
    assert hierarchy.package == "a"
