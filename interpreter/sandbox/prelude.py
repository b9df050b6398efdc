"""Python fed to the sandbox ahead of a script. monty's builtins that take a function can't wait for the phone inside that
function, so they are defined again as plain loops; `clock_minutes` is what `misread` compares clock times by. A feed of its
own: the script keeps its line numbers."""

from __future__ import annotations

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

def clock_minutes(text):
    text = str(text).lower().replace(".", "").replace("\\u202f", " ").strip()
    half = text[-2:] if text[-2:] in ("am", "pm") else ""
    parts = (text[:-2].strip() if half else text).split(":")
    if len(parts) > 2 or len(parts) + bool(half) < 2 or not all(part.isdecimal() for part in parts):
        return float("nan")
    hours = int(parts[0]) % 12 + (12 if half == "pm" else 0) if half else int(parts[0])
    return 60 * hours + (int(parts[1]) if len(parts) == 2 else 0)
"""
