"""Which apps are installed, which run, and whose screen is in front: the phone's packages, processes and back stacks."""

from __future__ import annotations

from ..contract import AppEntry
from ..toolkit.app import App
from ..toolkit.screen import Screen

LAUNCHER = "com.android.launcher3"


class Tasks:
    """Installed apps and the ones that run, the one in front last."""

    def __init__(self) -> None:
        self.apps: dict[str, App] = {}
        self.stacks: dict[str, list[Screen]] = {}
        self.order: list[str] = [LAUNCHER]
        """Running packages by when they were last in front."""
        self._pids: dict[str, int] = {}
        self._next_pid = 4210

    def install(self, app: App) -> None:
        self.apps[app.package] = app

    def entries(self) -> list[AppEntry]:
        return [
            AppEntry(app.package, app.label, app.activity, app.version, app.version_code, app.system_app)
            for app in self.apps.values()
        ]

    @property
    def front(self) -> Screen:
        """The screen that can be seen."""
        return self.stacks[self.order[-1]][-1]

    def pid(self, package: str) -> int:
        return self._pids.get(package, 0)

    def recent(self) -> list[App]:
        """Running apps, the latest first; the launcher is none of them."""
        return [self.apps[package] for package in reversed(self.order) if package != LAUNCHER]

    def start(self, package: str, activity: str = "") -> bool:
        """Bring an app to the front; its launcher screen where it didn't run. False where there is no such activity."""
        app = self.apps.get(package)
        if app is None:
            return False
        name = activity.removeprefix(package) if activity.startswith(f"{package}.") else activity
        if name in ("", app.activity):
            if not self.stacks.get(package):
                self.push(app, app.start())
            else:
                self._bring(package)
            return True
        screen = app.exported().get(name)
        if screen is None:
            return False
        if not self.stacks.get(package):
            self.push(app, app.start())
        self.push(app, screen())
        return True

    def push(self, app: App, screen: Screen) -> None:
        """Open a screen of an app and bring the app to the front."""
        stack = self.stacks.setdefault(app.package, [])
        screen.app, screen.stack = app, stack
        stack.append(screen)
        self._bring(app.package)

    def _bring(self, package: str) -> None:
        if package not in self._pids:
            self._pids[package] = self._next_pid
            self._next_pid += 37
        if package in self.order:
            self.order.remove(package)
        self.order.append(package)

    def home(self) -> None:
        """The launcher, on its first page."""
        stack = self.stacks[LAUNCHER]
        del stack[1:]
        stack[0].overlays.clear()
        self._bring(LAUNCHER)

    def stop(self, package: str) -> None:
        """End an app's process; its screens are gone, its storage stays."""
        if package == LAUNCHER or package not in self.apps:
            return
        self.stacks.pop(package, None)
        self._pids.pop(package, None)
        if package in self.order:
            was_front = self.order[-1] == package
            self.order.remove(package)
            if was_front:
                self.home()

    def uninstall(self, package: str) -> bool:
        app = self.apps.get(package)
        if app is None or app.system_app:
            return False
        self.stop(package)
        del self.apps[package]
        return True

    def tidy(self) -> None:
        """After something happened: a stack without screens (the last one was closed) is no app in front."""
        for package in [p for p, stack in self.stacks.items() if not stack]:
            del self.stacks[package]
            if package in self.order:
                was_front = self.order[-1] == package
                self.order.remove(package)
                if was_front:
                    self.home()
