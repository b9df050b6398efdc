"""A task's words cut into clauses, each with a verb of its own: what it orders, asks or forbids, and which deeds it may mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from apidocs.retrieve.hinting import stem

from .lexicon import WORD, lexicon, plain

Mood = Literal["order", "ask", "forbid", "condition"]
"""condition: what the other parts wait for, "if it is"."""
_BREAK = re.compile(r"[.;!?]+(?:\s+|$)|,\s*|\s[–—-]\s|(?<!-)\b(?:and then|and|then|but|though|only)\b", re.IGNORECASE)
_DECIMAL = re.compile(r"(?<=\d)[.,:](?=\d)")
_WIDE = 5
"""Words of a clause's beginning in which its verb is looked for."""


@dataclass(frozen=True)
class Clause:
    """One part of a task, with a verb of its own."""

    text: str
    """As the person wrote it, without what is quoted."""
    mood: Mood
    deeds: frozenset[str]
    """Names of the lexicon's deeds that its verb may mean; empty where no list knows it."""
    words: frozenset[str]
    """Stems of what it speaks of, without function words and without its verb's own."""
    conditional: bool = False
    """Whether it is to be done only if something holds."""
    verb: frozenset[str] = frozenset()
    """The words by which its deeds were told."""


def clauses_of(text: str) -> list[Clause]:
    """In the order they are said; a text without words has none."""
    found: list[Clause] = []
    for piece, negated_before in _pieces(text):
        words = [plain(w) for w in WORD.findall(piece)]
        if not words:
            continue
        # "when was it", but not "when it is dark"
        conditional = words[0] in lexicon().conditions and not (words[0] == "when" and _asked(words[1:]))
        mood, start = _mood(words[1:] if conditional and len(words) > 1 else words)
        if negated_before and mood == "order":
            mood = "forbid"
        if conditional and (mood == "ask" or not _deeds(words[start:])[0]):
            mood = "condition"
        deeds, verb = _deeds(words[start:]) if mood != "ask" else (frozenset(), frozenset())
        if (
            mood == "order"
            and found
            and (not deeds or _names_a_value(words, piece, found[-1]))
            and not _begins_anew(words)
        ):
            # "milk and eggs": more of what the clause before speaks of
            last = found.pop()
            found.append(
                Clause(
                    f"{last.text} {piece.strip()}",
                    last.mood,
                    last.deeds,
                    last.words | _about(words, frozenset()),
                    last.conditional,
                    last.verb,
                )
            )
            continue
        found.append(Clause(piece.strip(), mood, deeds, _about(words, verb), conditional, verb))
    return found


def _pieces(text: str) -> list[tuple[str, bool]]:
    """The task cut where a part begins that has a verb, a question or a negation of its own; whether a negation cut it."""
    held = _DECIMAL.sub(lambda m: "\0" + m[0], text)
    parts = [part for part in _BREAK.split(held.replace("\0", "\x01")) if part.strip()]
    found: list[tuple[str, bool]] = []
    for part in parts:
        found += _at_negation(part.replace("\x01", ""))
    return found


def _at_negation(part: str) -> list[tuple[str, bool]]:
    """ "write to Bob without sending it": what stands before the negation, and what it forbids."""
    lists = lexicon()
    spans = [(m.start(), plain(m[0])) for m in WORD.finditer(part)]
    rest = [word for _, word in spans]
    for number, (at, word) in enumerate(spans):
        two = f"{word} {rest[number + 1]}" if number + 1 < len(spans) else word
        left = word == "leave" and not lists.left_so.isdisjoint(rest[number + 1 :])
        nothing = word == "no" and number == 0 and len(spans) > 1
        if word == "dont" and rest[number - 1 : number] == ["why"] and rest[number + 1 : number + 2] == ["you"]:
            continue  # "why don't you …" asks for it
        myself = word == "ill" and number > 0  # "that I'll be late" is what is to be said
        if word in lists.negations and not myself or two in lists.negation_phrases or left or nothing:
            before = part[:at].strip()
            if any(
                w not in lists.function and w not in lists.polite_words
                for w in (plain(x) for x in WORD.findall(before))
            ):
                return [(before, False), (part[at:], True)]
            return [(part, True)]
    return [(part, False)]


