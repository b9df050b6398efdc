"""How the end of a task, and of an act, is shown: a mark, a colour and words for each status. Green is for what was seen on
the phone, and for nothing else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """One status."""

    mark: str
    colour: str
    """Of a table's cell; see `ui.widgets.table.MEANING`."""
    words: str


SHOWN = {
    "done": Shown("✓", "green", "done"),
    "unproved": Shown("?", "blue", "done, not proved"),
    "partly": Shown("½", "yellow", "partly done"),
    "not_done": Shown("✗", "yellow", "not done"),
    "failed": Shown("✗", "red", "failed"),
    "denied": Shown("—", "yellow", "consent refused"),
    "cancelled": Shown("—", "yellow", "cancelled"),
    "limit": Shown("✗", "red", "broke its limits"),
    "refused": Shown("✗", "red", "script not run"),
    "written": Shown("✎", "cyan", "script written"),
    "interrupted": Shown("!", "red", "interrupted"),
    "running": Shown("▶", "cyan", "running"),
}
"""By `sessions.records.STATUSES`."""


PROOFS = {
    "held": Shown("✓", "green", "seen: "),
    "unseen": Shown("?", "blue", "can't tell: "),
    "refuted": Shown("✗", "red", ""),
}
"""Of an act, by `interpreter.calls.Proof.verdict`; the words stand before what the phone was looked at for."""


def shown(status: str) -> Shown:
    """How a status is shown; one of a newer version by its own name."""
    return SHOWN.get(status, Shown("·", "dim", status.replace("_", " ")))
