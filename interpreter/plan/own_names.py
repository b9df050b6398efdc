"""The names that a script gives to things and values, taken out where they make no difference."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from .parts import changed, deep, heads, parts, within
from .tree import AsWritten, Code, Each, Expr, Keep, Loop, Node, Nth, Subject, Value, Variable, While


def without_names(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Things called as they are, not by a name that the script gave them; and what is kept only to be used at once, used."""
    said = " ".join(part.text for part in parts(nodes) if isinstance(part, Code | AsWritten))
    in_code = set(re.findall(r"\w+", said))
    given = {node.variable for node in deep(nodes) if isinstance(node, Keep)}
    looped = {name for node in deep(nodes) if isinstance(node, Loop) for name in node.variable.split(", ")}
    read = Counter(part.name for part in parts(nodes) if isinstance(part, Variable))
    unclear = {part.variable for part in parts(nodes) if isinstance(part, Subject) and isinstance(part.row, Each)}
    free = {name for name in given if name not in in_code and name not in looped and name not in unclear}
    things = {
        node.variable
        for node in deep(nodes)
        if isinstance(node, Keep) and isinstance(node.value, Subject) and node.variable in free and _settled(node.value)
    }
    things -= {n.variable for n in deep(nodes) if isinstance(n, Keep) and not isinstance(n.value, Subject)}
    things -= set(read)

    def named(part: object) -> object:
        return dataclasses.replace(part, variable="") if isinstance(part, Subject) and part.variable in things else part

    once = {name for name in free - things if read[name] == 1}
    return _used_at_once(tuple(_dropped(changed(nodes, named), things)), once)


def _settled(on: Subject) -> bool:
    """Whether a thing is the same whenever it is looked for."""
    return all(isinstance(which, Value | Nth | None) for which in (on.row, on.found))


def _dropped(nodes: Sequence[Node], names: set[str]) -> Iterator[Node]:
    for node in nodes:
        if not (isinstance(node, Keep) and node.variable in names):
            yield within(node, lambda block: tuple(_dropped(block, names)))


def _used_at_once(nodes: tuple[Node, ...], names: set[str]) -> tuple[Node, ...]:
    made: list[Node] = []
    for node in reversed(nodes):
        after = made[-1] if made else None
        if isinstance(node, Keep) and node.variable in names and after is not None:
            wanted = Variable(node.variable)
            if not isinstance(after, While) and wanted in set(parts(heads(after))):
                made[-1] = _replaced(after, wanted, node.value)
                continue
        made.append(within(node, lambda block: _used_at_once(block, names)))
    return tuple(reversed(made))


def _replaced(node: Node, variable: Variable, value: Expr) -> Node:
    return changed(node, lambda part: value if part == variable else part)
