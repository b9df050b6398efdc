"""What is done to an app's state: the one place that says it, for the apps that do it and the judges who expect it.

All of it works on a state as `Blueprint.first_state` describes it, in place.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Mapping
from typing import Any

from .domain import Domain, ThingField

State = dict[str, Any]
Stored = dict[str, Any]
"""One thing."""
COPY = " (copy)"
"""Stands behind the title of a duplicate."""


def blank_fields(domain: Domain) -> dict[str, str]:
    """What the fields of a new thing are before anybody fills them in."""
    return {field.key: field.values[0] if field.kind == "choice" else "" for field in domain.thing.fields}


def add_thing(state: State, domain: Domain, fields: Mapping[str, str]) -> Stored:
    """One more thing, as the last; fields that aren't given stay blank."""
    state["last_id"] += 1
    thing: Stored = {
        "id": state["last_id"],
        "fields": {**blank_fields(domain), **fields},
        "flags": {flag.key: False for flag in domain.thing.flags},
        "parts": [],
    }
    state["things"].append(thing)
    return thing


def duplicate(state: State, domain: Domain, thing: Stored) -> Stored:
    """Another one with the same fields, flags and parts, as the last; its title says that it is a copy."""
    title = domain.thing.title.key
    twin = add_thing(state, domain, {**thing["fields"], title: thing["fields"][title] + COPY})
    twin["flags"], twin["parts"] = dict(thing["flags"]), copy.deepcopy(thing["parts"])
    return twin


def delete(state: State, ids: Collection[int]) -> None:
    """Things are gone; their ids are never given again."""
    state["things"] = [thing for thing in state["things"] if thing["id"] not in ids]


def share(state: State, domain: Domain, thing: Stored) -> None:
    """Its title was given to another app."""
    state["shared"].append(thing["fields"][domain.thing.title.key])


def add_part(thing: Stored, text: str) -> None:
    """One more part, as the last, not done."""
    thing["parts"].append({"text": text, "done": False})


def things_at(state: State, domain: Domain, place: str = "") -> list[Stored]:
    """The things on a page: those with the archive's flag `place`, or those that are in no archive, in the stored order."""
    archives = archives_of(domain)
    if place:
        return [thing for thing in state["things"] if thing["flags"][place]]
    return [thing for thing in state["things"] if not any(thing["flags"][key] for key in archives)]


def archives_of(domain: Domain) -> list[str]:
    """Keys of the flags whose things are on a page of their own."""
    return [flag.key for flag in domain.thing.flags if flag.look == "archive"]


def filtered(things: list[Stored], filter_by: str, chosen: str) -> list[Stored]:
    """Those that a filter leaves: `chosen` is the option of a choice, or the flag's own key; empty leaves all."""
    if not chosen:
        return things
    kind, _, key = filter_by.partition(".")
    if kind == "flag":
        return [thing for thing in things if thing["flags"][key]]
    return [thing for thing in things if thing["fields"][key] == chosen]


def sort_fields(domain: Domain) -> list[ThingField]:
    """What things can be sorted by: the title, numbers, dates and times."""
    return [field for field in domain.thing.fields if field is domain.thing.title or field.kind in ORDERED]


ORDERED = ("number", "date", "time")


def ordered(things: list[Stored], domain: Domain, sort: str) -> list[Stored]:
    """By the field `sort`, the smallest first and the empty ones last; as stored where it is empty."""
    field = next((field for field in domain.thing.fields if field.key == sort), None)
    if field is None:
        return things
    order: Callable[[str], Any] = int if field.kind == "number" else str.casefold
    empty = [thing for thing in things if not thing["fields"][sort]]
    full = [thing for thing in things if thing["fields"][sort]]
    return [*sorted(full, key=lambda thing: order(thing["fields"][sort])), *empty]
