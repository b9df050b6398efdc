"""An app and its storage: what somebody writes one file for, and what the phone needs to know of it."""

from __future__ import annotations

import contextlib
import json
import logging
import os
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ground.errors import PhoneError

from ..intents import Intent

if TYPE_CHECKING:
    from .screen import Screen

log = logging.getLogger(__name__)


class AppError(PhoneError):
    """An app file or an app's stored data can't be used."""


class System(Protocol):
    """What an app may ask of the phone it runs on."""

    settings: dict[tuple[str, str], str]
    clipboard: str
    pin: str
    """What unlocks the phone; empty where a swipe does."""
    sent: list[dict[str, str]]
    """What was shared with other apps, oldest first: package, target, text."""

    def now(self) -> datetime: ...

    def show_toast(self, text: str) -> None: ...

    def notify(self, package: str, title: str, text: str) -> None: ...

    def granted(self, package: str, permission: str) -> bool: ...

    def grant(self, package: str, permission: str) -> None: ...

    def revoke(self, package: str, permission: str) -> None: ...

    def granted_to(self, package: str) -> list[str]: ...

    def installed(self) -> list[App]: ...

    def stop_app(self, package: str) -> None: ...

    def clear_data(self, package: str) -> bool: ...

    def uninstall(self, package: str) -> bool: ...

    def pid_of(self, package: str) -> int: ...

    def launch(self, package: str) -> bool: ...

    def top_screen(self, package: str) -> Screen | None:
        """What an app shows, or would show when it is brought to the front; None where it doesn't run."""

    def view(self, url: str) -> None:
        """Open a link in whatever app takes it."""

    def share_to(self, package: str, text: str) -> None:
        """Hand a text to another app, which comes to the front."""


def write_whole(path: Path, text: str) -> bool:
    """Put a file in place all at once; False where it can't be written, which the log tells."""
    beside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.write_text(text, "utf-8")
        os.replace(beside, path)
    except OSError as error:
        log.warning("%s can't be kept: %s", path, error)
        with contextlib.suppress(OSError):
            beside.unlink()
        return False
    return True


class Store(dict[str, Any]):
    """An app's storage: plain JSON values under names, kept in a file where the phone has a state folder."""

    def __init__(self, seed: Callable[[], dict[str, Any]], path: Path | None = None) -> None:
        super().__init__()
        self._seed = seed
        self._path = path
        self._saved = ""
        self.load()

    def load(self) -> None:
        """Read the file; the seed where there is none yet. Raises AppError where the file is damaged."""
        self.clear()
        if self._path is None or not self._path.exists():
            self.update(_plain(self._seed()))
            return
        try:
            stored = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise AppError(
                f"The app data in {self._path} can't be read ({error}). Delete the file to start afresh."
            ) from None
        if not isinstance(stored, dict):
            raise AppError(f"The app data in {self._path} is not a JSON object. Delete the file to start afresh.")
        self.update(stored)

    def save(self) -> None:
        """Write what changed; nothing happens without a folder or a change. Where it can't be written the app goes on with
        what it has, as on a phone whose storage is full, and it is tried again after the next change."""
        if self._path is None:
            return
        now = json.dumps(self)  # without indent, which json knows only the slow way
        if now != self._saved and write_whole(self._path, json.dumps(self, ensure_ascii=False, indent=1)):
            self._saved = now

    def reset(self) -> None:
        """As freshly installed."""
        self.clear()
        self.update(_plain(self._seed()))
        self.save()


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """As it would come out of the file: plain JSON, and no list shared between two places."""
    plain: dict[str, Any] = json.loads(json.dumps(values))
    return plain


class App(ABC):
    """One app. A file that defines one subclass can be mounted on the phone from anywhere (`apps.load_app`)."""

    package = ""
    label = ""
    version = "1.0"
    version_code = 1
    activity = ".MainActivity"
    """The launcher's entry."""
    icon = "apps"
    """Name of the glyph in its launcher icon, see `icons`."""
    accent = "#3B5BA9"
    system_app = False
    in_launcher = True
    takes_text = False
    """Is offered when another app shares a text; see `receive`."""

    store: Store
    system: System

    @abstractmethod
    def start(self) -> Screen:
        """The screen the launcher's icon opens."""

    def seed(self) -> dict[str, Any]:
        """What is stored on a freshly installed app: JSON values."""
        return {}

    def exported(self) -> dict[str, Callable[[], Screen]]:
        """Further activities that can be started from outside, `.SearchActivity` to screen."""
        return {}

    def open_link(self, url: str) -> Screen | None:
        """A screen for a link, where the app handles such links."""
        return None

    def take(self, intent: Intent) -> Screen | bool:
        """What an intent comes to: a screen to show, True where it is done without one, False where it isn't this app's."""
        return False

    def receive(self, text: str) -> Screen:
        """The screen for a text that another app shared."""
        raise NotImplementedError(f"{self.package} says takes_text but has no receive()")

    def tick(self) -> bool:
        """Called whenever the screen is looked at: for what happens by itself as time passes. True where something did."""
        return False

    def state(self) -> dict[str, object]:
        """What tests and benchmarks compare: all that is stored, as plain JSON."""
        return _plain(self.store)

    def attach(self, system: System, folder: Path | None) -> None:
        """Install on a phone; `folder` keeps the storage, None keeps it in memory."""
        self.system = system
        self.store = Store(self.seed, folder / f"{self.package}.json" if folder else None)

    def now(self) -> datetime:
        """The phone's clock."""
        return self.system.now()
