"""Edits for names that the doc doesn't have: another screen's element, a near name, another library's method, what is
behind a row."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from apidocs.doc import Element
from apidocs.doc.buttons import in_many_dialogs, says_it_saves
from apidocs.doc.paths import route

from ..calls import Ref
from ..reading.edits import Edit
from ..reading.problems import nearest
from ..reading.scripts import names_given
from ..reading.synonyms import method_for
from ..reading.uses import Thing
from .context import VERY_NEAR, SlipContext
from .misplaced import behind_opener, called_so


def of_name(at: SlipContext) -> Iterator[Edit]:
    """A free name that nothing has."""
    node, name = at.slip.node, at.slip.name
    assert isinstance(node, ast.Name)
    above = at.reading.parent(node)
    if isinstance(above, ast.Attribute):
        yield from _screen_for(at, node, above)
    for home in at.homes(name, node):
        yield at.to(node, home, name, "goes with its screen")


def _screen_for(at: SlipContext, node: ast.Name, above: ast.Attribute) -> Iterator[Edit]:
    """`nowhere.thing`: the screen that is meant."""
    name, then = at.slip.name, above.attr
    for screen in nearest(name, at.members.screens, least=70.0):
        if at.members.get(Ref(screen=screen), then):
            yield at.lines.replacing(node, screen, f"The screen is called `{screen}`")
    for home in at.homes(then, above):
        yield at.lines.replacing(node, home.screen, f"`{then}` is on `{home.screen}`", sure=at.sure(home, then, above))


def of_member(at: SlipContext) -> Iterator[Edit]:
    """A name after a dot that the thing doesn't have."""
    node, on = at.slip.node, at.slip.on
    assert isinstance(node, ast.Attribute) and isinstance(on, Thing)
    if on.ref.element or on.ref.found:
        yield from _method(at, node, on.ref)
    else:
        yield from _on_screen(at, node, on.ref)


def _on_screen(at: SlipContext, node: ast.Attribute, ref: Ref) -> Iterator[Edit]:
    name = node.attr
    above = at.reading.parent(node)
    if name in at.members.screens and isinstance(above, ast.Attribute):
        yield at.lines.replacing(node, name, f"`{name}` is a screen of its own")
    screen = at.doc.screen(ref.screen)
    saves = says_it_saves(name)  # what else is on the screen saves nothing, however much alike it is called
    if screen is not None and not saves:
        yield from called_so(at, node, screen)
    common = in_many_dialogs(name)
    yield from _at_home(at, node)
    if ours := method_for("screen", name, at.args(node)):
        yield from _as_method(at, node, ref, ours)
    here = [n for n in at.members.of(ref) if n not in at.members.general]
    for near in () if saves else nearest(name, here, least=VERY_NEAR):
        member = at.members.get(ref, near)
        if member and at.can(member, node):
            yield at.lines.renaming(node, near, f"`{name}` is called `{near}`")
    statement = at.slip.statement
    if common and isinstance(statement, ast.Expr) and len(at.reading.block_of(statement)) > 1:
        begin, end, _ = at.lines.line_of(statement)
        if at.lines.indent_of(statement) is not None:
            yield Edit(begin, end, "", f"`{ref.screen}` has nothing to confirm", statement.lineno)


def _method(at: SlipContext, node: ast.Attribute, ref: Ref) -> Iterator[Edit]:
    """A name behind an element, a row or a found thing."""
    name, kind = node.attr, at.members.kind(ref)
    element = at.doc.element(ref.screen, ref.element)
    if ours := method_for(kind, name, at.args(node)):
        yield from _as_method(at, node, ref, ours)
    if kind in ("button", "choice", "text"):
        yield from behind_opener(at, node, ref)
    if kind == "row" and element is not None and element.item is not None:
        yield from _on_row(at, node, element, element.item.opens)


def _at_home(at: SlipContext, node: ast.Attribute) -> Iterator[Edit]:
    """A name under the screens that have it. Every dialog has an OK and a Cancel: one that the script has nothing to do with
    isn't meant."""
    common = in_many_dialogs(node.attr)
    for home in at.homes(node.attr, node):
        if not common or home.screen in at.beside(node):
            yield at.to(node, home, node.attr, f"is on `{home.screen}`")


