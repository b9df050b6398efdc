"""The literals of a script as typed parameters, and the script with other values put in.

Types come from the doc's elements: an option of a choice, a row's name, what a field holds (a date, a time, a number, text).
Which literals become parameters is the person's to confirm; only their proposal is made here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, count
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from apidocs.doc import AppDoc, Kind
from apidocs.doc.api import RESERVED
from apidocs.doc.words import identifier
from ground.errors import SettingsError
from ground.syntax import parse
from interpreter.reading.edits import Lines
from interpreter.reading.scripts import names_given, parsed

from .literals import TAKING, literals

ParameterType = Literal["text", "number", "time", "date", "choice"]
_TIME = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_VERBS = frozenset({*TAKING, "tap", "open", "text", "value", "lower", "upper", "casefold", "strip"})
"""They don't say what a value is."""
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")


class Parameter(BaseModel):
    """One thing that is other each time."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    type: ParameterType = "text"
    default: str
    options: list[str] = Field(default_factory=list)
    """Of a choice."""
    number: bool = False
    """Whether it stands in the script as a number rather than a text."""
    used: str = ""
    """The element it goes into, for showing: `new_note.title`."""

    def checked(self, value: str) -> str:
        """The value in the form the script takes. Raises SettingsError saying what is wanted."""
        fault = self._fault(value.strip())
        if fault:
            raise SettingsError(f"--{self.name.replace('_', '-')} {value!r}: {fault}")
        return value.strip() if self.type != "text" else value

    def _fault(self, value: str) -> str:
        if self.type == "choice" and self.options and value not in self.options:
            near = next((o for o in self.options if o.casefold() == value.casefold()), "")
            return f"write it {near!r}" if near else f"one of {', '.join(self.options)} is wanted"
        if self.type == "number" and not _NUMBER.fullmatch(value):
            return "a number is wanted"
        if self.number and "," in value:  # 1,5 is one and a half to some, and 1,500 fifteen hundred to others
            return "a number is wanted, with a point for the fraction and nothing between the thousands: 1.5, 1500"
        if self.type == "time" and not _is_time(value):
            return "a time is wanted, 07:30"
        if self.type == "date" and not _is_date(value):
            return "a date is wanted, 2026-03-01"
        return ""


@dataclass
class Proposal:
    """A literal that could be a parameter, and everywhere it stands."""

    parameter: Parameter
    value: str | int | float
    spots: list[ast.Constant] = field(default_factory=list)


def propose(script: str, doc: AppDoc) -> list[Proposal]:
    """The literals of a script that could be other each time, the same text once. Empty where it isn't Python."""
    tree = parsed(script)
    if tree is None:
        return []
    screens = {s.name for s in doc.screens}
    taken = {*names_given(tree)}
    found: dict[tuple[type, object], Proposal] = {}
    for path, literal in literals(tree, screens):
        if not isinstance(value := literal.value, str | int | float):
            continue
        key = (type(value), value)
        if key not in found:
            found[key] = Proposal(_parameter(path, value, doc, taken | screens), value)
            taken.add(found[key].parameter.name)
        if not any(spot is literal for spot in found[key].spots):
            found[key].spots.append(literal)
    return sorted(found.values(), key=lambda p: (p.spots[0].lineno, p.spots[0].col_offset))


def _parameter(path: list[str], value: str | int | float, doc: AppDoc, taken: set[str]) -> Parameter:
    element = doc.element(path[0], path[1]) if len(path) > 1 else None
    choice = element is not None and element.kind is Kind.CHOICE and isinstance(value, str)
    options = list(element.options) if choice and element is not None and value in element.options else []
    kind: ParameterType = "choice" if options else "text" if choice else _type_of(value)
    words = next((part for part in reversed(path) if part not in _VERBS), "value")
    name = identifier(words) or "value"
    return Parameter(
        name=_free(name, taken),
        type=kind,
        default=str(value),
        options=options,
        number=not isinstance(value, str),
        used=".".join(path[:2]),
    )


def _type_of(value: str | float) -> ParameterType:
    if not isinstance(value, str):
        return "number"
    if _is_time(value):
        return "time"
    if _is_date(value):
        return "date"
    return "number" if _NUMBER.fullmatch(value) and len(value) < 7 else "text"


def _is_time(value: str) -> bool:
    return _TIME.fullmatch(value) is not None


def _is_date(value: str) -> bool:
    try:
        return _DATE.fullmatch(value) is not None and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _free(name: str, taken: set[str]) -> str:
    plain = name.lower() if name.lower().isascii() else "value"
    wanted = f"the_{plain}" if plain in RESERVED or plain in taken and f"the_{plain}" not in taken else plain
    numbered = (f"{wanted}_{number}" for number in count(2))
    return next(found for found in chain([wanted], numbered) if found not in taken and found not in RESERVED)


def parametrised(script: str, chosen: Sequence[Proposal]) -> str:
    """The script with names in place of the chosen literals; the answer of `finish` says the new values, too."""
    changes: list[tuple[ast.Constant, str]] = [(spot, p.parameter.name) for p in chosen for spot in p.spots]
    changes += _answers(parse(script), chosen)
    lines = Lines(script)
    return lines.with_edits(lines.replacing(spot, text, "") for spot, text in changes if spot.end_lineno == spot.lineno)


def _answers(tree: ast.Module, chosen: Sequence[Proposal]) -> list[tuple[ast.Constant, str]]:
    """What `finish` says of a value is made up anew from the parameter."""
    names = {p.value: p.parameter.name for p in chosen if isinstance(p.value, str) and p.value}
    values = re.compile(f"({'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})")
    found = []
    for call in (n for n in ast.walk(tree) if names and isinstance(n, ast.Call) and n.args):
        if not (isinstance(call.func, ast.Name) and call.func.id == "finish"):
            continue
        for text in (n for n in ast.walk(call.args[0]) if isinstance(n, ast.Constant) and isinstance(n.value, str)):
            pieces = values.split(str(text.value))
            if len(pieces) > 1:
                said = (names[piece] if at % 2 else repr(piece) for at, piece in enumerate(pieces) if piece)
                found.append((text, " + ".join(said)))
    return found


def bound(script: str, parameters: Sequence[Parameter], values: Mapping[str, str]) -> str:
    """The script with its parameters' values above it. Raises SettingsError for unknown names and values that don't fit."""
    known = {p.name: p for p in parameters}
    for name in values:
        if name not in known:
            offered = ", ".join(f"--{n.replace('_', '-')}" for n in known) or "it has none"
            raise SettingsError(f"This task has no --{name.replace('_', '-')}. Its parameters: {offered}")
    head = []
    for p in parameters:
        value = p.checked(values.get(p.name, p.default))
        said = (value if "." in value else str(int(value))) if p.number else repr(value)
        head.append(f"{p.name} = {said}")
    return "\n".join([*head, script])
