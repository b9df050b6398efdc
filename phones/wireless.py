"""Phones without a cable: pairing by QR code or by a shown code, finding them again when their port changed, `adb tcpip`.

Discovery is adb's own (`adb mdns services`); this reads what it prints and decides which service is meant. What the QR code
looks like in a terminal is the UI's.
"""

from __future__ import annotations

import re
import secrets
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ground.errors import CancelledError, PhoneError

from . import adb
from .errors import AdbMissing, NoPhone, PairingFailed
from .line import Line

_SERVICE = re.compile(r"^(?P<name>\S.*?)\s+(?P<kind>_adb[a-z-]*\._tcp)\.?\s+(?P<address>\S+:\d+)\s*$")
_KINDS: dict[str, Literal["pairing", "connect", "plain"]] = {
    "_adb-tls-pairing._tcp": "pairing",
    "_adb-tls-connect._tcp": "connect",
    "_adb._tcp": "plain",
}
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
LOOK_S = 1.0
PATIENCE_S = 120.0
"""How long somebody may take to find the menu on the phone and scan."""
_CONNECT_S = 10.0


@dataclass(frozen=True)
class Service:
    """One phone's offer on the local network."""

    name: str
    kind: Literal["pairing", "connect", "plain"]
    address: str
    """`host:port`; IPv6 hosts stand in brackets."""

    @property
    def host(self) -> str:
        return self.address.rpartition(":")[0]


@dataclass(frozen=True)
class Ticket:
    """A name and a password that a phone takes from a QR code and offers for pairing."""

    name: str
    password: str

    @property
    def text(self) -> str:
        """What stands in the QR code."""
        return f"WIFI:T:ADB;S:{self.name};P:{self.password};;"


def new_ticket() -> Ticket:
    """A fresh one; short, so that its QR code fits a small terminal."""

    def word(length: int) -> str:
        return "".join(secrets.choice(_LETTERS) for _ in range(length))

    return Ticket(f"tw-{word(5)}", word(10))


def read_services(printed: str) -> list[Service]:
    """What `adb mdns services` printed; lines that say something else are left out."""
    found = [match for line in printed.splitlines() if (match := _SERVICE.match(line.strip()))]
    return [
        Service(match["name"], _KINDS[match["kind"]], match["address"]) for match in found if match["kind"] in _KINDS
    ]


def discovered() -> list[Service]:
    """What phones offer on the local network just now. Raises AdbMissing."""
    adb.open_client()
    return read_services(_adb("mdns", "services"))


def pair_by_ticket(
    ticket: Ticket,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    look: Callable[[], list[Service]] = discovered,
    pair: Callable[[str, str], None] = adb.pair,
    timeout_s: float = PATIENCE_S,
) -> str:
    """Wait until a phone has scanned the ticket, pair with it and return its host. Raises PairingFailed, CancelledError."""
    until = time.monotonic() + timeout_s
    while time.monotonic() < until:
        if cancelled():
            raise CancelledError("Pairing was stopped.")
        offer = next((s for s in look() if s.kind == "pairing" and s.name == ticket.name), None)
        if offer is not None:
            pair(offer.address, ticket.password)
            return offer.host
        _wait(LOOK_S, cancelled)
    raise PairingFailed(
        "the phone",
        f"nothing scanned the code within {timeout_s:.0f} s; is it in the same Wi-Fi, without a guest network",
    )


def connect_host(
    host: str,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    look: Callable[[], list[Service]] = discovered,
    connect: Callable[[str], adb.Listed] = adb.connect,
    timeout_s: float = _CONNECT_S,
) -> adb.Listed:
    """Connect to a paired phone, whatever its port is now: wireless debugging takes a new one each time.

    Raises NoPhone where it doesn't offer itself, and what connecting raises.
    """
    until = time.monotonic() + timeout_s
    while True:
        offer = next((s for s in look() if s.kind in ("connect", "plain") and s.host == host), None)
        if offer is not None:
            return connect(offer.address)
        if time.monotonic() > until or cancelled():
            raise NoPhone(host, [s.address for s in look() if s.kind == "connect"])
        _wait(LOOK_S, cancelled)


def connect_anyhow(
    address: str,
    *,
    look: Callable[[], list[Service]] = discovered,
    connect: Callable[[str], adb.Listed] = adb.connect,
) -> adb.Listed:
    """Connect to HOST[:PORT]; where the port is no longer right, the one that the host offers now. Raises PhoneError."""
    try:
        return connect(address)
    except PhoneError as error:
        host = address.rpartition(":")[0] if ":" in address else address
        try:
            return connect_host(host, look=look, connect=connect, timeout_s=0.0)
        except PhoneError:
            raise error from None


def by_tcpip(serial: str, port: int = 5555) -> adb.Listed:
    """Have a phone on a cable listen on the network, and connect to it there: for Android 10 and older.

    It ends when the phone restarts. Raises PhoneError where the phone is in no Wi-Fi, and what connecting raises.
    """
    line = Line(serial)
    printed = line.shell("ip -f inet addr show wlan0; ip route", doing="ask for its address")
    match = re.search(r"(?:inet |src )(\d+\.\d+\.\d+\.\d+)", printed)
    if match is None:
        raise PhoneError(f"{serial} is in no Wi-Fi, so it has no address there. Let it join the one of this computer.")
    _adb("-s", serial, "tcpip", str(port))
    return adb.connect(f"{match[1]}:{port}", timeout_s=15.0)


def disconnect(serial: str) -> None:
    """Forget a phone on the network: an offline one would be listed for ever."""
    adb.open_client().disconnect(serial)


def restart_server() -> None:
    """End adb's server and start it again. Phones on the network have to be connected anew."""
    adb.open_client()
    _adb("kill-server")
    until = time.monotonic() + 5.0
    while adb._answers(*adb.server_address()) and time.monotonic() < until:
        time.sleep(0.05)
    adb.open_client()


def _adb(*arguments: str) -> str:
    host, port = adb.server_address()
    program = adb.adb_program()
    try:
        done = subprocess.run(
            [program, "-H", host, "-P", str(port), *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=20.0,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise AdbMissing(program, f"{' '.join(arguments)}: {error}") from error
    if done.returncode:
        raise AdbMissing(program, f"{' '.join(arguments)}: {(done.stderr or done.stdout).strip()}")
    return done.stdout


def _wait(seconds: float, cancelled: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and not cancelled():
        time.sleep(min(0.1, seconds))
