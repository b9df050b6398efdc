"""What one server keeps between calls: the model for a while, the demo phone as long as it lives, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ground.phone_lock import in_use
from tests.ui.conftest import ScriptedWriter
from tests.ui.mcp.conftest import ADD_MILK, Connect, said
from ui.mcp.profiles import Profile
from ui.mcp.runs import Room


def test_a_model_that_nobody_asks_for_a_while_gives_its_memory_back(
    home: Path, eventually: Callable[..., None]
) -> None:
    opened: list[ScriptedWriter] = []

    def opening() -> ScriptedWriter:
        opened.append(ScriptedWriter("x"))
        return opened[-1]

    room = Room(Profile.FULL, (), opening, idle_s=0.05)
    with room.writer() as first, room.writer() as second:
        assert first is second and len(opened) == 1
    eventually(lambda: opened[0].closed)
    with room.writer():
        assert len(opened) == 2 and not opened[1].closed
    room.close()
    assert opened[1].closed


async def test_the_demo_phone_stays_as_it_was_left_and_ends_with_the_server(
    connect: Connect, adb_server: object, learned: str, rooms: list[Room]
) -> None:
    async with connect("auto", allow=("commit",)) as client:
        call = {"phone": "demo", "app": "Notes", "script": ADD_MILK}
        assert said(await client.call_tool("run_script", call))["status"] == "done"
        shown = said(await client.call_tool("screen", {"phone": "demo"}))
        assert shown["app"] == learned and any("Milk" in line for line in shown["lines"])
        listed = said(await client.call_tool("list_phones"))["phones"]
        assert [row["serial"] for row in listed] == ["demo"]
        held = in_use("demo")
        assert held is not None and held.holder is not None
        beside = {"phone": held.holder.address}
        assert said(await client.call_tool("screen", beside))["lines"] == shown["lines"]
    rooms[0].close()
    assert in_use("demo") is None
