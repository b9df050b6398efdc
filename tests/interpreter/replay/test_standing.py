"""A tap that flips what it is on is repeated only where that stands as it did."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from apidocs.doc import AppDoc, Effect, Element, Kind
from apidocs.screens.marks import look
from apidocs.screens.windows import Window
from phones.locating import Locator
from tests.interpreter.pocket_phone import Box, PocketPhone, View, button, page, pocket_doc
from tests.interpreter.replay.recorded import Recording, notes_of, verdicts

STAR, TAP = "star", "editor.star.tap()"


class Starred(PocketPhone):
    """A note's page has a star, drawn in one of three ways."""

    def __init__(self, how: str = "selected", notes: list[str] | None = None) -> None:
        super().__init__(notes or ["Milk", "Bread"])
        self.how = how
        self.starred: set[str] = set()

    def _flip(self) -> None:
        self.starred ^= {self.opened}

    def _editor(self) -> View:
        on = self.opened in self.starred
        star = button("", (600, 1100, 720, 1200), self._flip, STAR, desc="Favourite")
        if self.how == "selected":
            star.selected = on
        elif self.how == "checked":
            star.cls, star.checkable, star.checked = "widget.CheckBox", True, on
        else:
            star.desc = "Remove from favourites" if on else "Add to favourites"
        shown = super()._editor()
        return page(*shown.children, star)


def starred_doc() -> AppDoc:
    doc = pocket_doc()
    editor = doc.screen("editor")
    assert editor is not None
    star = Element(name="star", kind=Kind.BUTTON, label="", locator=Locator(resource_id=STAR), effect=Effect.COMMIT)
    editor.elements.append(star)
    return doc


@pytest.mark.parametrize("how", ["selected", "checked", "said"])
def test_a_star_that_is_set_already_is_not_flipped_back(tmp_path: Path, how: str) -> None:
    recording = Recording(tmp_path, starred_doc())
    phone = Starred(how)
    detail = recording.run(phone, f'main.note("Milk").open()\n{TAP}')
    assert phone.starred == {"Milk"}
    again = recording.replay(detail, phone)
    assert phone.starred == {"Milk"}, "nothing was touched"
    assert again.status == "different" and not again.answer
    assert verdicts(again)[-1] == "different"
    assert "star" in notes_of(again)


@pytest.mark.parametrize("how", ["selected", "checked", "said"])
def test_a_star_that_stands_as_it_did_is_set_again(tmp_path: Path, how: str) -> None:
    recording = Recording(tmp_path, starred_doc())
    phone = Starred(how)
    detail = recording.run(phone, f'main.note("Milk").open()\n{TAP}')
    phone.starred.clear()
    assert recording.replay(detail, phone).status == "same" and phone.starred == {"Milk"}


def test_a_star_that_was_taken_off_is_not_put_on(tmp_path: Path) -> None:
    recording = Recording(tmp_path, starred_doc())
    phone = Starred()
    phone.starred = {"Milk"}
    detail = recording.run(phone, f'main.note("Milk").open()\n{TAP}')
    assert phone.starred == set()
    result = recording.replay(detail, phone)
    assert result.status == "different" and phone.starred == set()
    assert "was marked" in notes_of(result)


def test_a_box_in_a_row_is_not_flipped_back(tmp_path: Path) -> None:
    recording = Recording(tmp_path)
    phone = PocketPhone(["Milk", "Bread"])
    detail = recording.run(phone, 'main.note("Milk").done.tap()')
    assert phone.done == {"Milk"}
    result = recording.replay(detail, phone)
    assert result.status == "different" and phone.done == {"Milk"}
    assert "it is on now, it was off" in notes_of(result)
    phone.done = {"Bread"}
    assert recording.replay(detail, phone).status == "same" and phone.done == {"Bread", "Milk"}


def test_a_row_whose_box_is_its_own_is_opened_however_the_box_stands(tmp_path: Path) -> None:
    recording = Recording(tmp_path)
    phone = PocketPhone(["Milk", "Bread"])
    detail = recording.run(phone, 'main.note("Milk").tap()\neditor.body.set_text("two")\neditor.save.tap()')
    phone.done = {"Milk"}
    assert recording.replay(detail, phone).status == "same"


