"""What nobody asked for goes from a script, and nothing else does."""

import pytest

from agent.wording import as_said
from apidocs.doc import Effect, Screen
from tests.agent.small_docs import button, choice, doc_of, field, tap
from tests.interpreter.notes_app import NOTES_DOC

CASES = [
    (
        "a text nobody asked for isn't typed",
        "open the note Groceries",
        'main.note("Groceries").open()\neditor.body.set_text("back at six")',
        'main.note("Groceries").open()\n',
    ),
    (
        "nor saved",
        "turn autosave on",
        'settings.autosave_notes.turn_on()\nrename_note.new_title.set_text("Harbour")\nrename_note.rename_ok.tap()\n',
        "settings.autosave_notes.turn_on()\n",
    ),
    (
        "a field is not emptied unasked",
        "send Milk to Bob",
        'compose.to.set_text("Bob")\ncompose.message.set_text("Milk")\nmain.search.set_text("")\ncompose.send.tap()\n',
        'compose.to.set_text("Bob")\ncompose.message.set_text("Milk")\ncompose.send.tap()\n',
    ),
    (
        "in a loop its place is kept",
        "go through all notes, then make the theme dark",
        'for note in main.notes():\n    editor.body.set_text("zzz")\nsettings.theme.choose("Dark")\n',
        'for note in main.notes():\n    pass\nsettings.theme.choose("Dark")\n',
    ),
]


@pytest.mark.parametrize(("task", "before", "after"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_unasked_lines_go_and_are_told(task: str, before: str, after: str) -> None:
    said = as_said(before, task, NOTES_DOC)
    assert said.script == after
    assert said.notes


def test_a_question_changes_nothing() -> None:
    script = 'main.note("Milk").long_press()\nselection.archive.tap()\nfinish(main.note("Milk").date)\n'
    said = as_said(script, "When was the note Milk written?", NOTES_DOC)
    assert said.script == 'finish(main.note("Milk").date)\n'
    assert as_said(script, "archive the note Milk and tell me its date", NOTES_DOC).script == script


def test_one_name_is_not_given_to_two_things() -> None:
    script = (
        'create_note.title.set_text("Milk")\ncreate_note.ok.tap()\n'
        'rename_note.new_title.set_text("Milk")\nrename_note.rename_ok.tap()\n'
    )
    said = as_said(script, "rename it to Milk", NOTES_DOC)
    assert said.script == 'rename_note.new_title.set_text("Milk")\nrename_note.rename_ok.tap()\n'


DIALER = doc_of(
    Screen(
        name="pad",
        elements=[
            button("help"),
            field("number"),
            button("add_person", Effect.COMMIT),
            button("dial", Effect.CALL),
            button("export"),
        ],
    ),
    Screen(name="help", elements=[button("questions")]),
    Screen(
        name="export_dialog",
        kind="dialog",
        elements=[field("file_name", "ok"), button("ok", Effect.COMMIT)],
    ),
    transitions=[
        tap("pad", "help", "help"),
        tap("pad", "export", "export_dialog"),
    ],
)
DIAL = 'pad.number.set_text("911")\npad.dial.tap()\n'


@pytest.mark.parametrize(
    ("task", "before", "after"),
    [
        ("call 911", f"pad.help.tap()\n{DIAL}", DIAL),
        ("look at the help, then call 911", f"pad.help.tap()\n{DIAL}", f"pad.help.tap()\n{DIAL}"),
        ("call 911", f"pad.help.tap()\nhelp.questions.tap()\n{DIAL}", f"pad.help.tap()\nhelp.questions.tap()\n{DIAL}"),
        ("call 911", f"pad.add_person.tap()\n{DIAL}", DIAL),
        ("add a person and call 911", f"pad.add_person.tap()\n{DIAL}", f"pad.add_person.tap()\n{DIAL}"),
        ("show what helps", "pad.help.tap()\n", "pad.help.tap()\n"),
        (
            "export all numbers",
            'pad.export.tap()\nexport_dialog.file_name.set_text("all_numbers")\nexport_dialog.ok.tap()\n',
            "pad.export.tap()\nexport_dialog.ok.tap()\n",
        ),
        (
            "export to all_numbers",
            'pad.export.tap()\nexport_dialog.file_name.set_text("all_numbers")\nexport_dialog.ok.tap()\n',
            'pad.export.tap()\nexport_dialog.file_name.set_text("all_numbers")\nexport_dialog.ok.tap()\n',
        ),
    ],
    ids=[
        "page left at once",
        "page asked for",
        "page gone through",
        "deed amid another",
        "deed asked for",
        "last line",
        "coined name",
        "coined by the person",
    ],
)
def test_pages_and_deeds_that_no_word_speaks_of(task: str, before: str, after: str) -> None:
    assert as_said(before, task, DIALER).script == after


SNOOZE = doc_of(
    Screen(name="settings", elements=[choice("snooze_time")]),
    Screen(name="alarm_time", kind="dialog", elements=[field("minutes", "ok"), button("ok", Effect.COMMIT)]),
)
CHOSEN, TYPED = 'settings.snooze_time.choose("5 minutes")\n', 'alarm_time.minutes.set_text("5")\nalarm_time.ok.tap()\n'


@pytest.mark.parametrize(
    ("task", "after"),
    [
        ("set the snooze time to 5 minutes", CHOSEN),
        ("set the snooze time to 5 minutes, and the alarm too", CHOSEN + TYPED),
        ("set the time to 5 minutes", CHOSEN + TYPED),
    ],
    ids=["only one is spoken of", "both are", "which isn't said"],
)
def test_a_value_goes_where_the_task_says_and_nowhere_else(task: str, after: str) -> None:
    assert as_said(CHOSEN + TYPED, task, SNOOZE).script == after
