"""The system around the apps: processes, files, uiautomator's server, and what was asked of the phone.

Decides who runs under which process id; the apps themselves are the `Device`'s. The shell, the sync service and the
RPC server all work on one `Android`.
"""

from __future__ import annotations

import asyncio
import datetime
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from .contract import AppEntry, DeviceApi, HasClock, UiNode
from .dump import Dialect
from .events import Events
from .faults.arming import Faults
from .files import VirtualFiles
from .latency import INSTANT, Latency, pause
from .touchscreen import Touchscreen, natural

_TRACE_LENGTH = 20_000
_FIRST_APP_UID = 10_100


class Asked(NamedTuple):
    """One thing the host asked of the phone."""

    kind: Literal["shell", "rpc", "sync", "http"]
    what: str
    at: float
    """Seconds, monotonic."""


@dataclass(frozen=True)
class Process:
    """A process that is not an app's."""

    pid: int
    user: str
    name: str
    kill: Callable[[], None]


class Android:
    """What the services share."""

    def __init__(self, device: DeviceApi, latency: Latency = INSTANT) -> None:
        self.device = device
        self.latency = latency
        self.files = VirtualFiles()
        self.faults = Faults()
        self.touchscreen = Touchscreen()
        self.events = Events(self)
        self.processes: dict[int, Process] = {}
        self.trace: deque[Asked] = deque(maxlen=_TRACE_LENGTH)
        self.booted_at = time.monotonic()
        self._next_pid = 20_000  # well above those of the apps
        self._touch: tuple[float, float, float] | None = None

    def now(self) -> datetime.datetime:
        """The phone's clock, with a time zone."""
        moment = self.device.clock.now() if isinstance(self.device, HasClock) else datetime.datetime.now()
        return moment if moment.tzinfo else moment.astimezone()

    def uptime_s(self) -> int:
        return int(self.uptime())

    def uptime(self) -> float:
        return time.monotonic() - self.booted_at

    def note(self, kind: Literal["shell", "rpc", "sync", "http"], what: str) -> None:
        self.trace.append(Asked(kind, what, time.monotonic()))

    @property
    def sdk(self) -> int:
        release = self.device.props.get("ro.build.version.sdk", "34")
        return int(release) if release.isdecimal() else 34

    @property
    def server_dialect(self) -> Dialect:
        return Dialect(server=True, sdk=self.sdk)

    @property
    def shell_dialect(self) -> Dialect:
        return Dialect(server=False, sdk=self.sdk)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the display as it is turned now."""
        width, height = self.device.width, self.device.height
        return (height, width) if self.device.rotation % 2 else (width, height)

    def active_window(self) -> list[UiNode]:
        """The window in front, as a list of one root, or of none while the screen is off."""
        return self.device.windows()[:1]

    def keyboard_shown(self) -> bool:
        """Is an input method's window up?"""
        imes = {ime.split("/", 1)[0] for ime in self.device.imes}
        return any(root.package in imes or "inputmethod" in root.package for root in self.device.windows())

    def app(self, package: str) -> AppEntry | None:
        return next((app for app in self.device.apps() if app.package == package), None)

    def uid(self, package: str) -> int:
        """The app's Linux user, by its place in the list of apps."""
        packages = sorted(app.package for app in self.device.apps())
        return _FIRST_APP_UID + packages.index(package) if package in packages else 0

    # processes

    def spawn(self, user: str, name: str, kill: Callable[[], None]) -> Process:
        self._next_pid += 1
        process = Process(self._next_pid, user, name, kill)
        self.processes[process.pid] = process
        return process

    def running(self) -> list[tuple[int, str, str]]:
        """Process id, user and name of everything that runs, apps included."""
        rows = [(1, "root", "init"), (612, "system", "system_server"), (901, "shell", "adbd")]
        for app in self.device.apps():
            if pid := self.device.pid_of(app.package):
                rows.append((pid, f"u0_a{self.uid(app.package) - 10_000}", app.package))
        rows += [(process.pid, process.user, process.name) for process in self.processes.values()]
        return sorted(rows)

    def kill(self, pid: int) -> bool:
        """False where no process that may be killed has this id."""
        if process := self.processes.get(pid):
            process.kill()
            return True
        for app in self.device.apps():
            if self.device.pid_of(app.package) == pid:
                self.device.stop_app(app.package)
                return True
        return False

    # the finger

    async def tap(self, x: float, y: float, hold_ms: float | None = None) -> bool:
        await pause(self.latency.tap_ms if hold_ms is None else hold_ms if self.latency.tap_ms else 0)
        return self.device.tap(x, y, int(hold_ms or 0))

    async def drag(self, x1: float, y1: float, x2: float, y2: float, duration_ms: int) -> bool:
        await pause(duration_ms if self.latency.step_ms else 0)
        return self.device.drag(x1, y1, x2, y2, duration_ms)

    async def finger(self, x: float, y: float, to: tuple[float, float] | None = None, hold_ms: int = 60) -> bool:
        """A person's own finger, which the touchscreen sees: it comes down, moves and leaves in the time a person takes."""
        device = self.device
        size = (device.width, device.height, device.rotation)
        self.touchscreen.down(*natural(x, y, *size))
        await asyncio.sleep(hold_ms / 1000)
        if to is not None:
            self.touchscreen.move(*natural(*to, *size))
        self.touchscreen.up()
        return device.tap(x, y, hold_ms) if to is None else device.drag(x, y, *to, hold_ms)

    async def key(self, code: int, meta: int = 0) -> bool:
        await pause(self.latency.key_ms)
        return self.device.key(code, meta)

    def touch(self, action: int, x: float, y: float) -> bool:
        """A bare motion event: 0 down, 2 move, 1 up. What it was in the end is known when the finger leaves."""
        now = asyncio.get_running_loop().time()
        if action == 0:
            self._touch = (x, y, now)
            return True
        if self._touch is None:
            return False
        if action == 2:
            return True
        if action != 1:
            return False
        x1, y1, since = self._touch
        self._touch = None
        held_ms = int((now - since) * 1000)
        if abs(x - x1) + abs(y - y1) < 20:
            return self.device.tap(x1, y1, held_ms)
        return self.device.drag(x1, y1, x, y, held_ms)
