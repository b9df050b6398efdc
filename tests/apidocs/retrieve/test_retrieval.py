"""The part of a doc that a task needs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apidocs.doc import AppDoc, Element, Kind, Screen
from apidocs.doc.script_names import uses
from apidocs.doc.stubs import render_stubs
from apidocs.doc.table import api_names, problems
from apidocs.retrieve.retrieval import select
from apidocs.samples.bank import make_samples
from ground.errors import DocError
from phones.locating import Locator


def count(text: str) -> int:
    return len(text) // 4


def cost(doc: AppDoc) -> int:
    return count(render_stubs(doc)) + sum(count(s.task) + count(s.script) for s in doc.samples)


def test_the_whole_is_taken_where_it_fits(notes_doc: AppDoc) -> None:
    assert select(notes_doc, "anything", 5000, count) is notes_doc


TASKS = [
    ("disable autosaving of notes", {"settings"}),
    ("change the font size to 125%", {"settings"}),
    ("sort by date created", {"sort_dialog"}),
    ("rename a note", {"selection", "rename_note"}),
    ("delete the note Milk", {"main", "confirm_delete"}),
]


@pytest.mark.parametrize(("task", "needed"), TASKS, ids=[t for t, _ in TASKS])
def test_what_the_words_lead_to_is_kept_within_the_budget(notes_doc: AppDoc, task: str, needed: set[str]) -> None:
    notes_doc.samples = make_samples(notes_doc)
    part = select(notes_doc, task, 420, count)
    assert cost(part) <= 420
    assert needed <= {s.name for s in part.screens}
    assert len(part.screens) < len(notes_doc.screens)
    assert problems(part) == []
    assert part.samples
    assert all(not uses(s.script, api_names(part)).unknown for s in part.samples)
    assert all(uses(s.script, api_names(notes_doc)).screens <= {x.name for x in part.screens} for s in part.samples)


def test_samples_near_the_task_come_before_others(notes_doc: AppDoc) -> None:
    notes_doc.samples = make_samples(notes_doc, limit=100)
    part = select(notes_doc, "export everything", 300, count)
    assert any("export" in s.script for s in part.samples)


def test_a_screen_over_the_budget_is_cut_to_what_matches(settings_doc: AppDoc) -> None:
    extra = [
        Element(name=f"option_{n}", kind=Kind.TOGGLE, label=f"Feature number {n}", locator=Locator())
        for n in range(300)
    ]
    settings_doc.screens[1].elements[0:0] = extra
    part = select(settings_doc, "turn on the dark theme", 300, count)
    display = part.screen("display")
    assert display is not None
    assert display.element("dark_theme") is not None
    assert len(display.elements) <= 24
    assert cost(part) <= 300


def test_words_that_stand_nowhere_keep_what_is_near_the_start(notes_doc: AppDoc) -> None:
    part = select(notes_doc, "xyzzy", 300, count)
    assert part.start == "main"
    assert part.screen("main") is not None


def test_a_budget_too_small_for_anything_is_said(notes_doc: AppDoc) -> None:
    with pytest.raises(DocError, match="A budget of 3 tokens is too small"):
        select(notes_doc, "sort", 3, count)


def test_a_doc_without_screens_fits_or_is_said() -> None:
    empty = AppDoc(package="p", label="L", screens=[Screen(name="s")])
    assert select(empty, "x", 100, count) is empty


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_task_can_be_looked_up(task: str) -> None:
    screens = [
        Screen(name=f"s{n}", elements=[Element(name="go_on", kind=Kind.BUTTON, label="Go on there", locator=Locator())])
        for n in range(30)
    ]
    part = select(AppDoc(package="p", label="L", start="s0", screens=screens), task, 120, count)
    assert 0 < cost(part) <= 120
