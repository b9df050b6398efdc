"""One phone that adb lists several times: by its cable and over Wi-Fi, or over Wi-Fi by its name and by its address.

Each line alone is good for everything; taken for two phones they would have a person choose between a phone and itself, and a
task done on all phones done twice on it. Lines are of one phone where its serial number is the same (`ro.serialno`, which adb's
name over Wi-Fi has in it, too) and the number that Linux gave this start of it: cheap phones share a serial number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from .listed import Listed, wireless

WHO = "getprop ro.serialno; cat /proc/sys/kernel/random/boot_id 2>/dev/null"
"""What a phone is asked, to know which one it is."""
_NONE = frozenset({"", "unknown", "unidentified", "null"})
_START = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Ask = Callable[[str], str]
"""Says which phone a line is of, by its serial; empty where that can't be told."""


def read_who(printed: str) -> str:
    """What a phone answers to `WHO`, as one word for it; empty where it tells nothing."""
    lines = [line.strip() for line in printed.splitlines()]
    number = lines[0] if lines and lines[0].lower() not in _NONE else ""
    start = next((line for line in lines[1:] if _START.fullmatch(line)), "")
    return f"{number} {start}".strip()


def twice(listed: Sequence[Listed], ask: Ask) -> dict[str, str]:
    """The lines that aren't needed, by serial, with the serial of the line of the same phone that is used for them. A phone is
    asked only where it may be listed twice: one of the two is over the network, and the models don't differ."""
    ready = [phone for phone in listed if phone.ready]
    kept: dict[str, str] = {}
    found: dict[str, str] = {}
    for phone in sorted(ready, key=lambda one: _rank(one.serial)):
        if not any(_like(phone, other) for other in ready if other is not phone):
            continue
        who = ask(phone.serial)
        if who and kept.setdefault(who, phone.serial) != phone.serial:
            found[phone.serial] = kept[who]
    return found


def same_phone(needless: Mapping[str, str], serial: str) -> str:
    """What to say of a line that isn't needed: `the same phone as R58M, which is used: its cable goes before Wi-Fi`; empty for
    others."""
    used = needless.get(serial)
    return f"the same phone as {used}, which is used: {_WHY[_rank(used)]}" if used else ""


_WHY = ("its cable goes before Wi-Fi", "its name over Wi-Fi stays, its address doesn't", "it is listed first")


def _rank(serial: str) -> int:
    """The cable first; then the name that the phone gives itself over Wi-Fi, whose port changes with each start."""
    return 0 if not wireless(serial) else 2 if ":" in serial else 1


def _like(one: Listed, other: Listed) -> bool:
    """Whether two lines may be of one phone."""
    one_model = not one.model or not other.model or one.model == other.model
    return one_model and (wireless(one.serial) or wireless(other.serial))
