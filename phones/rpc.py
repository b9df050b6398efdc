"""JSON-RPC to uiautomator's server on the phone, over one kept connection.

Decides what is sent again and what never is: a read whose answer was lost is simply repeated, an act is not, since it may
have happened; the caller dumps and looks. Headers and body go out in one send on a socket without Nagle's delay, which is
most of the difference between 1 ms and 50 ms a call. Starting the server is left to `server`, the methods to `android`.
"""

from __future__ import annotations

import json
import logging
import select
import socket
import time
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse
from typing import Any, Protocol, cast

from .deadline import Timed
from .errors import AnswerLost, CallRefused, CallTimeout, PhoneLost, ServerLost

PORT = 9008
READ_S = 10.0
ACT_S = 5.0
_IDLE_S = 2.0
"""The phone's server closes a connection after 5 idle seconds; an act must not meet that moment."""
_NOT_CONNECTED = "UiAutomation not connected"
_DEAD = ("android.os.DeadObjectException", "android.os.DeadSystem")
_log = logging.getLogger(__name__)


class Way(Protocol):
    """The way to the phone, as `line.Line` is one."""

    serial: str

    def stream(self, port: int, *, timeout_s: float = 5.0) -> socket.socket: ...

    def back(self) -> bool: ...


class Rpc:
    """Calls to the server on one phone. Not thread-safe: one owner."""

    def __init__(self, line: Way, restart: Callable[[], None], port: int = PORT) -> None:
        """`restart` makes the server run again or raises ServerLost; it is tried once a call."""
        self._line = line
        self._restart = restart
        self._port = port
        self._socket: socket.socket | None = None
        self._used_at = 0.0
        self._count = 0

    def read(self, method: str, *params: object, doing: str = "", timeout_s: float = READ_S) -> Any:
        """A call that changes nothing: repeated after a lost connection. Raises PhoneError's children."""
        return self._call(method, params, doing or method, timeout_s, act=False)

    def act(self, method: str, *params: object, doing: str, timeout_s: float = ACT_S) -> Any:
        """A call that changes something: sent once. Raises AnswerLost where it was sent and not answered."""
        return self._call(method, params, doing, timeout_s, act=True)

    def close(self) -> None:
        """Drop the connection; the next call opens another."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _call(self, method: str, params: tuple[object, ...], doing: str, timeout_s: float, *, act: bool) -> Any:
        self._count += 1
        # the server's own client sends an object where there are no parameters
        call = {"jsonrpc": "2.0", "id": self._count, "method": method, "params": list(params) or {}}
        request = request_of(json.dumps(call, ensure_ascii=False).encode("utf-8"))
        recovered = False
        while True:
            kept = self._socket is not None and not self._stale(act)
            sent = False
            until = time.monotonic() + timeout_s
            try:
                connection = self._connection(timeout_s) if kept else self._reconnect(timeout_s)
                connection.sendall(request)
                sent = True
                answer = self._answer(connection, doing, until)
            except TimeoutError:
                self.close()
                if act and sent:
                    raise AnswerLost(self._line.serial, doing) from None
                raise CallTimeout(self._line.serial, doing, timeout_s) from None
            except (OSError, HTTPException) as error:
                _log.debug("%s: %r (sent: %s, kept connection: %s)", doing, error, sent, kept)
                self.close()
                if act and sent:
                    if not self._line.back():
                        raise PhoneLost(self._line.serial, doing) from error
                    raise AnswerLost(self._line.serial, doing) from error
                if kept:
                    continue  # it had been closed in the meantime, which says nothing of the server
                if recovered:
                    raise ServerLost(self._line.serial, f"{doing} failed again after a restart ({error})") from error
                self._recover(doing)
                recovered = True
                continue
            except BaseException:
                self.close()  # an interrupted call leaves half an answer behind
                raise
            if "error" not in answer:
                return answer.get("result")
            self._meet_error(answer["error"], doing, act=act, again=not recovered)
            recovered = True

    def _meet_error(self, error: Any, doing: str, *, act: bool, again: bool) -> None:
        """Return where the call should be sent again, raise otherwise."""
        said = json.dumps(error, ensure_ascii=False)
        dead = any(word in said for word in _DEAD)
        if _NOT_CONNECTED not in said and not dead:
            raise CallRefused(self._line.serial, doing, _reason(error))
        if not again:
            raise ServerLost(self._line.serial, _reason(error))
        self.close()
        self._recover(doing)
        if dead and act:
            # the system died while it was told to act; without a connection to it nothing had begun
            raise AnswerLost(self._line.serial, doing)

    def _recover(self, doing: str) -> None:
        if not self._line.back():
            raise PhoneLost(self._line.serial, doing)
        _log.info("restarting the server on %s, during: %s", self._line.serial, doing)
        self._restart()

    def _connection(self, timeout_s: float) -> socket.socket:
        assert self._socket is not None  # the caller looked
        self._socket.settimeout(timeout_s)
        return self._socket

    def _reconnect(self, timeout_s: float) -> socket.socket:
        self.close()
        self._socket = self._line.stream(self._port, timeout_s=timeout_s)
        self._socket.settimeout(timeout_s)
        return self._socket

    def _stale(self, act: bool) -> bool:
        assert self._socket is not None  # the caller looked
        if act and time.monotonic() - self._used_at > _IDLE_S:
            return True
        readable, _, _ = select.select([self._socket], [], [], 0)
        return bool(readable)  # nothing was asked, so it is the end of the stream

    def _answer(self, connection: socket.socket, doing: str, until: float) -> dict[str, Any]:
        status, body, closing = response_of(connection, until)
        self._used_at = time.monotonic()
        if closing:
            self.close()
        if status != 200:
            raise CallRefused(self._line.serial, doing, f"HTTP status {status}")
        try:
            answer = json.loads(body)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict) or not {"result", "error"} & answer.keys():
            raise CallRefused(self._line.serial, doing, "its answer is no JSON-RPC")
        return answer


def ping(line: Way, port: int = PORT, timeout_s: float = 3.0) -> bool | None:
    """Whether the server answers: True, False where nothing listens, None where something takes the call and is silent."""
    try:
        connection = line.stream(port, timeout_s=timeout_s)
    except TimeoutError:
        return None
    except OSError:
        return False
    with connection:
        try:
            connection.settimeout(timeout_s)
            connection.sendall(b"GET /ping HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            status, body, _ = response_of(connection, time.monotonic() + timeout_s)
        except TimeoutError:
            return None
        except (OSError, HTTPException):
            return False
    return status == 200 and body == b"pong"


def request_of(body: bytes) -> bytes:
    # an empty Accept-Encoding keeps the server from compressing, which leaks memory in it
    head = (
        "POST /jsonrpc/0 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept-Encoding: \r\n"
        f"Connection: keep-alive\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode("ascii") + body


def response_of(connection: socket.socket, until: float) -> tuple[int, bytes, bool]:
    """Status, body, and whether the connection ends with it. Raises TimeoutError where it isn't whole by then."""
    response = HTTPResponse(cast(socket.socket, Timed(connection, until)), method="POST")
    try:
        response.begin()
        return response.status, response.read(), response.will_close
    finally:
        response.close()


def _reason(error: Any) -> str:
    if not isinstance(error, dict):
        return str(error)
    message, data = str(error.get("message") or error.get("code") or "no reason"), str(error.get("data") or "")
    first = data.splitlines()[0][:200] if data else ""
    return message if not first or first in message else f"{message}: {first}"
