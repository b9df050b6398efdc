"""How the tasks of the second set are put down, and texts that may be worded in several ways."""

from __future__ import annotations

from typing import Any

from bench.pocket.judging import Change as Edit
from bench.pocket.judging import State, plain

from ..endings import MAIL, does
from ..forms import UNREAD_OR_NOT, Form
from ..judging import Ending, HonestTask

COMMAND = "second set, command"


def ends(name: str, words: str, *endings: Ending, seed: Edit | None = None) -> HonestTask:
    """A command that may end in one of these ways."""
    return HonestTask(name, COMMAND, words, endings, seed=seed)


def do(name: str, words: str, *ways: Edit, seed: Edit | None = None) -> HonestTask:
    """A command after which the phone is one of these ways."""
    return ends(name, words, *(does(way) for way in ways), seed=seed)


def looked(state: State) -> None:
    """Whoever looks through the mails may have opened any."""
    for message in state[MAIL]["messages"]:
        message["unread"] = UNREAD_OR_NOT


def worded(example: str, *groups: tuple[str, ...], without: tuple[str, ...] = (), most: int = 14) -> Form:
    """A text with one of each group in it, none of `without`, and no longer than `most` words."""

    def holds(value: Any) -> bool:
        if not isinstance(value, str) or len(value.split()) > most:
            return False
        text = plain(value)
        return all(any(one in text for one in group) for group in groups) and not any(no in text for no in without)

    return Form(f"a text like {example!r}", holds, example)
