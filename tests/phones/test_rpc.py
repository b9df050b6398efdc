"""What is sent again and what never is, against a server on a real socket that misbehaves on cue."""

import json
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from phones.errors import AnswerLost, CallRefused, CallTimeout, PhoneLost, ServerLost
from phones.rpc import Rpc, ping

ANSWER: dict[str, Any] = {"result": True}
DROP = "reads the request and drops the connection"
DROP_FIRST = "drops the connection as soon as it is made"
CLOSE_AFTER = "answers, then closes the connection"
TRICKLE = "answers a byte at a time, and never to the end"
HANG = "reads the request and stays silent"
GARBAGE = "answers what is no HTTP"
NOT_CONNECTED = {
    "error": {"code": -32001, "message": "java.lang.IllegalStateException", "data": "UiAutomation not connected!"}
}
DEAD = {"error": {"code": -32001, "message": "android.os.DeadObjectException"}}
REFUSED = {
    "error": {"code": -32001, "message": "java.lang.SecurityException", "data": "requires INJECT_EVENTS\n\tat x"}
}


class BadServer:
    """Takes each request by the next behaviour of its queue (ANSWER where it is empty) and remembers what was asked."""

    def __init__(self) -> None:
        self.behaviours: deque[Any] = deque()
        self.asked: list[str] = []
        self.connections = 0
        self._open: list[socket.socket] = []
        self._ended = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def close(self) -> None:
        self._ended.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in list(self._open):
            connection.close()
        self._thread.join(5)

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(connection)
            with connection:
                self._serve(connection)

    def _serve(self, connection: socket.socket) -> None:
        if self.behaviours and self.behaviours[0] == DROP_FIRST:
            self.behaviours.popleft()
            return
        with connection.makefile("rb") as lines:
            while True:
                try:
                    length = 0
                    while (line := lines.readline()).strip():
                        if line.lower().startswith(b"content-length:"):
                            length = int(line.split(b":")[1])
                    if not line:
                        return
                    body = lines.read(length)
                    self.asked.append(json.loads(body)["method"] if body else "ping")
                    behaviour = self.behaviours.popleft() if self.behaviours else ANSWER
                    if behaviour == DROP:
                        return
                    if behaviour == TRICKLE:
                        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
                        while not self._ended.wait(0.01):
                            connection.sendall(b" ")
                        return
                    if behaviour == HANG:
                        lines.read(1)  # until the client gives up
                        return
                    answer = (
                        b"pong"
                        if not body
                        else behaviour
                        if isinstance(behaviour, bytes)
                        else json.dumps(behaviour if isinstance(behaviour, dict) else ANSWER).encode()
                    )
                    head = (
                        b"Nonsense\r\n\r\n"
                        if behaviour == GARBAGE
                        else b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n"
                    )
                    connection.sendall((head % len(answer) if b"%d" in head else head) + answer)
                    if behaviour == CLOSE_AFTER:
                        return
                except OSError:
                    return


class LocalWay:
    """A way to a port of this computer, that can be cut."""

    serial = "test"

    def __init__(self, port: int) -> None:
        self.port = port
        self.plugged = True

    def stream(self, port: int, *, timeout_s: float = 5.0) -> socket.socket:
        if not self.plugged:
            raise ConnectionRefusedError("no such device")
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout_s)

    def back(self) -> bool:
        return self.plugged


@pytest.fixture
def server() -> Iterator[BadServer]:
    server = BadServer()
    yield server
    server.close()


@pytest.fixture
def way(server: BadServer) -> LocalWay:
    return LocalWay(server.port)


@pytest.fixture
def restarts() -> list[str]:
    return []


@pytest.fixture
def rpc(way: LocalWay, restarts: list[str]) -> Iterator[Rpc]:
    rpc = Rpc(way, lambda: restarts.append("restarted"))
    yield rpc
    rpc.close()


def test_calls_share_one_connection(rpc: Rpc, server: BadServer) -> None:
    for _ in range(3):
        assert rpc.read("deviceInfo") is True
    rpc.act("click", 1, 2, doing="tap")
    assert server.connections == 1


@pytest.mark.parametrize("behaviour", [DROP, CLOSE_AFTER], ids=["dropped unanswered", "closed while idle"])
def test_a_read_is_repeated_on_another_connection(
    rpc: Rpc, server: BadServer, restarts: list[str], behaviour: str
) -> None:
    rpc.read("deviceInfo")
    server.behaviours.extend([behaviour])
    rpc.read("deviceInfo")
    assert rpc.read("dumpWindowHierarchy") is True
    assert server.asked[-1] == "dumpWindowHierarchy"
    assert restarts == []


def test_a_read_that_fails_on_a_fresh_connection_restarts_the_server(
    rpc: Rpc, server: BadServer, restarts: list[str]
) -> None:
    server.behaviours.extend([DROP])
    assert rpc.read("deviceInfo") is True
    assert restarts == ["restarted"]


