"""How a person would say it: the words for an element, a row or a form, and plausible things to put in.

Works on what the doc says and on `phrases.toml`; knows nothing of scripts. Nothing of what a row said while the app was
learned is in the doc, so nothing of it can come up here.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ground.tables import table_beside

from ..doc import AppDoc, Element, Kind, Part, Screen
from ..doc.nouns import field_label
from ..doc.table import Rows
from ..doc.words import words_of

_LONG = 7
"""Words from which on nobody says a label as it stands."""


@dataclass(frozen=True)
class Phrases:
    """`phrases.toml`, read once."""

    tasks: dict[str, list[str]]
    deeds: dict[str, list[str]]
    loop_words: list[str]
    items: list[str]
    values: dict[str, tuple[frozenset[str], list[str]]]
    options: dict[str, list[str]]
    moments: dict[str, list[str]]
    unlisted: dict[str, Any]
    skip: frozenset[str]
    spoken: dict[str, frozenset[str]]
    gerunds: dict[str, str]


@cache
def phrases() -> Phrases:
    """The word lists."""
    data = table_beside(__file__, "phrases.toml")
    return Phrases(
        tasks=data["tasks"],
        deeds=data["deeds"],
        loop_words=data["loops"]["words"],
        items=data["loops"]["items"],
        values={name: (frozenset(bank["for"]), bank["is"]) for name, bank in data["values"].items()},
        options=data["options"],
        moments=data["moments"],
        unlisted=data["unlisted"],
        skip=frozenset(data["skip"]["words"]),
        spoken={name: frozenset(words) for name, words in data["spoken"].items()},
        gerunds=data["gerunds"],
    )


def spoken(text: str) -> str:
    """A label as it is said: "Keep lamp lit at night:" is "keep lamp lit at night", "SMS" stays "SMS"."""
    text = re.sub(r"\s+", " ", text).strip(" :…?.!*-")
    words = [w if sum(c.isupper() for c in w) > 1 and len(w) < 6 else w.lower() for w in text.split(" ")]
    return " ".join(words)


def name_words(name: str) -> str:
    """A name of the doc as words."""
    return name.replace("_", " ").strip()


def thing(element: Element) -> str:
    """What a person calls the element: its label, or what describes it, or its name."""
    for text in (field_label(element) if element.locator.under else element.label, element.description):
        said = spoken(text.partition("\n")[0])
        words = words_of(said)
        if element.kind is Kind.INPUT and len(words) > 1 and words[0] in phrases().spoken["hinting"]:
            continue  # "Enter a title here" is what to do with it, not what it is
        if words and len(said.split()) < _LONG:
            return said
    return name_words(element.name)


def nameless(element: Element | Part) -> bool:
    """Whether no word of it says what it is: `toggle`, `button2`, an icon called `icon`. Nobody can ask for it."""
    words = {word.rstrip("0123456789") for word in words_of(name_words(element.name))}
    described = element.description if isinstance(element, Element) else ""
    return not words_of(f"{element.label} {described}") and words <= phrases().spoken["kinds"] | {""}


def imperative(element: Element) -> str:
    """What pressing the element is called, where its words begin with a verb and say to what; else ""."""
    for text in (element.label, element.description):
        said = spoken(text.partition("\n")[0])
        words = said.split()
        if 1 < len(words) < _LONG + 2 and is_verb(words[0]):
            return said
    return ""


def is_verb(word: str) -> bool:
    """Whether a label that begins with the word says what to do."""
    lists = phrases()
    return word in lists.gerunds or word in lists.spoken["create"] - {"plus", "fab", "new"} | lists.spoken["verbs"]


def screen_words(screen: Screen) -> str:
    """What a person calls a screen."""
    return spoken(screen.title) if 0 < len(screen.title.split()) < _LONG else name_words(screen.name)


def form_noun(screen: Screen, rows: Rows | None) -> str:
    """What a form makes: "note" for "New note" or `create_note`; the rows of the screen that it is opened from."""
    lists = phrases().spoken
    for text in (screen.title, name_words(screen.name)):
        words = [w for w in words_of(text) if w not in lists["form_screens"] | lists["articles"]]
        if 0 < len(words) < 4 and words[0] not in lists["form_asks"]:
            return " ".join(words)
    return name_words(rows.item.name) if rows else ""


def plural(rows: Rows) -> str:
    """Several rows: the list's own name where it is the plural of the row's."""
    noun, listed = name_words(rows.item.name), name_words(rows.element.name)
    if listed.startswith(noun[: max(1, len(noun) - 1)]) and listed.endswith("s") and listed != noun:
        return listed
    return plural_of(noun)


def plural_of(noun: str) -> str:
    """An English plural, good enough to be understood."""
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(s|x|ch|sh)$", noun) else "s")


def with_article(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeio' else 'a'} {noun}"


def toggle_group(label: str) -> str:
    """Which templates fit a switch: `toggle`, `toggle_verb` or `toggle_negative`."""
    words = words_of(label)
    if len(words) > 1 and words[0] in phrases().spoken["negative"]:
        return "toggle_negative"
    return "toggle_verb" if len(words) > 1 and words[0] in phrases().gerunds else "toggle"


def gerund(label: str) -> str:
    """ "show previews" as "showing previews"."""
    first, _, rest = label.partition(" ")
    return f"{phrases().gerunds.get(first, first)} {rest}".strip()


def value_for(words: Iterable[str], rng: random.Random) -> str:
    """Something plausible to type or to look for, by the words of the field or the row."""
    return values_for(words, rng)[0]


def values_for(words: Iterable[str], rng: random.Random) -> list[str]:
    """All of the fitting values, in an order of chance."""
    said = set(words)
    for fits, values in phrases().values.values():
        if said & fits:
            return rng.sample(values, len(values))
    other = phrases().values["other"][1]
    return rng.sample(other, len(other))


def options_of(element: Element) -> list[str]:
    """A choice's options: those that were seen, or what its label lets one expect; empty where it says nothing."""
    if element.options:
        return element.options
    if element.picks:
        return phrases().moments[element.picks]
    # the last word says what it is: "text size", "sort order"
    expected = (phrases().options.get(word) for word in reversed(words_of(thing(element))))
    return next((options for options in expected if options), [])


