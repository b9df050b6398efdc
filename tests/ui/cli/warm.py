"""The command line, imported once and forked for each call: a process of its own as a person starts it, without the second that
its imports take.

`Warm` is the tests' side, `serve` what runs in the process that is forked. Where a system can't do that, or a test is about the
start itself, `subprocess.Popen` starts the command line as ever.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import types
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

CAN = hasattr(os, "pidfd_open") and hasattr(socket, "send_fds")
_ROOT = Path(__file__).parents[3]


class Forked:
    """As much of `subprocess.Popen` as the tests use."""

    def __init__(self, connection: socket.socket, pid: int, pipes: Sequence[IO[str] | None]) -> None:
        self._connection, self.pid = connection, pid
        self.stdin, self.stdout, self.stderr = pipes
        self.returncode: int | None = None

    def poll(self) -> int | None:
        return self._ended(0.0)

    def wait(self, timeout: float | None = None) -> int:
        code = self._ended(timeout)
        if code is None:
            raise subprocess.TimeoutExpired("thumbwright", timeout or 0.0)
        return code

    def _ended(self, timeout_s: float | None) -> int | None:
        if self.returncode is None:
            self._connection.settimeout(timeout_s)
            with contextlib.suppress(TimeoutError, BlockingIOError):
                self.returncode = int(self._connection.recv(16))
                self._connection.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class Warm:
    """Starts the process that is forked, once it is first wanted."""

    def __init__(self, folder: Path) -> None:
        self._path = str(folder / "warm")
        self._server: subprocess.Popen[bytes] | None = None

    def start(self, args: Sequence[str], environment: Mapping[str, str]) -> Forked:
        """The command line with these arguments; its output is read from pipes, and its input has ended."""
        if self._server is None:
            self._server = subprocess.Popen(
                [sys.executable, "-m", "tests.ui.cli.warm", self._path], cwd=_ROOT, stdout=subprocess.PIPE
            )
            assert self._server.stdout is not None
            assert self._server.stdout.readline() == b"ready\n"
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(self._path)
        outs = [os.pipe(), os.pipe()]
        nothing = os.open(os.devnull, os.O_RDONLY)
        given = [nothing, *(writing for _, writing in outs)]
        asked = json.dumps({"args": list(args), "environment": dict(environment), "cwd": os.getcwd()}).encode()
        socket.send_fds(connection, [len(asked).to_bytes(4, "big") + asked], given)
        for fd in given:
            os.close(fd)
        pid = int(connection.recv(16))
        pipes = [os.fdopen(reading, encoding="utf-8") for reading, _ in outs]
        return Forked(connection, pid, [None, *pipes])

    def end(self) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait()
            assert self._server.stdout is not None
            self._server.stdout.close()


def serve(path: str) -> None:
    """Fork for whoever asks; returns in the child, as the command that it is to be."""
    import farm.doing
    import thumbwright.use.replays
    import thumbwright.use.tasks
    import ui.cli
    import ui.commands.run
    import ui.console

    assert (
        farm.doing and thumbwright.use.replays and thumbwright.use.tasks and ui.cli and ui.commands.run and ui.console
    )
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(path)
    listening.listen()
    waiting = selectors.DefaultSelector()
    waiting.register(listening, selectors.EVENT_READ)
    print("ready", flush=True)
    tests = os.getppid()
    while os.getppid() == tests:  # killed, they end nothing any more
        for key, _ in waiting.select(1.0):
            if key.data is None:
                connection = listening.accept()[0]
                asked, fds = _received(connection)
                pid = os.fork()
                if not pid:
                    waiting.close()
                    listening.close()
                    connection.close()
                    for other in list(_open):
                        other.close()
                    _become(asked, fds)
                    return
                for fd in fds:
                    os.close(fd)
                connection.sendall(str(pid).encode())
                _open.append(connection)
                waiting.register(os.pidfd_open(pid), selectors.EVENT_READ, (connection, pid))
            else:
                connection, pid = key.data
                waiting.unregister(key.fileobj)
                os.close(int(key.fd))
                code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
                with contextlib.suppress(OSError):  # the test may have gone
                    connection.sendall(str(code).encode())
                _open.remove(connection)
                connection.close()
    os._exit(0)


_open: list[socket.socket] = []
"""Whoever waits for the end of a command."""


def _received(connection: socket.socket) -> tuple[dict[str, Any], list[int]]:
    text, fds, _, _ = socket.recv_fds(connection, 1 << 20, 3)
    size = int.from_bytes(text[:4], "big")
    while len(text) < size + 4:
        text += connection.recv(1 << 20)
    return json.loads(text[4:]), fds


def _become(asked: dict[str, Any], fds: Sequence[int]) -> None:
    """Take on the arguments, streams and environment of a command."""
    for target, fd in enumerate(fds):
        os.dup2(fd, target)
        os.close(fd)
    # made anew: the former ones know what their files were
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", 1, "utf-8", "backslashreplace", closefd=False)
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["cwd"])
    sys.argv = ["thumbwright", *asked["args"]]
    sys.modules["__main__"] = types.ModuleType("__main__")  # what it starts itself has nothing to do with this module
    if "adbutils" in sys.modules:  # it has read the variable when it was imported
        client: Any = sys.modules["adbutils"].adb
        client._BaseClient__port = int(os.environ.get("ANDROID_ADB_SERVER_PORT", "5037"))


if __name__ == "__main__":
    serve(sys.argv[1])
    from ui.cli import main

    main()
