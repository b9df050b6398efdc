"""The candidates of a task: what the model writes for it, each put right where its names don't exist, checked, and scored.

The likeliest script comes first. Where its score leaves room for doubt, others are drawn beside it, over the state of the same
prompt; those that come to the same plan count as one that was written so often. Nothing here decides which of them runs:
that is `agent.decide.deciding`'s.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from apidocs.doc import AppDoc
from ground.errors import CancelledError
from interpreter.check.checking import CheckReport, check
from interpreter.plan.plans import plan_of
from interpreter.reading.declining import only_declines
from interpreter.reading.edits import Change, Gate
from interpreter.reading.scripts import extract_code
from interpreter.repair.repairing import repair

from ..fit.doubt import Doubt
from ..fit.doubts import doubts
from ..fit.gate import TaskGate
from ..model.meaning import Meaning
from ..model.writing import Drawing, Generation, Prompt, StopReason, Writer, ignore
from ..prepare.preparing import Prepared
from ..prepare.switches import Switches
from ..resolve.resolving import resolver_of
from .features import features
from .score import Score
from .variants import variants

log = logging.getLogger(__name__)
MAX_OUTPUT_TOKENS = 240
DRAWN = 4
"""Scripts drawn beside the likeliest. Side by side they cost about as much again as the likeliest alone."""


@dataclass
class Written:
    """A script with what the check says of it, and what speaks for and against it."""

    text: str
    notes: list[str]
    """What was changed in it, in words."""
    report: CheckReport
    generation: Generation | None = None
    reply: str = ""
    """As the model wrote it."""
    times: int = 1
    """How many of those that were asked for came to this one; of one made from another, to that one."""
    made: str = ""
    """Why it was made from one that the model wrote (`agent.decide.variants`); empty for the model's own."""
    doubts: list[Doubt] = field(default_factory=list)
    """What it would do that the task doesn't speak of, or leave out."""
    found: dict[str, float] = field(default_factory=dict)
    """Its features; empty for a script that isn't scored."""
    chance: float | None = None
    """Of being right, 0 to 1; None for a script that isn't scored."""
    held: list[str] = field(default_factory=list)
    """Why it isn't run without the person, in words; empty for one that is."""
    turned_down: str = ""
    """Why it isn't run, where the person was asked and said no; empty where nobody was asked, or said yes."""
    offers: list[Change] = field(default_factory=list)
    """Changes that may be right and were not made: the person may."""

    @property
    def errors(self) -> list[str]:
        """What keeps it from being run; what it is held back for does where nobody decides otherwise."""
        return self.faults or self.held

    @property
    def faults(self) -> list[str]:
        """What keeps it from being run whatever anybody says."""
        if self.endless:
            return ["the script goes on and on, away from the task"]
        return [f"line {p.line}: {p.message}" for p in self.report.problems if p.severity == "error"]

    @property
    def declines(self) -> bool:
        """Whether it only says that it can't be done: there is nothing in it to let run."""
        return only_declines(self.text)

    @property
    def endless(self) -> bool:
        """Whether it had no end, and was cut off."""
        return self.generation is not None and self.generation.stop in (StopReason.LENGTH, StopReason.REPEAT)


def examine(text: str, doc: AppDoc, gate: Gate) -> Written:
    """Repair a script of the model's as far as that needs no model and the gate lets it, and check it."""
    mended = repair(text, doc, gate)
    notes = [str(note) for note in mended.notes]
    return Written(mended.script, notes, check(mended.script, doc), offers=mended.offers)


def given(text: str, doc: AppDoc) -> Written:
    """Check a script that a person wrote or changed. It runs as it stands; what would be repaired in it is offered."""
    mended = repair(text, doc)
    why = "; ".join(dict.fromkeys(note.what for note in mended.notes))
    offers = [Change(text, mended.script, mended.notes[0].line, why)] if mended.notes else []
    return Written(text, [], check(text, doc), offers=offers)


