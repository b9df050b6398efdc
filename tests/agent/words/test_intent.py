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
    ("are the lamp and the radio on?", ["ask", "ask"]),
    ("is the lamp, the radio and the fan off", ["ask", "ask", "ask"]),
    ("did I leave the lamp and the radio on?", ["ask", "ask"]),
    ("is the lamp on and the radio off", ["ask", "ask"]),
    ("is the lamp on and switch off the radio", ["ask", "order"]),
    ("is the lamp on? radio off", ["ask", "order"]),
    ("is the lamp on, radio off please", ["ask", "order"]),
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
    ("leave the lamp as it is", ["forbid"]),
    ("turn on the radio and keep the lamp the way it is", ["order", "forbid"]),
    ("please leave the heating where it is", ["forbid"]),
    ("keep the lamp on", ["order"]),
    ("keep the letter as a draft", ["order"]),
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
    ("if read-only is off turn it on", ["condition", "order"]),
    ("let Ann know in a text that I'll be late", ["order"]),
    ("ask Ben whether he comes", ["order"]),
    ("is it locked? If not, lock it", ["condition", "condition", "order"]),
    ("put it on the list unless it's there already", ["order", "condition"]),
    ("turn it on if it is dark", ["order", "condition"]),
    ("once you are done please delete the letter", ["condition", "order"]),
    ("if it rains can you turn the lamp off", ["condition", "order"]),
    ("see if it is dark", ["ask"]),
    ("can they see it if it is dark?", ["ask", "condition"]),
    ("we're going to Rome, make an entry", ["order", "order"]),
    ("I don't own it any longer", ["order"]),
    ("we're not using it any more, out with it", ["order", "order"]),
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
    ("don't forget to lock the door", ["order"]),
    ("never forget to lock it", ["order"]),
    ("don't hesitate to turn the lamp off", ["order"]),
    ("lock the door, please don't forget", ["order"]),
    ("I'll need a ladder at 7", ["order"]),
    ("I'll do it", ["forbid"]),
    ("if the lamp is not on turn it on", ["condition", "order"]),
    ("when did I open it?", ["ask"]),
    ("if you don't mind turn off the lamp", ["condition", "order"]),
    ("can we turn off the lamp?", ["order"]),
    ("can I delete the draft?", ["ask"]),
    ("can I add more than five?", ["order"]),
    ("could I have the lamp on please", ["order"]),
    ("any chance you could turn off the lamp?", ["order"]),
    ("is it possible to turn off the lamp", ["order"]),
    ("is it possible to sail there", ["ask"]),
    ("why not turn the lamp off?", ["order"]),
    ("why not?", ["ask"]),
    ("can't you turn off the lamp?", ["order"]),
    ("do you think you could dim it?", ["order"]),
    ("tell the time", ["ask"]),
    ("tell what time it is", ["ask"]),
    ("tell the boss that I'm late", ["order"]),
    ("name the new boat Swallow", ["order"]),
    ("name the players of Arsenal", ["ask"]),
    ("turn off all lamps but the red one", ["order", "forbid"]),
    ("turn off all lamps but keep the red one as it is", ["order", "forbid"]),
    ("move every letter besides the first", ["order", "forbid"]),
    ("move every letter bar the first", ["order", "forbid"]),
    ("move all letters excluding the first", ["order", "forbid"]),
    ("invite everybody but Ann", ["order", "forbid"]),
    ("move all letters, keep Ann's", ["order", "forbid"]),
    ("move all letters, but first open the newest", ["order", "order"]),
    ("show nothing but the letters", ["order"]),
    ("play every bar of the song", ["order"]),
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
    ("move the letter to the bin", Effect.DELETE),
    ("could you move the letter to the trash folder now", Effect.DELETE),
    ("send the old letter to trash", Effect.DELETE),
    ("send all the old letters straight to the bin, please", Effect.DELETE),
    ("send Ann the letter that is in the bin", Effect.SHARE),
    ("send the letter in the bin", Effect.SHARE),
    ("toss the draft into my recycle bin, please", Effect.DELETE),
    ("move the letter out of the bin", Effect.COMMIT),
    ("move the letter about the bin to the archive", Effect.COMMIT),
    ("write down: move it to the bin", Effect.COMMIT),
    ("give Ann a ring", Effect.CALL),
    ("create a contact: Ann Lee, phone 0170 12, email a@b.org", Effect.COMMIT),
    ("don't delete the draft", Effect.SETTINGS),
    ("don't turn off the lamp", Effect.INPUT),
    ("please do not turn the lamp on", Effect.INPUT),
    ("don't turn the lamp off, turn it on", Effect.COMMIT),
    ("don't ask me each time", Effect.SETTINGS),
    ("remind me to write to Bob", Effect.COMMIT),
    ("remind me to take out the rubbish and call Ann", Effect.COMMIT),
    ("add give Mum a ring to my list", Effect.COMMIT),
    ("add a card to throw out the old milk", Effect.COMMIT),
    ("don't let me forget to call Ann", Effect.COMMIT),
    ("don't forget to call Ann", Effect.CALL),
    ("phone number of Bob", Effect.COMMIT),
    ("message from Ann", Effect.COMMIT),
    ("call the 7 am one Wake up", Effect.COMMIT),
    ("call it Soup", Effect.COMMIT),
    ("call it off", Effect.DELETE),
    ("call my sister Ann", Effect.CALL),
    ("tell the time", Effect.INPUT),
    ("the old letters can go", Effect.DELETE),
    ("this letter is no longer needed", Effect.DELETE),
    ("I can go", Effect.SETTINGS),
    ("write down that Bob can go", Effect.COMMIT),
    ("the train can go to Rome", Effect.SETTINGS),
    ("drop the letter", Effect.DELETE),
    ("a drop of milk", Effect.COMMIT),
    ("drop Ann a line", Effect.SHARE),
    ("get Soup off the list", Effect.DELETE),
    ("take the phone off silent, please", Effect.COMMIT),
    ("get my phone off vibrate", Effect.COMMIT),
    ("take the call off mute", Effect.COMMIT),
    ("get the letter out of the archive", Effect.COMMIT),
    ("I don't need the letter any more", Effect.DELETE),
    ("I don't want the sound any more", Effect.COMMIT),
    ("no more adverts", Effect.COMMIT),
    ("no more than five", Effect.SETTINGS),
    ("off with it", Effect.DELETE),
    ("show the large text", Effect.SETTINGS),
    ("I want to hear of every reply", Effect.COMMIT),
    ("I want to text Bob", Effect.SHARE),
    ("let the nurse see my letters", Effect.SHARE),
    ("let it have a red cover", Effect.COMMIT),
    ("open a new page for Naples", Effect.COMMIT),
    ("open the page", Effect.SETTINGS),
    ("tell me as soon as it rains", Effect.COMMIT),
    ("tell me when the train leaves", Effect.INPUT),
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


