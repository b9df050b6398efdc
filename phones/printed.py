"""What a phone's own programs print, read: why something was not started, a picture, what kind of phone it is."""

from __future__ import annotations

import re

from .errors import CallRefused

_NOT_STARTED = re.compile(r"\s*(?:Error(?: type \d+)?\s*:|Error:|Exception\b|java\.\w+\.|Security exception)")


def refused_launch(said: str) -> str:
    """What `am start` says against it, which ends with 0 all the same; empty where the app was started. Names of apps and of
    their activities may have the words in them, so only how a line begins tells."""
    wrong = [line.strip() for line in said.splitlines() if _NOT_STARTED.match(line)]
    return wrong[-1] if wrong else ""


def picture_in(said: bytes, serial: str) -> bytes:
    """The PNG in what `screencap` printed: on phones with two displays a warning stands before it. Raises CallRefused."""
    at = said.find(b"\x89PNG\r\n\x1a\n", 0, 8192)
    if at < 0:
        raise CallRefused(serial, "take a screenshot", "what came is no picture")
    return said[at:]


def reason(printed: str) -> str:
    """The line that says why, without Java's names before it."""
    lines = [line.strip() for line in printed.splitlines() if line.strip() and not line.strip().startswith("at ")]
    told = [line for line in lines if not line.startswith(("Exception occurred", "Starting:", "Error type"))] or lines
    return re.sub(r"^(?:java\.[\w.$]+|Error|Security exception):\s*", "", told[0])[:200] if told else ""


def read_props(printed: str) -> tuple[str, str, int, str]:
    """Model, release, SDK and locale from what `getprop` and `settings` print of them, a line each."""
    lines = [*(line.strip() for line in printed.splitlines()), *[""] * 6]
    locale = next((line.split(",")[0] for line in lines[3:6] if line and line != "null"), "en-US")
    return lines[0], lines[1], int(lines[2]) if lines[2].isdecimal() else 0, locale.replace("_", "-")