def _mood(words: list[str]) -> tuple[Mood, int]:
    """What a clause does, and where its verb may begin."""
    lists = lexicon()
    start = _after_manners(words)
    rest = words[start:]
    if not rest:
        return "order", 0
    if _told_to_somebody(rest):
        return "order", start
    polite = start > 0 and any(
        " ".join(words[:start]).endswith(p) for p in ("can you", "could you", "would you", "will you", "you mind")
    )
    if _leads(rest) or any(word in lists.reported for word in rest):
        return "ask", start
    # "do not", "have it read out": no questions, though they begin as one does
    had = rest[0] == "have" and rest[1:2] and rest[1] in lists.had and "been" not in rest
    ordered = had or rest[0] == "do" and rest[1:2] and rest[1] in ("not", "it", "this", "that")
    if rest[0] in lists.openers and not polite and not ordered:
        return "ask", start
    return "order", start


def _asked(words: list[str]) -> bool:
    """Whether they go on as a question does."""
    return bool(words) and words[0] in lexicon().openers


def _leads(words: list[str]) -> bool:
    """Whether they begin as a command that wants to be told something does."""
    text = f"{' '.join(words)} "
    return any(text.startswith(f"{lead} ") for lead in lexicon().leads)


def _after_manners(words: list[str]) -> int:
    """How many words of politeness a clause begins with."""
    start = 0
    while start < len(words) and not _leads(words[start:]):
        for length in (5, 4, 3, 2, 1):
            if " ".join(words[start : start + length]) in lexicon().polite and start + length < len(words):
                start += length
                break
        else:
            break
    return start


def _told_to_somebody(words: list[str]) -> bool:
    """ "let Bob know", "tell Ann that": a message, and nothing that the person wants to be told themselves."""
    if len(words) < 2 or words[0] not in lexicon().told or words[1] in ("me", "us"):
        return False
    return "know" in words[2:6] if words[0] == "let" else True


def _deeds(words: list[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The deeds that a clause's verb may mean, and the words that said so: the first that is known, in its beginning; with
    "turn … off" and the like, whose second word stands farther back."""
    lists = lexicon()
    text = f" {' '.join(words)} "
    if _told_to_somebody(words):
        return frozenset({"send"}), frozenset(words[:1])
    for name, verb, particle in lists.apart:
        if verb in words[:_WIDE] and particle in words[words.index(verb) + 1 :]:
            return frozenset({name}), frozenset({verb, particle})
    for name, phrase in lists.phrases:
        if f" {phrase} " in text and text.index(f" {phrase} ") <= len(" ".join(words[:_WIDE])) + 1:
            return frozenset(n for n, p in lists.phrases if p == phrase) | frozenset({name}), frozenset(phrase.split())
    for number, word in enumerate(words[:_WIDE]):
        if word in ("turn", "switch", "put", "shut") and (
            state := next((w for w in words[number + 1 :] if w in ("on", "off")), "")
        ):
            return frozenset({state}), frozenset({word})
        found = lists.verbs.get(word) or lists.verbs.get(_base(word))
        if found:
            return found, frozenset({word})
    return frozenset(), frozenset()


def _base(word: str) -> str:
    """ "deleting" as "delete": would you mind deleting it."""
    if word.endswith("ing") and len(word) > 5:
        root = word[:-3]
        for candidate in (root, root + "e", root[:-1] if len(root) > 2 and root[-1] == root[-2] else root):
            if candidate in lexicon().verbs:
                return candidate
    return word


def _names_a_value(words: list[str], piece: str, before: Clause) -> bool:
    """ "…, phone 0170 12, email a@b.org": what a thing has, told after an order to add or change it."""
    value = any(c.isdigit() or c in "@\0" for c in piece)
    return (
        words[0] in lexicon().nouns
        and value
        and before.mood == "order"
        and not before.deeds.isdisjoint({"add", "change"})
    )


def _begins_anew(words: list[str]) -> bool:
    return words[0] in lexicon().conditions or words[0] in lexicon().negations


def _about(words: list[str], verb: frozenset[str]) -> frozenset[str]:
    lists = lexicon()
    return frozenset(stem(w) for w in words if w not in lists.function and w not in verb and w not in lists.negations)
