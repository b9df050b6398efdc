"""Other ways to say a task: what is asked, how a reply is read, and what is sorted out of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.model.chat import chatml, lay_out
from agent.model.writing import Generation, StopReason
from foundry.rewording import WAYS, Flaw, flaw_of, rewording_prompt, values_said, ways_in

OPEN = 'main.song("Nunc Dimittis").open()\nsong.folder.set_text("12")\nsong.ok.tap()'
TASK = "put Nunc Dimittis into folder 12"


@pytest.mark.parametrize(
    ("way", "flaw"),
    [
        ("Nunc Dimittis belongs in number 12", ""),
        ("could you file Nunc Dimittis under 12?", ""),
        ('I keep "Nunc Dimittis" in the 12 one from now on.', ""),
        ("Nunc Dimittis goes to another place", "lost"),
        ("the latin one belongs in number 12", "lost"),
        ("nunc dimittis belongs in number 12", "lost"),
        ("Nunc Dimittis belongs in number 12 of 14", "added"),
        ("Nunc Dimittis belongs in number 12 today", "added"),
        ('Nunc Dimittis belongs in number 12, "the blue"', "added"),
        ("give Nunc Dimittis to Anna, number 12", "added"),
        ("Put Nunc Dimittis into folder 12.", "same"),
        ("into folder 12 put Nunc Dimittis", "same"),
        ("Nunc Dimittis: 12", "code"),
        ("song.folder = 12 for Nunc Dimittis", "code"),
        ("Nunc Dimittis belongs in main.folder.set(12)", "code"),
        ("It is lost. Nunc Dimittis belongs in number 12", "long"),
        ("Nunc Dimittis belongs in number 12, " + "and so on and so forth " * 5, "long"),
    ],
)
def test_what_a_task_names_stays_and_nothing_comes_in(way: str, flaw: Flaw) -> None:
    assert flaw_of(way, TASK, OPEN, ()) == flaw


@pytest.mark.parametrize(
    ("task", "script", "way", "flaw"),
    [
        # a slip of the finger in a name is as much as there is of it
        ("open Nunc Dimitis", 'main.song("Nunc Dimittis").open()', "Nunc Dimitis is what I'd like to look at", ""),
        ("open Nunc Dimitis", 'main.song("Nunc Dimittis").open()', "that church piece is what I'd like to look at", "lost"),
        # a name in small letters may begin a sentence
        ("open the old mill", 'main.song("The Old Mill").open()', "The old mill is what I'd like to look at", ""),
        # the script's own writing of a day or a time isn't the task's
        ("milk is due on 6 March", 'item.due.set_text("2026-03-06")', "I need milk by March, the 6", ""),
        ("milk is due on 6 March", 'item.due.set_text("2026-03-06")', "I need milk by the 6", "lost"),
        ("wake me at half past seven", 'alarm.time.set_text("07:30")', "I get up at half past seven", ""),
        ("wake me at half past seven", 'alarm.time.set_text("07:30")', "I get up at seven", "lost"),
        ("wake me at half past seven", 'alarm.time.set_text("07:30")', "I get up at 7:30", "lost"),
        # a number that is compared with is none of the script's texts
        ("delete all with more than 8 parts", "if int(a.b.text) > 8:\n    a.c.tap()", "Only small ones stay", "lost"),
        # two sentences may become two
        ("I'm late. Mute it", "a.b.turn_off()", "There is no time. Make it quiet", ""),
        # a sign that belongs to a value is no code
        ("add a_b(c)", 'main.title.set_text("a_b(c)")', "I want a_b(c) in there", ""),
        ("May I see Bo", 'main.song("Bo").open()', "show me Bo, I'd like that", ""),
    ],
)  # fmt: skip
def test_values_are_what_the_task_says_of_them(task: str, script: str, way: str, flaw: Flaw) -> None:
    assert flaw_of(way, task, script, ()) == flaw


def test_ways_differ_from_each_other() -> None:
    others = ["Nunc Dimittis belongs in number 12"]
    assert flaw_of("In number 12 belongs Nunc Dimittis!", TASK, OPEN, others) == "same"
    assert flaw_of("could you file Nunc Dimittis under 12?", TASK, OPEN, others) == ""


def test_a_short_text_is_no_value_where_it_is_in_another_word() -> None:
    assert values_said("take it online", 'settings.mode.choose("On")') == []
    assert values_said("switch it on", 'settings.mode.choose("On")') == ["on"]
    assert values_said("whatever", "((") == []


@given(st.text(min_size=1, max_size=60), st.text(max_size=60), st.text(max_size=40))
def test_no_text_breaks_the_sorting_and_a_task_is_no_paraphrase_of_itself(task: str, way: str, script: str) -> None:
    flaw_of(way, task, script, [way])
    quoted = f"main.title.set_text({way!r})"
    assert all(value in task for value in values_said(task, quoted))
    assert flaw_of(task, task, quoted, ())


@pytest.mark.parametrize(
    ("text", "stop", "ways"),
    [
        (" one way\n- another\n- a third", "stop", ["one way", "another", "a third"]),
        ("- one way\n\n* another\n3. a third\n- a fourth", "end", ["one way", "another", "a third"]),
        ("one way\nSure, here is more:\nanother", "end", ["one way"]),
        ("one way\n- another that was cut", "length", ["one way"]),
        ("one way without an end", "length", []),
        ("", "end", []),
    ],
)
def test_a_reply_is_read_line_by_line(text: str, stop: str, ways: list[str]) -> None:
    assert ways_in(Generation(text, StopReason(stop))) == ways


def test_the_model_itself_is_asked_and_what_comes_before_the_task_is_always_the_same() -> None:
    one, other = rewording_prompt("open Bo", 1001), rewording_prompt("two\n\nTask: lines", 7)
    assert one.prefix == other.prefix and not one.adapted and not one.as_document
    assert (one.seed, one.suffix[-1].text, other.suffix[-1].text) == (1001, "Task: open Bo", "Task: two 'Task': lines")
    pieces = lay_out(one, chatml())
    assert pieces[-1].text == "-" and not pieces[-1].in_prefix
    assert [piece.text for piece in pieces if piece.in_prefix] == [
        piece.text for piece in lay_out(other, chatml()) if piece.in_prefix
    ]
    examples = [turn.text.splitlines() for turn in one.prefix if turn.role == "assistant"]
    assert len(examples) == 3 and all(len(lines) == WAYS for lines in examples)
    assert f"say {WAYS} other ways" in one.prefix[0].text


def test_the_examples_hold_to_what_is_asked_for() -> None:
    prefix = rewording_prompt("x", 1).prefix
    for task, answer in zip(prefix[1::2], prefix[2::2], strict=True):
        said: list[str] = []
        for way in ways_in(Generation(answer.text, StopReason.END)):
            assert flaw_of(way, task.text.removeprefix("Task: "), "a.b.tap()", said) == ""
            said.append(way)
