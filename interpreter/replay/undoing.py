"""Putting back what a session set: a script made from what its calls replaced, to be run like any other, with consent and proof.

Settings of the phone itself remember what they were, and go back to it, the last one first. What can't be put back is said: what
was made, sent or opened, and what was changed on an app's screens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from apidocs.doc import AppDoc, Effect
from apidocs.doc.effects import severity
from sessions.records import CallRecord


@dataclass(frozen=True)
class Undoing:
    """What undoing a session comes to."""

    script: str
    """Puts back what can be; empty where nothing can."""
    left: list[str] = field(default_factory=list)
    """What can't be put back, one line each."""


def undoing(calls: Sequence[CallRecord], doc: AppDoc) -> Undoing:
    """What to do about a session's calls; `doc` is the one it ran with."""
    lines: dict[str, str] = {}
    left = []
    for call in calls:
        screen = doc.screen(str(call.target.get("screen", "")))
        if call.status != "ok" or severity(Effect(call.effect)) < severity(Effect.SETTINGS):
            continue
        if screen is not None and screen.by_commands and call.op in ("turn_on", "turn_off", "tap", "choose"):
            if call.replaced and call.ref not in lines:  # the first time is what it was before all
                lines[call.ref] = _back(call)
        else:
            left.append(call.proof_note or f"{call.ref}.{call.op}")
    return Undoing("\n".join(reversed(lines.values())), left)


def _back(call: CallRecord) -> str:
    if call.op == "choose":
        return f"{call.ref}.choose({call.replaced!r})"
    return f"{call.ref}.turn_{call.replaced}()"
