"""The lines of adb's list of phones, read."""

from __future__ import annotations

import re
from dataclasses import dataclass

READY = "device"
_WORDS = {
    READY: "ready",
    "unauthorized": "waiting for “Allow USB debugging” on its screen",
    "authorizing": "being asked to allow this computer",
    "offline": "offline",
    "no": "not readable by this user (udev rules)",
    "recovery": "in recovery",
    "sideload": "in recovery",
    "bootloader": "in its bootloader",
    "connecting": "connecting",
}
_LISTED = re.compile(
    r"(?P<serial>\S.*?)\s+(?P<state>device|offline|unauthorized|authorizing|connecting|recovery|sideload|rescue|bootloader|host|"
    r"detached|no permissions?\b.*?)(?:\s+(?P<tags>(?:usb|product|model|device|transport_id|features):.*))?$"
)
_MDNS = re.compile(r"\._adb(?:-tls-connect)?\._tcp\.?$")


@dataclass(frozen=True)
class Listed:
    """One line of the adb server's list."""

    serial: str
    state: str
    """adb's own word: device, unauthorized, offline, …"""
    model: str = ""

    @property
    def words(self) -> str:
        """The state as a person says it."""
        return _WORDS.get(self.state, self.state)

    @property
    def ready(self) -> bool:
        return self.state == READY


def read_listed(printed: str) -> list[Listed]:
    """The lines of `adb devices -l`. A wireless phone's serial may have blanks in it: `adb-1A2B (2)._adb-tls-connect._tcp`."""
    found = []
    for line in printed.splitlines():
        match = _LISTED.match(line.strip())
        if match is not None:
            model = re.search(r"\bmodel:(\S+)", match["tags"] or "")
            state = "no" if match["state"].startswith("no") else match["state"]
            found.append(Listed(match["serial"], state, model[1].replace("_", " ") if model else ""))
    return found


def wireless(serial: str) -> bool:
    """Whether a phone is connected over the network: by address, or by the name it goes by there."""
    return ":" in serial or bool(_MDNS.search(serial))
