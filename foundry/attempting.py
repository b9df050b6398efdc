"""What a model itself writes for a task of a generated app, script by script, with what came of each: the likeliest one and
some that are drawn, asked for as the product asks, and run as they stand. Nothing is repaired: training is to change the
model, not the rules."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from agent.decide.candidates import MAX_OUTPUT_TOKENS
from agent.model.writing import Prompt, StopReason, Writer, never
from ground.errors import CancelledError
from interpreter.reading.scripts import extract_code, parsed

from .intents import Intent, OpenPage, Show
from .luck import by_luck
from .planning.verifying import Verifier

Cause = Literal["", "endless", "syntax", "check", "run", "judged", "luck"]
CAUSES: dict[Cause, str] = {
    "": "right",
    "endless": "it had no end, and was cut off",
    "syntax": "it isn't Python, or there is nothing of it",
    "check": "it failed the check",
    "run": "a call failed on the phone",
    "judged": "it ran to its end and did something else, or less",
    "luck": "it came out right by chance: it looked at nothing where the right script looks",
}
"""Why a script isn't right."""
_SEEDS = 1000
"""Seeds of one choice of samples, so that another choice draws others."""


@dataclass(frozen=True)
class Attempt:
    """A script that the model wrote, and what came of it."""

    script: str
    greedy: bool = False
    """Whether it is the likeliest one."""
    times: int = 0
    """How often it was written, the likeliest one's own time included."""
    likelihood: float | None = None
    """The natural logarithm of it, where the writer tells how sure it was."""
    sureness: float | None = None
    """The same a token, in the mean."""
    cause: Cause = ""
    why: str = ""
    broke: bool = False
    """A call of it failed. Right even so where what is asked for isn't there; whether it failed for that isn't known."""

    @property
    def right(self) -> bool:
        return not self.cause

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def write_attempts(
    prompt: Prompt, writer: Writer, *, samples: int, seed: int, cancelled: Callable[[], bool] = never
) -> list[Attempt]:
    """Ask for the likeliest script and so many drawn ones; each once, the likelier first. What has no end is marked, and
    nothing is judged yet. Raises ModelError, CancelledError."""
    found: dict[tuple[bool, str], Attempt] = {}
    for number in range(samples + 1):
        asked = replace(prompt, seed=seed * _SEEDS + number if number else 0)
        generation = writer.generate(asked, max_tokens=MAX_OUTPUT_TOKENS, cancelled=cancelled)
        if generation.stop is StopReason.CANCELLED or cancelled():
            raise CancelledError("Cancelled while a script was being written; the tasks before it are kept.")
        endless = generation.stop in (StopReason.LENGTH, StopReason.REPEAT)
        script = extract_code(generation.text)
        first = Attempt(
            script,
            greedy=not number,
            likelihood=generation.likelihood,
            sureness=generation.sureness,
            cause="endless" if endless else "",
        )
        known = found.get(key := (endless, form(script)), first)
        found[key] = replace(known, times=known.times + 1)
    return sorted(found.values(), key=lambda one: (not one.greedy, -(one.likelihood or 0.0), -one.times))


@dataclass
class Trial:
    """One task on its app, and the right script of it: says of other scripts what comes of them."""

    verifier: Verifier
    intent: Intent
    right: str
    _known: dict[str, _Outcome] = field(default_factory=dict)

    def holds(self) -> bool:
        """Whether the right script is right on the app as it is now: else the pair is of another one."""
        return not self._outcome(self.right).cause

    def judged(self, attempt: Attempt) -> Attempt:
        """The attempt with what came of it; one that has no end is left as it is."""
        if attempt.cause:
            return attempt
        if not attempt.script.strip() or parsed(attempt.script) is None:
            return replace(attempt, cause="syntax", why=CAUSES["syntax"])
        outcome = self._outcome(attempt.script)
        if not outcome.cause and isinstance(self.intent, Show | OpenPage):
            outcome = self._as_shown(outcome)
        attempt = replace(attempt, cause=outcome.cause, why=outcome.why, broke=outcome.broke)
        if outcome.cause or form(attempt.script) == form(self.right):
            return attempt
        luck = by_luck(attempt.script, self.right)
        if outcome.broke and not self._outcome(self.right).broke:
            luck = f"it broke off: {outcome.why}"
        return replace(attempt, cause="luck", why=luck) if luck else attempt

    def _as_shown(self, outcome: _Outcome) -> _Outcome:
        """What is only to be shown changes nothing that is stored: the screen has to say what it says after the right script."""
        if outcome.shows == self._outcome(self.right).shows:
            return outcome
        return replace(outcome, cause="judged", why="another screen is shown")

    def _outcome(self, script: str) -> _Outcome:
        key = form(script)
        if key not in self._known:
            self._known[key] = self._run(script)
        return self._known[key]

    def _run(self, script: str) -> _Outcome:
        if problems := self.verifier.problems(script):
            return _Outcome("check", problems[0])
        result, verdict = self.verifier.judged(script, self.intent)
        problem = result.problem.message if result.problem else ""
        if verdict.success:
            shows = [node.label for node in result.hierarchy.walk() if node.label] if result.hierarchy else []
            return _Outcome("", problem, bool(problem), tuple(shows))
        return _Outcome("run", problem, True) if problem else _Outcome("judged", verdict.why)


@dataclass(frozen=True)
class _Outcome:
    """What came of running a script."""

    cause: Cause
    why: str = ""
    broke: bool = False
    shows: tuple[str, ...] = ()
    """What the screen says at the end."""


def form(script: str) -> str:
    """The same for scripts that differ in nothing but how they are written down."""
    tree = parsed(script)
    return script.strip() if tree is None else ast.dump(tree)
