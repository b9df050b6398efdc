"""What a call does to the world, told from the words on the thing it touches.

Compares whole words against lists kept as data (`effects.toml`); of several deeds the gravest wins, unless the words
take it back ("Cancel", "Don't delete") or only name a thing ("Call history"). Decides nothing about consent beyond where
it starts to be asked (`asks`); who is asked and what was allowed beforehand is the interpreter's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ground.tables import table_beside
from phones.hierarchy import Node

from . import Effect, Kind, Screen
from .buttons import AFFIRMING
from .words import split_words, stem, words_of

_ORDER = list(Effect)
_COMPOUND = re.compile(r"(\w+)[-\u2010\u2011](\w+)")
_LONG = 8
_LEADING = 4
"""Of a button that says more words than `_LONG` (a row with a summary) only the first few can be the deed."""


@dataclass(frozen=True)
class Judgement:
    """An effect and what it was told from."""

    effect: Effect
    word: str = ""
    """The word or phrase that decided; empty where nothing was recognised."""

    @property
    def known(self) -> bool:
        """Whether any word was recognised: an explorer leaves alone what it doesn't know to be harmless."""
        return bool(self.word)


def severity(effect: Effect) -> int:
    """Place in the order from harmless to grave, from 0."""
    return _ORDER.index(effect)


def gravest(effects: Iterable[Effect]) -> Effect:
    """The gravest of them; READ for none."""
    return max(effects, key=severity, default=Effect.READ)


def asks(effect: Effect) -> bool:
    """Whether the default policy asks for consent: from commit upward."""
    return severity(effect) >= severity(Effect.COMMIT)


def effect_of(
    label: str, id_name: str, content_desc: str, kind: Kind, *, context: str = "", steers: bool = False
) -> Effect:
    """Tell what using the element does.

    `id_name` is the resource id, with or without its package; `context` the title and message of the dialog it stands
    in ("Delete note?"): an OK does what its dialog asks. `steers`: it stands where one goes forward, see `steering`.
    """
    return judge(label, id_name, content_desc, kind, context=context, steers=steers).effect


def steering(nodes: Iterable[Node]) -> bool:
    """Whether what is shown is a player or a browser, where Forward sends nothing."""
    said = {word for node in nodes for word in words_of(node.label)}
    return bool(said & _lists().steering) and not said & _lists().letters


@lru_cache(maxsize=4096)
def judge(
    label: str, id_name: str, content_desc: str, kind: Kind, *, context: str = "", steers: bool = False
) -> Judgement:
    """`effect_of`, with the word that decided."""
    fixed = {
        Kind.TEXT: Effect.READ,
        Kind.INPUT: Effect.INPUT,
        Kind.LIST: Effect.NAVIGATE,
        Kind.TOGGLE: Effect.SETTINGS,
        Kind.CHOICE: Effect.SETTINGS,
    }
    if kind in fixed:
        return Judgement(fixed[kind], kind.value)
    lists = _lists()
    seen = [words for words in (_first_line(label), _first_line(content_desc)) if words]
    said = " ".join(seen[0]) if seen else ""
    if steers and said == "forward":
        return Judgement(Effect.NAVIGATE, said)
    ident = [w for w in words_of(id_name.rpartition("/")[2]) if w not in lists.filler]
    by_id = _of_words(ident, whole=False) if ident else None
    if not seen and is_mark("", id_name):
        by_id = max(
            (Judgement(Effect.COMMIT, ident[-1]), by_id or Judgement(Effect.READ)), key=lambda j: severity(j.effect)
        )
    if said in lists.strong or said in lists.weak:
        own = Judgement(Effect.COMMIT if said in lists.strong else Effect.NAVIGATE, said)
        return max((own, by_id or own, _context_effect(context) or own), key=lambda j: severity(j.effect))
    if said == "no" and "save" in words_of(context):
        return Judgement(Effect.DELETE, "no: not saved")  # "Save changes?" answered with No throws them away
    found: list[Judgement] = []
    for words in seen:
        judgement = _of_words(words)
        if judgement and judgement.effect is Effect.NAVIGATE and _lead(words):
            return judgement  # "Cancel" stays harmless whatever its id is called
        if judgement:
            found.append(judgement)
    if by_id:
        found.append(by_id)
    return max(found, key=lambda j: severity(j.effect), default=Judgement(Effect.NAVIGATE))


def is_mark(words: str, id_name: str) -> bool:
    """Whether a button marks a thing and takes the mark off again, by the words on it, be it its description; without any, by what
    its id ends in: "Star", "Add to favourites", `menu_star`, `message_star`."""
    lists = _lists()
    seen = _first_line(words)
    left = [word for word in seen or words_of(id_name.rpartition("/")[2]) if word not in lists.around_mark]
    if seen:
        several = len(seen) > 1 and len(left) == 1 and left[0].removesuffix("s") in lists.marks
        return left == seen and len(seen) == 1 and seen[0] in lists.marks or several
    rest = [word for word in left if word not in lists.filler]
    return bool(rest) and rest[-1] in lists.marks and lists.ways.isdisjoint(rest)


