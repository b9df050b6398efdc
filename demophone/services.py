"""What a stream of the adb transport can be for: shells, files, a TCP port on the phone.

Decides by the service's name, and carries shells over their two protocols: the legacy one (both outputs as one, no
exit code) and shell_v2 (packets, exit codes, stdin with an end).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import struct

from .adbd import Service, Stream
from .android import Android
from .rpc import Rpc
from .shell import ExitShell, Shell, Sink
from .sync import SyncService
from .uiserver import UiServer

log = logging.getLogger(__name__)

_STDIN, _STDOUT, _STDERR, _EXIT, _CLOSE_STDIN = range(5)
_PROMPT = b"demo:/ $ "


class Services:
    """Opens the services of one phone."""

    def __init__(self, android: Android) -> None:
        self.android = android
        self.rpc = Rpc(android, self._run_for_rpc)
        self.ui_server = UiServer(android, self.rpc)

    async def _run_for_rpc(self, line: str) -> tuple[int, str]:
        return await Shell(self.android, self.ui_server).output(line)

    def open(self, name: str) -> Service | None:
        """None refuses: the host is told that there is no such service, as for a port where nobody listens."""
        kind, _, rest = name.partition(":")
        options = kind.split(",")
        if options[0] == "shell" and "v2" in options:
            return lambda stream: self._shell_v2(stream, rest, pty="pty" in options)
        if options[0] in ("shell", "exec"):
            return lambda stream: self._shell_v1(stream, rest)
        if kind == "sync":
            return SyncService(self.android).serve
        if kind == "tcp":
            port = rest.partition(":")[0]
            return self.ui_server.connect(int(port)) if port.isdecimal() else None
        if kind in ("root", "unroot", "remount", "disable-verity"):
            return _say(b"adbd cannot run as root in production builds\n")
        log.info("no service %r", name)
        return None

    async def _shell_v1(self, stream: Stream, line: str) -> None:
        shell = Shell(self.android, self.ui_server)
        if line:
            with contextlib.suppress(ExitShell):
                await shell.run(line, _StreamStdin(stream), stream.write, stream.write)
            return
        lines = _TerminalLines(stream, stream.write)
        await _interact(shell, lines, lines.write, lines.write, prompt=True)

    async def _shell_v2(self, stream: Stream, line: str, *, pty: bool) -> None:
        packets = _Packets(stream)
        reading = asyncio.ensure_future(packets.read())
        shell = Shell(self.android, self.ui_server)
        try:
            if line:
                try:
                    code = await shell.run(line, packets, packets.out, packets.out if pty else packets.err)
                except ExitShell as leaving:
                    code = leaving.code
            elif pty:
                terminal = _TerminalLines(packets, packets.out)
                code = await _interact(shell, terminal, terminal.write, terminal.write, prompt=True)
            else:
                code = await _interact(shell, packets, packets.out, packets.err, prompt=False)
            await packets.write(_EXIT, bytes([code & 0xFF]))
        finally:
            reading.cancel()
            with contextlib.suppress(asyncio.CancelledError, EOFError, ConnectionError):
                await reading


def _say(message: bytes) -> Service:
    async def serve(stream: Stream) -> None:
        await stream.write(message)

    return serve


class _StreamStdin:
    """The legacy protocol's input: whatever comes on the stream, until it is closed."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    async def read_all(self) -> bytes:
        data = bytearray()
        while piece := await self._stream.read_some():
            data += piece
        return bytes(data)


class _Packets:
    """shell_v2: id, length, data. Input is gathered in the background, so that a closed stream is noticed."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._input = bytearray()
        self._ended = False
        self._more = asyncio.Event()

    async def read(self) -> None:
        try:
            while True:
                kind, length = struct.unpack("<BI", await self._stream.read_exactly(5))
                data = await self._stream.read_exactly(length)
                if kind == _STDIN:
                    self._input += data
                elif kind == _CLOSE_STDIN:
                    self._ended = True
                self._more.set()
        finally:
            self._ended = True
            self._more.set()

    async def _wait(self) -> None:
        self._more.clear()
        await self._more.wait()

    async def read_all(self) -> bytes:
        while not self._ended:
            await self._wait()
        data = bytes(self._input)
        self._input.clear()
        return data

    async def read_some(self) -> bytes:
        while not self._input and not self._ended:
            await self._wait()
        data = bytes(self._input)
        self._input.clear()
        return data

    async def read_line(self) -> bytes:
        """With its newline; empty at the end."""
        while b"\n" not in self._input and not self._ended:
            await self._wait()
        end = self._input.find(b"\n") + 1 or len(self._input)
        line = bytes(self._input[:end])
        del self._input[:end]
        return line

    async def write(self, kind: int, data: bytes) -> None:
        room = self._stream.max_payload - 5
        for start in range(0, max(1, len(data)), room):
            piece = data[start : start + room]
            await self._stream.write(struct.pack("<BI", kind, len(piece)) + piece)

    async def out(self, data: bytes) -> None:
        await self.write(_STDOUT, data)

    async def err(self, data: bytes) -> None:
        await self.write(_STDERR, data)


class _TerminalLines:
    """A terminal as far as a line of typing goes: echo, backspace, Ctrl-C and Ctrl-D, CR LF at line ends."""

    def __init__(self, source: Stream | _Packets, sink: Sink) -> None:
        self._source, self._sink = source, sink
        self._typed = bytearray()
        self._pending = bytearray()

    async def read_all(self) -> bytes:
        return b""  # commands run with an empty input: the terminal's lines are the shell's

    async def write(self, data: bytes) -> None:
        await self._sink(data.replace(b"\n", b"\r\n"))

    async def read_line(self) -> bytes:
        while True:
            if not self._pending:
                piece = await self._source.read_some()
                if not piece:
                    return b""
                self._pending += piece
            char = bytes(self._pending[:1])
            del self._pending[:1]
            if char in (b"\r", b"\n"):
                await self._sink(b"\r\n")
                line = bytes(self._typed) + b"\n"
                self._typed.clear()
                return line
            if char == b"\x04" and not self._typed:
                return b""
            if char == b"\x03":
                self._typed.clear()
                await self._sink(b"^C\r\n")
                return b"\n"
            if char in (b"\x7f", b"\b"):
                if self._typed:
                    del self._typed[-1:]
                    await self._sink(b"\b \b")
            else:
                self._typed += char
                await self._sink(char)


async def _interact(shell: Shell, lines: _Packets | _TerminalLines, out: Sink, err: Sink, *, prompt: bool) -> int:
    """Read lines and run them until `exit` or the end. Returns the exit code."""
    code = 0
    while True:
        if prompt:
            await out(_PROMPT)
        line = await lines.read_line()
        if not line:
            return code
        try:
            code = await shell.run(line.decode("utf-8", "replace").rstrip("\r\n"), _NoStdin(), out, err)
        except ExitShell as leaving:
            return leaving.code


class _NoStdin:
    async def read_all(self) -> bytes:
        return b""
