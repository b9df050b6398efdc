"""What the phone says of itself: battery, storage, network, notifications, its clock and its version."""

from __future__ import annotations

import re
from collections.abc import Callable

from . import NotPossible
from .asking import Ask

_STATES = {"2": "charging", "3": "not charging", "4": "not charging", "5": "full"}


def battery(ask: Ask) -> str:
    """`83%, charging`."""
    printed = ask(["dumpsys", "battery"])
    level, scale = (re.search(rf"^\s*{name}: (\d+)", printed, re.MULTILINE) for name in ("level", "scale"))
    if level is None:
        raise NotPossible("The phone doesn't tell its battery's level")
    share = round(100 * int(level[1]) / (int(scale[1]) if scale and int(scale[1]) else 100))
    status = re.search(r"^\s*status: (\d)", printed, re.MULTILINE)
    state = _STATES.get(status[1], "") if status else ""
    return f"{share}%, {state}" if state else f"{share}%"


def storage(ask: Ask) -> str:
    """`41.2 GB free of 108.0 GB`."""
    rows = [line.split() for line in ask(["df", "-k", "/data"]).splitlines()[1:]]
    row = next((r for r in rows if len(r) >= 4 and all(word.isdecimal() for word in r[1:4])), None)
    if row is None:
        raise NotPossible("The phone doesn't tell its storage")
    total, free = (int(row[n]) * 1024 / 1e9 for n in (1, 3))
    return f"{free:.1f} GB free of {total:.1f} GB"


def network_name(ask: Ask) -> str:
    """The name of the Wi-Fi that it is connected to, `none` where it is to none."""
    printed = ask(["dumpsys", "wifi"])
    info = re.search(r"mWifiInfo\b.*", printed)
    name = re.search(r'SSID: "?(.*?)"?, (?:BSSID|MAC)', info[0]) if info else None
    if name is None:
        raise NotPossible("The phone doesn't tell which Wi-Fi it is connected to")
    return "none" if name[1] in ("<unknown ssid>", "<none>", "") else name[1]


_NEXT = r"\r?\n[ \t]*(?:[\w.\-]+=|\})"
"""How what comes behind a text in that report begins: the next of what a notification carries, or its end."""


def notifications(ask: Ask) -> str:
    """Each notification in a line, `Clock: Timer: Time's up`, whatever lines it has; `none` where there is none."""
    printed = ask(["dumpsys", "notification", "--noredact"])
    found = []
    for block in re.split(r"^\s*NotificationRecord\(", printed, flags=re.MULTILINE)[1:]:
        package = re.search(r"pkg=([\w.]+)", block)
        title, text = (
            re.search(rf"android\.{name}=\w+ \((.*?)\)[ \t]*{_NEXT}", block, re.DOTALL) for name in ("title", "text")
        )
        said = ": ".join(" ".join(match[1].split()) for match in (title, text) if match and match[1] != "null")
        if package is not None and said:
            found.append(f"{package[1].rpartition('.')[2].capitalize()}: {said}")
    return "\n".join(dict.fromkeys(found)) or "none"


def date_and_time(ask: Ask) -> str:
    """`Tuesday 14 May 2024, 09:30`."""
    return ask(["date", "+%A %d %B %Y, %H:%M"]).strip()


def android_version(ask: Ask) -> str:
    """`Demo Phone, Android 14`."""
    model, release = (ask(["getprop", f"ro.{name}"]).strip() for name in ("product.model", "build.version.release"))
    return f"{model}, Android {release}"


FACTS: dict[str, Callable[[Ask], str]] = {
    "battery": battery,
    "storage": storage,
    "network_name": network_name,
    "notifications": notifications,
    "date_and_time": date_and_time,
    "android_version": android_version,
}
