"""Undo opens the row of a thing again and puts back what was set on its page, where it stands as it was left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from apidocs.doc import AppDoc, Effect, Element, Kind, Screen, Transition
from apidocs.screens.marks import look
from apidocs.screens.windows import Window
from phones.locating import Locator
from sessions.store import Store
from tests.interpreter.pocket_phone import PACKAGE, PocketPhone, View, button, dialog, page, pocket_doc, words
from tests.interpreter.sketch import group, radios
from tests.ui.test_undo_switches import Pocket, status

MODES = ["Eco", "Auto", "Comfort"]


class Paged(PocketPhone):
    """The page of a note has a switch and a choice, each note's own."""

    OVER = PocketPhone.OVER | {"mode_dialog"}

    def __init__(self, notes: list[str]) -> None:
        super().__init__(notes)
        self.locked: set[str] = set()
        self.modes: dict[str, str] = {}
        self.bodies: dict[str, str] = {}

    def _note_row(self, text: str, box: tuple[int, int, int, int]) -> View:
        def open_note() -> None:
            self.opened = text
            self.go("details")()

        row = super()._note_row(text, box)
        row.on_tap = open_note
        return row

    def _details(self) -> View:
        def lock() -> None:
            self.locked ^= {self.opened}

        def edit() -> None:
            self.fields["body"] = self.bodies.get(self.opened, f"about {self.opened}")
            self.go("editor")()

        on = self.opened in self.locked
        parts = [
            words("Mode", (20, 620, 500, 660), "android:id/title"),
            words(self.modes.get(self.opened, "Auto"), (20, 660, 500, 700), "android:id/summary"),
        ]
        return page(
            words("Details", (0, 0, 300, 90), "details_heading"),
            button("Edit", (520, 0, 720, 90), edit, "edit"),
            View("widget.Switch", (20, 520, 700, 600), "Locked", "locked", on_tap=lock, checkable=True, checked=on),
            View("widget.LinearLayout", (0, 610, 720, 710), "", "pref", on_tap=self.go("mode_dialog"), children=parts),
        )

    def _editor(self) -> View:
        def save() -> None:
            self.bodies[self.opened] = self.fields["body"]
            self.leave()

        shown = super()._editor()
        next(view for view in shown.children if view.rid == "save").on_tap = save
        return shown

    def _mode_dialog(self) -> View:
        def pick(name: str) -> Callable[[], None]:
            def do() -> None:
                self.modes[self.opened] = name
                self.place.pop()

            return do

        chosen = self.modes.get(self.opened, "Auto")
        options = [
            View(
                "widget.RadioButton", (60, 480 + i * 80, 660, 560 + i * 80), name, f"mode_{i}", on_tap=pick(name),
                checkable=True, checked=name == chosen,
            )
            for i, name in enumerate(MODES)
        ]  # fmt: skip
        return dialog("Mode", *options)


def paged_doc() -> AppDoc:
    doc = pocket_doc()
    phone = Paged(["Milk"])
    phone.place, phone.opened = ["home", "main", "details"], "Milk"
    window = Window.of(phone.dump())
    notes = doc.element("main", "notes")
    assert window is not None and notes is not None and notes.item is not None
    notes.item.opens = "details"
    where = {"row": Locator(resource_id="pref", label="Mode"), "switch": Locator(resource_id="locked")}
    elements = [
        Element(name="locked", kind=Kind.TOGGLE, label="Locked", locator=where["switch"], effect=Effect.SETTINGS),
        Element(
            name="mode", kind=Kind.CHOICE, label="Mode", locator=where["row"], effect=Effect.SETTINGS, options=MODES
        ),
        Element(name="edit", kind=Kind.BUTTON, label="Edit", locator=Locator(resource_id="edit")),
    ]
    marks = sorted(look(window).marks())
    doc.screens.append(Screen(name="details", kind="page", package=PACKAGE, marks=marks, elements=elements))
    doc.transitions = [way for way in doc.transitions if way.target != "editor"] + [
        Transition(source="main", element="notes", action="open", target="details"),
        Transition(source="details", element="edit", action="tap", target="editor"),
    ]
    return doc


@pytest.fixture
def pocket(tmp_path: Path) -> Iterator[Pocket]:
    with Store(tmp_path / "sessions.db") as store:
        yield Pocket(store, phone=Paged(["Kitchen", "Studio", "Bath"]), doc=paged_doc())


def phone_of(pocket: Pocket) -> Paged:
    assert isinstance(pocket.phone, Paged)
    return pocket.phone


def test_a_switch_on_the_page_of_a_thing_is_put_back(pocket: Pocket) -> None:
    report = pocket.run('main.note("Studio").open()\ndetails.locked.turn_on()')
    assert phone_of(pocket).locked == {"Studio"}
    undone = pocket.undo(report)
    assert phone_of(pocket).locked == set()
    assert (status(undone), undone.left) == ("done", []), undone.answer


def test_of_several_things_those_that_were_changed_go_back_and_can_be_done_again(pocket: Pocket) -> None:
    phone_of(pocket).locked = {"Bath"}
    report = pocket.run("for note in main.notes():\n    note.open()\n    details.locked.turn_on()")
    undone = pocket.undo(report)
    assert phone_of(pocket).locked == {"Bath"} and undone.left == []
    assert undone.report is not None
    pocket.undo(undone.report)
    assert phone_of(pocket).locked == {"Kitchen", "Studio", "Bath"}


