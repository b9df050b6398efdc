"""Screens drawn by Compose or Flutter: plain views without ids, whose heading, rows and buttons are told by where they stand."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Element, Kind
from apidocs.doc.stubs import render_stubs
from apidocs.elements.collecting import Control, controls
from apidocs.elements.offering import offers_value
from apidocs.explore.walk import Act, ActKind, Step, Walk
from apidocs.make.building import build_doc
from apidocs.screens.marks import look
from apidocs.screens.telling_apart import agreement
from apidocs.screens.windows import Window, words_on
from interpreter.screen.dialogs import positive_button
from phones.hierarchy import Hierarchy, Node
from phones.locating import find


def _node(cls: str, box: tuple[int, int, int, int], inner: str = "", **given: str) -> str:
    left, top, right, bottom = box
    attributes = {"text": "", "content-desc": "", "resource-id": "", "package": "a.b", "clickable": "false"}
    attributes |= {name.replace("_", "-"): value for name, value in given.items()}
    said = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return f'<node class="android.{cls}" {said} bounds="[{left},{top}][{right},{bottom}]">{inner}</node>'


def _text(words: str, top: int, height: int = 54) -> str:
    return _node("widget.TextView", (44, top, 1000, top + height), text=words)


def _row(top: int, *words: str, height: int = 54) -> str:
    lines = "".join(_text(word, top + 20 + 60 * n, height if n == 0 else 46) for n, word in enumerate(words))
    return _node("view.View", (0, top, 1080, top + 170), lines, clickable="true")


def _window(heading: str, body: str) -> Window:
    bar = _node("view.View", (0, 66, 1080, 220), _text(heading, 110, 66))
    page = _node("ui.ComposeView", (0, 0, 1080, 2400), bar + _node("view.View", (0, 220, 1080, 2300), body))
    window = Window.of(Hierarchy.parse(f'<hierarchy rotation="0">{page}</hierarchy>'))
    assert window is not None
    return window


ROWS = "".join(_row(300 + 170 * n, title, "Paperback") for n, title in enumerate(("Winter", "Salt", "Kyoto")))


def test_what_is_picked_may_be_out_of_sight_where_what_ends_it_stands_before_the_number() -> None:
    done = _node("widget.Button", (11, 77, 40, 209), content_desc="Done", clickable="true")
    told = [look(_window(said, done + ROWS)).mode for said in ("3", "22 kW", "2026")]
    assert told == ["action", "", ""]


def test_the_heading_is_the_first_words_at_the_top() -> None:
    assert _window("Books", ROWS).title == "Books"


def test_a_paragraph_at_the_top_is_no_heading() -> None:
    assert _window("Here is what is new in this version, and how you can switch it off again.", ROWS).title == ""


@pytest.mark.parametrize(
    ("heading", "body", "lists"),
    [
        ("Books", ROWS, 1),
        ("Settings", ROWS, 0),
        ("Book", "".join(_row(300 + 170 * n, f"Label {n}", "value", height=40) for n in range(3)), 0),
        ("Books", _row(300, "Winter"), 0),
    ],
    ids=["rows", "settings", "labels over values", "one alone"],
)
def test_rows_alike_are_a_list(heading: str, body: str, lists: int) -> None:
    assert len(look(_window(heading, body)).lists.found) == lists


@pytest.mark.parametrize(
    ("heading", "picked", "mode"),
    [("1", True, "action"), ("2 selected", True, "action"), ("Books", True, ""), ("3", False, "")],
)
def test_a_count_over_rows_of_which_one_is_picked_is_a_selection(heading: str, picked: bool, mode: str) -> None:
    rows = ROWS.replace('clickable="true"', 'clickable="true" selected="true"', 1) if picked else ROWS
    assert look(_window(heading, rows)).mode == mode


def test_pages_of_other_headings_are_other_places() -> None:
    one, other = look(_window("Books", ROWS)), look(_window("Insights", _text("Best run", 300)))
    assert agreement(one, other) == 0
    assert agreement(one, look(_window("Books", ROWS.replace("Salt", "Sand")))) > 0.6


@pytest.mark.parametrize(
    ("no", "yes", "found"),
    [
        ("Cancel", "OK", "OK"),
        ("Dismiss", "Yes, delete", "Yes, delete"),
        ("Close", "Erase", "Erase"),
        ("Not now", "Settings", ""),
        ("Erase", "Delete all", ""),
    ],
)
def test_a_button_with_its_words_below_it_says_yes(no: str, yes: str, found: str) -> None:
    inner = _text("Finished on", 960) + "".join(
        _node("view.View", (644 + 208 * n, 1332, 840 + 208 * n, 1464), _text(word, 1375), clickable="true")
        for n, word in enumerate((no, yes))
    )
    dialog = _node("ui.ComposeView", (55, 903, 1025, 1497), _node("view.View", (55, 903, 1025, 1497), inner))
    behind = _node("widget.FrameLayout", (0, 0, 1080, 2400), package="other")
    root = Hierarchy.parse(f'<hierarchy rotation="0">{behind}{dialog}</hierarchy>').roots[1]
    button = positive_button(root)
    assert (button.children[0].text if button is not None else "") == found


# -- what labels what --------------------------------------------------------------------------------------------------


def _said(words: str, left: int, top: int, wide: int = 300, high: int = 54) -> str:
    return _node("widget.TextView", (left, top, left + wide, top + high), text=words)


def _box(top: int, *inner: str, left: int = 44, right: int = 1036, **given: str) -> str:
    return _node("view.View", (left, top, right, top + 130), "".join(inner), clickable="true", **given)


def _controls(body: str, heading: str = "Add book") -> dict[str, Control]:
    return {control.label: control for control in controls(look(_window(heading, body)))}


@pytest.mark.parametrize(
    ("body", "facts"),
    [
        (_said("Best run", 44, 300) + _said("12 days", 700, 300) + _said("Books read", 44, 420) + _said("7", 900, 420),
         {"Best run": "12 days", "Books read": "7"}),
        (_said("Author", 44, 300, high=40) + _said("J. Petersen", 44, 346) + _said("Due", 44, 470, high=40)
         + _said("2 Jun 2026", 44, 516), {"Author": "J. Petersen", "Due": "2 Jun 2026"}),
        (_said("One line", 44, 300) + _said("of a text", 44, 356) + _said("that goes on.", 44, 412), {}),
        (_said("Goal", 44, 300) + _box(280, left=600, right=700) + _said("25", 730, 300, 60)
         + _box(280, left=820, right=920), {"Goal": "25"}),
        (_said("Sound", 44, 300) + _box(280, left=900, right=1030, checkable="true"), {}),
    ],
    ids=["beside", "below", "a paragraph", "between less and more", "a switch's"],
)  # fmt: skip
def test_a_value_is_read_by_the_label_beside_or_above_it(body: str, facts: dict[str, str]) -> None:
    found = [c for c in _controls(body, "Statistics").values() if c.kind is Kind.TEXT]
    assert {c.label: c.value for c in found} == facts


def test_buttons_that_say_the_same_are_told_by_the_label_on_their_line() -> None:
    def stepper(label: str, top: int) -> str:
        plus = _node("view.View", (900, top - 30, 1030, top + 100), _node("view.View", (940, top, 990, top + 50),
                     content_desc="Increase"), clickable="true")  # fmt: skip
        return _said(label, 44, top) + _said("25", 800, top, 60) + plus

    page = _page("Focus", stepper("Rounds", 300) + stepper("Goal", 500))
    doc = build_doc(Walk(package="a.b", label="Focus", steps=[Step(page, None, page)]))
    assert [e.name for e in doc.screens[0].elements] == ["rounds", "increase_rounds", "goal", "increase_goal"]
    buttons = [find(page, e.locator)[0].node.bounds.top for e in doc.screens[0].elements if e.kind is Kind.BUTTON]
    assert buttons == [270, 470]


def test_what_is_left_of_a_row_at_the_edge_is_no_switch() -> None:
    cut = _node("view.View", (0, 2280, 1080, 2300), _node("view.View", (900, 2280, 1030, 2300), checkable="true"),
                clickable="true")  # fmt: skip
    assert not _controls(cut, "Settings")


def test_a_box_is_called_by_the_small_text_above_its_start_and_not_by_what_is_in_it() -> None:
    heading = _said("Shelves", 198, 300)
    body = heading + _row(360, "Fiction", "12") + _said("Status", 44, 600, high=40) + _box(650, _said("Lead", 88, 690))
    found = _controls(body)
    assert found["Status"].value == "Lead" and "Lead" not in found and found["Fiction"].label == "Fiction"


def test_a_field_without_a_hint_is_called_by_the_text_right_above_it() -> None:
    field = _node("widget.EditText", (44, 360, 1036, 490))
    far = "".join(_said(f"word {n}", 44, 700 + 200 * n) for n in range(12))
    assert _controls(_said("Author", 44, 310, high=40) + field + far)["Author"].kind is Kind.INPUT


def _chips(top: int, *words: str, checked: str = "") -> str:
    return "".join(
        _node(
            "view.View", (44 + 250 * n, top, 274 + 250 * n, top + 99), _said(word, 82 + 250 * n, top + 26, 160, 46),
            clickable="true", checkable="true", checked=str(word == checked).lower(),
        )
        for n, word in enumerate(words)
    )  # fmt: skip


def test_chips_below_a_label_of_which_one_is_set_are_a_choice_each_group_by_itself() -> None:
    body = _said("Order", 44, 300) + _chips(376, "Title", "Author", checked="Author")
    body += _said("View", 44, 540) + _chips(616, "Grid", "List", checked="Grid") + _chips(900, "Owned", "Lent")
    found = _controls(body)
    assert found["Order"].options == ["Title", "Author"] and found["View"].options == ["Grid", "List"]
    assert found["Owned"].kind is found["Lent"].kind is Kind.TOGGLE  # a filter, under no label


def test_a_small_picture_without_words_is_a_button_and_a_backdrop_is_none() -> None:
    body = _node("view.View", (900, 240, 1032, 372), clickable="true") + _node(
        "view.View", (0, 400, 1080, 900), clickable="true"
    )
    assert [c.node.bounds.left for c in controls(look(_window("Add", body)))] == [900]


def test_things_side_by_side_of_which_one_is_selected_are_tabs_whatever_stands_around_them() -> None:
    bar = "".join(
        _node("view.View", (270 * n, 2200, 270 * n + 270, 2300), content_desc=word, clickable=str(n > 0).lower(),
              selected=str(n == 0).lower())
        for n, word in enumerate(("All", "Archived", "Settings"))
    )  # fmt: skip
    assert _window("Books", ROWS + bar).selected == {"All"}


# -- rows --------------------------------------------------------------------------------------------------------------

BOOKS = (("Winter", "Hardback", "3"), ("Salt", "Paperback", "9"), ("Kyoto", "Hardback", "5"))


def _page(heading: str, body: str) -> Hierarchy:
    bar = _node("view.View", (0, 66, 1080, 220), _text(heading, 110, 66))
    page = _node("ui.ComposeView", (0, 0, 1080, 2400), bar + _node("view.View", (0, 220, 1080, 2300), body))
    return Hierarchy.parse(f'<hierarchy rotation="0">{page}</hierarchy>')


def _book_row(top: int, *words: str) -> str:
    star = _node("view.View", (900, top, 1030, top + 130), _node("view.View", (940, top, 990, top + 50), content_desc="Lent"),
                 clickable="true", checkable="true")  # fmt: skip
    lines = "".join(_said(word, 44, top + 20 + 60 * n) for n, word in enumerate(words))
    return _node("view.View", (0, top, 1080, top + 200), lines + star, clickable="true")


def _menu(*words: str) -> Hierarchy:
    entries = "".join(_box(300 + 140 * n, _said(w, 500, 340 + 140 * n), left=431) for n, w in enumerate(words))
    behind = _node("widget.FrameLayout", (0, 0, 1080, 2400), package="other")
    shown = _node("view.View", (431, 280, 1036, 600), entries)
    return Hierarchy.parse(f'<hierarchy rotation="0">{behind}{shown}</hierarchy>')


def _details(title: str, binding: str, stars: str) -> Hierarchy:
    pairs = (("Title", title), ("Binding", binding), ("Stars", stars))
    lines = [
        _said(label, 44, 300 + 200 * n, high=40) + _said(value, 44, 346 + 200 * n)
        for n, (label, value) in enumerate(pairs)
    ]
    boxes = "".join(
        _node("view.View", (28, 1000 + 132 * n, 1036, 1132 + 132 * n),
              _node("widget.CheckBox", (28, 1000 + 132 * n, 116, 1132 + 132 * n), checkable="true")
              + _said(f"quote from {title} {n}", 116, 1040 + 132 * n, 600), clickable="true")
        for n in range(2)
    )  # fmt: skip
    add = _box(1264, _said("Add quote", 88, 1300))
    return _page("Book", "".join(lines) + boxes + add)


def _tap(dumped: Hierarchy, number: int) -> Node:
    return [n for n in dumped.walk() if n.bounds.width == 1080 and n.clickable][number]


@pytest.fixture(scope="module")
def books() -> AppDoc:
    main = _page("Books", "".join(_book_row(300 + 200 * n, *book) for n, book in enumerate(BOOKS)))
    steps = [Step(main, None, main)]
    for number in range(2):
        page = _details(*BOOKS[number])
        steps += [Step(main, Act("tap", _tap(main, number)), page), Step(page, Act("back"), main)]
    return build_doc(Walk(package="a.b", label="Shelf", steps=steps))


def test_parts_of_rows_are_called_as_the_page_behind_calls_them(books: AppDoc) -> None:
    (rows,) = [e for e in books.screens[0].elements if e.item]
    assert rows.item and [(p.name, p.kind) for p in rows.item.parts] == [
        ("title", Kind.TEXT), ("binding", Kind.TEXT), ("stars", Kind.TEXT), ("lent", Kind.TOGGLE),
    ]  # fmt: skip
    assert (rows.name, rows.item.name, rows.item.opens) == ("books", "book", "book")
    row = _tap(_page("Books", _book_row(300, "Salt", "Paperback", "9")), 0)
    found = [find(row, part.locator)[0].node for part in rows.item.parts]
    assert [n.text for n in found[:3]] == ["Salt", "Paperback", "9"] and found[3].checkable


def test_what_belongs_to_one_thing_is_in_no_name(books: AppDoc) -> None:
    stubs = render_stubs(books)
    assert not any(said.lower() in stubs.lower() for book in BOOKS for said in book[:2]) and "quote_from" not in stubs
    assert "add_quote" in stubs


def test_boxes_right_above_what_adds_one_are_a_list_of_the_things_own(books: AppDoc) -> None:
    page = books.screen("book")
    quotes = page.element("quotes") if page else None
    assert quotes is not None and quotes.item is not None and quotes.item.name == "quote"
    assert [(p.name, p.kind) for p in quotes.item.parts] == [("title", Kind.TEXT), ("checkbox", Kind.TOGGLE)]
    shown = find(_details("Kyoto", "Hardback", "5"), quotes.item.row)
    assert [(m.node.short_class, m.node.parent and words_on(m.node.parent)) for m in shown] == [
        ("CheckBox", f"quote from Kyoto {n}") for n in range(2)
    ]


@pytest.mark.parametrize(("beside", "own"), [(True, True), (False, False)])
def test_boxes_above_a_field_are_a_list_only_where_a_button_behind_it_adds_one(beside: bool, own: bool) -> None:
    box = _node("view.View", (28, 900, 1036, 1032), _node("widget.CheckBox", (28, 900, 116, 1032), checkable="true")
                + _said("buy flour", 116, 940, 600), clickable="true")  # fmt: skip
    field = _node("widget.EditText", (44, 1040, 900, 1170), hint="Step")
    plus = _node("view.View", (905, 1040, 1035, 1170), clickable="true") if beside else ""
    page = _page("Book", box + field + plus)
    main = _page("Books", "".join(_book_row(300 + 200 * n, *book) for n, book in enumerate(BOOKS)))
    steps = [Step(main, None, main), Step(main, Act("tap", _tap(main, 0)), page)]
    stubs = render_stubs(build_doc(Walk(package="a.b", label="Shelf", steps=steps)))
    assert ("steps: List" in stubs, "buy_flour" in stubs) == (own, not own)


def test_a_fact_is_found_by_its_label_on_another_things_page(books: AppDoc) -> None:
    page = books.screen("book")
    stars: Element | None = page.element("stars") if page else None
    assert stars is not None and stars.kind is Kind.TEXT
    assert find(_details("Kyoto", "Hardback", "5"), stars.locator)[0].node.text == "5"


@pytest.mark.parametrize(
    ("second", "lists"), [(("Hardback", "Paperback", "Hardback"), 1), (("Hardback", "2 Jun 2026", "12"), 0)]
)
def test_rows_whose_second_lines_are_of_many_kinds_are_fields(second: tuple[str, ...], lists: int) -> None:
    rows = "".join(_row(300 + 170 * n, f"Line {n}", words) for n, words in enumerate(second))
    assert len(look(_window("Book", rows)).lists.found) == lists


@pytest.mark.parametrize(
    ("second", "lists"),
    [
        (("Birthday cake", "18 €", "Food", "Savings", "Lent", "Mine"), 0),
        (("Bug hunt", "90 min", "", "Home"), 0),
        (("18 €", "20 €", "5 €", "9 €"), 1),
        (("Buy 2 eggs", "Call mum", "Pay 3 bills"), 1),
    ],
)
def test_lines_behind_a_way_back_of_which_some_measure_and_some_name_are_of_one_thing(
    second: tuple[str, ...], lists: int
) -> None:
    back = _node("widget.Button", (11, 77, 143, 209), content_desc="Navigate up", clickable="true")
    rows = "".join(_row(300 + 170 * n, f"Line {n}", *[words] * bool(words)) for n, words in enumerate(second))
    assert len(look(_window("Expense", back + rows)).lists.found) == lists


def test_lines_of_a_sheet_over_a_page_are_of_one_thing() -> None:
    second = ("Fog", "2023", "Orange", "Tokaj", "3", "")
    rows = "".join(_row(900 + 170 * n, f"Line {n}", *[words] * bool(words)) for n, words in enumerate(second))
    sheet = _node("view.View", (0, 800, 1080, 2268), _node("view.View", (0, 860, 1080, 2268), rows))
    bar = '<node class="android.view.View" package="com.android.systemui" bounds="[0,0][1080,2400]"/>'
    window = Window.of(Hierarchy.parse(f'<hierarchy rotation="0">{sheet}{bar}</hierarchy>'))
    assert window is not None and not look(window).lists.found


def test_rows_beside_fields_are_fields_too() -> None:
    assert not look(_window("Book", ROWS + _node("widget.EditText", (0, 900, 1080, 1000)))).lists.found


def test_a_tap_on_what_is_in_a_row_says_nothing_of_where_rows_lead() -> None:
    main = _page("Books", "".join(_book_row(300 + 200 * n, *book) for n, book in enumerate(BOOKS)))
    star = next(n for n in main.walk() if n.checkable)
    menu = _menu("Edit", "Delete")
    page = _details(*BOOKS[0])
    acts: list[tuple[Node, Hierarchy, ActKind]] = [(star, menu, "tap"), (_tap(main, 1), page, "tap")]
    steps = [
        step
        for node, after, kind in acts
        for step in (Step(main, Act(kind, node), after), Step(after, Act("back"), main))
    ]
    doc = build_doc(Walk(package="a.b", label="Shelf", steps=[Step(main, None, main), *steps]))
    assert any(e.item for e in doc.screens[0].elements)


def test_a_menu_that_has_what_its_opener_shows_is_the_openers_options() -> None:
    menu = _menu("Lead", "Won")
    form = _page("Add", _said("Status", 44, 600, high=40) + _box(650, _said("Lead", 88, 690)))
    seen = look(window) if (window := Window.of(menu, "a.b")) else None
    assert seen is not None and offers_value("Lead", seen) and not offers_value("Lost", seen)
    box = next(n for n in form.walk() if n.clickable)
    steps = [Step(form, None, form), Step(form, Act("tap", box), menu), Step(menu, Act("back"), form)]
    (status,) = build_doc(Walk(package="a.b", label="Shelf", steps=steps)).screens[0].elements
    assert (status.name, status.kind, status.options) == ("status", Kind.CHOICE, ["Lead", "Won"])


def test_what_counts_up_and_down_is_called_by_what_it_counts() -> None:
    def count(words: str, top: int) -> str:
        return "".join(
            [
                _said(words, 44, top),
                _box(top, _node("view.View", (700, top, 760, top + 54), content_desc="Decrease"), left=700, right=830),
                _said("2", 840, top, 50),
                _box(top, _node("view.View", (900, top, 960, top + 54), content_desc="Increase"), left=900, right=1030),
            ]
        )

    found = controls(look(_window("Song", count("Count-in", 400) + count("Capo", 800))))
    assert {c.heading for c in found if c.desc == "Increase"} == {"Count-in", "Capo"}


def test_of_rows_of_which_one_is_picked_none_is_a_tab() -> None:
    rows = [
        _node(
            "view.View",
            (16 + 540 * i, 236, 524 + 540 * i, 356),
            _said(said, 60 + 540 * i, 269, 400),
            clickable="true",
            long_clickable="true",
            selected=str(i == 0).lower(),
        )
        for i, said in enumerate(("Piano tuner", "Gala"))
    ]
    assert not _window("Events", "".join(rows)).tabs
