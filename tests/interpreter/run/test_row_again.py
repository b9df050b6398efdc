"""What a script reads of a row after its own acts: what the row shows then, and nothing older."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Kind, Part
from interpreter.consent.policy import Policy
from interpreter.run.runner import RunResult, run_script
from interpreter.sandbox.worker import Sandbox
from phones.locating import Locator
from tests.interpreter.pocket_phone import Box, PocketPhone, View, button, pocket_doc, words
from tests.interpreter.pocket_run import QUICK, Answers


class CountingPhone(PocketPhone):
    """Its rows have a count, and a button that adds to it; so does opening one."""

    def __init__(self, notes: list[str]) -> None:
        super().__init__(notes)
        self.counts = dict.fromkeys(notes, 3)

    def add(self, text: str) -> None:
        self.counts[text] += 1

    def _note_row(self, text: str, box: Box) -> View:
        row = super()._note_row(text, box)
        _, top, _, bottom = box
        if bottom - top < 40:
            return row
        more = button("More", (520, top, 590, bottom), lambda: self.add(text), "plus")
        row.children += [words(str(self.counts.get(text, 1)), (300, top + 10, 360, bottom - 10), "count"), more]
        return row


def counting_doc() -> AppDoc:
    doc = pocket_doc()
    notes = doc.element("main", "notes")
    assert notes is not None and notes.item is not None
    notes.item.parts += [
        Part(name="count", kind=Kind.TEXT, locator=Locator(resource_id="count")),
        Part(name="plus", kind=Kind.BUTTON, locator=Locator(resource_id="plus")),
    ]
    return doc


@pytest.fixture
def phone() -> CountingPhone:
    return CountingPhone([f"note {n:02d}" for n in range(1, 26)])


def run(script: str, phone: PocketPhone) -> RunResult:
    with Sandbox() as sandbox:
        return run_script(
            script, counting_doc(), phone, sandbox=sandbox, policy=Policy(), person=Answers(), limits=QUICK
        )


READ = [
    ("its-part", 'a = main.note("note 03")\na.plus.tap()\nfinish(a.count)', "4"),
    ("in-a-loop", 'a = main.note("note 03")\nwhile int(a.count) < 6:\n    a.plus.tap()\nfinish(a.count)', "6"),
    (
        "among-all",
        'for x in main.notes():\n    if x.title == "note 03":\n        x.plus.tap()\n        finish(x.count)',
        "4",
    ),
    ("another-row", 'a, b = main.note("note 03"), main.note("note 04")\na.plus.tap()\nfinish(b.count)', "3"),
    (
        "two-rows",
        'a = main.note("note 03")\na.plus.tap()\nb = main.note("note 20")\nb.plus.tap()\nfinish(a.count + b.count)',
        "44",
    ),
    ("its-title", 'a = main.note("note 03")\na.plus.tap()\nfinish(a.title)', "note 03"),
    ("sorted", "a = main.notes()\na[0].plus.tap()\na.sort(key=lambda n: n.title)\nfinish(a[0].title)", "note 01"),
]


@pytest.mark.parametrize(("script", "answer"), [one[1:] for one in READ], ids=[one[0] for one in READ])
def test_a_row_says_what_it_shows_after_an_act_on_it(phone: CountingPhone, script: str, answer: str) -> None:
    result = run(script, phone)
    assert (result.status, result.answer, result.problem) == ("done", answer, None)


def test_rows_that_nothing_was_done_to_are_read_without_another_look(phone: CountingPhone) -> None:
    script = 'for x in main.notes():\n    if x.count == "9":\n        x.plus.tap()\n    print(x.count)'
    result = run(script, phone)
    assert [call.op for call, _ in result.calls] == ["rows"]


def test_a_row_that_cant_be_found_any_more_is_said_to_have_gone(phone: CountingPhone) -> None:
    def lose(text: str) -> None:
        phone.notes.remove(text)

    phone.add = lose  # type: ignore[method-assign]
    result = run('a = main.note("note 03")\na.plus.tap()\nfinish(a.count)', phone)
    assert (result.status, result.answer) == ("failed", "")
    assert result.problem is not None and "has gone" in result.problem.message


def test_what_a_deleted_row_said_is_what_it_said(phone: CountingPhone) -> None:
    script = (
        'a = main.note("note 03")\na.long_press()\nselection.delete.tap()\nconfirm_delete.ok.tap()\nfinish(a.count)'
    )
    result = run(script, phone)
    assert (result.status, result.answer, phone.deleted) == ("done", "3", ["note 03"])


def test_a_form_with_values_is_not_left_for_the_text_of_a_row(phone: CountingPhone) -> None:
    script = (
        'a = main.note("note 03")\na.plus.tap()\nmain.new_note.tap()\ncreate_note.title.set_text("copy")\n'
        'create_note.title.append_text("of " + a.count)\ncreate_note.ok.tap()\n'
    )
    result = run(script, phone)
    assert (result.status, phone.notes[0]) == ("done", "copy of 3")
