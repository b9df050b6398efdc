"""Edits for names that the doc doesn't have: another screen's element, a near name, another library's method, an option
written as an element."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from apidocs.doc import Element, Kind, Screen
from apidocs.doc.buttons import AROUND, SAVING, says_it_saves
from apidocs.doc.committing import keeping
from apidocs.doc.paths import route
from apidocs.doc.words import words_of

from ..calls import Ref
from ..reading.edits import Edit
from ..reading.members import Member
from ..reading.problems import spaced
from ..reading.synonyms import FUNCTIONS, IS_OFF, LITERALS, PREFIXES, method_for, same_thing
from ..reading.uses import Thing
from .context import ALL_ROWS, ONE_ROW, VERY_NEAR
from .misplaced import Misplaced

_CLOSING = frozenset({"cancel", "close", "dismiss", "no"})


class Misnamed(Misplaced):
    """Names that stand free, behind a screen, behind an element or a row."""

    def name(self) -> Iterator[Edit]:
        """A free name that nothing has."""
        node, name = self.slip.node, self.slip.name
        assert isinstance(node, ast.Name)
        if name in LITERALS:
            yield self.lines.replacing(node, LITERALS[name], "Python's own name")
        above = self.reading.parent(node)
        if isinstance(above, ast.Call) and above.func is node and name in FUNCTIONS:
            yield self.lines.replacing(node, FUNCTIONS[name], f"`{name}` is called `{FUNCTIONS[name]}`")
        if isinstance(above, ast.Attribute):
            yield from self._screen_for(node, above)
        for home in self.homes(name, node):
            yield self.to(node, home, name, "goes with its screen")
        if not isinstance(above, ast.Attribute) or above.attr not in self.members.homes:
            for near in self.near(name, self.members.homes, VERY_NEAR):
                for home in self.homes(near, node):
                    yield self.to(node, home, near, f"is called `{near}`")
        if isinstance(above, ast.Attribute):
            # its next name may be misspelled too
            for screen in self.near(name, self.members.screens, VERY_NEAR):
                if fuzz.ratio(spaced(name), spaced(screen)) >= VERY_NEAR:
                    yield self.lines.replacing(node, screen, f"The screen is called `{screen}`")

    def _screen_for(self, node: ast.Name, above: ast.Attribute) -> Iterator[Edit]:
        """`nowhere.thing`: the screen that is meant."""
        name, then = self.slip.name, above.attr
        if then in self.members.names and (name in PREFIXES or then in self.members.screens):
            yield Edit(
                self.lines.start(node),
                self.lines.end(above) - len(then.encode()),
                "",
                "Screens stand by themselves",
                node.lineno,
            )
        near = self.near(name, self.members.screens, 70.0)
        for screen in near:
            if self.members.get(Ref(screen=screen), then):
                yield self.lines.replacing(node, screen, f"The screen is called `{screen}`")
        for home in self.homes(then, above):
            yield self.lines.replacing(
                node, home.screen, f"`{then}` is on `{home.screen}`", sure=self.sure(home, then, above)
            )
        yield from self._option_anywhere(above)
        for like in self.near(then, self.members.homes, VERY_NEAR):
            for home in self.homes(like, above):
                new = f"{home.screen}.{like}"
                yield self.lines.replacing(
                    above, new, f"`{name}.{then}` is called `{new}`", sure=self.sure(home, like, above)
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
        called = isinstance(above, ast.Call) and above.func is node
        general = FUNCTIONS.get(name, name)
        if called and general in self.members.functions:
            yield self.lines.replacing(node, general, f"`{general}` stands by itself")
        if name in self.members.screens and isinstance(above, ast.Attribute):
            yield self.lines.replacing(node, name, f"`{name}` is a screen of its own")
        yield from self._saving(node, ref)
        screen = self.doc.screen(ref.screen)
        saves = says_it_saves(name)  # what else is on the screen saves nothing, however much alike it is called
        if screen is not None and not saves:
            yield from self.called_so(node, screen)
        common = _common(name)
        yield from self._at_home(node)
        if ours := method_for("screen", name, self.args(node)):
            yield from self._as_method(node, ref, ours)
        lists = {m.op: m.name for m in self.members.of(ref).values() if m.op in ("rows", "row")}
        if len([m for m in self.members.of(ref).values() if m.op == "rows"]) == 1:
            if name in ALL_ROWS:
                yield self.lines.renaming(node, lists["rows"], f"The list is called `{lists['rows']}`")
            if name in ONE_ROW and self.args(node) == 1:
                yield self.lines.renaming(node, lists["row"], f"A row is called `{lists['row']}`")
        here = [n for n in self.members.of(ref) if n not in self.members.general]
        for near in () if saves else self.near(name, here, 66.0):
            member = self.members.get(ref, near)
            if member and self.can(member, node):
                yield self.lines.renaming(node, near, f"`{name}` is called `{near}`")
        yield from self._option(node, [e for s in self.doc.screens if s.name == ref.screen for e in s.elements])
        yield from self._option_anywhere(node)
        for near in () if common else self.near(name, self.members.homes, VERY_NEAR):
            for home in self.homes(near, node):
                yield self.to(node, home, near, f"is `{home.screen}.{near}`")
        for near in self.near(name, self.members.general, VERY_NEAR):
            yield self.lines.renaming(node, near, f"`{name}` is called `{near}`")
        if screen is not None:
            yield from self.on_screen(node, screen)
        if isinstance(above, ast.Attribute) and name not in self.members.homes:
            yield from self._at_home(above)  # something made up stands in between
        statement = self.slip.statement
        if common and statement is not None and len(self.reading.block_of(statement)) > 1:
            begin, end, indent = self.lines.line_of(statement)
            if begin + len(indent) == self.lines.start(statement) and isinstance(statement, ast.Expr):
                yield Edit(begin, end, "", f"`{ref.screen}` has nothing to confirm", statement.lineno)

    def _saving(self, node: ast.Attribute, ref: Ref) -> Iterator[Edit]:
        """`settings.save.tap()`, `settings.save()`: this screen's own button that saves, else the one that comes up there, not
        another form's."""
        above, screen = self.reading.parent(node), self.doc.screen(ref.screen)
        called = isinstance(above, ast.Call) and not above.args
        if screen is None or not (isinstance(above, ast.Attribute) or called) or not says_it_saves(node.attr):
            return
        if any(
            t.source == screen.name and self.members.get(Ref(screen=t.target), node.attr) for t in self.doc.transitions
        ):
            return  # it has a name of its own, or opens a dialog with it
        own, tap = keeping(screen), ".tap" if called else ""
        if own is not None:
            yield self.lines.renaming(node, f"{own.name}{tap}", f"what saves here is called `{own.name}`")
        elif screen.kind == "page":
            said = next(w for w in words_of(node.attr) if w in SAVING)
            found = f'{ref.screen}.find("{said.capitalize()}"){tap}'
            yield self.lines.replacing(node, found, "it comes up with a change")

    def _method(self, node: ast.Attribute, ref: Ref) -> Iterator[Edit]:
        """A name behind an element, a row or a found thing."""
        name, kind = node.attr, self.members.kind(ref)
        above = self.reading.parent(node)
        call = above if isinstance(above, ast.Call) and above.func is node else None
        base = self.lines.text(node.value)
        if kind in ("toggle", "found") and call is not None and len(call.args) == 1 and not call.keywords:
            state = call.args[0]
            if isinstance(state, ast.Constant) and isinstance(state.value, bool):
                way = "turn_on" if state.value else "turn_off"
                yield self.lines.replacing(call, f"{base}.{way}()", f"`{name}` is called `{way}`")
        if kind in ("toggle", "found") and name in IS_OFF:
            yield self.lines.replacing(call or node, f"(not {base}.is_on)", f"`{name}` is `not is_on`")
        if kind == "input" and call is not None and not call.args and name in ("clear", "clear_text", "erase", "empty"):
            yield self.lines.replacing(call, f'{base}.set_text("")', f"`{name}` is an empty text")
        screen = self.doc.screen(ref.screen)
        element = screen.element(ref.element) if screen else None
        if kind == "input" and call is not None and not call.args and name in SAVING and screen is not None:
            yield from self._saved(call, screen)
        if element is not None and kind == "choice":
            yield from self._option(node, [element])
            if isinstance(above, ast.Attribute) and above.attr == "choose":
                # the dialog has a second group of options, for which there is no name
                yield self.lines.replacing(node, base, f"`{name}` is chosen behind `{element.name}` too")
        if kind == "button":
            yield from self.switched(node, ref)
        if ours := method_for(kind, name, self.args(node)):
            yield from self._as_method(node, ref, ours)
        known = self.members.of(ref)
        for near in self.near(name, known, 78.0):
            if known[near].handle or known[near].op == "text":
                yield self.lines.renaming(node, near, f"`{name}` is called `{near}`")
            else:
                yield from self._as_method(node, ref, near)
        if kind == "row" and call is not None and not call.args:
            parts = [n for n, m in known.items() if m.handle and same_thing(name, n)]
            if len(parts) == 1 and self.members.get(known[parts[0]].ref, "tap") is not None:
                what = f"`{parts[0]}` is the row's button for that"
                yield self.lines.replacing(call, f"{base}.{parts[0]}.tap()", what)
        if kind in ("button", "choice", "text"):
            yield from self.behind_opener(node, ref)
        if kind == "text" and isinstance(node.value, ast.Attribute):
            # what a page shows is changed in the form that has a field of its name
            for home in self.homes(ref.element, node.value):
                if home.screen != ref.screen:
                    yield self.to(node.value, home, ref.element, f"is changed on `{home.screen}`")
        if kind == "button":
            yield from self._beyond(node)
        if kind == "row" and element is not None and element.item is not None:
            yield from self._on_row(node, call, element, element.item.opens)

    def _beyond(self, node: ast.Attribute) -> Iterator[Edit]:
        """`files.storage.sort_by.order`: a path of several names, as if screens stood within one another; the last ones count."""
        if node.attr in self.members.screens and isinstance(self.reading.parent(node), ast.Attribute):
            yield self.lines.replacing(node, node.attr, f"`{node.attr}` is a screen of its own")
        yield from self._at_home(node)

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
        if call is not None and not call.args:
            yield from self._list_behind_row(node, call, opened)
        above = self.reading.parent(node)
        outer = self.reading.parent(above) if isinstance(above, ast.Attribute) else None
        if isinstance(outer, ast.Call) and outer.func is above:
            yield from self._behind_row(node, outer, element)

    def _saved(self, call: ast.Call, screen: Screen) -> Iterator[Edit]:
        """`main.note.save()`: the button that saves what was typed; nothing, where the page keeps it by itself."""
        button, statement = keeping(screen), self.slip.statement
        if button is not None:
            yield self.lines.replacing(call, f"{screen.name}.{button.name}.tap()", "A button saves what was typed")
        elif isinstance(statement, ast.Expr) and statement.value is call:
            begin, end, indent = self.lines.line_of(statement)
            if begin + len(indent) == self.lines.start(statement) and len(self.reading.block_of(statement)) > 1:
                yield Edit(begin, end, "", "What is typed there is kept by itself", statement.lineno)

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
        statement, member = self.slip.statement, self._told_on(opened, node.attr)
        if not isinstance(statement, ast.Expr | ast.Assign) or member is None or not member.handle:
            return
        begin, _, indent = self.lines.line_of(statement)
        if begin + len(indent) != self.lines.start(statement) or self.members.get(member.ref, "text") is None:
            return
        above = self.reading.parent(node)
        whole = above if isinstance(above, ast.Attribute) and above.attr in ("text", "value") else node
        start, end = self.lines.start(statement), self.lines.end(statement)
        before = self.lines.raw[start : self.lines.start(whole)].decode()
        behind = self.lines.raw[self.lines.end(whole) : end].decode()
        new = f"{self.lines.text(node.value)}.open()\n{indent}{before}{opened}.{member.name}.text{behind}"
        what = f"`{node.attr}` is on `{opened}`, which the row opens"
        yield Edit(start, end, new, what, statement.lineno)

    def _told_on(self, opened: str, name: str) -> Member | None:
        """What the page says under this name, or under another word for the same."""
        if not opened:
            return None
        known = self.members.of(Ref(screen=opened))
        alike = [n for n, m in known.items() if m.handle and same_thing(name, n)]
        return known.get(name) or (known[alike[0]] if len(alike) == 1 else None)

    def _list_behind_row(self, node: ast.Attribute, call: ast.Call, opened: str) -> Iterator[Edit]:
        """`for c in groups.group("Family").contacts():`, the list on the screen that the row opens."""
        loop, member = self.slip.statement, self.members.get(Ref(screen=opened), node.attr)
        if not isinstance(loop, ast.For) or loop.iter is not call or member is None or member.op != "rows":
            return
        begin, _, indent = self.lines.line_of(loop)
        if begin + len(indent) != self.lines.start(loop):
            return
        base, target = self.lines.text(node.value), self.lines.text(loop.target)
        new = f"{base}.open()\n{indent}for {target} in {opened}.{node.attr}()"
        start, end = self.lines.start(loop), self.lines.end(call)
        yield Edit(start, end, new, f"`{node.attr}` is on `{opened}`, which the row opens", loop.lineno)

    # options of a choice that are written as if they were elements

    def _option_anywhere(self, node: ast.Attribute) -> Iterator[Edit]:
        """`theme_dialog.light.tap()`: the one option of that name in the doc."""
        choices = [e for s in self.doc.screens for e in s.elements if e.kind is Kind.CHOICE]
        having = [e for e in choices if any(_same(node.attr, o) for o in e.options)]
        if len(having) > 1:
            # the dialog is called after its choice
            said = set(words_of(self.lines.text(node.value)))
            having = [e for e in having if set(words_of(e.name)) <= said]
        if len(having) == 1:
            yield from self._option(node, having)

    def _option(self, node: ast.Attribute, elements: Iterable[Element]) -> Iterator[Edit]:
        above = self.reading.parent(node)
        outer = self.reading.parent(above) if isinstance(above, ast.Attribute) else None
        call = outer if isinstance(outer, ast.Call) and outer.func is above else above
        if not isinstance(call, ast.Call) or call.args or call.keywords:
            return
        for element in elements:
            option = next((o for o in element.options if _same(node.attr, o)), None)
            screen = next((s.name for s in self.doc.screens if any(e is element for e in s.elements)), "")
            if option is None or element.kind is not Kind.CHOICE or '"' in option or "\\" in option:
                continue
            thing = f"{screen}.{element.name}"
            edit = self.lines.replacing(call, f'{thing}.choose("{option}")', f'"{option}" is an option of `{thing}`')
            yield self._without_opening(edit, thing)

    def _without_opening(self, edit: Edit, thing: str) -> Edit:
        """The tap that opens the choice, on the line before, goes: `choose` does it."""
        statement = self.slip.statement
        if statement is None:
            return edit
        block = self.reading.block_of(statement)
        at = next(n for n, s in enumerate(block) if s is statement)
        before = block[at - 1] if at else None
        if before is not None and self.lines.text(before) in (f"{thing}.tap()", f"{thing}.open()", f"{thing}.click()"):
            return Edit(self.lines.start(before), edit.end, edit.new, edit.what, edit.line, edit.sure, before.lineno)
        return edit


def _common(name: str) -> bool:
    """Whether many dialogs have a button of this name."""
    return (SAVING | AROUND).issuperset(words_of(name)) or name in _CLOSING or name == "yes"


def _same(name: str, option: str) -> bool:
    """`black_and_white` for "Black & white"."""
    said = [w for w in words_of(name) if w not in ("option", "set", "choose", "select", "and")]
    meant = [w for w in words_of(option) if w != "and"]
    return bool(said) and said == meant