def test_a_choice_on_the_page_of_a_thing_is_put_back_while_it_stands_as_it_was_left(pocket: Pocket) -> None:
    report = pocket.run('main.note("Studio").open()\ndetails.mode.choose("Eco")')
    undone = pocket.undo(report)
    assert phone_of(pocket).modes["Studio"] == "Auto" and status(undone) == "done"


def test_what_was_chosen_and_chosen_back_is_nothing_to_put_back(pocket: Pocket) -> None:
    script = (
        'main.note("Studio").open()\ndetails.mode.choose("Eco")\ndetails.mode.choose("Auto")\ndetails.locked.turn_on()'
    )
    undone = pocket.undo(pocket.run(script))
    assert undone.left == [] and phone_of(pocket).locked == set()


def test_what_was_changed_since_is_left(pocket: Pocket) -> None:
    report = pocket.run('main.note("Studio").open()\ndetails.mode.choose("Eco")')
    phone_of(pocket).modes["Studio"] = "Comfort"
    undone = pocket.undo(report)
    assert phone_of(pocket).modes["Studio"] == "Comfort" and status(undone) == "not_done"
    assert undone.left == ['note "Studio": Mode (it stands otherwise by now than it was left)']


def test_of_two_rows_that_say_the_same_none_is_opened(pocket: Pocket) -> None:
    report = pocket.run('main.note("Studio").open()\ndetails.locked.turn_on()')
    phone_of(pocket).notes.append("Studio")
    undone = pocket.undo(report)
    assert phone_of(pocket).locked == {"Studio"} and status(undone) == "not_done"
    assert undone.left == ['note "Studio": Locked (no row says that any more, or several do)']


def test_a_text_that_was_saved_is_put_back_and_saved(pocket: Pocket) -> None:
    report = pocket.run('main.note("Studio").open()\neditor.body.set_text("warm")\neditor.save.tap()')
    assert phone_of(pocket).bodies == {"Studio": "warm"}
    undone = pocket.undo(report)
    assert phone_of(pocket).bodies == {"Studio": "about Studio"}, undone.answer


def test_a_text_that_somebody_wrote_since_stays(pocket: Pocket) -> None:
    report = pocket.run('main.note("Studio").open()\neditor.body.append_text(" warm")\neditor.save.tap()')
    phone_of(pocket).bodies["Studio"] += ", and dry"
    undone = pocket.undo(report)
    assert phone_of(pocket).bodies["Studio"].endswith("and dry") and len(undone.left) == 1


class Rung(Paged):
    """The editor of a note has a choice beside its text, saved with it."""

    def __init__(self, notes: list[str]) -> None:
        super().__init__(notes)
        self.half = "AM"
        self.halves: dict[str, str] = {}

    def _details(self) -> View:
        shown = super()._details()
        edit = next(view for view in shown.children if view.rid == "edit")
        opens = edit.on_tap

        def do() -> None:
            self.half = self.halves.get(self.opened, "AM")
            assert opens is not None
            opens()

        edit.on_tap = do
        return shown

    def _editor(self) -> View:
        def save() -> None:
            self.bodies[self.opened], self.halves[self.opened] = self.fields["body"], self.half
            self.leave()

        def pick(name: str) -> Callable[[], None]:
            return lambda: setattr(self, "half", name)

        shown = super()._editor()
        next(view for view in shown.children if view.rid == "save").on_tap = save
        marks = radios(("AM", "PM"), lambda: self.half, pick, 600)
        shown.children.append(group("halves", (60, 600, 660, 760), marks))
        return shown


@pytest.fixture
def rung(tmp_path: Path) -> Iterator[Pocket]:
    doc, half = (
        paged_doc(),
        Element(
            name="half",
            kind=Kind.CHOICE,
            locator=Locator(resource_id="halves"),
            effect=Effect.SETTINGS,
            options=["AM", "PM"],
            inline=True,
            commit="save",
        ),
    )
    editor = doc.screen("editor")
    assert editor is not None
    editor.elements.append(half)
    with Store(tmp_path / "sessions.db") as store:
        yield Pocket(store, phone=Rung(["Kitchen", "Studio"]), doc=doc)


WRITTEN = 'main.note("Studio").open()\neditor.body.set_text("warm")\neditor.half.choose("{}")\neditor.save.tap()'


@pytest.mark.parametrize("half", ["AM", "PM"])
def test_an_option_that_was_saved_with_a_text_is_put_back_with_it(rung: Pocket, half: str) -> None:
    phone = rung.phone
    assert isinstance(phone, Rung)
    report = rung.run(WRITTEN.format(half))
    assert (phone.bodies, phone.halves) == ({"Studio": "warm"}, {"Studio": half})
    undone = rung.undo(report)
    assert (phone.bodies, phone.halves) == ({"Studio": "about Studio"}, {"Studio": "AM"}), undone.answer
    assert undone.left == []


def test_a_text_whose_option_somebody_changed_since_stays(rung: Pocket) -> None:
    phone = rung.phone
    assert isinstance(phone, Rung)
    report = rung.run(WRITTEN.format("PM"))
    phone.halves["Studio"] = "AM"
    undone = rung.undo(report)
    assert phone.bodies == {"Studio": "warm"} and len(undone.left) == 1


def test_a_choice_of_the_apps_own_page_is_put_back(tmp_path: Path) -> None:
    with Store(tmp_path / "sessions.db") as store:
        pocket = Pocket(store, "Milk")
        undone = pocket.undo(pocket.run('settings.theme.choose("Dark")'))
    assert pocket.phone.choices["Theme"] == "System" and status(undone) == "done"
