"""The line to one phone through the adb server: its shell, its ports, files to it; and what a failure on the way comes to."""

from __future__ import annotations

import re
import shlex
import socket
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ground.errors import PhoneError

from .adb import PATIENCE_S, connect, list_phones, open_client, timed, wireless
from .deadline import receive
from .errors import Broke, CallRefused, CallTimeout, PhoneLost

if TYPE_CHECKING:
    import adbutils


_BROKEN = re.compile(r"offline|not found|closed|connection|no devices|Unknown data: b", re.IGNORECASE)
"""What adb says of a line that broke, and not of a command."""


class Line:
    """The way to one phone: its shell and its TCP ports. Every failure comes out as a PhoneError that says what was done."""

    def __init__(
        self, serial: str, client: adbutils.AdbClient | None = None, *, patience_s: float = PATIENCE_S
    ) -> None:
        """`patience_s`: how long a phone that vanished may take to come back (adb server restarted, Wi-Fi blinked)."""
        self.serial = serial
        self.client = client or open_client()
        self.patience_s = patience_s
        self._lost = False
        """It was waited for in vain: what comes after that doesn't wait as long again."""

    @property
    def device(self) -> adbutils.AdbDevice:
        return self.client.device(self.serial)

    def shell(
        self, command: str | Iterable[str], *, doing: str = "", timeout_s: float = 20.0, reads: bool = False
    ) -> str:
        """Run a command in the phone's shell and return what it prints; a list's words are quoted. One that only `reads` is asked
        again where the line broke and came back."""
        return (
            self.shell_bytes(command, doing=doing, timeout_s=timeout_s, reads=reads).decode("utf-8", "replace").rstrip()
        )

    def shell_bytes(
        self, command: str | Iterable[str], *, doing: str = "", timeout_s: float = 20.0, reads: bool = False
    ) -> bytes:
        """The same, undecoded: for pictures."""
        line = command if isinstance(command, str) else shlex.join(command)
        try:
            return self._printed(line, doing or line, timeout_s)
        except Broke:
            if not reads:
                raise
            return self._printed(line, doing or line, timeout_s)

    def _printed(self, line: str, doing: str, timeout_s: float) -> bytes:
        import adbutils

        try:
            until = time.monotonic() + timeout_s
            with self._service(f"shell:{line}", timeout_s) as stream:
                output = bytearray()
                while chunk := receive(stream, 1 << 16, until):
                    output += chunk
        except (adbutils.AdbError, OSError) as error:
            raise self.lost(error, doing, timeout_s) from error
        return bytes(output)

    def running(self, command: str, *, doing: str = "", timeout_s: float = 5.0) -> socket.socket:
        """A command that goes on, with a terminal of its own: what it prints comes from the socket, and closing that ends it."""
        import adbutils

        try:
            try:
                stream = self._service(f"shell,pty:{command}", timeout_s)
            except adbutils.AdbError:  # before Android 7 every shell has a terminal, and none knows the word
                stream = self._service(f"shell:{command}", timeout_s)
        except (adbutils.AdbError, OSError) as error:
            raise self.lost(error, doing or command, timeout_s) from error
        stream.settimeout(None)
        return stream

    def stream(self, port: int, *, timeout_s: float = 5.0) -> socket.socket:
        """A socket to a port on the phone, through the adb server. Raises OSError where nothing listens there.

        The adb server passes bytes on as it does for `adb forward`, but nothing is left behind that has to be removed,
        and it works with an adb server on another machine.
        """
        import adbutils

        try:
            return self._service(f"tcp:{port}", timeout_s)
        except adbutils.AdbTimeout as error:
            raise TimeoutError(str(error)) from error
        except adbutils.AdbError as error:
            raise ConnectionRefusedError(str(error)) from error

    def _service(self, name: str, timeout_s: float) -> socket.socket:
        """Open a service of the phone. adbutils asks for the server's version first, sleeps, and leaks on failure."""
        connection = self._transport(timeout_s)
        try:
            connection.send_command(name)
            connection.check_okay()  # type: ignore[no-untyped-call]
        except BaseException:
            connection.conn.close()
            raise
        stream: socket.socket = connection.conn
        stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return stream

    def _transport(self, timeout_s: float) -> adbutils.AdbConnection:
        """A connection through adb's server to the phone. Nothing was asked of the phone yet: where its line has just broken, it
        is made again once the phone is back."""
        import adbutils

        for again in (True, False):
            connection = self.client.make_connection(timeout=timeout_s)
            try:
                connection.send_command(f"host:transport:{self.serial}")
                connection.check_okay()  # type: ignore[no-untyped-call]
            except BaseException as error:
                connection.conn.close()
                broke = isinstance(error, (adbutils.AdbError, OSError)) and not isinstance(
                    error, (TimeoutError, adbutils.AdbTimeout)
                )
                if not (again and broke and self.back()):
                    raise
            else:
                return connection
        raise AssertionError("the second try returns or raises")

    def push(self, local: str, remote: str) -> None:
        """Copy a file to the phone."""
        import adbutils

        try:
            timed(self.client).device(self.serial).sync.push(local, remote)
        except (adbutils.AdbError, OSError) as error:
            raise self.lost(error, f"copy to {remote}", 60.0) from error

    def present(self) -> bool:
        """Whether adb lists the phone as ready."""
        return any(phone.serial == self.serial and phone.ready for phone in list_phones(self.client))

    def back(self) -> bool:
        """Whether the phone is there, or comes back while we are patient; a phone on the network is connected again."""
        deadline = time.monotonic() + (0.0 if self._lost else self.patience_s)
        tried = False
        while True:
            try:
                self.client = open_client()
                if self.present():
                    self._lost = False
                    return True
                if wireless(self.serial) and not tried:
                    tried = True
                    connect(self.serial, self.client, timeout_s=max(0.5, deadline - time.monotonic()))
            except PhoneError:
                pass
            if time.monotonic() > deadline:
                self._lost = True
                return False
            time.sleep(0.1)

    def lost(self, error: Exception, doing: str, timeout_s: float) -> PhoneError:
        """What a failure on the line comes to."""
        import adbutils

        if isinstance(error, (TimeoutError, adbutils.AdbTimeout)):
            return CallTimeout(self.serial, doing, timeout_s)
        if self.back():
            reason = str(error) or type(error).__name__
            if isinstance(error, OSError) or _BROKEN.search(reason):
                return Broke(self.serial, doing, f"the connection was lost for a moment: {reason}")
            return CallRefused(self.serial, doing, reason)
        return PhoneLost(self.serial, doing)
