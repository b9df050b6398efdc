"""A question is answered from the screen, and by nothing else."""

import pytest

from agent.fit.gate import TaskGate
from agent.fit.questions import answers_out_of_nothing, with_an_answer
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
    assert answers_out_of_nothing(script, task, NOTES_DOC) is made_up


@pytest.mark.parametrize("task", ["When was Milk written?", "tell me the date of Milk"])
def test_what_is_read_at_the_end_is_the_answer_to_a_question(task: str) -> None:
    change = with_an_answer('main.note("Milk").date\n', task, NOTES_DOC)
    assert change is not None and change.after == 'finish(main.note("Milk").date)\n'
    assert TaskGate(task, NOTES_DOC)(change) == "make"


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("look at Milk", 'main.note("Milk").date\n'),
        ("When was Milk written?", 'main.note("Milk").open()\n'),
        ("When was Milk written?", 'finish(main.note("Milk").date)\n'),
        ("How do I rename it?", "settings.rename.text\n"),
    ],
    ids=["no question", "nothing is read", "answered", "what a button is called"],
)
def test_otherwise_a_script_is_not_given_an_answer(task: str, script: str) -> None:
    assert with_an_answer(script, task, NOTES_DOC) is None
