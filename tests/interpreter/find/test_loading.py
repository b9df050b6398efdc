"""A list that is still being filled is waited for, and never read as one that has nothing."""

from __future__ import annotations

import pytest

from interpreter.calls import Ref
from interpreter.calls.errors import CallFailed, StillLoading
from interpreter.calls.limits import Limits
from tests.interpreter.pocket_phone import Box, PocketPhone, View, words
from tests.interpreter.pocket_run import Run

WHEEL, BAR, IN_ROW = (330, 500, 390, 560), (0, 100, 720, 106), (600, 120, 640, 160)


class LoadingPhone(PocketPhone):
    """Its list has the first notes only once it was looked at a few times on that page, and the rest after as many looks more."""

    def __init__(
        self, notes: int, looks: int, *, at_once: int = 0, box: Box = WHEEL, text: str = "", says: str = ""
    ) -> None:
        super().__init__([])
        self.all = [f"note {n:02d}" for n in range(1, notes + 1)]
        self.notes = self.all[:at_once]
        self.looks, self.box, self.text, self.says = looks, box, text, says
        self.on_dump = self._looked

    def _looked(self) -> None:
        if self.place[-1] == "main":
            self.looks -= 1
            if self.looks < 0:
                self.notes = self.all

    def _main(self) -> View:
        page = super()._main()
        if self.notes == self.all:
            return page
        wheel = View("widget.ProgressBar", self.box, self.text, "progress")
        listing = next(child for child in page.children if child.rid == "list")
        if not self.notes:
            page.children += [wheel, *([words(self.says, (0, 200, 720, 260), "empty")] if self.says else [])]
        elif self.box is IN_ROW:
            listing.children[0].children.append(wheel)
        else:
            end = listing.children[-1].box[3]
            wheel.box = (330, end + 10, 390, end + 70)
            listing.children.append(wheel)
        return page


def run_on(phone: PocketPhone, settle_s: float = 3.0) -> Run:
    return Run(phone, limits=Limits(patience_s=0, settle_s=settle_s))


def test_rows_are_read_once_they_are_there() -> None:
    assert len(run_on(LoadingPhone(8, 6)).rows()) == 8


def test_a_list_that_goes_on_loading_is_neither_empty_nor_without_a_row() -> None:
    run = run_on(LoadingPhone(8, 10_000), settle_s=0.3)
    with pytest.raises(StillLoading, match="still loading"):
        run.rows()
    with pytest.raises(StillLoading, match="still loading"):
        run.row("note 02")
    with pytest.raises(StillLoading, match="still loading"):
        run("exists", Ref("main", found="note 02"))


def test_what_stands_on_the_page_is_found_while_it_loads() -> None:
    run = run_on(LoadingPhone(8, 10_000), settle_s=0.0)
    assert run("exists", "main.new_note") is True
    run("tap", "main.new_note")
    assert run.phone.log[-1] == "tap New note"


def test_words_are_found_once_the_rows_are_there() -> None:
    assert run_on(LoadingPhone(8, 6))("exists", Ref("main", found="note 02")) is True


@pytest.mark.parametrize(
    "phone",
    [
        LoadingPhone(8, 10_000, box=BAR),
        LoadingPhone(8, 10_000, text="38%"),
        LoadingPhone(8, 10_000, says="No notes yet"),
        LoadingPhone(0, 0),
    ],
    ids=["a-bar", "a-number", "says-that-it-is-empty", "no-wheel"],
)
def test_an_empty_list_is_empty_beside_progress_that_is_content(phone: LoadingPhone) -> None:
    assert run_on(phone, settle_s=0.0).rows() == []


def test_a_list_that_gets_more_rows_at_its_end_is_read_to_its_end() -> None:
    assert len(run_on(LoadingPhone(8, 6, at_once=4)).rows()) == 8
    assert run_on(LoadingPhone(8, 6, at_once=4)).row("note 07").row_text == "note 07"


def test_how_many_rows_there_are_isnt_said_while_more_are_loading() -> None:
    run = run_on(LoadingPhone(8, 10_000, at_once=4), settle_s=0.3)
    with pytest.raises(StillLoading):
        run.rows()
    with pytest.raises(StillLoading):
        run.row("note 07")
    assert run.row("note 03").row_text == "note 03"


def test_a_wheel_within_a_row_is_content() -> None:
    run = run_on(LoadingPhone(8, 10_000, at_once=4, box=IN_ROW), settle_s=0.0)
    assert len(run.rows()) == 4
    with pytest.raises(CallFailed, match="No row of main.notes"):
        run.row("note 07")
