"""What a script holds of the phone, and what it may say to it: handles that carry a path and no more, the finding of what
a call in a script is a call of, and the reading of its arguments. Carries nothing out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal

from apidocs.doc.api import Method

from ..calls import Ref
from ..reading.members import Member, Members, key_of

ARGUMENT_CHARS = 100_000
ARGUMENT_ITEMS = 10_000
ARGUMENT_DEPTH = 8
ARGUMENT_BITS = 4_000
"""Of a whole number: longer ones Python itself refuses to write down."""
UNTYPED = frozenset({"object", "Any"})
NAMES_OF_TYPES = {"str": "a text", "float": "a number", "int": "a whole number", "bool": "True or False"}


class Handle:
    """All that a script holds of a thing on the phone. `key` crosses eagerly, because monty compares host objects by class
    and eager attributes: without it any two buttons would be equal."""

    def __init__(self, ref: Ref) -> None:
        self.key = key_of(ref)
        self.ref = ref


_CLASSES: dict[str, type[Handle]] = {}


def handle_for(ref: Ref, members: Members) -> Handle:
    """A handle of a class named after the kind of thing, so that an error says `Toggle` and not `Handle`."""
    kind = members.kind(ref)
    if kind not in _CLASSES:
        _CLASSES[kind] = type(kind.capitalize(), (Handle,), {"__module__": __name__})
    return _CLASSES[kind](ref)


class WrongCall(Exception):
    """A call that the doc doesn't have, or not so; the script gets it as a Python error of its kind."""

    def __init__(self, kind: Literal["AttributeError", "NameError", "TypeError"], message: str) -> None:
        super().__init__(message)
        self.kind: Literal["AttributeError", "NameError", "TypeError"] = kind


def arguments(
    member: Member, args: Sequence[object], kwargs: Mapping[str, object], members: Members
) -> tuple[object, ...]:
    """The arguments of a call in order, as plain data. Raises WrongCall, worded for the script's author."""
    assert member.method is not None
    if member.reads and not args and not kwargs:
        # `x.is_on()` says clearly enough what it wants
        return ()
    try:
        given = [_plain(a, member, members) for a in args]
        return _bound(member.method, given, {k: _plain(a, member, members) for k, a in kwargs.items()})
    except TypeError as e:
        raise WrongCall("TypeError", str(e)) from None


def _plain(value: object, member: Member, members: Members, depth: int = 0) -> object:
    """A value as data of ours, of bounded size. A handle within it has no text to give."""
    if isinstance(value, Handle):
        instead = f": write {value.ref}.text" if members.get(value.ref, "text") else ", which is no text"
        raise TypeError(f"{member.name}() was given {value.ref} itself{instead}")
    if depth > ARGUMENT_DEPTH:
        raise TypeError(f"{member.name}() was given lists within lists, too deep to read")
    if isinstance(value, list | tuple | set | frozenset | dict):
        if len(value) > ARGUMENT_ITEMS:
            raise TypeError(f"{member.name}() was given {len(value):,} things; {ARGUMENT_ITEMS:,} are allowed")
        if isinstance(value, dict):
            pairs = [(_plain(k, member, members, depth + 1), v) for k, v in value.items()]
            return {str(k): _plain(v, member, members, depth + 1) for k, v in pairs}
        return [_plain(v, member, members, depth + 1) for v in value]
    if isinstance(value, int) and value.bit_length() > ARGUMENT_BITS:
        raise TypeError(f"{member.name}() was given a number too large to write down")
    plain = value if isinstance(value, str | int | float | None) else str(value)
    if isinstance(plain, str) and len(plain) > ARGUMENT_CHARS:
        raise TypeError(f"{member.name}() was given {len(plain):,} characters; {ARGUMENT_CHARS:,} are allowed")
    return plain


def _bound(method: Method, args: Sequence[object], kwargs: Mapping[str, object]) -> tuple[object, ...]:
    """The arguments in the order of the table. Numbers are taken for texts and the other way round where they
    read as one. Raises TypeError, worded for the script's author."""
    names = [name for name, _ in method.args]
    call = f"{method.name}({', '.join(names)})"
    if unknown := [k for k in kwargs if k not in names]:
        raise TypeError(f"{method.name}() has no argument {unknown[0]!r}: {call}")
    given = dict(zip(names, args, strict=False))
    if len(args) > len(names) or set(given) & set(kwargs):
        raise TypeError(f"{method.name}() got too many arguments: {call}")
    given = {**dict.fromkeys(method.optional, ""), **given, **kwargs}
    if missing := [n for n in names if n not in given]:
        if method.name == "finish":
            return ("",)
        raise TypeError(f"{method.name}() needs {missing[0]!r}: {call}")
    return tuple(_fit(method, name, kind, given[name]) for name, kind in method.args)


def _fit(method: Method, name: str, kind: str, value: object) -> object:
    if kind in UNTYPED:
        return value
    if kind == "str":
        if isinstance(value, str):
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    elif kind in ("float", "int"):
        try:
            if isinstance(value, int | float | str) and not isinstance(value, bool):
                number = float(value)
                if math.isfinite(number):
                    return number if kind == "float" else int(number)
        except (ValueError, OverflowError):
            pass
    elif kind == "bool" and isinstance(value, bool):
        return value
    wanted = NAMES_OF_TYPES.get(kind, kind)
    raise TypeError(f"{method.name}({name}) takes {wanted}, got {_short(value)}")


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
