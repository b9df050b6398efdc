"""Whole scripts on the demo phone, over adb and uiautomator's protocol, with a doc that was learned there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from apidocs.doc import AppDoc, Effect
from apidocs.explore.exploring import explore
from apidocs.make.building import build_doc
from apidocs.make.screen_doc import doc_of_screen
from ground.errors import DocError
from interpreter.consent.policy import Policy
from interpreter.run.runner import RunResult, run_script
from interpreter.sandbox.worker import Sandbox
from phones.android import AndroidPhone, open_phone
from tests.interpreter.pocket_run import Answers

if TYPE_CHECKING:
    from demophone.phone import DemoPhoneThread

pytestmark = pytest.mark.whole

NOTES = "app.demo.notes"
_LEARNED: list[AppDoc] = []


@pytest.fixture
def phone(demo_phone: DemoPhoneThread) -> Iterator[AndroidPhone]:
    with open_phone(demo_phone.serial) as opened:
        yield opened


@pytest.fixture
def notes(start_demo_phone: Callable[[], DemoPhoneThread]) -> AppDoc:
    """The doc of the notes app, learned once, on a phone of its own."""
    if not _LEARNED:
        with open_phone(start_demo_phone().serial) as phone:
            walk = explore(phone, NOTES, allow=frozenset(Effect) - {Effect.INSTALL, Effect.ACCOUNT, Effect.PAY})
            _LEARNED.append(build_doc(walk))
    return _LEARNED[0]


def run(script: str, doc: AppDoc, phone: AndroidPhone, person: Answers | None = None) -> RunResult:
    with Sandbox() as sandbox:
        return run_script(script, doc, phone, policy=Policy(), person=person, sandbox=sandbox)


def titles(demo: DemoPhoneThread) -> list[str]:
    stored = demo.device.app_state(NOTES)["notes"]
    assert isinstance(stored, list)
    return [note["title"] for note in stored if not note["deleted"]]


def test_settings_are_found_set_and_read_back(demo_phone: DemoPhoneThread, phone: AndroidPhone, notes: AppDoc) -> None:
    script = """settings.theme.choose("Dark")
settings.find("Autosave notes").turn_off()
settings.find("show word count").turn_on()
finish(settings.theme.value)
"""
    result = run(script, notes, phone)
    assert (result.status, result.answer, result.problem) == ("done", "Dark", None)
    settings = demo_phone.device.app_state(NOTES)["settings"]
    assert isinstance(settings, dict)
    assert (settings["theme"], settings["autosave"], settings["word_count"]) == ("Dark", False, True)


def test_every_row_that_matches_is_deleted_with_consent(
    demo_phone: DemoPhoneThread, phone: AndroidPhone, notes: AppDoc
) -> None:
    before = titles(demo_phone)
    script = """for note in main.notes():
    if "draft" in note.title.lower():
        note.long_press()
        selection.find("Delete").tap()
        find("Delete").tap()
