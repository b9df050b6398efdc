"""Edits for names that the doc doesn't have: another screen's element, a near name, another library's method, what is
behind a row."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from apidocs.doc import Element
from apidocs.doc.buttons import AROUND, SAVING, affirms, says_it_saves, says_no
from apidocs.doc.paths import route
from apidocs.doc.words import words_of

from ..calls import Ref
from ..reading.edits import Edit
from ..reading.synonyms import method_for
from ..reading.uses import Thing
from .context import VERY_NEAR
from .misplaced import Misplaced


class Misnamed(Misplaced):
    """Names that stand free, behind a screen, behind an element or a row."""

    def name(self) -> Iterator[Edit]:
        """A free name that nothing has."""
        node, name = self.slip.node, self.slip.name
        assert isinstance(node, ast.Name)
        above = self.reading.parent(node)
        if isinstance(above, ast.Attribute):
            yield from self._screen_for(node, above)
        for home in self.homes(name, node):
            yield self.to(node, home, name, "goes with its screen")

    def _screen_for(self, node: ast.Name, above: ast.Attribute) -> Iterator[Edit]:
        """`nowhere.thing`: the screen that is meant."""
        name, then = self.slip.name, above.attr
        near = self.near(name, self.members.screens, 70.0)
        for screen in near:
            if self.members.get(Ref(screen=screen), then):
                yield self.lines.replacing(node, screen, f"The screen is called `{screen}`")
        for home in self.homes(then, above):
            yield self.lines.replacing(
                node, home.screen, f"`{then}` is on `{home.screen}`", sure=self.sure(home, then, above)
            )

    def member(self) -> Iterator[Edit]:
        """A name after a dot that the thing doesn't have."""
        node, on = self.slip.node, self.slip.on
        assert isinstance(node, ast.Attribute) and isinstance(on, Thing)
        if on.ref.element or on.ref.found:
            yield from self._method(node, on.ref)
        else:
            yield from self._on_screen(node, on.ref)

    def _on_screen(self, node: ast.Attribute, ref: Ref) -> Iterator[Edit]:
        name = node.attr
        above = self.reading.parent(node)
        if name in self.members.screens and isinstance(above, ast.Attribute):
            yield self.lines.replacing(node, name, f"`{name}` is a screen of its own")
        screen = self.doc.screen(ref.screen)
        saves = says_it_saves(name)  # what else is on the screen saves nothing, however much alike it is called
        if screen is not None and not saves:
            yield from self.called_so(node, screen)
        common = _common(name)
        yield from self._at_home(node)
        if ours := method_for("screen", name, self.args(node)):
            yield from self._as_method(node, ref, ours)
        here = [n for n in self.members.of(ref) if n not in self.members.general]
        for near in () if saves else self.near(name, here, VERY_NEAR):
            member = self.members.get(ref, near)
            if member and self.can(member, node):
                yield self.lines.renaming(node, near, f"`{name}` is called `{near}`")
        statement = self.slip.statement
        if common and statement is not None and len(self.reading.block_of(statement)) > 1:
            begin, end, indent = self.lines.line_of(statement)
            if begin + len(indent) == self.lines.start(statement) and isinstance(statement, ast.Expr):
                yield Edit(begin, end, "", f"`{ref.screen}` has nothing to confirm", statement.lineno)

    def _method(self, node: ast.Attribute, ref: Ref) -> Iterator[Edit]:
        """A name behind an element, a row or a found thing."""
        name, kind = node.attr, self.members.kind(ref)
        above = self.reading.parent(node)
        call = above if isinstance(above, ast.Call) and above.func is node else None
        element = self.doc.element(ref.screen, ref.element)
        if ours := method_for(kind, name, self.args(node)):
            yield from self._as_method(node, ref, ours)
        if kind in ("button", "choice", "text"):
            yield from self.behind_opener(node, ref)
        if kind == "row" and element is not None and element.item is not None:
            yield from self._on_row(node, call, element, element.item.opens)

    def _at_home(self, node: ast.Attribute) -> Iterator[Edit]:
        """A name under the screens that have it. Every dialog has an OK and a Cancel: one that the script has nothing to do with
        isn't meant."""
        common = _common(node.attr)
        for home in self.homes(node.attr, node):
            if not common or home.screen in self.beside(node):
                yield self.to(node, home, node.attr, f"is on `{home.screen}`")

    def _on_row(self, node: ast.Attribute, call: ast.Call | None, element: Element, opened: str) -> Iterator[Edit]:
        """A name behind a row: what is on its menu, or on the page it opens."""
        if call is not None:
            yield from self._behind_row(node, call, element)
        if call is None and node.attr != "text":
            yield from self._read_behind_row(node, opened)
        above = self.reading.parent(node)
        outer = self.reading.parent(above) if isinstance(above, ast.Attribute) else None
        if isinstance(outer, ast.Call) and outer.func is above:
            yield from self._behind_row(node, outer, element)

    def _as_method(self, node: ast.Attribute, ref: Ref, ours: str) -> Iterator[Edit]:
        """Another library's method as ours, with brackets or without."""
        member = self.members.get(ref, ours)
        if member is None or member.method is None:
            return
        above = self.reading.parent(node)
        call = above if isinstance(above, ast.Call) and above.func is node else None
        what = f"`{node.attr}` is called `{ours}`"
        base = self.lines.text(node.value)
        if member.method.prop:
            yield self.lines.replacing(call or node, f"{base}.{ours}", what)
        elif call is not None:
            yield self.lines.renaming(node, ours, what)
        elif not member.method.args:
            yield self.lines.replacing(node, f"{base}.{ours}()", what)

    def _behind_row(self, node: ast.Attribute, call: ast.Call, element: Element) -> Iterator[Edit]:
        """`note.delete()`: what is on the menu of the row, or on the screen that it opens."""
        statement = self.slip.statement
        if not isinstance(statement, ast.Expr) or statement.value is not call or element.item is None:
            return
        begin, _, indent = self.lines.line_of(statement)
        if begin + len(indent) != self.lines.start(statement):
            return
        base, name = self.lines.text(node.value), node.attr
        ways = [(element.item.menu, "long_press"), (element.item.opens, "open")]
        # further on, where the row's page leads to: "Edit" behind a contact
        beyond = [
            (len(way), home.screen)
            for home in self.members.homes.get(name, [])
            if element.item.opens and (way := route(self.doc, element.item.opens, home.screen))
            if all(step.action == "tap" for step in way)
        ]
        ways += [(screen, "open") for _, screen in sorted(beyond)]
        for screen, act in ways:
            member = self.members.get(Ref(screen=screen), name) if screen else None
            if member is not None and member.handle:
                rest = (
                    f"{screen}.{self.lines.text(call)[len(base) + 1 :]}"
                    if call.func is not node
                    else f"{screen}.{name}.tap()"
                )
                new = f"{base}.{act}()\n{indent}{rest}"
                yield self.lines.replacing(
                    statement,
                    new,
                    f"`{name}` is on `{screen}`, which the row's {act} shows",
                )

    def _read_behind_row(self, node: ast.Attribute, opened: str) -> Iterator[Edit]:
        """`finish(agenda.event("Flight").place)`: what the page says that the row opens."""
        statement, member = self.slip.statement, self.members.get(Ref(screen=opened), node.attr)
        if not isinstance(statement, ast.Expr | ast.Assign) or member is None or not member.handle:
            return
        begin, _, indent = self.lines.line_of(statement)
        if begin + len(indent) != self.lines.start(statement) or self.members.get(member.ref, "text") is None:
            return
        if _named_within(statement) & {one.id for one in ast.walk(node.value) if isinstance(one, ast.Name)}:
            return  # `[n.title for n in main.notes() if n.body]`: before the statement there is no such row
        above = self.reading.parent(node)
        whole = above if isinstance(above, ast.Attribute) and above.attr in ("text", "value") else node
        start, end = self.lines.start(statement), self.lines.end(statement)
        before = self.lines.raw[start : self.lines.start(whole)].decode()
        behind = self.lines.raw[self.lines.end(whole) : end].decode()
        new = f"{self.lines.text(node.value)}.open()\n{indent}{before}{opened}.{member.name}.text{behind}"
        what = f"`{node.attr}` is on `{opened}`, which the row opens"
        yield Edit(start, end, new, what, statement.lineno)


def _named_within(statement: ast.stmt) -> set[str]:
    """The names that a statement gives to what its own comprehensions go over."""
    targets = (one.target for one in ast.walk(statement) if isinstance(one, ast.comprehension))
    return {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}


def _common(name: str) -> bool:
    """Whether many dialogs have a button of this name."""
    return (SAVING | AROUND).issuperset(words_of(name)) or says_no(name) or affirms(name)
