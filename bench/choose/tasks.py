"""The 150 tasks and 120 apps of `bench choose`, from their files, and the two halves of the tasks.

Who builds the choosing may look at the tasks of the seen half; of the others only the counts are looked at. Which half a task
is in is told by a hash of its words, fixed before anything chose for any of them.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from apidocs.shipped.itself import PACKAGE as ITSELF
from phones.phone import InstalledApp

Fits = Literal["one", "several", "none"]
THE_PHONE = "phone"


@dataclass(frozen=True)
class ChooseTask:
    """What somebody says, and the app it is for."""

    words: str
    fits: Fits
    """one: it is for one app (or any of those, where they do as well). several: the person has to be asked. none: no app
    does it."""
    packages: frozenset[str]

    @property
    def seen(self) -> bool:
        """Whether who builds the choosing may look at it."""
        return int(hashlib.sha256(self.words.encode()).hexdigest(), 16) % 2 == 1


@cache
def every_task() -> tuple[ChooseTask, ...]:
    said = _read("tasks.toml")
    packages = {**_read("apps.toml")["apps"], THE_PHONE: ITSELF}
    kinds: tuple[Fits, ...] = ("one", "several")
    found = [
        ChooseTask(words, kind, frozenset(packages[label] for label in labels.split("|")))
        for kind in kinds
        for words, labels in said[kind]
    ]
    return (*found, *(ChooseTask(row[0], "none", frozenset()) for row in said["none"]))


@cache
def phone_apps() -> tuple[InstalledApp, ...]:
    """What is installed, as a phone whose launcher was read tells it."""
    data = _read("apps.toml")
    return tuple(
        InstalledApp(package, label, "", False, package in data["default"]) for label, package in data["apps"].items()
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))
