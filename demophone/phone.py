"""A whole demo phone: a device behind an adbd, in an event loop or in a thread of its own.

Decides when the phone can be reached (`unplug`, `replug`) and when uiautomator's server dies (`kill_server`); what is on
the screen is the device's affair.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from ground.errors import PhoneError

# the shell's commands announce themselves when their modules are imported
from . import (  # noqa: F401
    dumpsys,
    dumpsys_itself,
    shell_android,
    shell_basics,
    shell_content,
    shell_files,
    shell_input,
    shell_packages,
)
from .adbd import Adbd
from .android import Android, Asked
from .auth import AuthPolicy, KeyStore
from .contract import DeviceApi
from .latency import INSTANT, Latency
from .services import Services

T = TypeVar("T")
_START_TIMEOUT_S = 30.0
_CALL_TIMEOUT_S = 60.0


class DemoPhone:
    """A running phone. Make one with `await DemoPhone.start(device)`; every method runs in its loop."""

    def __init__(
        self, device: DeviceApi, *, auth: AuthPolicy | None = None, keys: Path | None = None, latency: Latency = INSTANT
    ) -> None:
        self.device = device
        self.android = Android(device, latency)
        self.keys = KeyStore(auth, keys) if auth else None
        self.services = Services(self.android)
        self.android.faults.phone = self
        self.background: set[asyncio.Task[object]] = set()
        self._adbd = Adbd(device.props, self.services.open, self.keys)

    @classmethod
    async def start(
        cls,
        device: DeviceApi,
        *,
        port: int = 0,
        auth: AuthPolicy | None = None,
        keys: Path | None = None,
        latency: Latency = INSTANT,
    ) -> DemoPhone:
        """Listen on a loopback port (0 takes a free one).

        `auth` None lets every computer in; "accept" asks for a key and takes in new ones; "refuse" takes in none but those
        in the file `keys`. Raises PhoneError where the port is taken.
        """
        phone = cls(device, auth=auth, keys=keys, latency=latency)
        await phone._adbd.start(port)
        phone._number()
        return phone

    def _number(self) -> None:
        """No two phones have one serial number."""
        if self.device.props.get("ro.serialno", "").startswith("DEMO"):
            self.device.props["ro.serialno"] = f"DEMO{self.port:05d}"

    @property
    def port(self) -> int:
        """Also while unplugged: `replug` listens there again."""
        return self._adbd.port

    @property
    def serial(self) -> str:
        """What adb calls it once connected."""
        return f"127.0.0.1:{self.port}"

    @property
    def trace(self) -> Iterable[Asked]:
        """What was asked of the phone, oldest first: shell lines, RPC methods, file requests."""
        return self.android.trace

    async def unplug(self) -> None:
        """Drop every connection and refuse new ones. The UI server dies with the shell that held it."""
        await self._adbd.stop()

    async def hang_up(self) -> None:
        """Drop every connection; new ones are let in."""
        self._adbd.hang_up()

    async def replug(self) -> None:
        """Let connections in again, if they aren't."""
        if not self._adbd.listens:
            await self._adbd.start(self._adbd.port)

    def replace_device(self, device: DeviceApi) -> None:
        """Another device behind the same port: what a factory reset comes to. Files and connections stay."""
        self.device = self.android.device = device
        self._number()
        self.android.faults.disarm()
        for task in self.background:
            task.cancel()
        self.services.ui_server.taken = False

    def kill_server(self) -> None:
        """uiautomator's server dies, as under memory pressure."""
        self.services.ui_server.kill()

    async def stop(self) -> None:
        for task in self.background:
            task.cancel()
        await self._adbd.stop()


class DemoPhoneThread:
    """A demo phone with a thread and a loop to itself, for code that isn't asynchronous.

    `device` may be a function that makes one: it is then made in the phone's thread. `call` runs something there, which is
    the only safe way to touch the device from outside.
    """

    def __init__(
        self,
        device: DeviceApi | Callable[[], DeviceApi],
        *,
        port: int = 0,
        auth: AuthPolicy | None = None,
        keys: Path | None = None,
        latency: Latency = INSTANT,
    ) -> None:
        self._device, self._auth, self._keys, self._latency = device, auth, keys, latency
        self._wanted_port = port
        self._phone: DemoPhone | None = None
        self._failure: BaseException | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._leave: asyncio.Event | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="demo-phone", daemon=True)

    def __enter__(self) -> DemoPhoneThread:
        self._thread.start()
        if not self._ready.wait(_START_TIMEOUT_S):
            raise PhoneError(f"The demo phone didn't start within {_START_TIMEOUT_S:.0f} s. Try again.")
        if self._failure is not None:
            raise self._failure
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the phone and its thread; safe to call twice."""
        loop, leave = self._loop, self._leave
        if loop is not None and leave is not None and self._thread.is_alive():
            loop.call_soon_threadsafe(leave.set)
            self._thread.join(_CALL_TIMEOUT_S)

    def _run(self) -> None:
        try:
            asyncio.run(self._main())
        except BaseException as error:  # whatever it was, it belongs to the thread that started us
            self._failure = error
        finally:
            self._ready.set()

    async def _main(self) -> None:
        self._loop, self._leave = asyncio.get_running_loop(), asyncio.Event()
        device = self._device() if callable(self._device) else self._device
        self._phone = await DemoPhone.start(
            device, port=self._wanted_port, auth=self._auth, keys=self._keys, latency=self._latency
        )
        self._ready.set()
        await self._leave.wait()
        await self._phone.stop()

    @property
    def phone(self) -> DemoPhone:
        if self._phone is None:
            raise PhoneError("The demo phone isn't running. Use it in a with block.")
        return self._phone

    @property
    def device(self) -> DeviceApi:
        """To be touched through `call` only."""
        return self.phone.device

    @property
    def port(self) -> int:
        return self.phone.port

    @property
    def serial(self) -> str:
        return self.phone.serial

    def call(self, function: Callable[[], T]) -> T:
        """Run a function in the phone's loop and return what it returns."""

        async def there() -> T:
            return function()

        return self._await(there)

    def _await(self, make: Callable[[], Awaitable[T]]) -> T:
        if self._loop is None or not self._thread.is_alive():
            raise PhoneError("The demo phone isn't running. Use it in a with block.")

        async def there() -> T:
            return await make()

        return asyncio.run_coroutine_threadsafe(there(), self._loop).result(_CALL_TIMEOUT_S)

    def asked(self, kind: str) -> list[str]:
        """What was asked of the phone so far, of one kind: shell, rpc, sync or http."""
        return self.call(lambda: [item.what for item in self.phone.trace if item.kind == kind])

    def finger(self, x: float, y: float, to: tuple[float, float] | None = None, hold_ms: int = 60) -> bool:
        """A person's finger on the glass: see `Android.finger`."""
        return self._await(lambda: self.phone.android.finger(x, y, to, hold_ms))

    def unplug(self) -> None:
        self._await(self.phone.unplug)

    def replug(self) -> None:
        self._await(self.phone.replug)

    def kill_server(self) -> None:
        self.call(self.phone.kill_server)
