"""Edits for things that the doc has, used as they can't be: lists without their call, elements as texts or truth values,
values that are assigned, methods that are read and reads that are called."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from apidocs.doc.words import words_of

from ..calls import Ref
from ..reading.edits import Edit
from ..reading.synonyms import method_for
from ..reading.uses import Bound, Text, Thing
from .context import ALL_ROWS, CHOSEN, COUNT, ONE_ROW, SlipContext


class Misused(SlipContext):
    """Lists first, then values."""

    def cut_off(self) -> Iterator[Edit]:
        """A last line without its end: the model was stopped in the middle of it."""
        statement = self.reading.tree.body[-1]
        whole = self.slip.statement is statement and not self.lines.raw.endswith(b"\n")
        if whole and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Attribute):
            start = self.lines.at(statement.lineno, 0)
            if start and self.slip.kind in ("member", "idle"):
                yield Edit(
                    start,
                    len(self.lines.raw),
                    "",
                    "The last line was cut off",
                    statement.lineno,
                    True,
                    statement.lineno,
                )

    def idle(self) -> Iterator[Edit]:
        """`main.new_note` alone on its line."""
        node, on = self.slip.node, self.slip.on
        assert isinstance(node, ast.expr) and isinstance(on, Thing)
        if self.members.kind(on.ref) == "button":
            yield self.lines.behind(node, ".tap()", "A button is there to be tapped")
        if self.members.kind(on.ref) == "row":
            yield self.lines.behind(node, ".open()", "A row is there to be opened")

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
            yield self.lines.behind(node, "()", what)

    def _asked_of_list(self, node: ast.Attribute, every: str, one: str) -> Iterator[Edit]:
        """`main.notes.get("x")`, `main.notes.all()`, `main.notes.count`."""
        outer = self.reading.parent(node)
        if not isinstance(outer, ast.Attribute):
            return
        call = self.reading.parent(outer)
        whole = call if isinstance(call, ast.Call) and call.func is outer else outer
        base = self.lines.text(node.value)
        args = self.args(outer)
        if outer.attr in ONE_ROW and args == 1 and isinstance(whole, ast.Call) and whole.args:
            yield self.lines.replacing(
                whole, f"{base}.{one}({self.lines.text(whole.args[0])})", f"A row is called `{one}`"
            )
        if outer.attr in CHOSEN and args == 1 and isinstance(whole, ast.Call) and whole.args:
            row = f"{base}.{one}({self.lines.text(whole.args[0])}).open()"
            yield self.lines.replacing(whole, row, f"What is chosen from a list is a `{one}` that is opened")
        if outer.attr in ALL_ROWS and not args:
            yield self.lines.replacing(whole, f"{base}.{every}()", "A list is read with a call")
        if outer.attr in COUNT and not args:
            yield self.lines.replacing(whole, f"len({base}.{every}())", "A list is counted with len()")
        if outer.attr == "first" and not args:
            yield self.lines.replacing(whole, f"{base}.{every}()[0]", "The first row of a list is [0]")

    def subscript(self) -> Iterator[Edit]:
        node, on = self.slip.node, self.slip.on
        assert isinstance(node, ast.Subscript)
        if isinstance(on, Thing) and _number(node.slice):
            yield from self._list_behind(node.value, on)
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
        if isinstance(on, Thing):
            yield from self._list_behind(node, on)
        if isinstance(on, Thing) and on.ref.row and isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            rows = self.members.table.rows(on.ref.screen, on.ref.element)
            if rows and not node.args:
                yield self.lines.renaming(node.func, rows.all.name, "All rows are meant")

    def _list_behind(self, node: ast.expr, on: Thing) -> Iterator[Edit]:
        """`photo.properties[0]`: a button taken for the one list of the screen that it opens and is called after. A tab called
        like a list shows another list than the page it stands on."""
        called = set(words_of(on.ref.element))
        for name in self.opened(on.ref) if self.members.kind(on.ref) == "button" else ():
            if called.isdisjoint(words_of(name)):
                continue
            lists = [m.name for m in self.members.of(Ref(screen=name)).values() if m.op == "rows"]
            if len(lists) == 1:
                what = f"`{on.ref.element}` opens `{name}`, and the rows are there"
                yield self.lines.replacing(node, f"{name}.{lists[0]}()", what)

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
            ours = node.attr if self.members.get(row, node.attr) else method_for("row", node.attr, self.args(node))
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
                yield self.lines.behind(node.func, f".{way}", f"A {kind} is not called")

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


def _number(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        return _number(node.operand)
    return isinstance(node, ast.Constant) and isinstance(node.value, int)
