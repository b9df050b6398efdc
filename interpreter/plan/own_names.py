"""The names that a script gives to things and values, taken out where they make no difference."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import replace

from interpreter.reading.scripts import names_given

from .parts import Block, all_changed, changed, deep, heads, loaded, parts, within
from .tree import Each, Nth, Subject


def without_names(nodes: Block) -> Block:
    """Things called as they are, not by a name that the script gave them; and what is kept only to be used at once, used."""
    kept = [(name, node.value) for node in deep(nodes) if isinstance(node, ast.Assign) and (name := kept_as(node))]
    opaque = [
        *(node for node in deep(nodes) if not heads(node)),
        *(p for p in parts(nodes) if isinstance(p, ast.Lambda)),
    ]
    within_opaque = {*loaded(opaque), *(part.variable for part in parts(opaque) if isinstance(part, Subject))}
    plainly = Counter(name for name, _ in kept)
    otherwise = set(Counter(names_given(ast.Module(nodes, []))) - plainly)
    read = Counter(loaded(nodes))
    unclear = {part.variable for part in parts(nodes) if isinstance(part, Subject) and isinstance(part.row, Each)}
    free = set(plainly) - otherwise - unclear - within_opaque
    things = {name for name, value in kept if isinstance(value, Subject) and name in free and _settled(value)}
    things -= {name for name, value in kept if not isinstance(value, Subject)} | set(read)

    def named(part: ast.AST) -> ast.AST:
        return replace(part, variable="") if isinstance(part, Subject) and part.variable in things else part

    once = {name for name in free - things if read[name] == 1}
    return _used_at_once(_dropped(all_changed(nodes, named), things), once)


def kept_as(node: ast.stmt) -> str:
    """The name under which a step keeps something; empty for any other step."""
    match node:
        case ast.Assign([ast.Name(name)]):
            return name
    return ""


def _settled(on: Subject) -> bool:
    """Whether a thing is the same whenever it is looked for."""
    return all(isinstance(which, ast.Constant | Nth | None) for which in (on.row, on.found))


def _dropped(nodes: Block, names: set[str]) -> Block:
    return [within(node, lambda block: _dropped(block, names)) for node in nodes if kept_as(node) not in names]


def _used_at_once(nodes: Block, names: set[str]) -> Block:
    made: Block = []
    for node in reversed(nodes):
        name, after = kept_as(node), made[-1] if made else None
        at_once = after is not None and not isinstance(after, ast.While) and name in loaded(heads(after))
        if isinstance(node, ast.Assign) and name in names and after is not None and at_once:
            made[-1] = _with_value(after, name, node.value)
        else:
            made.append(within(node, lambda block: _used_at_once(block, names)))
    return made[::-1]


def _with_value(node: ast.stmt, name: str, value: ast.expr) -> ast.stmt:
    def put_in(part: ast.AST) -> ast.AST:
        return value if isinstance(part, ast.Name) and (part.id, type(part.ctx)) == (name, ast.Load) else part

    return changed(node, put_in)
