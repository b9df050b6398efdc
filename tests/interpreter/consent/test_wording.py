"""What is asked, in the person's words: the thing by its title, how many, the values and what they replace."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from apidocs.doc import Effect
from interpreter.calls.errors import Denied
from phones.locating import Locator
from tests.interpreter.pocket_phone import PocketPhone, View, pocket_doc
from tests.interpreter.pocket_run import Answers, Run


def asked(*acts: Callable[[Run], object], notes: list[str] | None = None) -> str:
    """The first question of a run, refused."""
    run = Run(PocketPhone(notes), person=Answers(consents=0))
    with pytest.raises(Denied):
        for act in acts:
            act(run)
    return run.person.asked[0].what


def opened(title: str) -> Callable[[Run], object]:
    return lambda run: run("open", run.row(title))


def tapped(on: str) -> Callable[[Run], object]:
    return lambda run: run("tap", on)


def typed(on: str, text: str) -> Callable[[Run], object]:
    return lambda run: run("set_text", on, text)


@pytest.mark.parametrize(
    ("acts", "question"),
    [
        (
            [opened("note 02"), typed("editor.body", "eggs"), tapped("editor.save")],
            'Save the note "note 02", with: body (replaces "about note 02") = "eggs"?',
        ),
        ([opened("note 02"), tapped("editor.delete")], 'Delete the note "note 02"?'),
        (
            [typed("compose.to", "Bob"), typed("compose.message", "hi\nthere"), tapped("compose.send")],
            'Send, with: to = "Bob", message = "hi ⏎ there"?',
        ),
        ([typed("create_note.title", "Milk"), tapped("create_note.ok")], 'Save in "Create a note", with: title = "Milk"?'),
    ],
    ids=["saving", "deleting", "sending", "a dialog's OK"],
)  # fmt: skip
def test_a_question_names_the_thing_and_the_values(acts: list[Callable[[Run], object]], question: str) -> None:
    assert asked(*acts) == question


class Labelled(PocketPhone):
    """Its editor's first button says something else than Save."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label

    def _editor(self) -> View:
        drawn = super()._editor()
        (save,) = (view for view in _every(drawn) if view.rid == "save")
        save.text = self.label
        return drawn


def _every(view: View) -> Iterator[View]:
    yield view
    for child in view.children:
        yield from _every(child)


@pytest.mark.parametrize(
    ("label", "question"),
    [
        ("Delete", 'Delete the note "note 02"?'),
        ("Save", 'Save the note "note 02"?'),
        ("Archive note", 'Archive note "note 02"?'),
        ("Delete note", 'Delete note "note 02"?'),
        ("OK", 'Save the note "note 02"?'),
        ("Move to folder", 'Tap "Move to folder" for the note "note 02"?'),
        ("Add members", 'Tap "Add members" for the note "note 02"?'),
        ("Favourite", 'Whether "Favourite" is set can\'t be seen. Tap "Favourite" for the note "note 02"?'),
    ],
)
def test_any_buttons_words_and_the_thing_read_well_together(label: str, question: str) -> None:
    doc = pocket_doc()
    save = doc.element("editor", "save")
    assert save is not None
    save.label = label
    run = Run(Labelled(label), doc=doc, person=Answers(consents=0))
    run("open", run.row("note 02"))
    with pytest.raises(Denied):
        run("tap", "editor.save")
    assert run.person.asked[0].what == question


class Drawn(PocketPhone):
    """Its editor's last button is a picture, without words."""

    def _editor(self) -> View:
        drawn = super()._editor()
        (delete,) = (view for view in _every(drawn) if view.rid == "delete_note")
        delete.text, delete.rid = "", "menu_favourite"
        return drawn


def test_a_button_without_words_is_not_told_by_its_id() -> None:
    doc = pocket_doc()
    delete = doc.element("editor", "delete")
    assert delete is not None
    delete.name, delete.label, delete.effect, delete.shows_mark = "favourite", "", Effect.COMMIT, True
    delete.locator = Locator(resource_id="menu_favourite")
    run = Run(Drawn(), doc=doc, person=Answers(consents=0))
    run("open", run.row("note 02"))
    with pytest.raises(Denied):
        run("turn_on", "editor.favourite")
    assert run.person.asked[0].what == 'Turn on "favourite" for the note "note 02"?'


@pytest.mark.parametrize(
    ("said", "besides"),
    [
        ("Ann Porter", 'There is no "Ann Porter"; the nearest is "Anna Porter". '),
        ("Anna Porter Smith", 'There is no "Anna Porter Smith"; the nearest is "Anna Porter". '),
        ("the note Anna Porter", ""),
        ("anna porter", ""),
        ("Porter", ""),
    ],
)
def test_what_was_taken_because_nothing_came_nearer_is_told(said: str, besides: str) -> None:
    question = asked(opened(said), tapped("editor.delete"), notes=["Anna Porter", "Ben Hollis"])
    assert question == f'{besides}Delete the note "Anna Porter"?'


def test_the_thing_that_was_left_is_named_no_more() -> None:
    def back_to_the_list(run: Run) -> None:
        run("back")

    question = asked(opened("note 02"), back_to_the_list, typed("create_note.title", "Milk"), tapped("create_note.ok"))
    assert "note 02" not in question


def test_what_a_recipient_field_held_already_is_said() -> None:
    run = Run(person=Answers(consents=0))
    run("open", "compose")
    run.phone.fields["to"] = "everybody@example.org"
    run("set_text", "compose.message", "hi")
    with pytest.raises(Denied):
        run("tap", "compose.send")
    assert run.person.asked[0].what == 'Send, with: to = "everybody@example.org", message = "hi"?'


def test_what_a_loop_sends_is_asked_about_each_time_whatever_was_said_before() -> None:
    run = Run(person=Answers(consents=50))
    for name in ("Bob", "Ann"):
        run("set_text", "compose.to", name, line=2, in_loop=True)
        run("tap", "compose.send", line=3, in_loop=True)
    assert [q.what for q in run.person.asked] == [f'Send, with: to = "{name}"?' for name in ("Bob", "Ann")]
    assert not any(q.in_loop for q in run.person.asked)


def test_a_question_at_the_end_of_a_script_stands_at_the_line_that_led_to_it() -> None:
    run = Run(person=Answers(consents=0))
    run("set_text", "create_note.title", "Milk", line=7)
    with pytest.raises(Denied):
        run.host.close_up()
    (question,) = run.person.asked
    assert (question.line, question.effect) == (7, Effect.COMMIT)
    assert question.literal.startswith("line 7: ")
