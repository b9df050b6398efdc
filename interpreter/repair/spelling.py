"""Slips of writing that keep a script from being Python: put right one at a time, each only where Python then reads further
than before. Texts in straight quotes are left alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ground.syntax import parse

MOST = 20
BLOCK = re.compile(r"^\s*(for|while|if|elif|else|def|try|except|finally|with)\b")
QUOTED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#.*$)""")


@dataclass(frozen=True)
class Respelled:
    """One change of spelling."""

    line: int
    what: str
    before: str
    after: str
    script: str


def spelled(script: str) -> Iterator[Respelled]:
    """The changes that make a script Python, or bring it nearer, each with the script that it gives."""
    for _ in range(MOST):
        error = _error(script)
        if error is None:
            return
        change = next((c for c in _changes(script, *error) if _better(c.script, error)), None)
        if change is None:
            return
        yield change
        script = change.script


def _error(script: str) -> tuple[int, str] | None:
    """Line and message of the first error; None for Python, or where no line is told."""
    try:
        parse(script)
    except SyntaxError as e:
        return (e.lineno, e.msg or "") if e.lineno else None
    except (ValueError, RecursionError, MemoryError):
        return None
    return None


def _better(script: str, before: tuple[int, str]) -> bool:
    try:
        parse(script)
    except SyntaxError as e:
        return (e.lineno or 0) > before[0]
    except (ValueError, RecursionError, MemoryError):
        return False
    return True


def _changes(script: str, line: int, message: str) -> Iterator[Respelled]:
    lines = script.split("\n")
    # an open bracket is told where it opens, or where the next line begins
    for number in dict.fromkeys((line, line - 1)):
        if not 0 < number <= len(lines):
            continue
        before = lines[number - 1]
        for what, change in LINE_CHANGES:
            after = change(before, message)
            if after != before:
                changed = "\n".join([*lines[: number - 1], after, *lines[number:]])
                yield Respelled(number, what, before.strip(), after.strip(), changed)


def _outside(line: str, change: Callable[[str], str]) -> str:
    """A line with its code changed and its texts and comments as they are."""
    return "".join(part if n % 2 else change(part) for n, part in enumerate(QUOTED.split(line)))


def _colon(line: str, message: str) -> str:
    if not BLOCK.match(line) or line.rstrip().endswith(":"):
        return line
    code, _, comment = line.partition("  #")
    return f"{code.rstrip().rstrip('{').rstrip()}:" + (f"  #{comment}" if comment else "")


def _bracket(line: str, message: str) -> str:
    if "was never closed" not in message:
        return line
    opened: list[str] = []
    for char in "".join(p for n, p in enumerate(QUOTED.split(line)) if not n % 2):
        if char in "([{":
            opened.append({"(": ")", "[": "]", "{": "}"}[char])
        elif opened and char == opened[-1]:
            opened.pop()
    closing = "".join(reversed(opened))
    bare = line.rstrip()
    return f"{bare[:-1]}{closing}:" if BLOCK.match(line) and bare.endswith(":") else bare + closing


def _unmatched(line: str, message: str) -> str:
    return line.rstrip()[:-1] if message.startswith("unmatched") and line.rstrip().endswith((")", "]", "}")) else line


def _logic(code: str) -> str:
    code = re.sub(r"\s*&&\s*", " and ", re.sub(r"\s*\|\|\s*", " or ", code))
    return re.sub(r"!(?=[\w(])", "not ", code)


LINE_CHANGES: list[tuple[str, Callable[[str, str], str]]] = [
    ("Straight quotes", lambda line, _: _outside(line, lambda s: re.sub("[“”„]", '"', s))),
    ("Straight quotes", lambda line, _: _outside(line, lambda s: re.sub("[‘’]", "'", s))),
    ("Python's comment sign", lambda line, _: re.sub(r"^(\s*)//", r"\1#", line)),
    ("Python's `and`, `or` and `not`", lambda line, _: _outside(line, _logic)),
    ("No word before a new name", lambda line, _: re.sub(r"^(\s*)(let|var|const)\s+(?=\w+\s*=)", r"\1", line)),
    ("Python's `elif`", lambda line, _: re.sub(r"^(\s*)else\s+if\b", r"\1elif", line)),
    ("Python's way to count up", lambda line, _: re.sub(r"^(\s*\w+)\s*\+\+\s*;?$", r"\1 += 1", line)),
    ("A colon begins a block", _colon),
    ("The bracket is closed", _bracket),
    ("A bracket too many", _unmatched),
    ("A stray mark at the end", lambda line, _: re.sub(r"\s*[.`]+\s*$", "", line)),
    (
        "Compared with ==",
        lambda line, _: re.sub(r"^(\s*(?:if|elif|while)\b[^=!<>\"']*[^=!<>\"'])=(?!=)", r"\1==", line),
    ),
]
"""Tried in this order on the line of the error, and on the one above."""