def test_a_switch_that_is_set_and_not_tapped_may_stand_otherwise(tmp_path: Path) -> None:
    recording = Recording(tmp_path)
    phone = PocketPhone()
    detail = recording.run(phone, "settings.dark_mode.turn_on()")
    assert recording.replay(detail, phone).status == "same" and phone.settings["Dark mode"]
    tapped = PocketPhone()
    detail = recording.run(tapped, "settings.dark_mode.tap()")
    result = recording.replay(detail, tapped)
    assert result.status == "different" and tapped.settings["Dark mode"]
    assert "it is on now, it was off" in notes_of(result)


class Tabs(PocketPhone):
    """Two tabs, of which the app remembers the one that was chosen."""

    tab = "All"

    def _main(self) -> View:
        shown = super()._main()

        def pick(name: str) -> Callable[[], None]:
            return lambda: setattr(self, "tab", name)

        def one(name: str, box: Box) -> View:
            return button(name, box, pick(name), f"tab_{name.lower()}", selected=self.tab == name)

        bar = View("widget.LinearLayout", (0, 1180, 400, 1280), children=[])
        bar.children = [one("All", (0, 1180, 200, 1280)), one("Mine", (200, 1180, 400, 1280))]
        return page(*shown.children, bar)


def test_a_tab_that_is_chosen_already_is_tapped_all_the_same(tmp_path: Path) -> None:
    doc = pocket_doc()
    main = doc.screen("main")
    assert main is not None
    main.marks = []
    main.elements.append(Element(name="mine", kind=Kind.BUTTON, label="Mine", locator=Locator(resource_id="tab_mine")))
    recording = Recording(tmp_path, doc)
    phone = Tabs(["Milk"])
    detail = recording.run(phone, "main.mine.tap()")
    assert phone.tab == "Mine"
    assert recording.replay(detail, phone).ok and phone.tab == "Mine"


def test_an_option_of_which_one_is_chosen_may_be_chosen_again(tmp_path: Path) -> None:
    recording = Recording(tmp_path)
    phone = PocketPhone(["Milk"])
    detail = recording.run(phone, 'settings.language.tap()\nfind("Deutsch").tap()')
    assert phone.choices["Language"] == "Deutsch"
    result = recording.replay(detail, phone)
    assert result.ok and phone.choices["Language"] == "Deutsch", notes_of(result)


class Drawer(PocketPhone):
    """A drawer of many places that stays open, the one that is shown marked: drawn, it says no more of itself."""

    where = "Notes"
    PLACES = ("Notes", "Trash", "Archive", "Labels", "Reminders", "Shared", "Drafts", "Help", "About")

    def _main(self) -> View:
        page_of_notes = super()._main()

        def go_to(name: str) -> Callable[[], None]:
            return lambda: setattr(self, "where", name)

        def place(n: int, name: str) -> View:
            at = (0, 1180 + n * 10, 400, 1190 + n * 10)
            return button(name, at, go_to(name), f"place_{name.lower()}", selected=self.where == name)

        places = [place(n, name) for n, name in enumerate(self.PLACES)]
        return page(*page_of_notes.children, View("widget.LinearLayout", (0, 1180, 400, 1270), children=places))


def marks_of(phone: PocketPhone) -> list[str]:
    """What its main page is told by."""
    phone.place = ["home", "main"]
    window = Window.of(phone.dump())
    assert window is not None
    return sorted(look(window).marks())


def test_a_place_that_is_shown_already_is_gone_to_all_the_same(tmp_path: Path) -> None:
    doc = pocket_doc()
    main = doc.screen("main")
    assert main is not None
    main.marks = marks_of(Drawer(["Milk"]))
    to_trash = Element(name="trash", kind=Kind.BUTTON, label="Trash", locator=Locator(resource_id="place_trash"))
    main.elements.append(to_trash)
    recording = Recording(tmp_path, doc)
    phone = Drawer(["Milk"])
    detail = recording.run(phone, "main.trash.tap()")
    assert phone.where == "Trash"
    result = recording.replay(detail, phone)
    assert result.ok and phone.where == "Trash", notes_of(result)
