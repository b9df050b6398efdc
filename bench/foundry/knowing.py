"""A person who knows what they mean: where two plans are put to them, they pick the one that is, as far as its line says so."""

from __future__ import annotations

from collections.abc import Sequence

from agent.decide.asking_person import NEITHER
from apidocs.doc import AppDoc
from bench.honest.person import ScriptedPerson
from interpreter.plan.differing import ALSO, ONLY, each_in_words, in_words
from interpreter.plan.plans import plan_of


class KnowingPerson(ScriptedPerson):
    """Gives consent, knows which thing is meant, and answers what is asked about a plan by the right one's words."""

    def __init__(self, meant: str, right: str, doc: AppDoc) -> None:
        """`right` is the right script; empty where there is none on this doc, and every plan is a wrong one."""
        super().__init__("give", meant)
        plan = plan_of(right, doc) if right else None
        self._does = in_words(plan).casefold() if plan is not None else ""
        each = each_in_words(plan) if plan is not None else []
        self._says = "\n".join([self._does, *(line.casefold() for line in each)])

    @property
    def asked(self) -> int:
        """How often a plan was put to them."""
        return len(self.doubts)

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        if NEITHER in options:
            self.doubts.append(question)
            more = [one for one in options if ALSO in one and self._fits(one)]
            fitting = [one for one in options if self._says.strip() and self._fits(one, besides=bool(more))]
            return max(fitting, key=len) if fitting else NEITHER
        if {option.casefold() for option in options} == {"yes", "no"}:
            self.doubts.append(question)
            does = question.partition("? ")[0].casefold()
            return next(one for one in options if (one.casefold() == "yes") == bool(self._does and does == self._does))
        return super().ask(question, options)

    def _fits(self, option: str, *, besides: bool = False) -> bool:
        """Whether an option is what the right script does; `besides`: it does what the other one does besides."""
        if option.startswith(ONLY):
            return not besides
        both, also, more = option.partition(ALSO)
        return (more if also else both).casefold() in self._says
