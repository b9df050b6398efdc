"""What a task's words order, ask and forbid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.words.intent import read_intent
from apidocs.doc import Effect

MOODS = [
    ("is bluetooth on?", ["ask"]),
    ("which wifi am I connected to", ["ask"]),
    ("show whether bluetooth is on", ["ask"]),
    ("let me know if the lamp is switched on", ["ask"]),
    ("check if bluetooth is turned on", ["ask"]),
    ("I want to know when the train leaves", ["ask"]),
    ("can you turn the lamp off please", ["order"]),
    ("would you mind deleting the draft?", ["order"]),
    ("don't turn on the lamp, just tell me whether it is on", ["forbid", "ask"]),
    ("leave the lamp alone, is it on?", ["forbid", "ask"]),
    ("is there anyone without an address?", ["ask"]),
    ("can you turn on the lamp without the radio?", ["order", "forbid"]),
    ("does it open without asking?", ["ask", "forbid"]),
    ("turn the heating off but leave the lamp on please", ["order", "forbid"]),
    ("leave a letter on the desk", ["order"]),
    ("turn on do not disturb until 7", ["order"]),
    ("put it on Don't Disturb, please", ["order"]),
    ("do not disturb me", ["forbid"]),
    ("is the lamp on? if it is, turn it off", ["condition", "condition", "order"]),
    ("write a letter to Bob saying hello but don't send it yet", ["order", "forbid"]),
    ("no dark colours any more, use whatever the phone uses", ["forbid", "order"]),
    ("move the visit to Tuesday, not Monday", ["order", "forbid"]),
    ("delete all letters except the first from Ann", ["order", "forbid"]),
    ("buy milk and eggs", ["order"]),
    ("do not keep the cover", ["forbid"]),
    ("have it read out loud", ["order"]),
    ("do it", ["order"]),
    ("why don't you write to Bob?", ["order"]),
    ("do you mind deleting everything?", ["order"]),
    ("why don't I see it?", ["ask"]),
    ("should I delete the draft?", ["ask"]),
    ("can the letter be sent later?", ["ask"]),
    ("could you send the letter?", ["order"]),
    ("when was it written?", ["ask"]),
    ("turn the lamp on when it is dark", ["order"]),
    ("have I got a letter", ["ask"]),
    ("have my letters been sent", ["ask"]),
    ("do all my letters arrive", ["ask"]),
    ("if read-only is off turn it on", ["order"]),
    ("let Ann know in a text that I'll be late", ["order"]),
    ("ask Ben whether he comes", ["order"]),
    ("is it locked? If not, lock it", ["condition", "condition", "order"]),
    ("put it on the list unless it's there already", ["order", "condition"]),
    ("turn it on if it is dark", ["order", "condition"]),
    ("once you are done please delete the letter", ["order"]),
    ("if it rains can you turn the lamp off", ["order"]),
    ("see if it is dark", ["ask"]),
    ("can they see it if it is dark?", ["ask", "condition"]),
    ("we're going to Rome, make an entry", ["order", "order"]),
    ("I don't own it any longer", ["order"]),
    ("we're not using it any more, out with it", ["order"]),
    ("sort it by size, not by name", ["order", "forbid"]),
    ("I don't want you to send it", ["forbid"]),
    ("I never wrote it, strike it", ["order"]),
    ("let me see the figures", ["order"]),
    ("let me do it", ["forbid"]),
    ("let me delete it", ["forbid"]),
    ("let me take it all along", ["order"]),
    ("the boss can only do Sunday, so that's when we meet", ["order"]),
    ("do it in blue", ["order"]),
    ("do lock the door", ["order"]),
    ("quick question: how many are there", ["ask"]),
    ("So, who is on the list", ["ask"]),
    ("Ok, what's next", ["ask"]),
    ("Hi, turn the lamp on", ["order"]),
    ("can we… yeah, the lamp to blue", ["order"]),
    ("can we sail tomorrow", ["ask"]),
    ("please", ["order"]),
    ("down to how many does it count", ["ask"]),
    ("number of clients", ["ask"]),
    ("number of clients?", ["ask"]),
    ("will it tell me to rest", ["ask"]),
    ("add an entry: Opera, which is on at the Arena", ["order"]),
    ("tell me two days ahead that it runs out", ["order"]),
    ("choose any", ["order"]),
    ("one time or three times in a row, which is it", ["order", "ask"]),
    ("give me more time, will you", ["order"]),
    ('"Sparrow" is too high, lower it', ["order", "order"]),
    ('is "Sparrow" high?', ["ask"]),
    ("have me type it out", ["order"]),
    ("asdf qwer", ["order"]),
    ("", []),
]


@pytest.mark.parametrize(("task", "moods"), MOODS, ids=[task or "empty" for task, _ in MOODS])
def test_each_part_orders_asks_or_forbids(task: str, moods: list[str]) -> None:
    assert [clause.mood for clause in read_intent(task).clauses] == moods


UNSURE = [
    ("what comes first depends on the date", True),
    ("what I read is nobody's business", True),
    ("how it is shown: large", True),
    ("count my money in pounds", True),
    ("I'd like to have a say in whether it's clean", True),
    ("could do with more light", True),
    ("what comes first?", False),
    ("what is the first", False),
    ("which one has milk in it", False),
    ("how many are there", False),
    ("count the letters", False),
    ("is the lamp on", False),
    ("did I lock it", False),
    ("tell me what I wrote", False),
]


@pytest.mark.parametrize(("task", "unsure"), UNSURE, ids=[task for task, _ in UNSURE])
def test_what_may_be_no_question_is_known(task: str, unsure: bool) -> None:
    (clause,) = read_intent(task).clauses
    assert (clause.mood, clause.unsure) == ("ask", unsure)


def test_a_number_with_a_comma_is_one() -> None:
    assert [c.text for c in read_intent("don't touch it at 88,210").clauses] == ["don't touch it at 88,210"]


GRAVEST = [
    ("I pay 34 cents", Effect.COMMIT),
    ("I don't send it any longer", Effect.COMMIT),
    ("I'm not sending it", Effect.COMMIT),
    ("it is not for deleting", Effect.COMMIT),
    ("choose delete for the first one", Effect.DELETE),
    ("the old letters can go in the bin", Effect.DELETE),
    ("is the lamp on?", Effect.INPUT),
    ("tell me whether to delete it", Effect.INPUT),
    ("show the word count", Effect.SETTINGS),
    ("turn the lamp on", Effect.COMMIT),
    ("add a note called Milk", Effect.COMMIT),
    ("write to Bob, but don't send it", Effect.COMMIT),
    ("text Bob that I'm late", Effect.SHARE),
    ("get rid of the old letters", Effect.DELETE),
    ("would you mind deleting the draft?", Effect.DELETE),
    ("let Ann know that I'm late", Effect.SHARE),
    ("throw all the old letters in the bin", Effect.DELETE),
    ("give Ann a ring", Effect.CALL),
    ("create a contact: Ann Lee, phone 0170 12, email a@b.org", Effect.COMMIT),
    ("don't delete the draft", Effect.SETTINGS),
    ("don't turn off the lamp", Effect.INPUT),
    ("please do not turn the lamp on", Effect.INPUT),
    ("don't turn the lamp off, turn it on", Effect.COMMIT),
    ("don't ask me each time", Effect.SETTINGS),
]


@pytest.mark.parametrize(("task", "gravest"), GRAVEST, ids=[task for task, _ in GRAVEST])
def test_what_a_script_may_do_is_what_the_words_speak_of(task: str, gravest: Effect) -> None:
    intent = read_intent(task)
    assert [effect for effect in Effect if intent.allows(effect)][-1] is gravest


def test_a_grave_deed_allows_no_other_one() -> None:
    intent = read_intent("delete the chat with Bob")
    assert intent.allows(Effect.DELETE)
    assert not intent.allows(Effect.SEND)
    assert not intent.allows(Effect.PAY)


def test_values_and_names_are_kept_as_written() -> None:
    intent = read_intent('call Carla\'s place "Home, sweet" and set it for 7:30 with 12 chairs')
    assert intent.quoted == ("Home, sweet",)
    assert intent.names == ("Carla",)
    assert intent.numbers == ("7:30", "12")


def test_a_name_ends_where_the_next_part_begins() -> None:
    assert read_intent("add a note saying hello but don't pin it").quoted == ("hello",)


def test_a_name_in_quotes_is_that_name_alone() -> None:
    assert read_intent('add a note called "Passport" with the text "in the drawer"').quoted == (
        "Passport",
        "in the drawer",
    )


def test_what_is_only_forbidden_is_not_what_the_task_is_about() -> None:
    intent = read_intent("sort by size, not by name")
    assert "siz" in intent.words
    assert "nam" in intent.forbidden


def test_the_state_that_is_ordered() -> None:
    assert read_intent("turn the lamp off").state == "off"
    assert read_intent("enable the lamp").state == "on"
    assert read_intent("is the lamp off?").state == ""


@given(st.text(max_size=80))
def test_any_text_is_read(task: str) -> None:
    read_intent(task)


@given(st.sampled_from(["turn on the lamp", "delete the letter", "add a note called Milk", "send the letter to Bob"]))
def test_a_negation_never_allows_more(task: str) -> None:
    allowed = [e for e in Effect if read_intent(task).allows(e)]
    for forbidden in (f"don't {task}", f"do not {task}, please", f"tell me whether to {task}"):
        assert set(e for e in Effect if read_intent(forbidden).allows(e)) <= set(allowed)
        assert not read_intent(forbidden).orders


LISTED = [
    ("a checklist called Picnic with plates, cups and napkins", ("plates", "cups", "napkins")),
    ("open the note Milk, delete it and go back", ()),
    ("new list: crisps, paper cups", ("crisps", "paper cups")),
    ("buy milk and eggs", ()),
    ("sort by name, then open the first and share it", ()),
]


@pytest.mark.parametrize(("task", "listed"), LISTED, ids=[task for task, _ in LISTED])
def test_things_told_one_after_the_other(task: str, listed: tuple[str, ...]) -> None:
    assert read_intent(task).listed == listed


@pytest.mark.parametrize("task", ["you're great", "You’re the best, they've", "isn't that it?", "there's that"])
def test_a_contraction_says_as_little_as_its_parts(task: str) -> None:
    assert read_intent(task).words <= {"great", "best"}


def test_a_half_more_is_no_thing_of_a_list() -> None:
    assert read_intent("boil it with this: six and a half minutes, starting now").listed == ()
    assert read_intent("a list with two eggs, bread and salt").listed != ()
