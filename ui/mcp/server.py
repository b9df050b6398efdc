"""The server itself: what it says of itself, and serving it over standard input and output until the client goes away."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from importlib.metadata import version
from importlib.resources import files
from typing import Any, NoReturn

import anyio
import anyio.to_thread
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.stdio import stdio_server
from pydantic import ValidationError

from ground.exits import ExitCode

from .jobs import ANSWER_S
from .plain_text import one_line
from .profiles import MEANS
from .runs import Room
from .tools import add_tools

log = logging.getLogger(__name__)
NAME = "thumbwright"
INSTRUCTIONS = files(__package__).joinpath("instructions.txt").read_text("utf-8")
"""At most 2 KB, whatever the profile."""


class Server(MCPServer[Any]):
    """Says in plain words what is wrong with a call's arguments, and gives standard output back to nobody."""

    async def run_stdio_async(self, leave: Callable[[], object] = lambda: None) -> None:
        """`leave` is called while what is printed still goes to stderr: afterwards it would go to the client."""
        async with stdio_server() as (read, write):
            await self._lowlevel_server.run(read, write, self._lowlevel_server.create_initialization_options())
            await anyio.to_thread.run_sync(leave)

    async def call_tool(self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None) -> Any:
        schema = self._tool_input_schema(name)
        known = list(schema["properties"]) if schema is not None else list(arguments)
        if unknown := [one for one in arguments if one not in known]:
            takes = ", ".join(known) or "none"
            raise ToolError(f"{name} has no argument {one_line(unknown[0], 40)!r}. Its arguments: {takes}")
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                wrong = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.__cause__.errors()]
                raise ToolError(
                    f"{name} can't be called like that. {'; '.join(wrong[:5])}. Nothing was done."
                ) from None
            raise


def build_server(room: Room, *, answer_s: float = ANSWER_S) -> Server:
    """A server over a room, not yet connected to anybody."""
    server = Server(
        NAME,
        title="thumbwright",
        instructions=INSTRUCTIONS.format(profile=room.profile.value, means=MEANS[room.profile]),
        version=version("thumbwright"),
        log_level="WARNING",
        subscriptions=False,
    )
    add_tools(server, room, answer_s=answer_s)
    return server


def serve(room: Room) -> NoReturn:
    """Serve this process's input and output. What else is printed here or by a child goes to stderr.

    Ends when the client closes our input, or when it is told to by a signal; what is under way is stopped and taken back first.
    """
    server = build_server(room)

    async def main() -> None:
        loop = asyncio.get_running_loop()
        if sys.platform != "win32":
            for one in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(one, lambda: threading.Thread(target=_leave, args=(room,)).start())
        await server.run_stdio_async(lambda: _leave(room))

    code = ExitCode.DONE
    try:
        anyio.run(main)
    except* (BrokenPipeError, ConnectionError):
        log.info("the client reads no more")
    except* Exception:
        log.exception("the server ended by a fault of its own")
        code = ExitCode.NOT_DONE
    _leave(room, code)


def _leave(room: Room, code: int = ExitCode.DONE) -> NoReturn:
    """End the process from here: a thread of it may still read our input, and can't be woken."""
    try:
        room.close()
    finally:
        sys.stderr.flush()
        os._exit(code)
