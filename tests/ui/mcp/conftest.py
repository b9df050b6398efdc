"""The server with the official client on the other side: in this process, and over standard input and output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from mcp_types import CallToolResult, ElicitRequestFormParams, ElicitResult

from demophone.phone import DemoPhoneThread
from tests.ui.cli.conftest import ModelServer
from tests.ui.cli.conftest import model as model
from tests.ui.conftest import ScriptedWriter
from ui.mcp.profiles import Profile
from ui.mcp.runs import Room
from ui.mcp.server import build_server

ERAS = ["legacy", "auto"]
"""Of the protocol, as the client calls them: the handshake's, and the newest that both know."""
ADD_MILK = 'new_note.title.set_text("Milk")\nnew_note.save.tap()\n'
DELETE_GROCERIES = 'main.note("Groceries").long_press()\nselection.delete.tap()\n'


class Behind:
    """The person behind a client: answers what was queued, the last of it for ever, and remembers what was asked."""

    def __init__(self, *answers: str | None) -> None:
        self.answers, self.asked = list(answers), list[ElicitRequestFormParams]()

    async def __call__(self, context: Any, params: Any) -> ElicitResult:
        self.asked.append(params)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer is None:
            return ElicitResult(action="decline")
        return ElicitResult(action="accept", content={"answer": answer})


Connect = Callable[..., AbstractAsyncContextManager[Client]]


@pytest.fixture
def rooms() -> Iterator[list[Room]]:
    """The rooms that were served in a test; closed after it."""
    made: list[Room] = []
    yield made
    for room in made:
        room.close()


@pytest.fixture
def connect(rooms: list[Room], home: object) -> Connect:
    """`connect(era, person)`: a client of a server in this process, with `scripts` the model's."""

    def made(
        era: str = "auto",
        person: Behind | None = None,
        *scripts: str,
        profile: Profile = Profile.NO_COMMERCE,
        allow: tuple[str, ...] = (),
        answer_s: float = 20.0,
        **more: Any,
    ) -> AbstractAsyncContextManager[Client]:
        room = Room(profile, allow, lambda: ScriptedWriter(*(f"```python\n{one}\n```" for one in scripts or ("",))))
        rooms.append(room)
        return Client(build_server(room, answer_s=answer_s), mode=era, elicitation_callback=person, **more)

    return made


@pytest.fixture
def over_stdio(home: object) -> Callable[..., StdioServerParameters]:
    """`over_stdio("--profile", "full")`: how a client starts the server as a process of its own, with this test's settings."""

    def made(*args: str) -> StdioServerParameters:
        ours = {
            name: value for name, value in os.environ.items() if name.startswith(("THUMBWRIGHT_", "ANDROID_", "ADB"))
        }
        code = "from ui.cli import main; main()"
        return StdioServerParameters(command=sys.executable, args=["-c", code, "mcp", *args], env=ours, cwd=os.getcwd())

    return made


def notes(phone: DemoPhoneThread) -> list[str]:
    """Titles of those that aren't in the bin, as the phone has them stored."""
    stored: Any = phone.call(lambda: phone.device.app_state("app.demo.notes")["notes"])
    return [str(note["title"]) for note in stored if not note["deleted"]]


def said(result: CallToolResult) -> dict[str, Any]:
    """A result's data, which its text says, too."""
    assert not result.is_error, words(result)
    assert isinstance(result.structured_content, dict)
    return result.structured_content


def words(result: CallToolResult) -> str:
    return "".join(getattr(one, "text", "") for one in result.content)


__all__ = ["ModelServer", "model"]
