"""Which row, tab or name a task means."""

import pytest

from agent.things import quoted_things, things_meant
from agent.wording import as_said
from apidocs.doc import AppDoc, Kind, Screen
from interpreter.edits import Lines
from interpreter.reading import read
from interpreter.scripts import parsed
from tests.agent.small_docs import button, doc_of, field, rows, tap
from tests.interpreter.notes_app import NOTES_DOC

NAMED = [
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
]
KEPT = [
    ("a name with more said of it", "rename it to Lunch with salt", 'rename_note.new_title.set_text("Lunch")\n'),
    ("what is opened already", "open 'Tax' and pin it", 'main.note("Tax").open()\n'),
    ("a thing of another screen", "open 'Tax', then go dark", 'settings.theme.choose("Dark")\n'),
    ("a name in quotes", 'rename it to "Lunch" with Ann', 'rename_note.new_title.set_text("Lunch")\n'),
]


@pytest.mark.parametrize(("task", "before", "after"), [c[1:] for c in NAMED], ids=[c[0] for c in NAMED])
def test_things_are_called_by_their_whole_names(task: str, before: str, after: str) -> None:
    assert as_said(before, task, NOTES_DOC).script == after


@pytest.mark.parametrize(("task", "script"), [c[1:] for c in KEPT], ids=[c[0] for c in KEPT])
def test_other_names_are_left_alone(task: str, script: str) -> None:
    assert as_said(script, task, NOTES_DOC).script == script


def test_of_a_rows_buttons_the_one_is_tapped_that_the_task_says() -> None:
    doc = doc_of(Screen(name="main", elements=[rows("timers", "timer", "one_min", "play_pause", kind=Kind.BUTTON)]))
    script = 'main.timer("Tea").one_min.tap()\n'
    assert as_said(script, "start the tea timer", doc).script == 'main.timer("Tea").play_pause.tap()\n'
    assert as_said(script, "add one minute to the tea timer", doc).script == script


def things_only(script: str, task: str, doc: AppDoc) -> str:
    """The script after the edits of this module alone."""
    for _ in range(9):
        tree, lines = parsed(script), Lines(script)
        assert tree is not None
        edit = next(things_meant(read(tree, doc), lines, task, doc), None)
        if edit is None:
            break
        script = lines.with_edit(edit)
    return script


FILES = doc_of(
    Screen(name="files", elements=[rows("files", "file"), button("recents")]),
    Screen(name="recents", elements=[rows("recents", "recent"), button("clear_all")]),
    transitions=[tap("files", "recents", "recents")],
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
            "go to the 'recent' tab",
            'files.search.set_text("recent")\n',
            'files.search.set_text("recent")\n',
        ),
        (
            "go to the 'recent' tab and open Tax",
            'files.go_to_favorite("Recent")\nfiles.file("Tax").open()\n',
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
    ],
    ids=["page's rows", "tab", "searched for", "tab called as it can't be", "no tab", "page used"],
)
def test_rows_are_those_of_the_page_or_tab_that_the_task_opens(task: str, before: str, after: str) -> None:
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
    chats = rows("chats", "chat", "who", "text", title="" if "one" in task else "who")
    doc = doc_of(Screen(name="main", elements=[chats]))
    script = 'for chat in main.chats():\n    if "Ann".lower() in chat.text.lower():\n        chat.open()\n'
    assert as_said(script, task, doc).script == script.replace("chat.text", f"chat.{part}")


SEARCH = doc_of(
    Screen(name="files", elements=[rows("files", "file", opens="folder"), field("search")]), *FILES.screens[1:]
)


@pytest.mark.parametrize(
    ("task", "before", "after"),
    [
        (
            "search 'Tax' and open it",
            'files.search.set_text("Tax")\n',
            'files.search.set_text("Tax")\nfiles.file("Tax").open()\n',
        ),
        (
            "search 'Tax' and open it",
            'files.search.set_text("Tax")\nfiles.file("Tax 2").open()\n',
            'files.search.set_text("Tax")\nfiles.file("Tax 2").open()\n',
        ),
        ("search 'Tax'", 'files.search.set_text("Tax")\n', 'files.search.set_text("Tax")\n'),
    ],
    ids=["searched only", "opened", "not to be opened"],
)
def test_what_is_searched_for_to_be_opened_is_opened(task: str, before: str, after: str) -> None:
    assert as_said(before, task, SEARCH).script == after


