"""A domain: the subject of generated apps as data, recipes or library loans, with the words people have for it.

One YAML file each, called like the domain. It says what things such an app keeps, of which fields and parts they are made,
what is done to them, which settings, pages and actions the app has, how each of these may be labelled on a screen, and how
people speak of it without that label. How an app looks and where things are is no affair of a domain's:
`foundry.blueprint` draws that from a seed.

A *sayable* is whatever people speak of. It has `labels`, what a screen may say, and *phrasings*: whole sentences, or pieces of
one, by what is wanted, with slots in braces that are filled with values. docs/foundry.md shows all of it on one example.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from ground.errors import SettingsError

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=32)]
Words = Annotated[str, Field(min_length=1, max_length=200)]
Several = Annotated[list[Words], Field(min_length=2)]
"""Phrasings of one form: at least two."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Sayable(_Model):
    """Whatever a person may speak of."""

    key: Key
    labels: list[Words] = Field(min_length=2)
    """What a screen may call it; an app shows one of them."""

    def phrasings(self) -> dict[str, list[str]]:
        """Phrasings by form, `read` to the sentences that ask for the value."""
        return {name: list(said) for name in FORMS if (said := getattr(self, name, None))}


FORMS = {
    "ask": "do it: {title} where it is done to one thing, {value} of what is put in",
    "set": "give it the value {value}; of a field also {title}, the thing",
    "read": "what is its value? Of a field also {title}",
    "turn_on": "switch it on, or mark {title} so",
    "turn_off": "switch it off, or unmark {title}",
    "is_on": "is it on, or is {title} marked so? Answered with yes or no",
    "with_": "a piece behind the words that add a thing: `, ready in {value}`",
    "where": "a piece behind a name for several things: `that take {value}`, `that I love`",
    "open": "show it",
    "count": "how many? {things} and {where} may stand in it; of parts {title}",
    "list_": "which ones? {things} and {where} may stand in it; of parts {title}",
    "exists": "is there a thing called {title}? Answered with yes or no",
    "add": "one more part {value} for {title}",
    "tick": "the part {value} of {title} is done",
    "untick": "the part {value} of {title} isn't done after all",
}
"""What may be wanted, and the slots of its phrasings."""


class ThingField(Sayable):
    """One value that every thing has. The first field is the title: a text without phrasings of its own."""

    kind: Literal["text", "long_text", "choice", "number", "date", "time"] = "text"
    values: list[str] = Field(min_length=2)
    """What it may hold; of a choice, its options. A date is YYYY-MM-DD, a time HH:MM, a number its digits."""
    unit: str = Field("", max_length=12)
    """Shown behind a number: min, km."""
    set: list[Words] = Field(default_factory=list)
    read: list[Words] = Field(default_factory=list)
    with_: list[Words] = Field(default_factory=list, alias="with")
    where: list[Words] = Field(default_factory=list)


class Flag(Sayable):
    """What a thing is or isn't: a favourite, done, pinned, archived."""

    look: Literal["star", "heart", "check", "pin", "archive", "bell", "lock"] = "star"
    """Its icon. Things that are archived are on a page of their own."""
    turn_on: Several
    turn_off: Several
    is_on: Several
    where: Several


class Deed(Sayable):
    """What is done to a thing as a whole."""

    does: Literal["delete", "duplicate", "share"]
    """It is gone; there is another one called the same with "(copy)" behind it; its title is given to another app."""
    ask: Several


class Adding(Sayable):
    """How one more thing comes to be: {title} is its title."""

    ask: Several


class Parts(Sayable):
    """Lines within each thing: ingredients, stops, exercises."""

    one: Words
    """What a screen calls one of them."""
    values: list[Words] = Field(min_length=8)
    ticks: bool = False
    """Each has a box to tick."""
    add: Several
    count: Several
    list_: Several = Field(alias="list")
    tick: list[Words] = Field(default_factory=list)
    untick: list[Words] = Field(default_factory=list)


class Thing(_Model):
    """What an app of the domain keeps."""

    one: Words
    many: Words
    """What a screen calls one of them, and several."""
    things: list[Words] = Field(min_length=3)
    """What people call several of them: fills {things}."""
    fields: list[ThingField] = Field(min_length=3)
    flags: list[Flag] = Field(min_length=1)
    add: Adding
    deeds: list[Deed] = Field(min_length=1)
    parts: Parts | None = None
    open: Several
    count: Several
    list_: Several = Field(alias="list")
    exists: Several

    @property
    def title(self) -> ThingField:
        return self.fields[0]


