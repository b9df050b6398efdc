"""What rows of the lists of a run are called: read, passed by, and what of a title isn't kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apidocs.doc import AppDoc
from interpreter.calls.errors import CallFailed
from interpreter.find.shown_rows import own_app, titles_of
from phones.hiding import placeholder
from sessions.titles import Listed
from tests.interpreter.pocket_phone import PocketPhone, pocket_doc
from tests.interpreter.pocket_run import QUICK, Run


def main_of(run: Run) -> list[Listed]:
    return [one for one in run.host.listed() if one.name == "main.notes"]


def test_a_list_that_was_read_has_all_its_titles() -> None:
    run = Run()
    run.rows()
    whole = [one for one in main_of(run) if one.whole]
    assert [one.titles for one in whole] == [tuple(run.phone.notes)]
    assert whole[0].app == run.host.front.doc.package


def test_an_empty_list_that_was_read_says_that_it_has_none() -> None:
    run = Run(PocketPhone([]))
    run.rows()
    assert Listed(run.host.front.doc.package, "main.notes", (), True) in run.host.listed()


def test_a_list_that_was_passed_by_has_what_stood_in_view() -> None:
    run = Run()
    run("tap", "main.new_note")
    (seen,) = main_of(run)
    assert not seen.whole and 1 < len(seen.titles) < len(run.phone.notes)
    assert seen.titles == tuple(run.phone.notes[: len(seen.titles)])


def test_a_list_that_could_not_be_read_to_its_end_isnt_whole() -> None:
    run = Run(limits=replace(QUICK, rows=12))
    with pytest.raises(CallFailed):
        run.rows()
    assert not any(one.whole for one in run.host.listed())


def test_where_nothing_was_looked_at_there_is_nothing() -> None:
    assert Run().host.listed() == []


def test_a_stored_secret_is_no_title() -> None:
    run = Run(PocketPhone(["Milk", "Xylophon-4711"]), secrets={"code": "Xylophon-4711"})
    run.rows()
    assert main_of(run) and all("Xylophon" not in repr(one) and "secret" not in repr(one) for one in main_of(run))
    assert all("Milk" in one.titles for one in main_of(run))


@given(st.lists(st.sampled_from(["Milk", "10:00 AM", "Thu, Mar 5", "7", "", "…", f"Pay {placeholder('code')}", "Ann"])))
def test_only_what_names_a_thing_is_a_title_and_each_once(said: list[str]) -> None:
    found = titles_of(said)
    assert set(found) == set(said) & {"Milk", "Ann"} and len(found) == len(set(found))


def test_a_list_of_another_app_that_was_opened_from_it_is_not_its_own() -> None:
    doc: AppDoc = pocket_doc()
    foreign = doc.screens[0].model_copy(update={"name": "sheet", "package": "com.android.intentresolver"})
    both = doc.model_copy(update={"screens": [*doc.screens, foreign]})
    assert own_app(both, doc.screens[0].name) == doc.package
    assert own_app(both, "sheet") == "" and own_app(both, "none") == ""
