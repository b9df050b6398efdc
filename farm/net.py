"""What joins the machines of a farm: Dask's distributed, and the only module that knows it.

Everybody else sees an executor that hands JSON to a named host and gives a `concurrent.futures.Future` back. Each call is one
task of Dask's, with a name of its own, for one worker, never tried again; a Future ends with the answer, or with HostLost or
FarmLost once nothing more will come, and never later than that is noticed. No actors: a worker runs all of its actors in one
thread, so eight phones on a host would wait for each other. What is asked twice all the same is refused by the host
(`farm.claims`).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import socket
import threading
import time
import uuid
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

import dask
from distributed import Client, Scheduler, SchedulerPlugin, Security, Worker
from distributed import Future as Delivery
from distributed.core import Status, rpc
from tornado.ioloop import IOLoop

from .address import Address
from .errors import FarmError, FarmLost, HostLost, NotHanded
from .host import Host, answer, lend, take_back
from .key import checked_key
from .version import own_version, same_version

log = logging.getLogger(__name__)
T = TypeVar("T")

SILENT_S = 15.0
"""A host that says nothing for so long has left the farm; noticed within twice that."""
PATIENCE_S = 10.0
"""A scheduler that doesn't answer for so long is gone."""
CONNECT_S = 8.0
_LOOK_S, _ASK_S = 0.05, 0.5
_THREADS = 64
"""Of a host: calls that it answers at a time."""
_ONLY_HERE = "127.0.0.1:0"
"""Where the pages for people are that Dask always serves: nobody else reaches them, and there is nothing to be seen on them."""
_CONFIG = {
    "distributed.scheduler.allowed-failures": 0,
    "distributed.scheduler.work-stealing": False,
    "distributed.scheduler.worker-ttl": f"{SILENT_S:g}s",
    "distributed.scheduler.http.routes": ["distributed.http.health"],
    "distributed.worker.http.routes": ["distributed.http.health"],
    "distributed.scheduler.active-memory-manager.start": False,
    "distributed.worker.profile.enabled": False,
    "distributed.comm.timeouts.connect": f"{CONNECT_S:g}s",
    "distributed.comm.timeouts.tcp": f"{SILENT_S:g}s",
    "distributed.comm.retry.count": 0,
    "distributed.admin.large-graph-warning-threshold": "1GB",
}
_NOISY = [
    f"distributed.{name}" for name in ("batched", "client", "comm", "core", "nanny", "scheduler", "utils", "worker")
]
"""Loggers to which Dask gives a level of their own."""
_OP = "thumbwright"


def _configure() -> None:
    dask.config.set(_CONFIG)
    for name in ("distributed", *_NOISY, "tornado"):  # what matters of it is said by us
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _security(address: Address) -> Security:
    """Both ends show the same certificate, and take no other."""
    if address.key is None:
        return Security(require_encryption=False)
    file = str(checked_key(address.key))
    names = ("client", "scheduler", "worker")
    parts = {f"tls_{name}_{part}": file for name in names for part in ("cert", "key")}
    return Security(require_encryption=True, tls_ca_file=file, **parts)


# a loop in a thread


class _Loop:
    """Where a scheduler and workers live, while the rest of the process goes about its business."""

    def __init__(self) -> None:
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="farm", daemon=True)
        self._thread.start()
        self._ready.wait()

    def _run(self) -> None:
        asyncio.run(self._main())

    async def _main(self) -> None:
        self.loop, self.io, self._end = asyncio.get_running_loop(), IOLoop.current(), asyncio.Event()
        self._ready.set()
        await self._end.wait()

    def do(self, what: Coroutine[Any, Any, T], timeout_s: float | None = None) -> T:
        return asyncio.run_coroutine_threadsafe(what, self.loop).result(timeout_s)

    def close(self) -> None:
        self.loop.call_soon_threadsafe(self._end.set)
        self._thread.join(5.0)


