"""The demo phone of the honest tasks: six apps, put into the state that a task begins with, and told as a whole."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bench.pocket
from bench.pocket.running import PocketPhone
from bench.pocket.tasks import CLOCK
from demophone.process import Control, DemoPhoneProcess
from ground import paths
from phones.android import open_phone

from .judging import HonestTask

APPS = tuple(Path(bench.pocket.__file__).with_name(name) for name in ("calendar_app.py", "mail_app.py"))
"""Beside the demo phone's own."""


@dataclass(frozen=True)
class HonestPhone(PocketPhone):
    """The product meets `phone`; `control` is for the judge alone."""

    @classmethod
    @contextlib.contextmanager
    def started(cls, folder: Path, *more: Path) -> Iterator[HonestPhone]:
        """`more` are further apps' files."""
        state = paths.private_dir(folder / "honest-phone")
        with contextlib.ExitStack() as stack:
            demo = stack.enter_context(
                DemoPhoneProcess(state=state, reset=True, apps=(*APPS, *more), control=True, fixed_clock=CLOCK)
            )
            control = stack.enter_context(contextlib.closing(Control(demo.control_port)))
            phone = open_phone(demo.address)
            stack.callback(phone.close)
            yield cls(phone, control)

    def ready(self, task: HonestTask) -> dict[str, Any]:
        """As it was at first, with what the task finds there besides; returns all of it."""
        self.control.ask("reset")
        if task.seed is not None:
            stored = self.whole()["stored"]
            wanted = copy.deepcopy(stored)
            task.seed(wanted)
            for package in stored:
                if wanted[package] != stored[package]:
                    self.control.ask("put", package=package, stored=wanted[package])
        return self.whole()

    def whole(self) -> dict[str, Any]:
        found: dict[str, Any] = self.control.ask("whole")
        return found
