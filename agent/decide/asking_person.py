"""What is put to the person before a script runs: which of two plans is meant, or whether one that their words don't say is run
all the same. Each plan is told in a line. Nobody there means no."""

from __future__ import annotations

from apidocs.doc import AppDoc
from apidocs.shipped.itself import PACKAGE as ITSELF
from ground.errors import CancelledError, ThumbwrightError
from interpreter.calls import Person, said_yes
from interpreter.plan.differing import ONLY, difference, in_words
from interpreter.plan.plans import plan_of

from .candidates import Written
from .deciding import UNSURE, Decision

NEITHER = "neither"
NO = "no"
WHICH = "Which of these do you mean"


def put_to(person: Person, decision: Decision, doc: AppDoc, task: str = "") -> Written:
    """The script that is taken, let run by the person where that is theirs to say; which app it is for is said where the `task`
    doesn't. What only says that it can't be done is put to nobody, nor what can't be said in words. Raises CancelledError where
    they stop it."""
    where = _unsaid(task, doc)
    best, rivals = decision.best, decision.rivals
    if not decision.asks:
        return best
    if best.declines:
        return next((one for one in rivals[:1] if _let_run(person, one, doc, where)), best)
    plan = plan_of(best.text, doc)
    for rival in rivals if plan is not None else []:
        other = plan_of(rival.text, doc)
        lines = difference(plan, other, doc) if plan is not None and other is not None else ("", "")
        if all(lines):
            return _which(person, (best, rival), lines, where)
    _let_run(person, best, doc, where)
    return best


def _unsaid(task: str, doc: AppDoc) -> str:
    """Where it would be done: "in Photos", "on the phone itself"; empty where the task has the app's name, or isn't known."""
    if not task or doc.label.casefold() in task.casefold():
        return ""
    return "on the phone itself" if doc.package == ITSELF else f"in {doc.label}"


def _which(person: Person, two: tuple[Written, Written], lines: tuple[str, str], where: str) -> Written:
    """The one that is meant, let run; the first, held as it was and turned down, where it is neither."""
    told = sorted(lines, key=lambda line: line.startswith(ONLY))
    said = _asked(person, f"{WHICH}{where and f', {where}'}?", (*told, NEITHER))
    for line, written in zip(lines, two, strict=True):
        if said == line:
            written.held = []
            return written
    if said == NEITHER:
        two[0].turned_down = "neither of the two is what you mean"
    return two[0]


def _let_run(person: Person, written: Written, doc: AppDoc, where: str) -> bool:
    """Whether the person lets it run, though their words don't say so for certain."""
    plan = plan_of(written.text, doc)
    does = in_words(plan) if plan is not None else ""
    if not does:
        return False
    doubt = "; ".join(dict.fromkeys(one.what for one in written.doubts) or written.held) or UNSURE
    unsaid = f"This is {where}, and your" if where else "Your"
    said = _asked(
        person, f"{does}? {unsaid} words don't say so for certain: {doubt}. Run it all the same?", (NO, "yes")
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
