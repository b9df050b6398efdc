"""A doc held against what an app truly has: what is whole counts as whole, and each thing taken from it is missed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from apidocs.doc import AppDoc, Kind
from apidocs.doc.paths import HARMLESS
from apidocs.make.building import build_doc
from bench.explore.places import TruePlace
from bench.explore.running import CLOCK, Explored, explore_app
from bench.explore.scoring import Score, score
from bench.explore.truth import Crawler
from bench.explore.watching import differences
from demophone.device import Device
from demophone.toolkit import (
    App,
    PromptDialog,
    Screen,
    SettingsScreen,
    View,
    floating_button,
    list_row,
    list_view,
    page,
    pref,
    pref_switch,
    toolbar,
)
from ground.errors import ThumbwrightError


class Books(App):
    package, label, version = "app.test.books", "Books", "1.0"

    def seed(self) -> dict[str, Any]:
        return {"books": ["Dune", "Emma", "Ulysses"], "sorting": "Title", "loud": False}

    def start(self) -> Screen:
        return Shelf()


class Shelf(Screen):
    def build(self) -> View:
        rows = [
            list_row(book, on_click=self.read, id="book_row", title_id="book_title") for book in self.store["books"]
        ]
        menu = [("Settings", lambda: self.open(Settings())), ("Delete all", self.ask)]
        add = floating_button(
            "add", "Add book", lambda: self.show(PromptDialog("Add book", self.keep, hint="Title")), "add"
        )
        return page(toolbar(self, "Books", menu=menu), list_view("books", rows), fab=add)

    def read(self) -> None:
        self.open(Reading())

    def ask(self) -> None:
        self.confirm("Delete all?", "They will be gone.", "Delete", self.store["books"].clear)

    def keep(self, title: str) -> None:
        self.store["books"].append(title)


class Reading(Screen):
    def build(self) -> View:
        return page(toolbar(self, "Reading", [], [("Share", lambda: self.share("a book"))], up=True))


class Settings(SettingsScreen):
    def rows(self) -> list[View]:
        def order() -> None:
            self.choose(
                "Sorting", ["Title", "Author"], self.store["sorting"], lambda one: self.store.update(sorting=one)
            )

        return [
            pref("Sorting", self.store["sorting"], order),
            pref_switch("Read aloud", self.store["loud"], lambda on: self.store.update(loud=on)),
        ]

    def build(self) -> View:
        return page(toolbar(self, "Settings", up=True), list_view("prefs", self.rows()))


@pytest.fixture(scope="module")
def explored(tmp_path_factory: pytest.TempPathFactory) -> Explored:
    return explore_app("books", Books, tmp_path_factory.mktemp("phone"))


@pytest.fixture(scope="module")
def truth() -> dict[str, TruePlace]:
    return Crawler(lambda: Device([Books()], fixed_clock=CLOCK), Books.package).read()


def test_an_app_is_explored_as_on_somebodys_phone_too(tmp_path: Path, explored: Explored) -> None:
    careful = explore_app("books", Books, tmp_path, allow=HARMLESS)
    assert (careful.row.marked_triggered, careful.row.changed_and_left) == (0, 0)
    assert 0 < careful.score.known <= explored.score.known


def test_the_truth_has_all_places_and_what_each_thing_is(truth: dict[str, TruePlace]) -> None:
    kinds = {thing.label: thing.kind for place in truth.values() for thing in place.things.values()}
    assert {name.split()[0] for name in truth} >= {
        "Shelf",
        "Menu",
        "Settings",
        "PromptDialog",
        "Reading",
        "ChoiceDialog",
    }
    assert kinds["Sorting"] == "choice" and kinds["Read aloud"] == "toggle" and kinds["Add book"] == "button"
    assert [thing.kind for place in truth.values() for thing in place.things.values()].count("row") == 1
    assert [place.name.split()[0] for place in truth.values() if place.asks] == ["Dialog"]


def test_a_whole_doc_is_whole_and_nothing_was_done(explored: Explored) -> None:
    row = explored.row
    assert (row.element_coverage, row.kind_precision, row.screen_errors) == (1.0, 1.0, 0.0), explored.score.missed
    assert (row.marked_triggered, row.changed_and_left, row.left) == (0, 0, [])


def _without(doc: AppDoc, name: str) -> AppDoc:
    doc = doc.model_copy(deep=True)
    for screen in doc.screens:
        screen.elements = [element for element in screen.elements if element.name != name]
    return doc


@pytest.mark.parametrize("name", ["add_book", "sorting", "read_aloud"])
def test_what_a_doc_lacks_is_missed(explored: Explored, truth: dict[str, TruePlace], name: str) -> None:
    whole, poor = (_scored(doc, truth) for doc in (explored.doc, _without(explored.doc, name)))
    assert poor.known == whole.known - 1
    assert poor.whole < whole.whole


def test_a_wrong_kind_is_counted(explored: Explored, truth: dict[str, TruePlace]) -> None:
    doc = explored.doc.model_copy(deep=True)
    for screen in doc.screens:
        for element in screen.elements:
            element.kind = Kind.BUTTON if element.kind is Kind.TOGGLE else element.kind
    assert _scored(doc, truth).right_kinds == _scored(explored.doc, truth).right_kinds - 1


def test_a_doc_of_the_start_alone_knows_little(explored: Explored, truth: dict[str, TruePlace]) -> None:
    explored.walk.steps, kept = explored.walk.steps[:1], explored.walk.steps
    try:
        result = _scored(build_doc(explored.walk), truth)
    finally:
        explored.walk.steps = kept
    assert result.known < result.things / 2


def _scored(doc: AppDoc, truth: dict[str, TruePlace]) -> Score:
    return score(doc, truth)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"on": False}, {"on": True}, [".on"]),
        ({"rows": [1]}, {"rows": [1, 2]}, [".rows+"]),
        ({"rows": [1, 2]}, {"rows": [1]}, [".rows-"]),
        ({"rows": [{"done": False}]}, {"rows": [{"done": True}]}, [".rows.0.done"]),
        ({"sent": 1}, {"sent": 2}, [".sent+"]),
        ({}, {"new": 1}, [".new+"]),
    ],
)
def test_what_can_be_put_back_is_told_from_what_cannot(before: Any, after: Any, expected: list[str]) -> None:
    assert differences(before, after) == expected


class Broken(Books):
    def start(self) -> Screen:
        return BrokenShelf()


class BrokenShelf(Screen):
    def build(self) -> View:
        raise ValueError("no")


def test_an_app_that_crashes_tells_nothing_true() -> None:
    with pytest.raises(ThumbwrightError, match=r"app\.test\.books crashed .*ValueError"):
        Crawler(lambda: Device([Broken()], fixed_clock=CLOCK), Books.package).read()
