"""The phone in the process: fulfils `contract.DeviceApi` for the wire side, and `toolkit.app.System` for the apps.

It decides what a touch, a key or a shell's wish does to the phone as a whole. What windows look like is the compositor's,
which app is in front the tasks', how views lie and scroll the toolkit's.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from .contract import AppEntry, UiNode
from .system import touch
from .system.clock import Clock
from .system.compositor import Compositor
from .system.defaults import PROPS, SETTINGS
from .system.keyboard import ADB_KEYBOARD_IME, KEYBOARD_IME, acceptable
from .system.keys import press
from .system.launcher import Launcher, Recents
from .system.statusbar import Notification
from .system.tasks import LAUNCHER, Tasks
from .system.window import NAVIGATION_DP, STATUS_DP, Window
from .toolkit.app import App
from .toolkit.prompts import StoppedDialog
from .toolkit.screen import Host, Overlay, Screen
from .toolkit.view import View, dp

log = logging.getLogger(__name__)
LONG_PRESS_MS = 400
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
        self.sent: list[dict[str, str]] = []
        self.notifications: list[Notification] = []
        self.permissions: set[tuple[str, str]] = set()
        self.crashes: list[str] = []
        """Errors that apps raised, as the stopped-dialog told of them."""
        self.version = 0
        """Counts up with everything that happens: what was laid out before is out of date."""
        self._toast, self._toast_at = "", -1e9
        self._folder = state_dir
        self._saved = ""
        self._load()
        self.tasks = Tasks()
        self.compositor = Compositor(self)
        for app in (Launcher(self.tasks), *apps):
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
                self._happened()
        return [window.node() for window in self._windows(seen=True)]

    def _windows(self, seen: bool = False) -> list[Window]:
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
        return paint(self._windows(), self.display_size(), dark, self._toast if showing else "")

    def settled(self) -> bool:
        return self.compositor.phase == 2

    def set_rotation(self, quarter_turns: int, *, freeze: bool) -> None:
        self.auto_rotate = not freeze
        self.rotation = quarter_turns % 4
        self.settings["system", "user_rotation"] = str(self.rotation)
        self._happened()

    @property
    def auto_rotate(self) -> bool:
        return self.settings.get(("system", "accelerometer_rotation")) == "1"

    @auto_rotate.setter
    def auto_rotate(self, on: bool) -> None:
        self.settings["system", "accelerometer_rotation"] = "1" if on else "0"

    # -- touches ---------------------------------------------------------------------------------------------

    def tap(self, x: float, y: float, hold_ms: int = 0) -> bool:
        width, height = self.display_size()
        if not (0 <= x < width and 0 <= y < height):
            return False
        if self.screen_on:
            self._act(lambda: self._touch(x, y, long=hold_ms >= LONG_PRESS_MS))
        return True

    def _touch(self, x: float, y: float, long: bool) -> None:
        window = self._window_at(x, y)
        if window is None:
            return
        if not window.frame.has(x, y):
            if isinstance(window.host, Overlay) and window.host.outside_closes:
                window.host.cancel()
            return
        view = touch.touched(window.root, x, y)
        if view is None or not view.enabled:
            return
        if isinstance(window.host, Screen):
            window.host.touched = view.box
        if view.field:
            window.host.focus = view.key
            window.host.all_selected = long
            self.compositor.keyboard_up = True
        if view.on_slide:
            self._slide(view, x)
        elif long and view.on_long:
            view.on_long()
        elif view.on_click:
            view.on_click()

    def _window_at(self, x: float, y: float) -> Window | None:
        """The window that gets a touch: the topmost there; an overlay gets those beside it too."""
        for window in reversed(self._windows()):
            if isinstance(window.host, Overlay) or window.frame.has(x, y):
                return window
        return None

    def _slide(self, view: View, x: float) -> None:
        if view.on_slide:
            view.on_slide(min(1.0, max(0.0, (x - view.box.left - dp(16)) / max(1, view.box.width - dp(32)))))

    def drag(self, x1: float, y1: float, x2: float, y2: float, duration_ms: int) -> bool:
        width, height = self.display_size()
        if not (0 <= x1 < width and 0 <= y1 < height):
            return False
        dx, dy = x2 - x1, y2 - y1
        if max(abs(dx), abs(dy)) < dp(8):
            return self.tap(x1, y1, duration_ms)
        if self.screen_on:
            self._act(lambda: self._swipe(x1, y1, x2, y2, duration_ms))
        return True

    def _swipe(self, x1: float, y1: float, x2: float, y2: float, duration_ms: int) -> None:
        width, height = self.display_size()
        dx, dy = x2 - x1, y2 - y1
        sideways = abs(dx) > abs(dy)
        if not self.locked and self._system_gesture(x1, y1, dx, dy):
            return
        window = self._window_at(x1, y1)
        if window is None or not window.frame.has(x1, y1):
            return
        view = touch.touched(window.root, x1, y1)
        if view is not None and view.on_slide and view.enabled and sideways:
            self._slide(view, x2)
            return
        axis, distance = ("x", -dx) if sideways else ("y", -dy)
        found = touch.scrollers(window.root, x1, y1, axis)
        for scroller in found:
            if touch.scroll_by(window, scroller, touch.swiped(distance, duration_ms, touch.page_of(scroller, axis))):
                return
        # a list at its end swallows the swipe; a host's own gesture needs a place that doesn't scroll or stands at its top
        if not found or all(window.layout.limits.get(s.key, 0) == 0 or dy > 0 for s in found):
            window.host.on_swipe(dx, dy)

    def _system_gesture(self, x: float, y: float, dx: float, dy: float) -> bool:
        """Gesture navigation: back from either edge, home from below, the shade from above."""
        width, height = self.display_size()
        if y >= height - dp(NAVIGATION_DP) and dy < -dp(60):
            self.shade_open = False
            self.tasks.home()
            return True
        if (x < dp(8) or x >= width - dp(8)) and abs(dx) > dp(40) and abs(dx) > abs(dy):
            press(self, 4, 0)
            return True
        if y < dp(STATUS_DP) and dy > dp(60) and not self.shade_open:
            self.shade_open = True
            return True
        return False

    def scroll_node(self, node: UiNode, *, forward: bool, horizontal: bool = False) -> bool:
        axis = "x" if horizontal else "y"
        found = self._current(node)
        if found is None or found[1].scroll != axis:
            return False
        window, view = found
        page = touch.page_of(view, axis)
        moved = touch.scroll_by(window, view, page if forward else -page)
        self._happened()
        return moved

    def _current(self, node: UiNode) -> tuple[Window, View] | None:
        """The view a node of an earlier dump stood for, as it is now."""
        if not isinstance(node.key, View):
            return None
        windows = self._windows(seen=True)
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
        self._act(lambda: press(self, code, meta))
        return True

    @property
    def front(self) -> Host:
        """Who gets the keys."""
        return self.compositor.front

    def focused(self) -> View | None:
        """The editable view that has the focus."""
        host = self.front
        for window in self._windows():
            if window.host is host and host.focus:
                return next((v for v in window.root.walk() if v.editable and v.key == host.focus), None)
        return None

    def input_kind(self) -> str:
        """What the focused field takes: the keyboard shows other keys for numbers."""
        host = self.front
        for window in self.compositor._windows:
            if window.host is host:
                return next((v.input for v in window.root.walk() if v.editable and v.key == host.focus), "text")
        return "text"

    def type_text(self, text: str, *, replace: bool) -> bool:
        view = self.focused()
        if view is None or not view.enabled:
            return False
        host = self.front
        old = "" if replace or host.all_selected else host.values.get(view.field, "")
        self._act(lambda: self._edit(host, view, old + text))
        return True

    def set_node_text(self, node: UiNode, text: str) -> bool:
        found = self._current(node)
        if found is None or not found[1].editable or not found[1].enabled:
            return False
        window, view = found
        self._act(lambda: self._edit(window.host, view, text))
        return True

    def _edit(self, host: Host, view: View, text: str) -> None:
        host.all_selected = False
        host.values[view.field] = acceptable(text, view.input, view.max_length)
        if view.on_change:
            view.on_change(host.values[view.field])

    def delete_back(self) -> None:
        """The delete key: the last character, or all that is marked."""
        view = self.focused()
        if view is not None:
            host = self.front
            self._edit(host, view, "" if host.all_selected else host.values.get(view.field, "")[:-1])

    def submit(self) -> None:
        """Enter, or the keyboard's action key: a new line, the field's own action, the next field, or away with the keyboard."""
        view = self.focused()
        if view is None:
            return
        host = self.front
        if view.input == "multiline":
            self._edit(host, view, host.values.get(view.field, "") + "\n")
            return
        if view.on_submit:
            self.compositor.keyboard_up = False
            view.on_submit()
        elif view.input == "search" or not self.next_field():
            self.compositor.keyboard_up = False

    def next_field(self) -> bool:
        """Move the focus to the field after this one; False at the last."""
        host = self.front
        window = next((w for w in self._windows() if w.host is host), None)
        keys = [v.key for v in window.root.walk() if v.editable and v.enabled] if window else []
        if not keys or host.focus == keys[-1]:
            return False
        host.focus = keys[keys.index(host.focus) + 1] if host.focus in keys else keys[0]
        self.compositor.keyboard_up = True
        return True

    def install_keyboard(self) -> None:
        if ADB_KEYBOARD_IME not in self.imes:
            self.imes.append(ADB_KEYBOARD_IME)
        self.settings["secure", "enabled_input_methods"] = ":".join(self.imes)

    # -- apps ------------------------------------------------------------------------------------------------

    def apps(self) -> list[AppEntry]:
        return self.tasks.entries()

    def start(self, package: str, activity: str = "") -> bool:
        self.shade_open = False
        return bool(self._act(lambda: self.tasks.start(package, activity), self.tasks.apps.get(package)))

    def stop_app(self, package: str) -> None:
        self._act(lambda: self.tasks.stop(package))

    def clear_data(self, package: str) -> bool:
        app = self.tasks.apps.get(package)
        if app is None:
            return False
        self.tasks.stop(package)
        self.permissions = {pair for pair in self.permissions if pair[0] != package}
        app.store.reset()
        self._happened()
        return True

    def uninstall(self, package: str) -> bool:
        done = self.tasks.uninstall(package)
        self._happened()
        return done

    def foreground(self) -> tuple[str, str]:
        host = self.tasks.front.top
        return host.window_package, host.window_activity

    def pid_of(self, package: str) -> int:
        return self.tasks.pid(package)

    def open_url(self, url: str) -> None:
        self._act(lambda: self.view(url))

    def app_state(self, package: str) -> dict[str, object]:
        app = self.tasks.apps.get(package)
        return app.state() if app else {}

    # -- power, shade, toasts --------------------------------------------------------------------------------

    def wake(self) -> None:
        self.screen_on = True
        self._happened()

    def sleep(self) -> None:
        self.screen_on = False
        self.shade_open = False
        self.locked = bool(self.pin) or self.settings.get(("secure", "lockscreen.disabled")) != "1"
        self.compositor.keyguard.asking = False
        self._happened()

    def unlock(self) -> None:
        self.locked = False
        self.compositor.keyguard.asking = False
        self._happened()

    def open_notifications(self) -> bool:
        if not self.screen_on or self.locked:
            return False
        self.shade_open = True
        self._happened()
        return True

    def open_quick_settings(self) -> bool:
        return self.open_notifications()

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

    def _act(self, what: Callable[[], object], app: App | None = None) -> object:
        """Do something that runs an app's code; an error there stops the app and not the phone."""
        app = app or self.front.app
        result: object = None
        try:
            result = what()
        except Exception as error:
            if app.package == LAUNCHER:
                raise
            self._crashed(app, error)
        self._happened()
        return result

    def _crashed(self, app: App, error: Exception) -> None:
        log.exception("%s raised", app.package, exc_info=error)
        self.crashes.append(f"{app.package}: {type(error).__name__}: {error}")
        self.shade_open = False
        self.tasks.stop(app.package)
        self.tasks.front.show(StoppedDialog(app.label, lambda: None))
        self.version += 1

    def _happened(self) -> None:
        """After every act: out with old layouts, storage to disk."""
        self.tasks.tidy()
        self.version += 1
        self.compositor.note_change()
        if self._folder is not None:
            for app in self.tasks.apps.values():
                app.store.save()
            self._save()

    def _load(self) -> None:
        if self._folder is None or not (self._folder / "device.json").exists():
            return
        try:
            stored = json.loads((self._folder / "device.json").read_text("utf-8"))
            self.settings.update({(s, k): v for s, k, v in stored["settings"]})
            self.permissions = {(package, permission) for package, permission in stored["permissions"]}
            self.pin = stored["pin"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            from .toolkit.app import AppError

            raise AppError(
                f"The phone's settings in {self._folder / 'device.json'} can't be read ({error}). Delete the file to start afresh."
            ) from None

    def _save(self) -> None:
        if self._folder is None:
            return
        stored = {
            "settings": [[space, name, value] for (space, name), value in self.settings.items()],
            "permissions": sorted(map(list, self.permissions)),
            "pin": self.pin,
        }
        text = json.dumps(stored, indent=1)
        if text != self._saved:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            (self._folder / "device.json").write_text(text, "utf-8")
            self._saved = text
