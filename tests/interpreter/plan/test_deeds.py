"""Two plans as they are put to the person: by what they do, not by the way there."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Effect, Item, Kind, Part, Screen, Transition
from interpreter.plan.differing import difference, in_words
from interpreter.plan.wording import Words
from phones.locating import Locator
from tests.interpreter.notes_app import element, notes_list
from tests.interpreter.plan.plan_docs import plan

ALARM = Item(
    name="alarm",
    row=Locator(resource_id="row"),
    parts=[
        Part(name="title", kind=Kind.TEXT, locator=Locator(resource_id="title")),
        Part(name="onoff", kind=Kind.TOGGLE, locator=Locator(resource_id="onoff")),
        Part(name="delete", kind=Kind.BUTTON, locator=Locator(resource_id="delete")),
    ],
)
DOC = AppDoc(
    package="org.example.notes",
    label="Notes",
    start="main",
    screens=[
        Screen(
            name="main",
            elements=[
                notes_list("notes", "note", opens="editor", menu="selection"),
                element("alarms", Kind.LIST, item=ALARM),
                element("settings", Kind.BUTTON),
            ],
        ),
        Screen(
            name="editor",
            elements=[
                element("body", Kind.INPUT, effect=Effect.INPUT),
                element("save", Kind.BUTTON, effect=Effect.COMMIT),
                element("more_options", Kind.BUTTON),
            ],
        ),
        Screen(name="editor_menu", kind="menu", elements=[element("delete", Kind.BUTTON, effect=Effect.DELETE)]),
        Screen(
            name="selection",
            title="1",
            elements=[
                element("delete", Kind.BUTTON, effect=Effect.DELETE),
                element("move_to_folder", Kind.BUTTON, effect=Effect.COMMIT),
            ],
        ),
        Screen(name="settings", elements=[element("sound", Kind.TOGGLE, effect=Effect.SETTINGS)]),
    ],
    transitions=[
        Transition(source="main", element="notes", action="open", target="editor"),
        Transition(source="main", element="notes", action="long_press", target="selection"),
        Transition(source="main", element="settings", action="tap", target="settings"),
        Transition(source="editor", element="more_options", action="tap", target="editor_menu"),
    ],
)


def deleted(title: str) -> str:
    return f'main.note("{title}").open()\neditor.more_options.tap()\neditor_menu.delete.tap()\n'


def picked(title: str) -> str:
    return f'main.note("{title}").long_press()\nselection.delete.tap()\n'


SAID = {
    "a row opened for what is done to it": (deleted("Milk"), 'Delete the note "Milk"'),
    "a row held for it": (picked("Milk"), 'Delete the note "Milk"'),
    "what is no plain order": (
        'main.note("Milk").long_press()\nselection.move_to_folder.tap()',
        'Tap "Move to folder" for the note "Milk"',
    ),
    "several on one thing": (
        'main.note("Milk").open()\neditor.body.set_text("two")\neditor.save.tap()',
        'Type "two" into Body, then save the note "Milk"',
    ),
    "the same on several things": (deleted("A") + picked("B") + deleted("C"), 'Delete 3 notes: "A", "B", "C"'),
    "a thing that was left": (
        'main.note("Milk").open()\nsettings.sound.turn_off()',
        "Turn Sound off",
    ),
    "a row's own switch": ('main.alarm("Gym").onoff.turn_off()', 'Turn the alarm "Gym" off'),
    "rows' own switches": (
        'main.alarm("Gym").onoff.turn_off()\nmain.alarm("Run").onoff.turn_off()',
        'Turn 2 alarms off: "Gym", "Run"',
    ),
    "a row's own button": ('main.alarm("Gym").delete.tap()', 'Delete the alarm "Gym"'),
    "every row": ("for n in main.notes():\n    n.open()\n    editor_menu.delete.tap()", "For every note: Delete it"),
    "what is only shown": ('main.note("Milk").open()', 'Open the note "Milk"'),
    "nothing": ("", "Do nothing"),
    "code": ("found = main.notes()\nfinish(sorted(found)[0])", ""),
    "what is counted": (
        'n = 0\nfor x in main.notes():\n    if "a" in x.title:\n        n += 1\nfinish(n)',
        'For every note whose title has "a": Count it, then answer with the number of them',
    ),
    "what is counted in some other way": ("n = 0\nfor x in main.notes():\n    n += 2\nfinish(n)", ""),
}


@pytest.mark.parametrize(("script", "said"), SAID.values(), ids=SAID)
def test_a_plan_is_told_by_what_it_does_to_what(script: str, said: str) -> None:
    assert in_words(plan(script, DOC)) == said


DIFFERENT = {
    "shown or deleted": ('main.note("A").open()', picked("A"), ('Open the note "A"', 'Delete the note "A"')),
    "one or the other": (deleted("A"), picked("B"), ('Delete the note "A"', 'Delete the note "B"')),
    "one of three left out": (
        deleted("A") + deleted("B") + deleted("C"),
        deleted("A") + deleted("C"),
        ('Delete 3 notes: "A", "B", "C"', 'Delete 2 notes: "A", "C"'),
    ),
    "one of many left out": (
        "".join(deleted(f"Number {n} of those on a list") for n in range(3)),
        "".join(deleted(f"Number {n} of those on a list") for n in (0, 2)),
        (
            'Delete 2 notes: "Number 0 of those on…", "Number 2 of those on…"'
            ', and also: delete the note "Number 1 of those on a list"',
            'Only this: delete 2 notes: "Number 0 of those on…", "Number 2 of those on…"',
        ),
    ),
    "deeds behind many steps": (
        'main.note("A").open()\neditor.body.set_text("a text that is about as long as lines get")\neditor.save.tap()\n'
        + deleted("A"),
        "settings.sound.turn_off()",
        ('Delete the note "A", and 2 more steps', "Turn Sound off"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other", "said"), DIFFERENT.values(), ids=DIFFERENT)
def test_two_plans_are_told_by_their_deeds(one: str, other: str, said: tuple[str, str]) -> None:
    assert difference(plan(one, DOC), plan(other, DOC), DOC) == said
    assert difference(plan(other, DOC), plan(one, DOC), DOC) == (said[1], said[0])


SAME = {
    "two ways to one deed": (deleted("A"), picked("A")),
    "one row in two spellings": ('main.alarm("the gym").delete.tap()', 'main.alarm("Gym alarm").delete.tap()'),
    "code": ("finish(sorted(main.notes())[0])", "finish(sorted(main.notes())[1])"),
    "names of the script's own": (deleted("A"), f"found = settings.sound.is_on\n{deleted('A')}finish(found)"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_what_is_one_to_a_person_or_can_not_be_said_is_not_put_as_two(one: str, other: str) -> None:
    assert difference(plan(one, DOC), plan(other, DOC), DOC) == ("", "")


def test_a_screen_whose_heading_is_a_number_is_called_by_its_name() -> None:
    (step,) = plan("selection.delete.tap()", DOC).steps
    assert Words(DOC, where=True).line(step) == "Tap Delete in Selection"
