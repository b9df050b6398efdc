"""Samples of a form that goes on to a second step: both are gone through and saved, and none begins in the middle."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Effect, Element, Kind, Screen
from apidocs.samples.bank import make_samples
from interpreter.check.checking import check
from tests.apidocs.conftest import B, C, N, element, go


def stepped(*ends: Element) -> AppDoc:
    main = Screen(name="main", elements=[element("new_thing", B, "New thing")])
    first = Screen(
        name="new_thing", title="New thing", elements=[element("title", N, "Title"), element("next", B, "Next")]
    )
    second = [element("note", N, "Note"), element("size", C, "Size", options=["Small", "Large"]), *ends]
    return AppDoc(
        package="org.example.things",
        label="Things",
        start="main",
        screens=[main, first, Screen(name="new_thing_next", elements=second)],
        transitions=[
            go("main", "", "main", "launch"),
            go("main", "new_thing", "new_thing"),
            go("new_thing", "next", "new_thing_next"),
        ],
    )


@pytest.fixture
def whole() -> AppDoc:
    return stepped(element("save", B, "Save", Effect.COMMIT))


def test_both_steps_are_filled_in_and_saved(whole: AppDoc) -> None:
    scripts = [sample.script for sample in make_samples(whole) if "new_thing" in sample.script]
    assert any("new_thing_next.size.choose" in script for script in scripts)
    assert any("new_thing_next.note.set_text" in script for script in scripts)
    for script in scripts:
        lines = [line.strip() for line in script.splitlines()]
        assert lines.index("new_thing.next.tap()") > next(
            at for at, line in enumerate(lines) if line.startswith("new_thing.title.set_text(")
        )
        assert lines[-1] == "new_thing_next.save.tap()"
        assert not check(script, whole).errors


def test_where_nothing_is_known_to_keep_it_no_sample_fills_it_in() -> None:
    doc = stepped(element("put_it_there", B, "Put it there"))
    assert not [sample.script for sample in make_samples(doc) if "new_thing" in sample.script]


def test_a_page_with_a_field_that_saves_and_leads_on_has_one_step() -> None:
    doc = stepped()
    form = doc.screens[1]
    form.elements.append(Element(name="save", kind=Kind.BUTTON, label="Save", effect=Effect.COMMIT))
    scripts = [sample.script for sample in make_samples(doc)]
    assert any(script.endswith("new_thing.save.tap()") for script in scripts)