def row_words(rows: Rows) -> list[str]:
    """The words by which an invented row is chosen."""
    return [*words_of(rows.item.name), *words_of(rows.title.name if rows.title else "")]


def field_words(element: Element) -> list[str]:
    """The words by which an invented value for a field is chosen: the label counts, else the name."""
    bare = re.sub(r"\([^)]*\)$", "", element.label.strip())
    for said in (words_of(bare), words_of(element.label)):
        if any(set(said) & fits for fits, _ in phrases().values.values()):
            return said
    unit = words_of(element.label[len(bare) :])
    if bare != element.label.strip() and len(unit) < 2 and not set(unit) & phrases().spoken["optional"]:
        return [*words_of(bare), "amount"]  # "Cost (€)", "Width (px)"
    return words_of(element.name)


def is_figure(words: Iterable[str]) -> bool:
    """Whether what is called so is a time, a date or a number: nobody looks for a word in it."""
    banks = phrases().values
    return any(set(words) & banks[name][0] for name in ("time", "hour", "minute", "date", "number", "phone", "digits"))


def has(element: Element, group: str) -> bool:
    """Whether the element's words are of a group of `[spoken]`: naming, secret, searching, writing."""
    return bool(set(words_of(f"{element.label} {element.name}")) & phrases().spoken[group])


def quoted(text: str, rng: random.Random) -> str:
    """As people write values: bare, or in one of two kinds of quotes; several words mostly with them."""
    if text.isdecimal():
        return text
    styles: Sequence[str] = ['"{}"', "'{}'", "{}"] if " " in text else ['"{}"', "'{}'", "{}", "{}"]
    style = rng.choice([s for s in styles if s.strip("{}") not in text or s == "{}"])
    return style.format(text)


def settings_screen(doc: AppDoc) -> Screen | None:
    """Where a setting that nobody saw would be looked for: the settings, or the page with most switches."""
    named = [
        s for s in doc.screens if s.kind == "page" and set(words_of(s.name)) & phrases().spoken["settings_screens"]
    ]
    counted = {s.name: sum(e.kind in (Kind.TOGGLE, Kind.CHOICE) for e in s.elements) for s in doc.screens}
    pages = named or [s for s in doc.screens if s.kind == "page" and counted[s.name] > 1]
    return max(pages, key=lambda s: counted[s.name], default=None)


def adding(screen: Screen, field: Element, saves: Collection[str]) -> Element | None:
    """The button that adds what stands in the field to a list of its form: it says so, and isn't one that `saves` the form."""
    creating = phrases().spoken["create"]
    own = set(words_of(f"{field.label} {field.name} {field.locator.resource_id.rpartition('/')[2]}"))
    for e in screen.elements:
        words = set(words_of(f"{e.label} {e.name}"))
        if e.kind is Kind.BUTTON and e.name not in saves and words & creating and words - creating <= own:
            return e
    return None


_ONE_LINE = frozenset("title name subject search query label number phone email url tag folder item".split())


def says_lines(words: Iterable[str]) -> bool:
    """Whether the words of a field say that it is one for writing: a note, a description."""
    said = set(words)
    return bool(said & phrases().spoken["writing"]) and not said & _ONE_LINE
