"""What a plan does on the phone, in a form that is the same for plans that do the same.

Made alike: quotes, spacing, names of variables, things that a name is given to before they are used, screens opened that the
interpreter comes by itself, waiting, a state set only where it isn't set already, the order in which the fields of a form are
typed into, elements that are looked for by their label, closing words after something was done. All else has an order and counts.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from interpreter.reading.same_script import normalised

from .own_names import without_names
from .parts import changed, deep, parts, subjects
from .reaching import NOWHERE, Places, Ways
from .tree import (
    Answer,
    Branch,
    Chosen,
    Compare,
    Look,
    Loop,
    Node,
    Not,
    Read,
    Step,
    Subject,
    Value,
    Variable,
    While,
)
from .writing import script_of


def key_of(steps: Sequence[Node]) -> str:
    """A text that is the same for steps that `alike` has made the same."""
    text = script_of(steps)
    return normalised(text) or text


def alike(steps: Sequence[Node], ways: Ways) -> tuple[Node, ...]:
    """The steps without what makes no difference on the phone."""
    named = changed(without_names(tuple(steps)), ways.by_label)
    done, _ = _Alike(ways).block(named, NOWHERE)
    match done:
        case (*before, Answer(Value())) if any(isinstance(node, Step) and _does(node, ways) for node in deep(before)):
            return tuple(before)
        case (*before, Answer(None)):
            return tuple(before)
    return done


def _does(step: Step, ways: Ways) -> bool:
    """Whether a step may do something, and not only lead somewhere: an answer beside it is about that."""
    by_hand = ("tap", "enter", "choose", "set_text", "append_text", "turn_on", "turn_off")
    return step.op in by_hand or ways.deed(step)


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
        return tuple(_answered_once(list(_fields_sorted(made)))), here

    def _node(self, node: Node, here: Places) -> tuple[Node | None, Places]:
        for on in subjects(node):
            if on.screen and not (isinstance(node, Step) and on is node.on):
                here = frozenset({on.screen})
        match node:
            case Step(on=Subject(screen="", found=None), op="wait"):
                return None, here
            case Look(Variable() | Value() | Read(name="is_open")):
                return None, here
            case Look(Read(on, known=True) | (Subject() as on)) if on.known and on.row is None and on.found is None:
                return Step(Subject(screen=on.screen), "open"), here
            case Step():
                return node, self._ways.after(node, here)
            case Loop() | While():
                body, after = self.block(node.body, here | self._ways.ends(node.body, here))
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


def _answered_once(nodes: list[Node]) -> list[Node]:
    """One answer in place of one for each way a test may go."""
    match nodes:
        case [*before, Branch(test, (Answer(yes),), (Answer(no),))] if yes is not None and no is not None:
            return [*before, Answer(Chosen(test, yes, no))]
        case [*before, Branch(test, (Answer(yes),), ()), Answer(no)] if yes is not None and no is not None:
            return [*before, Answer(Chosen(test, yes, no))]
    return nodes


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
        return sorted(run, key=lambda step: step.on.element)  # of one that is typed into twice the last stays the last

    for node in nodes:
        typed = isinstance(node, Step) and node.op == "set_text" and node.on == Subject(node.on.screen, node.on.element)
        if isinstance(node, Step) and typed and not any(isinstance(s, Subject) for s in parts(node.args)):
            if run and run[0].on.screen != node.on.screen:
                yield from ended()
                run = []
            run.append(node)
            continue
        yield from ended()
        run = []
        yield node
    yield from ended()
