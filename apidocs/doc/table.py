"""The run-time table of a doc: which names a script can use where, and what each can do.

Made from the doc and `apidocs.doc.api` alone, and itself what both kinds of stubs are rendered from, so that the prompt, the
check and the interpreter can't disagree. Also tells what is wrong with a doc's names, since docs are edited by hand.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from . import AppDoc, Element, Item, Kind, Part, Screen
from .api import FOUND, FUNCTIONS, MARKED, METHODS, RESERVED, ROW, SCREEN, Method
from .effects import is_mark


@dataclass(frozen=True)
class Rows:
    """A list of a screen, as a script meets it: `main.notes()` and `main.note("text")`."""

    screen: str
    element: Element
    item: Item

    @property
    def all(self) -> Method:
        """The method that gives every row."""
        return Method(
            self.element.name, returns=f"list[{self.item.name}]", acts=False, example=f"{self.element.name}()"
        )

    @property
    def one(self) -> Method:
        """The method that gives one row by its text."""
        args = (("text", "str"),)
        return Method(self.item.name, args, self.item.name, acts=False, example=f'{self.item.name}("text")')

    def variable(self, doc: AppDoc) -> str:
        """What a loop over the rows calls one: the item's name, unless that is a screen, which it would hide."""
        return f"each_{self.item.name}" if doc.screen(self.item.name) else self.item.name

    @property
    def title(self) -> Part | None:
        """The text that tells rows apart: the named one, or the first."""
        named = self.part(self.item.title) if self.item.title else None
        return named or next((p for p in self.item.parts if p.kind is Kind.TEXT), None)

    def part(self, name: str) -> Part | None:
        return next((p for p in self.item.parts if p.name == name), None)


def _methods_of(thing: Element | Part | None) -> dict[str, Method] | None:
    if thing is None or thing.kind not in METHODS:
        return None
    return _by_name((*METHODS[thing.kind], *(MARKED if marks(thing) else ())))


def marks(thing: Element | Part) -> bool:
    """Whether it is a button that marks a thing and takes that off again: a star, a pin."""
    words = thing.label or thing.locator.content_desc
    return thing.kind is Kind.BUTTON and is_mark(words, thing.locator.resource_id)


def row_methods(item: Item) -> tuple[Method, ...]:
    """What a row can do, besides its parts: one that a touch ticks isn't opened."""
    return tuple(m for m in ROW if m.name != "open") if item.ticked else ROW


def rows_of(screen: Screen) -> Iterator[Rows]:
    """The screen's lists; one without an item isn't a list to a script."""
    for element in screen.elements:
        if element.kind is Kind.LIST and element.item is not None:
            yield Rows(screen.name, element, element.item)


def plain_elements(screen: Screen) -> Iterator[Element]:
    """The screen's elements that are attributes: all but the lists and the actions."""
    return (e for e in screen.elements if e.kind not in (Kind.LIST, Kind.ACTION))


def actions_of(screen: Screen) -> Iterator[tuple[Element, Method]]:
    """What can be called on the screen itself."""
    for e in screen.elements:
        if e.kind is Kind.ACTION:
            optional = frozenset(arg.name for arg in e.args if arg.optional)
            yield e, Method(e.name, tuple((arg.name, "str") for arg in e.args), optional=optional)


