"""What is read back from the store: plain frozen data, one class a table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ground.pace import pace_words

from .blobs import unpack_acts

STATUSES = (
    "running",
    "done",
    "unproved",
    "partly",
    "not_done",
    "failed",
    "denied",
    "cancelled",
    "limit",
    "refused",
    "written",
    "interrupted",
)
"""How a session may stand: what `agent.task.loop.Status` says of a task's end, and two of the store's own. interrupted: its
process ended, so nobody wrote how it went."""


DECISION = "decision"
"""Kind of the event that says why a script was taken or held back, in lines."""
TAKEN_OVER = "taken over"
"""Kind of the event that the person had the phone during a run."""


def taken_over(seq: int, acts: int) -> str:
    """Its words. On a phone in the hand more may have been done than was seen."""
    done = f"did {acts} {'thing' if acts == 1 else 'things'} on it here" if acts else "did nothing on it that was seen"
    return f"Before call {seq} the person had the phone and {done}. What is done by hand no replay repeats."


@dataclass(frozen=True)
class CallRecord:
    """One use of the phone, as it was recorded."""

    id: int
    seq: int
    attempt: int
    line: int
    source: str
    ref: str
    target: dict[str, str]
    """The parts of the reference: screen, element, row, row_text, part, found."""
    op: str
    args: list[Any]
    effect: str
    status: str
    """begun (its end was never written), ok, failed, denied or cancelled."""
    value: Any
    error: str
    locator: str
    node: str
    bounds: tuple[int, int, int, int] | None
    screen_before: str
    screen_after: str
    xml_before: str
    """SHA-256 of the hierarchy before, or empty."""
    xml_after: str
    picture: str
    steps: list[str]
    started: str
    ms: float
    verdict: str = ""
    """Of a replay: same, healed, different or stopped."""
    verdict_note: str = ""
    proof: str = ""
    """Of an act: held, unseen or refuted; empty where there was nothing to be seen, or nothing was recorded of it."""
    proof_note: str = ""
    """What was looked for, and what stood there."""
    within: str = ""
    """The thing of a list that was open or picked then: `note "Groceries"`."""
    replaced: str = ""
    """The text that the act overwrote in a field; gone with the screens."""
    rows: list[tuple[str, dict[str, str]]] | None = None
    """Of a list: the rows that the script was given, each with its title and what its parts said, by name; empty where there
    was none, None where it wasn't recorded, or has gone with the screens."""
    acts: list[dict[str, Any]] = field(default_factory=list)
    """What was done to the phone, touch by touch; the `xml` of a touch is a SHA-256. Empty where it wasn't recorded."""

    @property
    def shown(self) -> str:
        """What the phone showed after it, in one line for people; empty where nothing is known."""
        word = {"held": "seen", "unseen": "not seen", "refuted": "not so"}.get(self.proof, "")
        return f"{word}: {self.proof_note}" if word else ""


@dataclass(frozen=True)
class AttemptRecord:
    """One script that was written, with what it cost."""

    id: int
    number: int
    kind: str
    """write, redo (with the error), given (by the person) or saved."""
    prompt: str
    reply: str
    script: str
    notes: list[str]
    problems: list[str]
    prompt_tokens: int
    evaluated_tokens: int
    output_tokens: int
    first_token_ms: float
    ms: float


@dataclass(frozen=True)
class ConsentRecord:
    """One question and its reply."""

    line: int
    effect: str
    detail: str
    granted: bool
    how: str
    at: str
    kept: bool = False
    """Whether it holds for replays, too."""


@dataclass(frozen=True)
class HealingRecord:
    """What no longer fitted in a replay, and what was found instead."""

    id: int
    seq: int
    screen: str
    element: str
    what: str
    """element, screen, way or dialog."""
    old: str
    """The locator (or the marks) that no longer fitted, JSON."""
    new: str
    score: float
    xml_old: str
    """SHA-256 of the recorded hierarchy, or empty."""
    xml_new: str
    kept: bool


@dataclass(frozen=True)
class EventRecord:
    """Something else that happened."""

    at: str
    kind: str
    text: str


