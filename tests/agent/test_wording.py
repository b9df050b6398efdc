"""Scripts held against the words of their task."""

import pytest

from agent.wording import as_said, misses_the_question
from apidocs.doc import AppDoc, Element, Item, Kind, Part, Screen
from phones.locating import Locator
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
    (
        "the option that the task says is chosen",
        "make the app dark",
        'settings.theme.choose("Light")',
        'settings.theme.choose("Dark")',
    ),
    (
        "a command to show is carried out",
        "keep autosaving my notes",
        "finish(settings.autosave_notes.is_on)",
        "settings.autosave_notes.turn_on()",
    ),
    (
        "a command to stop too",
        "stop saving my notes",
        'finish("yes" if settings.autosave_notes.is_on else "no")',
        "settings.autosave_notes.turn_off()",
    ),
    (
        "a name is not cut short",
        "rename the note Groceries to lunch with Elif",
        'rename_note.new_title.set_text("Lunch")\nrename_note.rename_ok.tap()\n',
        'rename_note.new_title.set_text("Lunch with Elif")\nrename_note.rename_ok.tap()\n',
    ),
    (
        "what the task opens first is opened",
        "open the note 'Tax', search for milk",
        'main.search.set_text("milk")\n',
        'main.note("Tax").open()\nmain.search.set_text("milk")\n',
    ),
    (
        "a page is looked at",
        "check more options",
        'finish("yes" if main.more_options.is_on else "no")',
        "main.more_options.tap()",
    ),
]
KEPT = [
    ("empty a field", "clear the search", 'main.search.set_text("")\n'),
    ("all of it is made up", "do it", 'main.search.set_text("back at six")\n'),
    ("what is said", "search for milk", 'main.search.set_text("Milk")\n'),
    ("an option in part of its words", "black theme", 'settings.theme.choose("Black & white")\n'),
    ("a name with more said of it", "rename it to Lunch with salt", 'rename_note.new_title.set_text("Lunch")\n'),
    ("what is opened already", "open 'Tax' and pin it", 'main.note("Tax").open()\n'),
    ("a thing of another screen", "open 'Tax', then go dark", 'settings.theme.choose("Dark")\n'),
    ("a name in quotes", 'rename it to "Lunch" with Ann', 'rename_note.new_title.set_text("Lunch")\n'),
    ("a question", "is autosave on?", 'finish("yes" if settings.autosave_notes.is_on else "no")\n'),
    ("a question without its mark", "check whether autosave is on", "finish(settings.autosave_notes.is_on)\n"),
    ("show me", "show me if autosave is on", "finish(settings.autosave_notes.is_on)\n"),
    ("no Python", "anything", "this is not Python ("),
]


@pytest.mark.parametrize(("task", "before", "after"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_the_task_says_otherwise_is_put_right_and_told(task: str, before: str, after: str) -> None:
    said = as_said(before, task, NOTES_DOC)
    assert said.script == after
    assert said.notes


@pytest.mark.parametrize(("task", "script"), [c[1:] for c in KEPT], ids=[c[0] for c in KEPT])
def test_all_else_is_left_alone(task: str, script: str) -> None:
    assert as_said(script, task, NOTES_DOC).script == script


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


@pytest.mark.parametrize(
    ("task", "script", "beside"),
    [
        ("What did Bob write?", 'compose.to.set_text("Bob")\ncompose.send.tap()\n', True),
        ("What did Bob write?", 'finish(main.note("Bob").title)\n', False),
        ("Is there a note from Bob?", 'main.note("Bob").open()\n', False),
        ("What did Bob write?", 'finish("No text available")\n', True),
        ("How many notes are there?", "finish(len(main.notes()))\n", False),
        ("Which note is open?", 'name = ask("Which one?")\nfinish(name)\n', False),
        ("Send Bob a note", 'compose.to.set_text("Bob")\ncompose.send.tap()\n', False),
    ],
    ids=["sent", "read", "looked at", "out of nothing", "counted", "asked", "a command"],
)
def test_a_script_that_reads_nothing_answers_no_question(task: str, script: str, beside: bool) -> None:
    assert misses_the_question(script, task, NOTES_DOC) is beside


def test_what_is_read_at_the_end_is_the_answer_to_a_question() -> None:
    script = 'main.note("Milk").date\n'
    assert as_said(script, "When was Milk written?", NOTES_DOC).script == 'finish(main.note("Milk").date)\n'
    assert as_said(script, "look at Milk", NOTES_DOC).script == script


def test_of_a_rows_buttons_the_one_is_tapped_that_the_task_says() -> None:
    parts = [Part(name=name, kind=Kind.BUTTON, locator=Locator(resource_id=name)) for name in ("one_min", "play_pause")]
    item = Item(name="timer", row=Locator(resource_id="row"), parts=parts)
    timers = Element(name="timers", kind=Kind.LIST, locator=Locator(resource_id="timers"), item=item)
    doc = AppDoc(package="a", label="A", start="main", screens=[Screen(name="main", elements=[timers])])
    script = 'main.timer("Tea").one_min.tap()\n'
    assert as_said(script, "start the tea timer", doc).script == 'main.timer("Tea").play_pause.tap()\n'
    assert as_said(script, "add one minute to the tea timer", doc).script == script
