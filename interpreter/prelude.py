"""Python fed to the sandbox ahead of a script, and the two rewritings of it: monty's builtins that take a function can't
wait for the phone inside that function, so they are defined again as plain loops; and clock times are compared as times. The
prelude is a feed of its own: the script keeps its line numbers."""

from __future__ import annotations

import ast
import re

from .scripts import parsed

PRELUDE = """
_sorted, _min, _max, _next = sorted, min, max, next

def sorted(xs, *, key=None, reverse=False):
    xs = list(xs)
    if key is None:
        return _sorted(xs, reverse=reverse)
    keys = [key(x) for x in xs]
    return [xs[i] for i in _sorted(range(len(xs)), key=lambda i: keys[i], reverse=reverse)]

def _best(better, args, key, kwargs):
    xs = list(args[0]) if len(args) == 1 else list(args)
    if not xs:
        if "default" in kwargs:
            return kwargs["default"]
        raise ValueError("the list is empty")
    best = xs[0]
    best_key = key(best)
    for x in xs[1:]:
        x_key = key(x)
        if better(x_key, best_key):
            best, best_key = x, x_key
    return best

def min(*args, key=None, **kwargs):
    if key is None:
        return _min(*args, **kwargs)
    return _best(lambda a, b: a < b, args, key, kwargs)

def max(*args, key=None, **kwargs):
    if key is None:
        return _max(*args, **kwargs)
    return _best(lambda a, b: a > b, args, key, kwargs)

def map(f, *its):
    return [f(*xs) for xs in zip(*its)]

def filter(f, it):
    return [x for x in it if (f(x) if f else x)]

def next(it, *default):
    return _next(iter(it) if isinstance(it, list) else it, *default)

def _minutes(text):
    text = str(text).lower().replace(".", "").replace("\\u202f", " ").strip()
    half = text[-2:] if text[-2:] in ("am", "pm") else ""
    parts = (text[:-2].strip() if half else text).split(":")
    if len(parts) > 2 or len(parts) + bool(half) < 2 or not all(part.isdecimal() for part in parts):
        return None
    hours = int(parts[0]) % 12 + (12 if half == "pm" else 0) if half else int(parts[0])
    return 60 * hours + (int(parts[1]) if len(parts) == 2 else 0)

def _in_clock_order(a, order, b):
    m, n = _minutes(a), _minutes(b)
    if m is not None and n is not None:
        a, b = m, n
    return a < b if order == "<" else a <= b if order == "<=" else a > b if order == ">" else a >= b
"""
_CLOCK = re.compile(r"\d{1,2}:\d\d(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?", re.IGNORECASE)
_ORDERS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


def ready_to_run(script: str) -> str:
    """The script as the sandbox runs it, line by line the same: sorted as monty can, clock times held against one another as
    times. It comes back as it was where it isn't Python."""
    return clocks_compared(sort_as_sorted(script))


def clocks_compared(script: str) -> str:
    """`alarm.time < "08:00"` by the clock, where the other side is a time, too: as texts, 9:00 comes after 10:00."""
    tree = parsed(script)
    if tree is None:
        return script
    edits: list[tuple[int, int, bytes]] = []
    raw, starts = _raw(script)

    def place(line: int, column: int) -> int:
        return starts[line - 1] + column

    for node in ast.walk(tree):
        if not isinstance(node, ast.Compare) or len(node.ops) != 1 or type(node.ops[0]) not in _ORDERS:
            continue
        left, right = node.left, node.comparators[0]
        times = [
            side
            for side in (left, right)
            if isinstance(side, ast.Constant) and _CLOCK.fullmatch(str(side.value).strip())
        ]
        if len(times) != 1 or left.end_lineno != right.lineno or left.end_lineno is None:
            continue
        assert left.end_col_offset is not None and right.end_lineno is not None and right.end_col_offset is not None
        begin, between = place(left.lineno, left.col_offset), place(left.end_lineno, left.end_col_offset)
        middle, end = place(right.lineno, right.col_offset), place(right.end_lineno, right.end_col_offset)
        if raw[between:middle].strip().decode() != _ORDERS[type(node.ops[0])]:
            continue  # in brackets
        edits += [
            (begin, begin, b"_in_clock_order("),
            (between, middle, f', "{_ORDERS[type(node.ops[0])]}", '.encode()),
            (end, end, b")"),
        ]
    return _edited(raw, edits)


def sort_as_sorted(script: str) -> str:
    """`rows.sort(key=f)` as `rows[:] = sorted(rows, key=f)`, on the same lines: the method can't wait for the phone either.
    Only where a name is sorted and a key is given; the script comes back as it was where it isn't Python."""
    tree = parsed(script)
    if tree is None or ".sort(" not in script:
        return script
    raw, starts = _raw(script)
    edits: list[tuple[int, int, bytes]] = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
            continue
        call = node.value
        method = call.func
        if not (isinstance(method, ast.Attribute) and method.attr == "sort" and isinstance(method.value, ast.Name)):
            continue
        if call.args or not any(k.arg == "key" for k in call.keywords):
            continue
        first = call.keywords[0]
        begin = starts[node.lineno - 1] + node.col_offset
        end = starts[first.lineno - 1] + first.col_offset
        # what stands between the name and its first argument, without the parenthesis: keep its line breaks
        breaks = raw[begin:end].count(b"\n")
        name = method.value.id
        edits.append((begin, end, f"{name}[:] = sorted({name}, ".encode() + b"\n" * breaks))
    return _edited(raw, edits)


def _raw(script: str) -> tuple[bytes, list[int]]:
    """The script's bytes, and where its lines begin in them."""
    raw = script.encode()
    starts = [0]
    for line in raw.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return raw, starts


def _edited(raw: bytes, edits: list[tuple[int, int, bytes]]) -> str:
    for begin, end, new in sorted(edits, reverse=True):
        raw = raw[:begin] + new + raw[end:]
    return raw.decode()
