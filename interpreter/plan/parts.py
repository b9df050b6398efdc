"""The parts of a plan gone through, and changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from .tree import AsWritten, Branch, Code, Collected, Expr, Loop, Node, Nth, Read, Step, Subject, Touch, While

_T = TypeVar("_T")


def heads(node: Node) -> tuple[Expr, ...]:
    """What a step works out before anything of it is done."""
    found: list[Expr] = []
    for field in dataclasses.fields(node):
        value = getattr(node, field.name)
        if field.name in ("body", "then", "otherwise"):
            continue
        for one in value if isinstance(value, tuple) else (value,):
            if dataclasses.is_dataclass(one) and not isinstance(one, Touch):
                found.append(one)  # type: ignore[arg-type]
    return tuple(found)


def blocks(node: Node) -> tuple[tuple[Node, ...], ...]:
    """The steps within a step."""
    match node:
        case Loop(body=body) | While(body=body):
            return (body,)
        case Branch(then=then, otherwise=otherwise):
            return then, otherwise
    return ()


def subjects(part: object) -> Iterator[Subject]:
    """The things of the phone that a step or an expression goes to, in the order they are come by; not those of the steps
    within."""
    match part:
        case Subject(row=row, found=found):
            yield from subjects(row)
            yield from subjects(found)
            yield part
        case Code(touches=touches) | AsWritten(touches=touches):
            for touch in touches:
                yield Subject(touch.ref.screen, touch.ref.element, part=touch.ref.part)
        case Step(on=on, args=args):
            yield from subjects(args)
            yield from subjects(on)
        case Collected(value=value, over=over, test=test):
            yield from subjects((over, test, value))
        case tuple():
            for one in part:
                yield from subjects(one)
        case Nth() | Touch():
            return
        case Read(on=on, name="is_open") if not on.element:
            return
        case Read(on=on, name=name) if on.row is not None and on.variable and not on.part and name != "exists":
            return  # what a row said is known from when it was met
        case _ if dataclasses.is_dataclass(part):
            for field in dataclasses.fields(part):
                if field.name not in ("body", "then", "otherwise"):
                    yield from subjects(getattr(part, field.name))


def within(node: Node, change: Callable[[tuple[Node, ...]], tuple[Node, ...]]) -> Node:
    """A step with the steps in it changed."""
    match node:
        case Loop() | While():
            return dataclasses.replace(node, body=change(node.body))
        case Branch():
            return dataclasses.replace(node, then=change(node.then), otherwise=change(node.otherwise))
    return node


def changed(part: _T, change: Callable[[object], object]) -> _T:
    """The same with every part of it changed, from inside outwards."""
    if isinstance(part, tuple):
        made = tuple(changed(one, change) for one in part)
        return made if any(a is not b for a, b in zip(made, part, strict=True)) else part  # type: ignore[return-value]
    if not dataclasses.is_dataclass(part) or isinstance(part, type):
        return part
    fields = {f.name: getattr(part, f.name) for f in dataclasses.fields(part) if f.name != "touches"}
    values = {name: changed(value, change) for name, value in fields.items()}
    if any(values[name] is not fields[name] for name in fields):
        part = dataclasses.replace(part, **values)
    return change(part)  # type: ignore[return-value]


def deep(nodes: Sequence[Node]) -> Iterator[Node]:
    """Every step, those within others too."""
    for node in nodes:
        yield node
        for block in blocks(node):
            yield from deep(block)


def parts(part: object) -> Iterator[object]:
    """Every part of some steps or of an expression, itself first."""
    if isinstance(part, tuple):
        for one in part:
            yield from parts(one)
    elif dataclasses.is_dataclass(part):
        yield part
        for field in dataclasses.fields(part):
            if field.name != "touches":
                yield from parts(getattr(part, field.name))
