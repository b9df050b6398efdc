"""Words for tasks that say what stands on the screen, and how values are put into any words."""

from __future__ import annotations

import re
from collections.abc import Mapping

BY_LABEL: dict[str, tuple[str, ...]] = {
    "setting.turn_on": (
        "turn on {label}", "switch {label} on", "enable {label}", "I want {label} on", "activate {label}",
        "set {label} to on", "go to the settings and turn on {label}", "in the settings switch {label} on",
    ),
    "setting.turn_off": (
        "turn off {label}", "switch {label} off", "disable {label}", "no more {label}", "deactivate {label}",
        "set {label} to off", "go to the settings and turn off {label}", "in the settings switch {label} off",
    ),
    "setting.is_on": (
        "is {label} on?", "is {label} switched on or off?", "check whether {label} is on", "is {label} enabled?",
        "look in the settings whether {label} is on",
    ),
    "setting.set": (
        "set {label} to {value}", "change {label} to {value}", "{label}: {value}", "I want {value} as {label}",
        "choose {value} for {label}", "select {value} under {label}", "go to the settings and set {label} to {value}",
        "in the settings change {label} to {value}", "use {value} for {label}", "pick {value} as {label}",
    ),
    "setting.read": (
        "what is {label} set to?", "which {label} is set", "tell me the {label}", "what's the {label}?",
        "look up {label} in the settings", "what does it say under {label}?",
    ),
    "field.set": (
        "set the {label} of {title} to {value}", "change {label} of {title} to {value}", "{title}: {label} {value}",
        "open {title} and set {label} to {value}", "edit {title}, {label} should be {value}",
        "update the {label} of {title} to {value}", "put {value} as {label} of {title}", "{label} of {title} is {value}",
    ),
    "field.read": (
        "what is the {label} of {title}?", "tell me the {label} of {title}", "what does {title} have as {label}",
        "open {title} and tell me its {label}", "{label} of {title}?", "look up the {label} of {title}",
    ),
    "flag.turn_on": (
        "set {label} for {title}", "mark {title}: {label}", "turn {label} on for {title}", "mark {title} as {label}",
        "open {title} and turn on {label}", "{title} should be {label}",
    ),
    "flag.turn_off": (
        "take {label} off {title}", "turn {label} off for {title}", "{title} without {label}",
        "open {title} and turn off {label}", "remove {label} from {title}", "{title} isn't {label} any more",
    ),
    "flag.is_on": ("is {label} set for {title}?", "does {title} have {label}?", "is {title} marked as {label}?"),
    "deed.ask": (
        "{label}: {title}", "{label} {title}", "{title}: {label}", "open {title} and tap {label}",
        "choose {label} for {title}",
    ),
    "add.ask": (
        "{label}: {title}", "{label} {title}", "add {title}", "add a {one} called {title}", "create a {one} named {title}",
        "make a new {one}: {title}", "new {one} {title}", "create {title}",
    ),
    "parts.add": (
        "add {value} to the {label} of {title}", "{title}: {label}, add {value}", "open {title} and add {value} to {label}",
    ),
    "parts.count": ("how many {label} does {title} have?", "count the {label} of {title}", "number of {label} in {title}"),
    "parts.list_": ("list the {label} of {title}", "what are the {label} of {title}?", "show me the {label} of {title}"),
    "page.open": (
        "open {label}", "show {label}", "go to {label}", "open the {label} page", "take me to {label}", "view {label}",
    ),
    "fact.read": ("what is the {label}?", "tell me the {label}", "look up the {label}", "what's the {label}?"),
    "action.ask": ("{label}", "do {label}", "tap {label}", "press {label}", "run {label}"),
}  # fmt: skip
"""Words of those who have the screen before them."""
ARRANGE = (
    "sort the {things} by {label}", "sort by {label}", "order the {things} by {label}", "put the {things} in order of {label}",
    "arrange the {things} by {label}", "change the sorting to {label}", "I want the {things} sorted by {label}",
    "line the {things} up by {label}",
)  # fmt: skip
NARROW = (
    "only show {label}", "filter by {label}", "show only the {things} with {label}", "filter the {things}: {label}",
    "set the filter to {label}", "leave only {label} on the screen", "I only want to see {label}",
)  # fmt: skip
"""For the list as a whole: its order, and what of it is shown."""
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
