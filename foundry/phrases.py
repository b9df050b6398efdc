"""Words for tasks that say what stands on the screen, and how values are put into any words."""

from __future__ import annotations

import re
from collections.abc import Mapping

BY_LABEL: dict[str, tuple[str, ...]] = {
    "setting.turn_on": ("turn on {label}", "switch {label} on", "enable {label}", "I want {label} on"),
    "setting.turn_off": ("turn off {label}", "switch {label} off", "disable {label}", "no more {label}"),
    "setting.is_on": ("is {label} on?", "is {label} switched on or off?", "check whether {label} is on"),
    "setting.set": (
        "set {label} to {value}",
        "change {label} to {value}",
        "{label}: {value}",
        "I want {value} as {label}",
    ),
    "setting.read": ("what is {label} set to?", "which {label} is set", "tell me the {label}"),
    "field.set": (
        "set the {label} of {title} to {value}",
        "change {label} of {title} to {value}",
        "{title}: {label} {value}",
    ),
    "field.read": (
        "what is the {label} of {title}?",
        "tell me the {label} of {title}",
        "what does {title} have as {label}",
    ),
    "flag.turn_on": ("set {label} for {title}", "mark {title}: {label}", "turn {label} on for {title}"),
    "flag.turn_off": ("take {label} off {title}", "turn {label} off for {title}", "{title} without {label}"),
    "flag.is_on": ("is {label} set for {title}?", "does {title} have {label}?"),
    "deed.ask": ("{label}: {title}", "{label} {title}", "{title}: {label}"),
    "add.ask": ("{label}: {title}", "{label} {title}", "add {title}"),
    "parts.add": ("add {value} to the {label} of {title}", "{title}: {label}, add {value}"),
    "parts.count": ("how many {label} does {title} have?", "count the {label} of {title}"),
    "parts.list_": ("list the {label} of {title}", "what are the {label} of {title}?"),
    "page.open": ("open {label}", "show {label}", "go to {label}"),
    "fact.read": ("what is the {label}?", "tell me the {label}", "look up the {label}"),
    "action.ask": ("{label}", "do {label}"),
}
"""Words of those who have the screen before them."""
SPOKEN_OF_LIKE = {
    "setting": ("fact",), "fact": ("setting",), "add": ("deed",), "deed": ("add",), "page": ("action",), "action": ("page",),
    "field": ("parts",), "parts": ("field",),
}  # fmt: skip
"""By the beginning of a path those of others for which `BY_LABEL` has the same sentences."""


def fill(text: str, slots: Mapping[str, str]) -> str:
    """Put values into a phrasing; an article before one goes with it."""

    def put(match: re.Match[str]) -> str:
        article, slot = match.groups()
        value = slots.get(slot, match.group(0))
        if article:
            vowel = value.lstrip('"')[:1].lower() in ("a", "e", "i", "o")
            article = article[0] + ("n " if vowel else " ")
        return (article or "") + value

    return re.sub(r"(?:(?<!\w)([Aa]n? ))?\{(\w+)\}", put, text)
