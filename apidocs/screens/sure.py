"""Whether what was found for an element is that element, where its doc was never held against the phone at hand.

An id alone says little then: the same round button is "Add alarm" on one tab and "Start" on the next, and an app of the same
package may be another maker's. So what says something must say what the doc has, and of several alike none is taken.
"""

from __future__ import annotations

from collections.abc import Sequence

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
    if asked and not worded and not best.node.editable and words_on(best.node):
        return None
    equals = [match for match in matches if match.score > best.score - 0.01]
    touched = {id(match.node.actionable()): match for match in equals if match.node.actionable() is not None}
    if len(touched) > 1 or not touched and len(equals) > 1:
        return None
    return next(iter(touched.values()), best)
