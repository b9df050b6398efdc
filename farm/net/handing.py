"""Handing calls to the hosts of a farm, each for one of them and never again; and noticing when no answer will come."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
import uuid
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from distributed import Client, Security
from distributed import Future as Delivery

from ..address import Address
from ..errors import FarmError, FarmLost, HostLost, NotHanded
from ..host import answer
from .hosting import FarmUp
from .meeting import CONNECT_S, OP, ask, configure, quietly, security_of, why

log = logging.getLogger(__name__)

PATIENCE_S = 10.0
"""A scheduler that doesn't answer for so long is gone."""
_LOOK_S, _ASK_S = 0.05, 0.5


@dataclass
class _Pending:
    """A call that has no answer yet."""

    host: str
    """Its address: one that joins again has another."""
    delivery: Delivery
    future: Future[dict[str, Any]]


class FarmNet:
    """Hands calls to the hosts of a farm. Use it in a `with`; its methods may be called from any thread."""

    def __init__(self, farm: Address | FarmUp) -> None:
        """Raises FarmLost where no farm answers, OtherVersion, FarmError."""
        configure()
        own = isinstance(farm, FarmUp)
        address = farm.address if isinstance(farm, FarmUp) else farm
        contact = farm.contact if isinstance(farm, FarmUp) else str(farm)
        security = security_of(address) if address is not None else Security(require_encryption=False)
        if not own:
            asyncio.run(ask(contact, security))
        loop = farm.loop if isinstance(farm, FarmUp) else None
        try:
            self._client = Client(
                contact,
                loop=loop,
                security=security,
                timeout=CONNECT_S,
                set_as_default=False,
                direct_to_workers=False,
                name="thumbwright",
            )
        except (OSError, TimeoutError, ValueError, RuntimeError) as error:
            raise FarmLost(f"The farm at {contact} doesn't answer: {why(error)}") from None
        self.contact = contact
        self._pending: dict[str, _Pending] = {}
        self._lock = threading.Lock()
        self._addresses: dict[str, str] = {}
        self._heard = time.monotonic()
        self._closing = threading.Event()
        self._look_at_hosts()
        self._watch = threading.Thread(target=self._watching, name="farm-watch", daemon=True)
        self._watch.start()

    def __enter__(self) -> FarmNet:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def hosts(self) -> list[str]:
        """The names of those that are there now. Raises FarmLost."""
        if time.monotonic() - self._heard > PATIENCE_S:
            raise FarmLost(f"The farm at {self.contact} doesn't answer any more.")
        with self._lock:
            return sorted(self._addresses)

    def submit(self, host: str, call: str, data: dict[str, Any], name: str = "") -> Future[dict[str, Any]]:
        """Have a host do one of `farm.host.CALLS`. The Future ends with what `answer` gave, or with NotHanded, HostLost or
        FarmLost; one that is cancelled is waited for by nobody."""
        future: Future[dict[str, Any]] = Future()
        with self._lock:
            address = self._addresses.get(host)
        if address is None:
            future.set_exception(NotHanded(f"{host} isn't in the farm."))
            return future
        key = f"{name or call}-{uuid.uuid4().hex}"
        try:
            delivery = self._client.submit(
                answer,
                host,
                call,
                json.dumps(data),
                key=key,
                workers=[address],
                allow_other_workers=False,
                retries=0,
                pure=False,
            )
        except Exception as error:  # its loop is closed, or the connection
            future.set_exception(FarmLost(f"The farm at {self.contact} takes nothing any more: {why(error)}"))
            return future
        with self._lock:
            self._pending[key] = _Pending(address, delivery, future)
        return future

    def close(self) -> None:
        """Let the farm go. What is under way on its hosts goes on there; nobody waits for it."""
        self._closing.set()
        self._watch.join(10.0)
        with self._lock:
            left, self._pending = list(self._pending.values()), {}
        for one in left:
            _set(one.future, FarmLost("The farm was let go before an answer came."))
        quietly(lambda: self._client.close(timeout=5))

    def _watching(self) -> None:
        looked = 0.0
        while not self._closing.wait(_LOOK_S):
            try:
                if time.monotonic() - looked > _ASK_S:
                    self._look_at_hosts()
                    looked = time.monotonic()
                self._look_at_deliveries()
            except Exception:  # the watch goes on whatever it meets: who waits depends on it
                log.exception("while watching the farm")

    def _look_at_hosts(self) -> None:
        try:
            told = self._client.sync(getattr(self._client.scheduler, OP), callback_timeout=PATIENCE_S / 2)
        except Exception as error:
            log.debug("the farm doesn't answer: %r", error)
            return
        with self._lock:
            self._addresses = {one["name"]: one["address"] for one in told["hosts"]}
        self._heard = time.monotonic()

    def _look_at_deliveries(self) -> None:
        lost = time.monotonic() - self._heard > PATIENCE_S
        with self._lock:
            pending, there = list(self._pending.items()), set(self._addresses.values())
        for key, one in pending:
            status = one.delivery.status
            if one.future.cancelled():
                self._forget(key)
            elif status == "finished":
                self._forget(key, self._answer_of(one))
            elif status == "error":
                self._forget(
                    key, HostLost(f"The host was lost: {why(one.delivery.exception(timeout=5) or Exception())}")
                )
            elif status in ("cancelled", "lost"):
                self._forget(key, FarmLost("The farm lost it."))
            elif lost:
                self._forget(key, FarmLost(f"The farm at {self.contact} doesn't answer any more."))
            elif one.host not in there:
                self._forget(key, HostLost("The host has left the farm."))

    def _answer_of(self, one: _Pending) -> dict[str, Any] | FarmError:
        try:
            found: dict[str, Any] = json.loads(one.delivery.result(timeout=5))
            return found
        except Exception as error:  # the answer was there, and its host went before it was fetched
            return HostLost(f"The host was lost with its answer: {why(error)}")

    def _forget(self, key: str, with_: dict[str, Any] | FarmError | None = None) -> None:
        with self._lock:
            one = self._pending.pop(key, None)
        if one is None:
            return
        quietly(one.delivery.release)
        if with_ is not None:
            _set(one.future, with_)


def _set(future: Future[dict[str, Any]], with_: dict[str, Any] | FarmError) -> None:
    if future.cancelled() or future.done():
        return
    if isinstance(with_, FarmError):
        future.set_exception(with_)
    else:
        future.set_result(with_)