def _on_row(at: SlipContext, node: ast.Attribute, element: Element, opened: str) -> Iterator[Edit]:
    """A name behind a row: what is on its menu, or on the page it opens."""
    if (call := at.call_of(node)) is not None:
        yield from _behind_row(at, node, call, element)
    elif node.attr != "text":
        yield from _read_behind_row(at, node, opened)
    above = at.reading.parent(node)
    outer = at.call_of(above) if isinstance(above, ast.Attribute) else None
    if outer is not None:
        yield from _behind_row(at, node, outer, element)


def _as_method(at: SlipContext, node: ast.Attribute, ref: Ref, ours: str) -> Iterator[Edit]:
    """Another library's method as ours, with brackets or without."""
    member = at.members.get(ref, ours)
    if member is None or member.method is None:
        return
    call, what = at.call_of(node), f"`{node.attr}` is called `{ours}`"
    base = at.lines.text(node.value)
    if member.method.prop:
        yield at.lines.replacing(call or node, f"{base}.{ours}", what)
    elif call is not None:
        yield at.lines.renaming(node, ours, what)
    elif not member.method.args:
        yield at.lines.replacing(node, f"{base}.{ours}()", what)


def _behind_row(at: SlipContext, node: ast.Attribute, call: ast.Call, element: Element) -> Iterator[Edit]:
    """`note.delete()`: what is on the menu of the row, or on the screen that it opens."""
    statement = at.slip.statement
    if not isinstance(statement, ast.Expr) or statement.value is not call or element.item is None:
        return
    if (indent := at.lines.indent_of(statement)) is None:
        return
    base, name = at.lines.text(node.value), node.attr
    ways = [(element.item.menu, "long_press"), (element.item.opens, "open")]
    # further on, where the row's page leads to: "Edit" behind a contact
    beyond = [
        (len(way), home.screen)
        for home in at.members.homes.get(name, [])
        if element.item.opens and (way := route(at.doc, element.item.opens, home.screen))
        if all(step.action == "tap" for step in way)
    ]
    ways += [(screen, "open") for _, screen in sorted(beyond)]
    for screen, act in ways:
        member = at.members.get(Ref(screen=screen), name) if screen else None
        if member is not None and member.handle:
            then = f"{name}.tap()" if call.func is node else at.lines.text(call)[len(base) + 1 :]
            new = f"{base}.{act}()\n{indent}{screen}.{then}"
            yield at.lines.replacing(statement, new, f"`{name}` is on `{screen}`, which the row's {act} shows")


def _read_behind_row(at: SlipContext, node: ast.Attribute, opened: str) -> Iterator[Edit]:
    """`finish(agenda.event("Flight").place)`: what the page says that the row opens."""
    statement, member = at.slip.statement, at.members.get(Ref(screen=opened), node.attr)
    if not isinstance(statement, ast.Expr | ast.Assign) or member is None or not member.handle:
        return
    indent = at.lines.indent_of(statement)
    if indent is None or at.members.get(member.ref, "text") is None:
        return
    if _named_within(statement) & {one.id for one in ast.walk(node.value) if isinstance(one, ast.Name)}:
        return  # `[n.title for n in main.notes() if n.body]`: before the statement there is no such row
    above = at.reading.parent(node)
    whole = above if isinstance(above, ast.Attribute) and above.attr in ("text", "value") else node
    start, end = at.lines.start(statement), at.lines.end(statement)
    before = at.lines.raw[start : at.lines.start(whole)].decode()
    behind = at.lines.raw[at.lines.end(whole) : end].decode()
    new = f"{at.lines.text(node.value)}.open()\n{indent}{before}{opened}.{member.name}.text{behind}"
    what = f"`{node.attr}` is on `{opened}`, which the row opens"
    yield Edit(start, end, new, what, statement.lineno)


def _named_within(statement: ast.stmt) -> set[str]:
    """The names that a statement gives to what its own comprehensions go over."""
    within = (one for one in ast.walk(statement) if isinstance(one, ast.comprehension))
    return {name for one in within for name in names_given(one.target)}
