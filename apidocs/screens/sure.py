"""Whether what was found for an element is that element, where its doc was never held against the phone at hand.

An id alone says little then: the same round button is "Add alarm" on one tab and "Start" on the next, and an app of the same
package may be another maker's. So what says something must say what the doc has, what is to be touched must take touches, and of
several alike none is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from phones.locating import Match

from ..doc import Element, Kind
from .windows import words_on

_WORDS = frozenset({"text", "content_desc", "label"})


def sure_match(matches: Sequence[Match], element: Element) -> Match | None:
    """The best match, unless it says something else or another one is as good; None then."""
    if not matches:
        return None
    best = matches[0]
    if element.kind in (Kind.LIST, Kind.TEXT):
        return best
    by = element.locator
    worded = bool(_WORDS & set(best.used.split("+")))
    asked = [words for words in (by.text, by.content_desc, by.label) if words]
    said = words_on(best.node)
    if asked and not worded and not best.node.editable and said and said not in asked:
        return None
    equals = [match for match in matches if match.score > best.score - 0.01]
    if element.kind is Kind.INPUT:
        return best if len(equals) == 1 else None
    touched = {id(node): match for match in equals if (node := match.node.actionable()) is not None}
    around = [key for key, match in touched.items() if _is_around(match, touched.values())]
    return touched[around[0]] if around and (len(touched) == 1 or element.kind is not Kind.TOGGLE) else None


def _is_around(match: Match, all_of_them: Iterable[Match]) -> bool:
    """Whether what is touched by one match has what is touched by the others in it: a line, and the switch at its end."""
    outer = match.node.actionable()
    others = [node for one in all_of_them if (node := one.node.actionable()) is not outer]
    return all(node is not None and any(parent is outer for parent in node.ancestors()) for node in others)
