"""Texts a script makes up."""

import pytest

from agent.fit.doubts import doubts
from apidocs.doc import Screen
from tests.agent.small_docs import doc_of, field

NAMES = ("name", "time", "title", "body", "sum", "number")
DOC = doc_of(Screen(name="form", elements=[field(name) for name in NAMES]))


def invented(script: str, task: str) -> list[str]:
    return [doubt.what for doubt in doubts(script, task, DOC) if doubt.kind == "invented"]


@pytest.mark.parametrize(
    ("task", "typed"),
    [
        ("send Bob my email", "bob@example.com"),
        ("what is the wifi password?", "your_secret_here"),
        ("export all messages", "backup_file"),
        ("write the door code from the mail into a note", "Door code: 12345"),
    ],
    ids=["email", "placeholder", "file name", "a code"],
)
def test_a_text_without_a_word_of_the_task_is_made_up(task: str, typed: str) -> None:
    task = task.replace("Bob", "him")
    assert invented(f"form.name.set_text({typed!r})\n", task) == [f"it types {typed!r}, which the task doesn't say"]


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("rename it to 'sunset'", 'form.name.set_text("sunset.jpg")'),
        ("set the timer to half past six", 'form.time.set_text("6:30")'),
        ("add a note called Milk", 'form.title.set_text("MILK")'),
        ("add Bob's number to a note", "number = form.number.text\nform.body.set_text(number)"),
        ("add a note", 'form.title.set_text("")'),
        ("put the trip in June into a note", 'form.title.set_text("Trip in June 2026")'),
        ("note that the code is 4827", 'form.title.set_text("Code 4827")'),
        ("add an expense of 1,500 euros", 'form.sum.set_text("1500 euros")'),
        ("call 0161 555 0142", 'form.number.set_text("Call 01615550142")'),
        ("add a note that says good morning in French", 'form.title.set_text("Bonjour")'),
        ("buy groceries", 'form.title.set_text("Grocery list")'),
        ("anything", "this is not Python ("),
    ],
)
def test_what_the_task_says_or_the_script_works_out_is_not(task: str, script: str) -> None:
    assert invented(script, task) == []
