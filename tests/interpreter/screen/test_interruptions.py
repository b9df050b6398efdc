"""What an app puts up by itself, and what it asks about what was done."""

from __future__ import annotations

import pytest

from interpreter.screen.interruptions import recognise
from phones.hierarchy import Hierarchy
from tests.interpreter.pocket_phone import button, dialog, page, words


def _shown(message: str, *labels: str) -> Hierarchy:
    pressed = [
        button(label, (60 + 200 * n, 800, 240 + 200 * n, 880), lambda: None, f"button{n}")
        for n, label in enumerate(labels)
    ]
    box = dialog(message.partition("\n")[0], words(message.partition("\n")[2], (60, 500, 660, 600)), *pressed)
    return Hierarchy.parse(f"<hierarchy>{page(words('Inbox', (0, 0, 300, 90))).xml()}{box.xml()}</hierarchy>")


@pytest.mark.parametrize(
    ("message", "labels", "nag"),
    [
        ("Stay in touch\nSubscribe to our newsletter", ("Not now", "Subscribe"), True),
        ("Delete message?\nNewsletter: ten soups", ("Cancel", "Delete"), False),
        ("Delete note?\nFeedback for the plumber", ("Cancel", "Delete"), False),
    ],
)
def test_a_question_about_a_deletion_is_no_nag_whatever_the_thing_is_called(
    message: str, labels: tuple[str, str], nag: bool
) -> None:
    found = recognise(_shown(message, *labels))
    assert (found is not None and found.kind == "nag") is nag
