"""Finding back to where a walk was, by what it did before: after it was cut off, and when it is to be at a certain place.

Every act of the walk is a way from one group of dumps to another, also those that only back or a long press leads. What is
done on such a way is no part of the walk: it is neither recorded nor counted.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from phones.hierarchy import Node

from ..screens.marks import Seen
from .walk import Act
from .walking import Over, Walker

STEPS, SECONDS = 40, 60.0
"""What finding back may take."""
TRIES = 2


def go_back_to(walker: Walker, place: int) -> bool:
    """From the app's own start to a group that the walk was at. False where no known way leads there any more."""
    with walker.aside(STEPS, SECONDS):
        try:
            for _ in range(TRIES):
                walker.launch()
                if _go(walker, place):
                    return True
        except Over:
            return False
    return False


def _go(walker: Walker, place: int) -> bool:
    while walker.inside:
        here = walker.group()
        if here is None or here == place:
            return here == place
        way = _way(_ways(walker), here, place)
        if way is None or not _take(walker, here, *way):
            return False
    return walker.group() == place


def _take(walker: Walker, here: int, act: Act, target: int) -> bool:
    """Do what led to `target` then. False where it doesn't now."""
    if act.node is None:
        walker.act(Act(act.kind))
    else:
        node = walker.show(here, _same_as(act.node))
        if node is None:
            return False
        walker.act(Act(act.kind, node))
    return walker.group() == target


def _ways(walker: Walker) -> dict[int, dict[int, Act]]:
    """By group what led to which other one, the latest that did."""
    found: dict[int, dict[int, Act]] = {}
    for step in walker.steps:
        source, target = walker.grouper.place(step.before), walker.grouper.place(step.after)
        if step.act is None or source is None or target is None or source == target:
            continue
        if step.act.kind in ("tap", "long_press", "back"):
            found.setdefault(source, {})[target] = step.act
    return found


def _way(ways: dict[int, dict[int, Act]], here: int, place: int) -> tuple[Act, int] | None:
    """The first act of a shortest way, and where it leads."""
    first: dict[int, tuple[Act, int]] = {}
    queue = deque([here])
    while queue:
        at = queue.popleft()
        for target, act in ways.get(at, {}).items():
            if target == here or target in first:
                continue
            first[target] = first.get(at, (act, target))
            if target == place:
                return first[target]
            queue.append(target)
    return None


def _same_as(node: Node) -> Callable[[Seen], Node | None]:
    """Finds what a node of an earlier dump is now: the same by all it says, of several the one nearest to where it was."""

    def said(one: Node) -> tuple[str, ...]:
        return one.cls, one.resource_id, one.text, one.content_desc, *(n.text for n in one.walk() if n is not one)

    def found(seen: Seen) -> Node | None:
        wanted = said(node)
        same = [n for n in seen.window.nodes if n.cls == node.cls and n.resource_id == node.resource_id]
        exact = [n for n in same if said(n) == wanted]
        x, y = node.bounds.center
        among = exact or ([n for n in same if n.resource_id] if node.resource_id else [])
        return min(among, key=lambda n: abs(n.bounds.center[0] - x) + abs(n.bounds.center[1] - y), default=None)

    return found
