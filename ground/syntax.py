"""Python text read into its syntax tree, by one thread at a time.

Python up to 3.11.7 counts the depth of a tree being built once for the whole process (gh-106905): two threads at it at the same
time end in "SystemError: AST constructor recursion depth mismatch". The terminal UI reads docs, scripts and sessions in several.
"""

from __future__ import annotations

import ast
import threading
import warnings

DEEPEST = 150
"""Levels of a tree that is read: who goes through one calls itself a few times a level, and Python ends after a thousand calls."""
_one_at_a_time = threading.RLock()


def parse(text: str) -> ast.Module:
    """`ast.parse` without its warnings: an odd escape in a model's string is nothing to tell the person about. Raises
    SyntaxError, and for very deep or broken text ValueError, RecursionError or MemoryError; what it returns can be gone
    through by functions that call themselves."""
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(text)
    level: list[ast.AST] = [tree]
    for _ in range(DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return tree
    raise RecursionError(f"it nests deeper than {DEEPEST} levels")


def parses(text: str) -> bool:
    """Whether a text is Python at all."""
    try:
        parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
