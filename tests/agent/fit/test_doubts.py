"""What speaks against running a script for its task."""

from __future__ import annotations

import pytest

from agent.decide.deciding import GRAVE, UNHEARD
from agent.fit.doubts import doubts
from apidocs.doc import Effect, Kind, Screen, Transition
from tests.agent.small_docs import button, doc_of
from tests.interpreter.notes_app import NOTES_DOC as NOTES
from tests.interpreter.notes_app import element

REMOVE = element("remove", Kind.BUTTON, effect=Effect.DELETE)
HELD = Transition(source="main", element="notes", action="long_press", target="remove_note")
TIMER = Screen(
    name="timer", elements=[element("hours", Kind.INPUT), element("start", Kind.BUTTON, effect=Effect.COMMIT)]
)
NOTES_DOC = NOTES.model_copy(
    update={
        "screens": [*NOTES.screens, TIMER, Screen(name="remove_note", kind="dialog", elements=[REMOVE])],
        "transitions": [*NOTES.transitions, HELD],
    }
)
REMOVING = 'main.note("Milk").long_press()\nremove_note.remove.tap()'
DELETING = 'main.note("Milk").long_press()\nselection.delete.tap()\ndelete_note.yes.tap()'
DELETING_ALL = """for note in main.notes():
    if "draft" in note.title:
        note.long_press()
        selection.delete.tap()
        delete_note.yes.tap()"""
ADDING = 'create_note.title.set_text("Packing")\ncreate_note.title.set_text("socks")\ncreate_note.ok.tap()'
ADDING_EACH = """for day in ["Monday", "Tuesday"]:
    create_note.title.set_text(day)
    create_note.ok.tap()"""
PINNING_ALL = "for note in main.notes():\n    note.pinned.turn_on()"
DOUBTED = [
    ("what is left out", "pin all notes except the school run", PINNING_ALL, "except the school run"),
    ("left out by small words", "pin all notes except get up", PINNING_ALL, "except get up"),
    ("left out by but", "pin all notes but the school run", PINNING_ALL, "but the school run"),
    ("left out by besides", "pin every note besides the school run", PINNING_ALL, "besides the school run"),
    ("left out by bar", "pin all my notes bar the school run", PINNING_ALL, "bar the school run"),
    ("kept", "pin all notes, but keep the school run", PINNING_ALL, "keep the school run"),
    ("left as it is", "pin every note but leave the soup alone", PINNING_ALL, "leave the soup"),
    (
        "by what is the same for all",
        "pin all notes with Milk",
        "for note in main.notes():\n    if 'Milk' in editor.share_note.text:\n        note.pinned.turn_on()",
        "the same for all",
    ),
    ("what it is taken out of", "remove Lucy from the note Milk", DELETING, "takes something out of it"),
    ("wherever it is", "remove the note Milk from my favourites", DELETING, "out of 'my favourites'"),
    (
        "typed instead of taken out",
        "remove eggs from the note Groceries",
        'main.note("Groceries").open()\neditor.body.set_text("eggs")',
        "to be taken out",
    ),
    (
        "so already",
        "make sure the note Milk is archived",
        'main.note("Milk").long_press()\nselection.archive.tap()',
        "so already",
    ),
    (
        "by its time",
        "is there a note for tomorrow morning?",
        'finish("yes" if main.note("tomorrow morning").exists else "no")',
        "says when",
    ),
    ("the very one", "don't delete the note Milk, delete the note Bread", DELETING, "leaves out"),
    ("made anew", "add socks to my Packing note", ADDING, "is there"),
    ("several for one", "delete the draft about running", DELETING_ALL.replace("draft", "running"), "to several"),
    ("another unit", "start a 12 minute timer", 'timer.hours.set_text("12")\ntimer.start.tap()', "nothing of hours"),
    (
        "deleted for added",
        "add the note Milk to the list",
        'main.note("Milk").long_press()\nremove_note.remove.tap()',
        "delete something",
    ),
    (
        "only the verb fits",
        "rename the last photo",
        "settings.rename.tap()\nrename_note.rename_ok.tap()",
        "nothing that the task",
    ),
    ("switched and not deleted", "delete the note Milk", 'main.note("Milk").pinned.turn_off()', "no act of it does"),
    ("only opened", "add a note called Milk", "main.new_note.tap()\nfinish('Milk')", "changes nothing"),
    ("the old value", "change the theme from Dark to Light", 'settings.theme.choose("Dark")', "nothing about 'Light'"),
    ("the other way", "turn autosave off", "settings.autosave_notes.turn_on()", "the task says off"),
    (
        "the first row",
        "delete the note about running",
        "main.notes()[0].long_press()\nselection.delete.tap()",
        "by its place",
    ),
    ("every row", "pin the note about running", "for note in main.notes():\n    note.pinned.turn_on()", "every row"),
    ("a row that nobody named", "pin the note about running", 'main.note("Groceries").long_press()', "'Groceries'"),
    ("a switch nobody spoke of", "turn the volume down", 'settings.theme.choose("Dark")', '"theme"'),
    (
        "a question changes nothing",
        "are notes saved by themselves?",
        "settings.autosave_notes.turn_on()",
        "change a setting",
    ),
    (
        "a reported question neither",
        "show whether autosave notes is on",
        "settings.autosave_notes.turn_on()",
        "change a setting",
    ),
    (
        "what is forbidden isn't done",
        "write a message to Bob saying hello but don't send it yet",
        'compose.to.set_text("Bob")\ncompose.message.set_text("hello")\ncompose.send.tap()',
        "send something",
    ),
    ("nobody is deleted for a look", "open the note Milk", DELETING, "delete"),
    (
        "a name is forgotten",
        "write to Lucy that Bob is late",
        'compose.to.set_text("Bob")\ncompose.send.tap()',
        "'Lucy'",
    ),
    (
        "what is spared is forgotten",
        "pin all notes, but don't touch Milk",
        "for note in main.notes():\n    note.pinned.turn_on()",
        "'Milk'",
    ),
    (
        "nothing is compared",
        "are there more than five notes?",
        'finish("yes" if main.note("5").exists else "no")',
        "compares nothing",
    ),
    ("a number is forgotten", "make the font 125 percent", 'settings.font_size.choose("75%")', "'125'"),
    (
        "one value, two fields",
        "write to Bob",
        'compose.to.set_text("Bob")\ncompose.message.set_text("Bob")\ncompose.send.tap()',
        "says it once",
    ),
    (
        "nothing of the task is touched",
        "what's the weather tomorrow?",
        "finish(main.search.text)",
        "nothing that the task",
    ),
    (
        "only opened where it is switched",
        "switch on renaming and add a note called Milk",
        'settings.rename.tap()\ncreate_note.title.set_text("Milk")\ncreate_note.ok.tap()',
        "only opens where",
    ),
    ("praise orders nothing", "thanks, you're great", "settings.autosave_notes.turn_on()", "says nothing of"),
    (
        "which one, and not what",
        "no, I meant Tuesday at 8",
        'create_note.title.set_text("8")\ncreate_note.ok.tap()',
        "only say which",
    ),
]


