"""One doc out of two, for tasks over two apps."""

import pytest

from apidocs.doc import AppDoc, Screen, Transition
from apidocs.doc.paths import home_of, route
from apidocs.doc.script_names import uses
from apidocs.doc.stubs import render_stubs
from apidocs.doc.table import api_names, problems
from apidocs.retrieve.merging import merge_docs
from apidocs.samples.bank import make_samples
from ground.errors import DocError


@pytest.fixture
def merged(notes_doc: AppDoc, clock_doc: AppDoc) -> AppDoc:
    for doc in (notes_doc, clock_doc):
        doc.samples = make_samples(doc)
    return merge_docs([notes_doc, clock_doc])


def test_screens_are_called_by_their_app(merged: AppDoc) -> None:
    names = {s.name: s.package for s in merged.screens}
    assert names["pocket_notes_main"] == "org.example.notes"
    assert names["clock_alarms"] == "org.example.clock"
    assert problems(merged) == []
    assert merged.label == "Pocket Notes and Clock"
    assert "another app" not in render_stubs(merged)


def test_every_sample_is_rewritten_and_holds(merged: AppDoc, notes_doc: AppDoc, clock_doc: AppDoc) -> None:
    table = api_names(merged)
    for sample in merged.samples:
        assert uses(sample.script, table).unknown == []
    tasks = {s.task for s in merged.samples}
    assert {s.task for s in (*notes_doc.samples, *clock_doc.samples)} <= tasks
    assert any("pocket_notes_main.note(" in s.script for s in merged.samples)


def test_some_samples_go_from_one_app_to_the_other(merged: AppDoc) -> None:
    crossing = [
        s
        for s in merged.samples
        if {"pocket_notes", "clock"} <= {w for w in ("pocket_notes", "clock") if f"{w}_" in s.script}
    ]
    assert crossing
    assert crossing[0].script.splitlines()[0].endswith(".text")


def test_each_screen_knows_which_app_to_launch(merged: AppDoc) -> None:
    assert merged.package == "org.example.notes"
    assert home_of(merged, "pocket_notes_settings") == ("org.example.notes", "pocket_notes_main")
    assert home_of(merged, "clock_timer") == ("org.example.clock", "clock_alarms")
    assert route(merged, "pocket_notes_main", "clock_timer") is None
    assert [t.target for t in merged.transitions if t.action == "launch"] == ["pocket_notes_main", "clock_alarms"]


def test_a_prompt_belongs_to_the_app_it_is_opened_from(notes_doc: AppDoc, clock_doc: AppDoc) -> None:
    clock_doc.screens.append(Screen(name="permission", kind="dialog", package="org.example.permissions"))
    clock_doc.transitions.append(Transition(source="timer", element="start", action="tap", target="permission"))
    assert home_of(merge_docs([notes_doc, clock_doc]), "clock_permission") == ("org.example.clock", "clock_alarms")
    assert home_of(clock_doc, "permission") == ("org.example.clock", "alarms")


def test_apps_of_one_name_get_different_ones(notes_doc: AppDoc) -> None:
    other = notes_doc.model_copy(update={"package": "org.example.jotter"}, deep=True)
    names = [s.name for s in merge_docs([notes_doc, other]).screens]
    assert "pocket_notes2_main" in names
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("label", ["Заметки", "2048", ""])
def test_labels_that_are_no_names_are_replaced(notes_doc: AppDoc, clock_doc: AppDoc, label: str) -> None:
    notes_doc.label = label
    assert problems(merge_docs([notes_doc, clock_doc])) == []


def test_one_comes_back_and_none_or_the_same_twice_is_refused(notes_doc: AppDoc) -> None:
    assert merge_docs([notes_doc]) is notes_doc
    with pytest.raises(DocError, match="no doc to merge"):
        merge_docs([])
    with pytest.raises(DocError, match=r"org\.example\.notes can't be merged with itself"):
        merge_docs([notes_doc, notes_doc])


def test_a_screen_of_one_app_that_another_came_by_is_known_from_its_own_doc_alone(
    notes_doc: AppDoc, clock_doc: AppDoc
) -> None:
    notes_doc.screens.append(Screen(name="alarm", package=clock_doc.package))
    notes_doc.transitions.append(Transition(source="main", element="new_note", action="tap", target="alarm"))
    merged = merge_docs([notes_doc, clock_doc])
    assert "pocket_notes_alarm" not in {screen.name for screen in merged.screens}
    assert all("pocket_notes_alarm" not in (t.source, t.target) for t in merged.transitions)
    assert any(screen.name == "alarm" for screen in notes_doc.screens), "the doc itself is left as it is"
