"""The text of a script: taken out of what the model wrote, and looked up by line. Knows Python's shape, not the doc's
names, and judges nothing."""

from __future__ import annotations

import ast
import re
from functools import cached_property

from ground.syntax import parse

FENCE = re.compile(r"^[ \t]*(```+|~~~+)[ \t]*([\w+-]*)[^\n]*$", re.MULTILINE)
PROSE = re.compile(r"^[A-Z][a-z]*('\w+)?,? [\w,' ]+[.:!]?$|^[-*] |^\d+\. |^#{1,6} [A-Z].*:$")


_BREAK = re.compile(r"([(\[{]?)\s*\n\s*([)\]}]?)")


def _joined(lines: re.Match[str]) -> str:
    """What stands at the end of a line and the beginning of the next, with no more between than one writes in a line."""
    return lines[1] + ("" if lines[1] or lines[2] else " ") + lines[2]


class Source:
    """Lines, byte offsets and loops of one script. Never raises on text that isn't Python."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self._raw = text.encode()

    @cached_property
    def tree(self) -> ast.Module | None:
        return parsed(self.text)

    def line(self, number: int) -> str:
        """The text of a line from 1, without its indentation; empty beyond the ends."""
        return self.lines[number - 1].strip() if 0 < number <= len(self.lines) else ""

    def line_at(self, offset: int) -> int:
        """The line of a byte offset, from 1."""
        return self._raw[:offset].count(b"\n") + 1

    def between(self, start: int, end: int) -> str:
        """The text between two byte offsets, in one line."""
        return _BREAK.sub(_joined, self._raw[start:end].decode(errors="replace"))

    def in_loop(self, line: int) -> bool:
        """Whether a line is repeated: in a for, a while or a comprehension, or in a function that is called in one."""
        return line in self._looped

    def may_lack(self, end: int) -> bool:
        """Whether a script asks if what a call gives is there at all: `.exists` stands behind the byte offset where the call
        ends, or is asked of the name that it is given."""
        if re.match(rb"\s*\.\s*exists\b", self._raw[end:]):
            return True
        if self.tree is None:
            return False
        asked = {
            n.value.id
            for n in ast.walk(self.tree)
            if isinstance(n, ast.Attribute) and n.attr == "exists" and isinstance(n.value, ast.Name)
        }
        given = [n for n in ast.walk(self.tree) if isinstance(n, ast.Assign) and _names(n) & asked]
        line, column = self._raw[:end].count(b"\n") + 1, end - (self._raw[:end].rfind(b"\n") + 1)
        return any((n.value.end_lineno, n.value.end_col_offset) == (line, column) for n in given)

    @cached_property
    def _looped(self) -> frozenset[int]:
        if not self.tree:
            return frozenset()
        bodies = {n.name: n.body for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef)}
        lines: set[int] = set()
        todo: list[ast.AST] = []
        for node in ast.walk(self.tree):
            match node:
                case ast.For(body=body):
                    todo += body
                case ast.While(test, body):
                    todo += [test, *body]
                case ast.comprehension(ifs=tests):
                    todo += tests
                case ast.ListComp(value) | ast.SetComp(value) | ast.GeneratorExp(value):
                    todo.append(value)
                case ast.DictComp(key, value):
                    todo += [key, value]
        while todo:
            node = todo.pop()
            lines |= _span(node)
            for inner in ast.walk(node):
                if isinstance(inner, ast.Name):
                    todo += bodies.pop(inner.id, ())
        return frozenset(lines)


def _names(node: ast.Assign) -> set[str]:
    return {target.id for target in node.targets if isinstance(target, ast.Name)}


def _span(node: ast.AST) -> set[int]:
    first: int = getattr(node, "lineno", 0)
    last: int = getattr(node, "end_lineno", None) or first
    return set(range(first, last + 1))


def parsed(text: str) -> ast.Module | None:
    """The tree of a script, or None where it isn't Python (or nests deeper than Python reads)."""
    try:
        return parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def texts_in(node: ast.AST) -> list[str]:
    """The texts that stand in a part of a script, in quotes."""
    return [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def names_given(node: ast.AST) -> list[str]:
    """The names that a part of a script gives to what it holds or goes through, as often as it does."""
    return [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]


def extract_code(output: str) -> str:
    """The script in a model's answer: fences and prose around it dropped, and a last line cut off in the middle.

    Text that isn't Python even so comes back as near to it as can be had; empty where there is no code at all.
    """
    text = output.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "").replace("\u00a0", " ")
    text = normalised(_without_prose(_fenced(text)))
    return text if parsed(text) else _cut_to_python(text)


def normalised(text: str) -> str:
    """Tabs as four spaces at line starts, no space at line ends, no empty lines around, one line break at the end.
    A common indentation goes too. Text within triple quotes is left alone by leaving such scripts as they are."""
    if '"""' not in text and "'''" not in text:
        lines = [_leading(line).rstrip() for line in text.split("\n")]
        depth = min((len(s) - len(s.lstrip()) for s in lines if s), default=0)
        text = "\n".join(line[depth:] for line in lines)
    text = text.strip("\n")
    return text + "\n" if text.strip() else ""


def _leading(line: str) -> str:
    bare = line.lstrip(" \t")
    return line[: len(line) - len(bare)].expandtabs(4) + bare


def _fenced(text: str) -> str:
    """What stands in the fences, joined; the whole text where there are none; from an unclosed fence to the end."""
    fences = list(FENCE.finditer(text))
    if not fences:
        return text
    blocks: list[str] = []
    opened = None
    for fence in fences:
        if opened is None:
            opened = fence
        else:
            blocks.append(text[opened.end() + 1 : fence.start()])
            opened = None
    if opened is not None:
        head, rest = text[: opened.start()], text[opened.end() + 1 :]
        # a lone fence closes where the model was given the opening one
        closes = not rest.strip() or (
            not parsed(normalised(rest)) and bool(parsed(normalised(head))) and bool(head.strip())
        )
        blocks.append(head if closes and not blocks else rest)
    kept = [b for b in blocks if b.strip()]
    whole = [b for b in kept if parsed(normalised(b))]
    return "\n".join(b.rstrip("\n") for b in (whole or kept))


def _without_prose(text: str) -> str:
    """Lines before the first and after the last that can't be code are dropped where the rest is Python."""
    lines = text.split("\n")
    while lines and lines[0].strip() in ("", "python", "py"):
        lines.pop(0)
    text = "\n".join(lines)
    if parsed(normalised(text)):
        return text
    while lines and (not lines[0].strip() or _prose(lines[0])):
        lines.pop(0)
    for n, line in enumerate(lines):
        if n and _prose(line) and not parsed(line.strip()):
            lines = lines[:n]
            break
    return "\n".join(lines)


def _prose(line: str) -> bool:
    return bool(PROSE.match(line.strip()))


def _cut_to_python(text: str) -> str:
    """Without the last lines, as few as make it Python: a limit on tokens cuts in the middle of one. An error higher up
    isn't this, and leaves the text as it is."""
    lines = text.rstrip("\n").split("\n")
    for keep in range(len(lines) - 1, max(len(lines) - 4, 0), -1):
        shorter = "\n".join(lines[:keep]) + "\n"
        if shorter.strip() and parsed(shorter):
            return shorter
    return text
