"""What the phone itself remembers between two runs: its settings, permissions and PIN, in one file beside the apps' own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from ..toolkit.app import AppError, write_whole

if TYPE_CHECKING:
    from ..device import Device


class DeviceState:
    """The file `device.json` of a state folder; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._saved = ""

    def load(self, device: Device) -> None:
        """Raises AppError where the file is damaged."""
        if self.folder is None or not (self.folder / "device.json").exists():
            return
        path = self.folder / "device.json"
        try:
            stored = json.loads(path.read_text("utf-8"))
            device.settings.update({(space, name): value for space, name, value in stored["settings"]})
            device.permissions = {(package, permission) for package, permission in stored["permissions"]}
            device.pin = stored["pin"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise AppError(
                f"The phone's settings in {path} can't be read ({error}). Delete the file to start afresh."
            ) from None

    def save(self, device: Device) -> None:
        """Write what changed."""
        if self.folder is None:
            return
        stored = {
            "settings": [[space, name, value] for (space, name), value in device.settings.items()],
            "permissions": sorted(map(list, device.permissions)),
            "pin": device.pin,
        }
        now = json.dumps(stored)  # without indent, which json knows only the slow way
        if now != self._saved and write_whole(self.folder / "device.json", json.dumps(stored, indent=1)):
            self._saved = now
