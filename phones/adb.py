"""Finding phones and talking to one through the adb server.

Decides which phone is meant and what a failing adb line comes to (gone, busy, refused); what is said over the line is left
to `rpc` and `android`. The server's place comes from ANDROID_ADB_SERVER_HOST and ANDROID_ADB_SERVER_PORT, as for adb
itself; where none runs one is started, from ADBUTILS_ADB_PATH or the adb that comes with adbutils.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ground.errors import PhoneError

from .errors import (
    AdbMissing,
    AdbVersionClash,
    ConnectFailed,
    NoPhone,
    Offline,
    PairingFailed,
    SeveralPhones,
    Unauthorized,
)
from .listed import READY as READY
from .listed import Listed as Listed
from .listed import read_listed as read_listed
from .listed import wireless as wireless
from .listed_twice import WHO, Ask, read_who, same_phone, twice

if TYPE_CHECKING:
    import adbutils

_log = logging.getLogger(__name__)
_LOCAL = ("", "localhost", "127.0.0.1", "::1")
_PORT = 5037
PATIENCE_S = 2.0
"""So long may a phone that vanished take to come back: an unplugged one has to be noticed within three seconds."""
WHO_S = 5.0
"""So long may a phone take to say which one it is."""
ANSWER_S = 20.0
"""So long may the adb server take for a piece of its answer."""


def adb_program() -> str:
    """The adb to start a server with: ADBUTILS_ADB_PATH, else the bundled one, else that of PATH. Raises AdbMissing."""
    import adbutils

    chosen = os.environ.get("ADBUTILS_ADB_PATH")
    if chosen:
        if shutil.which(chosen) is None:
            raise AdbMissing(chosen, "ADBUTILS_ADB_PATH names no program")
        return chosen
    bundled = Path(adbutils.__file__).parent / "binaries" / ("adb.exe" if os.name == "nt" else "adb")
    if os.access(bundled, os.X_OK):
        return str(bundled)
    found = shutil.which("adb")
    if found is None:
        raise AdbMissing("none found", "neither bundled nor on PATH")
    return found


def server_address() -> tuple[str, int]:
    """Host and port of the adb server, from the environment. Raises AdbMissing where the port is no number."""
    port = os.environ.get("ANDROID_ADB_SERVER_PORT") or str(_PORT)
    if not port.isdecimal():
        raise AdbMissing(f"port {port}", "ANDROID_ADB_SERVER_PORT is not a number")
    return os.environ.get("ANDROID_ADB_SERVER_HOST") or "127.0.0.1", int(port)


def open_client() -> adbutils.AdbClient:
    """A client of the adb server, which is started where it doesn't run. Raises AdbMissing, AdbVersionClash."""
    import adbutils

    host, port = server_address()
    if not _answers(host, port):
        if host not in _LOCAL:
            raise AdbMissing(f"{host}:{port}", "no adb server answers there (ANDROID_ADB_SERVER_HOST)")
        _start_server(port)
    return adbutils.AdbClient(host, port)


def list_phones(client: adbutils.AdbClient | None = None) -> list[Listed]:
    """What the adb server lists, ready or not, without the ghosts. Raises AdbMissing."""
    return [phone for phone in list_all(client) if not is_ghost(phone)]


def is_ghost(phone: Listed) -> bool:
    """Whether adb still lists a phone of this computer (a demo phone, an emulator) that has ended: nothing listens there."""
    host, _, port = phone.serial.rpartition(":")
    return phone.state == "offline" and host in _LOCAL[1:] and port.isdecimal() and not _answers(host, int(port))


def list_all(client: adbutils.AdbClient | None = None) -> list[Listed]:
    """Every line of the adb server's list. Raises AdbMissing."""
    import adbutils

    client = client or open_client()
    try:
        with contextlib.closing(timed(client).make_connection().conn) as connection:
            asked = b"host:devices-l"
            connection.sendall(b"%04x%b" % (len(asked), asked))
            printed = _answered(connection)
    except (adbutils.AdbError, OSError, ValueError) as error:
        raise AdbMissing(f"{client.host}:{client.port}", str(error)) from error
    return read_listed(printed)


