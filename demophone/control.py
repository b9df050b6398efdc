"""The control channel: what tests and benchmarks may do to a demo phone that no adb client could.

A loopback TCP port, one JSON object a line each way: `{"do": "state", "package": "com.example"}` is answered with
`{"ok": true, "result": …}` or `{"ok": false, "error": "…"}`. The product itself never uses it: it would see what no phone
shows. Commands:

    state package     what the app has stored
    whole             everything the phone keeps: see `whole`
    put package stored
                      make what an app has stored this
    apps              the installed apps: package, label, version
    toast             the last toast's text
    screenshot        the screen, PNG in base64
    asked [kind]      what was asked of the phone so far; kind is shell, rpc, sync or http
    lock, unlock      put up the lock screen with the screen on; take it away
    sleep, wake       the screen off (and locked), and on
    unplug, replug    drop every adb connection and refuse new ones; let them in again
    kill_server       uiautomator's server dies
    fault specs       arm these faults (see `faults`), counting from now
    struck            which have struck, and what became of what they put up
    reset             every app and setting as it was at first
    begin task        of a recording: start at the task's own start state
    left              of a recording: whether an act left it
    report            of a recording: what was done since, and where it ended
    quit              end the phone
"""

from __future__ import annotations

import asyncio
import base64
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from ground.errors import PhoneError, ThumbwrightError

from .device import Device
from .phone import DemoPhone
from .recorded.device import RecordedDevice
from .whole import put_stored, whole_state

log = logging.getLogger(__name__)

_MAX_LINE = 1 << 20
Command = Callable[[dict[str, Any]], Any | Awaitable[Any]]


class ControlError(Exception):
    """What the caller asked can't be done; the message goes back to it."""


class ControlServer:
    """Listens for one phone. `reset` is the phone's owner's affair, since it makes a new device."""

    def __init__(self, phone: DemoPhone, reset: Callable[[], None], leave: Callable[[], None]) -> None:
        self._phone = phone
        self._server: asyncio.Server | None = None
        self._commands: dict[str, Command] = {
            "state": self._state,
            "apps": lambda _: [vars(app) for app in phone.device.apps()],
            "whole": lambda _: whole_state(self._own(), phone.android),
            "put": self._put,
            "toast": lambda _: phone.device.last_toast(),
            "screenshot": lambda _: base64.b64encode(phone.device.screenshot_png()).decode(),
            "asked": self._asked,
            "lock": self._lock,
            "unlock": lambda _: phone.device.unlock(),
            "sleep": lambda _: phone.device.sleep(),
            "wake": lambda _: phone.device.wake(),
            "unplug": lambda _: phone.unplug(),
            "replug": lambda _: phone.replug(),
            "kill_server": lambda _: phone.kill_server(),
            "finger": self._finger,
            "fault": lambda request: phone.android.faults.arm([str(one) for one in request.get("specs") or []]),
            "struck": lambda _: {"struck": phone.android.faults.struck, "told": phone.android.faults.told},
            "reset": lambda _: reset(),
            "begin": lambda request: self._recorded().begin(
                str(request.get("task", "")), stays=bool(request.get("stays"))
            ),
            "left": lambda _: self._recorded().left,
            "report": lambda _: self._recorded().report(),
            "quit": lambda _: leave(),
        }

    async def start(self, port: int = 0) -> int:
        """Listen on loopback; 0 takes a free port. Returns the port. Raises PhoneError."""
        try:
            self._server = await asyncio.start_server(self._serve, "127.0.0.1", port, limit=_MAX_LINE)
        except OSError as error:
            raise PhoneError(
                f"The control channel can't listen on port {port}: {error.strerror}. Choose another."
            ) from None
        found: int = self._server.sockets[0].getsockname()[1]
        return found

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                writer.write(json.dumps(await self._answer(line)).encode() + b"\n")
                await writer.drain()
        except (ConnectionError, ValueError, asyncio.CancelledError):
            # ValueError: a line beyond the limit. Cancelled: our own loop is ending.
            pass
        finally:
            writer.close()

    async def _answer(self, line: bytes) -> dict[str, Any]:
        try:
            request = json.loads(line)
            if not isinstance(request, dict):
                raise ControlError('a JSON object is wanted, such as {"do": "toast"}')
            command = self._commands.get(str(request.get("do")))
            if command is None:
                raise ControlError(f"no command {request.get('do')!r}; there are: {', '.join(self._commands)}")
            result = command(request)
            if isinstance(result, Awaitable):
                result = await result
            json.dumps(result)
            return {"ok": True, "result": result}
        except (ControlError, ThumbwrightError, json.JSONDecodeError) as error:
            return {"ok": False, "error": str(error)}
        except Exception as error:
            log.exception("control command %r failed", line)
            return {"ok": False, "error": f"{type(error).__name__}: {error}"}

    def _state(self, request: dict[str, Any]) -> dict[str, object]:
        package = request.get("package")
        if not isinstance(package, str) or self._phone.android.app(package) is None:
            known = ", ".join(app.package for app in self._phone.device.apps())
            raise ControlError(f'no app "{package}"; installed: {known}')
        return self._phone.device.app_state(package)

    def _put(self, request: dict[str, Any]) -> None:
        stored = request.get("stored")
        if not isinstance(stored, dict):
            raise ControlError("put wants the package, and as `stored` an object")
        put_stored(self._own(), str(request.get("package")), stored)

    def _own(self) -> Device:
        device = self._phone.device
        if not isinstance(device, Device):
            raise ControlError("this phone shows no apps of its own: what it keeps can't be told")
        return device

    async def _finger(self, request: dict[str, Any]) -> bool:
        to = request.get("to")
        try:
            x, y, hold_ms = float(request["x"]), float(request["y"]), int(request.get("hold_ms", 60))
            end = None if to is None else (float(to[0]), float(to[1]))
        except (KeyError, IndexError, TypeError, ValueError):
            raise ControlError("finger wants numbers: x, y, and perhaps `to` as [x, y], hold_ms") from None
        return await self._phone.android.finger(x, y, end, hold_ms)

    def _recorded(self) -> RecordedDevice:
        device = self._phone.device
        if not isinstance(device, RecordedDevice):
            raise ControlError("this phone shows no recording; start it with --recorded DIR")
        return device

    def _asked(self, request: dict[str, Any]) -> list[dict[str, Any]]:
        kind = request.get("kind")
        return [item._asdict() for item in self._phone.trace if kind in (None, item.kind)]

    def _lock(self, request: dict[str, Any]) -> None:
        device = self._phone.device
        device.sleep()
        device.locked = True
        device.wake()