def mark_said(text: str) -> bool | None:
    """Which way a text says that a mark stands now: "Pinned", "Removed from favourites"; None where it speaks of none."""
    known = {stem(word) for word in _lists().marks}
    words = split_words(text)
    past = [word for word in words if word.endswith("ed")]  # "Unpin" only offers it
    named = any(stem(word) in known for word in words)
    if any(word.startswith("un") and stem(word[2:]) in known for word in past) or "removed" in past and named:
        return False
    set_so = any(stem(word) in known for word in past) or named and not {"added", "marked"}.isdisjoint(past)
    return True if set_so else None


def refined(judgement: Judgement, target: Screen | None, *, shows_value: bool = False) -> Effect:
    """The effect once it is known where a tap leads: "Add" that opens a form to fill in has committed nothing yet. Nor has what
    shows how it stands (`shows_value`) and opens a dialog with one field for that: "Print copies", 2.

    Graver deeds stay as they are: a confirmation that was asked once need not be asked the next time.
    """
    fields = [e for e in target.elements if e.kind is Kind.INPUT] if target is not None else []
    if shows_value and target is not None and target.kind == "dialog" and len(fields) == 1:
        return Effect.NAVIGATE if judgement.effect in (Effect.COMMIT, Effect.SHARE) else judgement.effect
    if judgement.effect is not Effect.COMMIT or target is None:
        return judgement.effect
    opens = judgement.word.split()[:1] and judgement.word.split()[0] in _lists().opens
    fillable = any(e.kind in (Kind.INPUT, Kind.TOGGLE, Kind.CHOICE) for e in target.elements)
    committing = any(asks(e.effect) for e in target.elements)
    return Effect.NAVIGATE if opens and (fillable or committing) else Effect.COMMIT


_ORDERS = frozenset("save send share call pay install".split())


def takes_object(said: str) -> bool:
    """Whether what a button says is an order that its thing can follow: "Delete" the note, and not "Move to folder" the note."""
    words = words_of(said)
    return len(words) == 1 and (words[0] in _ORDERS or judge(said, "", "", Kind.BUTTON).effect is Effect.DELETE)


@dataclass(frozen=True)
class _Lists:
    phrases: list[tuple[tuple[str, ...], Effect]]
    """Longest first."""
    words: dict[str, Effect]
    exact: dict[str, Effect]
    leading: dict[str, Effect]
    dialog: dict[str, Effect]
    strong: frozenset[str]
    weak: frozenset[str]
    leads: tuple[tuple[str, ...], ...]
    harmless: tuple[tuple[str, ...], ...]
    ways: frozenset[str]
    nouns: frozenset[str]
    noun_after: frozenset[str]
    noun_before: frozenset[str]
    opens: frozenset[str]
    steering: frozenset[str]
    letters: frozenset[str]
    particles: frozenset[str]
    pictures: frozenset[str]
    filler: frozenset[str]
    """What ids say besides the deed."""
    marks: frozenset[str]
    around_mark: frozenset[str]


@cache
def _lists() -> _Lists:
    data = table_beside(__file__, "effects.toml")
    phrases: list[tuple[tuple[str, ...], Effect]] = []
    words: dict[str, Effect] = {}
    exact: dict[str, Effect] = {}
    leading: dict[str, Effect] = {}
    dialog: dict[str, Effect] = {}
    for effect in Effect:  # from harmless to grave: a word in two lists keeps the graver meaning
        table = data["effects"].get(effect.value, {})
        phrases += [(tuple(p.split()), effect) for p in table.get("phrases", ())]
        words |= dict.fromkeys(table.get("words", ()), effect)
        exact |= dict.fromkeys(table.get("exact", ()), effect)
        leading |= dict.fromkeys(table.get("leading", ()), effect)
        dialog |= dict.fromkeys(table.get("dialog", ()), effect)
    for word, effect in words.items():
        dialog |= dict.fromkeys(_inflected(word), effect)
    harmless, nouns = data["harmless"], data["nouns"]
    return _Lists(
        phrases=sorted(phrases, key=lambda p: -len(p[0])),
        words=words,
        exact=exact,
        leading=leading,
        dialog=dialog,
        strong=AFFIRMING,
        weak=frozenset(data["affirmative"]["weak"]),
        leads=tuple(tuple(p.split()) for p in harmless["leads"]),
        harmless=tuple(sorted((tuple(p.split()) for p in harmless["phrases"]), key=len, reverse=True)),
        ways=frozenset(harmless["ways"]),
        nouns=frozenset(nouns["words"]),
        noun_after=frozenset(nouns["after"]),
        noun_before=frozenset(nouns["before"]),
        opens=frozenset(data["forms"]["opens"]),
        steering=frozenset(data["steering"]["beside"]),
        letters=frozenset(data["steering"]["not"]),
        particles=frozenset(data["compounds"]["particles"]),
        pictures=frozenset(data["ids"]["pictures"]),
        filler=frozenset(data["ids"]["filler"]),
        marks=frozenset(data["marks"]["words"]),
        around_mark=frozenset(data["marks"]["around"]),
    )


