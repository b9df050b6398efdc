"""The writer that asks a server, against a small one: what it sends, what it makes of the answer, whom it refuses."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from agent.model.openai_server import ServerWriter, loopback_address
from agent.model.writing import DRAWN_AT, Prompt, StopReason, Turn
from ground.errors import ModelError

ASK = Prompt((Turn("system", "Rules"),), (Turn("user", "Task: write"),))


def pieces(*texts: str, finish: str = "stop") -> list[str]:
    events: list[dict[str, Any]] = [{"choices": [{"delta": {"content": t}, "finish_reason": None}]} for t in texts]
    events.append({"choices": [{"delta": {}, "finish_reason": finish}]})
    events.append({"choices": [], "usage": {"prompt_tokens": 42, "completion_tokens": 7}})
    return [f"data: {json.dumps(e)}\n\n" for e in events] + ["data: [DONE]\n\n"]


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    lines: list[str]
    requests: list[dict[str, Any]]
    status = 200
    hold: threading.Event | None = None
    models: Any = None


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        models = self.server.models if self.server.models is not None else {"data": [{"id": "small"}]}
        self._say(json.dumps(models))

    def do_POST(self) -> None:
        self.server.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        if self.server.status != 200:
            self.send_response(self.server.status)
            self.end_headers()
            self.wfile.write(b'{"error": "context too long"}')
            return
        self._say(self.server.lines[0])
        if self.server.hold:
            self.wfile.flush()
            self.server.hold.wait(10)
        try:
            for line in self.server.lines[1:]:
                self.wfile.write(line.encode())
        except OSError:
            pass

    def _say(self, text: str) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), _Handler)
    server.requests = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    if server.hold:
        server.hold.set()
    server.shutdown()
    thread.join()
    server.server_close()


def writer(server: Server) -> ServerWriter:
    return ServerWriter(f"http://127.0.0.1:{server.server_port}/v1")


def test_script_is_taken_out_of_its_fence(server: Server) -> None:
    server.lines = pieces("Here is", " it:\n``", "`python\nnotes.new", ".tap()\nback", "()\n`", "``\nIt taps.")
    seen: list[str] = []
    generation = writer(server).generate(ASK, on_token=seen.append)
    assert generation.text == "".join(seen) == "notes.new.tap()\nback()\n"
    assert generation.stop is StopReason.STOP
    assert generation.model == "small"


def test_what_is_sent(server: Server) -> None:
    server.lines = pieces("```\nback()\n```")
    writer(server).generate(ASK, max_tokens=100)
    (sent,) = server.requests
    assert sent["messages"] == [{"role": "system", "content": "Rules"}, {"role": "user", "content": "Task: write"}]
    assert sent["temperature"] == 0


def test_another_answer_is_drawn_at_the_temperature_that_the_local_model_has(server: Server) -> None:
    server.lines = pieces("```\nback()\n```")
    writer(server).generate(replace(ASK, seed=3))
    assert server.requests[0]["temperature"] == DRAWN_AT


def test_script_without_a_fence(server: Server) -> None:
    server.lines = pieces("notes.new.tap()\n", "back()")
    generation = writer(server).generate(ASK)
    assert generation.text == "notes.new.tap()\nback()"
    assert generation.stop is StopReason.END
    assert (generation.prompt_tokens, generation.output_tokens) == (42, 7)


def test_cut_off_answer_says_so(server: Server) -> None:
    server.lines = pieces("```python\nnotes.new.ta", finish="length")
    generation = writer(server).generate(ASK)
    assert (generation.text, generation.stop) == ("notes.new.ta", StopReason.LENGTH)


def test_plain_answer_to_a_prompt_without_prefill(server: Server) -> None:
    server.lines = pieces("opens the menu", "\nand more")
    prompt = Prompt((), (Turn("user", "What?"),), prefill="", stops=("\n",))
    assert writer(server).generate(prompt).text == "opens the menu"


def test_endless_answer_is_stopped(server: Server) -> None:
    server.lines = pieces("```python\n", *["notes.new.tap()\n"] * 500)
    assert writer(server).generate(ASK).stop is StopReason.REPEAT


def test_cancelling_while_the_server_is_silent(server: Server) -> None:
    server.lines = pieces("```python\nback()\n", "back()\n")
    server.hold = threading.Event()
    seen: list[str] = []
    generation = writer(server).generate(ASK, on_token=seen.append, cancelled=lambda: bool(seen))
    assert generation.stop is StopReason.CANCELLED


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["data: {"], "broke off"),
        (['data: {"error": {"message": "no memory"}}\n\n'], "no memory"),
    ],
    ids=["half an event", "error event"],
)
def test_broken_answers(lines: list[str], said: str, server: Server) -> None:
    server.lines = lines
    with pytest.raises(ModelError, match=said):
        writer(server).generate(ASK)


def test_refusal_is_shown(server: Server) -> None:
    server.status = 400
    with pytest.raises(ModelError, match="answered 400.*context too long"):
        writer(server).generate(ASK)


@pytest.mark.parametrize("models", [{"data": []}, {}, []], ids=["none", "no list", "no object"])
def test_server_without_models(models: object, server: Server) -> None:
    server.models = models
    with pytest.raises(ModelError, match="doesn't say which models"):
        writer(server).generate(ASK)


def test_no_server() -> None:
    with pytest.raises(ModelError, match=r"No server answers at http://127\.0\.0\.1:1/v1"):
        ServerWriter("http://127.0.0.1:1/v1").generate(ASK)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/v1",
        "http://192.168.1.5:8080/v1",
        "http://127.0.0.1.example.org/v1",
        "http://localhost.example.org/v1",
        "http://127.0.0.1@example.org/v1",
        "http://0.0.0.0:8080/v1",
        "https://127.0.0.1/v1",
        "file:///etc/passwd",
        "127.0.0.1:8080",
        "http://[::1",
        "http://127.0.0.1:port/v1",
        "",
    ],
)
def test_other_machines_are_refused(url: str) -> None:
    with pytest.raises(ModelError, match="on this machine, like"):
        ServerWriter(url)


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("http://127.0.0.1:8080/v1", ("127.0.0.1", 8080, "/v1")),
        ("http://localhost:11434/v1/", ("127.0.0.1", 11434, "/v1")),
        ("http://[::1]:8080", ("::1", 8080, "")),
    ],
)
def test_this_machine(url: str, found: tuple[str, int, str]) -> None:
    assert loopback_address(url) == found
