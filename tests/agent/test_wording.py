"""Scripts held against the words of their task."""

import pytest

from agent.wording import as_said
from apidocs.doc import Kind, Screen
from tests.agent.small_docs import button, choice, doc_of, rows, tap, toggle
from tests.interpreter.notes_app import NOTES_DOC

CASES = [
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
        "a page that is there is looked at",
        "check more options",
        'finish("yes" if main.more_options.exists else "no")',
        "main.more_options.tap()",
    ),
    (
        "a page whose rows are asked for, and not which",
        "check the archive page",
        'finish("yes" if archive_page.archived_note.exists else "no")',
        "archive_page.open()",
    ),
    (
        "a page is looked at",
        "check more options",
        'finish("yes" if main.more_options.is_on else "no")',
        "main.more_options.tap()",
    ),
    (
        "what has a switch of its own in a list is no setting",
        "switch on my wind down note",
        'settings.find("My wind down note").turn_on()',
        'main.note("wind down").pinned.turn_on()',
    ),
]
KEPT = [
    ("empty a field", "clear the search", 'main.search.set_text("")\n'),
    ("all of it is made up", "do it", 'main.search.set_text("back at six")\n'),
    ("what is said", "search for milk", 'main.search.set_text("Milk")\n'),
    ("an option in part of its words", "black theme", 'settings.theme.choose("Black & white")\n'),
    ("a question", "is autosave on?", 'finish("yes" if settings.autosave_notes.is_on else "no")\n'),
    ("a question without its mark", "check whether autosave is on", "finish(settings.autosave_notes.is_on)\n"),
    ("whether it is there", "check if there are more options", 'finish("yes" if main.more_options.exists else "no")\n'),
    ("show me", "show me if autosave is on", "finish(settings.autosave_notes.is_on)\n"),
    ("a setting in a list's word", "turn on the note", 'settings.find("The note").turn_on()\n'),
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


FILES = doc_of(
    Screen(name="files", elements=[choice("sort_by")]),
    Screen(
        name="sort_dialog",
        kind="dialog",
        elements=[choice("sorting", "Name", "Size"), choice("order", "Descending")],
    ),
    Screen(name="menu", kind="menu", elements=[button("change_view")]),
    Screen(name="change_view", kind="dialog", elements=[choice("view", "Grid", "List")]),
    Screen(name="recents", elements=[choice("change_view"), choice("theme")]),
    Screen(name="language", elements=[button("search_language"), button("follow_system")]),
    transitions=[tap("menu", "change_view", "change_view")],
)


@pytest.mark.parametrize(
    ("task", "before", "after"),
    [
        (
            "sort by size, descending",
            'sort_dialog.sorting.choose("Size")\n',
            'sort_dialog.sorting.choose("Size")\nsort_dialog.order.choose("Descending")\n',
        ),
        (
            "sort by date in descending order",
            'files.sort_by.choose("Date")\n',
            'files.sort_by.choose("Date")\nfiles.sort_by.choose("Descending")\n',
        ),
        (
            "sort by size",
            'sort_dialog.sorting.choose("Size")\nsort_dialog.order.choose("Descending")\n',
            'sort_dialog.sorting.choose("Size")\n',
        ),
        (
            "sort by size, the largest first",
            'sort_dialog.sorting.choose("Size")\nsort_dialog.order.choose("Descending")\n',
            'sort_dialog.sorting.choose("Size")\nsort_dialog.order.choose("Descending")\n',
        ),
        (
            "make it a grid",
            'recents.change_view.choose("Grid")\n',
            'change_view.view.choose("Grid")\n',
        ),
        ("make it a grid", 'recents.theme.choose("Grid")\n', 'recents.theme.choose("Grid")\n'),
        (
            "switch to Hindi",
            'language.search_language.choose("Hindi")\n',
            'language.find("Hindi").tap()\n',
        ),
        ("switch to Hindi", 'language.follow_system.choose("Hindi")\n', 'language.follow_system.choose("Hindi")\n'),
    ],
    ids=[
        "order",
        "order of unknown options",
        "no order",
        "in other words",
        "known behind its twin",
        "no twin",
        "search",
        "no search",
    ],
)
def test_options_and_orders_are_those_that_the_task_means(task: str, before: str, after: str) -> None:
    assert as_said(before, task, FILES).script == after


def test_a_switch_that_is_called_like_a_row_stays_a_setting() -> None:
    alarms = Screen(name="alarms", elements=[rows("alarms", "alarm", "on", kind=Kind.TOGGLE)])
    line = 'settings.find("Silent alarm").turn_on()\n'
    for known, kept in (("silent_alarm", True), ("vibrate", False)):
        doc = doc_of(alarms, Screen(name="settings", elements=[toggle(known)]))
        assert (as_said(line, "turn on the silent alarm", doc).script == line) == kept
