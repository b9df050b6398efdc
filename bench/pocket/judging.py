"""What a pocket task asks for, and whether the phone ended so: the state of every app is compared, so that nothing else
may have changed, and the answer is looked at where one was asked for.

Lenient in what no person would mind: capitals, spaces, a full stop at the end, the order of records, ids and dates that an
app makes up. Strict in everything else.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

State = dict[str, Any]
"""By package: what each app has stored, as the demo phone's control channel gives it."""
Change = Callable[[State], object]
"""Makes of the state before a task the state after it."""

_MADE_UP = frozenset({"edited", "created", "at"})
"""Keys whose values are the moment of a change."""
_KEYBOARD = frozenset({"default_input_method", "enabled_input_methods"})
"""Settings that whoever types over adb changes for a while."""


@dataclass(frozen=True)
class Wanted:
    """Stands in an expected state where more than one value is right."""

    words: str
    holds: Callable[[Any], bool]


@dataclass(frozen=True)
class Answer:
    """What the answer has to say."""

    words: str
    holds: Callable[[str], bool]


@dataclass(frozen=True)
class PocketTask:
    """A task as a person would say it, with its judge."""

    id: str
    words: str
    apps: tuple[str, ...]
    """Packages of the apps it needs, whose docs are learned beforehand."""
    change: Change | None = None
    """None: the phone must be left as it was."""
    answer: Answer | None = None
    """None: whatever the answer says."""


@dataclass(frozen=True)
class Verdict:
    """Whether a task was done; `why` says what differs."""

    success: bool
    why: str = ""


def judge(task: PocketTask, before: State, after: State, answer: str) -> Verdict:
    """Compare what the phone came to with what the task asks for."""
    expected = copy.deepcopy(before)
    if task.change is not None:
        task.change(expected)
    found = differences(expected, after)
    if task.answer is not None and not task.answer.holds(answer):
        found.append(f"the answer should say {task.answer.words}, it says {answer[:120]!r}")
    return Verdict(not found, "; ".join(found))


def differences(expected: Any, actual: Any, where: str = "") -> list[str]:
    """Where `actual` is not as expected, as sentences; empty where it is."""
    if isinstance(expected, Wanted):
        return [] if expected.holds(actual) else [f"{where} should be {expected.words}, is {_short(actual)}"]
    if isinstance(expected, Mapping) and isinstance(actual, Mapping):
        keys = [key for key in {**expected, **actual} if key not in _MADE_UP | _KEYBOARD]
        # what an app has newly made has an id that nobody could foresee
        keys = [key for key in keys if key != "id" or "id" in expected]
        keys = [key for key in keys if not the_same(expected.get(key), actual.get(key))]
        return [
            line
            for key in keys
            for line in differences(expected.get(key), actual.get(key), f"{where}.{key}".lstrip("."))
        ]
    if _are_records(expected) and _are_records(actual):
        return _differing_records(expected, actual, where)
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        pairs = enumerate(zip(expected, actual, strict=True))
        return [line for number, (one, other) in pairs for line in differences(one, other, f"{where}[{number}]")]
    if isinstance(expected, str) and isinstance(actual, str):
        same = plain(expected) == plain(actual)
    else:
        same = type(expected) is type(actual) and expected == actual or _same_number(expected, actual)
    return [] if same else [f"{where} should be {_short(expected)}, is {_short(actual)}"]


def the_same(one: Any, other: Any) -> bool:
    """Whether two values are equal throughout, with types: no need to go through them one by one. Of most apps nothing changes."""
    return one == other and repr(one) == repr(other)


def plain(text: str) -> str:
    """A text as far as a person would care: no capitals, single spaces, no full stop at the end."""
    return " ".join(text.replace("’", "'").casefold().split()).rstrip(".")


def _are_records(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, Mapping) for one in value)


def _differing_records(expected: list[Any], actual: list[Any], where: str) -> list[str]:
    """Records in any order: those with an id against the one of that id, others against any that is the same."""
    left = list(actual)
    found: list[str] = []
    unmatched: list[Any] = []
    for one in (record for record in expected if "id" in record):
        other = next((record for record in left if record.get("id") == one["id"]), None)
        if other is None:
            unmatched.append(one)
            continue
        left.remove(other)
        found += differences(one, other, f"{where} {_short(_name(one))}")
    for one in (record for record in expected if "id" not in record):
        other = next((record for record in left if not differences(one, record)), None)
        if other is None:
            unmatched.append(one)
        else:
            left.remove(other)
    while unmatched and left:
        # the two are most likely meant to be one; its differences say more than "missing" and "too many"
        one, other = unmatched.pop(0), left.pop(0)
        found += differences(one, other, f"{where} {_short(_name(one))}")
    found += [f"{where} lacks {_short(_name(one))}" for one in unmatched]
    return found + [f"{where} has {_short(_name(one))} too" for one in left]


def _name(record: Mapping[str, Any]) -> Any:
    for key in ("title", "name", "label", "first", "text", "number"):
        if isinstance(record.get(key), str) and record[key]:
            return record[key]
    return {key: value.words if isinstance(value, Wanted) else value for key, value in record.items()}


def _same_number(one: Any, other: Any) -> bool:
    numbers = (int, float)
    if isinstance(one, bool) or isinstance(other, bool):
        return False
    return isinstance(one, numbers) and isinstance(other, numbers) and one == other


def _short(value: Any) -> str:
    text = value.words if isinstance(value, Wanted) else repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


# -- answers -------------------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"(?<![\w.,:])\d+(?![\w:]|[.,]\d)")
_NUMBER_WORDS = ("no none zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PHONE_NUMBER = re.compile(r"\+?\d(?:[\s()-]*\d){5,}")


def says(*forms: str) -> Answer:
    """One of these forms of a value stands in the answer as a word of its own."""
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(plain(form))}(?!\w)" for form in forms))
    return Answer(repr(forms[0]), lambda answer: bool(pattern.search(plain(answer))))


def says_number(number: int) -> Answer:
    """This number, in digits or as a word, and no other: who counts has to say what came of it."""

    def holds(answer: str) -> bool:
        words = set(re.findall(r"[a-z]+", answer.lower()))
        digits = {int(found) for found in _NUMBER.findall(answer)}
        return digits == {number} if digits else bool(words & set(_NUMBER_WORDS[number].split()))

    return Answer(str(number), holds)


def says_phone_number(number: str) -> Answer:
    """This phone number, however it is spaced, and nobody else's."""
    wanted = digits_of(number)
    return Answer(number, lambda answer: {digits_of(one) for one in _PHONE_NUMBER.findall(answer)} == {wanted})


# -- values --------------------------------------------------------------------------------------------------------


def digits_of(text: str) -> str:
    return re.sub(r"\D", "", text)


def phone_number(number: str) -> Wanted:
    """A phone number, however it is spaced."""
    wanted = digits_of(number)
    return Wanted(number, lambda value: isinstance(value, str) and digits_of(value) == wanted)


def holding_digits(number: str) -> Wanted:
    """A text with this number in it."""
    wanted = digits_of(number)
    return Wanted(f"a text with {number}", lambda value: isinstance(value, str) and wanted in digits_of(value))


def one_of(*texts: str) -> Wanted:
    allowed = {plain(text) for text in texts}
    return Wanted(repr(texts[0]), lambda value: isinstance(value, str) and plain(value) in allowed)


RUNNING = Wanted("running", lambda value: value is not None)
"""The moment a timer or a stopwatch was started."""
