"""A demo phone with generated apps, made fresh before each run and looked at whole after it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from demophone.process import Control
from phones.android import open_phone
from phones.phone import Phone

from ..blueprint import Blueprint
from ..mounting import start_phone
from ..saying import CLOCK


@dataclass
class FoundryPhone:
    """The phone as the product meets it, and the channel by which it is reset and judged."""

    phone: Phone
    control: Control
    now: datetime = datetime.fromisoformat(CLOCK)
    _clean: dict[str, Any] | None = None
    """The whole phone as it is at first."""

    @classmethod
    @contextlib.contextmanager
    def opened(cls, apps: Sequence[tuple[Path, int]], folder: Path) -> Iterator[FoundryPhone]:
        """With the apps of these domain files and seeds; `folder` keeps what it stores."""
        with contextlib.ExitStack() as stack:
            demo = stack.enter_context(start_phone(apps, folder, control=True, fixed_clock=CLOCK, reset=True))
            control = stack.enter_context(contextlib.closing(Control(demo.control_port)))
            phone = open_phone(demo.address)
            stack.callback(phone.close)
            yield cls(phone, control)

    def whole(self) -> dict[str, Any]:
        found: dict[str, Any] = self.control.ask("whole")
        return found

    def reset(self) -> dict[str, Any]:
        """Everything as it was at first."""
        self.control.ask("reset")
        self._clean = self.whole()
        return self._clean

    def fresh(self, blueprint: Blueprint) -> dict[str, Any]:
        """The app as it was at first; all of the phone, where anything else has changed or the app keeps something in mind."""
        clean, now = self._clean, self.whole()
        package = blueprint.package
        if clean is None or blueprint.delete == "undo" or _others(clean, package) != _others(now, package):
            return self.reset()
        self.control.ask("put", package=package, stored=clean["stored"][package])
        return clean


def _others(whole: dict[str, Any], package: str) -> dict[str, Any]:
    phone = {key: value for key, value in whole["phone"].items() if key not in ("screen_on", "keyboards")}
    stored = {name: value for name, value in whole["stored"].items() if name not in (package, "app.demo.settings")}
    return {"stored": stored, "phone": phone, "files": whole["files"]}
