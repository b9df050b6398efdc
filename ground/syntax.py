"""Python text read into its syntax tree, by one thread at a time.

Python up to 3.11.7 counts the depth of a tree being built once for the whole process (gh-106905): two threads at it at the same
time end in "SystemError: AST constructor recursion depth mismatch". The terminal UI reads docs, scripts and sessions in several.
"""

from __future__ import annotations

import ast
import threading
import warnings

_one_at_a_time = threading.RLock()


def parse(text: str) -> ast.Module:
    """`ast.parse` without its warnings: an odd escape in a model's string is nothing to tell the person about. Raises
    SyntaxError, and for very deep or broken text ValueError, RecursionError or MemoryError."""
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def parses(text: str) -> bool:
    """Whether a text is Python at all."""
    try:
        parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
