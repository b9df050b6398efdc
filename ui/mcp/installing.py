"""The server's entry in a client's settings: which file that is, what is written into it, and writing it without harm: the rest
stays, a copy is kept, and what is no JSON is left alone."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from ground.errors import SettingsError

NAME = "thumbwright"
PASSED_ON = (
    "THUMBWRIGHT_HOME",
    "THUMBWRIGHT_MODELS",
    "ANDROID_ADB_SERVER_PORT",
    "ANDROID_ADB_SERVER_HOST",
    "ADBUTILS_ADB_PATH",
)
"""Of our environment: a client starts its servers without most of it."""


class Client(StrEnum):
    """Whose settings are known."""

    CLAUDE_DESKTOP = "claude-desktop"
    CLAUDE_CODE = "claude-code"
    CURSOR = "cursor"
    VSCODE = "vscode"


@dataclass(frozen=True)
class Entry:
    """What is to be written where."""

    client: Client
    file: Path
    key: str
    """Of the table that servers stand in."""
    value: dict[str, Any]

    @property
    def text(self) -> str:
        """As somebody would paste it."""
        return json.dumps({self.key: {NAME: self.value}}, indent=2, ensure_ascii=False)


@dataclass(frozen=True)
class Installed:
    """What came of it."""

    file: Path
    backup: Path | None
    """The file as it was; None where there was none, or nothing was to be changed."""
    changed: bool


def entry_for(
    client: Client,
    arguments: Sequence[str],
    *,
    command: Sequence[str] | None = None,
    environment: Mapping[str, str] | None = None,
    platform: str = sys.platform,
    home: Path | None = None,
    folder: Path | None = None,
) -> Entry:
    """The entry that starts this very installation. `folder` is the project of Claude Code, whose file stands in it."""
    around = os.environ if environment is None else environment
    program, *before = command or own_command()
    passed = {name: around[name] for name in PASSED_ON if around.get(name)}
    value: dict[str, Any] = {"command": program, "args": [*before, "mcp", *arguments]}
    if client in (Client.VSCODE, Client.CLAUDE_CODE):
        value = {"type": "stdio", **value}
    if passed:
        value["env"] = passed
    key = "servers" if client is Client.VSCODE else "mcpServers"
    file = _file(client, platform, home or Path.home(), folder or Path.cwd(), around)
    return Entry(client, file, key, value)


def own_command() -> list[str]:
    """What starts us from anywhere, by full paths: clients have a PATH of their own."""
    beside = Path(sys.executable).with_name("thumbwright.exe" if sys.platform == "win32" else "thumbwright")
    if beside.is_file():
        return [str(beside)]
    found = shutil.which("thumbwright")
    return [found] if found else [sys.executable, "-c", "from ui.cli import main; main()"]


def install(entry: Entry) -> Installed:
    """Write it. Raises SettingsError for a file that can't be read as what it should be, which is left as it is."""
    old = _read(entry)
    servers = old.get(entry.key, {})
    if not isinstance(servers, dict):
        raise SettingsError(
            f"{entry.file}: {entry.key!r} is no object. Nothing was changed. What belongs there:\n{entry.text}"
        )
    if servers.get(NAME) == entry.value:
        return Installed(entry.file, None, False)
    new = {**old, entry.key: {**servers, NAME: entry.value}}
    file = entry.file.resolve()  # some keep their settings elsewhere, and a link to them here
    try:
        backup = _kept_copy(file)
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_name(f".{file.name}.partial")
        partial.touch(mode=0o600)
        partial.write_text(json.dumps(new, indent=2, ensure_ascii=False) + "\n", "utf-8")
        if backup is not None:
            shutil.copymode(file, partial)
        os.replace(partial, file)
    except OSError as error:
        raise SettingsError(
            f"{entry.file} can't be written: {error.strerror}. What belongs there:\n{entry.text}"
        ) from None
    return Installed(entry.file, backup, True)


def _read(entry: Entry) -> dict[str, Any]:
    try:
        text = entry.file.read_text("utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{entry.file} can't be read: {error}. Nothing was changed.") from None
    if not text.strip():
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SettingsError(
            f"{entry.file} is not JSON as it stands ({error}; comments count as that). Nothing was changed. Put this into it "
            f"by hand:\n{entry.text}"
        ) from None
    if not isinstance(found, dict):
        raise SettingsError(f"{entry.file} holds no object. Nothing was changed. What belongs there:\n{entry.text}")
    return found


def _kept_copy(file: Path) -> Path | None:
    """The file beside itself under a name that is free; None where there is no file."""
    if not file.exists():
        return None
    number = 1
    while (backup := file.with_name(f"{file.name}.backup{number}")).exists():
        number += 1
    shutil.copy2(file, backup)
    return backup


def _file(client: Client, platform: str, home: Path, folder: Path, environment: Mapping[str, str]) -> Path:
    if client is Client.CLAUDE_CODE:
        return folder / ".mcp.json"
    if client is Client.CURSOR:
        return home / ".cursor" / "mcp.json"
    if platform == "win32":
        roaming = Path(environment.get("APPDATA") or home / "AppData" / "Roaming")
    elif platform == "darwin":
        roaming = home / "Library" / "Application Support"
    else:
        roaming = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    if client is Client.CLAUDE_DESKTOP:
        return roaming / "Claude" / "claude_desktop_config.json"
    return roaming / "Code" / "User" / "mcp.json"
