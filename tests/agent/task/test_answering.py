"""What is said to have been done, from the calls: only what the run did itself, in people's words."""

from __future__ import annotations

import pytest

from agent.decide.candidates import given
from agent.fit.doubt import Doubt
from agent.task.answering import say_done, say_partly, say_rows_left, say_so_far, say_unproved
from agent.task.concluding import say_refused
from apidocs.doc import AppDoc, Effect, Element, Item, Kind, Part, Screen
from interpreter.calls import Call, Outcome, Proof, Ref
from interpreter.run.left_open import CONFIRMED
from phones.locating import Locator
from tests.interpreter.notes_app import NOTES_DOC, element, notes_list

WIFI, THEME = Ref("network", "wifi"), Ref("settings", "theme")
PARTS = [
    Part(name="label", kind=Kind.TEXT, locator=Locator(resource_id="label")),
    Part(name="onoff", kind=Kind.TOGGLE, locator=Locator(resource_id="onoff")),
    Part(name="vibrate", kind=Kind.TOGGLE, locator=Locator(resource_id="vibrate")),
    Part(name="delete", kind=Kind.BUTTON, locator=Locator(resource_id="delete")),
]
DOC = AppDoc(
    package="org.example.clock",
    label="Clock",
    start="main",
    screens=[
        Screen(
            name="main",
            elements=[
                element("alarms", Kind.LIST, item=Item(name="alarm", row=Locator(resource_id="row"), parts=PARTS)),
                notes_list("notes", "note"),
            ],
        ),
        Screen(
            name="editor",
            elements=[
                element("title", Kind.INPUT, effect=Effect.INPUT),
                element("save", Kind.BUTTON, effect=Effect.COMMIT),
                element("pin", Kind.BUTTON, effect=Effect.COMMIT),
                element("more_options", Kind.BUTTON),
                element("delete", Kind.BUTTON, effect=Effect.DELETE),
                element("folder", Kind.CHOICE, label="Move to folder", effect=Effect.COMMIT),
            ],
        ),
        Screen(name="network", elements=[element("wifi", Kind.TOGGLE, label="Wi-Fi", effect=Effect.SETTINGS)]),
    ],
)
Act = tuple[Call, Outcome]


def done(op: str, ref: Ref, *args: str, before: bool) -> Act:
    return Call(1, ref, op, args), Outcome("ok", proof=Proof("held", "it is so", before=before))


def alarm(title: str, op: str = "turn_off", part: str = "onoff", before: bool = False) -> Act:
    return done(op, Ref("main", "alarms", row=f"key of {title}", row_text=title, part=part), before=before)


def shows(value: str, said: str) -> Act:
    call, outcome = on("folder", MILK, "choose", said)
    assert outcome.proof is not None
    outcome.proof = Proof("held", f'Date shows "{value}"')
    return call, outcome


def led(op: str, ref: Ref, within: str = "") -> Act:
    return Call(1, ref, op), Outcome("ok", effect=Effect.NAVIGATE, within=within)


def on(name: str, within: str, op: str = "tap", *args: str, proof: str = "held") -> Act:
    told = element_of(name).effect
    return Call(1, Ref("editor", name), op, args), Outcome(
        "ok", effect=told, proof=Proof("held" if proof == "held" else "unseen", "it is so"), within=within
    )


def element_of(name: str) -> Element:
    found = DOC.element("editor", name)
    assert found is not None
    return found


def opened(title: str) -> Act:
    return led("open", Ref("main", "notes", row=title, row_text=title))


@pytest.mark.parametrize(
    ("act", "did", "stood"),
    [
        (("turn_on", WIFI), "turned Wifi on", "Wifi was on already"),
        (("turn_off", WIFI), "turned Wifi off", "Wifi was off already"),
        (("tap", Ref("editor", "pin")), 'tapped "Pin"', '"Pin" was marked already'),
        (("choose", THEME, "Dark"), 'set Theme to "Dark"', 'Theme was "Dark" already'),
    ],
)
def test_what_stood_so_already_is_not_told_as_done(act: tuple[str, Ref], did: str, stood: str) -> None:
    assert say_done([done(*act, before=False)], NOTES_DOC) == f"Done: {did}."
    assert say_done([done(*act, before=True)], NOTES_DOC) == f"Done: {stood}."
    assert say_so_far([done(*act, before=False)], NOTES_DOC) == f"Done before that: {did}."
    assert say_so_far([done(*act, before=True)], NOTES_DOC) == "Nothing was changed."


