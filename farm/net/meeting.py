"""How both ends of a farm meet: Dask's settings, the certificate that both show, and the first question, which version it has."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import dask
from distributed import Security
from distributed.core import rpc

from ..address import Address
from ..errors import FarmError, FarmLost
from ..key import checked_key
from ..version import same_version

log = logging.getLogger(__name__)

SILENT_S = 15.0
"""A host that says nothing for so long has left the farm; noticed within twice that."""
CONNECT_S = 8.0
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
OP = "thumbwright"


def configure() -> None:
    dask.config.set(_CONFIG)
    for name in ("distributed", *_NOISY, "tornado"):  # what matters of it is said by us
        logging.getLogger(name).setLevel(logging.CRITICAL)


def security_of(address: Address) -> Security:
    """Both ends show the same certificate, and take no other."""
    if address.key is None:
        return Security(require_encryption=False)
    file = str(checked_key(address.key))
    names = ("client", "scheduler", "worker")
    parts = {f"tls_{name}_{part}": file for name in names for part in ("cert", "key")}
    return Security(require_encryption=True, tls_ca_file=file, **parts)


async def ask(contact: str, security: Security) -> list[dict[str, str]]:
    """The farm's hosts. Raises FarmLost where nothing answers, OtherVersion."""
    await _listens(contact)
    args = security.get_connection_args("client")
    desk = rpc(contact, connection_args=args, timeout=CONNECT_S)
    try:
        told = await asyncio.wait_for(getattr(desk, OP)(), CONNECT_S)
    except (OSError, TimeoutError) as error:
        raise FarmLost(f"No farm answers at {contact}: {why(error)}{_perhaps(contact)}") from None
    except Exception as error:
        raise FarmError(
            f"What listens at {contact} is no farm of thumbwright's, or one of another version: {why(error)}"
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
        raise FarmLost(f"No farm answers at {contact}: {why(error)}. Begin one there: thumbwright farm up") from None


def _perhaps(contact: str) -> str:
    if contact.startswith("tcp"):
        return ". A farm that is encrypted, on this machine too, is met with its key: tls://HOST:PORT"
    return ". Both ends need the same key: thumbwright farm key"


def quietly(what: Callable[[], object]) -> None:
    try:
        what()
    except Exception as error:  # it ends all the same, and so do we
        log.debug("while ending: %r", error)


def why(error: BaseException) -> str:
    said = error.__cause__ or error
    return str(getattr(said, "strerror", "") or said) or type(said).__name__
