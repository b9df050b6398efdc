"""A doc that knows less: it is still a doc, and scripts of the whole one are written so that what is gone is looked for."""

from __future__ import annotations

import random

import pytest

from apidocs.doc import AppDoc
from apidocs.doc.script_names import uses
from apidocs.doc.table import api_names, problems
from foundry.looking_for import rewritten, tells
from foundry.partial import partial_doc
from interpreter.check.checking import check

ROW = {"name": "film", "row": {"resource_id": "row"}, "opens": "details", "parts": []}
DOC = AppDoc.model_validate(
    {
        "package": "a.b",
        "label": "B",
        "start": "main",
        "screens": [
            {
                "name": "main",
                "title": "B",
                "elements": [
                    {"name": "prefs", "kind": "button", "label": "Options", "locator": {"text": "Options"}},
                    {"name": "films", "kind": "list", "locator": {"resource_id": "list"}, "item": ROW},
                ],
            },
            {
                "name": "prefs",
                "title": "Options",
                "elements": [
                    {"name": "loud", "kind": "toggle", "label": "Loud", "locator": {"text": "Loud"}},
                    {
                        "name": "theme", "kind": "choice", "label": "Theme", "options": ["Dark", "Light"],
                        "locator": {"text": "Theme"},
                    },
                    {"name": "icon", "kind": "button", "locator": {"resource_id": "x"}},
                ],
            },
            {
                "name": "theme_dialog", "kind": "dialog", "serves": "prefs.theme",
                "elements": [{"name": "dark", "kind": "button", "label": "Dark", "locator": {"text": "Dark"}}],
            },
            {
                "name": "details",
                "title": "Film",
                "elements": [{"name": "delete", "kind": "button", "label": "Delete", "locator": {"text": "Delete"}}],
            },
        ],
        "transitions": [
            {"source": "main", "element": "films", "action": "open", "target": "details"},
            {"source": "main", "element": "prefs", "action": "tap", "target": "prefs"},
        ],
        "samples": [
            {"task": "turn on loud", "script": "prefs.loud.turn_on()"},
            {"task": "delete Tram", "script": 'main.film("Tram").open()\ndetails.delete.tap()'},
        ],
    }
)  # fmt: skip


def without(*gone: str) -> AppDoc:
    """The doc without these: `screen`, or `screen.element`."""
    screens = [
        screen.model_copy(update={"elements": [e for e in screen.elements if f"{screen.name}.{e.name}" not in gone]})
        for screen in DOC.screens
        if screen.name not in gone
    ]
    known = {screen.name for screen in screens}
    steps = [t for t in DOC.transitions if t.target in known]
    return DOC.model_copy(update={"screens": screens, "transitions": steps, "samples": []})


def first(script: str, less: AppDoc) -> str:
    return next(iter(rewritten(script, DOC, less)), "")


@pytest.mark.parametrize(
    ("script", "gone", "written"),
    [
        ("prefs.loud.turn_on()", (), "prefs.loud.turn_on()"),
        ("prefs.loud.turn_on()", ("prefs.loud",), 'prefs.find("Loud").turn_on()'),
        ("prefs.loud.turn_on()", ("prefs",), 'main.prefs.tap()\nfind("Loud").turn_on()'),
        ("prefs.loud.turn_on()", ("prefs", "main.prefs"), 'main.find("Options").tap()\nfind("Loud").turn_on()'),
        (
            'main.film("Tram").open()\ndetails.delete.tap()',
            ("details",),
            'main.film("Tram").open()\nfind("Delete").tap()',
        ),
    ],
)
def test_what_is_gone_is_looked_for_by_its_words(script: str, gone: tuple[str, ...], written: str) -> None:
    less = without(*gone)
    assert first(script, less) == written
    assert not [p for p in check(written, less).problems if p.severity == "error"]


def test_an_option_nobody_knows_may_be_tapped_once_it_is_shown() -> None:
    ways = list(rewritten('prefs.theme.choose("Dark")', DOC, without("prefs")))
    assert 'main.prefs.tap()\nfind("Theme").tap()\nfind("Dark").tap()' in ways
    assert 'main.prefs.tap()\nfind("Theme").choose("Dark")' in ways


def test_what_has_no_words_cannot_be_looked_for() -> None:
    assert list(rewritten("prefs.icon.tap()", DOC, without("prefs.icon"))) == []


@pytest.mark.parametrize("seed", range(30))
def test_a_partial_doc_names_nothing_that_it_lacks(seed: int) -> None:
    less = partial_doc(DOC, random.Random(seed))
    assert problems(less) == []
    known = {screen.name for screen in less.screens}
    assert less.start in known and less.screen("main").element("films") is not None  # type: ignore[union-attr]
    assert all(step.source in known and step.target in known for step in less.transitions)
    assert all(uses(sample.script, api_names(less)).unknown == [] for sample in less.samples)
    for sample in DOC.samples:
        for way in rewritten(sample.script, DOC, less):
            assert uses(way, api_names(less)).unknown == []


def test_words_that_nobody_told_are_not_looked_for() -> None:
    original = "prefs.loud.turn_on()"
    assert tells('find("Loud").turn_on()', original, "make it loud")
    assert not tells('find("Loud").turn_on()', original, "make it noisy")
    assert tells('find("Settings").tap()\nfind("Save").tap()', original, "")


def test_what_is_tapped_under_a_condition_stays_under_it() -> None:
    script = 'if main.film("Tram").exists:\n    prefs.theme.choose("Dark")'
    ways = list(rewritten(script, DOC, without("prefs.theme")))
    assert all(line.startswith("    ") for way in ways for line in way.splitlines()[1:])
    assert any('    find("Dark").tap()' in way for way in ways)


def test_two_names_in_a_line_are_not_torn_apart() -> None:
    script = 'prefs.loud.turn_on() if main.film("Tram").exists else prefs.loud.turn_off()'
    assert list(rewritten(script, DOC, without("prefs.loud"))) == []


def test_part_of_a_word_is_not_told() -> None:
    assert not tells('find("Art").tap()', "", "start the day")
    assert tells('find("Say \\"hi\\"").tap()', "", 'tap say "hi"')


@pytest.mark.parametrize("seed", range(60))
def test_the_dialog_of_a_control_that_was_never_met_is_not_known(seed: int) -> None:
    less = partial_doc(DOC, random.Random(seed))
    served = [screen.serves.split(".") for screen in less.screens if screen.serves]
    assert all(less.screen(screen).element(element) is not None for screen, element in served)  # type: ignore[union-attr]
