"""A "not" of the task's that a text leaves out."""

from __future__ import annotations

import pytest

from agent.fit.doubts import doubts
from apidocs.shipped.itself import phone_doc


def lost(task: str, text: str) -> bool:
    script = f'phone.text_message("Ben", {text!r})'
    return any(doubt.kind == "flipped" for doubt in doubts(script, task, phone_doc()))


@pytest.mark.parametrize(
    ("task", "text"),
    [
        ("tell Ben I'm not coming", "I'm coming"),
        ("text Ben that I can't sail on Sunday", "I can sail on Sunday"),
        ("tell Ben that Ann isn't in the garden", "Ann is in the garden"),
        ("text Ben I won't be late", "I'll be late"),
        ("tell Ben not to wait for me", "Wait for me"),
        ("tell Ben he shouldn't paint the door", "You should paint the door"),
        ("text Ben don't forget the soup", "Forget the soup"),
        ("tell Ben we have no soup", "We have soup"),
        ("tell Ben I never said that Ann left", "I said that Ann left"),
        ("text Ben that there are no more apples left, sorry", "There are more apples left"),
    ],
)
def test_a_lost_not_is_told(task: str, text: str) -> None:
    assert lost(task, text)


@pytest.mark.parametrize(
    ("task", "text"),
    [
        ("tell Ben I'm not coming", "I'm not coming"),
        ("tell Ben I can't come", "I'm unable to come"),
        ("tell Ben the meal is at 3, not 4", "The meal is at 3"),
        ("tell Ben to buy soup, not bread", "Buy soup"),
        ("don't forget to tell Ben that the soup is ready", "The soup is ready"),
        ("I'm not at home, tell Ben that I'm at work", "I'm at work"),
        ("I don't want to call, text Ben happy birthday", "happy birthday"),
        ("there's nothing for soup, text Ben soup", "soup"),
        ("tell Ben no, the soup is ready", "the soup is ready"),
        ("don't call Ben but tell him the soup is ready", "The soup is ready"),
        ("text Ben I don't like tea but I like coffee", "I like coffee, no tea"),
        ('don\'t change the text, send Ben "the soup"', "the soup"),
        ("can't you tell Ben that dinner is ready?", "Dinner is ready"),
        ("why don't you text Ben a happy new year", "Happy new year"),
    ],
)
def test_what_takes_all_of_it_over_does_not(task: str, text: str) -> None:
    assert not lost(task, text)
