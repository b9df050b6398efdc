"""Pairs as the product's model would meet them: token for token its prompts, grouped by the prefix they lie behind.

A doc that doesn't fit the product's budget as a whole would need a prefix of its own for every task; its pairs are left out
and counted.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from agent.model.writing import Prompt, Tokens
from agent.prepare.preparing import prepare_with
from agent.prompts.prompting import render_redo
from apidocs.doc import AppDoc

from .pairs import Pair, PairsFolder, Preference, Split

_BLANK_LINES = re.compile(r"\n\s*\n")
LONGEST = 700
"""Tokens of what is asked and its answer, unless a step has fewer; longer ones (a screen in a second turn, mostly) would set what
memory is needed."""


class Tokeniser(Protocol):
    """Whoever knows the model's tokens."""

    def tokens(self, prompt: Prompt, answer: str) -> Tokens: ...


@dataclass(frozen=True)
class Sample:
    """A pair behind its prefix, in tokens."""

    asked: tuple[int, ...]
    answer: tuple[int, ...]
    rejected: tuple[int, ...] = ()
    """Of a preference: the worse answer."""

    @property
    def length(self) -> int:
        """Tokens that it puts into a batch."""
        other = len(self.asked) + len(self.rejected) if self.rejected else 0
        return len(self.asked) + len(self.answer) + other


@dataclass
class Group:
    """The samples behind one prefix."""

    doc: str
    prefix: tuple[int, ...]
    prompt: Prompt
    """One that has this prefix, for whoever evaluates it."""
    samples: dict[Split, list[Sample]] = field(default_factory=lambda: {"train": [], "held_out": []})

    @property
    def key(self) -> str:
        return key_of(self.prefix)


@dataclass(frozen=True)
class Laid:
    """What a folder comes to, in groups, and what was left out of it."""

    groups: list[Group]
    too_large: int = 0
    """Pairs whose doc is over the product's budget."""
    too_long: int = 0

    def count(self, split: Split) -> int:
        return sum(len(group.samples[split]) for group in self.groups)


def key_of(prefix: Sequence[int]) -> str:
    return hashlib.sha256(array("i", prefix).tobytes()).hexdigest()[:40]


def answer_text(script: str) -> str:
    """The script as an answer is written: no blank line but the one behind it, which ends it."""
    return _BLANK_LINES.sub("\n", script.strip()) + "\n\n"


def prompt_for(one: Pair | Preference, doc: AppDoc) -> tuple[Prompt, bool]:
    """Return the product's prompt, and whether the whole doc is in it."""
    prepared = prepare_with(one.task, doc)
    prompt = prepared.prompt
    return (render_redo(prompt, one.failure.as_failure()) if one.failure else prompt), prepared.whole


def lay(
    folder: PairsFolder,
    tokeniser: Tokeniser,
    on_done: Callable[[int, int], None] = lambda _done, _all: None,
    longest: int = LONGEST,
) -> Laid:
    """Tokenise all of a folder, but for pairs of more than `longest` tokens. Raises ModelError."""
    groups: dict[tuple[int, ...], Group] = {}
    too_large = too_long = 0
    all_of_them: list[Pair | Preference] = [*folder.pairs, *folder.preferences]
    for number, one in enumerate(all_of_them):
        on_done(number, len(all_of_them))
        prompt, whole = prompt_for(one, folder.docs[one.doc])
        if not whole:
            too_large += 1
            continue
        right = one.script if isinstance(one, Pair) else one.chosen
        tokens = tokeniser.tokens(prompt, answer_text(right))
        rejected: tuple[int, ...] = ()
        if isinstance(one, Preference):
            rejected = tuple(tokeniser.tokens(prompt, answer_text(one.rejected)).answer)
        sample = Sample(tuple(tokens.prompt[tokens.prefix :]), tuple(tokens.answer), rejected)
        if sample.length > longest:
            too_long += 1
            continue
        prefix = tuple(tokens.prompt[: tokens.prefix])
        group = groups.setdefault(prefix, Group(one.doc, prefix, prompt))
        group.samples[one.split].append(sample)
    return Laid(list(groups.values()), too_large, too_long)
