"""A script from the model, ready to be looked at: written, put right where its names don't exist, held against the task's words,
checked; and asked for once more where that leaves something wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from apidocs.doc import AppDoc
from interpreter.check.checking import CheckReport, check
from interpreter.reading.edits import Change, Gate
from interpreter.reading.scripts import extract_code
from interpreter.repair.repairing import repair
from thumbwright.errors import CancelledError

from .doubts import doubts
from .faithful import Invented, invented
from .gate import TaskGate
from .grammar import script_grammar
from .misdirected import Doubt
from .preparing import Prepared
from .prompting import Failure, render_redo
from .questions import answers_out_of_nothing, with_an_answer
from .recording import StoreRecorder
from .switches import PRODUCT, Switches
from .trust import Trusted
from .writing import Generation, Prompt, StopReason, Writer

MAX_OUTPUT_TOKENS = 240
OTHERS = 2
"""Scripts that are drawn where the likeliest one can't be run: each costs a second or two, and what holds them against the task
decides, as of any other."""


class WritingWatcher(Protocol):
    """Sees a script being written."""

    def writing(self, number: int, why: str) -> None:
        """The model begins script `number`; `why` is empty for the first."""

    def token(self, text: str) -> None: ...


@dataclass
class Written:
    """A script with what the check says of it."""

    text: str
    notes: list[str]
    report: CheckReport
    generation: Generation | None
    reply: str = ""
    runaway: bool = False
    """It goes on and on, away from the task: not to be run."""
    made_up: list[Invented] = field(default_factory=list)
    """Texts it types that the task doesn't say."""
    beside: bool = False
    """The task asks something, and it answers out of nothing."""
    doubts: list[Doubt] = field(default_factory=list)
    """What it would do that the task doesn't speak of, or leave out: the person decides."""
    overruled: list[Doubt] = field(default_factory=list)
    """Doubts that the model's sureness outweighs."""
    offers: list[Change] = field(default_factory=list)
    """Changes that may be right and were not made: the person may."""

    @property
    def errors(self) -> list[str]:
        """What keeps it from being run; doubts do where nobody decides otherwise."""
        return self.faults or [str(one) for one in self.doubts]

    @property
    def faults(self) -> list[str]:
        """What keeps it from being run whatever anybody says."""
        if self.runaway:
            return ["the script goes on and on, away from the task"]
        if self.beside:
            return ["the task asks something, and the script reads nothing that could answer it"]
        return [str(one) for one in self.made_up] + [
            f"line {p.line}: {p.message}" for p in self.report.problems if p.severity == "error"
        ]


def write_script(
    prepared: Prepared,
    writer: Writer,
    watcher: WritingWatcher,
    recorder: StoreRecorder | None,
    *,
    prompt: Prompt | None = None,
    cancelled: Callable[[], bool],
    redo: bool = True,
    kind: str = "write",
    switches: Switches = PRODUCT,
) -> list[Written]:
    """Ask for a script until one passes the check or the tries are used up; all of them, the last one being the one to use.

    Raises ModelError, and CancelledError when the person stopped it while the model wrote.
    """
    prompt = prompt or prepared.prompt
    all_written: list[Written] = []
    # first under the grammar, where wrong names can't be written; then told what is wrong
    plan = ["plain"]
    if redo:
        plan += (
            ["grammar"] * switches.redo_grammar + ["error"] * switches.redo_error + ["other"] * OTHERS * switches.others
        )
    for number, way in enumerate(plan):
        first = all_written[0] if all_written else None
        watcher.writing(number + 1, first.errors[0] if first else "")
        ask, grammar = prompt, None
        if way == "grammar":
            grammar = script_grammar(prepared.doc)
        elif way == "error" and first is not None:
            # the model's own first script, not what the grammar made of it
            ask = render_redo(prompt, _failure_of(first))
        elif way == "other":
            ask = replace(prompt, seed=number)
        generation = writer.generate(
            ask, grammar=grammar, max_tokens=MAX_OUTPUT_TOKENS, on_token=watcher.token, cancelled=cancelled
        )
        if generation.stop is StopReason.CANCELLED or cancelled():
            raise CancelledError("Cancelled while the script was being written; nothing was done on the phone.")
        text = extract_code(generation.text)
        gate = TaskGate(prepared.task, prepared.doc)
        written = examine(text, prepared.doc, gate) if switches.repair else given(text, prepared.doc)
        if switches.repair and switches.faithful:
            written = _answering(written, prepared, gate)
        written.generation, written.reply = generation, generation.text
        if switches.faithful:
            written.made_up = invented(written.text, prepared.task)
            written.beside = answers_out_of_nothing(written.text, prepared.task, prepared.doc)
            bare = grammar is None and not ask.seed
            _doubt(written, doubts(written.text, prepared.task, prepared.doc), writer if bare else None)
        if recorder:
            recorder.add_attempt(
                kind if not number else "redo",
                written.text,
                prompt=_text_of(ask),
                reply=generation.text,
                generation=generation,
                notes=written.notes,
                problems=written.errors,
            )
        all_written.append(written)
        if not written.errors and not ran_away(all_written[0], written):
            break
        if generation.stop in (StopReason.LENGTH, StopReason.REPEAT):
            break  # it has no idea, and won't have one when told what is wrong with the first of a hundred lines
    drawn = plan[: len(all_written)].count("other")
    if drawn and all_written[-1].errors:  # none of them may be run: what is told is what the model meant first
        all_written.append(all_written.pop(-drawn - 1))
    return all_written


