"""Which app a task is for."""

from collections.abc import Sequence

import pytest

from agent.prepare.asking_which import ask_which
from agent.prepare.choosing import Ask, Choice, choose_apps
from apidocs.doc import AppDoc, Element, Item, Kind, Screen
from phones.locating import Locator
from phones.phone import InstalledApp
from tests.agent.conftest import ScriptedWriter


def app(label: str, item: str, *names: str) -> AppDoc:
    elements = [Element(name=name, kind=Kind.BUTTON, label=name.replace("_", " "), locator=Locator()) for name in names]
    rows = Element(name=f"{item}s", kind=Kind.LIST, locator=Locator(), item=Item(name=item, row=Locator()))
    return AppDoc(
        package=f"app.{label.lower()}",
        label=label,
        screens=[Screen(name="main", elements=[*elements, rows])],
        start="main",
    )


NOTES = app("Notes", "note", "new_note", "checklist", "search", "title", "pin")
CONTACTS = app("Contacts", "contact", "phone", "email", "favourite", "search", "company")
CLOCK = app("Clock", "alarm", "timer", "stopwatch", "vibrate", "add")
SETTINGS = app("Settings", "network", "display", "brightness", "theme", "font_size")
DOCS = [NOTES, CONTACTS, CLOCK, SETTINGS]
INSTALLED = [InstalledApp(doc.package, doc.label, "1") for doc in DOCS]


@pytest.mark.parametrize(
    ("task", "label"),
    [
        ("add a note called Milk", "notes"),
        ("what is Maria's email?", "contacts"),
        ("turn off vibration for the 7:00 alarm", "clock"),
        ("set the font size to large", "settings"),
        ("how many alarms are on", "clock"),
        ("in the Notes app, search for milk", "notes"),
        ("open Clock and add an alarm", "clock"),
        ("pin the note about the trip", "notes"),
        ("add a note called Alarm times, then pin it", "notes"),
        ('add a note called "phone numbers" with the text "email Bob"', "notes"),
        ("add an alarm and turn vibrate on", "clock"),
    ],
)
def test_one_app(task: str, label: str) -> None:
    choice = choose_apps(task, DOCS, INSTALLED)
    assert choice is not None and choice.packages == (f"app.{label}",)


@pytest.mark.parametrize(
    ("task", "labels"),
    [
        ("look up Maria's phone number and write it into a note", ["contacts", "notes"]),
        ("add a note called Bob with his email address from the contacts", ["contacts", "notes"]),
        ("find Bob's email in Contacts and add a note in Notes with it", ["contacts", "notes"]),
    ],
)
def test_two_apps(task: str, labels: list[str]) -> None:
    choice = choose_apps(task, DOCS, INSTALLED)
    assert choice is not None and sorted(choice.packages) == sorted(f"app.{label}" for label in labels)


def test_nothing_speaks_for_any_app() -> None:
    assert choose_apps("xyzzy", DOCS, INSTALLED) is None


def test_the_app_in_front_when_nothing_else_speaks() -> None:
    choice = choose_apps("xyzzy", DOCS, INSTALLED, in_front="app.clock")
    assert choice is not None and choice.packages == ("app.clock",)


def test_an_app_without_a_doc_is_found_by_its_name() -> None:
    other = InstalledApp("org.other.weather", "Weather", "1")
    choice = choose_apps("open the Weather app", DOCS, [*INSTALLED, other])
    assert choice is not None and choice.packages == ("org.other.weather",)


def saying(**replies: str | None) -> Ask:
    """A model that names an app for each task that has the given word in it."""

    def ask(task: str, docs: Sequence[AppDoc]) -> Choice | None:
        label = next((name for word, name in replies.items() if word in task.lower()), None)
        return Choice((f"app.{label}",), "chosen by the model") if label else None

    return ask


def test_the_model_is_asked_where_no_app_is_named() -> None:
    choice = choose_apps("text Omar that I'm late", DOCS, INSTALLED, ask=saying(text="contacts"))
    assert choice is not None and (choice.packages, choice.why) == (("app.contacts",), "chosen by the model")


def test_a_named_app_is_not_asked_about() -> None:
    choice = choose_apps("in the Notes app, text Omar", DOCS, INSTALLED, ask=saying(text="contacts"))
    assert choice is not None and choice.packages == ("app.notes",)


def test_each_part_of_a_task_may_have_its_own_app() -> None:
    ask = saying(email="contacts", note="notes")
    choice = choose_apps("find Bob's email and put it into a new note", DOCS, INSTALLED, ask=ask)
    assert choice is not None and choice.packages == ("app.contacts", "app.notes")


def test_a_second_app_without_words_of_its_part_is_not_believed() -> None:
    ask = saying(note="notes", many="clock")
    choice = choose_apps("delete the old note and tell me how many are left", DOCS, INSTALLED, ask=ask)
    assert choice is not None and choice.packages == ("app.notes",)


def test_without_an_answer_the_words_decide() -> None:
    choice = choose_apps("pin the note about the trip", DOCS, INSTALLED, ask=saying())
    assert choice is not None and choice.packages == ("app.notes",)


def test_the_model_is_told_what_the_apps_hold_and_may_name_two(scripted_writer: ScriptedWriter) -> None:
    scripted_writer.enqueue("Contacts, Notes")
    choice = ask_which("find Bob's email and note it", DOCS, scripted_writer)
    assert choice is not None and choice.packages == ("app.contacts", "app.notes")
    assert "Clock: alarms" in scripted_writer.prompts[0].prefix[0].text


def test_an_app_the_model_makes_up_is_no_choice(scripted_writer: ScriptedWriter) -> None:
    scripted_writer.enqueue("Spotify")
    assert ask_which("play some music", DOCS, scripted_writer) is None


def test_an_app_that_ends_in_a_sign_is_named_and_one_without_a_name_is_not(scripted_writer: ScriptedWriter) -> None:
    plus, nameless = app("Disney+", "film"), NOTES.model_copy(update={"label": "", "package": "app.nameless"})
    choice = choose_apps("watch the film in Disney+", [NOTES, plus], [])
    assert choice is not None and choice.packages == ("app.disney+",)
    for said in ("Disney+", "I don't know"):
        scripted_writer.enqueue(said)
    assert ask_which("watch it", [nameless, plus], scripted_writer) == Choice(("app.disney+",), "chosen by the model")
    assert ask_which("watch it", [nameless, plus], scripted_writer) is None


def test_a_part_that_says_only_it_is_for_the_app_of_the_other_part() -> None:
    clock = app("Clock", "alarm", "timer", "turn_all_off")
    docs = [SETTINGS, clock]

    def ask(task: str, known: Sequence[AppDoc]) -> Choice:
        return Choice(("app.clock" if "if it" in task and "theme" not in task else "app.settings",), "said")

    choice = choose_apps("check the theme, and turn it on if it isn't", docs, ask=ask)
    assert choice is not None and choice.packages == ("app.settings",)


def test_an_app_that_was_never_learned_is_known_by_its_name() -> None:
    installed = [*INSTALLED, InstalledApp("app.launcher", "Launcher", "1")]
    choice = choose_apps("add a note called Milk", [], installed, in_front="app.launcher")
    assert choice is not None and choice.packages == ("app.notes",)
