"""uiautomator's server on the phone: put there, started, started again, stopped. The one module that knows uiautomator2.

Decides when a server has to be started and what its refusal means; the calls to it are `rpc`'s. A server that answers
already (another program started it) is used and left running. uiautomator2 is imported only when something has to be
started, since it takes longer to import than the rest together.
"""

from __future__ import annotations

import atexit
import contextlib
import logging
import time
from typing import TYPE_CHECKING

from ground.errors import PhoneError

from .errors import CallRefused, ServerLost
from .rpc import PORT, ping

if TYPE_CHECKING:
    from uiautomator2 import Device as Device
    from uiautomator2.core import BasicUiautomatorServer

    from .line import Line

# the brackets keep pkill from finding its own shell
_KILL = "pkill -9 -f 'com[.]wetest[.]uia2[.]Main'"
_JAR = "/data/local/tmp/u2.jar"
_KEYBOARD_APP = "com.github.uiautomator"
_DYING_S = 3.0
_log = logging.getLogger(__name__)


class Server:
    """The server on one phone."""

    def __init__(self, line: Line, port: int = PORT) -> None:
        self._line = line
        self._port = port
        self._started: BasicUiautomatorServer | None = None

    def start(self) -> None:
        """Make the server answer, whoever started it. Raises ServerLost."""
        answers = ping(self._line, self._port)
        if answers:
            return
        if answers is None:
            self._kill()  # it hangs; uiautomator2 would wait ten minutes for it
        try:
            self._launch()
        except ServerLost as error:
            # one that lost its connection, but not its life, still holds Android's only place for it
            _log.info("starting once more after: %s", error)
            self._kill()
            self._launch()

    def restart(self) -> None:
        """Stop it whoever started it, since it answers no more, and start it again. Raises ServerLost."""
        self.stop()
        if ping(self._line, self._port) is not False:
            self._kill()
        self.start()

    def stop(self) -> None:
        """Stop what we started; safe to call twice."""
        started, self._started = self._started, None
        if started is not None:
            atexit.unregister(started.stop_uiautomator)
            with contextlib.suppress(Exception):  # the line may be gone, and the server with it
                started.stop_uiautomator(wait=False)  # type: ignore[no-untyped-call]

    def _launch(self) -> None:
        import adbutils
        from uiautomator2 import exceptions
        from uiautomator2.core import BasicUiautomatorServer

        self.stop()
        try:
            self._started = BasicUiautomatorServer(self._line.device, self._port)
        except exceptions.AccessibilityServiceAlreadyRegisteredError as error:
            raise ServerLost(self._line.serial, "another automation tool is connected already") from error
        except (exceptions.DeviceError, exceptions.RPCError, adbutils.AdbError, OSError) as error:
            raise ServerLost(self._line.serial, " ".join(str(error).split())[:200] or type(error).__name__) from error

    def _kill(self) -> None:
        with contextlib.suppress(PhoneError):
            self._line.shell(_KILL, doing="stop the old server")
        deadline = time.monotonic() + _DYING_S
        while ping(self._line, self._port, timeout_s=1.0) is not False and time.monotonic() < deadline:
            time.sleep(0.05)


def uiautomator2_device(serial: str) -> Device:
    """The phone as uiautomator2's own client, on the server that answers there already. Raises ServerLost."""
    import uiautomator2

    try:
        device: Device = uiautomator2.connect(serial)
    except Exception as error:  # its errors have no root of their own
        raise ServerLost(serial, " ".join(str(error).split())[:200] or type(error).__name__) from error
    return device


def keyboard_apk() -> str:
    """Path of the keyboard app that comes with uiautomator2 and types what it is told over adb."""
    from importlib.resources import files

    return str(files("uiautomator2") / "assets" / "app-uiautomator.apk")


def remove_traces(line: Line) -> list[str]:
    """Take off the phone what uiautomator2 and we put there; returns what was removed. Raises PhoneError."""
    with contextlib.suppress(PhoneError):
        line.shell(_KILL, doing="stop the server")
    removed = []
    if line.shell(["ls", _JAR]).strip() == _JAR:
        line.shell(["rm", "-f", _JAR])
        removed.append(_JAR)
    # of the user in front: a work profile or a Secure Folder isn't the shell's to look into
    printed = line.shell(["pm", "list", "packages", "--user", "current", _KEYBOARD_APP])
    if "Exception" in printed:
        raise CallRefused(line.serial, "look for the adb keyboard", printed.strip().splitlines()[-1][:200])
    if f"package:{_KEYBOARD_APP}" in printed.split():
        said = line.shell(["pm", "uninstall", _KEYBOARD_APP], doing="remove the adb keyboard", timeout_s=60.0)
        if "Success" not in said:
            raise CallRefused(line.serial, "remove the adb keyboard", said.strip())
        removed.append(_KEYBOARD_APP)
    return removed
