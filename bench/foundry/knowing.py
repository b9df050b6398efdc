"""A person who knows what they mean: where two plans are put to them, they pick the one that is, as far as its line says so."""

from __future__ import annotations

from collections.abc import Sequence

from agent.decide.asking_person import NEITHER
from apidocs.doc import AppDoc
from bench.honest.person import ScriptedPerson
from interpreter.plan.plans import plan_of
from interpreter.plan.wording import Words


class KnowingPerson(ScriptedPerson):
    """Gives consent, knows which thing is meant, and answers what is asked about a plan by the right one's words."""

    def __init__(self, meant: str, right: str, doc: AppDoc) -> None:
        """`right` is the right script; empty where there is none on this doc, and every plan is a wrong one."""
        super().__init__("give", meant)
        plan = plan_of(right, doc) if right else None
        self._does = Words(doc).all(plan.deeds).casefold() if plan is not None else ""

    @property
    def asked(self) -> int:
        """How often a plan was put to them."""
        return len(self.doubts)

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        if NEITHER in options:
            self.doubts.append(question)
            fitting = [one for one in options if self._does and one.casefold() in self._does]
            return max(fitting, key=len) if fitting else NEITHER
        if {option.casefold() for option in options} == {"yes", "no"}:
            self.doubts.append(question)
            does = question.partition("? ")[0].casefold()
            return next(one for one in options if (one.casefold() == "yes") == bool(self._does and does == self._does))
        return super().ask(question, options)
