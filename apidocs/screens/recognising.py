"""Recognising a screen: which screen of a doc a live dump shows.

Asked with the same marks by which the dumps of a walk were told apart (`telling_apart.common_marks`): what should be there is
looked for, what is there should be known. The heading, the tab and the mode decide where the rest would not.
"""

from __future__ import annotations

from dataclasses import dataclass

from phones.hierarchy import Hierarchy

from ..doc import AppDoc, Screen
from .marks import Seen, look
from .windows import Window

KNOWN = 0.5
"""Agreement from which a live dump is a screen of the doc: less than for two dumps to be one place, since the doc has seen
only some of its states."""


@dataclass(frozen=True)
class _Known:
    screen: Screen
    kind: str
    title: str
    tabs: frozenset[str]
    one_of_tabs: frozenset[str]
    """Where its tab is called otherwise from version to version."""
    mode: str
    always: dict[str, frozenset[str]]
    sometimes: dict[str, frozenset[str]]


class ScreenIndex:
    """A doc's screens, ready for telling which one a live dump shows. Make it once a doc."""

    def __init__(self, doc: AppDoc) -> None:
        self.package = doc.package
        self._fixed = _fixed_lists(doc)
        self._screens = [_known(screen) for screen in doc.screens]

    def identify(self, hierarchy: Hierarchy) -> Screen | None:
        """The screen a dump shows, or None where it is none of the doc's."""
        ranked = self.ranked(hierarchy)
        return ranked[0][1] if ranked and ranked[0][0] >= KNOWN else None

    def ranked(self, hierarchy: Hierarchy) -> list[tuple[float, Screen]]:
        """All screens that it could be, best first."""
        window = Window.of(hierarchy, self.package)
        if window is None:
            return []
        seen = look(window, self._fixed)
        parts = {
            "frame": seen.frame,
            "body": seen.body,
            "id": seen.ids,
            "opt": seen.options,
            "word": seen.words,
            "list": seen.listed,
        }
        scored = [(_score(known, seen, parts), known.screen) for known in self._screens]
        return sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])


def _fixed_lists(doc: AppDoc) -> frozenset[str]:
    return frozenset(
        mark.partition(":")[2] for screen in doc.screens for mark in screen.marks if mark.startswith("fixed:")
    )


def _known(screen: Screen) -> _Known:
    always: dict[str, set[str]] = {}
    sometimes: dict[str, set[str]] = {}
    for mark in screen.marks:
        prefix, _, value = mark.lstrip("~").partition(":")
        (sometimes if mark.startswith("~") else always).setdefault(prefix, set()).add(value)

    def one(prefix: str) -> str:
        return next(iter(always.get(prefix, ())), "")

    return _Known(
        screen,
        one("kind") or screen.kind,
        one("title"),
        frozenset(always.get("tab", ())),
        frozenset(sometimes.get("tab", ())),
        one("mode"),
        {prefix: frozenset(values) for prefix, values in always.items()},
        {prefix: frozenset(values) for prefix, values in sometimes.items()},
    )


_WEIGHTS = {
    "page": {"frame": 3.0, "id": 2.0, "body": 1.5, "opt": 1.5, "list": 0.5, "word": 0.0},
    "dialog": {"frame": 1.0, "id": 1.5, "body": 1.0, "opt": 3.0, "list": 1.0, "word": 2.5},
    "menu": {"frame": 3.0, "id": 0.5, "body": 3.0, "opt": 3.0, "list": 0.5, "word": 0.0},
}


_PERSONAL = 0.4
"""What counts of words that the doc doesn't know, where some of the screen's are left out of it as the person's own: less, and
not nothing, or a menu of these would be every menu."""


_TELLING = 3
"""So many marks have to be the same at least where the heading is another."""


def _shared(known: _Known, parts: dict[str, frozenset[str]]) -> int:
    nothing: frozenset[str] = frozenset()
    of = {prefix: known.always.get(prefix, nothing) | known.sometimes.get(prefix, nothing) for prefix in parts}
    return sum(len(shown & of[prefix]) for prefix, shown in parts.items())


def _score(known: _Known, seen: Seen, parts: dict[str, frozenset[str]]) -> float:
    screen = known.screen
    if known.kind != seen.kind or known.mode != seen.mode or screen.package and screen.package != seen.package:
        return 0.0
    if known.tabs != seen.tabs and not known.one_of_tabs & seen.tabs:
        return 0.0
    if screen.activity and seen.activity and screen.activity.rsplit(".", 1)[-1].rsplit("/", 1)[-1] != seen.activity:
        return 0.0
    total = score = 0.0
    for prefix, weight in _WEIGHTS[seen.kind].items():
        always, some = known.always.get(prefix, frozenset()), known.sometimes.get(prefix, frozenset())
        shown = parts[prefix]
        if not (always or some or shown):
            continue
        # what should be there is asked for outside of what scrolls; what is there should be known
        missing = 1 - len(always & shown) / len(always) if always else 0.0
        unknown = 1 - len(shown & (always | some)) / len(shown) if shown else (0.0 if not always else 0.3)
        if prefix == "opt" and (always or some) and not shown:
            missing = 1.0
        if prefix == "list" and not shown:
            unknown = 0.0
        if prefix in known.always.get("more", frozenset()):
            unknown *= _PERSONAL
        total += weight
        score += weight * (1 - min(1.0, 0.5 * missing + 0.7 * unknown))
    agreed = score / total if total else 0.5
    if known.title:
        asks_for = seen.kind == "dialog" and any(node.editable for node in seen.window.nodes)
        other = 0.4 if asks_for else 0.55  # what a dialog asks for is what it is headed with
        agreed = 0.25 + 0.75 * agreed if known.title == seen.title else agreed * (other if seen.title else 0.85)
        if seen.kind == "page" and seen.title not in ("", known.title) and _shared(known, parts) < _TELLING:
            return 0.0  # with hardly anything on it, its heading is all there is to tell it by
    elif seen.title and seen.kind == "dialog":
        agreed *= 0.9
    if (
        seen.kind == "dialog"
        and parts["opt"]
        and known.always.get("opt", frozenset()) | known.sometimes.get("opt", frozenset())
    ):
        options = known.always.get("opt", frozenset()) | known.sometimes.get("opt", frozenset())
        if len(parts["opt"] & options) / len(parts["opt"]) < 0.5 and "opt" not in known.always.get("more", frozenset()):
            return 0.0
    return agreed


def identify(doc: AppDoc, hierarchy: Hierarchy) -> Screen | None:
    """`ScreenIndex(doc).identify(hierarchy)`, for one look."""
    return ScreenIndex(doc).identify(hierarchy)
