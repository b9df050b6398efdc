"""Scripts made from one that the model wrote, and what becomes of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.decide.candidates import candidate, weigh, with_variants
from agent.decide.deciding import decide
from agent.decide.score import shipped_score
from agent.decide.variants import variants
from agent.fit.doubts import doubts
from agent.model.writing import Generation, Prompt, StopReason
from agent.prepare.preparing import Prepared
from agent.prepare.switches import PRODUCT
from interpreter.calls import Call
from interpreter.check.checking import check
from interpreter.reading.declining import declines
from interpreter.sandbox.worker import Sandbox
from tests.interpreter.notes_app import NOTES_DOC, NotesHost

ADD = "Add passports to my Trip note"
OPENED = 'main.note("Trip").open()\neditor.body.set_text("passports")\n'

NAMED = 'what = "passports"\nmain.note("Trip").open()\neditor.body.set_text(what)\n'

BAGS = OPENED.replace("passports", "batteries and bin bags")

MADE = [
    ("added", "Add passports to my Trip note", OPENED, OPENED.replace("set_text", "append_text")),
    ("appended", "please append passports to Trip", OPENED, OPENED.replace("set_text", "append_text")),
    ("written into", "Write passports into the note Trip", OPENED, OPENED.replace("set_text", "append_text")),
    ("put in", "put passports in my Trip note", OPENED, OPENED.replace("set_text", "append_text")),
    ("jotted down", "jot down in Trip: passports", OPENED, OPENED.replace("set_text", "append_text")),
    ("stuck on", "stick passports on the trip note would you", OPENED, OPENED.replace("set_text", "append_text")),
    ("popped in", "pop passports in Trip", OPENED, OPENED.replace("set_text", "append_text")),
    ("by a name", "Add passports to my Trip note", NAMED, NAMED.replace("set_text", "append_text")),
    ("a verb elsewhere", "put batteries and bin bags on the Trip note", BAGS, BAGS.replace("set_text", "append_text")),
    ("asked nicely", "could you add to Trip that passports are missing", OPENED, OPENED.replace("set_text", "append_text")),
    ("twice", "Add passports to my Trip note", OPENED + OPENED.splitlines()[1] + "\n",
     (OPENED + OPENED.splitlines()[1] + "\n").replace("set_text", "append_text")),
]  # fmt: skip


@pytest.mark.parametrize(("task", "script", "made"), [c[1:] for c in MADE], ids=[c[0] for c in MADE])
def test_what_may_be_meant_stands_beside_what_was_written_and_is_taken(task: str, script: str, made: str) -> None:
    prepared = Prepared(task, NOTES_DOC, Prompt((), ()), "given", whole=True)
    first = candidate(Generation(script, StopReason.STOP, sureness=-0.1, output_tokens=5), prepared, PRODUCT)
    found = with_variants([first], prepared)
    assert [one.text for one in found] == [script, made] and found[1].notes and not found[0].notes
    weigh(found, prepared, shipped_score())
    assert decide(found, shipped_score()).best.text == made
    assert list(variants(made, task, NOTES_DOC)) == []


CHANGED = """main.note("Trip").open()
whole = editor.body.text
if whole.count("18:00") != 1:
    finish("Not done: it does not say \\"18:00\\" once")
