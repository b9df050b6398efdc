"""Edits for what is put behind the button that opens a screen and meant for what is on that screen,
`menu.rename.new_name.set_text("x")`; and for other words for a thing on a screen."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from apidocs.doc import Kind, Screen
from apidocs.retrieve.hinting import all_words

from ..calls import Ref
from ..reading.edits import Edit
from ..reading.members import Member
from ..reading.synonyms import method_for, same_thing
from .context import SlipContext


def called_so(at: SlipContext, node: ast.Attribute, screen: Screen) -> Iterator[Edit]:
    """A name that is another word for something on the screen: `phone` for what is labelled "Mobile"."""
    said = all_words(node.attr)
    fitting = [e for e in screen.elements if said <= all_words(f"{e.label} {e.description} {e.also}")]
    fitting = fitting or [e for e in screen.elements if same_thing(node.attr, e.name)]
    above = at.reading.parent(node)
    if isinstance(above, ast.Attribute) and above.attr in ("text", "value"):
        fitting = [e for e in fitting if e.state is not None or e.kind in (Kind.TEXT, Kind.INPUT, Kind.CHOICE)]
    named = [m for e in fitting if (m := at.members.get(Ref(screen=screen.name), e.name)) and at.can(m, node)]
    if len(named) == 1 and _done_elsewhere(at, node, named[0]):
        return
    if said and len(named) == 1:
        what = f"`{node.attr}` is another word for `{named[0].name}`"
        yield at.lines.renaming(node, named[0].name, what)


def _done_elsewhere(at: SlipContext, node: ast.Attribute, like: Member) -> bool:
    """Whether an element of just this name does what is asked, and the one that is `like` it only something similar:
    a text is typed into a field, before it is an option to choose."""
    above = at.reading.parent(node)
    if not isinstance(above, ast.Attribute) or at.members.get(like.ref, above.attr) is not None:
        return False
    return any(at.members.get(home.member.ref, above.attr) for home in at.homes(node.attr, node))


def behind_opener(at: SlipContext, node: ast.Attribute, ref: Ref) -> Iterator[Edit]:
    """`menu.rename.new_name.set_text("x")`: a name of the screen that the button opens."""
    for name in at.opened(ref):
        screen = at.doc.screen(name)
        member = at.members.get(Ref(screen=name), node.attr)
        if screen is None:
            continue
        if member is not None and at.can(member, node):
            yield at.lines.replacing(node, f"{name}.{node.attr}", f"`{node.attr}` is on `{name}`, which it opens")
        if (call := at.call_of(node)) is not None:
            yield from _through(at, node, call, screen)


def _through(at: SlipContext, node: ast.Attribute, call: ast.Call, screen: Screen) -> Iterator[Edit]:
    """`menu.rename.set_text("x")`: the act, on the screen behind the button."""
    if len(call.args) != 1 or call.keywords:
        return
    fields = [e for e in screen.elements if e.kind is Kind.INPUT]
    types = method_for("input", node.attr, 1) == "set_text" or node.attr == "set_text"
    if types and len(fields) == 1:
        new = f"{screen.name}.{fields[0].name}"
        yield at.lines.replacing(node, f"{new}.set_text", f"What is typed there goes into `{new}`")
