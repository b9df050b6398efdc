"""What a name after a dot means to a script: one table over `AppDoc` and `apidocs.doc.api`, read by the sandbox when it runs,
and by the check and the repair before that, so that what they allow is the same. Says nothing of how a call is carried
out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from apidocs.doc import AppDoc, Kind, Screen
from apidocs.doc.api import FUNCTIONS, SCREEN, Method
from apidocs.doc.table import Rows, actions_of, api_names, plain_elements, rows_of

from ..calls import Ref


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
    path = ".".join(filter(None, (ref.screen, ref.element)))
    row = f"({ref.row!r})" if ref.row else ""
    part = f".{ref.part}" if ref.part else ""
    found = f"?{ref.found!r}" if ref.found else ""
    return f"{path}{row}{part}{found}"


class Members:
    """The members of everything one doc names."""

    def __init__(self, doc: AppDoc) -> None:
        self.doc = doc
        self.table = api_names(doc)
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
        known = self._by_shape(ref)
        return (
            {name: replace(m, ref=_same_row(m.ref, ref)) for name, m in known.items()}
            if _is_one_of_many(ref)
            else known
        )

    def kind(self, ref: Ref) -> str:
        """What a person would call the thing: screen, button, row, found, …; also the class of its handle."""
        if ref.found:
            return "found"
        if not ref.element:
            return "screen" if ref.screen else "function"
        rows = self.table.rows(ref.screen, ref.element)
        if rows is not None:
            part = rows.part(ref.part) if ref.part else None
            return part.kind.value if part else "row" if ref.row else "list"
        element = self.table.element(ref.screen, ref.element)
        return element.kind.value if element else "thing"

    def get(self, ref: Ref, name: str) -> Member | None:
        member = self._by_shape(ref).get(name)
        return replace(member, ref=_same_row(member.ref, ref)) if member and _is_one_of_many(ref) else member

    def _by_shape(self, ref: Ref) -> dict[str, Member]:
        """The members of things like this one: of a row or what was found, of no particular one."""
        shape = (ref.screen, ref.element, "row" if ref.row else "", ref.part, "found" if ref.found else "")
        if shape not in self._of:
            self._of[shape] = {m.name: m for m in self._members(replace(ref, row_text="", texts=()))}
        return self._of[shape]

    def _members(self, ref: Ref) -> list[Member]:
        if ref.found:
            return _methods(self.table.found(), ref)
        if not ref.element:
            return self._screen_members(self.table.screens.get(ref.screen))
        methods = self.table.methods(ref.screen, ref.element, ref.part) or {}
        rows = self.table.rows(ref.screen, ref.element)
        if rows is None or ref.part:
            return _methods(methods, ref)
        # a list itself has nothing: it is a method of its screen
        return _methods(methods, ref) + self._parts(rows, ref) if ref.row else []

    def _screen_members(self, screen: Screen | None) -> list[Member]:
        if screen is None:
            return []
        members = _methods({m.name: m for m in SCREEN}, Ref(screen=screen.name))
        members += [Member(e.name, Ref(screen=screen.name, element=e.name)) for e in plain_elements(screen)]
        for rows in rows_of(screen):
            ref = Ref(screen=screen.name, element=rows.element.name)
            members.append(Member(rows.all.name, ref, rows.all, "rows"))
            members.append(Member(rows.one.name, ref, rows.one, "row"))
        for element, method in actions_of(screen):
            members.append(Member(element.name, Ref(screen=screen.name, element=element.name), method, "do"))
        return members

    def _parts(self, rows: Rows, ref: Ref) -> list[Member]:
        members = []
        for part in rows.item.parts:
            at = replace(ref, part=part.name)
            if part.kind is Kind.TEXT:
                # a row's text is the text itself: `if "draft" in note.title`
                members.append(Member(part.name, at, Method(part.name, returns="str", prop=True, acts=False), "text"))
            else:
                members.append(Member(part.name, at))
        return members

    kinds = frozenset({"screen", "row", "found", *(k.value for k in Kind)})
    general = frozenset(m.name for m in SCREEN)
    """What every screen has."""

    @cached_property
    def homes(self) -> dict[str, list[Home]]:
        """Element, list and row names, and the screens that have them."""
        homes: dict[str, list[Home]] = {}
        for screen in self.doc.screens:
            for name, member in self.of(Ref(screen=screen.name)).items():
                if name not in self.general:
                    homes.setdefault(name, []).append(Home(screen.name, member))
        return homes


def _methods(methods: Mapping[str, Method], ref: Ref) -> list[Member]:
    return [Member(name, ref, method, name) for name, method in methods.items()]


def _is_one_of_many(ref: Ref) -> bool:
    return bool(ref.row or ref.row_text or ref.found or ref.texts)


def _same_row(ref: Ref, at: Ref) -> Ref:
    """The table is kept by shape; which row it is comes from the handle at hand."""
    return replace(ref, row=at.row, row_text=at.row_text, found=at.found, texts=at.texts)
