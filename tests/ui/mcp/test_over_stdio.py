"""The server as a client starts it: a process with pipes. What goes over them, what happens when the client isn't polite, and
what is left behind when it goes away in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters

from demophone.phone import DemoPhoneThread
from ground.phone_lock import in_use
from sessions.reading import list_sessions
from sessions.store import Store
from tests.ui.cli.conftest import ModelServer
from tests.ui.mcp.conftest import ADD_MILK, ERAS, Behind, notes, said

Start = Callable[..., StdioServerParameters]
WAITS = "wait(20)\n" + ADD_MILK
MODERN = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "1"},
    "io.modelcontextprotocol/clientCapabilities": {"elicitation": {}},
}


class Wire:
    """A server process and its pipes, for what no client of good manners would send."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process

    def send(self, **message: Any) -> None:
        self.send_line(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def send_line(self, line: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        found: dict[str, Any] = json.loads(self.process.stdout.readline())
        return found

    def reply(self, wanted: int) -> dict[str, Any]:
        while (found := self.read()).get("id") != wanted:
            assert "jsonrpc" in found
        return found

    def begin(self, version: str = "2025-11-25") -> None:
        """The handshake of the older era."""
        client = {"protocolVersion": version, "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
        self.send(id=0, method="initialize", params=client)
        told = self.reply(0)["result"]
        assert (told["serverInfo"]["name"], told["protocolVersion"]) == ("thumbwright", "2025-11-25")
        self.send(method="notifications/initialized")

    def call(self, number: int, name: str, **arguments: Any) -> None:
        params = {"name": name, "arguments": arguments, "_meta": {"progressToken": number}}
        self.send(id=number, method="tools/call", params=params)


@pytest.fixture
def wire(over_stdio: Start) -> Callable[..., Any]:
    @contextmanager
    def opened(*args: str) -> Iterator[Wire]:
        how = over_stdio(*args)
        process = subprocess.Popen(
            [how.command, *how.args],
            env=os.environ | (how.env or {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        try:
            yield Wire(process)
        finally:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout, process.stderr):
                assert pipe is not None
                pipe.close()  # twice does no harm

    return opened


@pytest.mark.parametrize("era", ERAS)
async def test_a_task_from_end_to_end(
    over_stdio: Start, model: ModelServer, demo_phone: DemoPhoneThread, learned: str, era: str
) -> None:
    model.scripts = [ADD_MILK]
    phone, person, told, strange = demo_phone.serial, Behind("yes"), list[str](), list[Exception]()

    async def progress(progress: float, total: float | None, message: str | None) -> None:
        told.append(message or "")

    async def heard(message: Any) -> None:
        if isinstance(message, Exception):  # a line that is none of the protocol
            strange.append(message)

    async with Client(over_stdio(), mode=era, elicitation_callback=person, message_handler=heard) as client:
        listed = said(await client.call_tool("list_phones"))
        assert phone in [row["serial"] for row in listed["phones"]]
        apps = said(await client.call_tool("list_apps", {"phone": phone}))["apps"]
        assert [row["label"] for row in apps if row["learned"]] == ["Phone", "Notes"]
        doc = said(await client.call_tool("app_doc", {"app": "Notes"}))
        assert "class new_note" in doc["stubs"] and doc["samples"]
        order = {"phone": phone, "task": "add a note called Milk", "app": "Notes"}
        written = said(await client.call_tool("write_script", order))
        assert written["script"].strip() == ADD_MILK.strip() and written["runs"]
        assert ("commit", "ask") in [(one["effect"], one["rule"]) for one in written["effects"]]
        assert "Milk" not in notes(demo_phone)
        done = said(await client.call_tool("run_task", order, progress_callback=progress))
        assert done["status"] == "done" and "Milk" in notes(demo_phone)
        report = said(await client.call_tool("session_report", {"session": done["session"]}))
        assert [one["granted"] for one in report["consents"]] == [True]
        again = said(await client.call_tool("replay", {"phone": phone, "session": done["session"]}))
        assert again["of"] == done["session"] and notes(demo_phone).count("Milk") == 2
        seen = await client.call_tool("screen", {"phone": phone, "picture": True})
        assert any("Milk" in line for line in said(seen)["lines"]) and seen.content[1].type == "image"
        assert said(await client.call_tool("stop", {"phone": phone}))["stopped"] is False
    assert len(person.asked) == 2 and not strange
    assert told[0].startswith("for Notes") or "writing the script" in told
    assert any(line.startswith("line 2: new_note.save") for line in told)


def test_pings_and_stop_are_answered_while_a_run_goes_on(
    wire: Callable[..., Any], demo_phone: DemoPhoneThread, learned: str
) -> None:
    with wire() as server:
        server.begin()
        server.call(1, "run_script", phone=demo_phone.serial, app="Notes", script="wait(60)\n")
        while server.read().get("method") != "notifications/progress":
            pass
        server.send(id=2, method="ping")
        assert server.reply(2)["result"] == {}
        server.call(3, "stop", phone=demo_phone.serial)
        replies: dict[int, Any] = {}
        while len(replies) < 2:
            found = server.read()
            if "id" in found:
                replies[found["id"]] = found["result"]
    assert replies[3]["structuredContent"]["stopped"] is True
    assert replies[1]["structuredContent"]["status"] == "cancelled"
    assert in_use(demo_phone.serial) is None


@pytest.mark.parametrize("how", ["its input is closed", "the call is broken off", "it is told to end", "it is killed"])
def test_a_client_that_goes_away_in_the_middle_leaves_nothing_half_done(
    wire: Callable[..., Any], demo_phone: DemoPhoneThread, learned: str, eventually: Callable[..., None], how: str
) -> None:
    before = notes(demo_phone)
    with wire("--allow", "commit") as server:
        server.begin()
        script = 'new_note.title.set_text("Milk")\nwait(60)\nnew_note.save.tap()\n'
        server.call(1, "run_script", phone=demo_phone.serial, app="Notes", script=script)
        while "set_text" not in server.read().get("params", {}).get("message", ""):
            pass
        if how == "the call is broken off":
            server.send(method="notifications/cancelled", params={"requestId": 1, "reason": "no more"})
            eventually(lambda: in_use(demo_phone.serial) is None)
            assert server.process.poll() is None
        elif how == "its input is closed":
            server.process.stdin.close()
            assert server.process.wait(20) == 0
        elif how == "it is told to end":
            server.process.send_signal(signal.SIGTERM)
            assert server.process.wait(20) == 0
        else:
            server.process.kill()
            server.process.wait(20)
    assert in_use(demo_phone.serial) is None
    assert notes(demo_phone) == before
    with Store() as store:
        ended = "interrupted" if how == "it is killed" else "cancelled"
        assert [head.status for head in list_sessions(store)] == [ended]


def test_the_newer_era_without_manners(wire: Callable[..., Any]) -> None:
    """A version that nobody knows is answered with those that are; huge arguments are refused, and nothing is begun."""
    with wire() as server:
        meta = MODERN | {"io.modelcontextprotocol/protocolVersion": "2099-01-01"}
        server.send(id=1, method="tools/list", params={"_meta": meta})
        error = server.reply(1)["error"]
        assert error["code"] == -32022 and "2026-07-28" in error["data"]["supported"]
        server.send(id=2, method="tools/list", params={"_meta": MODERN})
        assert len(server.reply(2)["result"]["tools"]) == 10
        huge: dict[str, dict[str, str]] = {
            "run_task": {"phone": "demo", "task": "x" * 5_000_000},
            "run_script": {"phone": "demo", "app": "Notes", "script": "#" * 5_000_000},
            "screen": {"phone": "y" * 5_000_000},
        }
        for number, (name, arguments) in enumerate(huge.items(), 3):
            server.send(id=number, method="tools/call", params={"name": name, "arguments": arguments, "_meta": MODERN})
            refused = server.reply(number)["result"]
            assert refused["isError"] and "at most" in refused["content"][0]["text"] and len(str(refused)) < 600
    with Store() as store:
        assert not list_sessions(store)


BROKEN = [b"not json", b'{"jsonrpc": "2.0", "id": 5}', b"\xff\xfe\x00", b"[" * 100_000, b"", b"null"]


def test_broken_lines_end_nothing(wire: Callable[..., Any]) -> None:
    """Nor does a version of the older era that nobody knows: the newest of that era is offered."""
    with wire() as server:
        server.begin("1999-01-01")
        for number, line in enumerate(BROKEN, 10):
            server.send_line(line)
            server.send(id=number, method="ping")
            assert server.reply(number)["result"] == {}, line[:40]


def test_what_is_printed_in_the_process_and_by_its_children_goes_to_stderr(
    over_stdio: Start, demo_phone: DemoPhoneThread, learned: str
) -> None:
    """By Python, by a library in C (as llama.cpp does), and by a child."""
    noisy = (
        "import os, subprocess, sys\nimport ui.mcp.looks as looks\nreally = looks.phones\n"
        "def phones(room):\n"
        "    print('noise from python', flush=True)\n    os.write(1, b'noise from c\\n')\n"
        "    subprocess.run([sys.executable, '-c', 'print(\"noise from a child\")'], check=True)\n"
        "    return really(room)\n"
        "looks.phones = phones\nfrom ui.cli import main\nmain()\n"
    )
    how = over_stdio()
    done = subprocess.Popen(
        [how.command, "-c", noisy, "mcp"],
        env=os.environ | (how.env or {}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    server = Wire(done)
    server.send(id=1, method="tools/call", params={"name": "list_phones", "arguments": {}, "_meta": MODERN})
    assert server.reply(1)["result"]["structuredContent"]["phones"]
    out, errors = done.communicate(timeout=30)
    assert out == b""
    for noise in ("noise from python", "noise from c", "noise from a child"):
        assert noise.encode() in errors


async def test_two_phones_in_turn_are_never_mixed_up(
    over_stdio: Start, start_demo_phone: Callable[..., DemoPhoneThread], learned: str
) -> None:
    one, other = start_demo_phone(), start_demo_phone()
    ended: dict[str, Any] = {}

    async def add(phone: DemoPhoneThread, title: str) -> None:
        call = {"phone": phone.serial, "app": "Notes", "script": ADD_MILK.replace("Milk", title)}
        ended[title] = said(await client.call_tool("run_script", call))

    async with Client(over_stdio("--allow", "commit")) as client, anyio.create_task_group() as both:
        for phone, title in ((one, "One"), (other, "Other")):
            both.start_soon(add, phone, title)
    assert [ended[title]["status"] for title in ("One", "Other")] == ["done", "done"], ended
    assert "One" in notes(one) and "Other" not in notes(one)
    assert "Other" in notes(other) and "One" not in notes(other)
