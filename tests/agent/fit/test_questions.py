"""A question is answered from the screen, and by nothing else."""

import pytest

from agent.fit.doubts import doubts
from tests.interpreter.notes_app import NOTES_DOC


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
    from apidocs.doc import Kind

    switch = next(e.name for e in NOTES_DOC.screen("settings").elements if e.kind is Kind.TOGGLE)  # type: ignore[union-attr]
    found = doubts(script.format(switch=switch), task, NOTES_DOC)
    assert any(doubt.kind == "out_of_nothing" for doubt in found) is held
