"""What may be said of a run: held against the proofs of its acts, what was read, and what was asked."""

from __future__ import annotations

from typing import Any

import pytest

from agent.fit.coverage import Script
from agent.task.verdict import NOTHING_CHANGED, TaskVerdict, judge
from agent.words.intent import read_intent
from apidocs.doc import Effect
from interpreter.calls import Call, LeftOpen, LookedThrough, Message, Outcome, Proof, Read, Ref
from interpreter.run.runner import RunResult
from tests.interpreter.notes_app import NOTES_DOC

TITLE = Ref("create_note", "title")


def act(op: str, effect: Effect, proof: Proof | None, ref: Ref = TITLE) -> tuple[Call, Outcome]:
    return Call(1, ref, op), Outcome("ok", effect=effect, proof=proof)


HELD = Proof("held", "title shows Milk")
SAVED = act("tap", Effect.COMMIT, Proof("held", "Milk is in the list"))
UNSEEN = act("tap", Effect.COMMIT, Proof("unseen", "no list shows whether it was saved"))
REFUTED = act("tap", Effect.COMMIT, Proof("refuted", 'the app says "Enter a title"'))
TYPED = act("set_text", Effect.INPUT, HELD)


def verdict(task: str, *calls: tuple[Call, Outcome], script: str = "", **more: object) -> TaskVerdict:
    run = RunResult("done", calls=list(calls))
    for name, value in more.items():
        setattr(run, name, value)
    return judge(run, read_intent(task), Script.of(script, NOTES_DOC), NOTES_DOC)


def test_what_was_seen_is_done() -> None:
    assert verdict("add a note called Milk", TYPED, SAVED).status == "done"


def test_what_could_not_be_seen_is_unproved_and_said() -> None:
    found = verdict("add a note called Milk", TYPED, UNSEEN)
    assert (found.status, found.why) == ("unproved", ["no list shows whether it was saved"])


def test_what_the_phone_refutes_is_not_done() -> None:
    assert verdict("add a note called Milk", REFUTED).status == "not_done"


def test_some_of_it_is_partly() -> None:
    assert verdict("add two notes", SAVED, REFUTED).status == "partly"


def test_a_form_left_open_is_not_saved() -> None:
    left = [LeftOpen("create_note", "New note", (("title", "Milk"),))]
    found = verdict("add a note called Milk", TYPED, left_open=left)
    assert found.status == "not_done" and "not saved" in found.why[0]


def test_a_form_the_person_wanted_left_open_is_right() -> None:
    left = [LeftOpen("compose", "Compose", (("to", "Bob"),))]
    assert verdict("write to Bob but don't send it", TYPED, left_open=left).status == "done"


def test_a_loop_that_matched_nothing_is_not_done_and_says_what_it_looked_through() -> None:
    found = verdict("delete all drafts", looked_through=[LookedThrough("main.notes", 14)])
    assert found.status == "not_done" and found.why == ["nothing fitted: 14 notes were looked through"]


def test_an_error_that_the_app_tells_of_is_told() -> None:
    found = verdict("add a note called Milk", SAVED, messages=[Message("Storage is full", "toast", "error")])
    assert found.status == "partly" and "Storage is full" in found.why[0]


OPENED = act("open", Effect.NAVIGATE, None, Ref("main", "notes", row="Milk", row_text="Milk"))


@pytest.mark.parametrize(
    "task", ["call the note Milk Honey", "rename Milk to Honey", "pin the note Milk", "move Milk to another folder"]
)
def test_what_was_only_opened_is_not_changed(task: str) -> None:
    found = verdict(task, OPENED)
    assert (found.status, found.why) == ("not_done", [NOTHING_CHANGED])


PRESSED = Ref("create_note", "ok")


@pytest.mark.parametrize(
    ("effect", "ref", "after", "status"),
    [
        (Effect.COMMIT, PRESSED, "main", "unproved"),
        (Effect.NAVIGATE, PRESSED, "main", "not_done"),
        (Effect.COMMIT, Ref("create_note", "cancel"), "main", "not_done"),
        (Effect.COMMIT, Ref("create_note", "rows", row="Cancel", row_text="Cancel"), "main", "not_done"),
        (Effect.COMMIT, Ref("create_note", "", found="Don't save"), "main", "not_done"),
        (Effect.COMMIT, PRESSED, "create_note", "not_done"),
        (Effect.COMMIT, PRESSED, "delete_note", "not_done"),
    ],
)
def test_a_dialog_that_was_agreed_to_and_leaves_no_trace_is_not_told_as_no_change(
    effect: Effect, ref: Ref, after: str, status: str
) -> None:
    call, outcome = act("tap", effect, None, ref)
    outcome.screen_before, outcome.screen_after = "create_note", after
    found = verdict("make a note", (call, outcome))
    assert found.status == status
    told = "the phone showed nothing of what came of create_note.ok"
    assert found.why == [told if status == "unproved" else NOTHING_CHANGED]


