"""Python fed to the sandbox ahead of a script, and the one rewriting of it: monty's builtins that take a function can't
wait for the phone inside that function, so they are defined again as plain loops. The prelude is a feed of its own: the
script keeps its line numbers."""

from __future__ import annotations

import ast

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
"""


def sort_as_sorted(script: str) -> str:
    """`rows.sort(key=f)` as `rows[:] = sorted(rows, key=f)`, on the same lines: the method can't wait for the phone either.
    Only where a name is sorted and a key is given; the script comes back as it was where it isn't Python."""
    tree = parsed(script)
    if tree is None or ".sort(" not in script:
        return script
    raw = script.encode()
    starts = [0]
    for line in raw.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
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
    for begin, end, new in sorted(edits, reverse=True):
        raw = raw[:begin] + new + raw[end:]
    return raw.decode()
