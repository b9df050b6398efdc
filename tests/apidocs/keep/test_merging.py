"""What was known of a thing, where it was looked at again and not tried."""

from __future__ import annotations

from apidocs.doc import AppDoc, Kind, Left
from apidocs.keep.merging import merged
from tests.apidocs.conftest import element


def test_what_was_tried_before_and_is_left_now_was_tried(settings_doc: AppDoc) -> None:
    old = settings_doc.model_copy(deep=True)
    screen = old.screens[0]
    button, other = screen.elements[:2]
    button.tried = True
    new = old.model_copy(deep=True)
    now = new.screens[0]
    now.elements[0].tried, now.elements[0].left = False, Left.UNKNOWN
    now.elements[1].left = Left.AT_ONCE
    for one in now.elements[:2]:
        one.locator = one.locator.model_copy(update={"resource_id": f"{one.locator.resource_id}_2"})
    now.elements.append(element("brand_new", Kind.BUTTON, "Brand new"))
    found = merged(old, new).screen(screen.name)
    assert found is not None
    known = {one.name: (one.tried, one.left) for one in found.elements}
    assert known[button.name] == (True, None) and known[other.name] == (False, Left.AT_ONCE)
