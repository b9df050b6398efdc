"""A person's finger on the phone's own glass, as the kernel tells of it: what `getevent` prints, read as taps, presses and
swipes.

Android lets adb's shell read `/dev/input` on most phones; where it doesn't, `open_fingers` says so, and whoever watches has the
screens alone. What is injected (by us, by `input tap`) never passes here. Facts of the format: AOSP's toolbox/getevent.c, and the
kernel's multi-touch protocol, of which both forms are read: tracking ids, and BTN_TOUCH.
"""

from __future__ import annotations

import contextlib
import queue
import re
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from .errors import CallRefused
from .line import Line

LONG_S = 0.4
"""Android's own long-press time: a finger that stays so long presses."""
_SLOP = 0.03
"""Of the display's width: a finger that strays further swipes."""
_ADDED = re.compile(r"add device \d+: (?P<path>\S+)")
_AXIS = re.compile(r"(?P<name>ABS_MT_POSITION_[XY])\s*: value -?\d+, min (?P<least>-?\d+), max (?P<most>-?\d+)")
_EVENT = re.compile(
    r"\[\s*(?P<at>\d+\.\d+)\] (?:(?P<path>/dev/input/\S+): )?EV_\w+ +(?P<code>[A-Z][A-Z0-9_]+) +(?P<value>[0-9a-fA-F]{8}|DOWN|UP)\b"
)
_KEYS: dict[str, Literal["back", "home", "recent"]] = {
    "KEY_BACK": "back",
    "KEY_HOMEPAGE": "home",
    "KEY_HOME": "home",
    "KEY_APPSELECT": "recent",
}
_UP = "ffffffff"


@dataclass(frozen=True)
class Axes:
    """The ranges of a touchscreen's raw numbers."""

    left: int
    right: int
    top: int
    bottom: int

    def share(self, x: int, y: int) -> tuple[float, float]:
        """A raw place as fractions of the display in its natural orientation."""
        return (x - self.left + 0.5) / (self.right - self.left + 1), (y - self.top + 0.5) / (self.bottom - self.top + 1)


@dataclass(frozen=True)
class Finger:
    """One finger, from coming down to leaving. Places are fractions of the display in its natural orientation."""

    down: tuple[float, float]
    up: tuple[float, float]
    held_s: float
    at: float
    """When it came down, by this computer's monotonic clock."""

    @property
    def kind(self) -> Literal["tap", "long_press", "swipe"]:
        if max(abs(self.up[0] - self.down[0]), abs(self.up[1] - self.down[1])) > _SLOP:
            return "swipe"
        return "long_press" if self.held_s >= LONG_S else "tap"


@dataclass(frozen=True)
class Pressed:
    """A key of the phone's own: some have one for back."""

    key: Literal["back", "home", "recent"]
    at: float


def pixel(share: tuple[float, float], width: int, height: int, rotation: int) -> tuple[int, int]:
    """Where on the display as it is turned now; width and height are those of the display as it is turned."""
    x, y = share
    turned = {0: (x, y), 1: (y, 1 - x), 2: (1 - x, 1 - y), 3: (1 - y, x)}[rotation % 4]
    return min(width - 1, max(0, int(turned[0] * width))), min(height - 1, max(0, int(turned[1] * height)))


def touchscreens(printed: str) -> dict[str, Axes]:
    """Of what `getevent -lp` prints: the devices one touches the display with, by their paths."""
    found: dict[str, Axes] = {}
    direct: set[str] = set()
    told: dict[str, tuple[int, int]] = {}
    path = ""
    for line in printed.splitlines():
        if added := _ADDED.search(line):
            path, told = added["path"], {}
        elif axis := _AXIS.search(line):
            told[axis["name"][-1]] = int(axis["least"]), int(axis["most"])
            if {"X", "Y"} <= told.keys() and all(most > least for least, most in told.values()):
                found[path] = Axes(*told["X"], *told["Y"])
        elif "INPUT_PROP_DIRECT" in line:
            direct.add(path)
    return {path: axes for path, axes in found.items() if path in direct} or found