def _answered(connection: socket.socket) -> str:
    """What the adb server says, whole. Raises OSError or ValueError where it says no, or something else."""

    def exactly(size: int) -> bytes:
        data = b""
        while len(data) < size and (piece := connection.recv(size - len(data))):
            data += piece
        if len(data) < size:
            raise ConnectionError("adb's server hung up")
        return data

    if exactly(4) != b"OKAY":
        raise ConnectionError(exactly(int(exactly(4), 16)).decode("utf-8", "replace"))
    return exactly(int(exactly(4), 16)).decode("utf-8", "replace")


def timed(client: adbutils.AdbClient) -> adbutils.AdbClient:
    """The same server, which is not waited for for ever: one that hangs takes connections and says nothing. A shell that
    stays open, as uiautomator's does, must not be cut off so."""
    import adbutils

    return adbutils.AdbClient(client.host, client.port, socket_timeout=ANSWER_S)


def listed_twice(phones: Sequence[Listed], client: adbutils.AdbClient | None = None) -> dict[str, str]:
    """The lines that aren't needed, since another one is of the same phone: see `twice`. The phones are asked."""
    return twice(phones, lambda serial: _asker(client)(serial))


def once(phones: Sequence[Listed]) -> list[Listed]:
    """The same list without those."""
    needless = listed_twice(phones)
    return [phone for phone in phones if phone.serial not in needless]


def lines_of(phone: Listed, listed: Sequence[Listed]) -> list[str]:
    """The serials of all lines of a phone, its own among them, sorted: who has it by one of them has it by all."""
    needless = listed_twice([phone, *(one for one in listed if one.ready and one.serial != phone.serial)])
    used = needless.get(phone.serial, phone.serial)
    return sorted({phone.serial, used, *(line for line, other in needless.items() if other == used)})


def _asker(client: adbutils.AdbClient | None) -> Ask:
    import adbutils

    server = client or open_client()
    quick = adbutils.AdbClient(server.host, server.port, socket_timeout=WHO_S)

    def ask(serial: str) -> str:
        try:
            return read_who(str(quick.device(serial).shell(WHO, timeout=WHO_S)))
        except (adbutils.AdbError, OSError):
            return ""

    return ask


def choose(phones: Sequence[Listed], serial: str | None = None) -> Listed:
    """The phone meant: the one named (or by ANDROID_SERIAL), else the only one that is ready, whatever else is listed. One that is
    listed several times is one; which of its lines is used is said in the log.

    Raises NoPhone, SeveralPhones, Unauthorized or Offline.
    """
    serial = serial or os.environ.get("ANDROID_SERIAL") or None
    if serial is not None:
        named = [phone for phone in phones if phone.serial in (serial, f"{serial}:5555")]
        if not named:
            others = [f"{phone.serial} ({phone.words})" for phone in phones if not phone.ready]
            raise NoPhone(serial, [phone.serial for phone in phones if phone.ready], others)
        if not named[0].ready:
            raise _not_ready(named)
        return named[0]
    ready = [phone for phone in phones if phone.ready]
    if len(ready) > 1:
        needless = listed_twice(ready)
        for line in needless:
            _log.info("%s is %s", line, same_phone(needless, line))
        ready = [phone for phone in ready if phone.serial not in needless]
    if len(ready) > 1:
        raise SeveralPhones([phone.serial for phone in ready])
    if not ready:
        raise _not_ready(phones) if phones else NoPhone(None, [])
    return ready[0]


