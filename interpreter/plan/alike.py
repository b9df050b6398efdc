"""What a plan does on the phone, in a form that is the same for plans that do the same.

Made alike: quotes, spacing, names of variables, things that a name is given to before they are used, screens opened that the
interpreter comes by itself, waiting, a state set only where it isn't set already, the order in which the fields of a form are
typed into, closing words after something was done. All else has an order and counts.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from interpreter.reading.same_script import normalised

from .reaching import NOWHERE, Places, Ways, blocks, heads, subjects
from .tree import (
    Answer,
    Asked,
    Branch,
    Code,
    Compare,
    Each,
    Expr,
    Keep,
    Look,
    Loop,
    Node,
    Not,
    Nth,
    Read,
    Script,
    Step,
    Subject,
    Value,
    Variable,
    While,
)
from .writing import script_of

_T = TypeVar("_T")


def key_of(steps: Sequence[Node]) -> str:
    """A text that is the same for steps that `alike` has made the same."""
    text = script_of(steps)
    return normalised(text) or text


def alike(steps: Sequence[Node], ways: Ways) -> tuple[Node, ...]:
    """The steps without what makes no difference on the phone."""
    done, _ = _Alike(ways).block(_without_names(tuple(steps)), NOWHERE)
    match done:
        case (*before, Answer(Value())) if any(isinstance(node, Step) for node in _deep(before)):
            return tuple(before)
        case (*before, Answer(None)):
            return tuple(before)
    return done


class _Alike:
    def __init__(self, ways: Ways) -> None:
        self._ways = ways

    def block(self, nodes: Sequence[Node], here: Places) -> tuple[tuple[Node, ...], Places]:
        made: list[Node] = []
        for number, node in enumerate(nodes):
            before = here
            plain, here = self._node(_plainer(node), here)
            if plain is None:
                continue
            opened = self._ways.opens(plain, before) if isinstance(plain, Step) else ""
            if opened:
                here = frozenset({opened})
                if self._goes_there(opened, _next_screen(nodes[number + 1 :]), before):
                    continue
                plain = Step(Subject(screen=opened), "open")
            made.append(plain)
        return tuple(_fields_sorted(made)), here

    def _node(self, node: Node, here: Places) -> tuple[Node | None, Places]:
        for on in subjects(node):
            if on.screen and not (isinstance(node, Step) and on is node.on):
                here = frozenset({on.screen})
        match node:
            case Step(on=Subject(screen="", found=None), op="wait"):
                return None, here
            case Look(at) if not isinstance(at, Asked):
                screen = next((on.screen for on in subjects(at) if on.screen and on.known), "")
                return (Step(Subject(screen=screen), "open") if screen else None), here
            case Step():
                return node, self._ways.after(node, here)
            case Loop() | While():
                _, again = self.block(node.body, here)
                body, after = self.block(node.body, here | again)
                return dataclasses.replace(node, body=body), here | after
            case Branch():
                then, one = self.block(node.then, here)
                otherwise, other = self.block(node.otherwise, here)
                return Branch(node.test, then, otherwise), one | other
        return node, here

    def _goes_there(self, opened: str, wanted: str, here: Places) -> bool:
        """Whether the interpreter would come to the screen that is used next without that one being opened for it."""
        if not wanted or opened == wanted:
            return bool(wanted)
        return wanted not in here and bool(self._ways.path(opened, wanted) and self._ways.path("", wanted))


def _plainer(node: Node) -> Node:
    """Another way to do the same, the plainest."""
    match node:
        case Step(on=Subject(row=row, part=""), op="tap") if row is not None and node.known:
            return dataclasses.replace(node, op="open")
        case Branch(Read(on, "is_on"), (Step(op="turn_off", on=same) as step,), ()) if on == same:
            return step
        case Branch(Not(Read(on, "is_on")), (Step(op="turn_on", on=same) as step,), ()) if on == same:
            return step
        case Branch(Compare(Read(on, "value"), "!=", value), (Step(op="choose", on=same, args=(option,)) as step,), ()):
            return step if on == same and value == option else node
    return node


def _next_screen(nodes: Sequence[Node]) -> str:
    """The screen that what comes next uses first; empty where it isn't sure that it uses one."""
    for node in nodes:
        if isinstance(node, Step) and node.op == "wait" and not node.on.screen:
            continue
        first = next((on for on in subjects(node)), None)
        return first.screen if first is not None and first.known else ""
    return ""