class Setting(Sayable):
    """A setting of the app."""

    kind: Literal["toggle", "choice", "number", "text"]
    values: list[str] = Field(default_factory=list)
    """Options of a choice; texts or numbers it may have. The first is what it is at first; of a toggle `on` or `off`."""
    group: str = Field("", max_length=40)
    """A heading or a page of settings that it may be under."""
    turn_on: list[Words] = Field(default_factory=list)
    turn_off: list[Words] = Field(default_factory=list)
    is_on: list[Words] = Field(default_factory=list)
    set: list[Words] = Field(default_factory=list)
    read: list[Words] = Field(default_factory=list)


class Fact(Sayable):
    """A value that a page shows and nobody can change."""

    values: list[Words] = Field(min_length=2)
    """An app shows one of them."""
    read: Several


class Page(Sayable):
    """A page beside the things: about, statistics, help."""

    facts: list[Fact] = Field(min_length=1)
    open: Several


class Action(Sayable):
    """Something the app as a whole does when asked: back up, refresh. The app counts how often it did."""

    ask: Several


class Domain(_Model):
    """A subject of generated apps. See the module."""

    name: Key
    apps: list[Words] = Field(min_length=3)
    """What an app of it may be called."""
    thing: Thing
    settings: list[Setting] = Field(min_length=5)
    pages: list[Page] = Field(min_length=1)
    actions: list[Action] = Field(min_length=1)
    absent: list[Words] = Field(min_length=6)
    """What people would ask such an app for and no app of the domain does; {title} may stand in it."""

    def sayables(self) -> Iterator[tuple[str, Sayable]]:
        """All of them with their paths: `field.time`, `flag.favourite`, `fact.about.version`."""
        thing = self.thing
        yield "add", thing.add
        for kind, those in (("field", thing.fields), ("flag", thing.flags), ("deed", thing.deeds)):
            for one in those:
                yield f"{kind}.{one.key}", one
        if thing.parts:
            yield "parts", thing.parts
        for setting in self.settings:
            yield f"setting.{setting.key}", setting
        for page in self.pages:
            yield f"page.{page.key}", page
            for fact in page.facts:
                yield f"fact.{page.key}.{fact.key}", fact
        for action in self.actions:
            yield f"action.{action.key}", action

    @model_validator(mode="after")
    def _paths_are_told_apart(self) -> Self:
        seen: set[str] = set()
        for path, _ in self.sayables():
            if path in seen:
                raise ValueError(f"{path} is there twice")
            seen.add(path)
        if self.thing.title.kind != "text":
            raise ValueError(f"the first field, {self.thing.title.key}, is the title and must be a text")
        return self


class _Loader(yaml.SafeLoader):
    """YAML in which a key that stands twice is an error: the first of the two would be lost without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in seen:
                line = key.start_mark.line + 1
                raise yaml.constructor.ConstructorError(None, None, f"line {line}: {key.value} stands there twice")
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def load_domain(path: Path) -> Domain:
    """Read a domain's file. Raises SettingsError, naming the file, the place in it and what is wrong there."""
    domain, faults = read_domain(path)
    if domain is None or faults:
        more = f" ({len(faults) - 1} more)" if len(faults) > 1 else ""
        raise SettingsError(
            f"The domain {path.name}, {faults[0]}{more}. All of it: thumbwright foundry check {path.parent}"
        )
    return domain


def read_domain(path: Path) -> tuple[Domain | None, list[str]]:
    """A file's domain, or all that keeps it from being one, each with its place."""
    data: Any = None
    try:
        data = yaml.load(path.read_text("utf-8"), _Loader)  # noqa: S506 a safe loader
        domain = Domain.model_validate(data)
    except OSError as error:
        return None, [f"as a file: it can't be read: {error.strerror or error}"]
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return None, [f"as a file: it is no YAML text: {error}"]
    except ValidationError as error:
        return None, [f"{_place(one['loc'], data)}: {_said(one)}" for one in error.errors()]
    if domain.name != path.stem:
        return domain, [f"name: it calls itself {domain.name!r}: the file has to be called {domain.name}.yaml"]
    return domain, []


def _place(loc: tuple[int | str, ...], data: Any) -> str:
    """Where in the file, things in a list by their key where they have one: `settings.theme.values`."""
    parts = []
    for part in loc:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            data = None
        key = data.get("key") if isinstance(part, int) and isinstance(data, dict) else None
        parts.append(str(part if key is None else key))
    return ".".join(parts) or "as a whole"


def _said(error: ErrorDetails) -> str:
    if error["type"] == "string_type" and isinstance(error["input"], bool | int | float | date):
        return f"YAML takes {str(error['input']).lower()} for no text: write it in quotes"
    return error["msg"]
