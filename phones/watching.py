"""Hearing that the screen changed, from the phone itself: a second connection on which uiautomator's server is asked to wait for
the next change of what a window shows.

Decides only whether something changed since `begin`: told, not told, or not known. Nothing is decided by the silence of a phone
that isn't listening, and there is never more than one such wait, since Android has one queue of events for all of them.
"""

from __future__ import annotations

import json
import logging
import select
import socket
import time
from collections.abc import Callable
from http.client import HTTPException

from ground.errors import PhoneError

from .rpc import PORT, Way, request_of, response_of

LISTENS_S = 2.0
"""How long the phone is asked to wait at a time: as long as a screen is believed without another look."""
_BEGINS_S = 0.001
"""What a wait takes to reach the phone at most, before the screen is looked at."""
_IDLE_S = 2.0
_CONNECT_S, _ANSWER_S = 1.0, 1.0
_log = logging.getLogger(__name__)


class Watch:
    """Listens on one phone. Not thread-safe: one owner, who may use another connection at the same time."""

    def __init__(
        self,
        line: Way,
        port: int = PORT,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._line, self._port = line, port
        self._clock, self._sleep = clock, sleep
        self._socket: socket.socket | None = None
        self._waiting = False
        self._told: bool | None = None
        """What the last wait came to, where it has ended: something changed, or it isn't known any more."""
        self._used_at = 0.0
        self._refused = False

    def begin(self) -> None:
        """Listen from now on, where that isn't done already and nothing was heard. Never raises: who can't listen doesn't know."""
        if self._refused or self.heard() is False:
            return
        self._told = None
        params = [None, int(LISTENS_S * 1000)]
        call = {"jsonrpc": "2.0", "id": 1, "method": "waitForWindowUpdate", "params": params}
        try:
            if self._socket is None or self._clock() - self._used_at > _IDLE_S or _readable(self._socket, 0):
                self.close()
                self._socket = self._line.stream(self._port, timeout_s=_CONNECT_S)
            self._socket.settimeout(_ANSWER_S)
            self._socket.sendall(request_of(json.dumps(call).encode()))
        except (OSError, PhoneError) as error:
            _log.debug("can't listen on %s: %r", self._line.serial, error)
            self.close()
            return
        self._waiting, self._used_at = True, self._clock()
        self._sleep(_BEGINS_S)

    def heard(self, wait_s: float = 0.0) -> bool | None:
        """Whether something changed since `begin`; waits that long for it. None where it isn't known, and then at once."""
        if not self._waiting or self._socket is None:
            return self._told
        if not _readable(self._socket, wait_s):
            return False
        self._waiting = False
        self._told = self._answer()
        self._used_at = self._clock()
        return self._told

    def _answer(self) -> bool | None:
        assert self._socket is not None  # the caller looked
        try:
            status, body, closing = response_of(self._socket, time.monotonic() + _ANSWER_S)
            answer = json.loads(body) if status == 200 else {}
        except (OSError, HTTPException, ValueError) as error:
            _log.debug("no longer listening on %s: %r", self._line.serial, error)
            self.close()
            return None
        if closing:
            self.close()
        if status == 200 and "error" in answer:
            _log.info("%s can't wait for changes of the screen: %s", self._line.serial, answer["error"])
            self._refused = True
        # a wait that ended without a change was followed by a moment in which nobody listened
        return True if answer.get("result") is True else None

    def close(self) -> None:
        """End the connection; `begin` opens another."""
        self._waiting, self._told = False, None
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def _readable(connection: socket.socket, wait_s: float) -> bool:
    return bool(select.select([connection], [], [], wait_s)[0])
