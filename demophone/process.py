"""Starting the demo phone as a process of its own and connecting adb to it: what `-s demo` means."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ground import paths
from ground.errors import PhoneError
from ground.phone_lock import phone_lock


class DemoPhoneProcess:
    """The demo phone, running until `close` (or until we end: it watches its standard input).

    Raises PhoneError where it doesn't start.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        state: Path | None = None,
        reset: bool = False,
        apps: Sequence[Path] = (),
        realistic: bool = False,
        faults: Sequence[str] = (),
        control: bool = False,
        fixed_clock: str = "",
        recorded: Path | None = None,
        doing: str = "",
    ) -> None:
        """`state` None keeps the phone's data where the person's demo phone keeps it, which only one can have at a time:
        `doing` is what others are told of us then. `recorded` shows a DroidBot folder instead of the demo phone's own apps.
        """
        command = [sys.executable, "-m", "demophone", "--port", str(port), "--with-parent"]
        if recorded is not None:
            command += ["--recorded", str(recorded)]
        else:
            command += ["--state", str(state or paths.private_dir(paths.demo_dir() / "state"))]
        command += ["--reset"] if reset else []
        command += ["--realistic"] if realistic else []
        command += ["--control-port", "0"] if control else []
        command += ["--fixed-clock", fixed_clock] if fixed_clock else []
        for fault in faults:
            command += ["--fault", fault]
        for app in apps:
            command += ["--app", str(app)]
        # stderr goes where nobody has to read it but somebody can
        self.log = paths.demo_dir() / "demophone.log"
        with contextlib.ExitStack() as held:
            tell = held.enter_context(phone_lock("demo", doing)) if state is None and recorded is None else None
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=held.enter_context(self.log.open("ab")),
                start_new_session=True,  # Ctrl-C in the terminal is ours: what was begun on the phone is to be undone first
            )
            self._held = held.pop_all()
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        try:
            ready = json.loads(line)
        except ValueError:
            self.close()
            tail = self.log.read_text("utf-8", "replace").strip().splitlines()[-1:]
            raise PhoneError(
                f"The demo phone did not start: {''.join(tail) or 'no reason given'}. Its log: {self.log}"
            ) from None
        self.port: int = ready["port"]
        self.control_port: int = ready.get("control_port") or 0
        if tell is not None:
            tell(self.address)

    @property
    def address(self) -> str:
        """`127.0.0.1:PORT`, the serial that adb knows it by."""
        return f"127.0.0.1:{self.port}"

    def close(self) -> None:
        """End it; safe to call twice."""
        if self.process.poll() is None:
            assert self.process.stdin is not None
            self.process.stdin.close()
            try:
                self.process.wait(timeout=3)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()
        self._held.close()

    def __enter__(self) -> DemoPhoneProcess:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


class Control:
    """The demo phone's control channel: for tests and benchmarks, never for the product (`demophone.control`)."""

    def __init__(self, port: int, timeout_s: float = 30.0) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout_s)
        self._file = self._socket.makefile("rwb")

    def ask(self, do: str, **arguments: object) -> Any:
        """Send one command and return its result. Raises PhoneError with what the phone said against it."""
        self._file.write(json.dumps({"do": do, **arguments}).encode() + b"\n")
        self._file.flush()
        line = self._file.readline()
        if not line:
            raise PhoneError("The demo phone ended.")
        reply = json.loads(line)
        if not reply["ok"]:
            raise PhoneError(f"The demo phone can't do {do}: {reply['error']}")
        return reply["result"]

    def close(self) -> None:
        self._file.close()
        self._socket.close()
