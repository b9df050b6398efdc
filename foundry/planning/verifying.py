"""Which candidate is right: it passes the check, and run on the app it brings about exactly what the task wants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from apidocs.doc import AppDoc, Effect
from apidocs.doc.stubs import render_stubs
from ground.errors import RefusedError
from interpreter.calls import Person, Question
from interpreter.calls.limits import Limits
from interpreter.check.checking import check
from interpreter.consent.closing import Closing
from interpreter.consent.policy import Policy
from interpreter.run.runner import RunResult, run_script
from interpreter.sandbox.worker import Sandbox

from ..blueprint import Blueprint
from ..intents import Both, If, Intent, OpenPage, Plain
from ..judging import Verdict, judge_phone
from ..tasks import Task
from .drafts import Draft, conditional, joined
from .phone import FoundryPhone
from .writing import Candidates

RUNS = 14
"""Candidates that are run for one intent."""
LIMITS = Limits(calls=200, wall_clock_s=20.0, settle_s=2.0, patience_s=0.4, swipes=20)
"""A demo phone without delays shows at once what an act changes."""
Cause = Literal["no element", "guessed", "check", "run", "judged"]
"""Why no candidate was right: there was none; it would say words that nobody told; none passed the check; each broke off; each
did something else."""
_AS_WRITTEN = Closing(leaves=False)
"""A form that keeps what was typed when it is left is left by the script, so that it shows how."""
_TEXTS = re.compile(r'"((?:[^"\\\d]|\\.)+)"')
"""Texts in a script; those with digits are values in some form."""


class Willing(Person):
    """Consents to everything, on a phone that is no one's, and can answer nothing."""

    def consent(self, question: Question) -> int:
        return 1

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        raise RefusedError(f"The script asks {question!r}, and nobody is there.")


@dataclass(frozen=True)
class Plan:
    """What came of planning a task."""

    task: Task
    script: str = ""
    """The right one; empty: the doc can't express it."""
    cause: Cause | None = None
    why: str = ""
    """Of the nearest miss, in words."""
    guessed: bool = False
    """It names words of the screen that neither the doc nor the task tells."""
    tried: int = 0


@dataclass
class Verifier:
    """Runs scripts of one app and judges them."""

    phone: FoundryPhone
    blueprint: Blueprint
    doc: AppDoc
    sandbox: Sandbox
    runs: int = 0

    @cached_property
    def stubs(self) -> str:
        """The doc as a model reads it."""
        return render_stubs(self.doc)

    def problems(self, script: str) -> list[str]:
        return [p.message for p in check(script, self.doc).problems if p.severity == "error"]

    def run(self, script: str) -> tuple[RunResult, dict[str, Any], dict[str, Any]]:
        """A run on a fresh app; the whole phone before and after it."""
        self.runs += 1
        before = self.phone.fresh(self.blueprint)
        result = run_script(
            script, self.doc, self.phone.phone, policy=Policy(allow=frozenset(Effect)), person=Willing(),
            sandbox=self.sandbox, limits=LIMITS, now=self.phone.now, closing=_AS_WRITTEN,
        )  # fmt: skip
        return result, before, self.phone.whole()

    def judged(self, script: str, intent: Intent) -> tuple[RunResult, Verdict]:
        result, before, after = self.run(script)
        verdict = judge_phone(self.blueprint, intent, before, after, status=result.status, answer=result.answer)
        if verdict.success and isinstance(intent, OpenPage) and not self._on_page(intent.page, result):
            verdict = Verdict("false_done", "the page isn't shown")
        return result, verdict

    def _on_page(self, page: str, result: RunResult) -> bool:
        """Opening a page changes nothing that is stored: whether it is there is told by the facts that stand on it."""
        said = [node.label for node in result.hierarchy.walk()] if result.hierarchy else []
        facts = [value for path, value in self.blueprint.facts.items() if path.startswith(f"fact.{page}.")]
        return any(fact in text for fact in facts for text in said)


@dataclass
class Planner:
    """Finds the right scripts of one app's tasks."""

    verifier: Verifier
    candidates: Candidates
    guesses: bool = True
    """Whether scripts may say words of the screen that neither the doc nor the task tells."""
    _known: dict[tuple[Plain, tuple[tuple[str, str], ...]], tuple[Draft | None, Plan]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, phone: FoundryPhone, blueprint: Blueprint, doc: AppDoc, sandbox: Sandbox, *, guesses: bool = True
    ) -> Planner:
        return cls(Verifier(phone, blueprint, doc, sandbox), Candidates(doc, blueprint), guesses)

    def plan(self, task: Task) -> Plan:
        """The right script of a task, or why there is none."""
        intent = task.intent
        if not isinstance(intent, Both | If):
            return self._single(intent, task)[1]
        pieces = [intent.first, intent.second] if isinstance(intent, Both) else [intent.question, intent.then]
        drafts = []
        for piece in pieces:
            # what would be done only if is planned as if it had to be
            draft, plan = self._single(piece, task)
            if draft is None:
                return plan
            drafts.append(draft)
        one, other = drafts
        whole = joined(one, other) if isinstance(intent, Both) else conditional(one, intent.holds, other)
        return self._first_right([whole], intent, task)[1]

    def _single(self, intent: Plain, task: Task) -> tuple[Draft | None, Plan]:
        key = (intent, tuple(sorted(task.said.items())))
        if key not in self._known:
            self._known[key] = self._first_right(self.candidates.drafts(intent, task.said), intent, task)
        draft, plan = self._known[key]
        return draft, replace(plan, task=task)

    def _first_right(self, drafts: Iterable[Draft], intent: Intent, task: Task) -> tuple[Draft | None, Plan]:
        misses: list[tuple[Cause, str]] = []
        tried = 0
        told = self._told(task)
        for draft in drafts:
            guessed = draft.guessed and any(words.casefold() not in told for words in _TEXTS.findall(draft.script))
            if guessed and not self.guesses:
                misses.append(("guessed", f"{draft.script!r}"))
                continue
            if problems := self.verifier.problems(draft.script):
                misses.append(("check", f"{draft.script!r}: {problems[0]}"))
                continue
            if tried == RUNS:
                break
            tried += 1
            result, verdict = self.verifier.judged(draft.script, intent)
            if verdict.success:
                return draft, Plan(task, draft.script, guessed=guessed, tried=tried)
            if result.problem is not None:
                misses.append(("run", f"{draft.script!r}: {result.problem.message}"))
            else:
                misses.append(("judged", f"{draft.script!r}: {verdict.why}"))
        order: tuple[Cause, ...] = ("judged", "run", "check", "guessed")
        for cause in order:
            found = [why for one, why in misses if one == cause]
            if found:
                return None, Plan(task, "", cause, found[0], tried=tried)
        return None, Plan(task, "", "no element", "the doc has nothing for it", tried=tried)

    def _told(self, task: Task) -> str:
        """All words that stand in the doc or in the task."""
        return f"{self.verifier.stubs} {task.words}".casefold()
