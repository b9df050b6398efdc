"""What is done on many phones, and what comes of it on each: plain data that passes between machines as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from apidocs.doc import AppDoc

DONE = ("done", "unproved")
"""Statuses of what was carried out whole."""
STATUSES = (
    *("done", "unproved", "partly", "not_done", "failed", "denied", "cancelled", "limit", "refused", "written"),
    *("busy", "lost", "unknown", "not_run"),
)
"""How it may have ended on one phone: as any task, and

busy: another run has the phone. lost: there is no phone, or it went away. unknown: it was handed to the phone's host, and how it
went can't be told; it is not repeated. not_run: it was handed to nobody."""


@dataclass(frozen=True)
class Work:
    """What is to be done: the same on each phone."""

    words: str
    script: str
    doc: AppDoc
    """What the script was written with, and is carried out with on each phone."""
    title: str = ""
    """What a session is called instead of by the words."""
    script_by: Literal["", "person", "model"] = ""
    """Who wrote the script for these words just now; empty where it is a saved task's. After a person's nothing is pressed that it
    doesn't say; with a model's the answer is held against the words."""
    allow: tuple[str, ...] = ()
    private: bool = False

    def to_data(self) -> dict[str, Any]:
        """As JSON knows it, with the part of the doc that the script needs."""
        from apidocs.retrieve.slicing import slice_for

        doc = slice_for(self.doc, self.script).model_dump(mode="json", exclude_defaults=True)
        return {**{name: getattr(self, name) for name in self.__dataclass_fields__}, "doc": doc}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Work:
        """Raises ValueError where it isn't one."""
        return cls(**{**data, "doc": AppDoc.model_validate(data["doc"]), "allow": tuple(data["allow"])})


@dataclass(frozen=True)
class Outcome:
    """How it ended on one phone."""

    serial: str
    status: str
    """One of `STATUSES`."""
    answer: str = ""
    """In words: what was read or done, or why not."""
    session: str = ""
    """Where it is recorded, on the phone's host; empty where nothing was begun."""
    seconds: float = 0.0
    calls: int = 0
    why: list[str] = field(default_factory=list)
    task: str = ""
    """Of a farm: the name of this one delivery."""

    @property
    def done(self) -> bool:
        return self.status in DONE

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Outcome:
        return cls(**json.loads(text))


def counted(outcomes: Sequence[Outcome]) -> str:
    """`6 done, 1 busy, 1 lost`."""
    found = {status: sum(one.status == status for one in outcomes) for status in STATUSES}
    return ", ".join(f"{count} {status.replace('_', ' ')}" for status, count in found.items() if count)