def _inflected(word: str) -> list[str]:
    """Delete, deletes, deleted, deleting: dialogs say what will have been done."""
    stem = word.removesuffix("e")
    twice = word + word[-1] if re.search(r"[^aeiou][aeiou][bdgmnprt]$", word) else word
    past = stem + "ed" if word.endswith("e") else twice + "ed"
    going = stem + "ing" if word.endswith("e") else twice + "ing"
    return [word, word + "s", past, going]


def _first_line(text: str) -> list[str]:
    words = words_of(_COMPOUND.sub(_as_noun, text.strip().partition("\n")[0]))
    lists = _lists()
    if len(words) == 2 and words[1] in lists.pictures and all(tuple(words) != phrase for phrase, _ in lists.phrases):
        words = words[:1]  # "Bin icon" on a picture
    return words[:_LEADING] if len(words) > _LONG else words


def _as_noun(found: re.Match[str]) -> str:
    """A verb with its particle behind a hyphen as one word: "Follow-up" follows nobody. "Top-up" and "Log-in" are known deeds."""
    verb, particle = found[1].lower(), found[2].lower()
    lists = _lists()
    known = any(phrase == (verb, particle) for phrase, _ in lists.phrases) or (verb, particle) in lists.harmless
    return found[0] if particle not in lists.particles or known else verb + particle


def _starts(words: Sequence[str], at: int, phrase: tuple[str, ...]) -> bool:
    return tuple(words[at : at + len(phrase)]) == phrase


def _lead(words: Sequence[str]) -> str:
    return next((" ".join(lead) for lead in _lists().leads if _starts(words, 0, lead)), "")


def _of_words(words: list[str], *, whole: bool = True) -> Judgement | None:
    """What these words do; None where nothing is recognised. `whole`: they are all that the person sees."""
    lists = _lists()
    lead = _lead(words) if whole else ""
    if whole and len(words) == 1 and (word := _known(words[0], lists.exact)):
        return Judgement(gravest([lists.exact[word], lists.words.get(word, Effect.READ)]), word)
    if not whole and " ".join(words) in lists.strong:
        return Judgement(Effect.COMMIT, " ".join(words))
    found: list[Judgement] = []
    rest: list[str] = list(words)
    for phrase, effect in lists.phrases:
        for at in range(len(rest)):
            if _starts(rest, at, phrase) and (at == 0 or not lead):
                found.append(Judgement(effect, " ".join(phrase)))
    if lead and not found:
        return Judgement(Effect.NAVIGATE, lead)
    if lead:
        return max(found, key=lambda j: severity(j.effect))
    named = ""
    for phrase in lists.harmless:
        for at in range(len(rest)):
            if _starts(rest, at, phrase):
                rest[at : at + len(phrase)] = [""] * len(phrase)
                named = " ".join(phrase)
    opening = lists.leading.get(rest[0]) if whole and len(rest) > 1 else None
    if opening is not None and not rest[1][:1].isdecimal() and rest[1] not in lists.noun_after:
        found.append(Judgement(opening, rest[0]))
    for at, word in enumerate(rest):
        effect_or_none = lists.words.get(_known(word, lists.words))
        if effect_or_none is None:
            continue
        after = rest[at + 1] if at + 1 < len(rest) else ""
        before = rest[at - 1] if at else ""
        if word in lists.nouns and (after in lists.noun_after or before in lists.noun_before):
            named = f"{before} {word} {after}".strip()
            continue
        found.append(Judgement(effect_or_none, word))
    if found:
        return max(found, key=lambda j: severity(j.effect))
    way = named or next((w for w in rest if w in lists.ways), "")
    return Judgement(Effect.NAVIGATE, way) if way else None


def _known(word: str, listed: dict[str, Effect]) -> str:
    """The word of a list that a word is, or takes back: archive of "Unarchive"; empty where it is none."""
    return next((one for one in (word, word.removeprefix("un")) if one in listed), "")


def _context_effect(context: str) -> Judgement | None:
    """The deed a dialog asks about; None where it asks about none from commit upward."""
    lists = _lists()
    words = words_of(context)
    found = [Judgement(lists.dialog[w], w) for w in words if w in lists.dialog]
    found += [
        Judgement(effect, " ".join(phrase))
        for phrase, effect in lists.phrases
        if any(_starts(words, at, phrase) for at in range(len(words)))
    ]
    worst = max(found, key=lambda j: severity(j.effect), default=None)
    return worst if worst and asks(worst.effect) else None
