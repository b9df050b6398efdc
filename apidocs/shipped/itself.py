"""The doc of the phone itself, in the form of the apps' docs: read from `phone.toml`, the same on every phone.

It has one screen, which is never in front: what it has is carried out by `phones.itself`, and a test holds the two together.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from ground.tables import table_beside

from ..doc import AppDoc, Arg, Effect, Element, Kind, Sample, Screen
from ..doc.words import split_words

PACKAGE = "phone"
"""In place of an app's: no Android package is called so, they all have a dot."""


@cache
def phone_doc() -> AppDoc:
    """The doc; it is shared, so don't change it."""
    data = _data()
    elements = [
        *(_element(name, Kind.TOGGLE, entry, Effect.SETTINGS) for name, entry in data["toggle"].items()),
        *(_element(name, Kind.CHOICE, entry, Effect.SETTINGS) for name, entry in data["choice"].items()),
        *(_element(name, Kind.TEXT, entry, Effect.READ) for name, entry in data["text"].items()),
        *(_element(name, Kind.ACTION, entry, Effect(entry["effect"])) for name, entry in data["action"].items()),
    ]
    screen = Screen(name="phone", kind="commands", elements=elements)
    samples = [Sample(task=one["task"], script=one["script"].strip()) for one in data["sample"]]
    return AppDoc(package=PACKAGE, label="Phone", start="phone", screens=[screen], samples=samples)


def _element(name: str, kind: Kind, entry: dict[str, Any], effect: Effect) -> Element:
    args = [Arg(name=arg.rstrip("?"), optional=arg.endswith("?")) for arg in entry.get("args", [])]
    return Element(
        name=name,
        kind=kind,
        label=entry["label"],
        description=entry.get("description", ""),
        also=entry.get("also", ""),
        options=entry.get("options", []),
        effect=effect,
        args=args,
    )


@cache
def said_of() -> dict[str, tuple[str, ...]]:
    """What people say of each element, in small letters and words alone: `wi fi`."""
    kinds = ("toggle", "choice", "text", "action")
    return {name: tuple(entry["said"]) for kind in kinds for name, entry in _data()[kind].items()}


def by_its_opposite(name: str, text: str) -> str:
    """What a text calls a switch by when it is off, "light mode" for the dark theme; empty where it doesn't."""
    said = f" {' '.join(split_words(text, camel=False))} "
    entry = _data()["toggle"].get(name, {})
    return max((one for one in entry.get("opposite", ()) if f" {one} " in said), key=len, default="")


def phone_words(task: str) -> dict[str, str]:
    """What of the phone itself a task speaks of, each with the longest phrase that says so. A word that is only there as part of
    a longer phrase for something else says nothing: "bigger text" orders no message."""
    said = f" {' '.join(split_words(task, camel=False))} "
    there = [
        (match[0].strip(), name)
        for name, phrases in said_of().items()
        for phrase in phrases
        if (match := _pattern(phrase).search(said))
    ]
    found: dict[str, str] = {}
    for phrase, name in sorted(there, key=lambda one: -len(one[0])):
        longer = {other for other, _ in there if f" {phrase} " in f" {other} " and other != phrase}
        rest = said
        for other in longer:
            rest = rest.replace(f" {other} ", "  ")
        if f" {phrase} " in rest:
            found.setdefault(name, phrase)
    return found


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """Where a phrase stands in a text of words alone."""
    parts = [re.escape(part) for part in phrase.split(" … ")]
    return re.compile(" " + r"(?: \w+){0,4} ".join(parts) + " ")


@cache
def _data() -> dict[str, Any]:
    return table_beside(__file__, "phone.toml")
