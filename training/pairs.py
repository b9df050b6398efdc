"""A folder of training pairs: docs, and tasks with their right scripts, one JSON object a line; read, and refused with the
line where something is wrong.

    docs/ID.doc.json    an AppDoc each
    pairs.jsonl         `Pair`s
    prefer.jsonl        `Preference`s, where there are any
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agent.prompts.prompting import Failure
from apidocs.doc import AppDoc
from ground.errors import DocError, SettingsError

Split = Literal["train", "held_out"]
Kind = Literal["task", "redo", "irrelevant"]


class Failed(BaseModel):
    """What was wrong with an earlier script: `agent.prompts.prompting.Failure` as data."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    script: str = Field(min_length=1)
    error: str = Field(min_length=1)
    line: int = Field(default=0, ge=0)
    carried_out: Literal[False] = False
    screen: Literal[""] = ""
    """Both stand in older folders; a whole script is asked for, always."""

    def as_failure(self) -> Failure:
        return Failure(self.script, self.error, self.line)


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    doc: str = Field(pattern=r"^[\w.-]+$")
    """Of the file `docs/DOC.doc.json`."""
    task: str = Field(min_length=1)
    failure: Failed | None = None
    """Of the script before, in a conversation's second turn."""
    split: Split = "train"
    source: str = ""
    """Where it comes from, for the record."""


class Pair(_Asked):
    """What is asked, and the right answer."""

    script: str = Field(min_length=1)
    kind: Kind = "task"


class Preference(_Asked):
    """What is asked, and two answers, one of them better."""

    chosen: str = Field(min_length=1)
    rejected: str = Field(min_length=1)


@dataclass(frozen=True)
class PairsFolder:
    """All of a folder."""

    folder: Path
    docs: dict[str, AppDoc]
    pairs: list[Pair]
    preferences: list[Preference]

    def of(self, split: Split) -> list[Pair]:
        return [pair for pair in self.pairs if pair.split == split]


def read_folder(folder: Path, *, preferences: bool = False) -> PairsFolder:
    """Read pairs, or preferences, and the docs they name. Raises SettingsError naming file and line, DocError."""
    pairs = [] if preferences else list(_lines(folder / "pairs.jsonl", Pair))
    preferred = list(_lines(folder / "prefer.jsonl", Preference)) if preferences else []
    docs: dict[str, AppDoc] = {}
    for number, one in enumerate([*pairs, *preferred], 1):
        if one.doc not in docs:
            docs[one.doc] = _doc(folder, one.doc, f"{'prefer' if preferences else 'pairs'}.jsonl, pair {number}")
    return PairsFolder(folder, docs, pairs, preferred)


T = TypeVar("T", Pair, Preference)


def _lines(path: Path, model: type[T]) -> Iterator[T]:
    if not path.is_file():
        raise SettingsError(f"There is no {path}: a pairs folder has docs/ID.doc.json and {path.name}.")
    some = False
    # by bytes: a text may hold what Python takes for the end of a line, and one byte may be no text at all
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if not line.strip():
            continue
        some = True
        try:
            one = model.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise SettingsError(f"{path}, line {number}: {f'{where}: ' if where else ''}{first['msg']}.") from None
        for name in ("task", "script", "chosen", "rejected"):
            if not getattr(one, name, "said").strip():
                raise SettingsError(f"{path}, line {number}: {name} is empty.")
        yield one
    if not some:
        raise SettingsError(f"{path} has no lines.")


def _doc(folder: Path, name: str, where: str) -> AppDoc:
    path = folder / "docs" / f"{name}.doc.json"
    if not path.is_file():
        raise SettingsError(f"{where} names the doc {name}, and there is no {path}.")
    try:
        return AppDoc.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        raise DocError(f"{path} is no app doc: {'.'.join(map(str, first['loc']))}: {first['msg']}.") from None
