"""What a task of a generated app wants, typed, and what its answer has to say.

An intent says nothing of words (`foundry.tasks` puts it into them), nothing of screens (`foundry.planning` finds
the way) and nothing of what comes of it (`foundry.expecting`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Where:
    """Several things: all, those of which something holds, all but one."""

    path: str = ""
    """`field.genre` or `flag.favourite`; empty: all of them."""
    value: str = ""
    """Of a field."""
    but: str = ""
    """The title of the one that is left out."""


@dataclass(frozen=True)
class Add:
    title: str
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class SetField:
    title: str
    field: str
    value: str


@dataclass(frozen=True)
class ReadField:
    title: str
    field: str


@dataclass(frozen=True)
class SetFlag:
    title: str
    flag: str
    on: bool


@dataclass(frozen=True)
class AskFlag:
    title: str
    flag: str


@dataclass(frozen=True)
class DoDeed:
    title: str
    deed: str


@dataclass(frozen=True)
class DeedAll:
    deed: str
    where: Where


@dataclass(frozen=True)
class FlagAll:
    flag: str
    on: bool
    where: Where


@dataclass(frozen=True)
class Count:
    where: Where


@dataclass(frozen=True)
class ListAll:
    where: Where


@dataclass(frozen=True)
class Exists:
    title: str


@dataclass(frozen=True)
class Show:
    """The thing is to be on the screen; nothing is changed and nothing answered."""

    title: str


@dataclass(frozen=True)
class AddPart:
    title: str
    text: str


@dataclass(frozen=True)
class CountParts:
    title: str


@dataclass(frozen=True)
class ListParts:
    title: str


@dataclass(frozen=True)
class Tick:
    title: str
    text: str
    done: bool


@dataclass(frozen=True)
class SetSetting:
    setting: str
    value: str | bool


@dataclass(frozen=True)
class ReadSetting:
    setting: str


@dataclass(frozen=True)
class AskSetting:
    """Is it on?"""

    setting: str


@dataclass(frozen=True)
class OpenPage:
    page: str


@dataclass(frozen=True)
class ReadFact:
    page: str
    fact: str


@dataclass(frozen=True)
class Arrange:
    """The things are to be shown in the order of a field."""

    by: str


@dataclass(frozen=True)
class Narrow:
    """Only some things are to be shown: those with this option of what can be filtered by, or with this flag."""

    to: str


@dataclass(frozen=True)
class Act:
    action: str


@dataclass(frozen=True)
class Absent:
    """Something that no app of the domain does."""


Question = AskFlag | AskSetting | Exists
Plain = (
    Add | SetField | ReadField | SetFlag | AskFlag | DoDeed | DeedAll | FlagAll | Count | ListAll | Exists | Show | AddPart
    | CountParts | ListParts | Tick | SetSetting | ReadSetting | AskSetting | OpenPage | ReadFact | Act | Absent
    | Arrange | Narrow
)  # fmt: skip


@dataclass(frozen=True)
class Both:
    first: Plain
    second: Plain


@dataclass(frozen=True)
class If:
    """`then`, where the answer to the question is yes (or no: `holds`)."""

    question: Question
    holds: bool
    then: Plain


Intent = Plain | Both | If


@dataclass(frozen=True)
class Reply:
    """What an answer has to say."""

    kind: Literal["anything", "yes_no", "value", "list", "missing"]
    """`missing`: that what was asked for isn't there, and nothing was done."""
    value: str = ""
    """`yes` or `no`; the value as it is stored."""
    of: str = ""
    """What kind of value it is: a field's or setting's `kind`, `number` for how many."""
    names: tuple[str, ...] = ()
    """Of a list."""
    others: tuple[str, ...] = ()
    """What the answer may not say beside it: the other titles, the other options."""


ANYTHING = Reply("anything")
MISSING = Reply("missing")