def examine(text: str, doc: AppDoc, gate: Gate) -> Written:
    """Repair a script of the model's as far as that needs no model and the gate lets it, and check it."""
    mended = repair(text, doc, gate)
    notes = [str(note) for note in mended.notes]
    return Written(mended.script, notes, check(mended.script, doc), None, offers=mended.offers)


def given(text: str, doc: AppDoc) -> Written:
    """Check a script that a person wrote or changed. It runs as it stands; what would be repaired in it is offered."""
    mended = repair(text, doc)
    why = "; ".join(dict.fromkeys(note.what for note in mended.notes))
    offers = [Change(text, mended.script, mended.notes[0].line, why)] if mended.notes else []
    return Written(text, [], check(text, doc), None, offers=offers)


def _answering(written: Written, prepared: Prepared, gate: Gate) -> Written:
    """The script with what it reads last as its answer, where the task asks something."""
    change = with_an_answer(written.text, prepared.task, prepared.doc)
    if change is None or gate(change) != "make":
        return written
    again = examine(change.after, prepared.doc, gate)
    again.notes = [*written.notes, str(change), *again.notes]
    return again


def _doubt(written: Written, found: list[Doubt], writer: Writer | None) -> None:
    """Let the doubts stand, unless the adapter that wrote the script is known to be right where it is that sure: as it was written,
    and the likeliest, since what sureness is worth was fitted on such scripts (`training.trust`). Of one that was changed since,
    drawn, or written under a grammar (no `writer`), it says nothing."""
    trust = writer.trust if isinstance(writer, Trusted) and not written.notes else None
    if found and trust is not None and trust.overrules(found, written.generation, written.text):
        written.overruled = found
        written.notes = [*written.notes, *(f"the words don't say so, the model is sure: {doubt}" for doubt in found)]
    else:
        written.doubts = found


def _failure_of(written: Written) -> Failure:
    """What is told of a script that isn't to be run."""
    if written.beside:
        said = "The task asks something. Read it from the screen, and end with finish(answer)."
        return Failure(written.text, said, 1)
    if written.made_up:
        one = written.made_up[0]
        said = f"It types {one.text!r}, which the task doesn't say. Type only what the task says."
        return Failure(written.text, said, one.line)
    if not written.faults:
        doubt = written.doubts[0]
        said = f"{doubt.what[:1].upper()}{doubt.what[1:]}. Do what the task says, and only that."
        return Failure(written.text, said, doubt.line or 1)
    problem = next(p for p in written.report.problems if p.severity == "error")
    return Failure(written.text, f"{problem.message} {problem.hint}", problem.line)


def ran_away(first: Written, again: Written) -> bool:
    """Whether a script asked for again is no answer any more: a small model that can't say what it wants goes from one
    legal name to the next (seen under the grammar most of all). Far longer than the first one means that."""
    if again is first:
        return False
    lines = [len([line for line in one.text.splitlines() if line.strip()]) for one in (first, again)]
    ran = lines[1] > max(4, 2 * lines[0])
    if ran:
        again.runaway = True
    return ran


def _text_of(prompt: Prompt) -> str:
    """The part of a prompt that is worth keeping: its prefix is the doc's, and the same for every task."""
    return "\n\n".join(turn.text for turn in prompt.suffix)
