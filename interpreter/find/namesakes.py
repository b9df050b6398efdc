"""A setting that the doc knows one of, and the page in front shows twice under different headings: which is meant isn't known.

A doc tells such two apart by the heading (`Locator.under`); one of before that, or of a page that was seen only in part, doesn't.
"""

from __future__ import annotations

from collections.abc import Sequence

from apidocs.doc import Element, Kind
from phones.headings import heading_over, heading_words
from phones.locating import Match

from ..calls.errors import CallFailed
from ..screen.matching import quoted


def meant_of(matches: Sequence[Match], element: Element) -> Match | None:
    """The best match, None where there is none. Raises CallFailed where several are as good by their words alone, each under a
    heading of its own."""
    if not matches:
        return None
    best = [match.node for match in matches if match.score == matches[0].score]
    worded = {"text", "content_desc", "label"} & set(matches[0].used.split("+"))
    if len(best) > 1 and worded and element.kind in (Kind.TOGGLE, Kind.CHOICE) and not element.locator.instance:
        under = [heading_words(heading_over(node)) for node in best]
        if len(set(under)) == len(under):
            over = quoted([words for words in under if words])
            again = " Learn the app again to tell them apart." if all(under) else ""
            raise CallFailed(
                f'"{element.label or element.name}" stands {len(best)} times on the screen, under {over}, '
                f"and it isn't known which of them is meant.{again}"
            )
    return matches[0]
