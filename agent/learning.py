"""Learning an app: explore it on the phone, make the doc of what was seen, add a bank of samples, keep it.

Put together here because it takes rooms from everywhere; each step is a subject of its own in `apidocs`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from apidocs import store as docs
from apidocs.build import build_doc
from apidocs.doc import AppDoc, Effect
from apidocs.exploring import Progress, explore
from apidocs.paths import HARMLESS
from apidocs.samples import make_samples
from apidocs.walk import Walk
from interpreter.check import check
from phones.phone import Phone

from .describing import describe
from .preparing import PREFIX_BUDGET, estimate_tokens, prompt_of, resolve_app
from .writing import Warmth, Writer

CALLS = 300
"""Budget of an exploration: acts on the phone."""
SECONDS = 600.0
TURN_TOKENS = 18
"""What a turn of a sample costs beside its words: the marks around it, and the names put beside its task."""
DEMO_EFFECTS = frozenset(Effect) - {Effect.CALL, Effect.PAY, Effect.ACCOUNT, Effect.INSTALL, Effect.DELETE, Effect.SEND}
"""What an exploration of the demo phone may do, which is no one's. What deletes would take away what is to be explored."""


@dataclass(frozen=True)
class Learned:
    """What came of it."""

    doc: AppDoc
    steps: int
    warmth: Warmth | None


def learn(
    phone: Phone,
    app: str,
    *,
    allow: frozenset[Effect] = HARMLESS,
    budget_calls: int = CALLS,
    budget_s: float = SECONDS,
    on_progress: Callable[[Progress], None] | None = None,
    on_described: Callable[[int, int], None] = lambda done, questions: None,
    writer: Writer | None = None,
) -> Learned:
    """Explore `app` and keep its doc; with a writer its controls are described in other words, and its prompt prefix is
    evaluated and kept, so no task waits for it. `on_described(done, questions)` tells of the former.

    Raises DocError for an app that isn't installed, PhoneError where the phone is lost.
    """
    package = resolve_app(app, [], phone.installed_apps())
    walk = explore(phone, package, budget_calls=budget_calls, budget_s=budget_s, allow=allow, on_progress=on_progress)
    doc = doc_from(walk)
    docs.save(doc)  # before the model is asked: that takes a minute, and may be given up
    if writer is not None:
        doc = describe(doc, writer, on_progress=on_described)
        docs.save(doc)
    doc = docs.load(package)  # with what was edited by hand
    return Learned(doc, len(walk.steps), warm(doc, writer) if writer else None)


def doc_from(walk: Walk) -> AppDoc:
    """The doc of a walk, with its bank of samples; every sample's script passes the check."""
    doc = build_doc(walk)
    doc.made_at = datetime.now(UTC).isoformat(timespec="seconds")
    return with_samples(doc)


def with_samples(doc: AppDoc) -> AppDoc:
    """The doc with as many checked samples as fit the prompt's budget beside its stubs."""

    def problems(script: str) -> list[str]:
        return [p.message for p in check(script, doc).problems if p.severity == "error"]

    used = sum(estimate_tokens(turn.text) for turn in prompt_of(doc, "", samples=()).prefix)
    room = max(600, PREFIX_BUDGET - used)
    samples = make_samples(
        doc, budget_tokens=room, count_tokens=lambda text: estimate_tokens(text) + TURN_TOKENS, check=problems
    )
    return doc.model_copy(update={"samples": samples})


def warm(doc: AppDoc, writer: Writer) -> Warmth:
    """Evaluate and keep the KV state of the doc's prompt prefix."""
    return writer.warm(prompt_of(doc, ""))
