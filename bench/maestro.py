"""Whether a flow is one that Maestro's documentation knows: its commands, their arguments, and what these may say.

Nothing here runs Maestro. What is known of it is its published list of commands (docs.maestro.dev, "Commands available"),
and of those that exported sessions use, the documented arguments and forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

PUBLISHED = frozenset(
    """addMedia assertDarkMode assertLightMode assertNoDefectsWithAI assertNotVisible assertScreenshot assertTrue
    assertVisible assertWithAI back clearKeychain clearState copyTextFrom doubleTapOn eraseText evalScript
    extendedWaitUntil extractTextWithAI hideKeyboard inputText killApp launchApp longPressOn openLink pasteText pressKey
    repeat retry runFlow runScript scroll scrollUntilVisible setAirplaneMode setClipboard setLocation setOrientation
    setPermissions startRecording stopApp stopRecording swipe takeScreenshot tapOn toggleAirplaneMode travel
    waitForAnimationToEnd""".split()
)
_KEYS = frozenset(["home", "lock", "enter", "backspace", "volume up", "volume down", "back", "power", "tab"])
_POINT = re.compile(r"(100|\d{1,2})%, ?(100|\d{1,2})%")
_PACKAGE = re.compile(r"[A-Za-z]\w*(\.[A-Za-z]\w*)+")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return "wants a text"
    return "${…} would be run as code" if re.search(r"(?<!\\)\$\{", value) else ""


def _pattern(value: Any) -> str:
    if not isinstance(value, str) or not value:
        return "wants a regular expression"
    try:
        re.compile(value)
    except re.error as error:
        return f"is no regular expression: {error}"
    return _text(value)


def _number(value: Any) -> str:
    return "" if type(value) is int and value >= 0 else "wants a whole number"


def _flag(value: Any) -> str:
    return "" if isinstance(value, bool) else "wants true or false"


def _point(value: Any) -> str:
    return "" if isinstance(value, str) and _POINT.fullmatch(value) else "wants X%,Y%, whole numbers from 0 to 100"


def _package(value: Any) -> str:
    return "" if isinstance(value, str) and _PACKAGE.fullmatch(value) else "wants the id of an app"


def _key(value: Any) -> str:
    return "" if isinstance(value, str) and value.lower() in _KEYS else f"knows no key {value!r}"


_Check = Callable[[Any], str]
_SELECTOR: dict[str, _Check] = {
    "text": _pattern,
    "id": _pattern,
    "index": _number,
    "point": _point,
    "retryTapIfNoChange": _flag,
}
_ARGUMENTS: dict[str, tuple[dict[str, _Check], tuple[frozenset[str], ...]]] = {
    "tapOn": (_SELECTOR, (frozenset({"text", "id", "point"}),)),
    "longPressOn": (_SELECTOR, (frozenset({"text", "id", "point"}),)),
    "swipe": (
        {"start": _point, "end": _point, "duration": _number},
        (frozenset({"start"}), frozenset({"end"})),
    ),
    "launchApp": ({"appId": _package, "stopApp": _flag}, ()),
}
"""Of the commands that take several: which there are, and sets of which one is needed each."""
_SINGLE: dict[str, _Check] = {"inputText": _text, "eraseText": _number, "pressKey": _key, "stopApp": _package}
_BARE = frozenset({"back", "waitForAnimationToEnd", "launchApp", "stopApp", "eraseText"})


def problems(flow: str) -> list[str]:
    """What the documentation doesn't know of a flow's YAML; empty where it holds."""
    try:
        parts = list(yaml.safe_load_all(flow))
    except yaml.YAMLError as error:
        return [f"no YAML: {error}"]
    if len(parts) != 2 or not isinstance(parts[0], dict) or not isinstance(parts[1], list) or not parts[1]:
        return ["a head with appId, ---, and a list of commands are wanted"]
    wrong = _package(parts[0].get("appId"))
    found = [f"appId {wrong}"] if wrong else []
    for number, command in enumerate(parts[1], 1):
        found += [f"command {number}: {said}" for said in _of_command(command)]
    return found


def _of_command(command: Any) -> list[str]:
    if isinstance(command, str):
        if command not in PUBLISHED:
            return [f"there is no {command!r}"]
        return [] if command in _BARE else [f"{command} wants an argument"]
    if not isinstance(command, dict) or len(command) != 1:
        return [f"{command!r} is no command"]
    [(name, value)] = command.items()
    if name not in PUBLISHED:
        return [f"there is no {name!r}"]
    if name in _SINGLE:
        wrong = _SINGLE[name](value)
        return [f"{name} {wrong}"] if wrong else []
    if name not in _ARGUMENTS:
        return [f"what {name} takes isn't known here"]
    known, needed = _ARGUMENTS[name]
    if not isinstance(value, dict):
        return [f"{name} wants arguments"]
    found = [f"{name} has no {key!r}" for key in value if key not in known]
    found += [f"{name}.{key} {wrong}" for key, given in value.items() if key in known and (wrong := known[key](given))]
    found += [f"{name} wants one of {', '.join(sorted(names))}" for names in needed if not names & value.keys()]
    return found
