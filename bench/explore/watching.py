"""A phone looked at while an app is explored on it: what each act changed of what is stored, and how long it took."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from demophone.device import Device
from phones.hierarchy import Hierarchy, Node
from phones.passing import PassingPhone
from phones.phone import Key, Phone


def stored(device: Device) -> list[Any]:
    """What is kept on the phone: by package what each app that is installed has, and what was sent."""
    return [{app.package: device.app_state(app.package) for app in device.installed()}, device.sent]


class WatchedPhone(PassingPhone):
    """Passes everything on; a `phones.phone.Phone`."""

    def __init__(self, phone: Phone, stored: Callable[[], Any]) -> None:
        super().__init__(phone)
        self._stored = stored
        self.first = stored()
        self._last = self.first
        self.acts = 0
        self.phone_s = 0.0
        self.touched: list[str] = []
        """What of the app's changed at any time, and whether that can be set back: `view.sort` can, `things` got longer."""
        self.doing = ""
        """What whoever explores says that it does."""
        self.marked: list[str] = []
        """Acts that can't be taken back: something stored came or went, or was sent."""

    def left(self) -> list[str]:
        """What stands otherwise than at first."""
        return differences(self.first, self._stored())

    def _pass(self, act: Callable[[], Any], *, counts: bool) -> Any:
        began = time.monotonic()
        try:
            return act()
        finally:
            self.phone_s += time.monotonic() - began
            self.acts += counts
            if counts:
                self._look()

    def _look(self) -> None:
        now = self._stored()
        if now != self._last:
            changed = differences(self._last, now)
            self.touched += changed
            self.marked += [f"{one} ({self.doing})" for one in changed if one.endswith(("+", "-"))]
            self._last = now

    def dump(self) -> Hierarchy:
        return self._pass(self._phone.dump, counts=False)  # type: ignore[no-any-return]

    def shown(self) -> Hierarchy:
        return self._pass(self._phone.shown, counts=False)  # type: ignore[no-any-return]

    def settle(self, timeout_s: float = 5.0, stop: threading.Event | None = None) -> Hierarchy:
        return self._pass(lambda: self._phone.settle(timeout_s, stop), counts=False)  # type: ignore[no-any-return]

    def tap(self, x: int, y: int, *, on: Node | None = None) -> None:
        self._pass(lambda: self._phone.tap(x, y, on=on), counts=True)

    def long_press(self, x: int, y: int, duration_s: float = 0.6, *, on: Node | None = None) -> None:
        self._pass(lambda: self._phone.long_press(x, y, duration_s, on=on), counts=True)

    def type_text(self, text: str, *, clear: bool = True) -> None:
        self._pass(lambda: self._phone.type_text(text, clear=clear), counts=True)

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_s: float = 0.3) -> None:
        self._pass(lambda: self._phone.swipe(x1, y1, x2, y2, duration_s), counts=True)

    def key(self, name: Key) -> None:
        self._pass(lambda: self._phone.key(name), counts=True)

    def launch(self, package: str, *, stop_first: bool = False) -> None:
        self._pass(lambda: self._phone.launch(package, stop_first=stop_first), counts=True)

    def stop(self, package: str) -> None:
        self._pass(lambda: self._phone.stop(package), counts=True)

    def command(self, words: Sequence[str]) -> str:
        return self._phone.command(words)  # type: ignore[attr-defined, no-any-return]


def differences(before: Any, after: Any, path: str = "") -> list[str]:
    """Where two stored states differ, `things.3.flags.done`; with + or - behind it where something came or went."""
    if before == after:
        return []
    if isinstance(before, dict) and isinstance(after, dict):
        found = [f"{path}.{key}-" for key in before.keys() - after.keys()]
        found += [f"{path}.{key}+" for key in after.keys() - before.keys()]
        for key in before.keys() & after.keys():
            found += differences(before[key], after[key], f"{path}.{key}")
        return found
    if isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            return [f"{path}{'+' if len(after) > len(before) else '-'}"]
        return [
            d
            for n, (one, other) in enumerate(zip(before, after, strict=True))
            for d in differences(one, other, f"{path}.{n}")
        ]
    if isinstance(before, int) and isinstance(after, int) and not isinstance(before, bool):
        return [f"{path}+" if after > before else f"{path}-"]
    return [path]


def plain(state: Any) -> Any:
    """A copy that nothing changes any more."""
    return json.loads(json.dumps(state))