MILK = 'note "Milk"'
SAID: dict[str, tuple[list[Act], str]] = {
    "a row's own switch": ([alarm("Get up")], 'turned the alarm "Get up" off'),
    "another of its switches": ([alarm("Get up", part="vibrate")], 'turned Vibrate off for the alarm "Get up"'),
    "several": ([alarm("Get up"), alarm("Run"), alarm("")], 'turned 3 alarms off: "Get up", "Run", ""'),
    "some stood so": (
        [alarm("Get up"), alarm("Tea", before=True), alarm("Run"), alarm("Nap", before=True)],
        'turned 2 alarms off: "Get up", "Run"; 2 alarms were off already: "Tea", "Nap"',
    ),
    "many": (
        [alarm(str(n)) for n in range(10)],
        'turned 10 alarms off: "0", "1", "2", "3", "4", "5", "6", "7" and 2 more',
    ),
    "its words on the screen": ([done("turn_off", WIFI, before=False)], "turned Wi-Fi off"),
    "a deed on what was opened": (
        [opened("Milk"), led("tap", Ref("editor", "more_options"), MILK), on("delete", MILK)],
        'deleted the note "Milk"',
    ),
    "on several that were opened": (
        [opened("Milk"), on("delete", MILK), opened("Tea"), on("delete", 'note "Tea"')],
        'deleted 2 notes: "Milk", "Tea"',
    ),
    "on several that were picked": ([on("delete", 'note "Milk", note "Tea"')], 'deleted 2 notes: "Milk", "Tea"'),
    "several deeds on one": (
        [opened("Milk"), on("title", MILK, "set_text", "Oats"), on("save", MILK)],
        'typed "Oats" into Title, saved the note "Milk"',
    ),
    "a button whose word nothing follows": ([opened("Milk"), on("pin", MILK)], 'tapped "Pin" for the note "Milk"'),
    "a choice": (
        [on("folder", MILK, "choose", "Work")],
        'set Move to folder to "Work" for the note "Milk"',
    ),
    "a day with the year it came to": (
        [shows("2027-04-16", "April 16")],
        'set Move to folder to "April 16" (2027-04-16) for the note "Milk"',
    ),
    "a day said whole": (
        [shows("Fri, April 16, 2027", "16 April 2027")],
        'set Move to folder to "16 April 2027" for the note "Milk"',
    ),
    "what nothing shows is told as the touch": (
        [opened("Milk"), on("delete", MILK, proof="unseen")],
        'tapped "Delete" for the note "Milk"',
    ),
    "a row's own button": ([alarm("Tea", "tap", "delete")], 'deleted the alarm "Tea"'),
    "on nothing that was opened": ([on("save", "")], 'tapped "Save"'),
    "what only leads somewhere": (
        [opened("Milk"), led("tap", Ref("editor", "more_options"), MILK)],
        'opened the note "Milk", tapped "More options" for the note "Milk"',
    ),
}


@pytest.mark.parametrize(("acts", "said"), SAID.values(), ids=SAID)
def test_acts_are_told_with_what_they_were_done_to(acts: list[Act], said: str) -> None:
    assert say_done(acts, DOC) == f"Done: {said}."


PIN, SHARE = Ref("editor", "pin"), Ref("editor", "more_options")


@pytest.mark.parametrize(
    ("acts", "said"),
    [
        ([on("pin", 'note "Milk"') for _ in range(3)], 'Done: tapped "Pin" 3 times for the note "Milk".'),
        ([done("tap", PIN, before=False) for _ in range(2)], 'Done: tapped "Pin" twice.'),
        (
            [done("tap", PIN, before=False), done("tap", SHARE, before=False)],
            'Done: tapped "Pin", tapped "More options".',
        ),
    ],
)
def test_the_same_again_is_told_as_how_often(acts: list[Act], said: str) -> None:
    assert say_done(acts, DOC) == said


def test_a_text_of_several_lines_is_told_in_one() -> None:
    typed = done("set_text", Ref("editor", "title"), "Milk\nEggs", before=False)
    assert say_done([typed], DOC) == 'Done: typed "Milk ⏎ Eggs" into Title.'


def test_of_many_different_acts_the_number_is_told() -> None:
    acts = [on("title", "", "set_text", str(n)) for n in range(7)]
    assert say_done(acts, DOC) == "Done, in 7 steps."
    assert say_so_far(acts, DOC) == "7 steps had been carried out."


@pytest.mark.parametrize(
    ("answer", "said"), [("3", "3. Not proved: x."), ("It is on.", "It is on. Not proved: x."), ("", None)]
)
def test_an_answer_ends_before_the_next_sentence(answer: str, said: str | None) -> None:
    told = say_unproved([alarm("Tea")], DOC, ["x"], answer)
    assert told == (said or 'Done: turned the alarm "Tea" off. Not proved: x.')
    partly = say_partly([], DOC, ["x"], answer)
    assert partly == f"{f'{answer.rstrip(chr(46))}. ' if answer else ''}Partly done: x. Nothing was changed."


def in_loop(op: str, ref: Ref, **more: object) -> Act:
    return Call(1, ref, op, in_loop=True), Outcome("ok", **more)  # type: ignore[arg-type]


ALARMS: list[tuple[str, dict[str, str]]] = [(title, {}) for title in ("Up", "Gym", "Tea", "Tea")]
OVER = Call(1, Ref("main", "alarms"), "rows"), Outcome("ok", rows=ALARMS)


