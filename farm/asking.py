"""What is asked of a farm's hosts before and beside the work: who is there and with which phones, what the phones are, a script."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import wait
from dataclasses import dataclass
from typing import Any

from ground.errors import DocError, ModelError, PhoneError, ScriptError, ThumbwrightError

from .choosing import There
from .errors import FarmError
from .sending import Net
from .survey import Facts
from .version import same_version
from .work import Work

HELLO_S = 15.0
WRITE_S = 300.0
_KINDS: dict[int, type[ThumbwrightError]] = {3: PhoneError, 4: ModelError, 5: DocError, 6: ScriptError}


@dataclass(frozen=True)
class Met:
    """A host that answered."""

    name: str
    phones: list[dict[str, Any]]
    ahead_s: float
    """How far its clock is ahead of ours."""

    def there(self) -> list[There]:
        return [
            There(f"{self.name}/{p['serial']}", bool(p["ready"]), p["words"], p["name"], tuple(p["tags"]))
            for p in self.phones
        ]


@dataclass(frozen=True)
class Meeting:
    """Who is in a farm."""

    hosts: list[Met]
    refused: dict[str, str]
    """Those that can't be used, with why: another version, no answer."""


def meet(net: Net) -> Meeting:
    """Ask every host who it is. Raises FarmLost."""
    asked = {host: (time.time(), net.submit(host, "hello", {}, "hello")) for host in net.hosts()}
    wait([future for _, future in asked.values()], timeout=HELLO_S)
    hosts, refused = [], {}
    for host, (sent, future) in asked.items():
        try:
            told = result_of(host, future.result(0) if future.done() else None)
            same_version(host, told["version"])
        except ThumbwrightError as error:
            refused[host] = str(error)
            continue
        hosts.append(Met(host, told["phones"], float(told["time"]) - sent))
    return Meeting(hosts, refused)


def result_of(host: str, answer: dict[str, Any] | None) -> Any:
    """What a host answered. Raises the error that it met, as far as that is one of ours, FarmError where none came."""
    if answer is None:
        raise FarmError(f"{host} didn't answer in time.")
    if "error" in answer:
        raise _KINDS.get(int(answer["exit_code"]), FarmError)(f"{host}: {answer['error']}")
    return answer["result"]


def ask(net: Net, host: str, call: str, data: dict[str, Any], within_s: float = HELLO_S) -> Any:
    """One call to one host. Raises FarmError, and what the host met."""
    future = net.submit(host, call, data, call)
    wait([future], timeout=within_s)
    if not future.done():
        future.cancel()
        raise FarmError(f"{host} didn't answer within {within_s:.0f} s.")
    return result_of(host, future.result())


def about(net: Net, phones: Sequence[str], package: str = "") -> list[Facts]:
    """What these phones (`host/serial`) are, and with `package` which version of it they have, in their order."""
    by_host: dict[str, list[str]] = {}
    for phone in phones:
        host, _, serial = phone.partition("/")
        by_host.setdefault(host, []).append(serial)
    asked = {
        host: net.submit(host, "about", {"serials": serials, "package": package}, "about")
        for host, serials in by_host.items()
    }
    wait(asked.values(), timeout=2 * HELLO_S)
    found: dict[str, Facts] = {}
    for host, future in asked.items():
        try:
            for one in result_of(host, future.result(0) if future.done() else None):
                facts = Facts(**{**one, "serial": f"{host}/{one['serial']}"})
                found[facts.serial] = facts
        except ThumbwrightError as error:
            found |= {f"{host}/{serial}": Facts(f"{host}/{serial}", lost=str(error)) for serial in by_host[host]}
    return [found[phone] for phone in phones]


def with_version(net: Net, facts: Sequence[Facts], package: str) -> list[Facts]:
    """The same, with the version of one app."""
    return about(net, [one.serial for one in facts], package)


def write(net: Net, phone: str, words: str, app: str, private: bool) -> Work:
    """A script from the host of this phone: its model, its docs. Raises what the host met."""
    host, _, serial = phone.partition("/")
    data = {"words": words, "app": app, "serial": serial, "private": private}
    return Work.from_data(ask(net, host, "write", data, WRITE_S))