class _Desk(SchedulerPlugin):  # type: ignore[misc]
    """Answers whoever wants to belong to the farm: which version it has, which hosts are there."""

    async def start(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        scheduler.handlers[_OP] = self._told

    async def _told(self) -> dict[str, Any]:
        hosts = [{"address": one.address, "name": str(one.name)} for one in self._scheduler.workers.values()]
        return {"version": own_version(), "hosts": hosts}


@contextlib.contextmanager
def scheduling(address: Address | None, host: Host | None) -> Iterator[FarmUp]:
    """A farm that begins here, with this machine's phones where there is a `host`; `address` None is one within this process, for
    nobody else. Raises FarmError where it can't listen there."""
    _configure()
    loop = _Loop()
    where: dict[str, Any] = {"protocol": "inproc://"}
    security = Security(require_encryption=False)
    if address is not None:
        security = _security(address)
        protocol = "tls://" if address.key else "tcp://"
        where = {"protocol": protocol, "host": address.host, "port": address.port}

    async def begin() -> tuple[Scheduler, Worker | None]:
        scheduler = Scheduler(
            security=security, dashboard=False, dashboard_address=_ONLY_HERE, plugins=[_Desk()], **where
        )
        await scheduler
        listen = _listening_host(scheduler.address) if address is not None else None
        worker = await _worker(scheduler.address, host, security, listen) if host is not None else None
        return scheduler, worker

    try:
        try:
            scheduler, worker = loop.do(begin())
        except (OSError, ValueError, RuntimeError) as error:
            raise FarmError(
                f"The farm can't listen at {address}: {_why(error)}. Another place: --listen HOST:PORT"
            ) from None
        try:
            yield FarmUp(scheduler.address, loop.io, address)
        finally:
            if worker is not None:
                _left(host)
                _quietly(lambda: loop.do(worker.close(timeout=5), 10))
            _quietly(lambda: loop.do(scheduler.close(), 10))
    finally:
        loop.close()


@dataclass(frozen=True)
class FarmUp:
    """A farm that was begun by this process."""

    contact: str
    """As Dask says it."""
    loop: IOLoop = field(repr=False)
    address: Address | None
    """Where others meet it; None: nowhere."""


def _listening_host(contact: str) -> str:
    """Where a worker of this machine listens for that scheduler: where the way to it begins, and nowhere else. Dask would take
    every interface."""
    there = contact.rpartition("://")[2].rpartition(":")[0].strip("[]")
    family = socket.AF_INET6 if ":" in there else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:  # nothing is sent by connecting one of these
        probe.connect((there, 9))
        return str(probe.getsockname()[0])


def reachable(up: FarmUp) -> Address:
    """The address that hosts join, its port known."""
    assert up.address is not None
    port = int(up.contact.rpartition(":")[2])
    host = up.address.host
    if host in ("0.0.0.0", "[::]"):
        host = up.contact.rpartition("://")[2].rpartition(":")[0]
    return Address(host, port, up.address.key)


async def _worker(contact: str, host: Host, security: Security, listen: str | None) -> Worker:
    from ground import paths

    lend(host)
    worker = Worker(
        contact,
        name=host.name,
        nthreads=_THREADS,
        executor=ThreadPoolExecutor(_THREADS, "farm-host"),  # Dask's own begins all of its threads, needed or not
        memory_limit=0,
        local_directory=str(paths.private_dir(paths.farm_dir() / "scratch")),
        dashboard=False,
        dashboard_address=_ONLY_HERE,
        security=security,
        host=listen,
        death_timeout=CONNECT_S,
    )
    await worker
    return worker


def _left(host: Host | None) -> None:
    if host is not None:
        host.close()
        take_back(host)


def _quietly(what: Callable[[], object]) -> None:
    try:
        what()
    except Exception as error:  # it ends all the same, and so do we
        log.debug("while ending: %r", error)


def _why(error: BaseException) -> str:
    said = error.__cause__ or error
    return str(getattr(said, "strerror", "") or said) or type(said).__name__


# a host that joins


def serve_host(
    address: Address,
    host: Host,
    *,
    stop: threading.Event,
    listen: str = "",
    said: Callable[[str], object],
) -> None:
    """Belong to the farm at `address` until `stop`. A farm that is lost is joined again once it is back. Raises FarmError where it
    can't be joined the first time, OtherVersion whenever its version isn't ours."""
    _configure()
    security = _security(address)
    asyncio.run(_serve(address, host, security, stop, listen or None, said))


async def _serve(
    address: Address,
    host: Host,
    security: Security,
    stop: threading.Event,
    listen: str | None,
    said: Callable[[str], object],
) -> None:
    contact, first = str(address), True
    try:
        while not stop.is_set():
            try:
                hosts = await _ask(contact, security)
                if first and host.name in {one["name"] for one in hosts}:
                    raise FarmError(
                        f"The farm has a host called {host.name} already. Another name for this one: --name NAME"
                    )
                worker = await _worker(contact, host, security, listen or _listening_host(contact))
            except FarmLost:
                if first:
                    raise
                await _pause(stop, 1.0)
                continue
            except (OSError, RuntimeError, TimeoutError, ValueError) as error:
                if first:
                    raise FarmError(f"The farm at {contact} can't be joined: {_why(error)}") from None
                await _pause(stop, 1.0)
                continue
            said(f"{host.name} belongs to the farm at {contact}.")
            first = False
            while not stop.is_set() and worker.status not in (Status.closing, Status.closed, Status.failed):
                await asyncio.sleep(0.1)
            if not stop.is_set():
                said(
                    f"The farm at {contact} was lost. What is under way here goes on; {host.name} joins again when it is back."
                )
        host.close()
        with contextlib.suppress(Exception):
            await asyncio.wait_for(worker.close(timeout=5), 15)
    finally:
        _left(host)


async def _pause(stop: threading.Event, seconds: float) -> None:
    until = time.monotonic() + seconds
    while not stop.is_set() and time.monotonic() < until:
        await asyncio.sleep(0.1)


async def _ask(contact: str, security: Security) -> list[dict[str, str]]:
    """The farm's hosts. Raises FarmLost where nothing answers, OtherVersion."""
    await _listens(contact)
    args = security.get_connection_args("client")
    desk = rpc(contact, connection_args=args, timeout=CONNECT_S)
    try:
        told = await asyncio.wait_for(getattr(desk, _OP)(), CONNECT_S)
    except (OSError, TimeoutError) as error:
        raise FarmLost(f"No farm answers at {contact}: {_why(error)}{_perhaps(contact)}") from None
    except Exception as error:
        raise FarmError(
            f"What listens at {contact} is no farm of thumbwright's, or one of another version: {_why(error)}"
        ) from None
    finally:
        await desk.close_rpc()
    if not isinstance(told, dict) or "version" not in told:
        raise FarmError(f"What listens at {contact} is no farm of thumbwright's.")
    same_version(f"The farm at {contact}", told["version"])
    return list(told["hosts"])


async def _listens(contact: str) -> None:
    """Dask tries for as long as it may where nothing listens; that is known at once. Raises FarmLost."""
    host, _, port = contact.rpartition("://")[2].rpartition(":")
    try:
        _, writer = await asyncio.wait_for(asyncio.open_connection(host.strip("[]"), int(port)), CONNECT_S)
        writer.close()
    except (OSError, TimeoutError) as error:
        raise FarmLost(f"No farm answers at {contact}: {_why(error)}. Begin one there: thumbwright farm up") from None


def _perhaps(contact: str) -> str:
    if contact.startswith("tcp"):
        return ". A farm that is encrypted, on this machine too, is met with its key: tls://HOST:PORT"
    return ". Both ends need the same key: thumbwright farm key"


# who hands out work


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
        _configure()
        own = isinstance(farm, FarmUp)
        address = farm.address if isinstance(farm, FarmUp) else farm
        contact = farm.contact if isinstance(farm, FarmUp) else str(farm)
        security = _security(address) if address is not None else Security(require_encryption=False)
        if not own:
            asyncio.run(_ask(contact, security))
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
            raise FarmLost(f"The farm at {contact} doesn't answer: {_why(error)}") from None
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
            future.set_exception(FarmLost(f"The farm at {self.contact} takes nothing any more: {_why(error)}"))
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
        _quietly(lambda: self._client.close(timeout=5))

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
            told = self._client.sync(getattr(self._client.scheduler, _OP), callback_timeout=PATIENCE_S / 2)
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
                    key, HostLost(f"The host was lost: {_why(one.delivery.exception(timeout=5) or Exception())}")
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
            return HostLost(f"The host was lost with its answer: {_why(error)}")

    def _forget(self, key: str, with_: dict[str, Any] | FarmError | None = None) -> None:
        with self._lock:
            one = self._pending.pop(key, None)
        if one is None:
            return
        _quietly(one.delivery.release)
        if with_ is not None:
            _set(one.future, with_)


def _set(future: Future[dict[str, Any]], with_: dict[str, Any] | FarmError) -> None:
    if future.cancelled() or future.done():
        return
    if isinstance(with_, FarmError):
        future.set_exception(with_)
    else:
        future.set_result(with_)
