"""Which faults are armed on one phone, what each counts, and when it strikes.

A fault is given as `NAME@N`: it strikes at the N-th act (a tap, a swipe, a key, a text), the N-th dump, or the N-th call of
any kind, as the fault counts. It strikes before that call is carried out: between what the caller saw and what it does.
"""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ground.errors import SettingsError

if TYPE_CHECKING:
    from ..phone import DemoPhone

Counts = Literal["act", "dump", "call"]
DUMP = "dumpWindowHierarchy"
LISTENS = "waitForWindowUpdate"
"""No call that a fault counts: it runs beside the others, and when it is made anew is a matter of chance."""
ACTS = frozenset(
    "click longClick swipe swipePoints drag dragTo setText clearTextField clearInputText pasteClipboard pressKey pressKeyCode "
    "injectInputEvent".split()
)
_SPEC = re.compile(r"(?P<name>[a-z0-9-]+)(?:@(?P<at>\d{1,6}))?\Z")


@dataclass(frozen=True)
class Ask:
    """One call to uiautomator's server, as a fault meets it."""

    method: str
    params: list[Any]


class Swallowed(Exception):
    """What a strike raises where the call isn't carried out; `answer` is what the caller is told."""

    def __init__(self, answer: object = True) -> None:
        super().__init__("swallowed")
        self.answer = answer


Strike = Callable[["DemoPhone", Ask], Awaitable[None]]


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong."""

    name: str
    says: str
    """What happens, for the list."""
    counts: Counts
    strike: Strike


@dataclass
class Armed:
    """A fault that waits for its moment."""

    fault: Fault
    at: int
    struck_at: float | None = None
    """By the monotonic clock; None: it hasn't yet."""


class Faults:
    """Those of one phone. What they leave behind (slow answers, old dumps) stays until `disarm`."""

    def __init__(self) -> None:
        self.phone: DemoPhone | None = None
        self.disarm()

    def disarm(self) -> None:
        """Nothing goes wrong any more; what was put up stays up."""
        self.armed: list[Armed] = []
        self.seen: dict[Counts, int] = {"act": 0, "dump": 0, "call": 0}
        self.dumps: list[Callable[[str], str]] = []
        """What every dump goes through before it is answered."""
        self.restless: list[Callable[[], None]] = []
        """What makes something move, each time that somebody looks."""
        self.slow_s = 0.0
        """What every dump takes longer."""
        self.told: list[str] = []
        """What happened to what a fault put up: `rating: Later`."""

    def arm(self, specs: list[str]) -> None:
        """Add these, and count anew. Raises SettingsError for a name that there isn't."""
        self.armed += [read_spec(spec) for spec in specs]
        self.seen = {"act": 0, "dump": 0, "call": 0}

    @property
    def struck(self) -> list[str]:
        return [one.fault.name for one in self.armed if one.struck_at is not None]

    @property
    def struck_at(self) -> float | None:
        """When the first of them struck."""
        return min((one.struck_at for one in self.armed if one.struck_at is not None), default=None)

    async def before(self, method: str, params: list[Any]) -> None:
        """A call has come. Raises Swallowed where it isn't to be carried out."""
        if self.phone is None or not self.armed:
            return
        kinds: list[Counts] = [] if method == LISTENS else ["call"]
        kinds += ["dump"] if method == DUMP else []
        kinds += ["act"] if method in ACTS else []
        for kind in kinds:
            self.seen[kind] += 1
        for one in self.armed:
            if one.struck_at is None and one.fault.counts in kinds and self.seen[one.fault.counts] == one.at:
                one.struck_at = time.monotonic()
                await one.fault.strike(self.phone, Ask(method, params))

    def stir(self) -> None:
        """Somebody looks at the screen: what never stands still is elsewhere by now."""
        for move in self.restless:
            move()

    def dumped(self, xml: str) -> str:
        """A dump as it is answered."""
        for change in self.dumps:
            xml = change(xml)
        return xml


def read_spec(spec: str) -> Armed:
    """`NAME@N`, or NAME for the first. Raises SettingsError."""
    from .listed import FAULTS

    found = _SPEC.match(spec)
    fault = FAULTS.get(found["name"]) if found else None
    if found is None or fault is None:
        raise SettingsError(f"There is no fault {spec!r}: NAME@N is wanted. See them all: phones demo --fault list")
    at = int(found["at"] or 1)
    if not at:
        raise SettingsError(f"{spec}: counting begins at 1.")
    return Armed(fault, at)
