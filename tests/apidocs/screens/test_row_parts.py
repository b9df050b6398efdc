"""How the pieces of rows are named."""

from __future__ import annotations

import pytest

from apidocs.doc import Kind
from apidocs.screens.row_parts import own_box, parts_of, title_of
from phones.hierarchy import Node
from phones.locating import find
from tests.apidocs.walks import dump, n, text


def boxes(cls: str, *ticked: bool) -> list[Node]:
    rows = [
        n(cls, text=f"Line {i}", id="line", checkable=True, checked=on, clickable=True,
          box=(0, 200 + 100 * i, 1080, 290 + 100 * i))
        for i, on in enumerate(ticked)
    ]  # fmt: skip
    return [node for node in dump(n("FrameLayout", *rows)).walk() if node.id_name == "line"]


@pytest.mark.parametrize(
    ("cls", "name"),
    [("CheckBox", "checkbox"), ("CheckedTextView", "checkbox"), ("Switch", "switch"), ("ToggleButton", "checkbox")],
)
def test_rows_that_are_boxes_have_themselves_as_a_part(cls: str, name: str) -> None:
    rows = boxes(cls, True, False, True)
    part = own_box([rows], [])
    assert part is not None and (part.name, part.kind) == (name, Kind.TOGGLE)
    assert [match.node for match in find(rows[1], part.locator)] == [rows[1]]


@pytest.mark.parametrize(
    "rows",
    [boxes("LinearLayout", True, False), boxes("RadioButton", True, False), boxes("CheckedTextView", True, False)],
    ids=["rows that can be picked", "one of several", "one of several, by its looks"],
)
def test_rows_that_are_picked_or_opened_are_no_boxes(rows: list[Node]) -> None:
    assert own_box([rows], []) is None


def test_boxes_beside_rows_of_another_make_are_no_part_of_all() -> None:
    assert own_box([[*boxes("CheckBox", True), card(text("Milk", 210, id="label"))]], []) is None


def card(*children: str) -> Node:
    dumped = dump(n("FrameLayout", *children, id="card", clickable=True, box=(0, 200, 1080, 900)))
    return next(node for node in dumped.walk() if node.id_name == "card")


def test_a_text_that_takes_a_touch_is_read_and_touched_by_two_names() -> None:
    time = n("TextView", text="7:00", id="digital_clock", clickable=True, box=(40, 210, 400, 270))
    sound = n(
        "LinearLayout", text("Bells", 285, id="ringtone"), id="pick_sound", clickable=True, box=(40, 280, 400, 350)
    )
    found = [(part.name, part.kind) for part in parts_of([card(time, sound)], "alarm")]
    assert found == [
        ("digital_clock", Kind.TEXT),
        ("digital_clock_button", Kind.BUTTON),
        ("pick_sound", Kind.BUTTON),
        ("ringtone", Kind.TEXT),
    ]


def test_of_many_pieces_the_texts_are_few_and_what_is_touched_are_more() -> None:
    texts = [text(f"Line {i}", 210 + 20 * i, id=f"line_{chr(97 + i)}") for i in range(9)]
    days = [
        n("CheckBox", text="M", id=f"day_{name}", checkable=True, clickable=True, box=(40 * i, 600, 40 * i + 40, 640))
        for i, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    ]
    found = [part.kind for part in parts_of([card(*texts, *days)], "alarm")]
    assert (found.count(Kind.TEXT), found.count(Kind.TOGGLE)) == (6, 7)


def arrow(says: str) -> str:
    return n("ImageButton", id="arrow", content_desc=says, clickable=True, box=(900, 210, 1000, 310))


def test_one_row_that_is_opened_among_hundreds_shows_what_it_has_and_says() -> None:
    folded = [card(text("Get up", 210, id="label"), arrow("Expand")) for _ in range(100)]
    alike = {part.name: part.label for part in parts_of(folded, "alarm")}
    assert alike == {"label": "", "arrow": "Expand"}
    opened = card(text("Get up", 210, id="label"), arrow("Collapse"), text("Bells", 400, id="ringtone"))
    found = {part.name: part.label for part in parts_of([*folded, opened], "alarm")}
    assert found == {"label": "", "arrow": "", "ringtone": ""}


