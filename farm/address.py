"""Where a farm is met. What leaves this machine is encrypted, and both ends show the farm's key; anything else is refused: who
reaches the port of a scheduler or a worker can have code run there."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path

from ground import paths
from ground.errors import SettingsError

PORT = 8786
_ADDRESS = re.compile(r"(?:(tcp|tls)://)?(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?/?")


@dataclass(frozen=True)
class Address:
    """Host and port, and the key that is shown there."""

    host: str
    port: int
    key: Path | None = None
    """None only on this machine."""

    def __str__(self) -> str:
        return f"{'tls' if self.key else 'tcp'}://{self.host}:{self.port}"

    @property
    def local(self) -> bool:
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether it can only be reached from this machine. A name other than localhost isn't believed."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def parse(text: str, key: Path | None = None, *, default_port: int = PORT) -> Address:
    """An address as a person writes it: `127.0.0.1:8786`, `10.0.0.5`, `tls://shelf:8786`. `key` None is the farm's key in its
    usual place, where there is one and the address needs one. Raises SettingsError, with what to do."""
    match = _ADDRESS.fullmatch(text.strip())
    if match is None or int(match[3] or 0) > 65535:
        raise SettingsError(f"{text!r} is no address of a farm. Such as: 10.0.0.5:{PORT}")
    scheme, host, port = match[1], match[2], int(match[3]) if match[3] else default_port
    local = is_loopback(host)
    if scheme == "tcp" and not local:
        raise SettingsError(
            f"{text} would go through the network unencrypted, and whoever reaches it could run code on both machines. Say "
            f"tls://{host}:{port}, with the farm's key on both: thumbwright farm key"
        )
    encrypted = scheme == "tls" or not local or key is not None
    if not encrypted:
        return Address(host, port)
    used = key or paths.farm_key_file()
    if not used.is_file():
        raise SettingsError(
            f"{host}:{port} needs the farm's key, and {used} isn't there. Make it once, thumbwright farm key, and copy that file "
            "to every machine of the farm; without it only 127.0.0.1 can be used."
        )
    return Address(host, port, used)