def likeliest(
    prepared: Prepared,
    writer: Writer,
    prompt: Prompt,
    switches: Switches,
    *,
    on_token: Callable[[str], None] = ignore,
    cancelled: Callable[[], bool],
) -> Written:
    """The script that the model finds likeliest. Raises ModelError, CancelledError."""
    log.debug("asked:\n%s", "\n\n".join(f"[{turn.role}]\n{turn.text}" for turn in prompt.turns))
    generation = writer.generate(prompt, max_tokens=MAX_OUTPUT_TOKENS, on_token=on_token, cancelled=cancelled)
    log.debug("answered (%s):\n%s", generation.stop, generation.text)
    _stop_if(generation.stop is StopReason.CANCELLED or cancelled())
    return candidate(generation, prepared, switches)


def others(
    first: Written,
    prepared: Prepared,
    writer: Drawing,
    prompt: Prompt,
    switches: Switches,
    *,
    cancelled: Callable[[], bool],
) -> tuple[list[Written], list[Generation]]:
    """The first one and those drawn beside it, each distinct script once; and all that was drawn. Raises ModelError,
    CancelledError."""
    drawn = writer.draw(prompt, range(1, DRAWN + 1), max_tokens=MAX_OUTPUT_TOKENS, cancelled=cancelled)
    _stop_if(any(one.stop is StopReason.CANCELLED for one in drawn) or cancelled())
    return with_variants([first, *(candidate(one, prepared, switches) for one in drawn)], prepared), drawn


def with_variants(written: Sequence[Written], prepared: Prepared) -> list[Written]:
    """Each distinct plan once, and behind those that the model wrote what is made from them."""
    by_plan = together(written, prepared.doc)
    own, known = list(by_plan.values()), {key for _endless, key in by_plan}
    found = list(own)
    for one in own:
        for text, why in variants(one.text, prepared.task, prepared.doc):
            if (key := plan_key(text, prepared.doc)) not in known:
                known.add(key)
                found.append(_variant(one, text, why, prepared))
    return found


def candidate(generation: Generation, prepared: Prepared, switches: Switches) -> Written:
    """What the model wrote, put right and checked; not scored yet."""
    text = extract_code(generation.text)
    gate = TaskGate(prepared.task, prepared.doc)
    written = examine(text, prepared.doc, gate) if switches.repair else given(text, prepared.doc)
    written.generation, written.reply = generation, generation.text
    written.doubts = doubts(written.text, prepared.task, prepared.doc)
    return written


def together(written: Sequence[Written], doc: AppDoc) -> dict[tuple[bool, str], Written]:
    """Each distinct plan once, as it came first, with how often it came; by whether it is endless, and its key."""
    kept: dict[tuple[bool, str], Written] = {}
    for one in written:
        known = kept.setdefault((one.endless, plan_key(one.text, doc)), one)
        if known is not one:
            known.times += one.times
    return kept


def weigh(candidates: Sequence[Written], prepared: Prepared, score: Score, meaning: Meaning | None = None) -> None:
    """Give each its features and its chance. How often it was written counts where several were, among those that can run: one that
    can't is no rival. `meaning` is the encoder, where it is on this machine."""
    resolver = resolver_of(prepared.doc, meaning) if meaning is not None else None
    written = [one for one in candidates if not one.made]
    several = sum(one.times for one in written) > 1
    able = sum(one.times for one in written if not one.faults)
    for one in candidates:
        generation = one.generation
        one.found = features(
            one.text,
            prepared.task,
            prepared.doc,
            likelihood=generation.likelihood if generation is not None else None,
            agreement=min(1.0, one.times / max(1, able)) if several else None,
            resolver=resolver,
        )
        one.chance = score.chance(one.found)


def plan_key(script: str, doc: AppDoc) -> str:
    """The same for scripts that do the same on the phone."""
    plan = plan_of(script, doc)
    return script.strip() if plan is None else plan.key


def _variant(one: Written, text: str, why: str, prepared: Prepared) -> Written:
    found = doubts(text, prepared.task, prepared.doc)
    notes = [*one.notes, why[:1].upper() + why[1:]]
    return Written(text, notes, check(text, prepared.doc), one.generation, one.reply, one.times, why, found)


def _stop_if(cancelled: bool) -> None:
    if cancelled:
        raise CancelledError("Cancelled while the script was being written; nothing was done on the phone.")