Said = list[tuple[str, str, int]]
"""Of a row its texts: id, words and height."""


def lines(*rows: Said) -> list[Node]:
    made = []
    for at, said in enumerate(rows):
        top = 200 + 300 * at
        inner = [
            n("TextView", text=words, id=name, box=(40, top + 60 * i, 700, top + 60 * i + high))
            for i, (name, words, high) in enumerate(said)
        ]
        made.append(n("LinearLayout", *inner, id="line", clickable=True, box=(0, top, 1080, top + 280)))
    return [node for node in dump(n("FrameLayout", *made)).walk() if node.id_name == "line"]


def title(rows: list[Node]) -> str:
    return title_of(rows, [part for part in parts_of(rows, "line") if part.kind is Kind.TEXT])


@pytest.mark.parametrize(
    ("rows", "called"),
    [
        # a badge that only some have, and a date before the title
        (lines([("badge_new", "NEW", 40), ("pub_date", "Mar 3", 40), ("txtvTitle", "Owls", 50)],
               [("pub_date", "Mar 1", 40), ("txtvTitle", "Rivers", 50)],
               [("pub_date", "Feb 9", 40), ("txtvTitle", "Clouds", 50)]), "title"),
        # the letter where a picture would be
        (lines([("letter", "A", 150), ("sender", "Ada", 50)], [("letter", "M", 150), ("sender", "Mo", 50)]), "sender"),
        # what is in larger letters, and yet no name
        (lines([("position", "1", 180), ("song_title", "Owls", 50)], [("position", "2", 180), ("song_title", "Reed", 50)]),
         "title"),
        (lines([("amount", "-12.50 EUR", 60), ("shop", "Mill", 60)], [("amount", "+3 EUR", 60), ("shop", "Dock", 60)]),
         "shop"),
        (lines([("ago", "2 h ago", 40), ("headline", "Owls", 60)], [("ago", "3 days ago", 40), ("headline", "Reed", 60)]),
         "headline"),
        # where most say the same
        (lines(*([("source", "The Mill", 40), ("entry_title", words, 60)] for words in ("Owls", "Reed", "Clay", "Moss"))),
         "title"),
        # of an alarm it is the time, though it has a text; a title stays one that some lack
        (lines([("clock", "7:00", 90), ("days", "Mon to Fri", 40)], [("clock", "9:00", 90), ("days", "Weekend", 40)]), "clock"),
        (lines([("note_title", "Owls", 50), ("note_body", "hoot", 40)], [("note_body", "reeds", 40)],
               [("note_body", "clay", 40)]), "title"),
        # the sender of a message stays before its subject
        (lines([("sender", "Ada", 50), ("subject", "Owls", 50)], [("sender", "Mo", 50), ("subject", "Reed", 50)]), "sender"),
    ],
)  # fmt: skip
def test_a_row_is_called_by_its_name_and_not_by_what_stands_before_it(rows: list[Node], called: str) -> None:
    assert title(rows) == called


def test_a_row_whose_words_are_on_its_box_is_called_by_them() -> None:
    row = card(
        n("CheckBox", text="Milk", id="bought", checkable=True, clickable=True, box=(0, 210, 700, 290)),
        text("2", 300, id="amount"),
    )
    assert title([row]) == ""


def test_texts_are_named_as_what_their_ids_end_with_says() -> None:
    row = card(
        text("Owls", 210, id="itemVideoTitleView"),
        text("Ada", 280, id="itemSubtitle"),
        text("Mon", 350, id="days_of_week"),
    )
    assert [part.name for part in parts_of([row], "card")] == ["title", "subtitle", "days_of_week"]
    row = card(text("Owls", 210, id="video_title"), text("Ada", 280, id="channel_title"))
    assert [part.name for part in parts_of([row], "card")] == ["video_title", "channel_title"]
