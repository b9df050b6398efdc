"""Whether a doc that was just learned is worth keeping: what is poor about it, and whether the kept one is better.

A walk can go wrong in ways that no single step shows: it began in the middle of something, the app asked for an account,
the phone went. What comes of it looks like a doc and fails every task.
"""

from __future__ import annotations

from ..doc import AppDoc, Screen
from ..doc.paths import summary

FEW = 2
"""So many screens and fewer are too few for most apps."""
FAR_FEWER = 0.6
"""Of the kept doc's elements, or screens: with less than that the new one has missed much."""

RESTLESS = 0.5
"""Of the looks at an app: with more that were in vain it is said."""


def false_start(doc: AppDoc) -> str:
    """Why scripts can't begin from where the doc begins; empty where they can."""
    start = doc.screen(doc.start)
    if start is None:
        return "what the app starts with was not seen"
    if start.package and start.package != doc.package:
        return f"it starts with a screen of {start.package}"
    if start.kind != "page" or "mode:action" in start.marks:
        what = "a selection" if "mode:action" in start.marks else f"a {start.kind}"
        return f"it starts with {what} ({start.name}), not with the app's own first screen"
    return ""


def shortcomings(doc: AppDoc, ended: str = "", *, restless: float = 0.0, strange: bool = False) -> list[str]:
    """What makes it a poor doc, each as words that follow the app's name; `ended` says why the walk ended, `restless` the share of
    looks at which it hadn't come to rest, `strange` whether no words of its language are known."""
    found = [false_start(doc)] if false_start(doc) else []
    own = _own(doc)
    if len(own) <= FEW:
        found.append(
            "no screen of it was seen" if not own else f"no more than {_count(len(own), 'screen')} of it was seen"
        )
    lost = summary(doc).unreachable
    if len(lost) * 2 > len(doc.screens):
        found.append(f"no way leads from its start to {len(lost)} of {_count(len(doc.screens), 'screen')}")
    if ended.startswith("phone:"):
        found.append(f"the phone failed on the way ({ended.removeprefix('phone:').strip().rstrip('.')})")
    if restless >= RESTLESS:
        found.append(f"it hardly ever came to rest: at {restless:.0%} of the looks at it something still moved")
    if strange:
        found.append(
            f"what its language ({doc.locale}) calls things isn't known here, so that little of it was tried and what its "
            "buttons do may be misjudged"
        )
    return found


def better(kept: AppDoc, new: AppDoc) -> str:
    """What makes the kept doc the better one; empty where it isn't."""
    reason = false_start(new)
    if reason and not false_start(kept):
        return reason
    if _elements(new) < FAR_FEWER * _elements(kept) or len(_own(new)) < FAR_FEWER * len(_own(kept)):
        return f"it has {_size(new)}, the kept one {_size(kept)}"
    if len(summary(new).unreachable) * 2 > len(new.screens) and not summary(kept).unreachable:
        return f"no way leads from its start to {len(summary(new).unreachable)} of its screens"
    return ""


def _own(doc: AppDoc) -> list[Screen]:
    return [screen for screen in doc.screens if screen.package in ("", doc.package)]


def _elements(doc: AppDoc) -> int:
    return sum(len(screen.elements) for screen in doc.screens)


def _size(doc: AppDoc) -> str:
    return f"{_count(_elements(doc), 'element')} on {_count(len(_own(doc)), 'screen')}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
