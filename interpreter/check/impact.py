"""What a script would do to the phone, told before it runs and whether or not its names exist: what it acts on, and how gravely,
and what it only reads. By this two versions of a script are held against one another: which of them does more.

A name that the doc doesn't have is taken by its own words, and for nothing graver than saving: a script that says
`main.purge.tap()` where there is no such thing purges nothing yet.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from apidocs.doc import AppDoc, Effect, Kind
from apidocs.doc.api import FOUND, FUNCTIONS, METHODS, ROW, SCREEN
from apidocs.doc.effects import effect_of, gravest, severity

from ..calls import Ref
from ..reading.flow import effect_of_use, element_of
from ..reading.members import Members
from ..reading.reader import read
from ..reading.scripts import parsed, texts_in
from ..reading.synonyms import CHOOSE, EXISTS, FLIP, IS_OFF, IS_ON, OFF, ON, SET_TEXT, TAP, TEXT, VALUE
from ..reading.uses import Reading, Slip, Use

_READING = TEXT | EXISTS | IS_ON | IS_OFF | VALUE | {"text", "value", "is_on", "is_open", "exists", "name", "title"}
_SETTING = ON | OFF | FLIP | CHOOSE | {"turn_on", "turn_off", "choose"}
_TYPING = (SET_TEXT | {"set_text", "clear"}) - {"set"}
_FREE = frozenset({"finish", "ask", "wait", "secret"})
_METHODS = {m.name for ms in (*METHODS.values(), ROW, FOUND, SCREEN, FUNCTIONS) for m in ms} | TAP
_LOOKED_FOR = frozenset({"find", "row", "rows"})
_OTHERWISE = frozenset({"shadows", "truth", "as-text", "iterated", "on-list", "called", "subscript", "arguments"})
"""Slips that read or go through something, or whose act is known."""


@dataclass(frozen=True)
class Act:
    """One thing a script does."""

    ref: Ref
    """Empty where the doc doesn't have it."""
    op: str
    effect: Effect
    said: str
    """The names and words that say what it is: of the screen, of the element as the doc and the person have it, of the option."""
    state: str = ""
    """on or off, where it switches."""
    unknown: Effect | None = None
    """What the words of a name that the doc doesn't have speak of, however grave."""

    @property
    def told(self) -> Effect:
        return self.unknown or self.effect


@dataclass(frozen=True)
class Impact:
    """What a whole script does; loops and branches count once."""

    acts: tuple[Act, ...]
    reads: int
    """How often it asks the phone for something."""
    answers: bool
    """Whether it ends with an answer that isn't written in it."""
    said: str
    """All its names, and the words a person sees on what they stand for."""
    texts: tuple[str, ...]
    """Texts in quotes, in order."""


def impact(script: str, doc: AppDoc, members: Members | None = None) -> Impact | None:
    """Reads a script; None where it isn't Python."""
    tree = parsed(script)
    if tree is None:
        return None
    reading = read(tree, doc, members)
    acts = [(u.line, _act(u, doc)) for u in reading.uses if u.acts and u.op not in _FREE]
    reads = sum(u.reads and u.op not in _LOOKED_FOR for u in reading.uses)
    whole = {
        id(top): (slip, top) for slip in reading.slips if slip.kind not in _OTHERWISE and (top := _whole(slip, reading))
    }
    for slip, top in whole.values():
        act = _unknown(slip, top, reading.parent(top))
        if act is not None:
            acts.append((slip.line, act))
        reads += act is None
    names = _names(list(ast.walk(tree)))
    seen = [f"{e.label} {e.description}" for u in reading.uses if (e := element_of(u, doc)) is not None]
    ends = [u.args[0] for u in reading.uses if u.op == "finish" and u.args]
    return Impact(
        tuple(act for _, act in sorted(acts, key=lambda one: one[0])),
        reads,
        any(not isinstance(end, ast.Constant) for end in ends),
        " ".join([*names, *seen]),
        tuple(texts_in(tree)),
    )


def _act(use: Use, doc: AppDoc) -> Act:
    element, option = element_of(use, doc), (use.literal(0) or "") if use.op == "choose" else ""
    said = [use.ref.screen, use.ref.element, use.ref.part, use.ref.found, option]
    if element is not None:
        said += [element.label, element.description]
    flag = use.args[0].value if use.args and isinstance(use.args[0], ast.Constant) else None
    return Act(use.ref, use.op, effect_of_use(use, doc), " ".join(filter(None, said)), _state(use.op, flag))


def _state(op: str, flag: object) -> str:
    """on or off, of `turn_on()`, `enable()` or `set(False)`."""
    state = "on" if op in ON or op == "turn_on" else "off" if op in OFF or op == "turn_off" else ""
    if isinstance(flag, bool):
        return state if flag and state else "on" if flag or state == "off" else "off"
    return state


def _whole(slip: Slip, reading: Reading) -> ast.expr | None:
    """The whole path of names, calls and brackets that a slip is part of."""
    node: ast.AST | None = slip.node
    while isinstance(node, ast.expr):
        above = reading.parent(node)
        inside = above.value if isinstance(above, ast.Attribute | ast.Subscript) else None
        inside = above.func if isinstance(above, ast.Call) else inside
        if inside is not node:
            return node
        node = above
    return None


def _unknown(slip: Slip, top: ast.expr, above: ast.AST | None) -> Act | None:
    """What is meant by a path that leads nowhere; None for a read."""
    parts = list(ast.walk(top))
    names = _names(parts)
    args = [a.value for n in parts if isinstance(n, ast.Call) for a in n.args if isinstance(a, ast.Constant)]
    said, last = " ".join([*names, *(a for a in args if isinstance(a, str))]), _last(top)
    if slip.kind == "assigned":
        value = above.value.value if isinstance(above, ast.Assign) and isinstance(above.value, ast.Constant) else None
        return Act(Ref(), "assign", Effect.SETTINGS, said, _state("", value))
    if last in _READING or not isinstance(above, ast.Expr):
        return None  # it gives something, and what is around it uses that
    flag = next((a for a in args if isinstance(a, bool)), None)
    if last in _TYPING:
        return Act(Ref(), last, Effect.INPUT, said)
    if last in _SETTING or flag is not None:
        return Act(Ref(), last, Effect.SETTINGS, said, _state(last, flag))
    told = gravest(effect_of(name.replace("_", " "), "", "", Kind.BUTTON) for name in names)
    if told is Effect.NAVIGATE and args:
        told = Effect.INPUT  # a value goes somewhere
    return Act(Ref(), last, min(told, Effect.COMMIT, key=severity), said, unknown=told)


def _names(nodes: list[ast.AST]) -> list[str]:
    """The names of things among them: what is done with them says nothing of what they are."""
    names = [n.attr if isinstance(n, ast.Attribute) else n.id for n in nodes if isinstance(n, ast.Attribute | ast.Name)]
    return [name for name in names if name not in _METHODS]


def _last(top: ast.expr) -> str:
    """The name at the end of a path."""
    while isinstance(top, ast.Call | ast.Subscript):
        top = top.func if isinstance(top, ast.Call) else top.value
    return top.attr if isinstance(top, ast.Attribute) else top.id if isinstance(top, ast.Name) else ""