@dataclass(frozen=True)
class SessionRecord:
    """A session's head: what a list shows."""

    id: str
    kind: str
    """task, learning or replay."""
    task: str
    app: str
    app_label: str
    serial: str
    phone: str
    model: str
    status: str
    """One of `STATUSES`."""
    answer: str
    script: str
    started: str
    ended: str
    private: bool
    kept: bool
    parent: str
    """The session that a replay repeats, or that of a task's first part where this is its second; else empty."""
    prompt_tokens: int
    evaluated_tokens: int
    output_tokens: int
    model_ms: float
    phone_ms: float
    calls: int = 0
    doc: str = ""
    """SHA-256 of the doc that was used, its samples left out; empty where none was recorded."""
    width: int = 0
    """Of the display, pixels; 0 where it wasn't recorded."""
    height: int = 0
    locale: str = ""
    pruned: bool = False
    """Whether its screens have gone with time."""
    size: int = 0
    """Of its screens and pictures as they are kept, bytes; what several sessions show counts for each of them."""
    connections_out: int | None = None
    """How many connections to other machines the process made meanwhile; None where nobody counted."""
    first_act_ms: float | None = None
    """From the person's words to the first thing done on the phone; None where nothing was done, or nobody measured it."""
    answer_ms: float | None = None
    """The same to the answer. What waited for the person is in neither."""

    @property
    def pace(self) -> str:
        """In words; empty where nobody measured it."""
        if self.answer_ms is None:
            return ""
        return pace_words(None if self.first_act_ms is None else self.first_act_ms / 1000, self.answer_ms / 1000)


@dataclass(frozen=True)
class SessionDetail:
    """A session with everything that belongs to it."""

    head: SessionRecord
    attempts: list[AttemptRecord] = field(default_factory=list)
    calls: list[CallRecord] = field(default_factory=list)
    consents: list[ConsentRecord] = field(default_factory=list)
    events: list[EventRecord] = field(default_factory=list)
    healings: list[HealingRecord] = field(default_factory=list)


def head_of(row: dict[str, Any]) -> SessionRecord:
    """From a row of `sessions`, with `calls` counted beside it where the query did so."""
    numbers = (
        "prompt_tokens",
        "evaluated_tokens",
        "output_tokens",
        "model_ms",
        "phone_ms",
        "calls",
        "width",
        "height",
        "size",
    )
    names = SessionRecord.__dataclass_fields__
    values: dict[str, Any] = {name: (row.get(name) or 0) if name in numbers else row.get(name) or "" for name in names}
    values |= {name: bool(row.get(name)) for name in ("private", "kept", "pruned")}
    values |= {name: row.get(name) for name in ("connections_out", "first_act_ms", "answer_ms")}
    return SessionRecord(**values)


def call_of(row: dict[str, Any], shas: Mapping[int, str]) -> CallRecord:
    """From a row of `calls`. `shas` are the names of the blobs by their numbers; one that is gone is empty."""
    bounds = json.loads(row["bounds"]) if row["bounds"] else None
    return CallRecord(
        **{name: row[name] or "" for name in _CALL_TEXTS},
        id=row["id"],
        seq=row["seq"],
        attempt=row["attempt"] or 0,
        line=row["line"] or 0,
        target=json.loads(row["target"] or "{}"),
        args=json.loads(row["args"] or "[]"),
        value=json.loads(row["value"]) if row["value"] else None,
        bounds=tuple(bounds) if bounds else None,
        steps=json.loads(row["steps"] or "[]"),
        ms=row["ms"] or 0.0,
        rows=[(title, said) for title, said in json.loads(row["rows"])] if row.get("rows") else None,
        acts=[{**act, "xml": shas.get(act["xml"], "")} for act in unpack_acts(row["acts"])],
        **{name: shas.get(row[name], "") for name in ("xml_before", "xml_after", "picture")},
    )


_CALL_TEXTS = (
    "source",
    "ref",
    "op",
    "effect",
    "status",
    "error",
    "locator",
    "node",
    "screen_before",
    "screen_after",
    "started",
    "verdict",
    "verdict_note",
    "proof",
    "proof_note",
    "within",
    "replaced",
)


def attempt_of(row: dict[str, Any]) -> AttemptRecord:
    return AttemptRecord(
        id=row["id"],
        number=row["number"],
        kind=row["kind"] or "",
        prompt=row["prompt"] or "",
        reply=row["reply"] or "",
        script=row["script"] or "",
        notes=json.loads(row["notes"] or "[]"),
        problems=json.loads(row["problems"] or "[]"),
        prompt_tokens=row["prompt_tokens"] or 0,
        evaluated_tokens=row["evaluated_tokens"] or 0,
        output_tokens=row["output_tokens"] or 0,
        first_token_ms=row["first_token_ms"] or 0.0,
        ms=row["ms"] or 0.0,
    )
