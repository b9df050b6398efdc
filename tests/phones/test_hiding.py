"""A phone that types stored secrets: above it nothing holds their values, whatever the phone shows."""

from __future__ import annotations

from html import escape
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phones.errors import CallRefused, TypingFailed
from phones.hiding import HidingPhone, Values, hiding
from phones.hierarchy import Hierarchy, Node
from phones.phone import Phone

CODE = "hunter-2 & <pin>"


class OnePage:
    """Shows what it is given to show; as much of a phone as is asked here."""

    serial = "one"

    def __init__(self, xml: str = "", toast: str = "") -> None:
        self.xml, self.toast, self.typed = xml, toast, ""
        self.pictures = 0

    def dump(self) -> Hierarchy:
        return Hierarchy.parse(self.xml)

    def type_text(self, text: str, *, clear: bool = True) -> None:
        self.typed = text
        if text == "refused" + CODE:
            raise TypingFailed(f"the field holds {text}")

    def screenshot(self) -> bytes:
        self.pictures += 1
        return b"png"

    def last_toast(self) -> str:
        return self.toast

    def tap(self, x: int, y: int, *, on: Node | None = None) -> None:
        pass


def page(text: str, desc: str = "") -> str:
    return (
        f'<hierarchy rotation="0"><node class="a.TextView" text="{escape(text)}" content-desc="{escape(desc)}" '
        'hint="" bounds="[0,1234][900,5678]"/></hierarchy>'
    )


def phone_with(secret: str, xml: str = "", toast: str = "") -> tuple[OnePage, HidingPhone]:
    below = OnePage(xml, toast)
    return below, HidingPhone(cast(Phone, below), Values({"code": secret}))


def test_without_secrets_the_phone_is_itself() -> None:
    below = cast(Phone, OnePage())
    assert hiding(below, Values({})) is below


def test_the_placeholder_is_typed_as_its_value() -> None:
    below, phone = phone_with(CODE)
    phone.type_text("it is ‹secret:code›, not ‹secret:other›")
    assert below.typed == f"it is {CODE}, not ‹secret:other›"


@pytest.mark.parametrize(
    ("secret", "shown", "seen"),
    [
        pytest.param(CODE, CODE, "‹secret:code›", id="as it is, with signs that XML escapes"),
        pytest.param("hunter22", "Your PIN is HUNTER22!", "Your PIN is ‹secret:code›!", id="in capitals"),
        pytest.param("12345678", "1234 5678", "‹secret:code›", id="grouped"),
        pytest.param("12345678", "1234\u00a05678", "‹secret:code›", id="grouped by a blank that doesn't break"),
        pytest.param("hunter22", "hunter21", "hunter21", id="another"),
        pytest.param(
            "hunter22", "‹secret:code›", "‹ secret:code›", id="what looks like ours and was written by an app"
        ),
        pytest.param("hunter22", "two\nlines hunter22", "two\nlines ‹secret:code›", id="among lines"),
    ],
)
def test_what_the_phone_shows_is_seen_without_the_value(secret: str, shown: str, seen: str) -> None:
    _, phone = phone_with(secret, page(shown, f"{shown} again"), toast=shown)
    hierarchy = phone.dump()
    (node,) = hierarchy.walk()
    assert (node.text, node.content_desc) == (seen, f"{seen} again")
    assert phone.last_toast() == seen
    assert secret not in hierarchy.xml or secret not in shown


def test_numbers_of_a_dump_are_left_alone() -> None:
    _, phone = phone_with("1234", page("1234"))
    (node,) = phone.dump().walk()
    assert node.bounds == (0, 1234, 900, 5678)
    assert node.text == "‹secret:code›"


def test_the_longer_of_two_is_taken_out_first() -> None:
    values = Values({"short": "hunter", "long": "hunter22"})
    assert values.hide("hunter22 hunter") == "‹secret:long› ‹secret:short›"


def test_no_picture_is_taken_of_a_screen_that_shows_one() -> None:
    below, phone = phone_with("hunter22", page("hunter22"))
    phone.dump()
    with pytest.raises(CallRefused):
        phone.screenshot()
    assert below.pictures == 0
    below.xml = page("nothing")
    phone.dump()
    assert phone.screenshot() == b"png"


def test_a_picture_is_dropped_where_one_came_up_meanwhile() -> None:
    below, phone = phone_with("hunter22", page("nothing"))
    phone.dump()
    below.xml = page("hunter22")
    with pytest.raises(CallRefused):
        phone.screenshot()


def test_no_picture_is_taken_right_after_one_was_typed() -> None:
    _, phone = phone_with("hunter22", page("•••••••2"))
    phone.type_text("‹secret:code›")
    phone.dump()
    with pytest.raises(CallRefused):
        phone.screenshot()
    phone.tap(1, 1)
    assert phone.screenshot() == b"png"


def test_an_error_of_typing_does_not_tell_it() -> None:
    _, phone = phone_with(CODE)
    with pytest.raises(TypingFailed) as caught:
        phone.type_text("refused‹secret:code›")
    assert CODE not in str(caught.value)


@given(
    secret=st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=4, max_size=30),
    before=st.text(max_size=9),
)
def test_no_dump_tells_a_value_whatever_its_signs(secret: str, before: str) -> None:
    _, phone = phone_with(secret, page(f"{before}{secret} after", secret))
    hierarchy = phone.dump()
    assert all(secret not in text for node in hierarchy.walk() for text in (node.text, node.content_desc))
    assert f'"{escape(secret)}"' not in hierarchy.xml
