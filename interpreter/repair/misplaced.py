"""Edits for acts put on a screen, or behind the button that opens one, that are meant for what is on it: `save_as.set_text("x")`
for its field, `menu.rename.new_name.set_text("x")` for the field of the dialog, `menu.choose("Move to")` for its item."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from apidocs.doc import Element, Kind, Screen
from apidocs.doc.committing import keeping
from apidocs.doc.table import rows_of
from apidocs.doc.words import stem, words_of
from apidocs.retrieve.hinting import content_words
from apidocs.samples.phrasing import has

from ..calls import Ref
from ..reading.edits import Edit
from ..reading.flow import yes_element
from ..reading.members import Member
from ..reading.synonyms import TAP, method_for, same_thing
from .context import SlipContext

_SWITCHING = frozenset({"is_on", "turn_on", "turn_off"})


class Misplaced(SlipContext):
    """What is on the screen that a name stands for."""

    def on_screen(self, node: ast.Attribute, screen: Screen) -> Iterator[Edit]:
        """`screen.act(…)`: the one thing on it that can do that."""
        above = self.reading.parent(node)
        if not isinstance(above, ast.Call) or above.func is not node:
            return
        name, args = node.attr, self.args(node)
        base = self.lines.text(node.value)
        if args == 1 and method_for("input", name, 1) == "set_text" or name == "set_text":
            field = lead_input(screen)
            if field is not None and args == 1:
                what = f"What is typed on `{screen.name}` goes into `{field.name}`"
                yield self.lines.replacing(node, f"{base}.{field.name}.set_text", what)
        if not args and (name == "tap" or name in TAP):
            yield from self._tapped(node, screen)
        if args == 1 and len(above.args) == 1 and not self.members.get(Ref(screen=screen.name), name):
            yield from self._said(above, above.args[0], screen)

    def _tapped(self, node: ast.Attribute, screen: Screen) -> Iterator[Edit]:
        """`save_as.tap()`: what keeps the values put in there; a page to open; nothing, where the script was there already."""
        button = keeping(screen) or (yes_element(screen) if screen.kind == "dialog" else None)
        statement = self.slip.statement
        if self._filled(screen) and button is not None:
            what = f"What was put in on `{screen.name}` is kept by `{button.name}`"
            new = f"{self.lines.text(node.value)}.{button.name}.tap"
            yield self.lines.replacing(node, new, what)
        elif not self._used(screen):
            yield self.lines.renaming(node, "open", "A screen is opened, not tapped")
        elif statement is not None and len(self.reading.block_of(statement)) > 1:
            begin, end, _ = self.lines.line_of(statement)
            yield Edit(begin, end, "", f"`{screen.name}` is a screen, and was there already", statement.lineno)

    def _said(self, call: ast.Call, said: ast.expr, screen: Screen) -> Iterator[Edit]:
        """`menu.choose("Move to")`: the item that says so, the option of a choice, or what is found on the screen by that text."""
        if not isinstance(said, ast.Constant) or not isinstance(said.value, str) or not said.value.strip():
            return
        words = words_of(said.value)
        for element in screen.elements:
            thing = f"{screen.name}.{element.name}"
            if element.kind is Kind.BUTTON and words in (words_of(element.label), words_of(element.name)):
                yield self.lines.replacing(call, f"{thing}.tap()", f"It says {said.value!r}")
            if element.kind is Kind.CHOICE and words in (words_of(option) for option in element.options):
                yield self.lines.replacing(call, f"{thing}.choose({self.lines.text(said)})", "It is one of its options")
        where = f"{screen.name}.find({self.lines.text(said)}).tap()"
        yield self.lines.replacing(call, where, f"It is looked for on `{screen.name}`", sure=False)

    def called_so(self, node: ast.Attribute, screen: Screen) -> Iterator[Edit]:
        """A name that is another word for something on the screen: `phone` for what is labelled "Mobile"."""
        said = {stem(word) for word in words_of(node.attr)}
        fitting = [e for e in screen.elements if said <= content_words(f"{e.label} {e.description} {e.also}")]
        fitting = fitting or [e for e in screen.elements if same_thing(node.attr, e.name)]
        above = self.reading.parent(node)
        if isinstance(above, ast.Attribute) and above.attr in ("text", "value"):
            fitting = [e for e in fitting if e.state is not None or e.kind in (Kind.TEXT, Kind.INPUT, Kind.CHOICE)]
        named = [m for e in fitting if (m := self.members.get(Ref(screen=screen.name), e.name)) and self.can(m, node)]
        if len(named) == 1 and self._done_elsewhere(node, named[0]):
            return
        if said and len(named) == 1:
            what = f"`{node.attr}` is another word for `{named[0].name}`"
            yield self.lines.renaming(node, named[0].name, what)

    def _done_elsewhere(self, node: ast.Attribute, like: Member) -> bool:
        """Whether an element of just this name does what is asked, and the one that is `like` it only something similar:
        a text is typed into a field, before it is an option to choose."""
        above = self.reading.parent(node)
        if not isinstance(above, ast.Attribute) or self.members.get(like.ref, above.attr) is not None:
            return False
        return any(self.members.get(home.member.ref, above.attr) for home in self.homes(node.attr, node))

    def behind_opener(self, node: ast.Attribute, ref: Ref) -> Iterator[Edit]:
        """`menu.rename.new_name.set_text("x")`: a name of the screen that the button opens."""
        for name in self.opened(ref):
            screen = self.doc.screen(name)
            member = self.members.get(Ref(screen=name), node.attr)
            if screen is None:
                continue
            if member is not None and self.can(member, node):
                yield self.lines.replacing(node, f"{name}.{node.attr}", f"`{node.attr}` is on `{name}`, which it opens")
            here = [n for n, m in self.members.of(Ref(screen=name)).items() if m.handle]
            for near in self.near(node.attr, here, 66.0):
                found = self.members.get(Ref(screen=name), near)
                if found is not None and self.can(found, node):
                    new = f"{name}.{near}"
                    yield self.lines.replacing(node, new, f"`{node.attr}` is `{new}`")
            above = self.reading.parent(node)
            if isinstance(above, ast.Call) and above.func is node:
                yield from self._through(node, above, screen, ref.element)

    def switched(self, node: ast.Attribute, ref: Ref) -> Iterator[Edit]:
        """`battery.battery_saver.turn_on()`: the switch of the page that the button opens, where just one is called so."""
        said = set(words_of(ref.element))
        for name in self.opened(ref) if node.attr in _SWITCHING else ():
            screen = self.doc.screen(name)
            switches = [e for e in screen.elements if e.kind is Kind.TOGGLE] if screen is not None else []
            switches = [e for e in switches if said <= set(words_of(e.name))]
            if len(switches) == 1:
                new = f"{name}.{switches[0].name}.{node.attr}"
                yield self.lines.replacing(node, new, f"The switch of `{name}` is `{switches[0].name}`")

    def _through(self, node: ast.Attribute, call: ast.Call, screen: Screen, opener: str) -> Iterator[Edit]:
        """`menu.rename.set_text("x")`: the act, on the screen behind the button."""
        if len(call.args) != 1 or call.keywords:
            return
        field = lead_input(screen, opener)
        if method_for("input", node.attr, 1) == "set_text" or node.attr == "set_text":
            if field is not None:
                new = f"{screen.name}.{field.name}.set_text"
                yield self.lines.replacing(node, new, f"What is typed there goes into `{screen.name}.{field.name}`")
            lists = list(rows_of(screen))
            if len(lists) == 1 and not any(e.kind is Kind.INPUT for e in screen.elements):
                row = f"{screen.name}.{lists[0].one.name}({self.lines.text(call.args[0])}).open()"
                yield self.lines.replacing(call, row, f"`{screen.name}` has a list to pick from")
            return
        yield from (edit for edit in self._said(call, call.args[0], screen))

    def _used(self, screen: Screen) -> list[str]:
        """What the script did on the screen before this line."""
        return [u.op for u in self.reading.uses if u.ref.screen == screen.name and u.line < self.slip.node.lineno]

    def _filled(self, screen: Screen) -> bool:
        """Whether something was put in there."""
        return not {"set_text", "choose", "turn_on", "turn_off"}.isdisjoint(self._used(screen))


def lead_input(screen: Screen, opener: str = "") -> Element | None:
    """The field that is meant when only its screen is named: its only one, the one called like what opens it ("message" of
    "new message"), or the one the thing is named by."""
    inputs = [e for e in screen.elements if e.kind is Kind.INPUT]
    if len(inputs) < 2:
        return inputs[0] if inputs else None
    called = set(words_of(opener or screen.name))
    alike = [e for e in inputs if called & set(words_of(f"{e.name} {e.label}"))]
    naming = [e for e in inputs if has(e, "naming")]
    return next((found[0] for found in (alike, naming) if len(found) == 1), None)