@pytest.mark.parametrize(
    ("turned", "said"),
    [
        (["Up"], 'It stopped at the alarm "Up"; 3 more were not come to: "Gym", "Tea".'),
        (["Up", "Gym"], 'It stopped at the alarm "Gym"; 2 more were not come to: "Tea".'),
        (["Up", "Gym", "Tea"], ""),
        ([], ""),
    ],
)
def test_which_rows_a_run_that_broke_off_left_is_told(turned: list[str], said: str) -> None:
    calls = [OVER, *(in_loop("open", Ref("main", "alarms", row=f"key of {title}", row_text=title)) for title in turned)]
    assert say_rows_left([*calls, in_loop("tap", Ref("editor", "delete"))] if turned else calls, DOC) == said


def test_outside_of_a_loop_no_rows_are_left() -> None:
    assert say_rows_left([OVER, alarm("Up"), led("tap", Ref("editor", "delete"))], DOC) == ""


def test_a_row_that_was_opened_while_the_dialog_before_was_confirmed_is_no_deed() -> None:
    opened_next = Call(2, Ref("main", "notes", row="2", row_text="Bike"), "open"), Outcome("ok", effect=Effect.DELETE)
    assert say_done([on("delete", 'note "Milk"'), opened_next], DOC) == 'Done: deleted the note "Milk".'
    held_next = Call(2, Ref("main", "notes", row="2", row_text="Bike"), "long_press")
    confirmed = Outcome(
        "ok", Effect.DELETE, proof=Proof("held", "it has gone"), steps=[f'{CONFIRMED}, "Delete?": "Delete"']
    )
    acts = [on("delete", 'note "Milk"'), (held_next, confirmed), on("delete", 'note "Bike"')]
    assert say_done(acts, DOC) == 'Done: deleted 2 notes: "Milk", "Bike".'


def test_who_is_sent_to_look_at_an_app_is_told_how() -> None:
    said = say_refused(given("nonsense.a.tap()", NOTES_DOC), NOTES_DOC, given=False)
    assert said.endswith("look at what the app offers: thumbwright apps show org.example.notes")


def test_what_is_wrong_with_a_script_is_told_in_its_own_language_to_who_wrote_it_alone() -> None:
    written = given("main.search.is_on", NOTES_DOC)
    assert "`main.search` has no `is_on`" in say_refused(written, NOTES_DOC, given=True)
    said = say_refused(written, NOTES_DOC, given=False)
    assert "is_on" not in said and "line" not in said and "Nothing was touched" in said


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("# mine\nmain.serch.tap()\n", ["in line 2, `main.serch.tap()`", "Did you mean `main.search`?"]),
        ("import os\n", ["in line 1, `import os`", "can't import `os`", "1 more fault was found."]),
        ("x = (\n", ["in line 1, `x = (`", "never closed", "Close the bracket."]),
        ("x = 1\n", ["because the script uses nothing of the app", "Call the elements that do the task."]),
        ("", ["because the script is empty."]),
    ],
    ids=["a name", "an import", "no Python", "nothing of the app", "empty"],
)
def test_a_persons_own_script_is_to_be_changed_and_not_said_in_other_words(script: str, said: list[str]) -> None:
    told = say_refused(given(script, NOTES_DOC), NOTES_DOC, given=True)
    assert all(one in told for one in said), told
    assert "other words" not in told and "line 0" not in told
    assert "Nothing was touched. Change it in the script, and run that again." in told
    assert told.endswith("What scripts can use: thumbwright apps show org.example.notes")


def test_what_a_script_that_waits_would_do_is_told() -> None:
    written = given("main.search.tap()", NOTES_DOC)
    written.held = ["the model isn't sure"]
    said = say_refused(written, NOTES_DOC, given=False)
    assert "isn't certain enough" in said and "It would do this: Tap Search. Nothing was touched." in said
    written.doubts = [Doubt("unasked_effect", 0, "nobody asked for it")]
    said = say_refused(written, NOTES_DOC, given=False)
    assert "isn't what you said: nobody asked for it" in said and "It would do this: Tap Search." in said


def test_the_gravest_of_what_it_would_do_is_told_however_long_it_gets() -> None:
    typing = "".join(f'compose.message.set_text("some words that go into it, number {n}")\n' for n in range(6))
    written = given(f"{typing}compose.send.tap()\n", NOTES_DOC)
    written.held = ["the model isn't sure"]
    assert "It would do this: Tap Send in Compose, and 6 more steps." in say_refused(written, NOTES_DOC, given=False)


def test_what_the_run_pressed_at_the_end_is_told() -> None:
    pressed = Outcome(
        "ok", effect=Effect.DELETE, steps=['the script stopped before the task\'s "delete"; pressed "Delete"']
    )
    acts = [led("open", Ref("main", "notes", row="k", row_text="Milk")), (Call(2, Ref(), "finish", ("",)), pressed)]
    assert say_done(acts, DOC) == 'Done: pressed "Delete".'


def test_a_mark_that_stood_so_is_told_as_it_stood() -> None:
    stood = Outcome("ok", effect=Effect.COMMIT, proof=Proof("held", '"Pin" was not marked', before=True))
    assert say_done([(Call(1, Ref("editor", "pin"), "tap"), stood)], DOC) == 'Done: "Pin" was not marked.'
