"""An Android phone over adb and uiautomator2's server: the `Phone` that everything above acts on.

Puts the parts together: one kept RPC connection, the server behind it, the shell for what the server can't, settling and
typing. Decides when a phone is fit to be used (`open_phone`) and gives back at the end what it changed. It decides nothing
about apps, and never repeats an act.
"""

from __future__ import annotations

import atexit
import base64
import contextlib
import io
import logging
import re
import shlex
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any

from ground.errors import PhoneError

from . import adb, apps
from .aiming import selector_of
from .errors import AppMissing, Asleep, CallRefused, CommandRefused, Locked, NotOnScreen
from .hierarchy import Hierarchy, HierarchyError, Node
from .keyboard import Keyboard
from .line import Line
from .phone import CurrentApp, InstalledApp, Key, PhoneInfo
from .printed import picture_in, read_props, reason, refused_launch
from .rpc import ACT_S, Rpc
from .server import Server, keyboard_apk
from .settling import Rest
from .typing_in import Typist
from .watching import Watch

KEY_CODES: dict[Key, int] = {
    "back": 4,
    "home": 3,
    "recent": 187,
    "enter": 66,
    "delete": 67,
    "search": 84,
    "menu": 82,
    "power": 26,
    "volume_up": 24,
    "volume_down": 25,
    "tab": 61,
}
MAX_DEPTH, DEEPER = 50, 400
"""Levels that a dump is asked for, and once more where there are that many: some toolkits wrap everything sixty times."""
_DUMPS = 3
"""So often is a screen asked for whose dump can't be read."""
_WAKE_S = 3.0
_EMPTY_S = 1.0
_PROPS = (
    "getprop ro.product.model; getprop ro.build.version.release; getprop ro.build.version.sdk; "
    "settings get system system_locales; getprop persist.sys.locale; getprop ro.product.locale"
)
_FRONT = "dumpsys window displays | grep -E 'mCurrentFocus|mFocusedApp'; dumpsys activity activities | grep -E 'esumedActivity'"
_LOCK = "dumpsys window policy | grep -iE 'showing|lockscreen|keyguard'"
_LOCKED = re.compile(r"(?:^\s*showing|mShowingLockscreen|mDreamingLockscreen|isKeyguardShowing)=true", re.MULTILINE)
_REFUSED = re.compile(
    r"^(?:\s*Error(?: type \d+)?:?\s|Exception occurred|java\.lang\.\w+|Security exception|Permission Denial|cmd: Can't find"
    r"|No shell command implementation"
    r"|Unknown command|Invalid (?:command|namespace)|Error while accessing provider|.*: inaccessible or not found)",
    re.MULTILINE,
)
"""What Android prints where it doesn't do a command: not every one of them has an exit code for it."""
_PASSING_ON = frozenset({"content", "dumpsys"})
"""Commands that print what apps and people wrote."""
_EXCEPTION = re.compile(r"^.*(?:Exception|Permission Denial).*$", re.MULTILINE)
_GONE = re.compile(r"UiObjectNotFound|StaleObject")
_log = logging.getLogger(__name__)


