"""No text of the person's leaves with a task and its script, wherever in the script it stands; the doc's own stay."""

from __future__ import annotations

import pytest

from agent.record.stripping import stripped
from apidocs.doc import AppDoc, Element, Kind, Screen
from apidocs.shipped.itself import phone_doc
from ground.errors import StoreError

DOC = AppDoc(
    package="org.notes",
    label="Notes",
    screens=[
        Screen(
            name="main",
            elements=[
                Element(name="title", kind=Kind.INPUT, label="Title"),
                Element(name="theme", kind=Kind.CHOICE, label="Theme", options=["Light", "Dark"]),
                Element(name="delete", kind=Kind.BUTTON, label="Delete"),
                Element(name="notes", kind=Kind.LIST),
            ],
        )
    ],
)


@pytest.mark.parametrize(
    ("task", "script"),
    [
        ("alarm at 7:30 called Therapy", 'phone.set_alarm("7:30", label="Therapy")'),
        ("text Mum that I'm in Therapy", 'phone.text_message("Doctor", text="I am in Therapy")'),
        ("delete the note Therapy", 'for note in main.notes():\n    if note.title == "Therapy":\n        note.open()'),
        (
            "delete what is about therapy",
            'for n in main.notes():\n    if "therapy" in n.title.lower():\n        n.open()',
        ),
        ("delete Therapy", 'name = "Therapy"\nmain.note(name).open()'),
        ("delete Therapy", 'if main.is_open:\r    main.note("Therapy").open()\r    main.delete.tap()\r'),
        ("delete Therapy", 'for name in ["Therapy", "Milk"]:\n    main.note(name).open()'),
        ("delete Therapy", 'what = {"a": "Therapy"}\nmain.note(what["a"]).open()'),
        ("note Therapy", 'main.title.set_text("Therapy " + main.title.text)'),
        ("note Therapy", 'main.title.set_text(f"Therapy {main.title.text:>4}")'),
        ("note Therapy", 'main.title.set_text("Bring "\n    "Therapy")'),
        ("note Therapy", 'main.title.set_text("""Bread\nTherapy""")'),
        ("note Therapy", 'main.title.set_text("x")  # Therapy\n# about Therapy\nfinish("Therapy is done")'),
        ("which are of therapy?", 'finish("Your therapy is at " + main.title.text)'),
        ("begin with Therapy", 'if main.title.text.startswith("Therap"):\n    main.delete.tap()'),
        ("note Therapy", 'therapy = main.note("Therapy")\ntherapy.open()'),
        ("note Therapy", 'for therapy_note in main.notes("Therapy"):\n    finish(f"{therapy_note.title}")'),
        ("note Therapy", 'match main.title.text:\n    case "Therapy":\n        main.delete.tap()'),
    ],
)
def test_what_is_the_person_s_is_in_neither(task: str, script: str) -> None:
    doc = phone_doc() if "phone." in script else DOC
    found = "\n".join(stripped(task, script, doc))
    assert "therapy" not in found.casefold() and "doctor" not in found.casefold()
    assert "Alpha" in found


@pytest.mark.parametrize(
    "script",
    [
        'main.theme.choose("Dark")',
        'main.find("Theme").tap()',
        'finish("No notes found")',
        'finish(", ".join([n.title for n in main.notes()]))',
        'phone.set_alarm("07:30", days="weekdays")',
        'phone.brightness.choose("40%")',
        'phone.set_timer("10 minutes")',
    ],
)
def test_what_is_the_doc_s_or_says_nothing_of_anyone_stays(script: str) -> None:
    assert stripped("do it", script, phone_doc() if "phone." in script else DOC)[1] == script


def test_same_text_is_the_same_made_up_one_in_task_script_and_answer() -> None:
    task, script = stripped(
        "Add a note Picnic that says Bread",
        'main.title.set_text("Picnic")\nmain.title.append_text("Bread")\nfinish("Picnic added")',
        DOC,
    )
    assert task == "Add a note Alpha that says Bravo"
    assert script == "main.title.set_text('Alpha')\nmain.title.append_text('Bravo')\nfinish('Alpha added')"


def test_numbers_and_addresses_go_from_the_task_too() -> None:
    task, script = stripped("mail bob@example.org or +49 170 1234567", "finish('bob@example.org')", DOC)
    assert "bob" not in task + script and "170" not in task


def test_what_cannot_be_replaced_is_refused() -> None:
    with pytest.raises(StoreError, match="no example"):
        stripped("note Therapy", 'main.title.set_text(b"Therapy".decode())', DOC)
