"""Runs that found all that they were to change as it should be: done where the task names it, else most likely another thing."""

from __future__ import annotations

import pytest

from agent.task.verdict import NOTHING_CHANGED, judge
from agent.words.intent import read_intent
from apidocs.doc import AppDoc, Effect, Item, Kind, Part, Screen
from apidocs.shipped.itself import PACKAGE as ITSELF
from interpreter.calls import Call, Outcome, Proof, Ref
from interpreter.run.runner import RunResult
from phones.locating import Locator
from tests.interpreter.notes_app import element

BARE, NAMED = (Part(name=name, kind=Kind.TOGGLE, locator=Locator(resource_id=name)) for name in ("onoff", "vibrate"))
MAIN = [
    element("alarms", Kind.LIST, item=Item(name="alarm", row=Locator(resource_id="row"), parts=[BARE, NAMED])),
    element("snooze", Kind.TOGGLE, effect=Effect.SETTINGS),
    element("dark_mode", Kind.TOGGLE, effect=Effect.SETTINGS),
    element("enabled", Kind.TOGGLE, effect=Effect.SETTINGS),
    element("like", Kind.BUTTON, effect=Effect.COMMIT),
    element("sound", Kind.CHOICE, effect=Effect.SETTINGS),
    *(element(f"switch_{name}", Kind.TOGGLE, effect=Effect.SETTINGS) for name in "abcdefgh"),
]
DOC = AppDoc(package="org.example.clock", label="Clock", start="main", screens=[Screen(name="main", elements=MAIN)])
SNOOZE, DARK, ENABLED, LIKE, SOUND = (Ref("main", name) for name in ("snooze", "dark_mode", "enabled", "like", "sound"))
ONOFF, VIBRATE = (Ref("main", "alarms", row="1", row_text="Gym", part=name) for name in ("onoff", "vibrate"))


def act(op: str, ref: Ref, *args: object, before: bool = True) -> tuple[Call, Outcome]:
    proof = Proof("held", "it is so", before=before)
    return Call(1, ref, op, args), Outcome("ok", effect=Effect.SETTINGS, proof=proof)


CASES = [
    ("its name", "switch snooze off", [act("turn_off", SNOOZE)], "done"),
    ("its name and no verb for it", "use dark mode", [act("turn_on", DARK)], "done"),
    ("another form of it", "I don't want any snoozing", [act("turn_off", SNOOZE)], "done"),
    ("the value", "wake me with Birdsong", [act("choose", SOUND, "Birdsong")], "done"),
    ("a row's only switch", "turn off the Gym alarm", [act("turn_off", ONOFF)], "done"),
    ("a row's only switch, in other words", "cancel the Gym alarm", [act("turn_off", ONOFF)], "done"),
    ("a page's only switch", "turn off the Gym alarm", [act("turn_off", ENABLED)], "done"),
    ("a row's other switch", "let Gym vibrate", [act("turn_on", VIBRATE)], "done"),
    ("a mark", "like the photo", [act("tap", LIKE)], "done"),
    ("a box to tick", "tick off Gym", [act("turn_on", VIBRATE)], "done"),
    ("a mark that is taken off", "unlike Gym", [act("turn_off", VIBRATE)], "done"),
    ("whether it is so yet or not", "make sure I can sleep in", [act("turn_off", SNOOZE)], "done"),
    ("a condition", "if I overslept, be quiet", [act("turn_off", SNOOZE)], "done"),
    (
        "another was changed",
        "let me sleep in",
        [act("turn_off", SNOOZE), act("choose", SOUND, "", before=False)],
        "done",
    ),
    ("no word of it", "let me sleep in", [act("turn_off", SNOOZE)], "not_done"),
    ("the verb and no word of it", "turn on the torch", [act("turn_on", DARK)], "not_done"),
    ("the row and not its switch", "Gym drives me mad", [act("turn_off", VIBRATE)], "not_done"),
    ("no verb that undoes", "let me sleep until noon", [act("turn_off", SNOOZE)], "not_done"),
    ("none of several", "let me sleep in", [act("turn_off", SNOOZE), act("choose", SOUND, "None")], "not_done"),
    (
        "more than are told",
        "let me sleep in",
        [act("turn_off", Ref("main", f"switch_{n}")) for n in "abcdefgh"],
        "not_done",
    ),
]


@pytest.mark.parametrize(("task", "calls", "status"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_stood_so_already_is_done_where_the_task_names_it(
    task: str, calls: list[tuple[Call, Outcome]], status: str
) -> None:
    found = judge(RunResult("done", calls=calls), read_intent(task), None, DOC)
    assert found.status == status
    if status == "not_done":
        assert found.why[-1] == NOTHING_CHANGED and " already" in found.why[0]


def test_of_the_phone_itself_all_words_are_known() -> None:
    run = RunResult("done", calls=[act("turn_off", SNOOZE)])
    assert judge(run, read_intent("let me sleep in"), None, DOC.model_copy(update={"package": ITSELF})).status == "done"


def test_a_script_of_a_persons_own_is_held_against_no_words() -> None:
    assert judge(RunResult("done", calls=[act("turn_off", SNOOZE)]), read_intent(""), None, DOC).status == "done"
