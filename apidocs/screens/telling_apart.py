"""Telling screens apart: which dumps of a walk are one place, and by which marks a place is known again.

Two dumps are one place when they differ only in rows, texts, toggles and scroll position. Dialogs stand apart from pages,
dialogs that share ids from each other by their title, options and message, settings pages by their rows, tabs by which is
selected. Which screen of a doc a live dump shows is answered by the same marks (see `marks`, `recognising`), so both agree.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field

from phones.hierarchy import Hierarchy

from ..doc.words import split_words, word_set
from .marks import Seen, look, message_words
from .windows import Window

SAME = 0.62
"""Agreement from which two dumps are one place."""
_MUCH = 0.75
"""Of the controls of two pages, so many they have both where they are one."""


def _share(a: Set[str], b: Set[str]) -> float:
    """Jaccard: 1 where both are empty."""
    return len(a & b) / len(a | b) if a or b else 1.0


def _cover(a: Set[str], b: Set[str]) -> float:
    """How much of the smaller one is in the other: parts of one scrolled page share little else."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def alike(a: Seen, b: Seen) -> bool:
    """Whether nothing speaks against two dumps being one place: the same window of the same activity, tab and mode."""
    if (a.package, a.kind, a.mode) != (b.package, b.kind, b.mode) or a.tabs != b.tabs:
        return False
    return not (a.activity and b.activity and a.activity != b.activity)


def agreement(a: Seen, b: Seen) -> float:
    """How much two dumps look like one place: 0 where they can't be, 1 where nothing tells them apart."""
    if not alike(a, b):
        return 0.0
    if a.kind == "menu":
        return _share(a.frame | a.body | a.options, b.frame | b.body | b.options)
    if a.kind == "dialog":
        return _dialogs(a, b)
    return _pages(a, b)


def _dialogs(a: Seen, b: Seen) -> float:
    ids = _share(a.ids | a.frame | a.body | a.listed, b.ids | b.frame | b.body | b.listed)
    options = _share(a.options, b.options)
    if (a.options or b.options) and options < 0.7:
        # a part of a long list of options, or another list: who opened it decides
        return 0.7 * options if options >= 0.5 or _cover(a.options, b.options) >= 0.9 else 0.0
    if a.title and b.title and a.title != b.title and ids < 0.9:
        return 0.0
    if a.title and a.title == b.title:
        return 0.5 + 0.5 * ids
    if a.title and b.title and not (a.ids and len(a.ids & b.ids) > 6):
        return 0.0
    if not a.options and not b.options and (a.words or b.words):
        # a message is told by its words, of which one or two may be a name
        return 0.4 * ids + 0.6 * min(1.0, 1.3 * _share(a.words, b.words))
    return 0.5 * ids + 0.5 * options if a.options else ids


_EDITS = word_set(
    """edit change modify bearbeiten ändern editar modificar alterar éditer modifier 编辑 修改 編集 変更"""
)


def _edits(title: str) -> bool:
    """Whether a heading says that something is changed which is there already."""
    words = split_words(title, camel=False)
    return bool(words) and (words[0] in _EDITS or words[-1] in _EDITS)


def _pages(a: Seen, b: Seen) -> float:
    frame = _share(a.frame, b.frame)
    ids = _share(a.ids, b.ids)
    lists = _share(a.listed, b.listed)
    body = _cover(a.body | a.options, b.body | b.options)
    anybody = bool((a.body or a.options) and (b.body or b.options))
    telling = len(a.ids & b.ids)
    if a.title and b.title and a.title != b.title:
        if _edits(a.title) != _edits(b.title):
            return 0.0  # a new one, and one that is there
        if a.leads_back != b.leads_back:
            return 0.0  # the start, and a page that was opened from it
        # a heading that changes is content where all else stays: a person's name, a file's
        if anybody and body < 0.3 or frame < 0.6 or ids < 0.6 or telling + len(a.frame & b.frame) < 5:
            return 0.0
        return min(0.45 * frame + 0.45 * ids + (0.1 * body if anybody else 0.1 * lists), 1.0)
    if a.title and a.title == b.title:
        if not a.ids and not b.ids:
            # without any ids the controls alone tell two pages of one heading apart
            shown = _cover(a.frame | a.body | a.options, b.frame | b.body | b.options)
            return 0.35 + 0.3 * frame + 0.35 * (shown if a.frame and b.frame else 1.0)
        return 0.35 + 0.3 * frame + 0.35 * max(ids, _cover(a.ids, b.ids) * 0.9)
    if bool(a.title) != bool(b.title) and ids < 0.6:
        return 0.0
    if frame < 0.6 and (len(a.frame) > 3 or len(b.frame) > 3):
        return 0.0
    if anybody and body < 0.2 and telling < 2:
        return 0.0
    return 0.5 * frame + 0.3 * max(ids, _cover(a.ids, b.ids) * 0.8) + (0.2 * body if anybody else 0.2 * max(lists, 0.5))


def _opened_by_rows(a: Seen, b: Seen) -> float:
    """What two rows of one list open is one place, be it full or empty, whatever its heading says."""
    if not alike(a, b) or a.body and b.body and _cover(a.body, b.body) < 0.3:
        return 0.0
    return 0.4 + 0.5 * _cover(a.ids | a.frame, b.ids | b.frame)


def _entries(menu: Seen) -> Set[str]:
    return menu.frame | menu.body | menu.options


def _shows_all_else(seen: Seen, group: Group) -> bool:
    """Whether a page has not one of the controls of another, and both have some."""
    shown = [_cover(seen.body | seen.frame, other.body | other.frame) for other in group.kinds]
    return seen.kind == "page" and bool(seen.body) and any(other.body for other in group.kinds) and max(shown) == 0