editor.body.set_text(whole.replace("18:00", "19:00"))
"""


@pytest.mark.parametrize(
    "task",
    [
        "in the Trip note change 18:00 to 19:00",
        'replace "18:00" by "19:00" in my Trip note',
        "change 18:00 in the Trip note to 19:00",
        "in my note Trip put 19:00 instead of 18:00",
    ],
)
def test_of_a_part_that_is_to_be_changed_the_rest_stays(task: str) -> None:
    script = 'main.note("Trip").open()\neditor.body.set_text("19:00")\n'
    assert [made for made, _ in variants(script, task, NOTES_DOC)] == [CHANGED]
    assert "replaces" in {doubt.kind for doubt in doubts(script, task, NOTES_DOC)}
    assert "replaces" not in {doubt.kind for doubt in doubts(CHANGED, task, NOTES_DOC)}
    assert not check(CHANGED, NOTES_DOC).problems


@pytest.mark.parametrize(
    ("held", "typed"),
    [
        ("leave at 18:00, home by ten", ["leave at 19:00, home by ten"]),
        ("leave at six", []),
        ("18:00 or 18:00", []),
    ],
)
def test_the_part_is_changed_where_it_stands_once_and_else_nothing_is(held: str, typed: list[str]) -> None:
    def body(call: Call) -> object:
        return held if call.ref.element == "body" and call.op == "text" else None

    host = NotesHost(["Trip"], before=body)
    with Sandbox() as sandbox:
        answer = sandbox.run(CHANGED, NOTES_DOC, host).answer
    assert [call.args[0] for call in host.calls if call.op == "set_text"] == typed
    assert declines(answer) is not bool(typed)


@pytest.mark.parametrize(
    ("task", "typed"),
    [
        ("Change my Trip note to passports", "passports"),
        ("change the body of Trip to passports", "passports"),
        ("replace the text of the Trip note with passports", "passports"),
        ("replace everything in Trip with passports", "passports"),
        ("change 18:00 to 19:00 in the Trip note", "all is booked for 19:00"),
    ],
)
def test_what_is_changed_as_a_whole_is_replaced(task: str, typed: str) -> None:
    script = f'main.note("Trip").open()\neditor.body.set_text("{typed}")\n'
    assert not list(variants(script, task, NOTES_DOC))
    assert "replaces" not in {doubt.kind for doubt in doubts(script, task, NOTES_DOC)}


WORKED_OUT = 'main.note("Trip").open()\neditor.body.set_text("\\n".join(sorted(editor.body.text.split("\\n"))))\n'
KEEPS = 'main.note("Trip").open()\neditor.body.set_text(editor.body.text + "\\npassports")\n'
NONE = [
    ("changed", "Change my Trip note to passports", OPENED),
    ("two orders", "Add passports to Trip and rename it to Journey", OPENED),
    ("something new", "Write a new packing list in the note Trip: passports", OPENED),
    ("over it", "Write passports over what is in the note Trip", OPENED),
    ("only that", "Just write passports in the note Trip", OPENED),
    ("written nowhere", "Write passports", OPENED),
    ("in the text itself", "Write to Trip that passports are in town", OPENED),
    ("in place of", "write passports in the note Trip in place of tickets", OPENED),
    ("and not", "write passports in the note Trip, not tickets", OPENED),
    ("to be so", "passports should stand in the Trip note", OPENED),
    ("set", "set passports in the Trip note", OPENED),
    ("sorted", "sort the lines in the Trip note", WORKED_OUT),
    ("added by itself", "pop passports in Trip", KEEPS),
    ("added by itself, in so many words", "add passports to Trip", KEEPS),
    ("as its content", "enter passports as the content of the note on Trip", OPENED),
    ("a question of adding", "What did I add to the Trip note, passports?", OPENED),
    ("a new one", "Add a note called Trip", 'create_note.title.set_text("Trip")\ncreate_note.ok.tap()'),
    ("added already", "Add passports to Trip", 'main.note("Trip").open()\neditor.body.append_text("passports")'),
    ("no Python", "Add passports to Trip", "main.note("),
    ("nothing", "Add passports to Trip", ""),
]


@pytest.mark.parametrize(("task", "script"), [c[1:] for c in NONE], ids=[c[0] for c in NONE])
def test_otherwise_there_is_no_other_script(task: str, script: str) -> None:
    assert list(variants(script, task, NOTES_DOC)) == []


def test_replacing_what_the_task_adds_to_waits_for_the_person() -> None:
    assert "replaces" in {doubt.kind for doubt in doubts(OPENED, "Add passports to my Trip note", NOTES_DOC)}


def test_a_script_and_what_is_made_from_it_are_not_put_to_the_person_beside_one_another() -> None:
    prepared = Prepared(ADD, NOTES_DOC, Prompt((), ()), "given", whole=True)
    first = candidate(Generation(OPENED, StopReason.STOP, sureness=-0.1, output_tokens=5), prepared, PRODUCT)
    found = with_variants([first], prepared)
    for one in found:
        one.chance, one.found = 0.4, {"likelihood": -0.1}
    decision = decide(found, replace(shipped_score(), run=0.5, ask=0.3))
    assert len(found) == 2 and decision.open_to_question == [decision.best]


def test_one_that_was_drawn_too_is_not_made_again() -> None:
    prepared = Prepared(ADD, NOTES_DOC, Prompt((), ()), "given", whole=True)
    texts = [OPENED, OPENED.replace("set_text", "append_text"), OPENED]
    drawn = [candidate(Generation(text, StopReason.STOP), prepared, PRODUCT) for text in texts]
    found = with_variants(drawn, prepared)
    assert [(one.times, one.made) for one in found] == [(2, ""), (1, "")]
