"""Settings of one title under two headings of a page, "Vibrate" of calls and of messages: told apart by the heading.

Only where the dumps prove that they are two: a page scrolls, so often each is seen on another dump; and what stands over a line
may come to say something else while the line stays the line it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, permutations

from phones.headings import heading_over, heading_words, headings_in, page_around

from ..doc import Kind
from .control import Control

_KINDS = (Kind.TOGGLE, Kind.CHOICE, Kind.BUTTON)
_MOST = 7
"""Headings of one page with a setting of the same title under each, days of the week: what stands under more is a list's."""
_WIDE = 0.5
"""Of the page's width: what a line of settings is wider than."""

Stands = tuple[str, str]
"""A control's key and the heading over it, the key alone where it stands under one; a heading itself has no key."""


def tell_namesakes(dumps: Sequence[list[Control]], content: Collection[str], width: int) -> set[int]:
    """Give the controls of one screen's dumps that have a namesake under another heading their heading and a key of their own.

    Returns `id()` of those of which nothing tells which of them they are; these have no key then. `content` are words that must
    not get into the doc, `width` the page's in pixels.
    """
    page = _Page(dumps)
    lost: set[int] = set()
    for key in page.doubles(content, width):
        for control, section in page.each(key):
            control.section, control.key = section, f"{key}|{section}" if section else ""
            lost |= set() if section else {id(control)}
    return lost


class _Page:
    """All that the dumps of one screen say of which control stands under which heading, and what before what."""

    def __init__(self, dumps: Sequence[list[Control]]) -> None:
        self._dumps = [list(found) for found in dumps]
        every = [control for found in dumps for control in found]
        self._keys = {id(c): c.key for c in every}
        self._told = {id(c): heading_words(heading_over(c.node)) for c in every}
        """By control the heading over it; empty where it is out of view, and nothing beside it tells which it is."""
        self._pages = {id(c): page for c in every if (page := page_around(c.node)) is not None}
        seen = dict(self._told)
        while told := self._beside():
            self._told |= told
        self._seen = {self._keys[control] for control, section in seen.items() if section}
        self._after: dict[Stands, set[Stands]] = {}

    def doubles(self, content: Collection[str], width: int) -> list[str]:
        """The keys that stand under several headings, each before or after the others on the page, whatever else changes."""
        several = []
        for key, sections in self._sections().items():
            proper = key in self._seen and not any(said in content or "@" in said for said in sections)
            if 1 < len(sections) <= _MOST and proper and all(_is_line(c, width) for c, _ in self.each(key)):
                several.append(key)
        if several:
            self._order()
        return [key for key in several if self._apart(key)]

    def each(self, key: str) -> Iterator[tuple[Control, str]]:
        """The controls of a key with their headings."""
        for found in self._dumps:
            yield from ((c, self._told[id(c)]) for c in found if self._keys[id(c)] == key)

    def _sections(self) -> dict[str, set[str]]:
        sections: dict[str, set[str]] = {}
        for control, said in self._told.items():
            sections.setdefault(self._keys[control], set()).update({said} - {""})
        return sections

    def _beside(self) -> dict[int, str]:
        """The heading over those that have it out of view: what stands before the first heading in view is under one, which most
        of it was seen to be under on other dumps."""
        sections, told = self._sections(), dict[int, str]()
        for found in self._dumps:
            under_none = [(c, self._keys[id(c)]) for c in found if not self._told[id(c)] and id(c) in self._pages]
            known = [
                (key, self._pages[id(c)], next(iter(sections[key]))) for c, key in under_none if len(sections[key]) == 1
            ]
            for control, key in under_none if known else []:
                page = self._pages[id(control)]
                said = Counter(section for other, at, section in known if at is page and other != key).most_common(2)
                if said and (len(said) == 1 or said[0][1] > said[1][1]):
                    told[id(control)] = said[0][0]
        return told

    def _apart(self, key: str) -> bool:
        stand = [(key, section) for section in self._sections()[key]]
        before = {(a, b) for a, b in permutations(stand, 2) if b in self._reached(a)}
        return all(((a, b) in before) != ((b, a) in before) for a, b in permutations(stand, 2))

    def _order(self) -> None:
        sections = self._sections()
        for found in self._dumps:
            root = next(([*c.node.ancestors()][-1:] for c in found[:1]), [])
            line = [(head.bounds.top, ("", heading_words(head))) for around in root for head in headings_in(around)]
            for control in found:
                key, section = self._keys[id(control)], self._told[id(control)]
                if len(sections[key]) < 2 or section:
                    one = section if len(sections[key]) > 1 else ""
                    line.append((control.node.bounds.top, (key, one)))
            once = Counter(stands for _, stands in line)
            stand = [stands for _, stands in sorted(line) if once[stands] == 1]
            for a, b in pairwise(stand):
                self._after.setdefault(a, set()).add(b)

    def _reached(self, start: Stands) -> set[Stands]:
        reached: set[Stands] = set()
        waiting = [start]
        while waiting:
            new = self._after.get(waiting.pop(), set()) - reached
            reached |= new
            waiting += new
        return reached


def _is_line(control: Control, width: int) -> bool:
    """Whether it is a line of settings, and no button of somebody's or something's own."""
    row = control.node
    wide = row.bounds.width > _WIDE * width
    return control.kind in _KINDS and not control.options and (wide or control.kind is not Kind.BUTTON)
