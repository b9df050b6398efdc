"""Which domains are opened, for whatever is to open none of the measure half."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from foundry.halves import OWN

_opened: set[str] = set()
_watching = False


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching and event == "open":
        _opened.add(str(arguments[0]))


sys.addaudithook(_hook)  # there is no way to take one away again


@pytest.fixture
def domains_opened() -> Iterator[Callable[[], set[str]]]:
    """Names of the project's domains whose files this process has opened during the test."""
    global _watching
    _opened.clear()
    _watching = True
    try:
        yield lambda: {Path(name).stem for name in _opened if Path(name).resolve().parent == OWN.resolve()}
    finally:
        _watching = False
