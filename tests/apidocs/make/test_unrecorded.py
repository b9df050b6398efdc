"""What a recording saw come up without saying what was touched."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Effect, Kind
from apidocs.explore.walk import Act, Step, Walk
from apidocs.make.building import build_doc
from phones.hierarchy import Hierarchy
from tests.apidocs.walks import BAR, dump, main_page, menu, n, options_dialog, settings_page, step, text, toolbar, walk

MAIN, MENU, SETTINGS = main_page("Milk"), menu("Sort by", "Settings"), settings_page()


def page_of(title: str, activity: str = ".LanguageActivity") -> Hierarchy:
    rows = [text(words, 200 + 80 * i, id=f"line_{i}") for i, words in enumerate(("English", "Suomi"))]
    return dump(n("FrameLayout", toolbar(title), *rows, id="page"), BAR, activity=activity)


LANGUAGE = page_of("Language")


def recorded(*steps: Step) -> AppDoc:
    made: Walk = walk(
        Step(MAIN, Act("launch"), MAIN),
        step(MAIN, "More options", MENU),
        step(MENU, "Settings", SETTINGS),
        *steps,
    )
    return build_doc(made)


def entries(doc: AppDoc) -> list[tuple[str, str]]:
    known = {"start_week", "theme"}
    settings = doc.screen("settings")
    assert settings is not None
    return [(e.name, e.label) for e in settings.elements if not any(one in e.name for one in known)]


def test_a_page_that_came_up_is_opened_by_its_heading() -> None:
    doc = recorded(Step(SETTINGS, None, LANGUAGE), step(LANGUAGE, "back", SETTINGS))
    assert entries(doc) == [("language", "Language")]
    entry = doc.element("settings", "language")
    assert entry is not None
    assert (entry.kind, entry.effect, entry.locator.text) == (Kind.BUTTON, Effect.NAVIGATE, "Language")
    assert ("settings", "language", "tap", "language") in [
        (t.source, t.element, t.action, t.target) for t in doc.transitions
    ]


def test_once_where_it_came_up_twice() -> None:
    back = step(LANGUAGE, "back", SETTINGS)
    doc = recorded(Step(SETTINGS, None, LANGUAGE), back, Step(SETTINGS, None, LANGUAGE), back)
    assert entries(doc) == [("language", "Language")]


NOTHING_TAKEN = [
    pytest.param(Step(SETTINGS, None, page_of("")), id="without a heading"),
    pytest.param(Step(SETTINGS, None, options_dialog("Left", "Right")), id="a dialog"),
    pytest.param(Step(SETTINGS, None, page_of("Delete all notes")), id="words that may do something"),
    pytest.param(Step(SETTINGS, None, MAIN), id="known to be opened otherwise"),
]


@pytest.mark.parametrize("came", NOTHING_TAKEN)
def test_nothing_is_taken_in_otherwise(came: Step) -> None:
    back = [step(came.after, "back", SETTINGS)] if came.after is not MAIN else [step(MAIN, "back", SETTINGS)]
    assert entries(recorded(came, *back)) == []


def test_nor_where_the_page_shows_all_that_it_has() -> None:
    about = page_of("About", ".AboutActivity")
    doc = recorded(Step(SETTINGS, None, about), Step(about, None, LANGUAGE))
    assert [e.label for s in doc.screens if s.name == "about" for e in s.elements if e.label == "Language"] == []
