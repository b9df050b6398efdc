"""Errors as a Python program is told them: what to do in its own words instead of the command line's."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

from ground.errors import ThumbwrightError

_WORDS: tuple[tuple[str, str], ...] = (
    (r"-s demo\b", 'tw.connect("demo")'),
    (r"Choose one: -s (\S+)", r'Choose one: tw.connect("\1")'),
    (
        r"Use it there: -s ([\w.:-]+), or wait for it: --wait 10m",
        r'Use it there: tw.connect("\1"), or wait: wait="10m"',
    ),
    (r"Wait for it: --wait 10m", 'Wait for it: tw.connect(…, wait="10m")'),
    (r"--app NAME\b", 'app="NAME"'),
    (r"with --app\b", "with app="),
    (r"--allow (\w+)", r'allow=["\1"]'),
    (r"\(--model\)", "(model=)"),
    (r"--wait '([^']*)'", r"wait='\1'"),
)
"""Of a message: what the command line says, and what a call says instead."""


def said_in_python(text: str) -> str:
    """A message's advice as a Python program can follow it."""
    for pattern, instead in _WORDS:
        text = re.sub(pattern, instead, text)
    return text


@contextlib.contextmanager
def in_python() -> Iterator[None]:
    """What is raised inside speaks of Python's calls. The error stays the one it is."""
    try:
        yield
    except ThumbwrightError as error:
        error.args = tuple(said_in_python(one) if isinstance(one, str) else one for one in error.args)
        raise
