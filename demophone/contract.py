"""What the wire side (adbd, shell, RPC) needs of the phone behind it. `demophone.device.Device` fulfils it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from .intents import Intent


@dataclass(eq=False, slots=True)
class UiNode:
    """One view as the accessibility service sees it: what becomes a `<node>` of the dump, and what selectors match."""

    cls: str
    package: str
    resource_id: str = ""
    text: str = ""
    content_desc: str = ""
    hint: str = ""
    checkable: bool = False
    checked: bool = False
    clickable: bool = False
    enabled: bool = True
    focusable: bool = False
    focused: bool = False
    scrollable: bool = False
    long_clickable: bool = False
    password: bool = False
    selected: bool = False
    bounds: tuple[int, int, int, int] = (0, 0, 0, 0)
    """left, top, right, bottom in pixels, clipped to what is visible."""
    drawing_order: int = 0
    index: int = 0
    parent: UiNode | None = field(default=None, repr=False)
    children: list[UiNode] = field(default_factory=list, repr=False)
    key: object = field(default=None, repr=False)
    """The widget behind it, opaque to the wire side."""

    def walk(self) -> Iterator[UiNode]:
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


@dataclass
class AppEntry:
    """An installed app, as `pm` and `dumpsys package` report it."""

    package: str
    label: str
    activity: str
    """Launcher activity, `.MainActivity`."""
    version_name: str = "1.0"
    version_code: int = 1
    system: bool = False


class DeviceApi(Protocol):
    """The phone in the process. All calls come from one asyncio loop; none may block."""

    width: int
    height: int
    """Of the natural orientation, pixels."""
    rotation: int
    """Quarter turns, 0 to 3; width and height of the display swap when odd."""
    props: dict[str, str]
    """`getprop`."""
    settings: dict[tuple[str, str], str]
    """`settings get NAMESPACE KEY`."""
    imes: list[str]
    """Enabled input methods, ids as `ime list -s` prints them."""
    screen_on: bool
    locked: bool
    pin: str
    """Asked for on the lock screen; empty is a mere swipe."""
    clipboard: str
    auto_rotate: bool

    def windows(self) -> list[UiNode]:
        """Window roots in dump order: app (or dialog over it), input method, system bars."""

    def tap(self, x: float, y: float, hold_ms: int = 0) -> bool:
        """A touch at a pixel; `hold_ms` of 400 and more is a long press. False outside the display."""

    def drag(self, x1: float, y1: float, x2: float, y2: float, duration_ms: int) -> bool:
        """A swipe: scrolls what is scrollable under the start; a long still one is a long press."""

    def key(self, code: int, meta: int = 0) -> bool:
        """An Android key code (4 back, 3 home, 66 enter, 67 delete, 187 recents, 26 power …)."""

    def type_text(self, text: str, *, replace: bool) -> bool:
        """Text into the focused field; False where none has the focus."""

    def set_node_text(self, node: UiNode, text: str) -> bool:
        """ACTION_SET_TEXT on one editable node."""

    def scroll_node(self, node: UiNode, *, forward: bool, horizontal: bool = False) -> bool:
        """One page; False where it stood at its end already."""

    def apps(self) -> list[AppEntry]: ...

    def start(self, package: str, activity: str = "") -> bool:
        """Launch or bring to front. False where there is no such app or activity."""

    def stop_app(self, package: str) -> None: ...

    def clear_data(self, package: str) -> bool: ...

    def uninstall(self, package: str) -> bool: ...

    def install_keyboard(self) -> None:
        """What `pm install` of uiautomator2's AdbKeyboard APK comes to."""

    def foreground(self) -> tuple[str, str]:
        """Package and activity in front."""

    def pid_of(self, package: str) -> int:
        """Process id of a running app, 0 where it isn't running."""

    def set_rotation(self, quarter_turns: int, *, freeze: bool) -> None: ...

    def wake(self) -> None: ...

    def sleep(self) -> None: ...

    def unlock(self) -> None:
        """Away with the lock screen, whatever it asks for."""

    def open_notifications(self) -> bool: ...

    def open_quick_settings(self) -> bool: ...

    def close_shade(self) -> None:
        """As its own command does it: no key goes to any app."""

    def open_url(self, url: str) -> None:
        """An ACTION_VIEW intent."""

    def last_toast(self) -> str: ...

    def clear_toast(self) -> None: ...

    def screenshot_png(self) -> bytes: ...

    def settled(self) -> bool:
        """False while a window animation or a delayed load is under way (only with realistic latencies)."""

    def app_state(self, package: str) -> dict[str, object]:
        """What the app has stored: for tests and benchmarks only, never reachable over adb by the product's own code."""


class ClockApi(Protocol):
    """What tells the time."""

    def now(self) -> datetime:
        """Without a time zone it means this computer's."""


@runtime_checkable
class HasClock(Protocol):
    """A device with a time of its own; that of others is this computer's."""

    @property
    def clock(self) -> ClockApi: ...


@runtime_checkable
class TakesIntents(Protocol):
    """A device whose apps take intents."""

    def send(self, intent: Intent) -> bool:
        """Hand an intent to the app that takes it; False where none does."""


@runtime_checkable
class Refuses(Protocol):
    """A device that doesn't let the shell do everything."""

    refused: set[str]
    """Beginnings of commands that Android refuses the shell: `svc wifi`, `settings put system`."""


@runtime_checkable
class Keeps(Protocol):
    """A device that remembers, from one start to the next, what stands on it."""

    def keep(self) -> None: ...


class Stored(Protocol):
    """An app with a storage that the shell's providers read and write."""

    store: Any


@runtime_checkable
class HasApps(Protocol):
    """A device whose apps keep what providers give out."""

    def app_named(self, package: str) -> Stored | None: ...
