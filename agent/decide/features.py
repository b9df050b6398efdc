"""What speaks for a candidate, as numbers: what `agent.decide.score` weighs.

How likely the model found the whole of it, how often it writes the same when it is asked again, how near what it touches is to the
task by meaning, and how many of the task's words it explains. Each is small and bounded, so that none alone decides whatever it
is. What the words have against a script isn't weighed: a doubt holds it back or it doesn't (`agent.decide.deciding`). Fifteen
features of that kind were fitted once, and with them no more was told right from wrong than without (docs/tried.md).
"""

from __future__ import annotations

import math

from apidocs.doc import AppDoc

from ..fit.coverage import Script
from ..resolve.resolving import Resolver
from ..words.intent import read_intent

LEAST_LIKELY = -6.0
"""Below this logarithm of a text's probability nothing more is said by less."""
OF_THE_MODEL = ("likelihood", "probability")
"""Those that only a model file tells: how likely it found the whole text, as a natural logarithm and as it is."""
AGREEMENT = "agreement"
"""The share of the scripts that can run that do the same; only where some were drawn beside the likeliest."""
BY_MEANING = ("nearness", "nearest")
"""Those that only the encoder tells, where it is on this machine."""
EXPLAINED = "explained"
"""The share of the task's words that are explained: by what it touches, types or looks for, or by what an act does."""
NAMES = ("bias", *OF_THE_MODEL, AGREEMENT, *BY_MEANING, EXPLAINED)
"""All of them."""


def features(
    script: str,
    task: str,
    doc: AppDoc,
    *,
    likelihood: float | None = None,
    agreement: float | None = None,
    resolver: Resolver | None = None,
) -> dict[str, float]:
    """By name. `likelihood` is the natural logarithm of the whole text's probability (`Generation.likelihood`), `agreement` the
    share of drawn scripts that say the same; `resolver` says how near what it touches is to the task by meaning. Never raises on
    any text."""
    told = {"bias": 1.0}
    if likelihood is not None:
        told |= dict(zip(OF_THE_MODEL, (max(LEAST_LIKELY, likelihood), math.exp(min(0.0, likelihood))), strict=True))
    if agreement is not None:
        told[AGREEMENT] = agreement
    read = Script.of(script, doc)
    if read is None:
        return told
    words = read_intent(task).words
    told[EXPLAINED] = sum(read.speaks_of(word) for word in words) / len(words) if words else 0.5
    return told if resolver is None else told | _by_meaning(read, task, resolver)


def _by_meaning(script: Script, task: str, resolver: Resolver) -> dict[str, float]:
    """How near the things it touches are to the task, by meaning, and whether others are nearer; nothing where it touches none."""
    uses = [use for use in (*script.acts, *script.reads) if use.ref.screen and use.ref.element]
    touched = resolver.touched(task, list(dict.fromkeys(f"{use.ref.screen}.{use.ref.element}" for use in uses)))
    if touched is None:
        return {}
    return dict(zip(BY_MEANING, (touched.mean, touched.best), strict=True))
