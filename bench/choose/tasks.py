"""The 150 tasks and 120 apps of `bench choose`, from their files, and the two halves of the tasks.

Who builds the choosing may look at the tasks of the seen half; of the others only the counts are looked at. Which half a task
is in is told by a hash of its words, fixed before anything chose for any of them.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

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
    found = [
        ChooseTask(words, kind, frozenset(packages[label] for label in labels.split("|")))
        for kind in ("one", "several")
        for words, labels in said[kind]
    ]
    return (*found, *(ChooseTask(words, "none", frozenset()) for (words,) in said["none"]))


@cache
def phone_apps() -> tuple[InstalledApp, ...]:
    """What is installed, as a phone whose launcher was read tells it."""
    apps: Mapping[str, str] = _read("apps.toml")["apps"]
    return tuple(InstalledApp(package, label, "", False) for label, package in apps.items())


def _read(name: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))
    return found