class AndroidPhone:
    """One phone, over adb. Close it, or use it in a `with`: it gives keyboard and server back."""

    def __init__(self, line: Line) -> None:
        """Starts the server on the phone where it doesn't run. Raises ServerLost."""
        self.serial = line.serial
        self._line = line
        self._server = Server(line)
        self._rpc = Rpc(line, self._server.restart)
        self._keyboard = Keyboard(line, keyboard_apk)
        self._typist = Typist(self._rpc, self._keyboard, self.dump)
        self._watch = Watch(line)
        self._rest = Rest(watch=self._watch)
        self._last: Hierarchy | None = None
        self._depth = MAX_DEPTH
        self._keyboards: dict[str, str] = {}
        """Which keyboard was in use when a package first had a window."""
        self._props: tuple[str, str, int, str] | None = None
        self._apps: list[InstalledApp] | None = None
        self._launchers: dict[str, tuple[str, str]] | None = None
        self._closed = False
        atexit.register(self.close)
        try:
            self._server.start()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> AndroidPhone:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # what it says

    def info(self) -> PhoneInfo:
        if self._props is None:
            self._props = read_props(self._line.shell(_PROPS, doing="ask what phone it is", reads=True))
        model, release, sdk, locale = self._props
        now = self._device_info()
        return PhoneInfo(
            serial=self.serial,
            model=model,
            android=release,
            sdk=sdk or int(now.get("sdkInt", 0)),
            width_px=int(now.get("displayWidth", 0)),
            height_px=int(now.get("displayHeight", 0)),
            rotation=int(now.get("displayRotation", 0)),
            locale=locale,
            screen_on=bool(now.get("screenOn", True)),
            locked=self.locked(),
        )

    def locked(self) -> bool:
        """Whether the lock screen is up."""
        return bool(_LOCKED.search(self._line.shell(_LOCK, doing="ask whether it is locked", reads=True)))

    def dump(self) -> Hierarchy:
        return self._rest.look(self._take)

    def shown(self) -> Hierarchy:
        """The screen as it is: the last dump where the phone told of no change since, a new one otherwise."""
        return self._last if self._last is not None and self._rest.holds else self.dump()

    def _take(self) -> Hierarchy:
        for left in reversed(range(_DUMPS)):
            try:
                return self._taken()
            except (HierarchyError, CallRefused) as error:
                # a letter of half a pair, or a comma in the wrong place: gone at the next time, or with a new server
                _log.info("the dump can't be read, %d tries left: %s", left, error)
                if not left:
                    raise
                if left == 1:
                    self._rpc.close()
                    self._server.restart()
        raise AssertionError("the last try returns or raises")

    def _taken(self) -> Hierarchy:
        deadline = time.monotonic() + _EMPTY_S
        while True:
            xml = self._rpc.read("dumpWindowHierarchy", False, self._depth, doing="dump the screen")
            # between two windows there can be none for a moment
            if xml and "<node" in xml:
                break
            if time.monotonic() > deadline:
                break
            time.sleep(0.05)
        if self._last is None or self._last.xml != xml:  # while a screen rests, one reading of it will do
            read = Hierarchy.parse(xml or '<hierarchy rotation="0"/>')
            if read.depth > self._depth < DEEPER:
                self._depth = DEEPER
                return self._taken()
            keyboard = self._keyboard_of(read)
            self._last = Hierarchy.parse(read.xml, "", keyboard) if keyboard else read
        return self._last

    def _keyboard_of(self, shown: Hierarchy) -> str:
        """The keyboard's package where it may have one of the windows; asked for when a package is met that could be it."""
        others = {r.package for r in shown.roots if not shown.is_bar(r) and not r.keyboard}
        if len(others) < 2:
            return ""
        if not others <= self._keyboards.keys():
            package = self._keyboard.current().partition("/")[0]
            self._keyboards.update(dict.fromkeys(others, package))
        return next((package for package in others if self._keyboards[package] == package), "")

    def settle(self, timeout_s: float = 5.0, stop: threading.Event | None = None) -> Hierarchy:
        """Wait until the screen rests, and return it; the rule, which is measured and not slept, is in `settling`."""
        return self._rest.settle(self._take, timeout_s, stop)

    def current_app(self) -> CurrentApp:
        return apps.read_current(self._line.shell(_FRONT, doing="ask which app is in front", reads=True))

    def photo(self) -> bytes:
        coded = self._rpc.read("takeScreenshot", 1, 80, doing="take a screenshot", timeout_s=15.0)
        if not coded:  # the server gives none for protected windows, where Android itself gives black
            png = self._line.shell_bytes(["screencap", "-p"], doing="take a screenshot", reads=True)
            return picture_in(png, self.serial)
        try:
            return base64.b64decode(coded)
        except ValueError as error:
            raise CallRefused(self.serial, "take a screenshot", "what came is no picture") from error

    def screenshot(self) -> bytes:
        from PIL import Image

        photo = self.photo()
        if photo.startswith(b"\x89PNG"):
            return photo
        try:
            with Image.open(io.BytesIO(photo)) as picture:
                out = io.BytesIO()
                picture.save(out, "PNG", compress_level=1)
        except (OSError, ValueError) as error:
            raise CallRefused(self.serial, "take a screenshot", "what came is no picture") from error
        return out.getvalue()

    def clock(self) -> datetime:
        said = self._line.shell("date +%Y-%m-%dT%H:%M:%S", doing="ask for its date", reads=True).strip()
        try:
            return datetime.fromisoformat(said)
        except ValueError:
            raise CallRefused(self.serial, "ask for its date", f"it said {said[:60]!r}") from None

    def last_toast(self) -> str:
        return str(self._rpc.read("getLastToast", doing="read the last toast") or "")

    def clear_toast(self) -> None:
        self._rpc.read("clearLastToast", doing="forget the last toast")

    def installed_apps(self) -> list[InstalledApp]:
        if self._apps is None:
            versions = apps.read_versions(
                self._line.shell(apps.VERSIONS, doing="list the apps' versions", timeout_s=30.0, reads=True)
            )
            home = apps.read_home(
                self._line.shell(apps.HOME, doing="ask for its home screen", timeout_s=30.0, reads=True)
            )
            defaults = apps.read_holders(
                self._line.shell(apps.DEFAULTS, doing="ask for its default apps", timeout_s=30.0, reads=True)
            )
            found = [
                InstalledApp(
                    package,
                    label or apps.label_from_package(package),
                    versions.get(package, ""),
                    package == home,
                    package in defaults,
                )
                for package, (_, label) in self._launcher_entries().items()
            ]
            self._apps = sorted(found, key=lambda app: (app.label.casefold(), app.package))
        return list(self._apps)

    # what it does

    def tap(self, x: int, y: int, *, on: Node | None = None) -> None:
        if not self._touch_it("click", on, doing=f"tap at {x},{y}"):
            self._touch("click", x, y, doing=f"tap at {x},{y}")

    def long_press(self, x: int, y: int, duration_s: float = 0.6, *, on: Node | None = None) -> None:
        if not self._touch_it("longClick", on, doing=f"press at {x},{y}"):
            self._touch("click", x, y, int(duration_s * 1000), doing=f"press at {x},{y}", timeout_s=ACT_S + duration_s)

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_s: float = 0.3) -> None:
        steps = max(2, round(duration_s / 0.005))  # the server moves the finger every 5 ms
        doing = f"swipe from {x1},{y1} to {x2},{y2}"
        self._touch("swipe", x1, y1, x2, y2, steps, doing=doing, timeout_s=ACT_S + duration_s)

    def key(self, name: Key) -> None:
        if name not in KEY_CODES:
            raise CallRefused(self.serial, f"press {name}", f"no such key; known: {', '.join(KEY_CODES)}")
        self._rest.acted()
        self._rpc.act("pressKeyCode", KEY_CODES[name], doing=f"press {name}")

    def type_text(self, text: str, *, clear: bool = True) -> None:
        """Type into the focused field, any Unicode, and look whether it arrived. Raises TypingFailed."""
        self._typist.type(text, clear=clear)
        self._rest.acted()

    def launch(self, package: str, *, stop_first: bool = False) -> None:
        entry = self._launcher_entries().get(package)
        if entry is None:  # installed a moment ago, perhaps
            self._apps = self._launchers = None
            entry = self._launcher_entries().get(package)
        if entry is None:
            raise AppMissing(package, apps.nearest_apps(package, self.installed_apps()))
        self._rest.acted()
        if stop_first:
            self.stop(package)
        # as a launcher does it: a task of its own, brought to the front as it was left
        said = self._line.shell(
            ["am", "start", "-a", "android.intent.action.MAIN", "-c", "android.intent.category.LAUNCHER"]
            + ["-f", "0x10200000", "-n", f"{package}/{entry[0]}"],
            doing=f"launch {package}",
        )
        if wrong := refused_launch(said):
            raise CallRefused(self.serial, f"launch {package}", wrong)

    def stop(self, package: str) -> None:
        self._rest.acted()
        self._line.shell(["am", "force-stop", package], doing=f"stop {package}")

    def command(self, words: Sequence[str]) -> str:
        """Carry out one command of the phone's shell. Raises CommandRefused."""
        self._rest.acted()
        line = shlex.join(words)
        printed, _, code = self._line.shell(f"{line} 2>&1; echo rc=$?", doing=f"run `{line}`").rpartition("rc=")
        printed = printed.strip()
        # what passes on others' words says at its beginning that it was refused; those may say anything
        told = printed.partition("\n")[0] if words[0] in _PASSING_ON else printed
        if code.strip() != "0" or _REFUSED.search(told):
            raise CommandRefused(self.serial, line, reason(printed) or f"exit code {code.strip()}")
        return printed

    def wake(self) -> None:
        """Switch the screen on, and put away a lock screen that asks for nothing. Raises Asleep or Locked."""
        if not self._device_info().get("screenOn", True):
            self._rpc.act("wakeUp", doing="switch the screen on")
            self._until(lambda: bool(self._device_info().get("screenOn")), Asleep(self.serial))
        if self.locked():
            self._line.shell("wm dismiss-keyguard", doing="put the lock screen away")
            self._until(lambda: not self.locked(), Locked(self.serial))

    def close(self) -> None:
        """Give the keyboard back, stop the server if it is ours, end the connection; safe to call twice."""
        if self._closed:
            return
        self._closed = True
        atexit.unregister(self.close)
        for give_back in (self._keyboard.restore, self._watch.close, self._rpc.close, self._server.stop):
            with contextlib.suppress(PhoneError):  # the phone may be gone; the rest is still to be done
                give_back()

    def _touch_it(self, method: str, on: Node | None, *, doing: str) -> bool:
        """Touch what is meant wherever it stands now; False where only its place can be said. Raises NotOnScreen."""
        selector = selector_of(self._last, on) if on is not None and self._last is not None else None
        if selector is None:
            return False
        self._rest.acted()
        try:
            return bool(self._rpc.act(method, selector, doing=doing))
        except CallRefused as error:
            if _GONE.search(error.reason):
                raise NotOnScreen(self.serial, doing) from None
            raise

    def _touch(self, method: str, *params: int, doing: str, timeout_s: float = ACT_S) -> None:
        self._rest.acted()
        if self._rpc.act(method, *params, doing=doing, timeout_s=timeout_s) is False:
            raise CallRefused(self.serial, doing, "outside of the display, or the phone forbids it: INJECT_EVENTS")

    def _device_info(self) -> dict[str, Any]:
        said = self._rpc.read("deviceInfo", doing="ask how the phone is")
        return said if isinstance(said, dict) else {}

    def _launcher_entries(self) -> dict[str, tuple[str, str]]:
        if not self._launchers:
            printed = self._line.shell(apps.QUERY, doing="list the apps", timeout_s=30.0, reads=True)
            self._launchers = apps.read_launchers(printed)
            if not self._launchers and (refused := _EXCEPTION.search(printed)):
                raise CallRefused(self.serial, "list the apps", refused[0].strip()[:200])
        return self._launchers

    def _until(self, come: Any, otherwise: PhoneError) -> None:
        deadline = time.monotonic() + _WAKE_S
        while not come():
            if time.monotonic() > deadline:
                raise otherwise
            time.sleep(0.05)


def open_phone(
    serial: str | None = None, *, wake: bool = True, before: Callable[[str], object] = lambda serial: None
) -> AndroidPhone:
    """The phone meant (`serial`, else ANDROID_SERIAL, else the only one), ready to be acted on.

    A `host:port` that isn't connected yet is connected. With `wake` its screen is switched on and must not be locked.
    `before` is told each line of that phone before anything is done on it; what it raises goes on.
    Raises AdbMissing, NoPhone, SeveralPhones, Unauthorized, Offline, ServerLost, Asleep or Locked.
    """
    client = adb.open_client()
    listed = adb.list_phones(client)
    if serial and ":" in serial and not any(phone.serial == serial and phone.ready for phone in listed):
        chosen = adb.connect(serial, client)
    else:
        chosen = adb.choose(listed, serial)
    for line in adb.lines_of(chosen, listed):
        before(line)
    phone = AndroidPhone(Line(chosen.serial, client))
    try:
        if wake:
            phone.wake()
    except BaseException:
        phone.close()
        raise
    return phone