class FingerReader:
    """Makes fingers of getevent's lines. Of several that are down at once only the first one counts."""

    def __init__(self, screens: Mapping[str, Axes]) -> None:
        self._screens = screens
        self._raw: dict[str, list[int]] = {path: [0, 0] for path in screens}
        """Where the finger was told to be; a kernel leaves out what is the same as before."""
        self._slot = 0
        self._down: tuple[str, float, float] | None = None
        """Device, its clock, ours."""
        self._start: tuple[int, int] | None = None
        self._leaving = False

    @property
    def holding(self) -> bool:
        """Whether a finger is on the glass."""
        return self._down is not None

    def line(self, text: str, at: float) -> Finger | Pressed | None:
        """What this line completes. `at` is when it came, by our clock."""
        event = _EVENT.match(text.strip())
        if event is None:
            return None
        code, value = event["code"], event["value"].casefold()
        if code in _KEYS and value in ("down", "00000001"):
            return Pressed(_KEYS[code], at)
        path = event["path"] or next(iter(self._screens), "")
        if path not in self._screens:
            return None
        if code == "ABS_MT_SLOT":
            self._slot = int(value, 16)
        elif self._slot:
            return None
        elif code == "ABS_MT_TRACKING_ID":
            self._comes_or_goes(path, value != _UP, float(event["at"]), at)
        elif code == "BTN_TOUCH":
            self._comes_or_goes(path, value in ("down", "00000001"), float(event["at"]), at)
        elif code in ("ABS_MT_POSITION_X", "ABS_MT_POSITION_Y") and value not in ("down", "up"):
            self._raw[path][code.endswith("Y")] = _signed(value)
        elif code == "SYN_REPORT":
            return self._report(path, float(event["at"]))
        return None

    def _comes_or_goes(self, path: str, comes: bool, clock: float, at: float) -> None:
        if comes and self._down is None:
            self._down, self._start, self._leaving = (path, clock, at), None, False
        elif not comes and self._down is not None and self._down[0] == path:
            self._leaving = True

    def _report(self, path: str, clock: float) -> Finger | None:
        if self._down is None or self._down[0] != path:
            return None
        x, y = self._raw[path]
        if self._start is None:
            self._start = (x, y)
        if not self._leaving:
            return None
        (_, since, at), start = self._down, self._start
        self._down, self._start, self._leaving = None, None, False
        axes = self._screens[path]
        return Finger(axes.share(*start), axes.share(x, y), max(0.0, clock - since), at)


def _signed(value: str) -> int:
    number = int(value, 16)
    return number - (1 << 32) if number >= 1 << 31 else number


class Fingers:
    """Listens to one phone's touchscreen in a thread, until it is closed or the phone is gone."""

    def __init__(self, stream: socket.socket, screens: Mapping[str, Axes]) -> None:
        self._stream = stream
        self._reader = FingerReader(screens)
        self._came: queue.SimpleQueue[Finger | Pressed] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._listen, name="fingers", daemon=True)
        self.down = threading.Event()
        """Set whenever a finger comes down: whoever waits for a screen to rest has seen what it came to before that."""
        self.ended = False
        """Whether nothing comes any more: the phone was unplugged, say."""
        self._thread.start()

    def __enter__(self) -> Fingers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def holding(self) -> bool:
        """Whether a finger is on the glass now."""
        return self._reader.holding

    def taken(self) -> list[Finger | Pressed]:
        """What was done since it was last asked, in order."""
        found: list[Finger | Pressed] = []
        with contextlib.suppress(queue.Empty):
            while True:
                found.append(self._came.get_nowait())
        return found

    def close(self) -> None:
        """Stop listening; safe to call twice."""
        with contextlib.suppress(OSError):  # it may have ended by itself
            self._stream.shutdown(socket.SHUT_RDWR)
        self._thread.join(2.0)
        self._stream.close()

    def _listen(self) -> None:
        rest = b""
        with contextlib.suppress(OSError):
            while piece := self._stream.recv(1 << 14):
                *lines, rest = (rest + piece).split(b"\n")
                at = time.monotonic()
                for line in lines:
                    held = self._reader.holding
                    found = self._reader.line(line.decode("utf-8", "replace"), at)
                    if self._reader.holding and not held:
                        self.down.set()
                    if found is not None:
                        self._came.put(found)
        self.ended = True


def open_fingers(serial: str) -> Fingers:
    """Begin to listen to a phone's touchscreen. Raises PhoneError: the phone is gone, or doesn't let its shell read it."""
    line = Line(serial)
    printed = line.shell("getevent -lp 2>&1", doing="ask for its touchscreen")
    screens = touchscreens(printed)
    if not screens:
        said = printed.strip().splitlines()
        raise CallRefused(serial, "listen to its touchscreen", said[-1].strip()[:120] if said else "it tells of none")
    # a terminal of its own, without which getevent keeps back what it has to say until 4 KB have come together
    return Fingers(line.running("getevent -lt", doing="listen to its touchscreen"), screens)
