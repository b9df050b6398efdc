"""What is put to the person before a script runs: which of two plans is meant, or whether one that their words don't say is run
all the same. Each plan is told in a line. Nobody there means no."""

from __future__ import annotations

from apidocs.doc import AppDoc
from ground.errors import CancelledError, ThumbwrightError
from interpreter.calls import Person
from interpreter.plan.differing import LEAVE_OUT, difference
from interpreter.plan.plans import Plan, plan_of
from interpreter.plan.wording import Words

from .candidates import Written
from .deciding import Decision

NEITHER = "neither"
WHICH = "Which of these do you mean?"


def put_to(person: Person, decision: Decision, doc: AppDoc) -> Written:
    """The script that is taken, let run by the person where that is theirs to say. Raises CancelledError where they stop it."""
    best, rival = decision.best, decision.rival
    if not decision.asks:
        return best
    plan = plan_of(best.text, doc)
    other = plan_of(rival.text, doc) if rival is not None else None
    if plan is None:
        return best
    if rival is None or other is None:
        return _whether(person, best, plan, doc)
    lines = difference(plan, other, doc)
    told = sorted(lines, key=lambda line: line == LEAVE_OUT)  # "that" is what stands before it
    said = _asked(person, WHICH, (*told, NEITHER))
    for line, written in zip(lines, (best, rival), strict=True):
        if said == line:
            written.held = []
            return written
    return best


def _whether(person: Person, written: Written, plan: Plan, doc: AppDoc) -> Written:
    does = Words(doc).all(plan.deeds)
    doubt = "; ".join(dict.fromkeys(one.what for one in written.doubts) or written.held)
    said = _asked(person, f"{does}? Your words don't say so for certain: {doubt}. Run it all the same?", ("no", "yes"))
    if said.strip().casefold() in ("y", "yes"):
        written.held = []
    return written


def _asked(person: Person, question: str, options: tuple[str, ...]) -> str:
    try:
        return person.ask(question, options)
    except CancelledError:
        raise
    except ThumbwrightError:
        return ""
