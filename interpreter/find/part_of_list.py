"""Whether a list shows all of its things or a part of them: a search that is on, a folder, a filter, a tab.

Told from the list's own screen alone: a search field that holds something; a choice, a tab or a chip that stands on another
than "All"; a heading that is another than the doc has for that screen. What hides behind a menu isn't seen.
"""

from __future__ import annotations

import re

from apidocs.doc import Kind, Screen
from apidocs.doc.words import words_of
from apidocs.samples.phrasing import has
from apidocs.screens.windows import Window, is_list, words_on
from phones.hierarchy import Node

from ..screen.front import Sight
from ..screen.matching import plain_words
from ..screen.options import chosen_on
from ..screen.states import field_text, spot_of, values_of

_ALL = re.compile(
    r"^\W*(all|any|anything|every|everything|alle|alles|tous|toutes?|tout|todos?|todas?|tutti|tutte)\b", re.I
)
_SEARCHING = frozenset({"search", "query", "find", "filter", "suche", "recherche"})


def part_shown(sight: Sight, screen: Screen) -> str:
    """What the list in front is a part of the whole by: `Work`, `the search "milk"`; empty where nothing says so."""
    window = sight.window
    if window is None or sight.name != screen.name:
        return ""
    found = _searched(window) or _chosen(sight, screen) or _tabbed(window) or _chipped(window)
    return found or _headed(window, screen)


def says_all(text: str) -> bool:
    """Whether the words of a filter leave nothing out: "All notes"."""
    return bool(_ALL.match(text.strip()))


def _searched(window: Window) -> str:
    for node in window.nodes:
        said = {*words_of(node.id_name), *words_of(node.hint), *words_of(node.content_desc)}
        if node.editable and field_text(node).strip() and said & _SEARCHING:
            return f'the search "{field_text(node).strip()}"'
    return ""


def _chosen(sight: Sight, screen: Screen) -> str:
    """A choice on the screen that offers all, and stands on something else."""
    for element in screen.elements:
        if element.kind is not Kind.CHOICE or element.picks or not any(says_all(o) for o in element.options):
            continue
        matches = sight.find(element.locator)
        if not matches:
            continue
        spot = spot_of(sight, element, matches[0].node)
        value = chosen_on(spot.node, element) or next(iter(values_of(spot)), "")
        if value and not says_all(value):
            return value
    return ""


def _tabbed(window: Window) -> str:
    for group in window.tabs:
        if any(says_all(words_on(tab)) for tab in group):
            chosen = next((words_on(tab) for tab in group if tab.selected), "")
            if chosen and not says_all(chosen):
                return chosen
    return ""


def _chipped(window: Window) -> str:
    on = [n for n in window.nodes if n.short_class.endswith("Chip") and (n.checked or n.selected)]
    on = [n for n in on if not _in_a_row(n)]
    said = [words_on(n) for n in on if words_on(n) and not says_all(words_on(n))]
    return ", ".join(said)


def _in_a_row(node: Node) -> bool:
    """Whether it stands in a list that scrolls down, where it is a part of what is listed."""
    return any(is_list(a) and a.bounds.height > 2 * a.bounds.width // 3 for a in node.ancestors())


def _headed(window: Window, screen: Screen) -> str:
    """Another heading than this screen always has."""
    now, usual = _without_numbers(window.title), _without_numbers(screen.title)
    return window.title if now and usual and now != usual and not has_search(screen) else ""


def has_search(screen: Screen) -> bool:
    """Whether a search stands on the screen, whose words are part of its heading."""
    return any(e.kind is Kind.INPUT and has(e, "searching") for e in screen.elements)


def _without_numbers(text: str) -> str:
    return " ".join(w for w in plain_words(text).split() if not w.isdecimal())