def test_of_a_dialog_that_was_agreed_to_and_then_refused_nothing_may_have_come() -> None:
    call, outcome = act("tap", Effect.COMMIT, None, PRESSED)
    outcome.screen_before, outcome.screen_after = "create_note", "main"
    no = act("tap", Effect.NAVIGATE, None, Ref("delete_note", "no"))
    assert verdict("make a note", (call, outcome), no).why == [NOTHING_CHANGED]


@pytest.mark.parametrize(
    "task",
    ["open Milk", "check the note Milk", "put the note Milk on the screen", "edit Milk", "pick Milk", "the note Milk"],
)
def test_what_may_only_have_been_to_be_opened_is_done(task: str) -> None:
    assert verdict(task, OPENED).status == "done"


EMAIL = Ref("contact", "email")

ANSWERS = [
    ("a value that was read", "what's Ann's mail?", "ann@x.org", [Read(EMAIL, "ann@x.org")], "done"),
    ("a label is none", "what's Ann's mail?", "Email", [Read(EMAIL, "Email")], "not_done"),
    ("made up", "what's Ann's mail?", "ann@x.org", [Read(EMAIL, "bob@x.org")], "not_done"),
    ("nothing read", "what's Ann's mail?", "ann@x.org", [], "not_done"),
    ("the question's own words", "what's the tea of Ann?", "tea of Ann", [Read(EMAIL, "tea of Ann")], "not_done"),
    ("a count", "how many notes are there?", "3", [Read(Ref("main", "notes", row="1", row_text="a"), "a")], "done"),
    ("no count", "how many notes are there?", "a", [Read(Ref("main", "notes", row="1", row_text="a"), "a")], "not_done"),
    ("a state", "is autosave on?", "yes", [Read(Ref("settings", "autosave"), "yes")], "done"),
    ("no answer", "is autosave on?", "", [Read(Ref("settings", "autosave"), "yes")], "not_done"),
    ("several values", "list my notes", "a, b", [Read(Ref("m", "n", row="1"), "a"), Read(Ref("m", "n", row="2"), "b")], "done"),
]  # fmt: skip


@pytest.mark.parametrize(("task", "answer", "read", "status"), [a[1:] for a in ANSWERS], ids=[a[0] for a in ANSWERS])
def test_an_answer_is_a_value_that_was_read(task: str, answer: str, read: list[Read], status: str) -> None:
    found = verdict(task, answer=answer, read=read)
    assert (found.status, found.answer) == (status, answer if status == "done" else "")
    assert bool(found.read_from) == (status == "done")


@pytest.mark.parametrize(("value", "status"), [("Email", "not_done"), ("ann@x.org", "done")])
def test_a_label_answers_no_words_without_a_question_either(value: str, status: str) -> None:
    script = "finish(contact.email.text)"
    found = verdict("Ann's mail please", OPENED, script=script, answer=value, read=[Read(EMAIL, value)])
    assert found.status == status
    assert found.why == (["the phone shows no value for contact.email, only its name"] if status != "done" else [])


@pytest.mark.parametrize(
    ("task", "said", "ref"),
    [
        ("open Milk", "Body", Ref("editor", "body")),
        ("the note Milk", "Body", Ref("editor", "body")),
        ("find Version", "Version", Ref("settings", "", found="Version")),
    ],
)
def test_what_only_had_to_be_shown_is_done_whatever_is_read_there(task: str, said: str, ref: Ref) -> None:
    script = "finish(editor.body.text)"
    assert verdict(task, OPENED, script=script, answer=said, read=[Read(ref, said)]).status == "done"


def test_things_listed_that_have_no_words_are_said_to_be_missing() -> None:
    read = [Read(Ref("clock", "alarms", row=text, row_text=text), text) for text in ("Get up", "School run")]
    found = verdict("which alarms are on?", answer="Get up, School run, ", read=read)
    assert (found.status, found.why) == ("unproved", ["one of them has nothing written there, and can't be named so"])
    assert found.answer == "Get up, School run"
    written = [Read(Ref("note", "text"), "Milk, eggs,")]
    assert verdict("what does the note say?", answer="Milk, eggs,", read=written).status == "done"