finish("done")
"""
    person = Answers(consents=50)
    result = run(script, notes, phone, person)
    assert (result.status, result.problem) == ("done", None)
    assert titles(demo_phone) == [t for t in before if "draft" not in t.lower()]
    assert len(titles(demo_phone)) < len(before)
    assert person.asked and all(q.effect is Effect.DELETE for q in person.asked)


def test_without_consent_nothing_is_deleted(demo_phone: DemoPhoneThread, phone: AndroidPhone, notes: AppDoc) -> None:
    before = titles(demo_phone)
    result = run('main.notes()[0].long_press()\nselection.find("Delete").tap()\n', notes, phone, Answers(consents=0))
    assert result.status == "denied"
    assert titles(demo_phone) == before


def test_an_app_nobody_learned_is_used_by_what_its_screen_says(phone: AndroidPhone) -> None:
    phone.launch(NOTES)
    doc = doc_of_screen(phone.settle(), NOTES, "Notes")
    assert [s.name for s in doc.screens] == [doc.start]
    result = run('find("More options").tap()\nfind("About").tap()\nfinish(find("Licences").exists)', doc, phone)
    assert (result.status, result.answer, result.problem) == ("done", "True", None)


def test_a_screen_of_another_app_is_no_doc(phone: AndroidPhone) -> None:
    phone.launch(NOTES)
    with pytest.raises(DocError, match="isn't in front"):
        doc_of_screen(phone.settle(), "com.example.absent", "Absent")


@pytest.mark.parametrize(
    ("script", "questions"),
    [
        (
            'for note in main.notes():\n    if "draft" in note.title:\n        note.long_press()\n        selection.delete.tap()\n'
            '        find("Delete").tap()\n',
            ['Delete the note "draft agenda May"?'],
        ),
        (
            'main.note("Groceries").long_press()\nselection_menu.select_all.tap()\nselection.delete.tap()\n',
            ['Delete 14 notes: "Groceries", "Running log", "Trip to Lisbon", "Sprint retro", "Book club" and 9 more?'],
        ),
        (
            'main.note("Groceries").open()\nedit_note.note.set_text("Butter")\nedit_note.save.tap()\n',
            ['Save the note "Groceries", with: note (replaces 6 lines) = "Butter"?'],
        ),
    ],
    ids=["each of a loop, once for all rounds", "all that are selected", "what is replaced"],
)
def test_a_consent_names_what_it_is_about_and_the_app_s_own_question_is_the_same(
    phone: AndroidPhone, notes: AppDoc, script: str, questions: list[str]
) -> None:
    person = Answers(consents=50)
    result = run(script, notes, phone, person)
    assert (result.status, result.problem) == ("done", None)
    assert [q.what for q in person.asked] == questions


def test_what_the_phone_shows_proves_what_was_done(
    demo_phone: DemoPhoneThread, phone: AndroidPhone, notes: AppDoc
) -> None:
    script = """main.note("Groceries").open()
edit_note.note.append_text("Butter")
edit_note.save.tap()
main.note("Groceries").long_press()
selection.pin.tap()
main.folder.choose("Work")
finish(len(main.notes()))
"""
    result = run(script, notes, phone, Answers())
    assert (result.status, result.problem) == ("done", None)
    stored = demo_phone.device.app_state(NOTES)["notes"]
    assert isinstance(stored, list)
    groceries = next(note for note in stored if note["title"] == "Groceries")
    assert groceries["body"].splitlines()[-2:] == ["Olive oil", "Butter"]
    proofs = {c.op: o.proof for c, o in result.calls if o.proof is not None}
    assert {op: p.verdict for op, p in proofs.items()} == dict.fromkeys(
        ("append_text", "tap", "long_press", "choose"), "held"
    )
    pinned = next(o for c, o in result.calls if c.line == 5)
    assert pinned.within == 'note "Groceries"' and pinned.proof is not None and "Pinned" in pinned.proof.what
    assert [(m.text, m.says) for m in result.messages] == [("Note saved", "done")]
    assert [one.only for one in result.looked_through] == ["", "", "Work"]
    assert result.left_open == []


def test_a_question_that_is_left_open_is_told(demo_phone: DemoPhoneThread, phone: AndroidPhone, notes: AppDoc) -> None:
    before = titles(demo_phone)
    result = run('new_note.title.set_text("Half")\nback()\n', notes, phone, Answers())
    assert [one.title for one in result.left_open] == ["Discard changes? Your changes have not been saved."]
    assert titles(demo_phone) == before


CONTACTS = "app.demo.contacts"


def test_what_the_phone_asked_and_the_person_allowed_is_no_question_left_open(
    demo_phone: DemoPhoneThread, phone: AndroidPhone
) -> None:
    phone.launch(CONTACTS)
    doc = doc_of_screen(phone.settle(), CONTACTS, "Contacts")
    person = Answers(consents=50)
    result = run('find("Omar Farouk").tap()\nfind("Call").tap()', doc, phone, person)
    assert any("manage phone calls" in question.what for question in person.asked)
    made = demo_phone.device.app_state(CONTACTS)["calls"]
    assert isinstance(made, list) and [one["number"] for one in made] == ["+44 7700 900871"]
    proofs = [outcome.proof for _, outcome in result.calls if outcome.proof is not None]
    assert [proof.verdict for proof in proofs] == ["held"], proofs