@pytest.mark.parametrize(
    ("task", "before", "after"),
    [
        ("go to the 'Tax' folder", "files.tax.open()\n", 'files.file("Tax").open()\n'),
        ("go to the 'Tax 2' folder", "recents.tax_2.tap()\n", 'files.file("Tax 2").open()\n'),
        ("go to 'Tax\\' now", "this is not Python (", "this is not Python ("),
        ("go to the tax folder", "files.tax.open()\n", "files.tax.open()\n"),
        ("open the 'search'", "files.search.tap()\n", "files.search.tap()\n"),
        ("go to 'Tax'", "this is not Python (", "this is not Python ("),
    ],
    ids=["a folder", "two words", "a backslash", "no quotes", "an element", "no Python"],
)
def test_names_in_quotes_that_are_no_elements_are_things(task: str, before: str, after: str) -> None:
    script, notes = quoted_things(before, task, SEARCH)
    assert script == after
    assert len(notes) == (before != after)


PHOTO = doc_of(
    Screen(name="photo", elements=[button("rotate"), button("share"), button("more_options")]),
    Screen(name="rotate_menu", kind="menu", elements=[button("rotate_left"), button("rotate_right")]),
    Screen(name="more_menu", kind="menu", elements=[button("delete")]),
    transitions=[
        tap("photo", "rotate", "rotate_menu"),
        tap("photo", "more_options", "more_menu"),
    ],
)


@pytest.mark.parametrize(
    ("task", "before", "after"),
    [
        (
            "rotate it right and share it",
            "photo.rotate.tap()\nphoto.share.tap()\n",
            "photo.rotate.tap()\nrotate_menu.rotate_right.tap()\nphoto.share.tap()\n",
        ),
        ("rotate it", "photo.rotate.tap()\n", "photo.rotate.tap()\n"),
        ("delete it", "photo.more_options.tap()\n", "photo.more_options.tap()\n"),
        (
            "rotate it right",
            "photo.rotate.tap()\nrotate_menu.rotate_left.tap()\n",
            "photo.rotate.tap()\nrotate_menu.rotate_left.tap()\n",
        ),
    ],
    ids=["said", "not said", "not of that deed", "something is chosen"],
)
def test_of_a_menu_that_is_opened_the_item_is_taken_that_the_task_says(task: str, before: str, after: str) -> None:
    assert as_said(before, task, PHOTO).script == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            'rename_note.new_title.set_text("tent")\nrename_note.new_title.set_text("stove")\nrename_note.rename_ok.tap()\n',
            'rename_note.new_title.set_text("tent")\nrename_note.rename_ok.tap()\n'
            'rename_note.new_title.set_text("stove")\nrename_note.rename_ok.tap()\n',
        ),
        (
            'compose.message.set_text("tent")\ncompose.message.set_text("stove")\ncompose.send.tap()\n',
            'compose.message.set_text("tent")\ncompose.message.set_text("stove")\ncompose.send.tap()\n',
        ),
        (
            'compose.to.set_text("tent")\ncompose.message.set_text("stove")\ncompose.send.tap()\n',
            'compose.to.set_text("tent")\ncompose.message.set_text("stove")\ncompose.send.tap()\n',
        ),
        (
            'rename_note.new_title.set_text("tent")\nrename_note.new_title.set_text("stove")\n',
            'rename_note.new_title.set_text("tent")\nrename_note.new_title.set_text("stove")\n',
        ),
    ],
    ids=["one field", "sent once", "two fields", "nothing follows"],
)
def test_a_text_is_kept_before_the_next_is_typed_over_it(before: str, after: str) -> None:
    assert things_only(before, "add tent and stove", NOTES_DOC) == after


def test_what_adds_an_item_is_tapped_for_each() -> None:
    form = Screen(
        name="checklist", elements=[field("title", "save"), field("add_item", "save"), button("add"), button("save")]
    )
    typed = ['checklist.add_item.set_text("tent")\n', 'checklist.add_item.set_text("stove")\n']
    add, save = "checklist.add.tap()\n", "checklist.save.tap()\n"
    each = typed[0] + add + typed[1] + add + save
    for script in ("".join(typed) + save, typed[0] + typed[1] + add + save, each):
        assert things_only(script, "start a checklist with tent and stove", doc_of(form)) == each
    entered = typed[0] + "enter()\n" + typed[1] + "enter()\n"
    assert things_only(entered, "start a checklist with tent and stove", doc_of(form)) == entered
