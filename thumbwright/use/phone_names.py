"""What a person calls their phones: a small TOML file, serial to name. A name is taken wherever a serial is."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import tomlkit

from ground import paths
from ground.errors import SettingsError
from ground.private_files import write_private
from ground.settings import Settings

RESERVED = frozenset({"demo", "demo phone", ""})
"""Words that mean something else already."""


def names_file() -> Path:
    """Beside the settings; it need not exist."""
    return paths.config_file().with_name("phones.toml")


def names() -> dict[str, str]:
    """Name by serial. Raises SettingsError where the file can't be read."""
    try:
        data = tomllib.loads(names_file().read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{names_file()} is not valid TOML: {error}. Mend it, or delete it.") from None
    return {str(serial): str(name) for serial, name in data.items()}


def rename(serial: str, name: str) -> None:
    """Call a phone `name`; an empty one takes its name away. Raises SettingsError for one that is taken or reserved."""
    name = " ".join(name.split())
    known = names()
    if name.casefold() in RESERVED - {""} or any(name == other and serial != one for one, other in known.items()):
        raise SettingsError(
            f"{name!r} is {'the demo phone' if name.casefold() in RESERVED else 'another phone already'}."
        )
    document = tomlkit.parse(names_file().read_text("utf-8")) if known else tomlkit.document()
    if name:
        document[serial] = name
    else:
        document.pop(serial, None)
    file = names_file()
    paths.private_dir(file.parent)
    write_private(file, tomlkit.dumps(document))


def phone_meant(wanted: str, settings: Settings) -> str:
    """The serial or name of the phone meant: the one wanted, else ANDROID_SERIAL, else the settings' own; empty where none is."""
    return wanted or os.environ.get("ANDROID_SERIAL", "") or settings.serial


def serial_of(wanted: str) -> str:
    """The serial that a name stands for; anything else is returned as it is."""
    if not wanted or not names_file().exists():
        return wanted
    return next((serial for serial, name in names().items() if name == wanted), wanted)
