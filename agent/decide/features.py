"""What speaks for and against a candidate, as numbers: what `agent.decide.score` weighs.

Three sorts of evidence: how sure the model was of it, and how often it writes the same when it is asked again; which of the
task's words it explains, and which of its acts and texts the task does; what it would do that the words order otherwise.
Each is small and bounded, so that none alone decides whatever it is.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from apidocs.doc import AppDoc
from interpreter.plan.dry_run import walks
from interpreter.plan.plans import plan_of

from ..fit.coverage import Script
from ..fit.doubts import doubts
from ..fit.misdirected import Doubt
from ..resolve.resolving import Resolver
from ..words.intent import Intent, read_intent

LEAST_SURE = -3.0
"""Below this mean logarithm, and this logarithm of the weakest token's probability doubled, nothing more is said by less."""
OF_THE_MODEL = ("sureness", "weakest")
"""Those that only a model file tells."""
AGREEMENT = "agreement"
"""The share of the drawn scripts that say the same; only where some were drawn."""
BY_MEANING = ("nearness", "nearest")
"""Those that only the encoder tells, where it is on this machine."""
_GROUPS: Mapping[str, Collection[str]] = {
    "unsaid": ("made_up", "invented"),
    "unexplained": ("unexplained_act", "one_too_many"),
    "several": ("several_for_one", "every_row"),
    "missing": ("forgotten",),
}
"""Kinds of doubts that say the same sort of thing, by the feature that counts them. Others decide by themselves
(`deciding.GRAVE`), or add nothing to these: with nine features more, candidates of apps left out were told no better."""
NAMES = (
    "bias", *OF_THE_MODEL, AGREEMENT, *BY_MEANING, *_GROUPS, "explained", "silent", "reach", "mended", "lines",
)  # fmt: skip
"""All of them."""


@dataclass(frozen=True)
class Sure:
    """How likely a model found a script."""

    mean: float
    """Natural logarithm of a token's probability, in the mean."""
    weakest: float
    """Probability of the least likely token, 0 to 1."""


def features(
    script: str,
    task: str,
    doc: AppDoc,
    *,
    sure: Sure | None = None,
    agreement: float | None = None,
    mended: int = 0,
    found: Collection[Doubt] | None = None,
    resolver: Resolver | None = None,
) -> dict[str, float]:
    """By name. `agreement` is the share of drawn scripts that say the same, `mended` how many changes were made in it, `found` its
    doubts, if they are known already; `resolver` says how near what it touches is to the task by meaning. Never raises on any
    text."""
    intent = read_intent(task)
    told = {"bias": 1.0, "mended": min(mended, 3) / 3}
    if sure is not None:
        told["sureness"] = max(LEAST_SURE, sure.mean)
        told["weakest"] = max(2 * LEAST_SURE, math.log(max(1e-9, sure.weakest)))
    if agreement is not None:
        told[AGREEMENT] = agreement
    found = doubts(script, task, doc) if found is None else found
    for name, kinds in _GROUPS.items():
        told[name] = min(2, sum(doubt.kind in kinds for doubt in found)) / 2
    told["lines"] = min(10, len([line for line in script.splitlines() if line.strip()])) / 10
    plan = plan_of(script, doc)
    if plan is not None:
        told["reach"] = walks(plan, doc)
    read = Script.of(script, doc)
    if read is None:
        return told
    return told | _of_words(read, intent) | (_by_meaning(read, task, resolver) if resolver is not None else {})


def _of_words(script: Script, intent: Intent) -> dict[str, float]:
    """Which words it explains; and whether it answers where something is asked, and only there."""
    words = intent.words
    answers = any(use.op == "finish" for use in script.reading.uses)
    asks = intent.asks and not intent.orders
    return {
        "explained": sum(script.speaks_of(word) for word in words) / len(words) if words else 0.5,
        "silent": float(asks and not answers or not asks and answers and not script.acts),
    }


def _by_meaning(script: Script, task: str, resolver: Resolver) -> dict[str, float]:
    """How near the things it touches are to the task, by meaning, and whether others are nearer; nothing where it touches none."""
    uses = [use for use in (*script.acts, *script.reads) if use.ref.screen and use.ref.element]
    touched = resolver.touched(task, list(dict.fromkeys(f"{use.ref.screen}.{use.ref.element}" for use in uses)))
    return {} if touched is None else dict(zip(BY_MEANING, (touched.mean, touched.best), strict=True))
