"""What a person does on the demo phone becomes a script in the doc's names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from agent.teach.watching import Watch
from apidocs.doc import AppDoc
from apidocs.make.screen_doc import doc_of_screen
from phones.android import AndroidPhone, open_phone
from phones.touches import open_fingers
from tests.agent.teach.person import Means, Person, begun, never, shown

if TYPE_CHECKING:
    from demophone.phone import DemoPhoneThread
    from tests.conftest import AdbServer

NOTES, SETTINGS = "app.demo.notes", "app.demo.settings"
Does = Callable[[Person], None]


@pytest.fixture
def notes() -> AppDoc:
    data = Path(__file__).parents[2] / "ui" / "data" / f"{NOTES}.json"
    return AppDoc.model_validate_json(data.read_text("utf-8"))


@pytest.fixture
def phone(demo_phone: DemoPhoneThread) -> Iterator[AndroidPhone]:
    with open_phone(demo_phone.serial) as opened:
        yield opened


def adds_a_note(person: Person) -> None:
    person.tap("fab")
    person.tap("Text note")
    person.tap("#0")
    person.type("Milk")
    person.tap("Save")


def sets_two_things(person: Person) -> None:
    person.tap("More options")
    person.tap("Settings")
    person.tap("Theme")
    person.tap("Dark")
    person.tap("Show word count")


def changes_its_mind(person: Person) -> None:
    person.tap("More options")
    person.tap("Settings")
    person.tap("Monospaced font")
    person.tap("Monospaced font")
    person.tap("Theme")
    person.tap("Cancel")
    person.tap("Show word count")


def deletes_a_note(person: Person) -> None:
    person.hold("Groceries")
    person.tap("Delete")
    person.tap("button1")


def starts_a_checklist(person: Person) -> None:
    person.tap("fab")
    person.tap("Checklist")
    person.tap("#0")
    person.type("Trip")
    person.tap("Save")


def edits_a_note(person: Person) -> None:
    person.tap("Groceries")
    person.tap("#0")
    person.type("Food", instead=9)
    person.tap("Save")


def looks_into_another_first(person: Person) -> None:
    person.tap("Groceries")
    person.tap("Navigate up")
    person.tap("Running log")
    person.tap("#0")
    person.type("Log", instead=11)
    person.tap("Save")


def looks_around(person: Person) -> None:
    person.swipe((540, 1800), (540, 700))
    person.tap("More options")
    person.tap("Bin")


@pytest.mark.parametrize(
    ("does", "script", "undo"),
    [
        (adds_a_note, 'new_note.title.set_text("Milk")\nnew_note.save.tap()\n', ""),
        (
            sets_two_things,
            'settings.theme.choose("Dark")\nsettings.show_word_count.turn_on()\n',
            'settings.show_word_count.turn_off()\nsettings.theme.choose("System default")\n',
        ),
        (changes_its_mind, "settings.show_word_count.turn_on()\n", "settings.show_word_count.turn_off()\n"),
        (deletes_a_note, 'main.note("Groceries").long_press()\nselection.delete.tap()\nfind("Delete").tap()\n', ""),
        (starts_a_checklist, 'checklist.title.set_text("Trip")\nchecklist.save.tap()\n', ""),
        (
            edits_a_note,
            'main.note("Groceries").open()\nedit_note.title.set_text("Food")\nedit_note.save.tap()\n',
            "",
        ),
        (
            looks_into_another_first,
            'main.note("Running log").open()\nedit_note.title.set_text("Log")\nedit_note.save.tap()\n',
            "",
        ),
        (looks_around, "bin.open()\n", ""),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_what_a_finger_does_is_read(
    demo_phone: DemoPhoneThread,
    adb_server: AdbServer,
    phone: AndroidPhone,
    notes: AppDoc,
    does: Does,
    script: str,
    undo: str,
) -> None:
    with open_fingers(demo_phone.serial) as fingers:
        watch = begun(phone, NOTES, Watch(phone, fingers))
        does(Person(demo_phone, adb_server, watch))
        found = shown(watch, notes, never)
    assert (found.script, found.undo, found.problems) == (script, undo, [])
    assert not found.report.errors


@pytest.mark.parametrize(
    ("does", "script"),
    [
        (adds_a_note, 'new_note.title.set_text("Milk")\nnew_note.save.tap()\n'),
        (sets_two_things, 'settings.theme.choose("Dark")\nsettings.show_word_count.turn_on()\n'),
    ],
)
def test_without_touches_it_is_read_off_the_screens(
    demo_phone: DemoPhoneThread, adb_server: AdbServer, phone: AndroidPhone, notes: AppDoc, does: Does, script: str
) -> None:
    watch = begun(phone, NOTES, Watch(phone))
    does(Person(demo_phone, adb_server, watch, "adb"))
    assert shown(watch, notes, never).script == script


def test_where_the_screens_leave_it_open_one_is_asked(
    demo_phone: DemoPhoneThread, adb_server: AdbServer, phone: AndroidPhone, notes: AppDoc
) -> None:
    watch = begun(phone, NOTES, Watch(phone))
    deletes_a_note(Person(demo_phone, adb_server, watch, "adb"))
    asked: list[tuple[str, Sequence[str]]] = []

    def answer(question: str, options: Sequence[str]) -> str:
        asked.append((question, options))
        return '"Delete"'

    found = shown(watch, notes, answer)
    assert found.script.endswith('selection.delete.tap()\nfind("Delete").tap()\n')
    [(question, options)] = asked  # which note, and that Delete was touched, the selection and the dialog tell
    assert "Delete note?" in question and options == ['"Cancel"', '"Delete"', "the back key", "something else"]
    assert "What was it?" in " ".join(shown(watch, notes).problems), "where nobody can be asked, it is a problem"


@pytest.mark.parametrize("means", ["finger", "adb"])
def test_a_password_is_never_read(
    demo_phone: DemoPhoneThread, adb_server: AdbServer, phone: AndroidPhone, means: Means
) -> None:
    with open_fingers(demo_phone.serial) as fingers:
        watch = begun(phone, SETTINGS, Watch(phone))
        person = Person(demo_phone, adb_server, watch, "adb")
        person.tap("Network & internet")
        person.tap("Wi‑Fi")
        watch = Watch(phone, fingers if means == "finger" else None)
        watch.begin()
        person = Person(demo_phone, adb_server, watch, means)
        doc = doc_of_screen(phone.settle(), SETTINGS, "Settings")
        person.tap("Neighbours-24")  # its field has the focus
        person.type("hunter22")
        person.tap("Connect")
    found = shown(watch, doc, lambda question, options: next(o for o in options if o in ('"Connect"', "Neighbours-24")))
    assert 'set_text(secret("password"))' in found.script and found.secrets == ["password"]
    assert "hunter22" not in f"{found}"


def test_what_no_words_tell_is_said_and_left_out(
    demo_phone: DemoPhoneThread, adb_server: AdbServer, phone: AndroidPhone, notes: AppDoc
) -> None:
    """The doc doesn't know the button that opens a new note; nothing on it says what it is."""
    lacking = notes.model_copy(deep=True)
    for screen in lacking.screens:
        screen.elements = [e for e in screen.elements if e.name != "new_note"]
    with open_fingers(demo_phone.serial) as fingers:
        watch = begun(phone, NOTES, Watch(phone, fingers))
        person = Person(demo_phone, adb_server, watch)
        person.tap("fab")
        person.tap("Text note")
    [problem] = shown(watch, lacking).problems
    assert "doesn't know" in problem and "thumbwright apps learn app.demo.notes" in problem