@pytest.mark.parametrize(("task", "script", "said"), [d[1:] for d in DOUBTED], ids=[d[0] for d in DOUBTED])
def test_what_the_task_doesnt_speak_of_is_doubted(task: str, script: str, said: str) -> None:
    assert any(said in str(doubt) for doubt in doubts(script, task, NOTES_DOC)), [
        *map(str, doubts(script, task, NOTES_DOC))
    ]


UNORDERED = [
    ("thanks, you're great", "settings.autosave_notes.turn_on()"),
    ("no, Tuesday", 'create_note.title.set_text("Tuesday")\ncreate_note.ok.tap()'),
    ("timer 90 secs", 'timer.hours.set_text("90")\ntimer.start.tap()'),
]


@pytest.mark.parametrize(("task", "script"), UNORDERED)
def test_what_the_person_lets_run_or_the_score_where_it_is_sure(task: str, script: str) -> None:
    assert not (GRAVE | UNHEARD).isdisjoint(doubt.kind for doubt in doubts(script, task, NOTES_DOC))


FINE = [
    ("delete the note Milk, not the note Bread", DELETING),
    ("remove the note Milk from my notes", DELETING),
    ("archive the note Milk", 'main.note("Milk").long_press()\nselection.archive.tap()'),
    ("make sure Milk is pinned", 'main.note("Milk").pinned.turn_on()'),
    ("is there a note called Tomorrow?", 'finish("yes" if main.note("Tomorrow").exists else "no")'),
    ("remove the note Milk from here", DELETING),
    ("I don't want to lose the note Milk, pin it", 'main.note("Milk").pinned.turn_on()'),
    ("pin all notes but don't delete any of the drafts", PINNING_ALL),
    (
        "pin all notes except the school run",
        PINNING_ALL.replace(":\n ", ":\n    if 'school run' not in note.title.lower():\n    "),
    ),
    (
        "pin all notes but the school run",
        PINNING_ALL.replace(":\n ", ":\n    if 'school run' not in note.title.lower():\n    "),
    ),
    ("can we turn off autosave?", "settings.autosave_notes.turn_off()"),
    ("don't forget to turn off autosave", "settings.autosave_notes.turn_off()"),
    (
        "turn off autosave and turn on start week on Sunday",
        "settings.autosave_notes.turn_off()\nsettings.start_week_on_sunday.turn_on()",
    ),
    ("remind me to write to Bob", 'create_note.title.set_text("write to Bob")\ncreate_note.ok.tap()'),
    ("a note for Tuesday at 8", 'create_note.title.set_text("Tuesday at 8")\ncreate_note.ok.tap()'),
    ("delete all notes with draft in the title", DELETING_ALL),
    ("get rid of the note Milk", DELETING),
    ("move the note Milk to the bin", DELETING),
    ("add a note called Groceries", 'create_note.title.set_text("Groceries")\ncreate_note.ok.tap()'),
    ("pin all notes", "for note in main.notes():\n    note.pinned.turn_on()"),
    ("pin the note Groceries, and don't touch Milk", 'main.note("Groceries").pinned.turn_on()'),
    ("take the pinned mark off Milk", 'main.note("Milk").pinned.turn_off()'),
    ("are there more than five notes?", 'finish("yes" if len(main.notes()) > 5 else "no")'),
    ("is there a note called Before 8?", 'finish("yes" if main.note("Before 8").exists else "no")'),
    ("pin the last note", "main.notes()[-1].pinned.turn_on()"),
    ("change the theme from Light to Dark", 'settings.theme.choose("Dark")'),
    ("make it dark", 'settings.theme.choose("Dark")'),
    ("the week should begin on sunday", "settings.start_week_on_sunday.turn_on()"),
    ("don't autosave my notes", "settings.autosave_notes.turn_off()"),
    ("is autosave on?", 'finish("yes" if settings.autosave_notes.is_on else "no")'),
    ("text Bob hello", 'compose.to.set_text("Bob")\ncompose.message.set_text("hello")\ncompose.send.tap()'),
    ("make the font 125 percent", 'settings.font_size.choose("125%")'),
    ("add notes for Monday and Tuesday", ADDING_EACH),
]