def _leads_on(seen: Seen, group: Group, tapped: str) -> bool:
    """Whether a page shows all else than the one it was tapped on, or is headed as what was tapped, and that isn't."""
    if seen.kind != "page" or _shows_all_else(seen, group):
        return seen.kind == "page"
    return seen.title == tapped != "" and all(other.title and other.title != tapped for other in group.kinds)


def _opened_otherwise(seen: Seen, group: Group, opener: str) -> bool:
    """Whether one of two pages of unlike headings and controls was opened by a row, and the other never."""
    row = opener.startswith("list:")
    if not group.openers or any(led.startswith("list:") is row for _, led in group.openers):
        return False
    return all(
        other.title and seen.title and other.title != seen.title and _share(seen.body, other.body) < _MUCH
        for other in group.kinds
    )


@dataclass
class Group:
    """Dumps that are one place."""

    number: int
    kinds: list[Seen] = field(default_factory=list)
    """Its dumps, those that look alike once only."""
    openers: set[tuple[int, str]] = field(default_factory=set)
    """(group, what was tapped) that led here."""

    def add(self, seen: Seen) -> None:
        if len(self.kinds) < 24 and not any(seen.marks() == other.marks() for other in self.kinds):
            self.kinds.append(seen)

    def agreement(self, seen: Seen) -> float:
        return max((agreement(seen, other) for other in self.kinds), default=0.0)

    @property
    def first(self) -> Seen:
        return self.kinds[0]


class Grouper:
    """Puts dumps into groups as they come; the same dumps in the same order give the same groups."""

    def __init__(self, fixed: Set[str] = frozenset()) -> None:
        self.fixed = frozenset(fixed)
        self.groups: list[Group] = []
        self._by_dump: dict[int, tuple[Hierarchy, int, Seen]] = {}

    def seen(self, hierarchy: Hierarchy) -> Seen | None:
        """What was read of a dump; None where no app's window is in it."""
        kept = self._by_dump.get(id(hierarchy))
        if kept is not None:
            return kept[2]
        window = Window.of(hierarchy)
        return look(window, self.fixed) if window is not None else None

    def place(
        self, hierarchy: Hierarchy, opener: tuple[int, str] | None = None, stays: int | None = None
    ) -> int | None:
        """The group of a dump, a new one where it is like none.

        `opener` says what was tapped in which group; `stays` the group it was scrolled in, which scrolling can't leave.
        None where there is no app's window.
        """
        kept = self._by_dump.get(id(hierarchy))
        if kept is not None:
            if opener:
                self.groups[kept[1]].openers.add(opener)
            return kept[1]
        window = Window.of(hierarchy)
        if window is None:
            return None
        seen = look(window, self.fixed)
        group = self._find(seen, opener, stays)
        group.add(seen)
        if opener:
            group.openers.add(opener)
        self._by_dump[id(hierarchy)] = (hierarchy, group.number, seen)
        return group.number

    def _find(self, seen: Seen, opener: tuple[int, str] | None, stays: int | None) -> Group:
        if stays is not None and any(alike(seen, other) for other in self.groups[stays].kinds):
            return self.groups[stays]
        best, best_score = None, 0.0
        for group in self.groups:
            score = group.agreement(seen)
            if opener and opener in group.openers and score > 0 and seen.kind != "page":
                score += 0.2  # opened by the same thing on the same screen
            if seen.kind == "menu" and opener and group.openers and opener not in group.openers:
                # of a row, of the page that it opens, of those picked: one entry more or less makes another menu
                score = score if any(_entries(seen) == _entries(other) for other in group.kinds) else 0.0
            if opener and opener[0] == group.number and stays is None and _leads_on(seen, group, opener[1]):
                score = 0.0  # a tap led on from there, to a page that is headed alike, or as what was tapped
            if opener and seen.kind == "page" and _opened_otherwise(seen, group, opener[1]):
                score = 0.0  # the page of a thing, and the form for a new one
            if opener and opener[1].startswith("list:") and opener in group.openers:
                score = max(score, _opened_by_rows(seen, group.first))
            if score > best_score:
                best, best_score = group, score
        if best is not None and best_score >= SAME:
            return best
        self.groups.append(Group(len(self.groups)))
        return self.groups[-1]


OFTEN = 0.75


def common_marks(kinds: list[Seen], content: Set[str] = frozenset()) -> list[str]:
    """The marks of a screen: those all its dumps share, and after a `~` those that only some have.

    Marks that hold a word of `content` (what rows say) are left out; `more:body` says that there were some.
    """
    counts: dict[str, int] = {}
    for seen in kinds:
        for mark in seen.marks():
            counts[mark] = counts.get(mark, 0) + 1
    names = {word for said in content for word in message_words(said)}
    result = []
    for mark, count in sorted(counts.items()):
        prefix, _, value = mark.partition(":")
        if value.strip('"') in content:
            if prefix in ("body", "frame", "opt"):
                result.append(f"more:{prefix}")
            continue
        if prefix == "title" and count < len(kinds):
            continue
        if prefix == "word" and (count < len(kinds) or value in names):
            result += ["more:word"] if value in names else []
            continue
        # what scrolls may be out of sight; a menu never scrolls far
        moving = prefix == "list" or prefix == "body" and kinds[0].kind != "menu"
        always = count >= len(kinds) * OFTEN and not moving
        result.append(mark if always else f"~{mark}")
    return list(dict.fromkeys(result))
