"""An app's screens as a tree in a terminal, each below what opens it, with how much of each is known."""

from __future__ import annotations

from collections.abc import Iterator

from ..doc.paths import Place, summary
from .knowing import Coverage, Known, Tally, tally

_NAMED = 6
"""So many things are named of those left untried for the same reason; of the rest it is said how many."""


def tree_lines(found: Coverage, *, everything: bool = False) -> Iterator[str]:
    """The lines. `everything`: all names of what was left untried."""
    doc, total = found.doc, found.tally
    yield f"{doc.label} ({' '.join(filter(None, (doc.package, doc.version)))})"
    yield (
        f"{_many(len(doc.screens), 'screen')}, {_many(total.all, 'element')}: {total.covered} covered, {total.known} known, "
        f"{total.untried} untried"
    )
    yield ""
    rows = [(stem, place, tally(found.of(place.screen))) for stem, place in _stems(summary(doc).places)]
    names = [f"{stem}{place.screen}" for stem, place, _ in rows]
    ways = [_way(place) for _, place, _ in rows]
    wide, long = max(map(len, [*names, "screen"])), max(map(len, [*ways, "opened by"]))
    yield f"{'screen'.ljust(wide)}  {'opened by'.ljust(long)}  covered  known  untried"
    for name, way, (_, _, each) in zip(names, ways, rows, strict=True):
        yield f"{name.ljust(wide)}  {way.ljust(long)}  {_numbers(each)}".rstrip()
    if untried := found.untried():
        yield from ("", "Left untried:")
        for why, ones in untried.items():
            yield f"  {why}: {_names(ones, everything)}"
    if grave := found.grave():
        yield from ("", "Asks before it is done:")
        for effect, ones in grave.items():
            yield f"  {effect}: {_names(ones, everything)}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _stems(places: list[Place]) -> Iterator[tuple[str, Place]]:
    """Each place with the lines of the tree that stand before it."""
    open_at: list[bool] = []
    """By depth: whether another one comes on that level."""
    for at, place in enumerate(places):
        depth = place.depth
        if depth < 1:
            yield "", place
            open_at = [False]
            continue
        later = (other.depth for other in places[at + 1 :])
        more = next((other == depth for other in later if other <= depth), False)
        open_at = [*open_at[:depth], more]
        before = "".join("│  " if is_open else "   " for is_open in open_at[1:depth])
        yield before + ("├─ " if more else "└─ "), place


def _way(place: Place) -> str:
    if place.depth < 0:
        return "(no way from the start)"
    element, _, how = place.via.partition(".")[2].partition(" ")
    return f"{element} ({how})" if how else element


def _numbers(each: Tally) -> str:
    return f"{_or_dot(each.covered):>7}  {_or_dot(each.known):>5}  {_or_dot(each.untried):>7}"


def _or_dot(count: int) -> str:
    return str(count) if count else "·"


def _names(ones: list[Known], everything: bool) -> str:
    named = ones if everything else ones[:_NAMED]
    said = ", ".join(f"{one.screen}.{one.element.name}" for one in named)
    return f"{said}, and {len(ones) - len(named)} more" if len(named) < len(ones) else said
