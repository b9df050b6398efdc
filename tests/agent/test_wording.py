"""Scripts held against the words of their task."""

import pytest

from agent.wording import as_said
from apidocs.doc import AppDoc, Element, Item, Kind, Part, Screen, Transition
from phones.locating import Locator
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
        "a page that is there is looked at",
        "check more options",
        'finish("yes" if main.more_options.exists else "no")',
        "main.more_options.tap()",
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
    ("whether it is there", "check if there are more options", 'finish("yes" if main.more_options.exists else "no")\n'),
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


def test_of_a_rows_buttons_the_one_is_tapped_that_the_task_says() -> None:
    parts = [Part(name=name, kind=Kind.BUTTON, locator=Locator(resource_id=name)) for name in ("one_min", "play_pause")]
    item = Item(name="timer", row=Locator(resource_id="row"), parts=parts)
    timers = Element(name="timers", kind=Kind.LIST, locator=Locator(resource_id="timers"), item=item)
    doc = AppDoc(package="a", label="A", start="main", screens=[Screen(name="main", elements=[timers])])
    script = 'main.timer("Tea").one_min.tap()\n'
    assert as_said(script, "start the tea timer", doc).script == 'main.timer("Tea").play_pause.tap()\n'
    assert as_said(script, "add one minute to the tea timer", doc).script == script


def choice(name: str, *options: str) -> Element:
    return Element(name=name, kind=Kind.CHOICE, locator=Locator(resource_id=name), options=list(options))


def button(name: str) -> Element:
    return Element(name=name, kind=Kind.BUTTON, label=name.replace("_", " "), locator=Locator(resource_id=name))


def rows(name: str, item: str) -> Element:
    each = Item(name=item, row=Locator(resource_id=item))
    return Element(name=name, kind=Kind.LIST, locator=Locator(resource_id=name), item=each)


FILES = AppDoc(
    package="a",
    label="A",
    start="files",
    screens=[
        Screen(name="files", elements=[rows("files", "file"), button("recents"), choice("sort_by")]),
        Screen(name="recents", elements=[rows("recents", "recent"), button("clear_all")]),
        Screen(
            name="sort_dialog",
            kind="dialog",
            elements=[choice("sorting", "Name", "Size"), choice("order", "Descending")],
        ),
        Screen(name="language", elements=[button("search_language"), button("follow_system")]),
    ],
    transitions=[Transition(source="files", element="recents", action="tap", target="recents")],
)


@pytest.mark.parametrize(
    ("task", "before", "after"),
    [
        (
            "go to recents and open Tax",
            'files.recents.tap()\nfiles.file("Tax").open()\n',
            'files.recents.tap()\nrecents.recent("Tax").open()\n',
        ),
        (
            "go to the 'recent' tab and open Tax",
            'files.file("recent").open()\nfiles.file("Tax").open()\n',
            'files.recents.tap()\nrecents.recent("Tax").open()\n',
        ),
        (
            "open the folder 'recent' and then Tax",
            'files.file("recent").open()\nfiles.file("Tax").open()\n',
            'files.file("recent").open()\nfiles.file("Tax").open()\n',
        ),
        (
            "clear the recents, then open Tax",
            'files.recents.tap()\nrecents.clear_all.tap()\nfiles.file("Tax").open()\n',
            'files.recents.tap()\nrecents.clear_all.tap()\nfiles.file("Tax").open()\n',
        ),
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
            "switch to Hindi",
            'language.search_language.choose("Hindi")\n',
            'language.find("Hindi").tap()\n',
        ),
        ("switch to Hindi", 'language.follow_system.choose("Hindi")\n', 'language.follow_system.choose("Hindi")\n'),
    ],
    ids=[
        "page's rows",
        "tab",
        "no tab",
        "page used",
        "order",
        "order of unknown options",
        "no order",
        "in other words",
        "search",
        "no search",
    ],
)
def test_rows_options_and_orders_are_those_that_the_task_means(task: str, before: str, after: str) -> None:
    assert as_said(before, task, FILES).script == after


@pytest.mark.parametrize(
    ("task", "part"),
    [
        ("open the messages with Ann", "who"),
        ("open what has Ann in its text", "text"),
        ("open the one with Ann", "text"),
    ],
    ids=["with whom", "the part is said", "no row's title"],
)
def test_with_whom_a_row_is_stands_in_its_title(task: str, part: str) -> None:
    parts = [Part(name=name, kind=Kind.TEXT, locator=Locator(resource_id=name)) for name in ("who", "text")]
    item = Item(name="chat", row=Locator(resource_id="row"), parts=parts, title="" if "one" in task else "who")
    chats = Element(name="chats", kind=Kind.LIST, locator=Locator(resource_id="chats"), item=item)
    doc = AppDoc(package="a", label="A", start="main", screens=[Screen(name="main", elements=[chats])])
    script = 'for chat in main.chats():\n    if "Ann".lower() in chat.text.lower():\n        chat.open()\n'
    assert as_said(script, task, doc).script == script.replace("chat.text", f"chat.{part}")