@pytest.mark.parametrize(
    ("task", "states"),
    [
        ("turn the lamp off", ["off"]),
        ("enable the lamp", ["on"]),
        ("is the lamp off?", [""]),
        ("lamp off", ["off"]),
        ("make sure the lamp is off", ["off"]),
        ("set the lamp to off", ["off"]),
        ("keep the lamp on please", ["on"]),
        ("I want the lamp off", ["off"]),
        ("have the lamp on", ["on"]),
        ("no lamps please", ["off"]),
        ("I don't need the lamp", ["off"]),
        ("disconnect the lamp", ["off"]),
        ("turn on the lamp and turn off the radio", ["on", "off"]),
        ("turn on the lamp and the radio off", ["on", "off"]),
        ("don't turn on the lamp", ["off"]),
        ("turn everything off, leave the lamp on", ["off", ""]),
        ("turn on the radio and off the lamp", ["on", "off"]),
        ("switch it from on to off", ["off"]),
        ("the lamp is off", [""]),
        ("put milk on the shopping list", [""]),
        ("put the lamp on", ["on"]),
        ("note that I have the day off", [""]),
        ("stop that when the screen goes off", ["off"]),
    ],
)
def test_each_part_says_which_its_things_are_to_be(task: str, states: list[str]) -> None:
    assert [clause.state for clause in read_intent(task).clauses] == states


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