def test_a_server_that_stays_dead_is_given_up_after_one_restart(
    rpc: Rpc, server: BadServer, restarts: list[str]
) -> None:
    server.behaviours.extend([DROP_FIRST] * 5)
    with pytest.raises(ServerLost):
        rpc.read("deviceInfo")
    assert restarts == ["restarted"]


@pytest.mark.parametrize("behaviour", [DROP, GARBAGE], ids=["dropped", "garbled"])
@pytest.mark.parametrize("kept", [True, False], ids=["kept connection", "new connection"])
def test_an_act_whose_answer_is_lost_is_not_sent_again(rpc: Rpc, server: BadServer, kept: bool, behaviour: str) -> None:
    if kept:
        rpc.read("deviceInfo")
    server.behaviours.append(behaviour)
    with pytest.raises(AnswerLost, match="tap at 1,2"):
        rpc.act("click", 1, 2, doing="tap at 1,2")
    assert server.asked.count("click") == 1
    assert rpc.read("deviceInfo") is True


def test_an_act_that_times_out_is_not_sent_again(rpc: Rpc, server: BadServer) -> None:
    server.behaviours.append(HANG)
    with pytest.raises(AnswerLost):
        rpc.act("click", 1, 2, doing="tap at 1,2", timeout_s=0.1)
    assert server.asked == ["click"]


@pytest.mark.parametrize("behaviour", [HANG, TRICKLE])
def test_a_read_that_times_out_says_so(rpc: Rpc, server: BadServer, behaviour: str) -> None:
    server.behaviours.append(behaviour)
    with pytest.raises(CallTimeout, match=r"0\.1 s: dump the screen"):
        rpc.read("dumpWindowHierarchy", doing="dump the screen", timeout_s=0.1)


def test_an_act_on_a_connection_closed_while_idle_is_sent_once(
    rpc: Rpc, server: BadServer, eventually: Callable[..., None]
) -> None:
    server.behaviours.append(CLOSE_AFTER)
    rpc.read("deviceInfo")
    eventually(lambda: rpc._stale(True))  # the end of the stream has come
    assert rpc.act("click", 1, 2, doing="tap") is True
    assert server.asked == ["deviceInfo", "click"]
    assert server.connections == 2


def test_an_act_refused_before_it_began_is_sent_after_a_restart(
    rpc: Rpc, server: BadServer, restarts: list[str]
) -> None:
    server.behaviours.append(NOT_CONNECTED)
    assert rpc.act("click", 1, 2, doing="tap") is True
    assert restarts == ["restarted"]


def test_an_act_during_which_the_system_died_is_not_sent_again(
    rpc: Rpc, server: BadServer, restarts: list[str]
) -> None:
    server.behaviours.append(DEAD)
    with pytest.raises(AnswerLost):
        rpc.act("click", 1, 2, doing="tap")
    assert server.asked == ["click"]
    assert restarts == ["restarted"]


def test_a_connection_to_android_lost_twice_is_an_error(rpc: Rpc, server: BadServer) -> None:
    server.behaviours.extend([NOT_CONNECTED, NOT_CONNECTED])
    with pytest.raises(ServerLost, match="UiAutomation not connected"):
        rpc.read("deviceInfo")


def test_an_error_of_the_phone_names_what_was_done_and_the_remedy(rpc: Rpc, server: BadServer) -> None:
    server.behaviours.append(REFUSED)
    with pytest.raises(CallRefused, match=r"tap at 1,2 .*INJECT_EVENTS.*Security settings") as caught:
        rpc.act("click", 1, 2, doing="tap at 1,2")
    assert "\tat" not in str(caught.value)


@pytest.mark.parametrize("act", [True, False], ids=["act", "read"])
def test_an_unplugged_phone_is_lost_with_what_was_being_done(
    rpc: Rpc, server: BadServer, way: LocalWay, act: bool
) -> None:
    rpc.read("deviceInfo")
    server.behaviours.append(DROP)
    way.plugged = False
    with pytest.raises(PhoneLost, match="tap the button"):
        (rpc.act if act else rpc.read)("click", doing="tap the button")


@pytest.mark.parametrize("behaviour", [HANG, TRICKLE])
def test_ping_tells_a_server_from_silence_and_from_nothing(server: BadServer, way: LocalWay, behaviour: str) -> None:
    assert ping(way) is True
    server.behaviours.append(behaviour)
    assert ping(way, timeout_s=0.1) is None
    way.plugged = False
    assert ping(way) is False


@pytest.mark.parametrize(
    "said", [b"[" * 100_000, b'{"a":' * 50_000, b"[]", b'{"x": 1}', b"\xff"], ids=lambda said: repr(said[:8])
)
def test_an_answer_that_is_none_is_refused(server: BadServer, rpc: Rpc, said: bytes) -> None:
    server.behaviours.append(said)
    with pytest.raises(CallRefused, match="no JSON-RPC"):
        rpc.read("deviceInfo")
