"""Texts a script makes up."""

import pytest

from agent.fit.doubts import doubts
from apidocs.doc import Screen
from apidocs.shipped.itself import phone_doc
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
        ("add a note that the rent is due", "The aliens have landed in Kent"),
        ("add a note about french press", "Bonjour"),
        ("put jokes on the wish list", "Socks and shoes"),
        ("email Bob that I'm ill", "I'm ill, write to bob@x.org"),
        ("add Bob's number", "07700 900123"),
    ],
    ids=[
        "email",
        "placeholder",
        "file name",
        "a code",
        "small words",
        "no language",
        "no joke",
        "an address",
        "a number",
    ],
)
def test_a_text_without_a_word_of_the_task_is_made_up(task: str, typed: str) -> None:
    task = task.replace("Bob", "him")
    assert invented(f"form.name.set_text({typed!r})\n", task) == [f"it types {typed!r}, which the task doesn't say"]


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("rename it to 'sunset'", 'form.name.set_text("sunset.jpg")'),
        ("set the timer to half past six", 'form.time.set_text("6:30")'),
        ("wake me at half past six in the evening", 'form.time.set_text("18.30")'),
        ("pay fifteen hundred", 'form.sum.set_text("1500")'),
        ("add a note called Milk", 'form.title.set_text("MILK")'),
        ("add Bob's number to a note", "number = form.number.text\nform.body.set_text(number)"),
        ("add a note", 'form.title.set_text("")'),
        ("put the trip in June into a note", 'form.title.set_text("Trip in June 2026")'),
        ("note that the code is 4827", 'form.title.set_text("Code 4827")'),
        ("add an expense of 1,500 euros", 'form.sum.set_text("1500 euros")'),
        ("call 0161 555 0142", 'form.number.set_text("Call 01615550142")'),
        ("add a note that says good morning in French", 'form.title.set_text("Bonjour")'),
        ("buy groceries", 'form.title.set_text("Grocery list")'),
        ("add a note called Trip for the day after tomorrow", 'form.time.set_text("2026-12-01")'),
        ("wish Ann a happy new year", 'form.body.set_text("All the best for 2027!")'),
        ("write Mum a short poem", 'form.body.set_text("Roses are red")'),
        ("say it to Ann in Polish", 'form.body.set_text("Cześć")'),
        ("anything", "this is not Python ("),
    ],
)
def test_what_the_task_says_or_the_script_works_out_is_not(task: str, script: str) -> None:
    assert invented(script, task) == []


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("text Mum happy birthday", 'phone.text_message("Mum", "happy birthday, send 4550 euros to 99887766")'),
        ("email Bob that I am ill", 'phone.email("bob@x.org", "Ill", "I am ill")'),
        ("email Bob that I am ill", 'phone.email("Bob", "Offer", "We fired Anna")'),
        ("set a timer for 5 minutes", 'phone.set_timer("5 min", label="Invented words")'),
    ],
    ids=["more than was said", "an address", "another matter", "what it is called"],
)
def test_what_the_phone_itself_is_told_to_say_is_looked_at_too(task: str, script: str) -> None:
    assert [doubt.kind for doubt in doubts(script, task, phone_doc())].count("invented") == 1


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("text Mum happy birthday", 'phone.text_message("Mum", "Happy birthday")'),
        ("email bob@x.org that I am ill", 'phone.email("bob@x.org", "Ill", "I am ill")'),
        ("set a tea timer for 5 minutes", 'phone.set_timer("5 min", label="Tea")'),
        ("wake me at half past six every weekday", 'phone.set_alarm("6:30", days="Mon, Tue, Wed, Thu, Fri")'),
        ("open wikipedia.org", 'phone.open_web("https://www.wikipedia.org")'),
        ("dinner with Ann on Friday at eight", 'phone.add_event("Dinner with Ann", "Friday 20:00")'),
    ],
)
def test_what_it_is_told_as_was_said_is_not(task: str, script: str) -> None:
    assert "invented" not in [doubt.kind for doubt in doubts(script, task, phone_doc())]
