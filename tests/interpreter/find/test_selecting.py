"""A selection mode is the person's: no way leads through a tick, and it is left by back."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Element, Kind, Transition
from apidocs.doc.routing import Routes
from interpreter.calls.errors import CallFailed
from phones.locating import Locator
from tests.interpreter.pocket_phone import PocketPhone, View, pocket_doc
from tests.interpreter.pocket_run import Run


@pytest.fixture
def doc() -> AppDoc:
    """A walk that left the selection mode by unticking its last row, and came back into it by a menu."""
    doc = pocket_doc()
    main, selection = doc.screen("main"), doc.screen("selection")
    assert main is not None and selection is not None
    notes = main.element("notes")
    assert notes is not None
    selection.elements.append(notes.model_copy(deep=True))
    every = Element(name="select_all", kind=Kind.BUTTON, label="Select all", locator=Locator(text="Select all"))
    main.elements.append(every)
    for source, element, action, target in (
        ("selection", "notes", "open", "main"),
        ("selection", "notes", "tap", "main"),
        ("main", "select_all", "tap", "selection"),
    ):
        doc.transitions.append(Transition(source=source, element=element, action=action, target=target, seen=9))
    return doc


@pytest.mark.parametrize(("start", "goal"), [("selection", "main"), ("main", "selection")])
def test_no_way_ticks_or_marks(doc: AppDoc, start: str, goal: str) -> None:
    path = Routes(doc).path(start, goal, set(), asking=True)
    assert not [edge for edge in path if edge.element in ("notes", "select_all")]


def test_a_row_of_a_selection_is_no_way_though_the_task_names_it(doc: AppDoc) -> None:
    path = Routes(doc).path("selection", "main", set(), rows=True)
    assert not [edge for edge in path if edge.element]


def test_a_selection_mode_is_left_by_back_and_nothing_more_is_picked(doc: AppDoc) -> None:
    run = Run(doc=doc, task="open note 02")
    run("long_press", run.row("note 05"))
    run("tap", "main.settings")
    assert run.phone.log[-2:] == ["key back", "tap Settings"]


def test_opening_a_row_while_others_are_picked_leaves_the_selection_first(doc: AppDoc) -> None:
    run = Run(doc=doc)
    row = run.row("note 02")
    run.phone.place = ["home", "main", "selection"]
    run.phone.selected = ["note 05"]
    run.host.front.forget()
    run("open", row)
    assert run.phone.log[-2:] == ["key back", "tap note 02"]
    assert run.phone.opened == "note 02"


def test_a_selection_that_the_doc_takes_for_the_list_itself_is_left_before_a_row_is_opened() -> None:
    class Marking(PocketPhone):
        """Keeps its list's looks while rows are picked, but for a heading in the toolbar."""

        def _main(self) -> View:
            drawn = super()._main()
            if self.selected:
                heading = View("widget.TextView", (0, 0, 300, 60), "1 selected", "heading")
                drawn.children[0] = View("widget.Toolbar", (0, 0, 300, 90), "", "toolbar", children=[heading])
            return drawn

        def key(self, name: str) -> None:
            if name == "back" and self.selected:
                self._act("key back", self.selected.clear)
            else:
                super().key("back")

    run = Run(Marking())
    row = run.row("note 02")
    run.phone.selected = ["note 05"]
    run.host.front.forget()
    run("open", row)
    assert [line for line in run.phone.log if line != "swipe"][-2:] == ["key back", "tap note 02"]
    assert not run.phone.selected


def test_a_button_that_has_become_a_switch_is_no_way(doc: AppDoc) -> None:
    run = Run(doc=doc)
    run.phone.place = ["home", "main"]
    make = run.phone._main
    ticked: list[bool] = []

    def switched() -> View:
        drawn = make()
        old = drawn.children[1]
        switch = View("widget.ToggleButton", old.box, old.text, "settings", on_tap=lambda: ticked.append(True))
        switch.checkable = True
        drawn.children[1] = switch
        return drawn

    run.phone._main = switched  # type: ignore[method-assign]
    with pytest.raises(CallFailed, match="way leads"):
        run("turn_on", "settings.dark_mode")
    assert not ticked
