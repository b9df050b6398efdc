"""The phone's shell: runs what `shell_syntax` read, with the commands the other modules bring.

Decides about exit codes, pipes, redirections and where output goes; what a command does is its own affair. A command
writes into its call; the shell hands that on when the command is done, or when it flushes by itself.
"""

from __future__ import annotations

import contextlib
import inspect
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from .android import Android
from .contract import Keeps, Refuses
from .files import reason
from .latency import pause
from .shell_syntax import Command, Redirection, ShellSyntaxError, Word, parse
from .uiserver import UiServer

log = logging.getLogger(__name__)

Sink = Callable[[bytes], Awaitable[None]]


class Stdin(Protocol):
    """What a command reads from."""

    async def read_all(self) -> bytes: ...


class FixedStdin:
    """Input that is there already: a pipe's, a file's, or none."""

    def __init__(self, data: bytes = b"") -> None:
        self._data = data

    async def read_all(self) -> bytes:
        data, self._data = self._data, b""
        return data


async def nowhere(_data: bytes) -> None:
    """A sink for what nobody reads."""


class ExitShell(Exception):
    """`exit` was called."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Call:
    """One command being carried out."""

    shell: Shell
    name: str
    args: list[str]
    stdin: Stdin
    variables: dict[str, str]
    """Those of the shell, and the assignments before the command."""
    out: bytearray = field(default_factory=bytearray)
    err: bytearray = field(default_factory=bytearray)
    flush: Callable[[], Awaitable[None]] = field(default=lambda: nowhere(b""))
    """Hand on what was written so far: for commands that go on for a while."""

    @property
    def android(self) -> Android:
        return self.shell.android

    def print(self, text: str = "") -> None:
        self.out += (text + "\n").encode("utf-8", "replace")

    def complain(self, text: str, code: int = 1) -> int:
        """A line on stderr; returns the exit code, to be returned on."""
        self.err += (text + "\n").encode("utf-8", "replace")
        return code

    def option(self, *names: str) -> str | None:
        """The value after the first of these options, taken out of the arguments with it."""
        for at, word in enumerate(self.args[:-1]):
            if word in names:
                value = self.args[at + 1]
                del self.args[at : at + 2]
                return value
        return None

    def flag(self, *names: str) -> bool:
        """Was one of these given? Takes it out of the arguments."""
        given = [word for word in self.args if word in names]
        self.args = [word for word in self.args if word not in names]
        return bool(given)


Code = int | None
"""An exit code; None is 0."""
Handler = Callable[[Call], Code | Awaitable[Code]]
COMMANDS: dict[str, Handler] = {}


def command(*names: str) -> Callable[[Handler], Handler]:
    """Offer a function under these names."""

    def offer(handler: Handler) -> Handler:
        for name in names:
            COMMANDS[name] = handler
        return handler

    return offer


class Shell:
    """One session: `$?` and variables last from line to line."""

    def __init__(self, android: Android, server: UiServer) -> None:
        self.android, self.server = android, server
        self.variables: dict[str, str] = {
            "PATH": "/system/bin",
            "HOME": "/",
            "USER": "shell",
            "0": "/system/bin/sh",
            "?": "0",
        }

    async def run(self, line: str, stdin: Stdin, out: Sink, err: Sink) -> int:
        """Carry out a line (or several) and return its exit code. Raises ExitShell."""
        self.android.note("shell", line)
        await pause(self.android.latency.shell_ms)
        try:
            pipelines = parse(line)
        except ShellSyntaxError as error:
            await err(f"/system/bin/sh: {error}\n".encode())
            return self._done(1)
        code = int(self.variables["?"]) if not pipelines else 0
        for pipeline in pipelines:
            if (pipeline.join == "&&" and code != 0) or (pipeline.join == "||" and code == 0):
                continue
            source = stdin
            for at, part in enumerate(pipeline.commands):
                if at + 1 < len(pipeline.commands):
                    piped = bytearray()
                    code = await self._command(part, source, _collect(piped), err)
                    source = FixedStdin(bytes(piped))
                else:
                    code = await self._command(part, source, out, err)
            self._done(code)
        if isinstance(self.android.device, Keeps):
            self.android.device.keep()  # `settings put` and the like are no acts on the screen
        return code

    async def output(self, line: str) -> tuple[int, str]:
        """Exit code and everything a line wrote, both outputs together."""
        written = bytearray()
        try:
            code = await self.run(line, FixedStdin(), _collect(written), _collect(written))
        except ExitShell as leaving:
            code = leaving.code
        return code, written.decode("utf-8", "replace")

    def _done(self, code: int) -> int:
        self.variables["?"] = str(code)
        return code

    async def _command(self, part: Command, stdin: Stdin, out: Sink, err: Sink) -> int:
        values = {name: word.expand(self.variables) for name, word in part.assignments}
        if not part.words:
            self.variables.update(values)
        words = [text for word in part.words for text in self._expand(word)]
        try:
            stdin, out, err = await self._redirect(part.redirections, stdin, out, err)
        except OSError as error:
            await err(f"/system/bin/sh: can't open {error.filename}: {reason(error)}\n".encode())
            return 1
        if not words:
            return 0
        call = Call(self, words[0], words[1:], stdin, {**self.variables, **values})

        async def flush() -> None:
            for buffer, sink in ((call.out, out), (call.err, err)):
                if buffer:
                    data = bytes(buffer)
                    buffer.clear()
                    await sink(data)

        call.flush = flush
        handler = COMMANDS.get(words[0].removeprefix("/system/bin/"))
        try:
            code = await self._handle(handler, call)
        finally:
            with contextlib.suppress(ConnectionError):
                await flush()
        return code & 0xFF

    async def _handle(self, handler: Handler | None, call: Call) -> int:
        device = self.android.device
        asked = " ".join([call.name, *call.args])
        if isinstance(device, Refuses) and any(f"{asked} ".startswith(f"{words} ") for words in device.refused):
            said = f"java.lang.SecurityException: Shell (uid 2000) may not run: {call.name}"
            return call.complain(f"Exception occurred while executing '{call.name}':\n{said}", 255)
        if handler is None:
            return call.complain(f"/system/bin/sh: {call.name}: inaccessible or not found", 127)
        try:
            result = handler(call)
            return (await result if inspect.isawaitable(result) else result) or 0
        except OSError as error:
            return call.complain(f"{call.name}: {error.filename}: {reason(error)}")
        except ExitShell:
            raise
        except Exception as error:
            # a command is a process of its own on a phone: its fault ends neither the shell nor the phone
            log.exception("%s %r failed", call.name, call.args)
            return call.complain(f"Exception occurred while executing '{call.name}':\n{error!r}", 255)

    def _expand(self, word: Word) -> list[str]:
        text = word.expand(self.variables)
        if word.is_pattern and text.startswith("/"):
            return self.android.files.glob(text) or [text]
        # an unquoted variable that is empty is no word at all
        return [text] if text or any(kind != "variable" for kind, _ in word.pieces) else []

    async def _redirect(self, found: list[Redirection], stdin: Stdin, out: Sink, err: Sink) -> tuple[Stdin, Sink, Sink]:
        for item in found:
            if isinstance(item.target, int):
                sink = {1: out, 2: err}.get(item.target, nowhere)
            else:
                path = item.target.expand(self.variables)
                if item.fd == 0:
                    stdin = FixedStdin(b"" if path == "/dev/null" else self.android.files.read(path))
                    continue
                sink = self._file(path, item.append)
            if item.fd in (1, -1):
                out = sink
            if item.fd in (2, -1):
                err = sink
        return stdin, out, err

    def _file(self, path: str, append: bool) -> Sink:
        if path == "/dev/null":
            return nowhere
        files = self.android.files
        files.write(path, b"", append=append)

        async def write(data: bytes) -> None:
            files.write(path, data, append=True)

        return write


def _collect(into: bytearray) -> Sink:
    async def sink(data: bytes) -> None:
        into.extend(data)

    return sink