def connect(address: str, client: adbutils.AdbClient | None = None, timeout_s: float = 10.0) -> Listed:
    """Connect a phone by `host:port` and wait until it is ready.

    A connection that adb still holds is dropped first: after the phone went away adb would say "already connected" for
    ever. Raises ConnectFailed, Unauthorized or Offline.
    """
    import adbutils

    client = client or open_client()
    address = address if wireless(address) else f"{address}:5555"
    try:
        timed(client).disconnect(address)
        said = client.connect(address, timeout=timeout_s)
    except (adbutils.AdbError, OSError) as error:
        _forget(client, address)  # adb would list it as offline from now on
        late = isinstance(error, (TimeoutError, adbutils.AdbTimeout))
        raise ConnectFailed(address, f"no answer within {timeout_s:g} s" if late else str(error)) from error
    # adb says "failed to authenticate" on a first connection though the phone is ready a moment later
    if not said.startswith(("connected", "already connected", "failed to authenticate")):
        raise ConnectFailed(address, said)
    deadline = time.monotonic() + timeout_s
    while True:
        listed = [phone for phone in list_phones(client) if phone.serial == address]
        if listed and listed[0].ready:
            return listed[0]
        if not listed:
            raise ConnectFailed(address, "adb connected and lost it again")
        if time.monotonic() > deadline:
            raise _not_ready(listed)
        time.sleep(0.1)


def _forget(client: adbutils.AdbClient, address: str) -> None:
    import adbutils

    with contextlib.suppress(adbutils.AdbError, OSError):
        timed(client).disconnect(address)


def pair(address: str, code: str) -> None:
    """Pair with a phone that shows a pairing code (Android 11 and newer).

    `address` is the one shown beside the code, which is not the one to connect to. Raises AdbMissing, PairingFailed.
    """
    open_client()
    program = adb_program()
    host, port = server_address()
    try:
        # the code goes in by the terminal's way, where no list of processes shows it
        done = subprocess.run(
            [program, "-H", host, "-P", str(port), "pair", address],
            input=f"{code}\n",
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",  # a computer of another language says so in its own letters
            timeout=30.0,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PairingFailed(address, type(error).__name__) from error
    if "Successfully paired" not in done.stdout:
        said = [line for line in f"{done.stdout}\n{done.stderr}".splitlines() if line.strip()]
        raise PairingFailed(address, said[-1].removeprefix("Enter pairing code: ") if said else "adb said nothing")


def _not_ready(phones: Sequence[Listed]) -> PhoneError:
    for phone in phones:
        if phone.state in ("unauthorized", "authorizing"):
            return Unauthorized(phone.serial)
    return Offline(phones[0].serial, phones[0].words)


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=2.0):
            return True
    except OSError:
        return False


def _start_server(port: int) -> None:
    program = adb_program()
    environment = dict(os.environ)
    if sys.platform == "linux":
        # with libusb it waits three seconds for USB where there is no udev (containers); adb's own code for Linux, which
        # served for years before libusb, finds the same phones and answers as soon as it has looked once
        environment.setdefault("ADB_LIBUSB", "0")
    try:
        # no pipes: the server would inherit them and keep us waiting
        done = subprocess.run(
            [program, "-P", str(port), "start-server"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=20.0,
            check=False,
            env=environment,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise AdbMissing(program, str(error)) from error
    # another program may have started it at the same moment: ours then ends with an error, and a server is there
    if not _answers("127.0.0.1", port):
        raise AdbMissing(program, f"its server doesn't start on port {port} (exit code {done.returncode})")


def check_versions(client: adbutils.AdbClient) -> int:
    """The protocol version that our adb program and the running server share. Raises AdbVersionClash."""
    program = adb_program()
    try:
        said = subprocess.run([program, "version"], capture_output=True, timeout=20.0, check=False).stdout.decode(
            "utf-8", "replace"
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise AdbMissing(program, str(error)) from error
    match = re.search(r"version 1\.0\.(\d+)", said)
    if match is None:
        raise AdbMissing(program, "it doesn't tell its version")
    ours, theirs = int(match[1]), int(client.server_version())  # type: ignore[no-untyped-call]
    if ours != theirs:
        raise AdbVersionClash(ours, theirs)
    return ours