def _fields_sorted(nodes: list[Node]) -> Iterator[Node]:
    """Fields of one form that are typed into one after the other, in the order of their names."""
    run: list[Step] = []

    def ended() -> list[Step]:
        fields = [step.on.element for step in run]
        return run if len(set(fields)) < len(fields) else sorted(run, key=lambda step: step.on.element)

    for node in nodes:
        typed = isinstance(node, Step) and node.op == "set_text" and node.on == Subject(node.on.screen, node.on.element)
        if isinstance(node, Step) and typed and not any(isinstance(s, Subject) for s in _parts(node.args)):
            if run and run[0].on.screen != node.on.screen:
                yield from ended()
                run = []
            run.append(node)
            continue
        yield from ended()
        run = []
        yield node
    yield from ended()


def _without_names(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Things called as they are, not by a name that the script gave them; and what is kept only to be used at once, used."""
    said = " ".join(part.text for part in _parts(nodes) if isinstance(part, Code | Script))
    in_code = set(re.findall(r"\w+", said))
    given = Counter(node.variable for node in _deep(nodes) if isinstance(node, Keep))
    looped = {name for node in _deep(nodes) if isinstance(node, Loop) for name in node.variable.split(", ")}
    read = Counter(part.name for part in _parts(nodes) if isinstance(part, Variable))
    unclear = {part.variable for part in _parts(nodes) if isinstance(part, Subject) and isinstance(part.row, Each)}
    free = {name for name in given if name not in in_code and name not in looped and name not in unclear}
    things = {
        node.variable
        for node in _deep(nodes)
        if isinstance(node, Keep) and isinstance(node.value, Subject) and node.variable in free and _settled(node.value)
    }
    things -= {n.variable for n in _deep(nodes) if isinstance(n, Keep) and not isinstance(n.value, Subject)}
    things -= set(read)

    def named(part: object) -> object:
        return dataclasses.replace(part, variable="") if isinstance(part, Subject) and part.variable in things else part

    once = {name for name in free - things if given[name] == 1 and read[name] == 1}
    return _used_at_once(tuple(_dropped(_changed(nodes, named), things)), once)


def _settled(on: Subject) -> bool:
    """Whether a thing is the same whenever it is looked for."""
    return all(isinstance(which, Value | Nth | None) for which in (on.row, on.found))


def _dropped(nodes: Sequence[Node], names: set[str]) -> Iterator[Node]:
    for node in nodes:
        if not (isinstance(node, Keep) and node.variable in names):
            yield _within(node, lambda block: tuple(_dropped(block, names)))


def _used_at_once(nodes: tuple[Node, ...], names: set[str]) -> tuple[Node, ...]:
    made: list[Node] = []
    for node in reversed(nodes):
        after = made[-1] if made else None
        if isinstance(node, Keep) and node.variable in names and after is not None:
            wanted = Variable(node.variable)
            acts = any(touch.acts for part in _parts(node.value) if isinstance(part, Code) for touch in part.touches)
            if not acts and not isinstance(after, While) and wanted in set(_parts(heads(after))):
                made[-1] = _replaced(after, wanted, node.value)
                continue
        made.append(_within(node, lambda block: _used_at_once(block, names)))
    return tuple(reversed(made))


def _replaced(node: Node, variable: Variable, value: Expr) -> Node:
    return _changed(node, lambda part: value if part == variable else part)


def _within(node: Node, change: Callable[[tuple[Node, ...]], tuple[Node, ...]]) -> Node:
    """A step with the steps in it changed."""
    match node:
        case Loop() | While():
            return dataclasses.replace(node, body=change(node.body))
        case Branch():
            return dataclasses.replace(node, then=change(node.then), otherwise=change(node.otherwise))
    return node


def _changed(part: _T, change: Callable[[object], object]) -> _T:
    """The same with every part of it changed, from inside outwards."""
    if isinstance(part, tuple):
        parts = tuple(_changed(one, change) for one in part)
        return parts if any(a is not b for a, b in zip(parts, part, strict=True)) else part  # type: ignore[return-value]
    if not dataclasses.is_dataclass(part) or isinstance(part, type):
        return part
    fields = {f.name: getattr(part, f.name) for f in dataclasses.fields(part) if f.name != "touches"}
    made = {name: _changed(value, change) for name, value in fields.items()}
    if any(made[name] is not fields[name] for name in fields):
        part = dataclasses.replace(part, **made)
    return change(part)  # type: ignore[return-value]


def _deep(nodes: Sequence[Node]) -> Iterator[Node]:
    """Every step, those within others too."""
    for node in nodes:
        yield node
        for block in blocks(node):
            yield from _deep(block)


def _parts(part: object) -> Iterator[object]:
    """Every part of some steps or of an expression, itself first."""
    if isinstance(part, tuple):
        for one in part:
            yield from _parts(one)
    elif dataclasses.is_dataclass(part):
        yield part
        for field in dataclasses.fields(part):
            if field.name != "touches":
                yield from _parts(getattr(part, field.name))
