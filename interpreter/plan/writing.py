"""A plan written back as a script, in the style of the docs' samples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import indent

from .tree import (
    Answer,
    Asked,
    AsWritten,
    Both,
    Branch,
    Chosen,
    Code,
    Collected,
    Compare,
    Count,
    Each,
    Either,
    Expr,
    Folded,
    Joined,
    Keep,
    Leave,
    Listed,
    Look,
    Loop,
    More,
    Node,
    Not,
    Nth,
    Read,
    Rows,
    Secret,
    Step,
    Subject,
    Value,
    Variable,
    While,
)

_CHOSEN, _EITHER, _BOTH, _NOT, _COMPARED, _ATOM = range(6)
"""How tightly an expression holds together, the loosest first."""


def script_of(nodes: Sequence[Node]) -> str:
    """The text of some steps, ending in a line break; empty for none."""
    text = "\n".join(_node(node) for node in nodes)
    return f"{text}\n" if text else ""


def quoted(text: str) -> str:
    """A text as Python has it, in double quotes where that needs no escapes."""
    said = repr(text)
    return said if '"' in said else f'"{said[1:-1]}"'


def text_of(expr: Expr) -> str:
    """An expression as Python has it."""
    return _expr(expr)[0]


def _body(nodes: Sequence[Node]) -> str:
    return indent("\n".join(_node(node) for node in nodes) or "pass", "    ")


def _node(node: Node) -> str:
    match node:
        case Step(on, op, args):
            return f"{_behind(on)}{op}({', '.join(map(text_of, args))})"
        case Look(at):
            return text_of(at)
        case Keep(variable, value):
            return f"{variable} = {text_of(value)}"
        case More(variable, by):
            return f"{variable} += {text_of(by)}"
        case Loop(variable, over, body):
            return f"for {variable} in {text_of(over)}:\n{_body(body)}"
        case While(test, body):
            return f"while {text_of(test)}:\n{_body(body)}"
        case Branch():
            return _branch(node)
        case Answer(value):
            return f"finish({'' if value is None else text_of(value)})"
        case Leave(how):
            return how
        case AsWritten(text):
            return text


def _branch(node: Branch, word: str = "if") -> str:
    text = f"{word} {text_of(node.test)}:\n{_body(node.then)}"
    match node.otherwise:
        case ():
            return text
        case (Branch() as other,):
            return f"{text}\n{_branch(other, 'elif')}"
    return f"{text}\nelse:\n{_body(node.otherwise)}"


def _expr(expr: Expr) -> tuple[str, int]:
    match expr:
        case Value(value):
            return quoted(value) if isinstance(value, str) else repr(value), _ATOM
        case Variable(name):
            return name, _ATOM
        case Subject():
            return subject_text(expr), _ATOM
        case Read(on, name):
            return f"{_behind(on)}{name}", _ATOM
        case Rows(on, called):
            return f"{on.screen}.{on.element}{'()' if called else ''}", _ATOM
        case Count(of):
            return f"len({text_of(of)})", _ATOM
        case Asked(question):
            return f"ask({text_of(question)})", _ATOM
        case Secret(name):
            return f"secret({text_of(name)})", _ATOM
        case Folded(text, how):
            return f"{_held(text, _ATOM)}.{how}()", _ATOM
        case Listed(items):
            return f"[{', '.join(map(text_of, items))}]", _ATOM
        case Collected(value, variable, over, test):
            passing = f" if {_held(test, _EITHER)}" if test is not None else ""
            return f"[{text_of(value)} for {variable} in {_held(over, _EITHER)}{passing}]", _ATOM
        case Joined(between, texts):
            return f"{_held(between, _ATOM)}.join({text_of(texts)})", _ATOM
        case Not(test):
            return f"not {_held(test, _NOT)}", _NOT
        case Both(tests):
            return _between(" and ", tests, _NOT), _BOTH
        case Either(tests):
            return _between(" or ", tests, _BOTH), _EITHER
        case Compare(left, op, right):
            return f"{_held(left, _ATOM)} {op} {_held(right, _ATOM)}", _COMPARED
        case Chosen(test, yes, no):
            return f"{_held(yes, _EITHER)} if {_held(test, _EITHER)} else {_held(no, _CHOSEN)}", _CHOSEN
        case Code(text):
            return text, -1


def _held(expr: Expr, level: int) -> str:
    """In parentheses where it would fall apart otherwise."""
    text, own = _expr(expr)
    return text if own >= level else f"({text})"


def _between(word: str, tests: Iterable[Expr], level: int) -> str:
    return word.join(_held(test, level) for test in tests)


def _behind(on: Subject) -> str:
    text = subject_text(on)
    return f"{text}." if text else ""


def subject_text(on: Subject) -> str:
    """The path to a thing; empty for the phone itself."""
    if on.variable:
        path = on.variable
    elif on.found is not None:
        path = f"{on.screen}." if on.screen else ""
        path += f"find({text_of(on.found)})"
    else:
        path = on.screen
        if isinstance(on.row, Nth):
            path += f".{on.element}()[{on.row.number}]"
        elif on.row is not None and not isinstance(on.row, Each):
            path += f"{'.' if path else ''}{on.item}({text_of(on.row)})"
        elif on.element:
            path += f".{on.element}"
    return f"{path}.{on.part}" if on.part else path
