"""The parts of a plan gone through, and changed."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar, cast

from .tree import Answer, Read, Step, Subject

_Part = TypeVar("_Part", bound=ast.AST)
Block = list[ast.stmt]
Forking = ast.For | ast.While | ast.If
"""Steps with others in them. What else holds statements is one step, whatever is in it."""


def heads(node: ast.stmt) -> list[ast.AST]:
    """What a step works out before anything of it is done."""
    match node:
        case ast.For(iter=head) | ast.While(test=head) | ast.If(test=head) | ast.Assign(value=head):
            return [head]
        case ast.AugAssign(value=head) | ast.Expr(head):
            return [head]
        case Step(on, _, args):
            return [on, *args]
        case Answer(ast.expr() as head):
            return [head]
    return []


def blocks(node: ast.stmt) -> list[Block]:
    """The steps within a step."""
    return [node.body, node.orelse] if isinstance(node, Forking) else []


def subjects(part: object) -> Iterator[Subject]:
    """The things of the phone that a step or an expression goes to, in the order they are come by; not those of the steps
    within."""
    match part:
        case list():
            for one in part:
                yield from subjects(one)
        case Step(on, _, args):
            yield from subjects([*args, on])
        case ast.ListComp(value, over) | ast.GeneratorExp(value, over):
            yield from subjects([*over, value])
        case Read(on, "is_open") if not on.element:
            return
        case Read(on, name) if on.row is not None and on.variable and not on.part and name != "exists":
            return  # what a row said is known from when it was met
        case ast.AST():
            inner = heads(part) if isinstance(part, Forking) else list(ast.iter_child_nodes(part))
            yield from subjects(inner)
            if isinstance(part, Subject):
                yield part


def within(node: ast.stmt, change: Callable[[Block], Block]) -> ast.stmt:
    """A step with the steps in it changed."""
    match node:
        case ast.For(target, over, body, orelse):
            return ast.For(target, over, change(body), change(orelse))
        case ast.While(test, body, orelse):
            return ast.While(test, change(body), change(orelse))
        case ast.If(test, body, orelse):
            return ast.If(test, change(body), change(orelse))
    return node


def rebuilt(part: _Part, change: Callable[[ast.AST], ast.AST]) -> _Part:
    """A copy of a node whose own parts are changed."""
    made = {}
    for name, value in ast.iter_fields(part):
        if isinstance(value, ast.AST):
            value = change(value)
        elif isinstance(value, list):
            value = [change(one) if isinstance(one, ast.AST) else one for one in value]
        made[name] = value
    return type(part)(**made)


def changed(part: _Part, change: Callable[[ast.AST], ast.AST]) -> _Part:
    """A copy with every part of it changed, from inside outwards, to one that can stand in its place."""
    return cast(_Part, change(rebuilt(part, partial(changed, change=change))))


def all_changed(parts: Sequence[_Part], change: Callable[[ast.AST], ast.AST]) -> list[_Part]:
    """Several changed."""
    return [changed(one, change) for one in parts]


def deep(nodes: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Every step, those within others too."""
    for node in nodes:
        yield node
        for block in blocks(node):
            yield from deep(block)


def parts(nodes: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """Every part of some steps or expressions."""
    for node in nodes:
        yield from ast.walk(node)


def loaded(nodes: Sequence[ast.AST]) -> list[str]:
    """The names that are looked up in some steps or expressions, as often as they are."""
    return [node.id for node in parts(nodes) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
