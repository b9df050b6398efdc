"""What a plan does on the phone, in a form that is the same for plans that do the same.

Made alike: quotes, spacing, names of variables, things that a name is given to before they are used, screens opened that the
interpreter comes by itself, waiting, a state set only where it isn't set already, the order in which the fields of a form are
typed into, elements that are looked for by their label, closing words after something was done. All else has an order and counts.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import groupby

from interpreter.reading.same_script import normalised_tree

from .own_names import without_names
from .parts import Block, Forking, all_changed, deep, parts, subjects, within
from .reaching import NOWHERE, Places, Ways
from .tree import Answer, Each, Nth, Read, Rows, Step, Subject, dumped, variable


def key_of(steps: Sequence[ast.stmt]) -> str:
    """A text that is the same for steps that `alike` has made the same."""
    return normalised_tree(ast.Module(all_changed(steps, _written), []))


def _written(part: ast.AST) -> ast.AST:
    """A thing or a step as a script has it."""
    match part:
        case Subject():
            return _path(part)
        case Read(on, name):
            return _behind(on, name)
        case Rows(on):
            return ast.Call(on, [], [])
        case Step(on, op, args):
            return ast.Expr(ast.Call(_behind(on, op), args, []))
        case Answer(value):
            return ast.Expr(ast.Call(variable("finish"), [value] if value is not None else [], []))
    return part


def _path(on: Subject) -> ast.expr:
    """The path to a thing; for the phone itself a name that is empty."""
    screen = variable(on.variable or on.screen)
    path: ast.expr = screen
    if not on.variable:
        if on.found is not None:
            path = ast.Call(_behind(screen, "find"), [on.found], [])
        elif isinstance(on.row, Nth):
            path = ast.Subscript(ast.Call(_behind(screen, on.element), [], []), on.row)
        elif on.row is not None and not isinstance(on.row, Each):
            path = ast.Call(_behind(screen, on.item), [on.row], [])
        elif on.element:
            path = _behind(screen, on.element)
    return _behind(path, on.part) if on.part else path


def _behind(on: ast.expr, name: str) -> ast.expr:
    return variable(name) if isinstance(on, ast.Name) and not on.id else ast.Attribute(on, name, ast.Load())


def alike(steps: Sequence[ast.stmt], ways: Ways) -> Block:
    """The steps without what makes no difference on the phone."""
    done, _ = _Alike(ways).block(all_changed(without_names(list(steps)), ways.by_label), NOWHERE)
    match done:
        case [*before, Answer(None)]:
            return before
        case [*before, Answer(ast.Constant())]:
            return before if any(isinstance(node, Step) and _does(node, ways) for node in deep(before)) else done
    return done


def _does(step: Step, ways: Ways) -> bool:
    """Whether a step may do something, and not only lead somewhere: an answer beside it is about that."""
    by_hand = ("tap", "enter", "choose", "set_text", "append_text", "turn_on", "turn_off")
    return step.op in by_hand or ways.deed(step)


class _Alike:
    def __init__(self, ways: Ways) -> None:
        self._ways = ways

    def block(self, nodes: Sequence[ast.stmt], here: Places) -> tuple[Block, Places]:
        made: Block = []
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
        return _answered_once(list(_fields_sorted(made))), here

    def _node(self, node: ast.stmt, here: Places) -> tuple[ast.stmt | None, Places]:
        for on in subjects(node):
            if on.screen and not (isinstance(node, Step) and on is node.on):
                here = frozenset({on.screen})
        match node:
            case Step(Subject(screen="", found=None), "wait"):
                return None, here
            case ast.Expr(ast.Name() | ast.Constant() | Read(name="is_open")):
                return None, here
            case ast.Expr(Read(on) | (Subject() as on)) if on.row is None and on.found is None:
                return Step(Subject(screen=on.screen), "open"), here
            case Step():
                return node, self._ways.after(node, here)
            case ast.For() | ast.While() | ast.If():
                return self._forking(node, here)
        return node, here

    def _forking(self, node: Forking, here: Places) -> tuple[ast.stmt, Places]:
        loops = not isinstance(node, ast.If)
        start, ends = here | self._ways.ends(node.body, here) if loops else here, [here] if loops else []

        def plain(block: Block) -> Block:
            made, end = self.block(block, start)
            ends.extend([end] if block or not loops else [])
            return made

        return within(node, plain), frozenset().union(*ends)

    def _goes_there(self, opened: str, wanted: str, here: Places) -> bool:
        """Whether the interpreter would come to the screen that is used next without that one being opened for it."""
        if not wanted or opened == wanted:
            return bool(wanted)
        return wanted not in here and bool(self._ways.path(opened, wanted) and self._ways.path("", wanted))


def _plainer(node: ast.stmt) -> ast.stmt:
    """Another way to do the same, the plainest."""
    match node:
        case Step(Subject(row=row, part=""), "tap") if row is not None:
            return Step(node.on, "open", node.args)
        case ast.If(Read(on, "is_on"), [Step(same, "turn_off") as step], []) if on == same:
            return step
        case ast.If(ast.UnaryOp(ast.Not(), Read(on, "is_on")), [Step(same, "turn_on") as step], []) if on == same:
            return step
        case ast.If(
            ast.Compare(Read(on, "value"), [ast.NotEq()], [value]), [Step(same, "choose", [option]) as step], []
        ):
            return step if on == same and dumped(value) == dumped(option) else node
    return node


def _answered_once(nodes: Block) -> Block:
    """One answer in place of one for each way a test may go."""
    match nodes:
        case [*before, ast.If(test, [Answer(ast.expr() as yes)], [Answer(ast.expr() as no)])] | [
            *before,
            ast.If(test, [Answer(ast.expr() as yes)], []),
            Answer(ast.expr() as no),
        ]:
            return [*before, Answer(ast.IfExp(test, yes, no))]
    return nodes


def _next_screen(nodes: Sequence[ast.stmt]) -> str:
    """The screen that what comes next uses first; empty where it isn't sure that it uses one."""
    for node in nodes:
        if isinstance(node, Step) and node.op == "wait" and not node.on.screen:
            continue
        first = next(subjects(node), None)
        return first.screen if first is not None else ""
    return ""


def _fields_sorted(nodes: Block) -> Iterator[ast.stmt]:
    """Fields of one form that are typed into one after the other, in the order of their names."""
    for screen, some in groupby(nodes, _form_typed_into):
        run = list(some)
        if screen:  # of one that is typed into twice the last stays the last
            run.sort(key=lambda step: step.on.element if isinstance(step, Step) else "")
        yield from run


def _form_typed_into(node: ast.stmt) -> str:
    """The screen of a field that a step types something into, be it what the phone doesn't say; empty for any other step."""
    match node:
        case Step(Subject(screen, element) as on, "set_text", args) if on == Subject(screen, element):
            return "" if any(isinstance(part, Subject) for part in parts(args)) else screen
    return ""
