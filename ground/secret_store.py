"""Stored secrets: values that scripts may have typed and nobody sees. In the system's keyring, or in the environment.

The values lie in the keyring alone (`keyring`, an extra of the installation), or in `THUMBWRIGHT_SECRET_NAME`, which wins and
needs no keyring. On disk stand their names, since no keyring tells which it holds.
"""

from __future__ import annotations

import json
import logging
import os
import re
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Literal

from ground import paths
from ground.errors import SettingsError

from .private_files import write_private

log = logging.getLogger(__name__)
SERVICE = "thumbwright"
VARIABLE = "THUMBWRIGHT_SECRET_"
SHORTEST = 4
"""Signs. A shorter value stands in too much that isn't it to be taken out of what the phone shows."""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_UNSAFE = ("keyring.backends.null", "keyrings.alt")
"""Keyrings that keep nothing, or keep it for everybody to read."""


@dataclass(frozen=True)
class Stored:
    """A secret's name, and where its value is."""

    name: str
    where: Literal["keyring", "environment"]


def checked_name(name: str) -> str:
    """Raises SettingsError for what can't be a name."""
    if not _NAME.fullmatch(name):
        raise SettingsError(
            f"A secret can't be called {name!r}: a small letter, then small letters, digits and _, 40 signs at most."
        )
    return name


def listed() -> list[Stored]:
    """All of them, by name. No value is read."""
    here = {name: Stored(name, "keyring") for name in _names()}
    return [
        *sorted({**here, **{n: Stored(n, "environment") for n in _of_environment()}}.values(), key=lambda s: s.name)
    ]


def stored_values() -> dict[str, str]:
    """Every secret by name. One that the keyring doesn't give now is left out, and a warning says so."""
    found: dict[str, str] = {}
    names = _names() - _of_environment().keys()
    if names:
        try:
            found = {name: value for name in sorted(names) if (value := _keyring().get_password(SERVICE, name))}
        except SettingsError as error:
            log.warning("%s", error)
        except Exception as error:  # each keyring has errors of its own
            log.warning("The keyring can't be read, so no secret of it can be used: %s", type(error).__name__)
        if found and (lost := names - found.keys()):
            log.warning("The keyring no longer has: %s", ", ".join(sorted(lost)))
    for name, value in _of_environment().items():
        if len(value) < SHORTEST:
            log.warning("%s%s is shorter than %d signs and isn't used.", VARIABLE, name.upper(), SHORTEST)
        else:
            found[name] = value
    return found


def keep(name: str, value: str) -> None:
    """Store a value in the keyring. Raises SettingsError: no such name, too short, no keyring."""
    checked_name(name)
    if len(value) < SHORTEST or "\n" in value or "\x00" in value:
        raise SettingsError(
            f"A secret is one line of {SHORTEST} signs or more: a shorter one can't be kept out of what is recorded."
        )
    ring = _keyring()
    try:
        ring.set_password(SERVICE, name, value)
    except Exception as error:
        raise SettingsError(f"The keyring took no secret ({type(error).__name__}). {_otherwise(name)}") from None
    _write(_names() | {name})


def forget(name: str) -> None:
    """Take a value out of the keyring. Raises SettingsError where it isn't there."""
    if name not in _names():
        if name in _of_environment():
            raise SettingsError(f"{name} is in the environment: unset {VARIABLE}{name.upper()}")
        raise SettingsError(f"There is no secret {name!r}. Stored: {', '.join(s.name for s in listed()) or 'none'}.")
    ring = _keyring()
    try:
        if ring.get_password(SERVICE, name) is not None:
            ring.delete_password(SERVICE, name)
    except Exception as error:
        raise SettingsError(f"The keyring didn't let go of {name} ({type(error).__name__}).") from None
    _write(_names() - {name})


def _keyring() -> ModuleType:
    """The library, where there is one that keeps secrets. Raises SettingsError."""
    try:
        import keyring
        from keyring.backends import fail
    except ImportError:
        raise SettingsError(
            "Secrets lie in the system's keyring, and the library for it isn't here: pip install 'thumbwright[secrets]'. "
            + _otherwise()
        ) from None
    backend = keyring.get_keyring()
    if isinstance(backend, fail.Keyring) or type(backend).__module__.startswith(_UNSAFE):
        raise SettingsError(f"This system has no keyring that keeps secrets. {_otherwise()}")
    return keyring


def _otherwise(name: str = "name") -> str:
    return f"Without one: {VARIABLE}{name.upper()}=… in the environment."


def _of_environment() -> dict[str, str]:
    pairs = {key.removeprefix(VARIABLE).lower(): value for key, value in os.environ.items() if key.startswith(VARIABLE)}
    return {name: value for name, value in pairs.items() if _NAME.fullmatch(name) and value}


def _file() -> Path:
    return paths.secret_names_file()


def _names() -> set[str]:
    try:
        names = json.loads(_file().read_text("utf-8"))
    except FileNotFoundError:
        return set()
    except ValueError:
        raise SettingsError(
            f"{_file()} isn't what was written there: remove it, and store the secrets again."
        ) from None
    return (
        {name for name in names if isinstance(name, str) and _NAME.fullmatch(name)}
        if isinstance(names, list)
        else set()
    )


def _write(names: set[str]) -> None:
    write_private(_file(), json.dumps(sorted(names)))
