"""How a window is other than before: what came and went on it, what is marked, what counts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from apidocs.doc.words import cut
from apidocs.screens.windows import Window, words_on
from phones.hierarchy import Hierarchy, Node

from ..screen.front import Sight

MOVING = re.compile(r"[\d:.,%/\s]*(?:[ap]\.?m\.?)?", re.IGNORECASE)
"""Clocks, counters and progress: they change by themselves."""


def change(before: Hierarchy, after: Hierarchy) -> str:
    """How a window is other than before; empty where nothing is but what changes by itself. It may have stood below a menu."""
    window = Window.of(after)
    was = _same_window(before, window) if window is not None else None
    if window is None or was is None:
        return ""
    old, new = _texts(was), _texts(window.nodes)
    came = [t for t in new if t not in old]
    went = [t for t in old if t not in new]
    if came:
        return f'"{cut(came[0])}" came to the screen'
    if went:
        return f'"{cut(went[0])}" went from the screen'
    return _marked(was, window.nodes) or _counted(was, window.nodes)


def _same_window(before: Hierarchy, window: Window) -> list[Node] | None:
    root = window.root
    same = [r for r in before.roots if (r.package, r.bounds) == (root.package, root.bounds)]
    return [n for n in same[-1].walk() if n.bounds.area] if same else None


def _texts(nodes: Iterable[Node]) -> list[str]:
    said = (n.label.strip() for n in nodes if not n.editable)
    return [text for text in dict.fromkeys(said) if text and not MOVING.fullmatch(text)]


def _marked(before: Iterable[Node], after: Iterable[Node]) -> str:
    """What is on, or marked, in another way than before, told by its place."""
    was = {(n.cls, n.resource_id, n.bounds): n for n in before}
    pairs = [(was[key], n) for n in after if (key := (n.cls, n.resource_id, n.bounds)) in was]
    switched = [now for old, now in pairs if old.checked != now.checked]
    marked = [now for old, now in pairs if old.selected != now.selected]
    if switched:
        many = f"{len(switched)} switches" if len(switched) > 1 else "a switch"
        return f"{many} went {'on' if switched[0].checked else 'off'}"
    if marked:
        return f'"{cut(words_on(marked[0]))}" is {"marked" if marked[0].selected else "no longer marked"}'
    return ""


def _counted(before: Iterable[Node], after: Iterable[Node]) -> str:
    """A counter that has left zero, or come to it: any other one may be running by itself."""
    was = {(n.resource_id, n.bounds.top): n.text for n in before if _counter(n.text)}
    for node in after:
        old = was.get((node.resource_id, node.bounds.top), "")
        if old and _counter(node.text) and old != node.text and (_zero(old) or _zero(node.text)):
            return f'the counter went from "{old}" to "{node.text}"'
    return ""


def _counter(text: str) -> bool:
    return any(c.isdecimal() for c in text) and bool(MOVING.fullmatch(text))


def _zero(text: str) -> bool:
    return not any(c.isdecimal() and c != "0" for c in text)


def same_control(node: Node, hierarchy: Hierarchy, *, in_line: bool = False) -> Node | None:
    """The node in another dump: of its make, where it stood or, `in_line`, at its height."""
    make, box = (node.cls, node.resource_id, node.package), node.bounds
    alike = (n for n in hierarchy.walk() if (n.cls, n.resource_id, n.package) == make)
    return next((n for n in alike if n.bounds.intersect(box).area or in_line and n.bounds.top == box.top), None)


def stepped(node: Node | None, before: Sight, after: Sight) -> str:
    """How a button has changed the number beside it, "3" to "4", where nothing else did; empty where it hasn't."""
    around = node.parent if node is not None else None
    if around is None or before.name != after.name:
        return ""
    was = {(n.cls, n.resource_id, n.bounds.top): n.text for n in around.walk() if _whole(n.text)}
    for now in after.hierarchy.walk():
        old = was.get((now.cls, now.resource_id, now.bounds.top), "")
        if old and _whole(now.text) and now.text != old:
            return f'"{old}" has become "{now.text}"'
    return ""


def _whole(text: str) -> bool:
    """Whether a text is a number, perhaps with what it counts: "8", "10 %", "5 min"; a clock's isn't."""
    return bool(re.fullmatch(r"[-+]?\d+(?:[.,]\d+)?\s?(?:\W|[^\W\d_]{1,7}\.?)?", text.strip()))