def test_a_count_was_read_from_the_list_and_not_from_its_last_row() -> None:
    rows = [Read(Ref("main", "notes", row=text, row_text=text), text) for text in "abc"]
    assert verdict("how many notes are there?", answer="3", read=rows).read_from == ["main.notes"]


def test_a_count_of_a_part_is_not_proved() -> None:
    looked = [LookedThrough("main.notes", 5, only="Work")]
    found = verdict(
        "how many notes are there?", answer="5", read=[Read(Ref("main", "notes"), "a")], looked_through=looked
    )
    assert (found.status, found.why) == ("unproved", ["the list of notes showed only Work"])


def test_what_a_script_says_of_its_deeds_proves_nothing() -> None:
    found = verdict("delete the note Milk", script='finish("1 note deleted")', answer="1 note deleted")
    assert (found.status, found.answer) == ("not_done", "")


DIALOGS = [
    ("delete Lamp", "asked", "not_done"),
    ("delete Lamp", "used", "done"),
    ("move Lamp to the attic", "opened", "not_done"),
    ("is Lamp on?", "opened", "done"),
    ("show Lamp", "opened", "done"),
    ("I don't need Lamp", "asked", "not_done"),
]


@pytest.mark.parametrize(("task", "came", "status"), DIALOGS)
def test_a_dialog_is_a_question_or_a_place(task: str, came: str, status: str) -> None:
    left = [LeftOpen("lamp", "Lamp", dialog=True, came=came)]  # type: ignore[arg-type]
    read: dict[str, Any] = {"answer": "yes", "read": [Read(Ref("lamp", "on"), "yes")]} if task.endswith("?") else {}
    opened = act("open", Effect.NAVIGATE, None)
    deed = act("tap", Effect.DELETE, Proof("held", "Lamp is gone"))
    calls = [opened, deed] if came == "used" else [opened]
    assert verdict(task, *calls, left_open=left, **read).status == status


def test_a_question_that_was_none_is_done_where_something_was_changed() -> None:
    turned = act("turn_on", Effect.SETTINGS, Proof("held", "Date is on"))
    assert verdict("what comes first depends on the date", turned).status == "done"
    assert verdict("what comes first?", turned).status == "partly"
    assert verdict("lock the door and what comes first depends on the date", turned).status == "partly"


def test_what_was_read_answers_an_order_to_show() -> None:
    read: dict[str, Any] = {"answer": "Milk, Eggs", "read": [Read(Ref("main", "notes", row_text="Milk"), "Milk")]}
    read["script"] = 'finish(", ".join([note.title for note in main.notes()]))'
    found = verdict("show all my notes", looked_through=[LookedThrough("main.notes", 2)], **read)
    assert (found.status, found.answer) == ("done", "Milk, Eggs")
    assert verdict("delete all my notes", looked_through=[LookedThrough("main.notes", 2)], **read).status == "not_done"


def test_one_of_the_two_that_were_asked_about_is_an_answer() -> None:
    read: dict[str, Any] = {"answer": "PNG", "read": [Read(Ref("settings", "kind"), "PNG")]}
    assert verdict("are they kept as png or jpeg?", **read).status == "done"
    assert verdict("are they kept as png?", **read).status == "not_done"


LED = [
    ("carry it all along", "main.open_settings.tap()", "tap", "not_done"),
    ("go to the settings", "main.open_settings.tap()", "tap", "done"),
    ("so, open the settings", "main.open_settings.tap()", "tap", "done"),
    ("fetch the settings onto the screen", "settings.open()", "open", "done"),
    (
        "carry it all along",
        'for note in main.notes():\n    note.open()\n    if note.title == "x":\n        create_note.ok.tap()',
        "open",
        "not_done",
    ),
]


@pytest.mark.parametrize(("task", "script", "op", "status"), LED)
def test_what_only_led_somewhere_has_done_no_more_than_that(task: str, script: str, op: str, status: str) -> None:
    led = Call(1, Ref("main", "open_settings"), op), Outcome("ok", effect=Effect.NAVIGATE)
    assert verdict(task, led, script=script).status == status


