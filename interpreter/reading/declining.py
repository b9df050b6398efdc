"""Whether a script, or an answer, says that the thing can't be done."""

from __future__ import annotations

import ast

from .scripts import parsed

_NOT_DONE = ("not done", "cannot ", "can't ", "could not ", "couldn't ", "unable to ")


def declines(answer: str) -> bool:
    """Whether an answer says that it wasn't done."""
    return answer.strip().lower().startswith(_NOT_DONE)


def only_declines(script: str) -> bool:
    """Whether all that a script does is to answer so: it looks at nothing on the phone and changes nothing."""
    tree = parsed(script)
    match tree.body if tree is not None else []:
        case [ast.Expr(ast.Call(ast.Name("finish"), [ast.Constant(str() as said)], []))]:
            return declines(said)
    return False
