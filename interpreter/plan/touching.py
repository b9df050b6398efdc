"""What a plan does to the world, and to what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from apidocs.doc import AppDoc, Effect
from interpreter.check.impact import impact

from .plans import Plan


@dataclass(frozen=True)
class Effects:
    """The acts of a plan, each counted once, also within loops and branches."""

    times: tuple[tuple[Effect, int], ...] = ()
    """How many acts have which effect, the mildest first."""
    things: tuple[tuple[str, int], ...] = ()
    """How many acts are on which thing, as a script names it without saying which row: `main.notes(*).delete`."""

    @property
    def kinds(self) -> frozenset[Effect]:
        """Which effects there are."""
        return frozenset(effect for effect, _ in self.times)

    @property
    def touched(self) -> frozenset[str]:
        """Which things are acted on."""
        return frozenset(thing for thing, _ in self.things)


def effects(plan: Plan, doc: AppDoc) -> Effects:
    """Of every act, names that the doc doesn't have included: those by their words, see `interpreter.check.impact`."""
    try:
        told = impact(plan.script, doc)
    except RecursionError:
        told = None
    acts = told.acts if told is not None else ()
    order = list(Effect)
    times = Counter(act.effect for act in acts)
    things = Counter(_thing(str(act.ref), act.said, act.op) for act in acts)
    return Effects(
        tuple(sorted(times.items(), key=lambda entry: order.index(entry[0]))),
        tuple(sorted(things.items())),
    )


def _thing(ref: str, said: str, op: str) -> str:
    return ref.replace("('')", "(*)") or said or op