def test_what_is_picked_in_a_dialog_that_closes_is_no_switch(
    demo_phone: DemoPhoneThread, adb_server: AdbServer, phone: AndroidPhone, notes: AppDoc
) -> None:
    """Its rows can be checked, but none of them shows anything any more: a switch could never be proved."""
    dialog = "new_note_dialog"
    lacking = notes.model_copy(deep=True)
    lacking.screens = [screen for screen in lacking.screens if screen.name != dialog]
    lacking.transitions = [t for t in lacking.transitions if dialog not in (t.source, t.target)]
    with open_fingers(demo_phone.serial) as fingers:
        watch = begun(phone, NOTES, Watch(phone, fingers))
        adds_a_note(Person(demo_phone, adb_server, watch))
    found = shown(watch, lacking)
    assert 'find("Text note").tap()' in found.script.splitlines()
    assert any('"Text note" on the dialog "New note" isn\'t in the doc' in said for said in found.unknown)


def test_another_app_in_between_is_said(
    demo_phone: DemoPhoneThread, adb_server: AdbServer, phone: AndroidPhone, notes: AppDoc
) -> None:
    with open_fingers(demo_phone.serial) as fingers:
        watch = begun(phone, NOTES, Watch(phone, fingers))
        person = Person(demo_phone, adb_server, watch)
        person.tap("More options")
        person.tap("Settings")
        person.tap("Show word count")
        demo_phone.call(lambda: demo_phone.device.start("app.demo.clock"))
        watch.look()
        person.tap("Timer")
    found = shown(watch, notes)
    assert found.script == "settings.show_word_count.turn_on()\n"
    assert found.problems == ["In between you were in app.demo.clock, another app: what is taught is of Notes alone."]


def test_what_is_typed_as_soon_as_a_field_is_touched_isnt_lost(
    demo_phone: DemoPhoneThread, adb_server: AdbServer, phone: AndroidPhone, notes: AppDoc
) -> None:
    with open_fingers(demo_phone.serial) as fingers:
        watch = begun(phone, NOTES, Watch(phone, fingers))
        person = Person(demo_phone, adb_server, watch)
        person.tap("fab")
        person.tap("Text note")
        person.type_at_once("#0", "Milk")
        person.tap("Save")
    assert shown(watch, notes, never).script == 'new_note.title.set_text("Milk")\nnew_note.save.tap()\n'


def test_who_is_faster_than_the_screen_can_be_read_is_told(
    demo_phone: DemoPhoneThread,
    adb_server: AdbServer,
    phone: AndroidPhone,
    notes: AppDoc,
    eventually: Callable[..., None],
) -> None:
    with open_fingers(demo_phone.serial) as fingers:
        watch = begun(phone, NOTES, Watch(phone, fingers))
        person = Person(demo_phone, adb_server, watch)
        demo_phone.finger(*person.place("fab"))
        demo_phone.finger(*person.place("Text note"))
        eventually(lambda: not fingers.holding)
        watch.look()
        watch.look()
    assert "a little slower" in " ".join(shown(watch, notes).problems)
