"""What counts as one place and what as two, what a picker has to be known by, and what a question's yes changes on the phone."""

from __future__ import annotations

from typing import Any

import pytest

from apidocs.doc import AppDoc
from bench.explore.places import TruePlace
from bench.explore.running import CLOCK, Explored, explore_app
from bench.explore.scoring import score
from bench.explore.truth import Crawler
from demophone.device import Device
from demophone.toolkit import (
    App,
    Screen,
    TimePicker,
    View,
    column,
    dropdown,
    floating_button,
    icon_button,
    list_row,
    list_view,
    page,
    text,
    text_field,
    toolbar,
)
from demophone.toolkit.dialogs import Dialog


class Bells(App):
    package, label, version = "app.test.bells", "Bells", "1.0"
    says_where = False
    """Whether a search says what is searched."""

    def seed(self) -> dict[str, Any]:
        return {"bells": ["School", "Church", "Door"], "rung": ["Ship", "Cow"], "tower": "North"}

    def start(self) -> Screen:
        return Tower()


class TellingBells(Bells):
    says_where = True


class Tower(Screen):
    def __init__(self) -> None:
        super().__init__()
        self.shelf, self.searching = "bells", False

    def build(self) -> View:
        rows = [
            list_row(bell, on_click=self.ring, id="bell_row", title_id="bell_name") for bell in self.store[self.shelf]
        ]
        if self.searching:
            where = self.shelf if self.app.says_where else "everything"  # type: ignore[attr-defined]
            field = text_field("words", "Search", id="words")
            return page(
                toolbar(self, "Search", up=True), column(text(where, "where"), field, list_view("bell_list", rows))
            )
        other = icon_button("history", "Rung", self.turn, "turn")
        search = icon_button("search", "Search", self.search, "search")
        add = floating_button("add", "Add bell", self.add, "add")
        tower = dropdown(self.store["tower"], lambda: self.choose("Tower", ["North", "South"], "", lambda one: None))
        return page(
            toolbar(self, self.shelf.title(), [other, search]), column(tower, list_view("bell_list", rows)), fab=add
        )

    def add(self) -> None:
        self.show(TimePicker(9, 0, lambda hour, minute: None, full_day=True))

    def ring(self) -> None:
        self.toast("Ding")

    def turn(self) -> None:
        self.shelf = "rung"

    def search(self) -> None:
        self.searching = True


def _truth(app: type[App]) -> dict[str, TruePlace]:
    return Crawler(lambda: Device([app()], fixed_clock=CLOCK), app.package).read()


@pytest.fixture(scope="module")
def explored(tmp_path_factory: pytest.TempPathFactory) -> Explored:
    return explore_app("bells", Bells, tmp_path_factory.mktemp("phone"))


@pytest.mark.parametrize(("app", "one"), [(Bells, True), (TellingBells, False)])
def test_two_places_are_one_where_nobody_could_tell_them_apart(app: type[App], one: bool) -> None:
    searches = [place for name, place in _truth(app).items() if "searching=True" in name]
    assert [place.name for place in searches] == [
        "Tower searching=True shelf=bells",
        "Tower searching=True shelf=rung",
    ]
    assert searches[0].looks_like(searches[1]) is one


def test_a_place_with_another_heading_or_other_things_is_another() -> None:
    truth = _truth(Bells)
    bells, rung = (truth[f"Tower searching=False shelf={shelf}"] for shelf in ("bells", "rung"))
    assert not bells.looks_like(rung)


def test_what_a_choice_shows_is_no_other_place() -> None:
    truth = _truth(Bells)
    place = truth["Tower searching=False shelf=bells"]
    other = TruePlace("Tower searching=False shelf=south", (), False, things=place.things)
    other.shown = frozenset(tuple("South" if word == "North" else word for word in one) for one in place.shown)
    assert other.shown != place.shown and place.looks_like(other)


def test_a_screen_that_stands_for_two_places_alike_is_no_error(explored: Explored) -> None:
    def taken_for_another(app: type[App]) -> list[str]:
        return [one.place for one in score(explored.doc, _truth(app)).missed if "the same screen as" in one.why]

    assert taken_for_another(Bells) == ["Tower searching=False shelf=rung"]
    assert len(taken_for_another(TellingBells)) == 2


def _without(doc: AppDoc, name: str) -> AppDoc:
    doc = doc.model_copy(deep=True)
    for screen in doc.screens:
        screen.elements = [element for element in screen.elements if element.name != name]
    return doc


def test_a_picker_that_makes_something_is_whole_with_all_that_is_on_it(explored: Explored) -> None:
    truth = _truth(Bells)

    def missing(doc: AppDoc) -> set[str]:
        return {one.place.split()[0] for one in score(doc, truth).missed if one.kind == "options"}

    assert "TimePicker" not in missing(explored.doc)
    assert "TimePicker" in missing(_without(explored.doc, "minute"))


class Cleaner(Bells):
    package, label = "app.test.cleaner", "Cleaner"

    def start(self) -> Screen:
        return Cleaning()


class Cleaning(Screen):
    def build(self) -> View:
        return page(toolbar(self, "Cleaner"), list_row("Get rid of Bells", on_click=self.ask, id="away"))

    def ask(self) -> None:
        def away() -> None:
            self.app.system.uninstall(Bells.package)

        self.show(Dialog("Bells", "Do you want this?", positive=("OK", away), negative=("Cancel", lambda: None)))


def test_a_question_may_be_about_another_app_than_the_one_that_asks() -> None:
    truth = Crawler(lambda: Device([Cleaner(), Bells()], fixed_clock=CLOCK), Cleaner.package).read()
    assert [place.name.split()[0] for place in truth.values() if place.asks] == ["Dialog"]
