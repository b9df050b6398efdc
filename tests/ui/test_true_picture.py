"""The phone's screen as a true picture: what a terminal is told, and what is painted."""

from __future__ import annotations

import base64
import io
import re
from typing import cast

import pytest
from PIL import Image
from textual.strip import Strip

from phones.hierarchy import Bounds
from tests.ui import scenes
from ui.app import ThumbwrightApp
from ui.messages import ScreenSeen
from ui.widgets import true_picture
from ui.widgets.phone_screen import PhoneScreen
from ui.widgets.picture import OUTLINE

PNG = (scenes.DATA / "list.png").read_bytes()


def commands(said: str) -> list[tuple[dict[str, str], str]]:
    """Heads and bodies of the escape sequences."""
    found = re.findall(r"\x1b_G([^;\x1b]*);?([^\x1b]*)\x1b\\", said)
    return [(dict(pair.split("=") for pair in head.split(",")), body) for head, body in found]


def picture_in(said: str) -> Image.Image:
    """What the terminal puts together from them."""
    letters = "".join(body for head, body in commands(said) if head.get("a") != "d")
    return Image.open(io.BytesIO(base64.b64decode(letters))).convert("RGB")


@pytest.mark.parametrize(
    ("environment", "can"),
    [
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, True),
        ({"TERM": "xterm-ghostty"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "ghostty"}, True),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/x", "KITTY_WINDOW_ID": "1"}, False),
        ({"TERM": "xterm-kitty", "NO_COLOR": "1"}, False),
        ({}, False),
    ],
    ids=["kitty", "kitty by window", "ghostty", "ghostty by program", "xterm", "within tmux", "no colour", "nothing"],
)
def test_the_terminal_is_known_by_its_environment(environment: dict[str, str], can: bool) -> None:
    assert true_picture.can_show(environment) is can


def test_what_is_sent_is_the_picture_in_pieces_as_large_as_it_is_shown() -> None:
    said = true_picture.sending(PNG, 7, 30, 33)
    first = next(head for head, _ in commands(said) if head.get("a") == "T")
    assert (first["i"], first["c"], first["r"], first["U"]) == ("7", "30", "33", "1")
    assert all(len(body) <= true_picture.CHUNK for _, body in commands(said))
    assert [head["m"] for head, _ in commands(said)[1:]][-1] == "0"
    with Image.open(io.BytesIO(PNG)) as original:
        assert picture_in(said).width == min(original.width, 300)


def test_what_was_touched_is_outlined() -> None:
    said = true_picture.sending(PNG, 1, 30, 33, touched=Bounds(100, 100, 500, 400), display=(1080, 2340))
    found = picture_in(said)
    assert found.getpixel((int(100 * found.width / 1080) + 1, int(250 * found.height / 2340))) == OUTLINE


def test_each_cell_says_its_row_and_column_and_is_one_cell_wide() -> None:
    lines = true_picture.cells(9, 5, 3)
    assert [Strip(line).cell_length for line in lines] == [5, 5, 5]
    letters = lines[2][0].text
    assert letters[3 * 4 :] == true_picture.PLACEHOLDER + true_picture.MARKS[2] + true_picture.MARKS[4]
    style = lines[0][0].style
    assert style is not None and style.color is not None
    assert style.color.triplet is not None and tuple(style.color.triplet) == (0, 0, 9)


def test_what_is_no_picture_is_not_sent() -> None:
    assert true_picture.sending(b"no picture", 1, 10, 10) == ""


async def test_in_such_a_terminal_the_screen_is_sent_once_and_the_one_before_it_freed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    monkeypatch.setenv("TERM", "xterm-kitty")
    for name in ("TMUX", "STY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(PhoneScreen, "_tell_terminal", lambda self, text: told.append(text))
    app = scenes.StillApp()
    async with app.run_test(size=(100, 30)) as pilot:
        view = cast(ThumbwrightApp, app).view("run")
        phone = view.query_one(PhoneScreen)
        await pilot.press("ctrl+g")
        for touched in (None, None, Bounds(0, 0, 500, 500), Bounds(0, 600, 500, 900)):
            view.post_message(ScreenSeen(scenes.screen("list"), PNG, touched))
            await pilot.pause()
            assert true_picture.PLACEHOLDER in "".join(line.text for line in phone._lines)
        assert [head.get("a", "") for text in told for head, _ in commands(text)].count("T") == 3
        assert true_picture.forgetting(1) in told
        await pilot.press("ctrl+g")
        assert true_picture.PLACEHOLDER not in "".join(line.text for line in phone._lines)
