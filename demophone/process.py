"""Starting the demo phone as a process of its own and connecting adb to it: what `-s demo` means."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from thumbwright import paths
from thumbwright.errors import PhoneError


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
        control: bool = False,
        fixed_clock: str = "",
    ) -> None:
        state_dir = state or paths.private_dir(paths.demo_dir() / "state")
        command = [sys.executable, "-m", "demophone", "--port", str(port), "--state", str(state_dir), "--with-parent"]
        command += ["--reset"] if reset else []
        command += ["--realistic"] if realistic else []
        command += ["--control-port", "0"] if control else []
        command += ["--fixed-clock", fixed_clock] if fixed_clock else []
        for app in apps:
            command += ["--app", str(app)]
        # stderr goes where nobody has to read it but somebody can
        self.log = paths.demo_dir() / "demophone.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        try:
            ready = json.loads(line)
        except ValueError:
            self.close()
            tail = self.log.read_text("utf-8", "replace").strip().splitlines()[-1:]
            raise PhoneError(f"The demo phone did not start: {''.join(tail) or 'no reason given'}. Its log: {self.log}") from None
        self.port: int = ready["port"]
        self.control_port: int = ready.get("control_port") or 0

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

    def __enter__(self) -> DemoPhoneProcess:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
