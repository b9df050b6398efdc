"""What phones are tagged with (`lab`, `android-9`): a small TOML file in the data folder, serial to tags. A tag names a group of
phones, and has no meaning of its own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence

import tomlkit
from filelock import FileLock, Timeout

from ground import paths
from ground.errors import DiskError, SettingsError
from ground.private_files import write_private

_TAG = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


def tags() -> dict[str, list[str]]:
    """The tags by serial. Raises SettingsError where the file can't be read."""
    file = paths.phone_tags_file()
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{file} can't be read: {error}. Mend it, or delete it.") from None
    strange = [serial for serial, names in data.items() if not isinstance(names, list)]
    if strange:
        raise SettingsError(f"{file}: what {strange[0]!r} is tagged with is no list. Mend it, or delete it.")
    return {serial: [str(name) for name in names] for serial, names in data.items()}


def groups() -> dict[str, list[str]]:
    """The serials by tag, both in order. Raises SettingsError."""
    found: dict[str, list[str]] = {}
    for serial, names in tags().items():
        for name in names:
            found.setdefault(name, []).append(serial)
    return {name: sorted(found[name]) for name in sorted(found)}


def tag(serial: str, names: Sequence[str]) -> list[str]:
    """Add tags to a phone; returns all it has now. Raises SettingsError for what is no tag."""
    for name in names:
        if not _TAG.fullmatch(name):
            raise SettingsError(
                f"{name!r} is no tag: small letters, digits, dots, - and _ only, 40 at most, such as lab."
            )
    return _changed(serial, add=names)


def untag(serial: str, names: Sequence[str]) -> list[str]:
    """Take tags off a phone; returns those it keeps. Raises SettingsError where it hasn't got one."""
    has = tags().get(serial, [])
    for name in names:
        if name not in has:
            raise SettingsError(f"{serial} is not tagged {name!r}. Its tags: {', '.join(has) or 'none'}.")
    return _changed(serial, drop=names)


def _changed(serial: str, add: Iterable[str] = (), drop: Iterable[str] = ()) -> list[str]:
    file = paths.phone_tags_file()
    try:
        with FileLock(f"{file}.lock", timeout=5.0, mode=0o600):  # two terminals may tag at the same time
            known = tags()
            now = sorted({*known.get(serial, []), *add} - set(drop))
            known[serial] = now
            write_private(file, tomlkit.dumps({one: names for one, names in sorted(known.items()) if names}))
    except (OSError, DiskError, Timeout) as error:
        raise SettingsError(f"{file} can't be written: {error}") from None
    return now
