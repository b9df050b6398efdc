"""Watching a person use the phone: the screen is read again and again, a finger is heard of where the phone tells, and both become
turns.

Three ways to the same turns: all the while (`watch`), a look whenever the person says so, and with the person's own acts handed
through us (`hand`, the terminal UI's panel). Decides which screen a touch was made on; what it meant is read elsewhere.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from agent.record.acts import Act
from interpreter.screen.changes import signature
from phones.hierarchy import Hierarchy
from phones.phone import Phone
from phones.touches import Finger, Fingers, Pressed, pixel

from .turns import Did, Turn

LOOK_S = 0.15
"""Between two looks at a screen at which nothing happens."""
SETTLE_S = 2.0
_EDGE = 0.03
"""Of the display's width: so near its edge begins the gesture for back."""
_KEPT = 8
"""Looks that are remembered, for touches that are heard of late."""


@dataclass(frozen=True, eq=False)
class _Look:
    hierarchy: Hierarchy
    ended: float
    """When it had been read, by our clock."""


@dataclass
class Watch:
    """One showing. `came` is told of each turn."""

    phone: Phone
    fingers: Fingers | None = None
    came: Callable[[Turn], object] = lambda turn: None
    seen: Callable[[Hierarchy], object] = lambda hierarchy: None
    """Told of every screen that is read, for showing."""
    turns: list[Turn] = field(default_factory=list)
    _looks: deque[_Look] = field(default_factory=lambda: deque(maxlen=_KEPT))
    _handed: list[Did] = field(default_factory=list)
    _natural: tuple[int, int] = (0, 0)
    """Pixels of the display, not turned. A dump of a small window alone spans less."""
    _heard: bool = False
    """Whether a touch was told of: then what changes without one isn't the person's doing."""

    def begin(self) -> Hierarchy:
        """The screen that it starts from. Raises PhoneError."""
        info = self.phone.info()
        turned = info.rotation % 2
        self._natural = (info.height_px, info.width_px) if turned else (info.width_px, info.height_px)
        first = self._looked(self.phone.settle(SETTLE_S))
        if self.fingers is not None:
            self.fingers.taken()  # what was touched before isn't meant
        return first

    def look(self) -> None:
        """Read the screen, and tell of what was done since. Raises PhoneError."""
        last = self._looks[-1]
        touched = self._touched()
        if not touched and (self.fingers is None or not self.fingers.holding):
            now = self.phone.dump()
            touched = self._touched()
            if not touched and signature(now) == signature(last.hierarchy):
                self._looked(now)
                return
        elif not touched:
            time.sleep(0.02)  # the finger is still on the glass: what comes of it comes when it leaves
            return
        came = _Look(self._at_rest(), time.monotonic())
        self._tell(touched, came.hierarchy)
        self._looks.append(came)
        self.seen(came.hierarchy)

    def _at_rest(self) -> Hierarchy:
        """The screen as it rests, or as it was when the next finger came down."""
        if self.fingers is None:
            return self.phone.settle(SETTLE_S)
        self.fingers.down.clear()
        if self.fingers.holding:
            return self.phone.dump()
        return self.phone.settle(SETTLE_S, self.fingers.down)

    def _touched(self) -> list[tuple[Did, float]]:
        """What was done since it was last asked, each with when it began."""
        heard = self.fingers.taken() if self.fingers is not None else ()
        handed, self._handed = self._handed, []
        return [(self._did(one), one.at) for one in heard] + [(did, time.monotonic()) for did in handed]

    def _did(self, one: Finger | Pressed) -> Did:
        if isinstance(one, Pressed):
            return Did(one.key)
        rotation = self._before(one.at).hierarchy.rotation
        width, height = self._natural[::-1] if rotation % 2 else self._natural
        x, y = pixel(one.down, width, height, rotation)
        return Did(one.kind, x, y, edge=one.kind == "swipe" and not width * _EDGE < x < width * (1 - _EDGE))

    def _before(self, at: float) -> _Look:
        """The screen as it was last read before a moment."""
        return next((look for look in reversed(self._looks) if look.ended <= at), self._looks[0])

    def _tell(self, touched: list[tuple[Did, float]], after: Hierarchy) -> None:
        if not touched:
            heard = self.fingers is not None and self._heard
            self._came(Turn(self._looks[-1].hierarchy, None, after, by_itself=heard))
            return
        self._heard = self._heard or self.fingers is not None
        done = self._without_letters([(did, self._before(at).hierarchy) for did, at in touched])
        for index, (did, here) in enumerate(done):
            following = next((before for _, before in done[index + 1 :] if before is not here), after)
            self._came(Turn(here, did, following, hurried=index > 0 and done[index - 1][1] is here))

    @staticmethod
    def _without_letters(done: list[tuple[Did, Hierarchy]]) -> list[tuple[Did, Hierarchy]]:
        """Of keys that were touched one after the other on one keyboard, the last: what they typed is read off the field."""
        keys = [any(r.keyboard and r.bounds.contains(did.x, did.y) for r in here.roots) for did, here in done]
        same = [here is done[i + 1][1] for i, (_, here) in enumerate(done[:-1])]
        return [one for i, one in enumerate(done) if not (keys[i] and i + 1 < len(done) and keys[i + 1] and same[i])]

    def _came(self, turn: Turn) -> None:
        self.turns.append(turn)
        self.came(turn)

    def _looked(self, hierarchy: Hierarchy) -> Hierarchy:
        self._looks.append(_Look(hierarchy, time.monotonic()))
        self.seen(hierarchy)
        return hierarchy

    def hand(self, did: Did) -> None:
        """The person did this through us."""
        self._handed.append(did)


def watch(watching: Watch, ended: Callable[[], bool], cancel: threading.Event) -> None:
    """Watch until the person says it was that, or it is cancelled. Raises PhoneError."""
    while not ended() and not cancel.is_set():
        watching.look()
        cancel.wait(LOOK_S if watching.fingers is None else LOOK_S / 3)
    if not cancel.is_set():
        watching.look()  # the last touch may have been a moment ago


def did_of(act: Act) -> Did:
    """What the person did through us, as the recorder of acts has it."""
    kind = str(act["act"])
    if kind in ("tap", "long_press"):
        return Did("tap" if kind == "tap" else "long_press", int(act["x"]), int(act["y"]))
    if kind == "swipe":
        return Did("swipe", *act["from"])
    if kind == "key" and act["key"] in ("back", "home", "recent", "enter"):
        return Did(act["key"])
    return Did("type" if kind == "type" else "other")
