"""A farm that begins here, and a host that joins one: Dask's scheduler and workers, in a loop of their own."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from distributed import Scheduler, SchedulerPlugin, Security, Worker
from distributed.core import Status
from tornado.ioloop import IOLoop

from ..address import Address
from ..errors import FarmError, FarmLost
from ..host import Host, lend, take_back
from ..version import own_version
from .meeting import CONNECT_S, OP, ask, configure, quietly, security_of, why

T = TypeVar("T")

THREADS = 64
"""Of a host: calls that it answers at a time."""
ONLY_HERE = "127.0.0.1:0"
"""Where the pages for people are that Dask always serves: nobody else reaches them, and there is nothing to be seen on them."""


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
        scheduler.handlers[OP] = self._told

    async def _told(self) -> dict[str, Any]:
        hosts = [{"address": one.address, "name": str(one.name)} for one in self._scheduler.workers.values()]
        return {"version": own_version(), "hosts": hosts}


@contextlib.contextmanager
def scheduling(address: Address | None, host: Host | None) -> Iterator[FarmUp]:
    """A farm that begins here, with this machine's phones where there is a `host`; `address` None is one within this process, for
    nobody else. Raises FarmError where it can't listen there."""
    configure()
    loop = _Loop()
    where: dict[str, Any] = {"protocol": "inproc://"}
    security = Security(require_encryption=False)
    if address is not None:
        security = security_of(address)
        protocol = "tls://" if address.key else "tcp://"
        where = {"protocol": protocol, "host": address.host, "port": address.port}

    async def begin() -> tuple[Scheduler, Worker | None]:
        scheduler = Scheduler(
            security=security, dashboard=False, dashboard_address=ONLY_HERE, plugins=[_Desk()], **where
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
                f"The farm can't listen at {address}: {why(error)}. Another place: --listen HOST:PORT"
            ) from None
        try:
            yield FarmUp(scheduler.address, loop.io, address)
        finally:
            if worker is not None:
                _left(host)
                quietly(lambda: loop.do(worker.close(timeout=5), 10))
            quietly(lambda: loop.do(scheduler.close(), 10))
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
        nthreads=THREADS,
        executor=ThreadPoolExecutor(THREADS, "farm-host"),  # Dask's own begins all of its threads, needed or not
        memory_limit=0,
        local_directory=str(paths.private_dir(paths.farm_dir() / "scratch")),
        dashboard=False,
        dashboard_address=ONLY_HERE,
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
    configure()
    security = security_of(address)
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
                hosts = await ask(contact, security)
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
                    raise FarmError(f"The farm at {contact} can't be joined: {why(error)}") from None
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