@pytest.mark.parametrize(("task", "script"), FINE, ids=[task for task, _ in FINE])
def test_a_script_for_its_task_is_not_doubted(task: str, script: str) -> None:
    assert [*map(str, doubts(script, task, NOTES_DOC))] == []


def test_a_text_that_is_no_python_has_no_doubts() -> None:
    assert doubts("this is (", "do it", NOTES_DOC) == []


BESIDES = [
    ("turn on autosave notes", "settings.autosave_notes.turn_on()\nsettings.theme.choose('Dark')", True),
    (
        "archive the note Milk",
        "main.note('Milk').long_press()\nselection.archive.tap()\nsettings.theme.choose('Dark')",
        True,
    ),
    (
        "turn on autosave notes and make it dark",
        "settings.autosave_notes.turn_on()\nsettings.theme.choose('Dark')",
        False,
    ),
    ("make the notes easier on the eyes", "settings.theme.choose('Dark')", False),
]


@pytest.mark.parametrize(("task", "script", "besides"), BESIDES, ids=[b[0] for b in BESIDES])
def test_a_change_more_than_was_ordered_is_told_apart_from_other_words_for_one(
    task: str, script: str, besides: bool
) -> None:
    assert any(doubt.kind == "one_too_many" for doubt in doubts(script, task, NOTES_DOC)) is besides


MAIL = doc_of(
    Screen(name="inbox", elements=[button("mark_all_as_read", Effect.COMMIT)]),
    Screen(name="message", elements=[button("star", Effect.COMMIT)]),
)


@pytest.mark.parametrize(
    ("task", "script", "doubted"),
    [
        ("mark everything as read", "message.star.tap()", True),
        ("mark everything as read", "inbox.mark_all_as_read.tap()", False),
        ("mark it as a favourite", "message.star.tap()", False),
        ("mark it as done", "message.star.tap()", False),  # what "done" is called there nobody knows
    ],
)
def test_what_is_to_be_marked_is_marked_so_where_the_app_can(task: str, script: str, doubted: bool) -> None:
    assert ("another_mark" in [doubt.kind for doubt in doubts(script, task, MAIL)]) is doubted


@pytest.mark.parametrize(
    ("task", "option", "held"),
    [
        ("put it at eight in the morning", "AM", False),
        ("put it at 8 tonight", "PM", False),
        ("put it at 8pm", "p.m.", False),
        ("put it at eight in the morning", "PM", True),
        ("put it at eight", "Large", True),
    ],
)
def test_the_half_of_the_day_is_said_with_the_time(task: str, option: str, held: bool) -> None:
    found = {str(doubt) for doubt in doubts(f'settings.font_size.choose("{option}")', task, NOTES_DOC)}
    assert any('says nothing of "font size"' in doubt for doubt in found) is held, found


def test_things_are_named_as_words_and_not_as_code() -> None:
    found = [
        doubt.what
        for doubt in doubts("for note in main.notes():\n    note.pinned.turn_off()", "pin on the note Milk", NOTES_DOC)
    ]
    assert found and not any("main." in what or "_" in what or "(" in what for what in found)


@pytest.mark.parametrize(
    ("task", "script", "grave"),
    [
        ("text Ann happy birthday", 'create_note.title.set_text("happy birthday")\ncreate_note.ok.tap()', True),
        ("get rid of the note Milk", 'main.note("Milk").open()', True),
        ("cancel the note Milk", "settings.rename.tap()\ncreate_note.cancel.tap()", False),
        ("order the notes by date", 'settings.theme.choose("Dark")', False),
        ("add a note, call it Bob", 'create_note.title.set_text("Bob")\ncreate_note.ok.tap()', False),
    ],
)
def test_what_is_to_be_sent_or_deleted_and_is_not_waits_for_the_person(task: str, script: str, grave: bool) -> None:
    assert ("another_deed" in {doubt.kind for doubt in doubts(script, task, NOTES_DOC)} & GRAVE) is grave
