"""Connections to servers under measure: they count calls and what goes wrong with them, and notice what is no protocol."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult, ElicitResult

Era = Literal["legacy", "auto"]
ERAS: tuple[Era, ...] = ("legacy", "auto")
"""The handshake's, and the newest that both know."""
NOISE = """
import os, subprocess, sys, threading, time
def noise(before):
    while os.fstat(1) == before:
        time.sleep(0.01)
    while True:
        print("noise of python", flush=True)
        os.write(1, b"noise of a library in C\\n")
        subprocess.run([sys.executable, "-S", "-c", "print('noise of a child')"])
        with open(NOISE_FILE, "a") as said:
            said.write("...")
        time.sleep(1)
threading.Thread(target=noise, args=(os.fstat(1),), daemon=True).start()
"""
"""Prints again and again to what is standard output, from when the server has taken it until its process has ended. What is printed
before that would be noticed, too."""
TEE = """
import subprocess, sys
with open(sys.argv[1], "ab", buffering=0) as seen:
    server = subprocess.Popen(sys.argv[2:], stdout=subprocess.PIPE)
    while line := server.stdout.readline():
        seen.write(line)
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
sys.exit(server.wait())
"""
"""Keeps all that a server writes, to be looked at afterwards: a client forgets what comes when it has said goodbye."""


@dataclass
class Tally:
    """What was counted over all connections."""

    calls: int = 0
    protocol_errors: int = 0
    tools: int = 0
    lines: int = 0
    """That servers wrote on standard output."""
    stdout_noise: int = 0
    """Of these, those that are none of the protocol's."""
    printed: int = 0
    """How often something was printed in a server, so that it could have got there."""
    errors: list[str] = field(default_factory=list)

    def read(self, seen: Path) -> None:
        """Look at what a server wrote."""
        noise = _noise(seen)
        self.printed += noise.stat().st_size if noise.exists() else 0
        for line in seen.read_bytes().splitlines():
            self.lines += 1
            if not _of_protocol(line):
                self.stdout_noise += 1
                self.errors.append(f"on stdout: {line[:100]!r}")


@dataclass
class Person:
    """Behind the clients: says yes where `says_yes` holds for the question."""

    says_yes: Callable[[str], bool] = lambda message: False
    asked: list[str] = field(default_factory=list)
    granted: list[str] = field(default_factory=list)

    def begins(self, says_yes: Callable[[str], bool]) -> None:
        """Forget what was, and go by something else from now on."""
        self.says_yes = says_yes
        self.asked.clear()
        self.granted.clear()

    async def __call__(self, context: Any, params: Any) -> ElicitResult:
        message = str(params.message)
        self.asked.append(message)
        if not self.says_yes(message):
            return ElicitResult(action="decline")
        self.granted.append(message)
        choices = params.requested_schema["properties"]["answer"].get("enum") or ["yes"]
        return ElicitResult(action="accept", content={"answer": "yes to all" if "yes to all" in choices else "yes"})


class Talk:
    """One connection."""

    def __init__(self, client: Client, tally: Tally) -> None:
        self.client, self._tally = client, tally

    async def call(self, name: str, arguments: Mapping[str, Any]) -> CallToolResult | None:
        """A call, counted; None where the protocol itself failed."""
        self._tally.calls += 1
        try:
            return await self.client.call_tool(name, dict(arguments))
        except (MCPError, RuntimeError, ValueError) as error:  # the last two: what came isn't what its schema says
            self._tally.protocol_errors += 1
            self._tally.errors.append(f"{name}: {error}")
            return None

    async def told(self) -> str:
        """All that an agent reads before it does anything, as one text to compare."""
        listed = (await self.client.list_tools(cache_mode="bypass")).tools
        self._tally.tools = len(listed)
        return "\n".join([self.client.instructions or "", *(tool.model_dump_json() for tool in listed)])


class Talks:
    """Servers by how they were started, each begun when it is first wanted; all end with the `stack`."""

    def __init__(
        self, command: Sequence[str], folder: Path, tally: Tally, person: Person, stack: contextlib.AsyncExitStack
    ) -> None:
        """`command` is Python with `-c CODE`, to which noise is added; `folder` takes what the servers write."""
        self._command, self._folder, self._tally, self._person, self._stack = command, folder, tally, person, stack
        self._nowhere = open(os.devnull, "w")  # noqa: SIM115
        stack.callback(self._nowhere.close)
        self._known: dict[object, Talk] = {}

    async def with_(
        self,
        era: Era,
        options: Sequence[str] = (),
        *,
        asks: bool = True,
        environment: Mapping[str, str] | None = None,
        plain: bool = False,
    ) -> Talk:
        """`plain`: neither noise nor what looks at it, for what is timed."""
        more = dict(environment or {})
        key = (era, tuple(options), asks, tuple(sorted(more.items())), plain)
        if key not in self._known:
            self._known[key] = await self._begun(era, options, asks, more, plain)
        return self._known[key]

    async def _begun(self, era: Era, options: Sequence[str], asks: bool, more: dict[str, str], plain: bool) -> Talk:
        program, flag, code = self._command
        seen = self._folder / f"stdout-{len(self._known)}"
        seen.touch()
        noise = NOISE.replace("NOISE_FILE", repr(str(_noise(seen))))
        noisy = [flag, TEE, str(seen), program, flag, noise + code]
        start = StdioServerParameters(
            command=program,
            args=[*([flag, code] if plain else noisy), "mcp", *options],
            env={**_ours(os.environ), **more},
        )
        self._stack.callback(self._tally.read, seen)  # when the server has ended
        client = Client(
            stdio_client(start, errlog=self._nowhere), mode=era, elicitation_callback=self._person if asks else None
        )
        return Talk(await self._stack.enter_async_context(client), self._tally)


def _noise(seen: Path) -> Path:
    return seen.with_suffix(".noise")


def _of_protocol(line: bytes) -> bool:
    try:
        found = json.loads(line)
    except ValueError:
        return False
    return isinstance(found, dict) and found.get("jsonrpc") == "2.0"


def _ours(environment: Mapping[str, str]) -> dict[str, str]:
    names = ("THUMBWRIGHT_", "ANDROID_", "ADB")
    return {name: value for name, value in environment.items() if name.startswith(names)}
