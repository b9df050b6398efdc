"""The phone in the process: fulfils `contract.DeviceApi` for the wire side, and `toolkit.app.System` for the apps.

It decides what a touch, a key or a shell's wish does to the phone as a whole. What windows look like is the compositor's,
which app is in front the tasks', how views lie and scroll the toolkit's.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from .contract import AppEntry, UiNode
from .intents import VIEW, Intent
from .system.browser import Browser
from .system.calendar_provider import CalendarProvider
from .system.clock import Clock
from .system.compositor import Compositor
from .system.defaults import PROPS, SETTINGS
from .system.finger import Finger
from .system.keyboard import ADB_KEYBOARD_IME, KEYBOARD_IME
from .system.keys import press
from .system.launcher import Launcher, Recents
from .system.media import Media
from .system.state import DeviceState
from .system.statusbar import Notification
from .system.tasks import LAUNCHER, Tasks
from .system.typist import Typist
from .system.window import Window
from .toolkit.app import App
from .toolkit.prompts import StoppedDialog
from .toolkit.screen import Host, Screen
from .toolkit.view import View

log = logging.getLogger(__name__)
TOAST_S = 2.5


class Device:
    """One phone with its apps. Everything happens at once, in the caller's thread; nothing blocks."""

    def __init__(
        self,
        apps: list[App] | None = None,
        *,
        state_dir: Path | None = None,
        fixed_clock: datetime | None = None,
        width: int = 1080,
        height: int = 2400,
        realistic: bool = False,
    ) -> None:
        """`apps` None installs the built-in ones; `state_dir` None forgets everything at the end of the process."""
        if apps is None:
            from .apps import builtin_apps

            apps = builtin_apps()
        self.width, self.height, self.rotation = width, height, 0
        self.realistic = realistic
        self.clock = Clock(fixed_clock)
        self.props = dict(PROPS)
        self.settings = dict(SETTINGS)
        self.imes = [KEYBOARD_IME]
        self.screen_on, self.locked, self.shade_open = True, False, False
        self.pin = ""
        """Asked for on the lock screen; empty is a mere swipe."""
        self.clipboard = ""
        self.refused: set[str] = set()
        """Beginnings of commands that the shell isn't let do."""
        self.media = Media()
        self.sent: list[dict[str, str]] = []
        self.notifications: list[Notification] = []
        self.permissions: set[tuple[str, str]] = set()
        self.retouch: list[Callable[[Host, View], View]] = []
        """What everything that is built goes through before it is laid out: faults of what an app shows."""
        self.crashes: list[str] = []
        """Errors that apps raised, as the stopped-dialog told of them."""
        self.version = 0
        """Counts up with everything that happens: what was laid out before is out of date."""
        self._toast, self._toast_at = "", -1e9
        self._state = DeviceState(state_dir)
        self._state.load(self)
        self.tasks = Tasks()
        self.compositor = Compositor(self)
        self.finger, self.typist = Finger(self), Typist(self)
        for app in (Launcher(self.tasks), *apps, Browser(), CalendarProvider()):
            app.attach(self, state_dir)
            self.tasks.install(app)
        self.tasks.start(LAUNCHER)
        self.compositor.windows()

    # -- the display -----------------------------------------------------------------------------------------

    def display_size(self) -> tuple[int, int]:
        """Width and height in the present rotation, pixels."""
        return (self.height, self.width) if self.rotation % 2 else (self.width, self.height)

    def font_scale(self) -> float:
        try:
            return min(2.0, max(0.5, float(self.settings.get(("system", "font_scale"), "1"))))
        except ValueError:
            return 1.0

    def windows(self) -> list[UiNode]:
        for app in [self.tasks.apps[package] for package in self.tasks.order if package in self.tasks.apps]:
            try:
                happened = app.tick()
            except Exception as error:
                self._crashed(app, error)
                happened = True
            if happened:
                self.happened()
        return [window.node() for window in self.layouts(seen=True)]

    def layouts(self, seen: bool = False) -> list[Window]:
        """The windows now; an app that can't build its screen is stopped, as one that raises in a handler."""
        for _ in range(3):
            try:
                return self.compositor.seen() if seen else self.compositor.windows()
            except Exception as error:
                app = self.compositor.front.app
                if app.package == LAUNCHER:
                    raise
                self._crashed(app, error)
        raise RuntimeError("The phone's windows can't be built")

    def screenshot_png(self) -> bytes:
        from .toolkit.paint import paint

        dark = self.settings.get(("secure", "ui_night_mode")) == "2"
        if not self.screen_on:
            return paint([], self.display_size(), dark, "")
        showing = self.compositor.monotonic() - self._toast_at < TOAST_S
        return paint(self.layouts(), self.display_size(), dark, self._toast if showing else "")

    def settled(self) -> bool:
        return self.compositor.phase == 2

    def set_rotation(self, quarter_turns: int, *, freeze: bool) -> None:
        self.auto_rotate = not freeze
        self.rotation = quarter_turns % 4
        self.settings["system", "user_rotation"] = str(self.rotation)
        self.happened()

    @property
    def auto_rotate(self) -> bool:
        return self.settings.get(("system", "accelerometer_rotation")) == "1"

    @auto_rotate.setter
    def auto_rotate(self, on: bool) -> None:
        self.settings["system", "accelerometer_rotation"] = "1" if on else "0"

    # -- touches ---------------------------------------------------------------------------------------------

    def tap(self, x: float, y: float, hold_ms: int = 0) -> bool:
        return self.finger.tap(x, y, hold_ms)

    def drag(self, x1: float, y1: float, x2: float, y2: float, duration_ms: int) -> bool:
        return self.finger.drag(x1, y1, x2, y2, duration_ms)

    def scroll_node(self, node: UiNode, *, forward: bool, horizontal: bool = False) -> bool:
        return self.finger.scroll(node, forward, "x" if horizontal else "y")

    def current(self, node: UiNode) -> tuple[Window, View] | None:
        """The view a node of an earlier dump stood for, as it is now."""
        if not isinstance(node.key, View):
            return None
        windows = self.layouts(seen=True)
        for window in windows:
            if any(view is node.key for view in window.root.walk()):
                return window, node.key
        for window in windows:
            for view in window.root.walk():
                if view.key == node.key.key and view.cls == node.cls:
                    return window, view
        return None

    # -- keys and text ---------------------------------------------------------------------------------------

    def key(self, code: int, meta: int = 0) -> bool:
        self.act(lambda: press(self, code, meta))
        return True

    @property
    def front(self) -> Host:
        """Who gets the keys."""
        return self.compositor.front

    def type_text(self, text: str, *, replace: bool) -> bool:
        return self.typist.type(text, replace)

    def set_node_text(self, node: UiNode, text: str) -> bool:
        return self.typist.set_node(node, text)

    def install_keyboard(self) -> None:
        if ADB_KEYBOARD_IME not in self.imes:
            self.imes.append(ADB_KEYBOARD_IME)
        self.settings["secure", "enabled_input_methods"] = ":".join(self.imes)

    # -- apps ------------------------------------------------------------------------------------------------

    def apps(self) -> list[AppEntry]:
        return self.tasks.entries()

    def start(self, package: str, activity: str = "") -> bool:
        self.shade_open = False
        return bool(self.act(lambda: self.tasks.start(package, activity), self.tasks.apps.get(package)))

    def stop_app(self, package: str) -> None:
        self.act(lambda: self.tasks.stop(package))

    def clear_data(self, package: str) -> bool:
        app = self.tasks.apps.get(package)
        if app is None:
            return False
        self.tasks.stop(package)
        self.permissions = {pair for pair in self.permissions if pair[0] != package}
        app.store.reset()
        self.happened()
        return True

    def uninstall(self, package: str) -> bool:
        done = self.tasks.uninstall(package)
        self.happened()
        return done

    def foreground(self) -> tuple[str, str]:
        host = self.tasks.front.top
        return host.window_package, host.window_activity

    def pid_of(self, package: str) -> int:
        return self.tasks.pid(package)

    def open_url(self, url: str) -> None:
        self.act(lambda: self.view(url))

    def send(self, intent: Intent) -> bool:
        """Hand an intent to the app that takes it; False where none does."""
        for app in list(self.tasks.apps.values()):
            answer = self.act(lambda app=app: app.take(intent), app)  # type: ignore[misc]
            if isinstance(answer, Screen):
                self.shade_open = False
                self.act(lambda app=app, screen=answer: self._show(app, screen), app)  # type: ignore[misc]
                return True
            if answer:
                return True
        if intent.action == VIEW:
            for app in self.tasks.apps.values():
                screen = app.open_link(intent.data)
                if screen is not None:
                    self.act(lambda app=app, screen=screen: self._show(app, screen), app)  # type: ignore[misc]
                    return True
        return False

    def _show(self, app: App, screen: Screen) -> None:
        if not self.tasks.stacks.get(app.package) and app.in_launcher:
            self.tasks.push(app, app.start())
        self.tasks.push(app, screen)

    def app_named(self, package: str) -> App | None:
        return self.tasks.apps.get(package)

    def app_state(self, package: str) -> dict[str, object]:
        app = self.tasks.apps.get(package)
        return app.state() if app else {}

    # -- power, shade, toasts --------------------------------------------------------------------------------

    def wake(self) -> None:
        self.screen_on = True
        self.happened()

    def sleep(self) -> None:
        self.screen_on = False
        self.shade_open = False
        self.locked = bool(self.pin) or self.settings.get(("secure", "lockscreen.disabled")) != "1"
        self.compositor.keyguard.asking = False
        self.happened()

    def unlock(self) -> None:
        self.locked = False
        self.compositor.keyguard.asking = False
        self.happened()

    def open_notifications(self) -> bool:
        if not self.screen_on or self.locked:
            return False
        self.shade_open = True
        self.happened()
        return True

    def open_quick_settings(self) -> bool:
        return self.open_notifications()

    def close_shade(self) -> None:
        self.shade_open = False
        self.happened()

    def last_toast(self) -> str:
        return self._toast

    def clear_toast(self) -> None:
        self._toast = ""

    # -- what apps may ask (toolkit.app.System) --------------------------------------------------------------

    def now(self) -> datetime:
        return self.clock.now()

    def show_toast(self, text: str) -> None:
        self._toast, self._toast_at = text, self.compositor.monotonic()

    def notify(self, package: str, title: str, text: str) -> None:
        self.notifications.insert(0, Notification(package, self.tasks.apps[package].label, title, text))

    def granted(self, package: str, permission: str) -> bool:
        return (package, permission) in self.permissions

    def grant(self, package: str, permission: str) -> None:
        self.permissions.add((package, permission))

    def revoke(self, package: str, permission: str) -> None:
        self.permissions.discard((package, permission))

    def granted_to(self, package: str) -> list[str]:
        return sorted(permission for owner, permission in self.permissions if owner == package)

    def installed(self) -> list[App]:
        return [app for app in self.tasks.apps.values() if app.in_launcher]

    def launch(self, package: str) -> bool:
        return self.tasks.start(package)

    def top_screen(self, package: str) -> Screen | None:
        stack = self.tasks.stacks.get(package)
        return stack[-1] if stack else None

    def view(self, url: str) -> None:
        for app in self.tasks.apps.values():
            screen = app.open_link(url)
            if screen is not None:
                self.tasks.push(app, screen)
                return
        self.show_toast("No app found to open this link")

    def share_to(self, package: str, text: str) -> None:
        app = self.tasks.apps[package]
        if not self.tasks.stacks.get(package):
            self.tasks.push(app, app.start())
        self.tasks.push(app, app.receive(text))

    def change_setting(self, key: tuple[str, str], value: str) -> None:
        self.settings[key] = value

    def show_recents(self) -> None:
        """The overview of running apps."""
        if not isinstance(self.tasks.front, Recents):
            self.tasks.home()
            self.tasks.front.open(Recents(self.tasks))

    # -- inside ----------------------------------------------------------------------------------------------

    def act(self, what: Callable[[], object], app: App | None = None) -> object:
        """Do something that runs an app's code; an error there stops the app and not the phone."""
        app = app or self.front.app
        result: object = None
        try:
            result = what()
        except Exception as error:
            if app.package == LAUNCHER:
                raise
            self._crashed(app, error)
        self.happened()
        return result

    def _crashed(self, app: App, error: Exception) -> None:
        log.exception("%s raised", app.package, exc_info=error)
        self.crashes.append(f"{app.package}: {type(error).__name__}: {error}")
        self.shade_open = False
        self.tasks.stop(app.package)
        self.tasks.front.show(StoppedDialog(app.label, lambda: None))
        self.version += 1

    def happened(self) -> None:
        """After every act: out with old layouts, storage to disk."""
        self.tasks.tidy()
        self.version += 1
        self.compositor.note_change()
        self.keep()

    def keep(self) -> None:
        """Storage to disk, where it is kept."""
        if self._state.folder is not None:
            for app in self.tasks.apps.values():
                app.store.save()
            self._state.save(self)
