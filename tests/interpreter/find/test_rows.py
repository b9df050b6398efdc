"""Rows of a list that is longer than the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from apidocs.doc import Element, Item, Kind, Part
from interpreter.calls import ABSENT, Call, Ref
from interpreter.calls.errors import CallFailed
from phones.locating import Locator, structural_path
from tests.interpreter.pocket_phone import PocketPhone, View, page, words
from tests.interpreter.pocket_run import QUICK, Run
from tests.interpreter.sketch import Sketch, doc_of


def notes_of(refs: list[Ref]) -> list[str]:
    return [r.row_text for r in refs]


def delete(run: Run, row: Ref) -> None:
    run("long_press", row)
    run("tap", "selection.delete")
    run("tap", "confirm_delete.ok")


def test_every_row_is_met_once_scrolling_to_the_end() -> None:
    run = Run()
    rows = run.rows()
    assert notes_of(rows) == run.phone.notes
    assert len({r.row for r in rows}) == 25
    assert dict(rows[0].texts) == {"title": "note 01"}


@pytest.mark.parametrize("start", [0, 730, 1500], ids=["top", "middle", "end"])
def test_reading_starts_at_the_top_wherever_the_list_stands(start: int) -> None:
    run = Run()
    run.phone.place = ["home", "main"]
    run.phone.scrolled = start
    assert notes_of(run.rows()) == run.phone.notes


@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 12], ids=str)
def test_lists_about_as_long_as_the_screen(count: int) -> None:
    run = Run(PocketPhone([f"n{i}" for i in range(count)]))
    assert notes_of(run.rows()) == run.phone.notes


@pytest.mark.parametrize(("count", "read"), [(5, None), (25, 15)], ids=["all in view", "goes on"])
def test_a_list_with_more_rows_than_a_run_reads(count: int, read: int | None) -> None:
    run = Run(PocketPhone([f"n{i:02}" for i in range(count)]), limits=replace(QUICK, rows=3))
    if read is None:
        assert notes_of(run.rows()) == run.phone.notes
    else:
        with pytest.raises(CallFailed, match=f"more than {read} rows and goes on"):
            run.rows()
    (looked,) = run.host.proofs.looked
    assert (looked.rows, looked.to_end) == (read or count, read is None)


def test_how_much_of_a_list_that_never_ends_was_read_is_written_down() -> None:
    run = Run(PocketPhone([f"n{i:02}" for i in range(60)]), limits=replace(QUICK, swipes=1))
    with pytest.raises(CallFailed, match="more than 20 rows and goes on"):
        run.rows()
    (looked,) = run.host.proofs.looked
    assert (looked.rows, looked.to_end) == (20, False)


def test_to_look_for_a_row_among_equals_tells_nothing_of_what_was_read_before() -> None:
    run = Run(PocketPhone(["draft"] * 25))
    run.rows()
    screen = run.host.doc.screen("main")
    element = screen.element("notes") if screen is not None else None
    assert screen is not None and element is not None
    rows = run.host.lists.of(screen, element)
    rows.to_end = False  # rows were missed
    assert rows._nth(("draft",), 99) is None
    assert not rows.to_end


@settings(max_examples=12, deadline=None)
@example(["draft"] * 6 + ["milk"] + ["draft"] * 4)
@given(st.lists(st.sampled_from(["draft", "milk", "bread", "x"]), max_size=40))
def test_rows_that_say_the_same_are_all_met(notes: list[str]) -> None:
    run = Run(PocketPhone(notes))
    rows = run.rows()
    assert notes_of(rows) == notes
    assert len({r.row for r in rows}) == len(notes)


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("note 07", "note 07"),
        ("NOTE 21", "note 21"),
        ("07", "note 07"),
        ("note  25", "note 25"),
        ("about my note 07", "note 07"),
    ],
    ids=["exact", "case", "part", "spaces", "as a sentence leads to it"],
)
def test_a_row_is_found_by_its_text(text: str, met: str) -> None:
    assert Run().row(text).row_text == met


def test_a_misspelt_row_is_found_where_only_one_comes_near() -> None:
    assert Run(PocketPhone(["Groceries", "Garden", "Budget"])).row("Grocerys").row_text == "Groceries"


@pytest.mark.parametrize(
    ("notes", "text", "says"),
    [
        (["Milk", "Bread", "Milk"], "Milk", '2 rows .* fit "Milk"'),
        (["Groceries May", "Groceries June"], "Groceries", '"Groceries May", "Groceries June"'),
        (["Shopping list", "Shopping lists"], "Shoping list", '2 rows .* fit "Shoping list"'),
        (["Shopping 1", "Shopping 2"], "Shopping 3", "No row"),
        (["Milk", "Bread"], "Taxes", 'No row .* says "Taxes". Its rows: "Milk", "Bread"'),
    ],
    ids=["two alike", "part of two", "near two", "another number", "none"],
)
def test_a_text_that_does_not_settle_which_row_is_refused(notes: list[str], text: str, says: str) -> None:
    with pytest.raises(CallFailed, match=says):
        Run(PocketPhone(notes)).row(text)


def test_a_row_is_found_again_after_the_list_was_scrolled() -> None:
    run = Run()
    rows = run.rows()
    run("open", rows[1])
    assert run.phone.opened == "note 02"
    run("open", rows[24])
    assert run.phone.opened == "note 25"


def test_a_row_that_has_gone_says_so_and_nothing_is_touched() -> None:
    run = Run()
    row = run.row("note 07")
    run.phone.notes.remove("note 07")
    with pytest.raises(CallFailed, match=r'The row "note 07" of main\.notes has gone'):
        run("long_press", row)
    assert not any(line.startswith("hold") for line in run.phone.log)


class Syncing(PocketPhone):
    """Its rows stand in reverse from the `at`-th swipe on: a sync came in while the list was read."""

    def __init__(self, notes: list[str], at: int) -> None:
        super().__init__(notes)
        self.left = at

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_s: float = 0.3) -> None:
        super().swipe(x1, y1, x2, y2, duration_s)
        self.left -= 1
        if not self.left:
            self.notes.reverse()


@pytest.mark.parametrize("at", range(1, 6))
@pytest.mark.parametrize("place", [0, 12, 16, 24])
def test_a_row_that_was_missed_while_the_list_changed_is_not_taken_for_one_like_it(at: int, place: int) -> None:
    notes = [f"note {n:02d}" for n in range(1, 26)]
    notes[3], notes[place] = "last year's budget", "budget"
    run = Run(Syncing(notes, at))
    run("long_press", run.row("budget"))
    assert run.phone.selected == ["budget"]


class Lagging(PocketPhone):
    """After the `at`-th swipe it tells once more what it showed before."""

    def __init__(self, notes: list[str], at: int) -> None:
        super().__init__(notes)
        self.left, self.old, self.stale = at, "", 0

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_s: float = 0.3) -> None:
        self.left -= 1
        if not self.left:
            self.old, self.stale = super()._xml(), 1
        super().swipe(x1, y1, x2, y2, duration_s)

    def _xml(self) -> str:
        self.stale -= 1
        return self.old if self.stale >= 0 else super()._xml()


@pytest.mark.parametrize("at", range(1, 6))
@pytest.mark.parametrize("place", [0, 12, 24])
def test_a_row_that_a_phone_did_not_tell_of_yet_is_not_taken_for_one_like_it(at: int, place: int) -> None:
    notes = [f"note {n:02d}" for n in range(1, 26)]
    notes[5], notes[18], notes[place] = "last year's budget", "budget of the house", "budget"
    run = Run(Lagging(notes, at))
    run("long_press", run.row("budget"))
    assert run.phone.selected == ["budget"]


def test_all_rows_that_match_are_deleted_while_going_through_them() -> None:
    notes = [f"{'draft' if i % 3 == 0 else 'keep'} {i}" for i in range(30)]
    run = Run(PocketPhone(notes))
    for row in run.rows():
        if "draft" in row.row_text:
            delete(run, row)
    assert run.phone.notes == [n for n in notes if n.startswith("keep")]


@pytest.mark.parametrize("victims", [[0, 1, 2], [2, 1, 0], [1]], ids=["in order", "backwards", "the middle one"])
def test_rows_that_say_the_same_are_told_apart_by_their_order(victims: list[int]) -> None:
    run = Run(PocketPhone(["draft", *[f"n{i}" for i in range(12)], "draft", "end", "draft"]))
    equal = [r for r in run.rows() if r.row_text == "draft"]
    for index in victims:
        delete(run, equal[index])
    assert run.phone.notes.count("draft") == 3 - len(victims)
    with pytest.raises(CallFailed, match="has gone"):
        run("open", equal[victims[0]])


@pytest.mark.parametrize(
    ("notes", "text", "told"),
    [
        (["Milk", "Bread"], "Sunday", False),
        (["Milk", "Bread"], "next Sunday", False),
        (["Milk", "Gym on Friday"], "Sunday", True),
        (["Milk", "Bread"], "Butter", True),
        ([], "Sunday", True),
    ],
)
def test_that_there_is_none_for_a_day_is_told_only_by_a_list_that_says_days(
    notes: list[str], text: str, told: bool
) -> None:
    host = Run(PocketPhone(notes)).host
    call = Call(1, Ref("main", "notes"), "row", (text,), 1, f"main.note({text!r}).exists", may_lack=True)
    if told:
        found = host.call(call)
        assert isinstance(found, Ref) and found.row == ABSENT
    else:
        with pytest.raises(CallFailed, match="none of its rows says a day"):
            host.call(call)


def test_of_equal_rows_the_one_that_was_acted_on_last_is_the_one_that_went() -> None:
    run = Run(PocketPhone(["draft", "milk", "draft", "draft"]))
    first, _, last = [r for r in run.rows() if r.row_text == "draft"]
    run("open", first)
    run("back")
    delete(run, last)
    delete(run, first)
    assert run.phone.notes == ["milk", "draft"]
    with pytest.raises(CallFailed, match="has gone"):
        run("open", last)


def test_of_equal_rows_the_one_that_is_meant_is_touched() -> None:
    run = Run(PocketPhone(["a", *[f"n{i}" for i in range(14)], "a"]))
    first, second = [r for r in run.rows() if r.row_text == "a"]
    run("long_press", second)
    assert run.phone.scrolled > 0
    run.phone.place = ["home", "main"]
    run("long_press", first)
    assert run.phone.scrolled == 0


def test_a_row_is_its_title_even_when_what_stands_beside_it_has_changed() -> None:
    run = Run(PocketPhone(["Milk", "Bread"]))
    milk = run.row("Milk")
    run("turn_on", run.part(milk, "done"))
    assert run.phone.done == {"Milk"}
    assert run("is_on", run.part(milk, "done")) is True
    assert run("text", milk) == "Milk"
    run("turn_off", run.part(milk, "done"))
    assert run.phone.done == set()


def test_in_selection_mode_a_row_is_picked_without_leaving_it() -> None:
    run = Run()
    run("long_press", run.row("note 02"))
    log = list(run.phone.log)
    run("tap", run.row("note 02"))
    assert run.phone.log != log


def test_what_a_row_says_does_not_make_opening_it_grave() -> None:
    run = Run(PocketPhone(["Delete everything", "Send money"]))
    run("open", run.row("Delete everything"))
    assert run.person.asked == []
    assert run.last.effect.value == "navigate"


class Packing(Sketch):
    """A page of lines to tick, drawn without ids: a box and words in what one taps; above them a line that is none."""

    only = ""
    """What a filter above them is on for."""

    def __init__(self) -> None:
        super().__init__()
        self.values = {"tent": "", "stove": "on"}
        self.draw = {"main": self._page}

    def _page(self) -> View:
        edit = View(
            "view.View", (0, 100, 720, 180), on_tap=lambda: None, children=[words("Title", (20, 110, 300, 170))]
        )
        lines = [self._line(name, 200 + 80 * n) for n, name in enumerate(("tent", "stove"))]
        chips = [View("widget.Chip", (0, 900, 200, 980), self.only, checkable=True, checked=True)] if self.only else []
        return page(View("view.View", (0, 100, 720, 900), children=[edit, *lines]), *chips)

    def _line(self, name: str, top: int) -> View:
        box = View("widget.CheckBox", (0, top, 60, top + 80), checkable=True, checked=bool(self.values[name]))
        said = words(name, (60, top, 700, top + 80))
        flip = self.put(name, "" if self.values[name] else "on")
        return View("view.View", (0, top, 720, top + 80), on_tap=flip, children=[box, said])


def packing(phone: Packing) -> Run:
    around = phone.dump().roots[0]
    box = next(n for n in around.walk() if n.checkable)
    assert box.parent is not None and box.parent.parent is not None
    lines = structural_path(box.parent).rsplit("[", 1)[0]
    title = Part(name="title", kind=Kind.TEXT, locator=Locator(cls="android.widget.TextView"))
    tick = Part(name="checkbox", kind=Kind.TOGGLE, locator=Locator(cls=box.cls))
    row = Locator(cls=box.cls, path=f"{lines}/{structural_path(box, box.parent)}")
    item = Item(name="line", row=row, parts=[title, tick], title="title")
    listing = Locator(path=structural_path(box.parent.parent))
    main = phone.as_screen("main", elements=[Element(name="lines", kind=Kind.LIST, locator=listing, item=item)])
    return Run(phone, doc=doc_of("main", [main]))


def test_rows_told_by_a_box_in_them_are_what_is_around_the_box() -> None:
    phone = Packing()
    run = packing(phone)
    assert [(r.row_text, dict(r.texts)) for r in run.rows("main.lines")] == [
        (name, {"title": name}) for name in ("tent", "stove")
    ]
    assert run("is_on", run.part(run.row("stove", "main.lines"), "checkbox")) is True
    run("turn_on", run.part(run.row("tent", "main.lines"), "checkbox"))
    assert phone.values == {"tent": "on", "stove": "on"}


@pytest.mark.parametrize(("only", "ends"), [("", r'"stove"\.$'), ("Camping", r'"stove"\. It shows only Camping\.$')])
def test_where_a_list_shows_a_part_only_that_is_said_of_a_row_it_has_not(only: str, ends: str) -> None:
    phone = Packing()
    run = packing(phone)
    phone.only = only
    with pytest.raises(CallFailed, match=ends):
        run.row("passport", "main.lines")


def test_a_row_that_is_switched_is_told_without_what_its_switch_is_called() -> None:
    run = packing(Packing())
    run("turn_on", run.part(run.row("tent", "main.lines"), "checkbox"))
    proof = run.host.calls[-1][1].proof
    assert proof is not None and proof.what == 'line "tent" is on'
