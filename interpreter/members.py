"""What a name after a dot means to a script: one table over `AppDoc` and `apidocs.api`, read by the sandbox when it runs,
and by the check and the repair before that, so that what they allow is the same. Says nothing of how a call is carried
out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from apidocs.api import FOUND, FUNCTIONS, METHODS, ROW, SCREEN, Method
from apidocs.doc import AppDoc, Element, Kind, Screen

from .calls import Ref

UNTYPED = frozenset({"object", "Any"})
NAMES_OF_TYPES = {"str": "a text", "float": "a number", "int": "a whole number", "bool": "True or False"}


@dataclass(frozen=True)
class Member:
    """One name that can follow a handle and a dot, or stand alone."""

    name: str
    ref: Ref
    """Of a handle: its own. Of a method: what it is called on."""
    method: Method | None = None
    """None: the name gives a handle."""
    op: str = ""
    """The `Call.op` of it; empty for a handle."""

    @property
    def handle(self) -> bool:
        return self.method is None

    @property
    def reads(self) -> bool:
        """Read without parentheses."""
        return self.method is not None and self.method.prop


@dataclass(frozen=True)
class Home:
    """Where an element of a given name lives."""

    screen: str
    member: Member


def key_of(ref: Ref) -> str:
    """A text that is different for different things: what the sandbox's handle carries and compares by."""
    row = f"({ref.row!r})" if ref.row else ""
    found = f"?{ref.found!r}" if ref.found else ""
    return ".".join(part for part in (ref.screen, ref.element) if part) + row + (f".{ref.part}" if ref.part else "") + found


def kind_name(ref: Ref, doc: AppDoc) -> str:
    """What a person would call the thing: screen, button, row, …; also the class name of its handle."""
    kind = _kind(ref, doc)
    return kind.value if isinstance(kind, Kind) else kind


def _kind(ref: Ref, doc: AppDoc) -> Kind | str:
    if ref.found:
        return "found"
    element = _element(ref, doc)
    if ref.row or ref.part:
        if ref.part and element and element.item:
            part = next((p for p in element.item.parts if p.name == ref.part), None)
            return part.kind if part else "row"
        return "row"
    if element:
        return element.kind
    return "screen" if ref.screen else "function"


def _element(ref: Ref, doc: AppDoc) -> Element | None:
    screen = doc.screen(ref.screen)
    return screen.element(ref.element) if screen and ref.element else None


class Members:
    """The members of everything one doc names."""

    def __init__(self, doc: AppDoc) -> None:
        self.doc = doc
        self._of: dict[tuple[str, ...], dict[str, Member]] = {}

    @cached_property
    def screens(self) -> dict[str, Member]:
        return {s.name: Member(s.name, Ref(screen=s.name)) for s in self.doc.screens}

    @cached_property
    def functions(self) -> dict[str, Member]:
        return {m.name: Member(m.name, Ref(), m, m.name) for m in FUNCTIONS}

    @cached_property
    def names(self) -> dict[str, Member]:
        """All that can stand alone. A screen wins over a function of its name."""
        return {**self.functions, **self.screens}

    def of(self, ref: Ref) -> dict[str, Member]:
        """Everything that may follow a handle to `ref` and a dot. Empty for a plain function."""
        shape = (ref.screen, ref.element, "row" if ref.row else "", ref.part, "found" if ref.found else "")
        if shape not in self._of:
            self._of[shape] = {m.name: m for m in self._members(ref)}
        return {name: replace(m, ref=_same_row(m.ref, ref)) for name, m in self._of[shape].items()}

    def get(self, ref: Ref, name: str) -> Member | None:
        return self.of(ref).get(name)

    def _members(self, ref: Ref) -> list[Member]:
        kind = _kind(ref, self.doc)
        if kind == "screen":
            screen = self.doc.screen(ref.screen)
            return self._screen_members(screen) if screen else []
        if kind == "found":
            return _methods(FOUND, ref)
        if kind == "row":
            return _methods(ROW, ref) + self._parts(ref)
        return _methods(METHODS.get(kind, ()), ref) if isinstance(kind, Kind) else []

    def _screen_members(self, screen: Screen) -> list[Member]:
        members = _methods(SCREEN, Ref(screen=screen.name))
        for element in screen.elements:
            ref = Ref(screen=screen.name, element=element.name)
            if element.kind is not Kind.LIST:
                members.append(Member(element.name, ref))
                continue
            members.append(Member(element.name, ref, Method(element.name, returns="list[Row]", acts=False), "rows"))
            if element.item:
                row = Method(element.item.name, (("text", "str"),), returns="Row", acts=False)
                members.append(Member(element.item.name, ref, row, "row"))
        return members

    def _parts(self, ref: Ref) -> list[Member]:
        element = _element(ref, self.doc)
        members = []
        for part in element.item.parts if element and element.item else ():
            at = replace(ref, part=part.name)
            if part.kind is Kind.TEXT:
                # a row's text is the text itself: `if "draft" in note.title`
                read = Method(part.name, returns="str", prop=True, acts=False)
                members.append(Member(part.name, at, read, "text"))
            else:
                members.append(Member(part.name, at))
        return members

    @cached_property
    def homes(self) -> dict[str, list[Home]]:
        """Element, list and row names, and the screens that have them."""
        homes: dict[str, list[Home]] = {}
        general = {m.name for m in SCREEN}
        for screen in self.doc.screens:
            for name, member in self.of(Ref(screen=screen.name)).items():
                if name not in general:
                    homes.setdefault(name, []).append(Home(screen.name, member))
        return homes


def _methods(methods: Sequence[Method], ref: Ref) -> list[Member]:
    return [Member(m.name, ref, m, m.name) for m in methods]


def _same_row(ref: Ref, at: Ref) -> Ref:
    """The table is kept by shape; which row it is comes from the handle at hand."""
    return replace(ref, row=at.row, row_text=at.row_text, found=at.found, texts=at.texts)


def bind(method: Method, args: Sequence[object], kwargs: Mapping[str, object]) -> tuple[object, ...]:
    """The arguments in order, as the host expects them. Numbers are taken for texts and the other way round where they
    read as one. Raises TypeError, worded for the script's author."""
    names = [name for name, _ in method.args]
    call = f"{method.name}({', '.join(names)})"
    if unknown := [k for k in kwargs if k not in names]:
        raise TypeError(f"{method.name}() has no argument {unknown[0]!r}: {call}")
    given = dict(zip(names, args, strict=False))
    if len(args) > len(names) or set(given) & set(kwargs):
        raise TypeError(f"{method.name}() got too many arguments: {call}")
    given.update(kwargs)
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
                return float(value) if kind == "float" else int(value)
        except (ValueError, OverflowError):
            pass
    elif kind == "bool" and isinstance(value, bool):
        return value
    wanted = NAMES_OF_TYPES.get(kind, kind)
    raise TypeError(f"{method.name}({name}) takes {wanted}, got {_short(value)}")


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
