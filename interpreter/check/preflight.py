"""What is wrong with a script as Python, before any of its names are looked at: its syntax, statements that the sandbox
doesn't have, loops without an end, statements said over and over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from apidocs.doc.words import word_set
from ground.syntax import parse

ALLOWED_IMPORTS = word_set(
    "__future__ collections csv dataclasses datetime decimal functools itertools json math random re time typing"
)
FORBIDDEN_NAMES = word_set("eval exec compile open __import__ globals locals breakpoint input")
STATEMENTS = {
    ast.Yield: ("yield", "Build a list and return it"),
    ast.YieldFrom: ("yield", "Build a list and return it"),
    ast.ClassDef: ("class", "Functions and dicts are enough for a script"),
    ast.AsyncFunctionDef: ("async", "Nothing here is awaited: write a plain function"),
    ast.Await: ("await", "Nothing here is awaited: leave `await` out"),
    ast.AsyncFor: ("async", "Leave `async` out"),
    ast.AsyncWith: ("async", "Leave `async` out"),
    ast.TryStar: ("except*", "Write `except`"),
}
REPEATS = 4
"""The same few statements so often in a row are a model that doesn't stop."""
LONGEST_CYCLE = 3
Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """One thing found in a script before it runs."""

    line: int
    """From 1; 0 where it is the script as a whole."""
    code: str
    """A short name of its kind: unknown-name, unsaved-form, …"""
    message: str
    hint: str = ""
    severity: Severity = "error"

    @property
    def words(self) -> str:
        """What is wrong and what to do, without its place."""
        return self.message + (f". {self.hint}" if self.hint else "")

    @property
    def placed(self) -> str:
        """The same with its severity and line before it, as it is listed below a script."""
        return f"{self.severity}: {f'line {self.line}: ' if self.line else ''}{self.words}"

    def __str__(self) -> str:
        at = f"Line {self.line}: " if self.line else ""
        return f"{at}{self.words}"


def syntax(script: str) -> ast.Module | Problem:
    """The script's tree, or what keeps it from being Python."""
    try:
        return parse(script)
    except SyntaxError as e:
        line = e.lineno or 0
        message = (e.msg or "not Python").replace("unterminated string literal", "a text is not closed")
        text = (script.split("\n")[line - 1 : line] or [""])[0].strip()
        return Problem(line, "syntax", f"Not Python: {message.split(' (detected')[0]}", _slip(text, message))
    except RecursionError:
        return Problem(0, "not-allowed", "The script nests too deep")
    except (ValueError, MemoryError) as e:
        return Problem(0, "syntax", f"Not Python: {e or type(e).__name__}")


SLIPS = [
    (re.compile(r"[“”‘’„]"), "Write straight quotes"),
    (re.compile(r"^\s*(//|/\*)"), "A comment begins with #"),
    (re.compile(r"&&|\|\|"), "Write `and` and `or`"),
    (re.compile(r"(\+\+|--)\s*;?$"), "Write `n += 1`"),
    (re.compile(r"^(let|var|const|int|string)\s+\w+\s*="), "Write `name = value`"),
    (re.compile(r"^(for|while|if|else if)\b.*\{\s*$|^\}"), "Blocks are indented, and begin with a colon"),
    (re.compile(r"^else if\b"), "Write `elif`"),
    (re.compile(r"^(if|elif|while)\b[^=!<>]*[^=!<>]=[^=]"), "Compare with `==`"),
    (re.compile(r"^(for|while|if|elif|else|def|try|except|with)\b.*[^:,(\[{\\]$"), "End the line with a colon"),
    (re.compile(r"^```"), "Leave the fences out"),
]


def _slip(text: str, message: str) -> str:
    if "indent" in message:
        return "Indent the lines of a block by four spaces, and no others"
    if "was never closed" in message:
        return "Close the bracket"
    return next((hint for pattern, hint in SLIPS if pattern.search(text)), "")


def shape(tree: ast.Module) -> Iterator[Problem]:
    """What the sandbox would refuse or never come to an end with."""
    if not tree.body:
        yield Problem(0, "empty", "The script is empty")
    for node in ast.walk(tree):
        if type(node) in STATEMENTS:
            what, hint = STATEMENTS[type(node)]
            yield Problem(_line(node), "not-allowed", f"Scripts can't use `{what}`", hint)
        match node:
            case ast.Delete():
                hint = "Write `d.pop(k)`" if isinstance(node.targets[0], ast.Subscript) else "Leave it out"
                yield Problem(node.lineno, "not-allowed", "Scripts can't use `del`", hint)
            case ast.Import() | ast.ImportFrom():
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
                for name in names:
                    if name.split(".")[0] not in ALLOWED_IMPORTS:
                        known = "re, datetime, math, json, random, collections, itertools, functools, time"
                        hint = f"There are {known}. {'The screens need no import' if name else ''}".strip()
                        yield Problem(node.lineno, "not-allowed", f"Scripts can't import `{name}`", hint)
            case ast.Name() if node.id in FORBIDDEN_NAMES:
                hint = 'Ask the person: `ask("…")`' if node.id == "input" else ""
                yield Problem(node.lineno, "not-allowed", f"Scripts can't use `{node.id}`", hint)
            case ast.Attribute() if node.attr.startswith("__"):
                yield Problem(_line(node), "not-allowed", f"Scripts can't use `.{node.attr}`")
            case ast.Expr(ast.Tuple([*before, _])) if any(_ends(one) for one in before):
                hint = "Put all of the answer in one `finish(…)`"
                yield Problem(
                    node.lineno, "twice-answered", "`finish()` ends the script: what stands behind it isn't done", hint
                )
            case ast.While() if _always(node.test) and not _leaves(node.body):
                hint = "Give it a condition, or a `break` where it is done"
                yield Problem(node.lineno, "endless-loop", "This loop never ends", hint)
    for block in _blocks(tree):
        yield from _repeats(block)


def _line(node: ast.AST) -> int:
    return int(getattr(node, "lineno", 0))


def _ends(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "finish"


def _always(test: ast.expr) -> bool:
    return isinstance(test, ast.Constant) and bool(test.value)


def _leaves(nodes: Iterable[ast.AST], own: bool = True) -> bool:
    """Whether anything in a loop gets out of it: `break` of its own, return, raise, finish()."""
    for node in nodes:
        match node:
            case ast.Return() | ast.Raise() | ast.Call(ast.Name("finish")):
                return True
            case ast.Break() if own:
                return True
            case ast.FunctionDef() | ast.Lambda():
                continue
        if _leaves(ast.iter_child_nodes(node), own and not isinstance(node, ast.For | ast.While)):
            return True
    return False


def _blocks(tree: ast.Module) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                yield block


def _repeats(block: list[ast.stmt]) -> Iterator[Problem]:
    said = [ast.dump(s) for s in block]
    at = 0
    while at < len(said):
        for length in range(1, LONGEST_CYCLE + 1):
            cycle = said[at : at + length]
            times = 1
            while said[at + times * length : at + (times + 1) * length] == cycle:
                times += 1
            if len(cycle) == length and times >= REPEATS:
                what = "statement" if length == 1 else f"{length} statements"
                message = f"The same {what} {times} times in a row"
                hint = "Say it once, or write a loop that ends"
                yield Problem(block[at + length].lineno, "repeats", message, hint)
                at += times * length - 1
                break
        at += 1
