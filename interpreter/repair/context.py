"""What the names around a slip leave possible: the things that could be meant, nearest first, and whether another one could be
meant as well."""

from __future__ import annotations

import ast

from apidocs.doc import AppDoc
from apidocs.doc.paths import route

from ..calls import Ref
from ..reading.edits import Edit, Lines
from ..reading.flow import steps_of
from ..reading.members import Home, Member
from ..reading.synonyms import method_for
from ..reading.uses import Reading, Slip

VERY_NEAR = 78.0
"""Names this much alike, of 100, are taken for one another."""


class SlipContext:
    """One slip, and the script and the doc around it."""

    def __init__(self, slip: Slip, reading: Reading, doc: AppDoc, lines: Lines) -> None:
        self.slip, self.reading, self.doc, self.lines = slip, reading, doc, lines
        self.members = reading.members

    def homes(self, name: str, node: ast.expr) -> list[Home]:
        """The screens with a thing of this name that can do what is asked, the nearest to where the script is first."""
        homes = [h for h in self.members.homes.get(name, []) if self.can(h.member, node)]
        if len(homes) < 2:
            return homes
        here, beside = self.here(node), self.beside(node)

        def far(home: Home) -> tuple[bool, int]:
            way = route(self.doc, here, home.screen) if here else None
            return home.screen not in beside, len(way) if way is not None else 99

        return sorted(homes, key=far)

    def here(self, node: ast.expr) -> str:
        """The screen that stands in front before this, as far as the doc tells."""
        before = [u for u in self.reading.uses if u.line < node.lineno and u.ref.screen]
        if not before:
            return self.doc.start
        opened = steps_of(before[-1], self.doc)
        return max(opened, key=lambda t: t.seen).target if opened else before[-1].ref.screen

    def beside(self, node: ast.expr) -> set[str]:
        """The screens that the script's lines before and after are about."""
        before = [u.ref.screen for u in self.reading.uses if u.line < node.lineno and u.ref.screen]
        after = [u.ref.screen for u in self.reading.uses if u.line > node.lineno and u.ref.screen]
        return {self.here(node), *after[:1]} if before else set(after[:1])

    def to(self, node: ast.expr, home: Home, name: str, why: str) -> Edit:
        said = node.attr if isinstance(node, ast.Attribute) else self.slip.name
        return self.lines.replacing(node, f"{home.screen}.{name}", f"`{said}` {why}", sure=self.sure(home, name, node))

    def sure(self, home: Home, name: str, node: ast.expr) -> bool:
        """Whether no other screen's thing of that name can be meant: none has it, or the script is about this screen alone."""
        homes = [h.screen for h in self.members.homes.get(name, []) if self.can(h.member, node)]
        beside = self.beside(node)
        # `main.new_note.title`: the page is named right before it
        before = node.value if isinstance(node, ast.Attribute) else None
        named = isinstance(before, ast.Attribute) and before.attr == home.screen
        return named or len(homes) == 1 or [screen for screen in homes if screen in beside] == [home.screen]

    def opened(self, ref: Ref) -> list[str]:
        """The screens that an element was seen to open, the one most often seen first."""
        if ref.row or ref.part or ref.found:
            return []
        steps = [t for t in self.doc.transitions if (t.source, t.element) == (ref.screen, ref.element)]
        steps.sort(key=lambda t: -t.seen)
        return list(dict.fromkeys(t.target for t in steps if t.target != ref.screen))

    def can(self, member: Member, node: ast.expr) -> bool:
        """Whether what stands behind the node in the script can be done with the member."""
        above = self.reading.parent(node)
        if self.call_of(node) is not None:
            return not member.handle
        if isinstance(above, ast.Attribute):
            if not member.handle:
                return False
            known = self.members.of(member.ref)
            kind = self.members.kind(member.ref)
            return above.attr in known or bool(method_for(kind, above.attr, self.args(above)))
        return True

    def call_of(self, node: ast.expr) -> ast.Call | None:
        """The call of what the node names; None where it isn't called."""
        above = self.reading.parent(node)
        return above if isinstance(above, ast.Call) and above.func is node else None

    def args(self, node: ast.Attribute) -> int:
        call = self.call_of(node)
        return len(call.args) + len(call.keywords) if call is not None else 0
