"""A task's script: the model's candidates written, weighed, and the best of them taken; and asked for once more, with what is
wrong, where none of them can run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from apidocs.shipped.itself import PACKAGE

from ..decide.candidates import Written, likeliest, others, weigh, with_variants
from ..decide.deciding import Decision, decide
from ..decide.score import Score, shipped_score
from ..decide.why import why
from ..model.meaning import Meaning, Understanding
from ..model.writing import Drawing, Prompt, Writer
from ..prepare.preparing import Prepared
from ..prepare.switches import PRODUCT, Switches
from ..prompts.prompting import Failure, render_redo
from ..record.recording import StoreRecorder
from ..resolve.resolving import get_ready


class WritingWatcher(Protocol):
    """Sees a script being written."""

    def writing(self, number: int, why: str) -> None:
        """The model begins script `number`; `why` is empty for the first."""

    def token(self, text: str) -> None: ...


def write_script(
    prepared: Prepared,
    writer: Writer,
    watcher: WritingWatcher,
    recorder: StoreRecorder | None,
    *,
    cancelled: Callable[[], bool],
    switches: Switches = PRODUCT,
    score: Score | None = None,
) -> Decision:
    """Ask for a task's script, and decide between what comes. `score` is the one that ships, if none is given.

    Raises ModelError, and CancelledError when the person stopped it while the model wrote.
    """
    prompt, score = prepared.prompt, score or shipped_score()
    meaning = writer.meaning if isinstance(writer, Understanding) and switches.score else None
    if meaning is not None:
        get_ready(prepared.doc, meaning)  # while the model writes
    watcher.writing(1, "")
    first = likeliest(prepared, writer, prompt, switches, on_token=watcher.token, cancelled=cancelled)
    spent = [generation for generation in (first.generation,) if generation is not None]
    if not switches.score:
        _record(recorder, "write", prompt, [first])
        return Decision((first,), tuple(spent))
    found = with_variants([first], prepared)
    weigh(found, prepared, score, meaning)
    unsure = all(one.faults or (one.chance or 0.0) < score.sure for one in found)
    if unsure and switches.others and isinstance(writer, Drawing):
        watcher.writing(2, "the first one isn't certain enough: others are written beside it")
        found, drawn = others(first, prepared, writer, prompt, switches, cancelled=cancelled)
        spent += drawn
        weigh(found, prepared, score, meaning)
    decision = decide(found, score, spent, words_known=prepared.doc.package == PACKAGE)
    _record(recorder, "write", prompt, decision.candidates)
    if recorder:
        recorder.add_decision(why(decision, score))
    if decision.best.faults and not decision.best.endless and switches.redo:
        again = _second_look(decision, prepared, writer, watcher, recorder, prompt, cancelled, switches, score, meaning)
        spent += again.spent
        ranked = (*again.candidates, *decision.candidates) if not again.best.errors else decision.candidates
        return Decision(ranked, tuple(spent), score.ask, decision.facts)
    return decision


def _second_look(
    decision: Decision,
    prepared: Prepared,
    writer: Writer,
    watcher: WritingWatcher,
    recorder: StoreRecorder | None,
    prompt: Prompt,
    cancelled: Callable[[], bool],
    switches: Switches,
    score: Score,
    meaning: Meaning | None,
) -> Decision:
    """The model told what is wrong with its best one."""
    watcher.writing(3, decision.best.errors[0])
    ask = render_redo(prompt, _failure_of(decision.best))
    again = likeliest(prepared, writer, ask, switches, on_token=watcher.token, cancelled=cancelled)
    weigh([again], prepared, score, meaning)
    generations = [again.generation] if again.generation else []
    told = decide([again], score, generations, words_known=prepared.doc.package == PACKAGE)
    _record(recorder, "redo", ask, [again])
    return told


def _failure_of(written: Written) -> Failure:
    """What is told of a script that can't run."""
    problem = next(p for p in written.report.problems if p.severity == "error")
    return Failure(written.text, f"{problem.message} {problem.hint}", problem.line)


def _record(
    recorder: StoreRecorder | None, kind: str, prompt: Prompt, candidates: list[Written] | tuple[Written, ...]
) -> None:
    """The candidates as a session keeps them, the one that is taken last: the calls that follow are its own."""
    if recorder is None:
        return
    text = "\n\n".join(turn.text for turn in prompt.suffix)
    for one in reversed(candidates):
        recorder.add_attempt(
            kind if one is candidates[0] else "candidate",
            one.text,
            prompt=text,
            reply=one.reply,
            generation=one.generation,
            notes=one.notes,
            problems=one.errors,
        )
