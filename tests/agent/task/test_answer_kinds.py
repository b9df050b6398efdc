"""Answers that can't be one to what was asked, by their kind; and the many that can."""

from __future__ import annotations

import pytest

from agent.task.answer_kinds import other_kind
from agent.words.intent import read_intent

OTHER = [
    ("How long does the dishwasher take?", "8:15 PM"),
    ("how long is the break between two sets", "Thursday"),
    ("How long is my commute?", "yes"),
    ("how many guests are coming", "6:30 PM"),
    ("How many guests are coming?", "12 April 2026"),
    ("number of guests?", "Saturday"),
    ("When does the museum open?", "Anna Porter"),
    ("what time is the ferry", "no"),
    ("On what day is the recital?", "Main hall"),
    ("Where does the ferry leave?", "4:10 PM"),
    ("where's the recital", "yes"),
    ("Who teaches the class?", "Friday"),
    ("whose turn is it", "no"),
]
FITTING = [
    ("How long does the dishwasher take?", "1:45"),
    ("How long does the dishwasher take?", "an hour"),
    ("how long until the screen locks", "Never"),
    ("how long ago was the backup", "Yesterday"),
    ("How long have I been a member?", "12 April 2024"),
    ("how many guests are coming", "12"),
    ("How many guests are coming?", "none, 0"),
    ("when does it repeat", "Every week"),
    ("When is the bin collected?", "Tuesdays and Fridays"),
    ("when is it due", "in a fortnight"),
    ("what time is the ferry", "16:10"),
    ("What day works best for Ann?", "Any weekday"),
    ("where is the recital", "Main hall, 12 High Street"),
    ("who teaches the class", "Ms May"),
    ("Who teaches the class?", "April"),
    ("which class is on Friday", "yes"),
    ("is the class on Friday", "no"),
    ("when is the recital and who plays", "Main hall"),
    ("show me the recital", "Main hall"),
]


@pytest.mark.parametrize(("question", "answer"), OTHER)
def test_an_answer_of_another_kind_is_told(question: str, answer: str) -> None:
    asked = [clause for clause in read_intent(question).clauses if clause.mood == "ask"]
    assert f'"{answer}" was read' in other_kind(answer, asked)


@pytest.mark.parametrize(("question", "answer"), FITTING)
def test_an_answer_that_may_be_one_is_not(question: str, answer: str) -> None:
    asked = [clause for clause in read_intent(question).clauses if clause.mood == "ask"]
    assert other_kind(answer, asked) == ""
