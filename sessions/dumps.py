"""A dump's XML as few bytes, and back without losing one: a line a node, its values in the order of their names.

Decides only how the text is written. What wouldn't come back to the last byte is left as the XML it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

_TAG = re.compile(r"""(\s*)<(?:node((?: [\w:-]+=(?:"[^"]*"|'[^']*'))*)(?:( ?/)|)>|(/)node>)""")
_VALUE = re.compile(r""" ([\w:-]+)=("[^"]*"|'[^']*')""")
_FLAGS = frozenset(
    """checkable checked clickable enabled focusable focused scrollable long-clickable password selected visible-to-user
    NAF""".split()
)
_CLASSES = (("android.widget.", "~"), ("android.view.", "^"))
_FIRST_DEPTH = 48
"""The character that stands for the outermost depth."""


def pack(xml: str) -> str:
    """The short form, or the XML itself where the short form can't say all of it."""
    try:
        short = _pack(xml)
        if _unpack(short) == xml:
            return short
    except (ValueError, IndexError, KeyError):
        pass
    return json.dumps([xml]) if xml.startswith("[") else xml


def unpack(text: str) -> str:
    """The XML that was packed."""
    return _unpack(text) if text.startswith("[") else text


class _Kind:
    """The nodes that have the same names in the same order."""

    def __init__(self, names: Sequence[str]) -> None:
        self.flags = [i for i, name in enumerate(names) if name in _FLAGS]
        self.others = [i for i, name in enumerate(names) if name not in _FLAGS]
        self.at = {name: self.others.index(i) for i, name in enumerate(names) if name not in _FLAGS}
        self.row = re.compile("".join(f' {re.escape(name)}="([^"]*)"' for name in names))
        self.template = "".join(" " + name.replace("%", "%%") + "=%s" for name in names)
        self.said: dict[tuple[str, ...], str] = {}
        """Combinations of flags by how they are written; there are few."""
        self.meant: dict[str, list[str]] = {}

    def write_flags(self, values: Sequence[str]) -> str:
        flags = tuple([values[i] for i in self.flags])
        if flags not in self.said:
            self.said[flags] = f"{int('1' + ''.join('1' if flag == 'true' else '0' for flag in flags), 2):x}"
        return self.said[flags]

    def read_flags(self, written: str) -> list[str]:
        if written not in self.meant:
            self.meant[written] = ['"true"' if bit == "1" else '"false"' for bit in f"{int(written, 16):b}"[1:]]
        return self.meant[written]


@lru_cache(64)
def _kind(names: tuple[str, ...]) -> _Kind:
    return _Kind(names)


def _pack(xml: str) -> str:
    first, last = xml.index("<node"), xml.rindex("</hierarchy>")
    head, tail = xml[:first].rstrip(), xml[last:]
    kinds: dict[tuple[str, ...], str] = {}
    kind: _Kind | None = None
    mark = ""
    between, closing, package, depth = "", "/", "", 0
    lines: list[str] = []
    for space, said, closed, end in _TAG.findall(xml, len(head), last):
        if end:
            depth -= 1
            continue
        between, closing = space.rstrip(" "), closed or closing
        match = kind.row.fullmatch(said) if kind is not None else None
        values: Sequence[str]
        if match is not None:
            values = match.groups()
        else:
            found = _VALUE.findall(said)
            names = tuple([name for name, _ in found])
            mark = kinds.setdefault(names, str(len(kinds) or ""))
            kind, values = _kind(names), [value[1:-1] for _, value in found]
        assert kind is not None
        parts = [values[i] for i in kind.others]
        package = _shorten(parts, kind.at, package)
        lines.append("\t".join((chr(_FIRST_DEPTH + depth) + mark, kind.write_flags(values), *parts)))
        depth += not closed
    header = json.dumps([head, tail, between, closing, [" ".join(n) for n in kinds]], separators=(",", ":"))
    return "\n".join((header, *lines))


def _shorten(parts: list[str], at: dict[str, int], package: str) -> str:
    """Take out what can be put in again; returns the node's package."""
    if "resource-id" in at and parts[at["resource-id"]].startswith(f"{package}:id/"):
        parts[at["resource-id"]] = parts[at["resource-id"]][len(package) + 3 :]
    if "class" in at:
        for long, short in _CLASSES:
            if parts[at["class"]].startswith(long):
                parts[at["class"]] = short + parts[at["class"]][len(long) :]
    if "bounds" in at:
        parts[at["bounds"]] = parts[at["bounds"]][1:-1].replace("][", ",")
    if "package" in at:
        named = parts[at["package"]]
        parts[at["package"]] = "" if named == package else named
        return named
    return package


def _unpack(text: str) -> str:
    header, *lines = text.split("\n")
    head, *rest = json.loads(header)
    if not rest:
        return str(head)
    tail, between, closing, names = rest
    kinds = [_kind(tuple(said.split())) for said in names]
    out = [head]
    open_at: list[int] = []
    package = ""
    depths = [ord(line[0]) - _FIRST_DEPTH for line in lines] + [0]
    for number, line in enumerate(lines):
        depth = depths[number]
        out += _closed(open_at, depth, between)
        mark, flags, *parts = line.split("\t")
        kind = kinds[int(mark[1:] or 0)]
        package = _lengthen(parts, kind.at, package)
        values = [""] * (len(kind.flags) + len(kind.others))
        for i, part in zip(kind.others, parts, strict=True):
            values[i] = f"'{part}'" if '"' in part else f'"{part}"'
        for i, flag in zip(kind.flags, kind.read_flags(flags), strict=True):
            values[i] = flag
        space = between + "  " * (depth + 1) if between else ""
        inner = depths[number + 1] > depth
        out.append(f"{space}<node{kind.template % tuple(values)}{'' if inner else closing}>")
        if inner:
            open_at.append(depth)
    out += _closed(open_at, 0, between)
    return f"{''.join(out)}{between}{tail}"


def _closed(open_at: list[int], depth: int, between: str) -> Iterable[str]:
    while open_at and open_at[-1] >= depth:
        at = open_at.pop()
        yield f"{between}{'  ' * (at + 1)}</node>" if between else "</node>"


def _lengthen(parts: list[str], at: dict[str, int], package: str) -> str:
    if "resource-id" in at and parts[at["resource-id"]].startswith("/"):
        parts[at["resource-id"]] = f"{package}:id{parts[at['resource-id']]}"
    if "class" in at:
        for long, short in _CLASSES:
            if parts[at["class"]].startswith(short):
                parts[at["class"]] = long + parts[at["class"]][len(short) :]
    if "bounds" in at:
        left, top, right, bottom = parts[at["bounds"]].split(",")
        parts[at["bounds"]] = f"[{left},{top}][{right},{bottom}]"
    if "package" in at:
        parts[at["package"]] = parts[at["package"]] or package
        return parts[at["package"]]
    return package
