"""What each phone is, asked by adb alone: no server is started on it, no lock is needed, and nothing on it changes. And in what
phones differ, in words: it is told before one thing is done on all of them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from ground.errors import PhoneError
from phones.line import Line

_PROPS = (
    "getprop ro.product.model; getprop ro.build.version.release; "
    "settings get system system_locales; getprop persist.sys.locale; getprop ro.product.locale"
)
_ASKED_AT_ONCE = 8
_VERSION = re.compile(r"versionName=(\S+)")


@dataclass(frozen=True)
class Facts:
    """What one phone is."""

    serial: str
    model: str = ""
    android: str = ""
    language: str = ""
    version: str = ""
    """Of the app that was asked for; empty where it isn't installed, or wasn't asked for."""
    lost: str = ""
    """Why it couldn't be asked; empty where it could."""


def facts_of(serial: str) -> Facts:
    """Ask one phone; one that doesn't answer says why in `lost`."""
    try:
        line = Line(serial)
        said = [one.strip() for one in line.shell(_PROPS, doing="ask what phone it is").splitlines()] + [""] * 5
    except PhoneError as error:
        return Facts(serial, lost=str(error))
    locale = next((one.split(",")[0] for one in said[2:5] if one and one != "null"), "en-US")
    return Facts(serial, said[0], said[1], re.split("[-_]", locale)[0])


def survey(serials: Sequence[str]) -> list[Facts]:
    """Ask all of them, several at a time, in the order of `serials`."""
    with ThreadPoolExecutor(_ASKED_AT_ONCE, thread_name_prefix="survey") as pool:
        return list(pool.map(facts_of, serials))


def with_version(facts: Sequence[Facts], package: str) -> list[Facts]:
    """The same, with the version of one app; one that doesn't answer any more says why in `lost`."""

    def ask(one: Facts) -> Facts:
        try:
            line = Line(one.serial)
            said = line.shell(
                f"dumpsys package {shlex.quote(package)} | grep versionName=", doing="ask for an app's version"
            )
        except PhoneError as error:
            return replace(one, lost=str(error))
        match = _VERSION.search(said)
        return replace(one, version=match[1] if match else "")

    with ThreadPoolExecutor(_ASKED_AT_ONCE, thread_name_prefix="survey") as pool:
        return list(pool.map(ask, facts))


def differences(facts: Sequence[Facts], label: str) -> list[str]:
    """In what the phones differ that may matter, one line each: `Notes: 2.1 on 7 phones, 2.0 on R58M`."""
    found = []
    for what, of in (
        (label, [one.version for one in facts]),
        ("Android", [one.android for one in facts]),
        ("language", [one.language for one in facts]),
        ("model", [one.model for one in facts]),
    ):
        if len(set(of)) > 1:
            by_value: dict[str, list[str]] = {}
            for one, value in zip(facts, of, strict=True):
                by_value.setdefault(value or "not told", []).append(one.serial)
            most = sorted(by_value.items(), key=lambda pair: -len(pair[1]))
            found.append(f"{what}: " + ", ".join(f"{value} on {_where(serials)}" for value, serials in most))
    return found


def _where(serials: Sequence[str]) -> str:
    return ", ".join(serials) if len(serials) <= 3 else f"{len(serials)} phones"
