"""The small protocol everything above needs of a phone.

Who implements it: `phones.android.AndroidPhone` over adb and uiautomator2. Coordinates are pixels of the display in its
present rotation; times are seconds. Every method may raise `PhoneError` (see `phones.errors` for its children).
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, runtime_checkable

from phones.hierarchy import Hierarchy, Node

Key = Literal["back", "home", "recent", "enter", "delete", "search", "menu", "power", "volume_up", "volume_down", "tab"]


@dataclass(frozen=True)
class PhoneInfo:
    """What the phone says of itself."""

    serial: str
    model: str
    android: str
    """Release, `14`."""
    sdk: int
    width_px: int
    height_px: int
    rotation: int
    locale: str
    """BCP 47, `en-US`."""
    screen_on: bool
    locked: bool


@dataclass(frozen=True)
class CurrentApp:
    """What is in front."""

    package: str
    activity: str
    """`.Main` or a full class name; empty where the phone doesn't tell."""


@dataclass(frozen=True)
class InstalledApp:
    """One app that has a launcher entry."""

    package: str
    label: str
    """The name under its icon where it could be had, else the package."""
    version: str
    home: bool = False
    """Whether it is the home screen, which shows apps and isn't used as one."""
    default: bool = False
    """Whether it is the one that the phone takes where several could do the same: the browser that links open in."""


class Phone(Protocol):
    """A phone we act on, one act at a time. Not thread-safe: one owner."""

    serial: str

    def info(self) -> PhoneInfo: ...

    def dump(self) -> Hierarchy:
        """The screen as it is now, settled or not."""

    def shown(self) -> Hierarchy:
        """The screen as it is: the last dump where the phone tells that nothing changed since, a new one otherwise."""
        return self.dump()

    def settle(self, timeout_s: float = 5.0, stop: threading.Event | None = None) -> Hierarchy:
        """Wait until two dumps in a row are the same, the time is up, or `stop` is set, and return the last one."""

    def tap(self, x: int, y: int, *, on: Node | None = None) -> None:
        """`on` is what was seen there in the last dump: where the phone can find it again by itself it is touched where it is
        now. Raises NotOnScreen, nothing touched, where it has gone."""

    def long_press(self, x: int, y: int, duration_s: float = 0.6, *, on: Node | None = None) -> None: ...

    def type_text(self, text: str, *, clear: bool = True) -> None:
        """Type into the focused field, any Unicode; `clear` empties it first. close() sets the keyboard back."""

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_s: float = 0.3) -> None: ...

    def key(self, name: Key) -> None: ...

    def launch(self, package: str, *, stop_first: bool = False) -> None:
        """Bring the app to the front by its launcher entry. Raises AppMissing."""

    def stop(self, package: str) -> None:
        """Force-stop the app."""

    def current_app(self) -> CurrentApp: ...

    def clock(self) -> datetime:
        """The phone's local date and time, without a zone: what "tomorrow" is counted from."""

    def screenshot(self) -> bytes:
        """The screen as PNG; protected windows come out black, as Android gives them."""

    def last_toast(self) -> str:
        """The text of the toast shown last, or empty."""

    def clear_toast(self) -> None:
        """Forget it, so that the next one is told from it even where it says the same."""

    def installed_apps(self) -> list[InstalledApp]: ...

    def close(self) -> None:
        """Give back what was changed (keyboard, forward, rotation) and end the connection; safe to call twice."""


@runtime_checkable
class Photographed(Protocol):
    """A phone whose screen can be had without being made a PNG first, which takes longer than all else about a picture."""

    def photo(self) -> bytes:
        """The screen as the phone gives it, JPEG or PNG: for whoever makes it smaller anyway."""


@runtime_checkable
class Commanded(Protocol):
    """A phone that takes commands of its own besides touches: Android's `settings`, `cmd`, `am`."""

    def command(self, words: Sequence[str]) -> str:
        """Carry out one command, and return what it prints. Raises CommandRefused where Android doesn't do it."""