BODY, TITLES = "main.note('Bob').open()\nbody = editor.body.text\n", "for note in main.notes():\n    "
PINNED = 'if main.note("Milk").pinned.is_on:\n    '
WRITTEN = [
    ("when is my flight?", f'{BODY}finish("Your flight is at 10:45")', "Your flight is at 10:45", "Buy bread", "not_done"),
    ("when is my flight?", f'{BODY}finish("Your flight is at 10:45")', "Your flight is at 10:45", "10:45 to Rome", "done"),
    ("what's Bob's number in my notes?", f'{BODY}finish("Bob: 0170 123")', "Bob: 0170 123", "Bob", "not_done"),
    ("what's Bob's number in my notes?", f'{BODY}finish(f"Bob: {{body}}")', "Bob: 0170 123", "0170 123", "done"),
    ("what's Bob's number in my notes?", f'{BODY}finish(f"{{body}}: 0170 123")', "Bob: 0170 123", "Bob", "not_done"),
    ("what's Bob's number in my notes?", f'{BODY}finish(body + ": 0170 123")', "Bob: 0170 123", "Bob", "not_done"),
    ("when is my flight?", f'{BODY}finish(f"Your flight is at 10:45")', "Your flight is at 10:45", "Buy bread", "not_done"),
    ("when do I meet Ann?", f'{BODY}finish("on Monday")', "on Monday", "bring cake", "not_done"),
    ("when do I meet Ann?", f'{BODY}finish("Ann on Monday")', "Ann on Monday", "Ann", "not_done"),
    ("when do I meet Ann?", f'{BODY}finish(body.split(",")[0])', "on Monday", "on Monday, bring cake", "done"),
    ("how many notes do I have?", 'notes = main.notes()\nfinish("12")', "12", "Milk", "not_done"),
    ("how many notes do I have?", "finish(len(main.notes()))", "12", "Milk", "done"),
    ("how many are pinned?", f"n = 0\n{TITLES}n += note.pinned.is_on\nfinish(n)", "0", "no", "done"),
    ("is Milk pinned?", 'title = main.note("Milk").title\nfinish("yes")', "yes", "Milk", "not_done"),
    ("is Milk pinned?", 'finish("yes" if main.note("Milk").pinned.is_on else "no")', "yes", "yes", "done"),
    ("is Milk there?", f'{TITLES}if note.title == "Milk":\n        finish("yes")\nfinish("no")', "no", "Bread", "done"),
    ("is Milk there?", f'a = "no"\n{TITLES}if note.title == "Milk":\n        a = "yes"\nfinish(a)', "no", "Bread", "done"),
    ("is Milk pinned?", f'{PINNED}finish("Yes, Milk is pinned")', "Yes, Milk is pinned", "yes", "done"),
    ("is Milk pinned?", f'{PINNED}finish("Yes, on Monday")', "Yes, on Monday", "yes", "not_done"),
    ("is it dark or light?", 'finish("light" if settings.theme.value == "Day" else "dark")', "light", "Day", "done"),
    ("which theme is it?", 'if settings.theme.value == "Dark":\n    finish("Dark")', "Dark", "Dark", "done"),
]  # fmt: skip


@pytest.mark.parametrize(("task", "script", "answer", "value", "status"), WRITTEN)
def test_an_answer_that_stands_in_the_script_needs_what_the_phone_says(
    task: str, script: str, answer: str, value: str, status: str
) -> None:
    read = [Read(Ref("main", "notes" if "notes()" in script else "body"), value)]
    found = verdict(task, script=script, answer=answer, read=read)
    assert (found.status, found.answer) == (status, answer if status == "done" else "")


def test_half_of_a_question_answered_is_partly() -> None:
    script, task = "finish(settings.theme.value)", "which theme is on, and which language is it?"
    half_read = [Read(Ref("settings", "theme"), "Dark")]
    half = verdict(task, script=script, answer="Dark", read=half_read)
    assert (half.status, half.answer, half.why) == ("partly", "Dark", ["nothing was read for 'which language is it'"])
    when = verdict("which theme is on and when do i have to be there", script=script, answer="Dark", read=half_read)
    assert (when.status, when.why) == ("partly", ["nothing was read for 'when do i have to be there'"])
    both = "which theme is on, and since when is that theme on?"  # of the second it speaks as well
    assert verdict(both, script=script, answer="Dark", read=half_read).status == "done"


def test_a_value_is_found_behind_a_number_that_begins_alike() -> None:
    read = [Read(Ref("stock", "boxes"), "12 boxes"), Read(Ref("stock", "left"), "2")]
    found = verdict("how many boxes are there and how many are left?", answer="12 boxes, 2", read=read)
    assert (found.status, found.read_from) == ("done", ["stock.boxes", "stock.left"])
