"""A question is answered from the screen, and by nothing else."""

import pytest

from agent.questions import misses_the_question
from agent.wording import as_said
from tests.interpreter.notes_app import NOTES_DOC


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
