"""The phones of one server: each opened for one call, by the name that the call gives. None is kept as the present one.

The demo phone lives as long as the server, once it was named: it would begin anew with each call.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ground.phone_lock import in_use
from ground.settings import load_settings
from thumbwright.use.phone_names import names, serial_of

from .results import PhoneRow

if TYPE_CHECKING:
    from demophone.process import DemoPhoneProcess
    from phones.phone import Phone

DEMO = "demo"


class Shelf:
    """Opens phones by their names; `close` ends the demo phone where it was begun here."""

    def __init__(self) -> None:
        self._demo: DemoPhoneProcess | None = None
        self._lock = threading.Lock()

    def serial(self, phone: str) -> str:
        """What adb calls it; the demo phone is begun where there is none yet. Raises PhoneError."""
        wanted = serial_of(phone.strip())
        return self._demo_address() if wanted == DEMO else wanted

    @contextlib.contextmanager
    def opened(self, serial: str, *, doing: str = "", lock: bool = True) -> Iterator[Phone]:
        """The phone with what `serial` gave, for one call. Raises PhoneError; PhoneInUse where somebody else has it."""
        from thumbwright.use.opening import opened_phone

        with opened_phone(serial, doing=doing, lock=lock) as phone:
            yield phone

    def rows(self) -> list[PhoneRow]:
        """Every phone that adb knows, and the demo phone. Raises PhoneError where adb doesn't work."""
        import os

        from phones.adb import list_phones

        if adb := load_settings().adb_path:
            os.environ.setdefault("ADBUTILS_ADB_PATH", adb)
        called, demo = names(), self._running()
        rows = [
            PhoneRow(
                serial=phone.serial,
                name=called.get(phone.serial, ""),
                model=phone.model,
                state=phone.words,
                ready=phone.ready,
                in_use_by=_holder(phone.serial),
            )
            for phone in list_phones()
            if phone.serial != demo
        ]
        return [
            *rows,
            PhoneRow(
                serial=DEMO,
                model="a phone on this computer, with made-up apps",
                state="ready",
                ready=True,
                in_use_by=_holder(demo) if demo else "",
            ),
        ]

    def close(self) -> None:
        with self._lock:
            if self._demo is not None:
                self._demo.close()
                self._demo = None

    def _running(self) -> str:
        with self._lock:
            alive = self._demo is not None and self._demo.process.poll() is None
            return self._demo.address if self._demo is not None and alive else ""

    def _demo_address(self) -> str:
        from demophone.process import DemoPhoneProcess

        with self._lock:
            if self._demo is not None and self._demo.process.poll() is None:
                return self._demo.address
            if self._demo is not None:
                self._demo.close()
                self._demo = None
            there = in_use(DEMO)
            if there is not None and there.holder is not None and there.holder.address:
                return there.holder.address  # somebody keeps one running, and lets others in
            self._demo = DemoPhoneProcess(doing="thumbwright mcp")
            return self._demo.address


def _holder(serial: str) -> str:
    held = in_use(serial)
    return held.who if held is not None else ""
