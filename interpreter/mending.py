"""What a slip could have meant: edits to try, likeliest first. Whether one makes the script better is seen by reading it
again, so a guess here may be wrong but not harmful: it has to lead to something the doc has, that can do what is asked."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator

from rapidfuzz import fuzz

from apidocs.doc import AppDoc, Effect, Element, Kind
from apidocs.effects import severity
from apidocs.paths import route

from .calls import Ref
from .edits import Edit, Lines
from .members import Home, Member
from .problems import nearest, words_of
from .synonyms import FUNCTIONS, IS_OFF, LITERALS, PREFIXES, method_for
from .uses import Bound, Reading, Slip, Text, Thing

VERY_NEAR = 82.0
"""Names this much alike, of 100, are taken for one another across screens; on one screen less will do."""
ALL_ROWS = frozenset({"rows", "items", "list", "all", "entries", "get_rows", "get_items", "get_all", "list_items"})
ONE_ROW = frozenset(
    {"row", "item", "get", "find", "get_row", "get_item", "entry", "by_text", "with_text", "select", "search"}
)
COUNT = frozenset({"count", "length", "size", "len"})


def mends(slip: Slip, reading: Reading, doc: AppDoc, lines: Lines) -> Iterator[Edit]:
    """Edits that may put a slip right."""
    mender = _Mender(slip, reading, doc, lines)
    how: dict[str, Callable[[], Iterator[Edit]]] = {
        "name": mender.name,
        "member": mender.member,
        "not-called": mender.not_called,
        "subscript": mender.subscript,
        "truth": mender.truth,
        "as-text": mender.as_text,
        "assigned": mender.assigned,
        "on-text": mender.on_text,
        "on-list": mender.on_list,
        "called": mender.called,
        "arguments": mender.arguments,
        "iterated": mender.iterated,
        "shadows": mender.shadows,
        "idle": mender.idle,
    }
    yield from mender.cut_off()
    yield from how[slip.kind]()


class _Mender:
    def __init__(self, slip: Slip, reading: Reading, doc: AppDoc, lines: Lines) -> None:
        self.slip, self.reading, self.doc, self.lines = slip, reading, doc, lines
        self.members = reading.members

    def cut_off(self) -> Iterator[Edit]:
        """A last line without its end: the model was stopped in the middle of it."""
        statement = self.reading.tree.body[-1]
        whole = self.slip.statement is statement and not self.lines.raw.endswith(b"\n")
        if whole and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Attribute):
            start = self.lines.at(statement.lineno, 0)
            if start and self.slip.kind in ("member", "idle"):
                yield Edit(start, len(self.lines.raw), "", "The last line was cut off", statement.lineno, True, statement.lineno)

    def idle(self) -> Iterator[Edit]:
        """`main.new_note` alone on its line."""
        node, on = self.slip.node, self.slip.on
        assert isinstance(node, ast.expr) and isinstance(on, Thing)
        if self.members.kind(on.ref) == "button":
            yield self.lines.behind(node, ".tap()", "A button is there to be tapped", sure=self._harmless(on.ref))

    # names

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
        for home in self._homes(name, node):
            yield self._to(node, home, name, "goes with its screen")
        if not isinstance(above, ast.Attribute) or above.attr not in self.members.homes:
            for near in self._near(name, self.members.homes, VERY_NEAR):
                for home in self._homes(near, node):
                    yield self._to(node, home, near, f"is called `{near}`")

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
        near = self._near(name, self.members.screens, 70.0)
        for screen in near:
            if self.members.get(Ref(screen=screen), then):
                yield self.lines.replacing(node, screen, f"The screen is called `{screen}`")
        for home in self._homes(then, above):
            yield self.lines.replacing(
                node, home.screen, f"`{then}` is on `{home.screen}`", sure=self._sure(home, then, above)
            )
        yield from self._option_anywhere(above)
        for like in self._near(then, self.members.homes, VERY_NEAR):
            for home in self._homes(like, above):
                new = f"{home.screen}.{like}"
                yield self.lines.replacing(
                    above, new, f"`{name}.{then}` is called `{new}`", sure=self._sure(home, like, above)
                )
        for screen in near:
            if fuzz.ratio(words_of(name), words_of(screen)) >= VERY_NEAR:
                yield self.lines.replacing(node, screen, f"The screen is called `{screen}`")

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
        for home in self._homes(name, node):
            yield self._to(node, home, name, f"is on `{home.screen}`")
        if ours := method_for("screen", name, self._args(node)):
            yield from self._as_method(node, ref, ours)
        lists = {m.op: m.name for m in self.members.of(ref).values() if m.op in ("rows", "row")}
        if len([m for m in self.members.of(ref).values() if m.op == "rows"]) == 1:
            if name in ALL_ROWS:
                yield self.lines.renaming(node, lists["rows"], f"The list is called `{lists['rows']}`")
            if name in ONE_ROW and self._args(node) == 1:
                yield self.lines.renaming(node, lists["row"], f"A row is called `{lists['row']}`")
        here = [n for n in self.members.of(ref) if n not in self.members.general]
        for near in self._near(name, here, 66.0):
            member = self.members.get(ref, near)
            if member and self._can(member, node):
                yield self.lines.renaming(node, near, f"`{name}` is called `{near}`", sure=self._harmless(member.ref))
        yield from self._option(node, [e for s in self.doc.screens if s.name == ref.screen for e in s.elements])
        yield from self._option_anywhere(node)
        for near in self._near(name, self.members.homes, VERY_NEAR):
            for home in self._homes(near, node):
                yield self._to(node, home, near, f"is `{home.screen}.{near}`")
        for near in self._near(name, self.members.general, VERY_NEAR):
            yield self.lines.renaming(node, near, f"`{name}` is called `{near}`")

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
        if element is not None and kind == "choice":
            yield from self._option(node, [element])
        if ours := method_for(kind, name, self._args(node)):
            yield from self._as_method(node, ref, ours)
        known = self.members.of(ref)
        for near in self._near(name, known, 78.0):
            if known[near].handle or known[near].op == "text":
                yield self.lines.renaming(node, near, f"`{name}` is called `{near}`")
            else:
                yield from self._as_method(node, ref, near)
        if kind == "row" and element is not None and element.item is not None and call is not None:
            yield from self._behind_row(node, call, element)
        if kind == "row" and element is not None and element.item is not None and isinstance(above, ast.Attribute):
            outer = self.reading.parent(above)
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
        sure = not member.method.acts or self._harmless(ref) or member.method.prop
        base = self.lines.text(node.value)
        if member.method.prop:
            yield self.lines.replacing(call or node, f"{base}.{ours}", what)
        elif call is not None:
            yield self.lines.renaming(node, ours, what, sure=sure)
        elif not member.method.args:
            yield self.lines.replacing(node, f"{base}.{ours}()", what, sure=sure)

    def _behind_row(self, node: ast.Attribute, call: ast.Call, element: Element) -> Iterator[Edit]:
        """`note.delete()`: what is on the menu of the row, or on the screen that it opens."""
        statement = self.slip.statement
        if not isinstance(statement, ast.Expr) or statement.value is not call or element.item is None:
            return
        begin, _, indent = self.lines.line_of(statement)
        if begin + len(indent) != self.lines.start(statement):
            return
        base, name = self.lines.text(node.value), node.attr
        for screen, act in ((element.item.menu, "long_press"), (element.item.opens, "open")):
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
                    sure=self._harmless(member.ref),
                )

    # options of a choice that are written as if they were elements

    def _option_anywhere(self, node: ast.Attribute) -> Iterator[Edit]:
        """`theme_dialog.light.tap()`: the one option of that name in the doc."""
        choices = [e for s in self.doc.screens for e in s.elements if e.kind is Kind.CHOICE]
        having = [e for e in choices if any(_same(node.attr, o) for o in e.options)]
        if len(having) > 1:
            # the dialog is called after its choice
            said = set(words_of(self.lines.text(node.value)).split())
            having = [e for e in having if set(words_of(e.name).split()) <= said]
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

    # lists

    def not_called(self) -> Iterator[Edit]:
        node, on = self.slip.node, self.slip.on
        assert isinstance(on, Bound) and isinstance(node, ast.expr)
        member = on.member
        rows = self.members.table.rows(member.ref.screen, member.ref.element)
        if self.slip.detail == "attribute" and rows and isinstance(node, ast.Attribute):
            yield from self._asked_of_list(node, rows.all.name, rows.one.name)
        if rows and member.op == "row" and isinstance(node, ast.Attribute):
            yield self.lines.renaming(node, f"{rows.all.name}()", "A list is read with a call")
        elif member.method is not None and not member.method.args:
            what = "A list is read with a call" if member.op == "rows" else f"`{member.name}` is called with brackets"
            yield self.lines.behind(node, "()", what, sure=member.op == "rows" or self._harmless(member.ref))

    def _asked_of_list(self, node: ast.Attribute, every: str, one: str) -> Iterator[Edit]:
        """`main.notes.get("x")`, `main.notes.all()`, `main.notes.count`."""
        outer = self.reading.parent(node)
        if not isinstance(outer, ast.Attribute):
            return
        call = self.reading.parent(outer)
        whole = call if isinstance(call, ast.Call) and call.func is outer else outer
        base = self.lines.text(node.value)
        args = self._args(outer)
        if outer.attr in ONE_ROW and args == 1 and isinstance(whole, ast.Call) and whole.args:
            yield self.lines.replacing(
                whole, f"{base}.{one}({self.lines.text(whole.args[0])})", f"A row is called `{one}`"
            )
        if outer.attr in ALL_ROWS and not args:
            yield self.lines.replacing(whole, f"{base}.{every}()", "A list is read with a call")
        if outer.attr in COUNT and not args:
            yield self.lines.replacing(whole, f"len({base}.{every}())", "A list is counted with len()")
        if outer.attr == "first" and not args:
            yield self.lines.replacing(whole, f"{base}.{every}()[0]", "The first row of a list is [0]")

    def subscript(self) -> Iterator[Edit]:
        node, on = self.slip.node, self.slip.on
        assert isinstance(node, ast.Subscript)
        if not isinstance(on, Bound) or not isinstance(node.value, ast.Attribute):
            return
        rows = self.members.table.rows(on.member.ref.screen, on.member.ref.element)
        if rows is None:
            return
        base, key = self.lines.text(node.value.value), self.lines.text(node.slice)
        if _number(node.slice) or isinstance(node.slice, ast.Slice):
            yield self.lines.replacing(node, f"{base}.{rows.all.name}()[{key}]", "A list is read with a call")
        elif isinstance(node.slice, ast.Constant | ast.JoinedStr | ast.BinOp):
            yield self.lines.replacing(
                node, f"{base}.{rows.one.name}({key})", f"A row by its text is `{rows.one.name}(…)`"
            )

    def iterated(self) -> Iterator[Edit]:
        """A screen or a list's row gone through as if it were the list."""
        node, on = self.slip.node, self.slip.on
        assert isinstance(node, ast.expr)
        if isinstance(on, Thing) and not on.ref.element:
            lists = [m.name for m in self.members.of(on.ref).values() if m.op == "rows"]
            if len(lists) == 1:
                yield self.lines.behind(node, f".{lists[0]}()", "The rows are those of the screen's list")
        if isinstance(on, Thing) and on.ref.row and isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            rows = self.members.table.rows(on.ref.screen, on.ref.element)
            if rows and not node.args:
                yield self.lines.renaming(node.func, rows.all.name, "All rows are meant")

    def on_list(self) -> Iterator[Edit]:
        node = self.slip.node
        assert isinstance(node, ast.Attribute)
        call = self.reading.parent(node)
        whole = call if isinstance(call, ast.Call) and call.func is node and not call.args else node
        base = self.lines.text(node.value)
        if node.attr in COUNT:
            yield self.lines.replacing(whole, f"len({base})", "A list is counted with len()")
        if node.attr in ("first", "last"):
            yield self.lines.replacing(whole, f"{base}[{0 if node.attr == 'first' else -1}]", f"The {node.attr} row")
        if node.attr in ALL_ROWS:
            yield self.lines.replacing(whole, base, "It is the list already")

    # values

    def truth(self) -> Iterator[Edit]:
        node, on = self.slip.node, self.slip.on
        assert isinstance(node, ast.expr) and isinstance(on, Thing)
        kind = self.members.kind(on.ref)
        read = {"toggle": "is_on", "screen": "is_open"}.get(kind, "exists")
        if self.members.get(on.ref, read):
            yield self.lines.behind(node, f".{read}", f"A {kind} itself is always true")

    def as_text(self) -> Iterator[Edit]:
        node, on = self.slip.node, self.slip.on
        assert isinstance(node, ast.expr) and isinstance(on, Thing)
        kind = self.members.kind(on.ref)
        read = {"toggle": "is_on", "choice": "value"}.get(kind, "text")
        if self.members.get(on.ref, read):
            yield self.lines.behind(node, f".{read}", f"What the {kind} says is `.{read}`")

    def assigned(self) -> Iterator[Edit]:
        node, statement, on = self.slip.node, self.slip.statement, self.slip.on
        if not (isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(node, ast.Attribute)):
            return
        assert isinstance(on, Thing)
        target = self.members.get(on.ref, node.attr)
        # `screen.field = x`, or `screen.field.text = x`
        direct = target is not None and target.handle
        ref = target.ref if target is not None and direct else on.ref
        thing = self.lines.text(node if direct else node.value)
        value = self.lines.text(statement.value)
        kind = self.members.kind(ref)
        what = "Assigning does nothing to the phone"
        constant = statement.value.value if isinstance(statement.value, ast.Constant) else None
        if kind == "input":
            yield self.lines.replacing(statement, f"{thing}.set_text({value})", what)
        elif kind == "choice":
            yield self.lines.replacing(statement, f"{thing}.choose({value})", what)
        elif kind == "toggle" and isinstance(constant, bool):
            yield self.lines.replacing(statement, f"{thing}.{'turn_on' if constant else 'turn_off'}()", what)

    def on_text(self) -> Iterator[Edit]:
        node, on = self.slip.node, self.slip.on
        assert isinstance(node, ast.Attribute)
        above = self.reading.parent(node)
        call = above if isinstance(above, ast.Call) and above.func is node and not above.args else None
        base = self.lines.text(node.value)
        row = on.of if isinstance(on, Text) else None
        if method_for("text", node.attr, 0) in ("text", "value") or node.attr in ("text", "value", "title", "name"):
            yield self.lines.replacing(call or node, base, "It is the text itself")
        if row is not None and isinstance(node.value, ast.Attribute):
            ours = node.attr if self.members.get(row, node.attr) else method_for("row", node.attr, self._args(node))
            part, whole = node.value.attr, self.lines.text(node.value.value)
            if ours:
                new = f"{whole}.{ours}" + ("" if call is None else "()")
                yield self.lines.replacing(call or node, new, f"`{part}` is a text; the row itself can do that")

    def called(self) -> Iterator[Edit]:
        node, on = self.slip.node, self.slip.on
        assert isinstance(node, ast.Call)
        func = self.lines.text(node.func)
        if isinstance(on, Bound):
            yield self.lines.replacing(node, func, f"`{on.member.name}` is read, not called")
        elif isinstance(on, Thing):
            kind = self.members.kind(on.ref)
            way = {"button": "tap", "screen": "open", "row": "open", "choice": "choose", "input": "set_text"}.get(kind)
            if way and len(node.args) == (way in ("choose", "set_text")):
                yield self.lines.behind(node.func, f".{way}", f"A {kind} is not called", sure=self._harmless(on.ref))

    def arguments(self) -> Iterator[Edit]:
        node, on = self.slip.node, self.slip.on
        assert isinstance(node, ast.Call) and isinstance(on, Bound)
        member = on.member
        rows = self.members.table.rows(member.ref.screen, member.ref.element)
        if rows and isinstance(node.func, ast.Attribute):
            if member.op == "rows" and len(node.args) == 1:
                yield self.lines.renaming(node.func, rows.one.name, f"A row by its text is `{rows.one.name}(…)`")
            if member.op == "row" and not node.args:
                yield self.lines.renaming(node.func, rows.all.name, f"All rows are `{rows.all.name}()`")
        given = [a.value for a in node.args if isinstance(a, ast.Constant)]
        func = self.lines.text(node.func)
        if member.op in ("turn_on", "turn_off", "tap") and len(given) == 1 and isinstance(given[0], bool):
            way = "turn_on" if given[0] == (member.op != "turn_off") else "turn_off"
            if member.op != "tap" and isinstance(node.func, ast.Attribute):
                new = f"{self.lines.text(node.func.value)}.{way}()"
                yield self.lines.replacing(node, new, f"`{member.op}` takes no argument")
        if len(node.keywords) == 1 and not node.args and member.method and len(member.method.args) == 1:
            yield self.lines.replacing(
                node, f"{func}({self.lines.text(node.keywords[0].value)})", "The argument has no such name"
            )

    def shadows(self) -> Iterator[Edit]:
        """`def main(): …; main()`: another name for the function, wherever it is called."""
        node, name = self.slip.node, self.slip.name
        if not isinstance(node, ast.FunctionDef):
            return
        new = f"do_{name}"
        raw = self.lines.raw.decode()
        header = self.lines.start(node) + len(b"def ")
        spots = [(header, header + len(name.encode()))]
        for call in ast.walk(self.reading.tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == name:
                spots.append((self.lines.start(call.func), self.lines.end(call.func)))
        changed = raw.encode()
        for start, end in sorted(spots, reverse=True):
            changed = changed[:start] + new.encode() + changed[end:]
        yield Edit(0, len(self.lines.raw), changed.decode(), f"`{name}` is a screen's name", node.lineno)

    # what is meant

    def _homes(self, name: str, node: ast.expr) -> list[Home]:
        """The screens with a thing of this name that can do what is asked, the nearest to where the script is first."""
        homes = [h for h in self.members.homes.get(name, []) if self._can(h.member, node)]
        if len(homes) < 2:
            return homes
        here = self._here(node)

        def far(home: Home) -> int:
            way = route(self.doc, here, home.screen) if here else None
            return len(way) if way is not None else 99

        return sorted(homes, key=far)

    def _here(self, node: ast.expr) -> str:
        """The screen of the last use before this."""
        before = [u.ref.screen for u in self.reading.uses if u.line < node.lineno and u.ref.screen]
        return before[-1] if before else self.doc.start

    def _to(self, node: ast.expr, home: Home, name: str, why: str) -> Edit:
        said = node.attr if isinstance(node, ast.Attribute) else self.slip.name
        return self.lines.replacing(node, f"{home.screen}.{name}", f"`{said}` {why}", sure=self._sure(home, name, node))

    def _sure(self, home: Home, name: str, node: ast.expr) -> bool:
        alone = len([h for h in self.members.homes.get(name, []) if self._can(h.member, node)]) == 1
        return alone and self._harmless(home.member.ref)

    def _harmless(self, ref: Ref) -> bool:
        """Whether nothing is lost by it: at most something is saved."""
        screen = self.doc.screen(ref.screen)
        element = screen.element(ref.element) if screen else None
        return element is None or severity(element.effect) <= severity(Effect.COMMIT)

    def _can(self, member: Member, node: ast.expr) -> bool:
        """Whether what stands behind the node in the script can be done with the member."""
        above = self.reading.parent(node)
        if isinstance(above, ast.Call) and above.func is node:
            return not member.handle
        if isinstance(above, ast.Attribute):
            if not member.handle:
                return member.op == "rows" and above.attr in ALL_ROWS | ONE_ROW | COUNT | {"first"}
            known = self.members.of(member.ref)
            kind = self.members.kind(member.ref)
            return above.attr in known or bool(method_for(kind, above.attr, self._args(above)))
        return True

    def _args(self, node: ast.Attribute) -> int:
        above = self.reading.parent(node)
        return len(above.args) + len(above.keywords) if isinstance(above, ast.Call) and above.func is node else 0

    def _near(self, name: str, known: Iterable[str], least: float) -> list[str]:
        return nearest(name, known, least=least)


def _same(name: str, option: str) -> bool:
    """`black_and_white` for "Black & white"."""
    said = [w for w in words_of(name).split() if w not in ("option", "set", "choose", "select", "and")]
    meant = [w for w in words_of(option).split() if w != "and"]
    return bool(said) and said == meant


def _number(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        return _number(node.operand)
    return isinstance(node, ast.Constant) and isinstance(node.value, int)
