"""Whether a task's last words take back all that it says before: "turn off wifi, actually don't".

They do so at the end alone, behind a comma, a dash or a full stop. Where they may as well be part of what is ordered (a text that
is to be written, a name, what is to be done to a thing that was only looked for) that is told apart, for the person to say; and
what is the order itself takes nothing back: "I don't need the letter, scrap that".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from apidocs.doc.quotes import QUOTED

from .clauses import clauses_of
from .lexicon import lexicon, plain

_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CUT = re.compile(r"[,;:.!?…–—]+|\s-+(?=\s)|\n")
_DICTATED = re.compile(r":|\b(?:saying|says?|that reads)\b", re.IGNORECASE)
"""What follows is a text, which may go on to the end."""
_ENDING = re.compile(r"[\s.!…)]*$")
_NAME = re.compile(r"(?!I\b)[A-Z]")
"""Amid a sentence: "play Nirvana, Never Mind"."""
_LOOKS = frozenset({"look"})


@dataclass(frozen=True)
class TakenBack:
    """What takes a task back."""

    said: str
    """As the person said it: "actually don't"."""
    sure: bool
    """Whether it can mean nothing else."""


def taken_back(task: str) -> TakenBack | None:
    """The words at its end that take a task back; None where it has none. Never raises."""
    words = list(_WORDS.finditer(task))
    if (
        not words
        or _ENDING.match(task, words[-1].end()) is None
        or any(m.end() == len(task) for m in QUOTED.finditer(task))
    ):
        return None
    said = [plain(match[0]) for match in words]
    lists = lexicon()
    end = _without_last(said, lists.taking_back_after)
    for core in _longest_first(lists.taking_back | lists.taking_back_marked):
        start = end - len(core)
        if start < 0 or said[start:end] != list(core):
            continue
        begins = _without_last(said[:start], lists.taking_back_marks)
        marked = begins < start
        if " ".join(core) not in lists.taking_back and not marked:
            continue
        before = task[: words[begins].start()]
        if not marked and _is_the_order(before, core[0]):
            return None
        cut = begins == 0 or _CUT.search(task, words[begins - 1].end(), words[begins].start()) is not None
        if not cut and not marked and " ".join(core) not in lists.taking_back_anywhere:
            continue
        name = begins > 0 and not marked and _NAME.match(words[start][0]) and not before.rstrip().endswith((".", "!"))
        sure = cut and not name and not _may_be_ordered(before, " ".join(core), marked)
        return TakenBack(task[words[begins].start() :].strip(" .!…"), sure)
    return None


def _is_the_order(before: str, verb: str) -> bool:
    """Whether its verb is the first one that orders more than a look: there is nothing to be taken back."""
    return verb in lexicon().verbs and all(clause.deeds <= _LOOKS for clause in clauses_of(before))


def _may_be_ordered(before: str, core: str, marked: bool) -> bool:
    """Whether what stands before leaves it open that the last words belong to the order."""
    clauses = clauses_of(before)
    if _DICTATED.search(before) or any("send" in clause.deeds for clause in clauses if clause.mood == "order"):
        return True
    ordered = [clause for clause in clauses if clause.mood != "ask"]
    done_to_it = core.endswith((" it", " that")) and not marked
    return done_to_it and (
        bool(ordered)
        and all(clause.deeds == _LOOKS for clause in ordered)
        or core.startswith("leave")
        and any(clause.mood == "forbid" for clause in clauses)
    )


def _without_last(words: Sequence[str], phrases: Collection[str]) -> int:
    """How many words are left without the phrases at their end."""
    end = len(words)
    known = _longest_first(frozenset(phrases))
    while True:
        last = next((one for one in known if len(one) <= end and tuple(words[end - len(one) : end]) == one), None)
        if last is None:
            return end
        end -= len(last)


@cache
def _longest_first(phrases: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(phrase.split()) for phrase in phrases), key=lambda one: (-len(one), one)))
