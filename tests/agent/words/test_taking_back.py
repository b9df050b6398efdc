"""Last words that take a task back, and such as belong to what is ordered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.words.taking_back import taken_back


@pytest.mark.parametrize(
    ("task", "said"),
    [
        ("water the plants, actually don't", "actually don't"),
        ("turn on the lamp - never mind", "never mind"),
        ("turn on the lamp — nevermind!", "nevermind"),
        ("switch the lamp on, forget it", "forget it"),
        ("Delete the letter. Forget about it.", "Forget about it"),
        ("delete the letter, no, don't", "no, don't"),
        ("turn the lamp on, no wait, leave it off", "no wait, leave it off"),
        ("turn the lamp off - no, leave it on", "no, leave it on"),
        ("light the candles, oh no, better not", "oh no, better not"),
        ("delete the letter, on second thought, no", "on second thought, no"),
        ("delete the letter. On second thoughts, don't", "On second thoughts, don't"),
        ("delete the letter, cancel that please", "cancel that please"),
        ("delete the letter, leave it", "leave it"),
        ("add a boat called Swallow, never mind", "never mind"),
        ("is the lamp on, never mind", "never mind"),
        ("never mind", "never mind"),
        ("forget it", "forget it"),
        ("turn on the lamp and delete the letter, I've changed my mind", "I've changed my mind"),
    ],
)
def test_all_is_taken_back(task: str, said: str) -> None:
    found = taken_back(task)
    assert found is not None and (found.said, found.sure) == (said, True)


@pytest.mark.parametrize(
    "task",
    [
        "write a letter saying I can't come, never mind",
        "text Ann I'm late, forget it",
        "write a letter: the bridge is closed, don't",
        "play the record by Nirvana, Never Mind",
        "look for the network Home, forget it",
        "open the subscription, leave it",
        "delete all letters except the one from Ben, leave it",
        "turn on the lamp never mind",
        "turn off the lamp actually don't",
    ],
)
def test_what_may_belong_to_the_order_is_the_persons_to_say(task: str) -> None:
    found = taken_back(task)
    assert found is not None and not found.sure


@pytest.mark.parametrize(
    "task",
    [
        "cancel that meeting",
        "I don't need the letter from Ann, scrap that",
        "find the subscription, cancel that",
        "turn on the lamp, cancel that meeting",
        "add a letter called Forget it",
        "write a letter saying forget it",
        'write a letter saying "no, never mind"',
        "don't turn off the lamp",
        "turn off the lamp and don't delete the letter",
        "never mind, keep the letter",
        "delete the Swallow, no, the Sparrow",
        "set it for 7, no, 8",
        "turn off the lamp, no?",
        "should I delete it, or better not?",
        "move the visit to Tuesday, not Monday",
        "turn the lamp on, leave it on",
        "turn off the lamp, the radio, and leave the heating on",
        "",
        "…",
    ],
)
def test_nothing_is_taken_back(task: str) -> None:
    assert taken_back(task) is None


@given(st.text(max_size=60))
def test_no_text_is_too_odd(task: str) -> None:
    taken_back(task)
