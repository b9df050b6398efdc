"""What changed on a demo phone between two moments: every leaf of its whole state that differs, as path, old and new.

Nothing is forgiven here but what `PASSING` names, each with its reason, so that a change nobody thought of is seen. Whether
a change was asked for is the judges' affair; a comparison that wants to see where apps stand too (a filter left on, a form
left open) says `passing={}` or names fewer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

State = Mapping[str, Any]
"""A phone's whole state, as the control channel's `whole` tells it."""
Path = tuple[str, ...]


class Absent:
    """Where there is nothing."""

    def __repr__(self) -> str:
        return "nothing"


ABSENT = Absent()

PASSING: dict[Path, str] = {
    ("screens",): "where apps stand is no data: it goes with their process, and each run begins by looking",
    ("phone", "screen_on"): "whoever uses a phone has its screen on",
    ("phone", "front"): "which app is in front is where the phone stands, and no data",
    ("phone", "keyboards"): "who types over adb brings a keyboard along, as the docs say",
    ("stored", "app.demo.settings", "secure", "default_input_method"): "the same keyboard, while something is typed",
    ("stored", "app.demo.settings", "secure", "enabled_input_methods"): "the same keyboard",
}
"""What is left out of a comparison, by where its path begins, and why."""

SCREENS_COUNT = {path: why for path, why in PASSING.items() if path != ("screens",)}
"""For comparisons in which where the apps stand counts: what learning leaves behind."""


@dataclass(frozen=True)
class Change:
    """One difference. A record or key that came has the old value ABSENT, one that went the new one."""

    path: Path
    old: Any
    new: Any

    @property
    def where(self) -> str:
        return ".".join(self.path)

    def __str__(self) -> str:
        return f"{self.where}: {_short(self.old)} -> {_short(self.new)}"


def changes(before: State, after: State, *, passing: Mapping[Path, str] = PASSING) -> list[Change]:
    """Every leaf that differs, in the order of the paths.

    Lists of records are compared record by record (by `id`, else by `name`, else by place), and their order counts as a
    change of its own; other lists are one leaf.
    """
    return [one for one in _differing(before, after, ()) if not any(one.path[: len(p)] == p for p in passing)]


def _differing(old: Any, new: Any, path: Path) -> Iterator[Change]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from _at(old.get(key, ABSENT), new.get(key, ABSENT), (*path, str(key)))
        return
    if _records(old) and _records(new) and (old or new):
        key = _key([*old], [*new])
        ones, others = _keyed(old, key), _keyed(new, key)
        for name in [*ones, *(name for name in others if name not in ones)]:
            yield from _at(ones.get(name, ABSENT), others.get(name, ABSENT), (*path, name))
        stayed = [name for name in ones if name in others]
        if stayed != (now := [name for name in others if name in ones]):
            yield Change((*path, "order"), stayed, now)
        return
    if type(old) is not type(new) or old != new:
        yield Change(path, old, new)


def _at(old: Any, new: Any, path: Path) -> Iterator[Change]:
    if old is ABSENT or new is ABSENT:
        yield Change(path, old, new)
    elif old != new or repr(old) != repr(new):  # of most apps nothing changes: those need not be gone through
        yield from _differing(old, new, path)


def _records(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, Mapping) for one in value)


def _key(*lists: Sequence[Mapping[str, Any]]) -> str:
    """By what records are told apart in all of these lists; empty: by their place."""
    for key in ("id", "name"):
        if all(len({str(one.get(key)) for one in found if key in one}) == len(found) for found in lists):
            return key
    return ""


def _keyed(records: Sequence[Mapping[str, Any]], key: str) -> dict[str, Mapping[str, Any]]:
    return {f"#{one[key] if key else number}": one for number, one in enumerate(records)}


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 120 else text[:117] + "..."