@dataclass(frozen=True)
class ApiTable:
    """Lookup of names. All methods take the names as scripts write them."""

    doc: AppDoc
    screens: Mapping[str, Screen] = field(default_factory=dict)
    _rows: Mapping[tuple[str, str], Rows] = field(default_factory=dict)
    """By screen and list name as well as by screen and item name."""

    def methods(self, screen: str = "", element: str = "", part: str = "") -> dict[str, Method] | None:
        """What can be called or read on this; None where the doc has no such thing.

        Nothing named: the functions. A list's or an item's name gives what one row can do, its parts besides.
        """
        if not screen:
            return None if element or part else _by_name(FUNCTIONS)
        found = self.screens.get(screen)
        if found is None:
            return None
        if not element:
            methods = _by_name(SCREEN)
            for rows in rows_of(found):
                methods |= {rows.all.name: rows.all, rows.one.name: rows.one}
            return methods | {method.name: method for _, method in actions_of(found)}
        rows_or_none = self._rows.get((screen, element))
        if rows_or_none is not None:
            if not part:
                return _by_name(row_methods(rows_or_none.item))
            return _methods_of(rows_or_none.part(part))
        return _methods_of(found.element(element)) if not part else None

    def found(self) -> dict[str, Method]:
        """What can be done with what `find(text)` gives."""
        return _by_name(FOUND)

    def rows(self, screen: str, name: str) -> Rows | None:
        """The list that the screen calls by this name, the list's own or its item's."""
        return self._rows.get((screen, name))

    def element(self, screen: str, name: str) -> Element | None:
        """An element that isn't a list."""
        found = self.screens.get(screen)
        thing = found.element(name) if found else None
        return thing if thing and thing.kind is not Kind.LIST else None

    def members(self, screen: str) -> list[str]:
        """Every name the screen has, elements and lists first: for "it has …"."""
        found = self.screens.get(screen)
        if found is None:
            return []
        names = [e.name for e in plain_elements(found)]
        for rows in rows_of(found):
            names += [rows.all.name, rows.one.name]
        names += [method.name for _, method in actions_of(found)]
        return names + [m.name for m in SCREEN]

    def holders(self, element: str, method: str = "") -> list[str]:
        """The screens that have an element or a list of this name, one that can do `method` where it is given."""
        held = []
        for name in self.screens:
            can = self.methods(name, element)
            if can is None:
                continue
            calls = (self.methods(name) or {}) if self.rows(name, element) else can
            if not method or method in can or method in calls:
                held.append(name)
        return held


def api_names(doc: AppDoc) -> ApiTable:
    """The run-time table of a doc. Where names collide the first stands, as `problems` says."""
    rows: dict[tuple[str, str], Rows] = {}
    for screen in doc.screens:
        for entry in rows_of(screen):
            rows.setdefault((screen.name, entry.element.name), entry)
            rows.setdefault((screen.name, entry.item.name), entry)
    return ApiTable(doc, {s.name: s for s in reversed(doc.screens)}, rows)


def problems(doc: AppDoc) -> list[str]:
    """What keeps the doc from being used, one line each: names that are no names, taken or reserved, links to nowhere."""
    found: list[str] = []
    names = [s.name for s in doc.screens]
    found += [f"two screens are called {n!r}" for n in sorted({n for n in names if names.count(n) > 1})]
    found += [f"screen {n!r}: {why}" for n in names if (why := bad_name(n))]
    functions = {m.name for m in FUNCTIONS}
    found += [f"screen {n!r} is called like the function" for n in names if n in functions and not bad_name(n)]
    if doc.start and doc.start not in names:
        found.append(f"start screen {doc.start!r} is not in the doc")
    for screen in doc.screens:
        taken: dict[str, str] = {}
        for element in screen.elements:
            mine = [(element.name, "element")]
            if element.kind is Kind.LIST:
                if element.item is None:
                    found.append(f"{screen.name}.{element.name}: a list without an item")
                    continue
                mine.append((element.item.name, "item"))
                parts = [p.name for p in element.item.parts]
                where = f"{screen.name}.{element.item.name}"
                found += [
                    f"{where}: two parts are called {p!r}" for p in sorted({p for p in parts if parts.count(p) > 1})
                ]
                found += [f"{where}: part {p!r}: {why}" for p in parts if (why := bad_name(p))]
                found += [f"{where}: part {p.name!r} is a list" for p in element.item.parts if p.kind is Kind.LIST]
            for name, what in mine:
                if why := bad_name(name):
                    found.append(f"{screen.name}: {what} {name!r}: {why}")
                if name in taken:
                    found.append(f"{screen.name}: {what} {name!r} is the name of another {taken[name]}")
                taken[name] = what
    for step in doc.transitions:
        ends = (step.target,) if step.action == "launch" else (step.source, step.target)
        found += [f"a transition names the screen {n!r}, which is not in the doc" for n in ends if n not in names]
    return found


def bad_name(name: str) -> str:
    """Why nothing can be called so; empty for a name."""
    if not name.isidentifier() or keyword.iskeyword(name) or name.startswith("_") or not name.isascii():
        return "is no name a script can write"
    return "is reserved" if name in RESERVED else ""


def _by_name(methods: tuple[Method, ...]) -> dict[str, Method]:
    return {m.name: m for m in methods}
