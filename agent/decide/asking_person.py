"""What is put to the person before a script runs: which of two plans is meant, or whether one that their words don't say
is run all the same. Each plan is told in a line. Nobody there means no."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from apidocs.doc import AppDoc
from apidocs.shipped.itself import PACKAGE as ITSELF
from ground.errors import CancelledError, ThumbwrightError
from interpreter.calls import Person, said_yes
from interpreter.plan.differing import ONLY, difference, do_the_same, in_words
from interpreter.plan.plans import Plan, plan_of
from interpreter.reading.declining import only_declines

from .candidates import Written
from .deciding import UNSURE, Decision

NEITHER = "neither"
MOST_PLANS = 2
"""Plans that are put to the person at once. A third one adds little: of the 14 of 288 tasks where they are likeliest, the best
one is right for 9, one of two for 11, one of three for 12; of 29 tasks for 19, 21 and 20 (docs/tried.md)."""
NO = "no"
WHICH = "Which of these do you mean"


@dataclass(frozen=True)
class Put:
    """A plan as it is put to the person."""

    written: Written
    plan: Plan
    does: str
    """All that it does, in words."""
    chance: float
    """That it is meant: of all the scripts that do this together."""


def put_to(person: Person, decision: Decision, doc: AppDoc, task: str = "") -> Written:
    """The script that is taken, let run by the person where that is theirs to say; which app it is for is said where the `task`
    doesn't. They are asked where it is likely enough that one of those that are put to them is meant, and always about the
    script of a writer that doesn't tell how sure it was. Raises CancelledError where they stop it."""
    where, puts = _unsaid(task, doc), to_be_put(decision, doc)
    likely = math.fsum(one.chance for one in puts) >= decision.ask
    if not puts or not (likely or decision.unweighed):
        return decision.best
    if len(puts) == MOST_PLANS:
        return _which(person, puts, doc, where) or decision.best
    return puts[0].written if _let_run(person, puts[0], where) else decision.best


def to_be_put(decision: Decision, doc: AppDoc) -> list[Put]:
    """The plans that may be put to the person, the best first. Two ways to one deed are one plan to a person; one that no words
    tell from another isn't put beside it, and where the best one can't be said in words, nothing is put."""
    found: list[Put] = []
    for one in decision.open_to_question:
        plan, chance = plan_of(one.text, doc), one.chance or 0.0
        does = in_words(plan) if plan is not None else ""
        if plan is None or not does:
            if not found:
                break
            continue
        known = next((n for n, other in enumerate(found) if do_the_same(other.plan, plan)), None)
        if known is not None:
            found[known] = replace(found[known], chance=found[known].chance + chance)
        elif len(found) < MOST_PLANS and all(all(difference(other.plan, plan, doc)) for other in found):
            found.append(Put(one, plan, does, chance))
    return found


def as_told(script: str, doc: AppDoc) -> str | None:
    """All that a script does, in words, as it would be put to a person; empty where that can't be said, None where it only says
    that it can't be done."""
    plan = plan_of(script, doc)
    return None if only_declines(script) else in_words(plan) if plan is not None else ""


def _unsaid(task: str, doc: AppDoc) -> str:
    """Where it would be done: "in Photos", "on the phone itself"; empty where the task has the app's name, or isn't known."""
    if not task or doc.label.casefold() in task.casefold():
        return ""
    return "on the phone itself" if doc.package == ITSELF else f"in {doc.label}"


def _which(person: Person, two: Sequence[Put], doc: AppDoc, where: str) -> Written | None:
    """The one that is meant, let run; None where it is neither, which the first one then says, or nobody answers."""
    lines = difference(two[0].plan, two[1].plan, doc)
    told = sorted(lines, key=lambda line: line.startswith(ONLY))
    said = _asked(person, f"{WHICH}{where and f', {where}'}?", (*told, NEITHER))
    for line, put in zip(lines, two, strict=True):
        if said == line:
            put.written.held = []
            return put.written
    if said == NEITHER:
        two[0].written.turned_down = "neither of the two is what you mean"
    return None


def _let_run(person: Person, put: Put, where: str) -> bool:
    """Whether the person lets it run, though their words don't say so for certain."""
    written = put.written
    doubt = "; ".join(dict.fromkeys(one.what for one in written.doubts) or written.held) or UNSURE
    unsaid = f"This is {where}, and your" if where else "Your"
    said = _asked(
        person, f"{put.does}? {unsaid} words don't say so for certain: {doubt}. Run it all the same?", (NO, "yes")
    )
    if said_yes(said):
        written.held = []
        return True
    if said == NO:
        written.turned_down = "you did not let it run"
    return False


def _asked(person: Person, question: str, options: tuple[str, ...]) -> str:
    try:
        return person.ask(question, options)
    except CancelledError:
        raise
    except ThumbwrightError:
        return ""
