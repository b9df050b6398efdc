"""A question is answered from the screen, and by nothing else."""

import pytest

from agent.fit.doubts import doubts
from apidocs.doc import Kind, Screen, Transition
from apidocs.shipped.itself import phone_doc
from tests.interpreter.notes_app import NOTES_DOC, element


@pytest.mark.parametrize(
    ("task", "script", "made_up"),
    [
        ("What did Bob write?", 'finish("No text available")\n', True),
        ("tell me what Bob wrote", 'main.note("Bob").open()\nfinish("It is there")\n', True),
        ("What did Bob write?", 'finish(main.note("Bob").title)\n', False),
        ("Is there a note from Bob?", 'main.note("Bob").open()\n', False),
        ("How many notes are there?", "finish(len(main.notes()))\n", False),
        ("Which note is open?", 'name = ask("Which one?")\nfinish(name)\n', False),
        ("Archive Milk", 'selection.archive.tap()\nfinish("Archived")\n', False),
    ],
    ids=["out of nothing", "opened, and not read", "read", "looked at", "counted", "asked", "a command"],
)
def test_a_script_that_reads_nothing_answers_no_question(task: str, script: str, made_up: bool) -> None:
    assert any(doubt.kind == "out_of_nothing" for doubt in doubts(script, task, NOTES_DOC)) is made_up


@pytest.mark.parametrize(
    ("task", "script", "held"),
    [
        ("is my battery above half?", 'finish("yes" if settings.{switch}.is_on else "no")\n', True),
        ("how full is it?", "finish(settings.{switch}.is_on)\n", True),
        ("is it on?", 'finish("yes" if settings.{switch}.is_on else "no")\n', False),
        ("are there more than three notes?", 'finish("yes" if len(main.notes()) > 3 else "no")\n', False),
    ],
    ids=["compared", "how full", "a state", "counted"],
)
def test_a_switch_answers_no_question_about_a_quantity(task: str, script: str, held: bool) -> None:
    switch = next(e.name for e in NOTES_DOC.screen("settings").elements if e.kind is Kind.TOGGLE)  # type: ignore[union-attr]
    found = doubts(script.format(switch=switch), task, NOTES_DOC)
    assert any(doubt.kind == "out_of_nothing" for doubt in found) is held


@pytest.mark.parametrize(
    ("task", "script", "held"),
    [
        ("did you delete the note about the bike?", 'finish("yes" if main.note("the bike").exists else "no")', True),
        ("did you delete the note about the bike?", 'finish("no" if main.note("the bike").exists else "yes")', False),
        ("did you delete the note about the bike?", 'finish(not main.note("the bike").exists)', False),
        ("have you binned the Bike note?", 'finish(main.note("Bike").exists)', True),
        (
            "has somebody got rid of the Bike note?",
            'if not main.note("Bike").exists:\n    finish("no")\nelse:\n    finish("yes")',
            True,
        ),
        ("has the Bike note been deleted?", 'if not main.note("Bike").exists:\n    finish("yes")\nfinish("no")', False),
        ("is the Bike note gone?", 'finish("yes" if main.note("Bike").exists else "no")', True),
        ("is the Bike note gone?", 'finish("yes" if not main.note("Bike").exists else "no")', False),
        ("have you pinned the Bike note?", 'finish("yes" if main.note("Bike").exists else "no")', True),
        ("have you pinned the Bike note?", 'finish("yes" if main.note("Bike").pinned.is_on else "no")', False),
        ("did you archive the Bike note?", 'finish("yes" if main.note("Bike").exists else "no")', True),
        ("did I make a Bike note?", 'finish("yes" if main.note("Bike").exists else "no")', False),
        ("did I put down anything about the bike?", 'finish("yes" if main.note("bike").exists else "no")', False),
        ("have I got a Bike note?", 'finish("yes" if main.note("Bike").exists else "no")', False),
        ("is there a note about the deleted files?", 'finish("yes" if main.note("files").exists else "no")', False),
        ("is the pinned note there?", 'finish("yes" if main.note("pinned").exists else "no")', False),
    ],
)
def test_whether_something_is_there_answers_no_question_for_what_was_done_to_it(
    task: str, script: str, held: bool
) -> None:
    assert any(doubt.kind == "other_question" for doubt in doubts(script, task, NOTES_DOC)) is held


def test_in_the_bin_it_was_deleted() -> None:
    doc = NOTES_DOC.model_copy(deep=True)
    listed = doc.screen("main").element("notes")  # type: ignore[union-attr]
    doc.screens.append(Screen(name="bin", title="Bin", elements=[listed]))
    script = 'finish("yes" if bin.note("Bike").exists else "no")'
    assert not any(doubt.kind == "other_question" for doubt in doubts(script, "have you binned the Bike note?", doc))


@pytest.mark.parametrize(
    ("script", "held"),
    [
        ('finish("yes" if main.archive.exists else "no")', True),
        ("finish(main.archive.text)", False),
        ('finish("yes" if main.note("Bike").exists else "no")', False),
    ],
)
def test_what_is_there_for_everybody_answers_nothing(script: str, held: bool) -> None:
    doc = NOTES_DOC.model_copy(deep=True)
    doc.screen("main").elements.append(element("archive", Kind.BUTTON))  # type: ignore[union-attr]
    doc.screens.append(Screen(name="archived", title="Archived"))
    doc.transitions.append(Transition(source="main", element="archive", action="tap", target="archived"))
    found = doubts(script, "do I have a note about the bike in the archive?", doc)
    assert any(doubt.kind == "other_question" for doubt in found) is held


@pytest.mark.parametrize(
    ("task", "script", "held"),
    [
        ("did you turn off autosave?", 'finish("yes" if settings.autosave_notes.is_on else "no")', True),
        ("is autosave switched off?", 'finish("yes" if settings.autosave_notes.is_on else "no")', True),
        ("is autosave off", 'finish("yes" if settings.autosave_notes.is_on else "no")', True),
        ("is autosave off?", 'finish("no" if settings.autosave_notes.is_on else "yes")', False),
        ("is autosave switched off?", 'finish("yes" if not settings.autosave_notes.is_on else "no")', False),
        ("is autosave on or off?", 'finish("yes" if settings.autosave_notes.is_on else "no")', False),
        ("is autosave on?", 'finish("yes" if settings.autosave_notes.is_on else "no")', False),
    ],
)
def test_off_is_no_yes_where_it_is_on(task: str, script: str, held: bool) -> None:
    assert any(doubt.kind == "other_question" for doubt in doubts(script, task, NOTES_DOC)) is held


@pytest.mark.parametrize(
    ("task", "script", "held"),
    [
        ("is light mode on?", "finish(phone.dark_theme.is_on)", True),
        ("is the rotation lock on?", "finish(phone.auto_rotate.is_on)", True),
        ("is light mode on?", "finish(not phone.dark_theme.is_on)", False),
        ("is light mode on?", 'finish("no" if phone.dark_theme.is_on else "yes")', False),
        ("is dark mode on?", "finish(phone.dark_theme.is_on)", False),
    ],
)
def test_what_is_so_when_a_switch_is_off_is_no_name_of_it(task: str, script: str, held: bool) -> None:
    found = doubts(script, task, phone_doc())
    assert any(doubt.kind == "other_question" for doubt in found) is held
