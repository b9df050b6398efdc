"""Where a task stands, and the words and marks for it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from ui.steering import Mode

if TYPE_CHECKING:
    from interpreter.calls import Outcome


class Phase(StrEnum):
    """Where a task stands."""

    IDLE = "idle"
    QUEUED = "queued"
    """The phone has something else to do first."""
    WRITING = "writing"
    WAITING = "waiting"
    """The script waits for Enter."""
    SHOWING = "showing"
    """The person shows it, and is watched."""
    RUNNING = "running"


MODES = {
    Mode.GOING: "running",
    Mode.STEPPING: "one step",
    Mode.PAUSED: "paused: space goes on, s one step",
    Mode.TAKEN: "the phone is yours: space goes on from its screen",
}


def words_of(
    phase: Phase,
    mode: Mode,
    seconds: float,
    *,
    offers: bool,
    asking: bool,
    read: int,
    looking: bool = False,
    first_act_s: float | None = None,
) -> str:
    """What stands below the script. `read`: how much of what the model has to know it has read, percent. `looking`: the task's
    app isn't known yet. `first_act_s`: how long it took from the person's words until something was done on the phone."""
    writing = f"the model has read {read} %" if read < 100 else "getting ready" if looking else "being written"
    if asking:
        return "asks you"
    if phase is Phase.RUNNING and mode is Mode.GOING and first_act_s is not None:
        return f"running; first act after {first_act_s:.1f} s"
    return {
        Phase.IDLE: "",
        Phase.QUEUED: f"waits for the phone … {seconds:.0f} s",
        Phase.WRITING: f"{writing} … {seconds:.0f} s",
        Phase.WAITING: "enter runs it, o takes the offer" if offers else "waits for you: enter runs it, e edits it",
        Phase.SHOWING: "watched: d when that was it, esc leaves it",
        Phase.RUNNING: MODES[mode],
    }[phase]


def how_ended(outcome: Outcome) -> str:
    """The mark of a line whose call has ended: done is what the phone showed."""
    if outcome.status in ("denied", "cancelled"):
        return "left"
    proof = outcome.proof.verdict if outcome.proof is not None else "held"
    if outcome.status != "ok" or proof == "refuted":
        return "failed"
    return "done" if proof == "held" else "unseen"
