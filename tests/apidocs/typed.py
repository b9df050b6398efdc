"""The classes of a doc's stub file with all that a script can name declared as globals, so that a type checker can read scripts."""

from __future__ import annotations

from apidocs.doc import AppDoc
from apidocs.doc.api import FUNCTIONS
from apidocs.doc.stubs import method_stub, screen_type, typed_classes

_MISSING = """
def map(f: Callable[..., Any], *its: Iterable[Any]) -> list[Any]: ...
def filter(f: Callable[[Any], Any] | None, it: Iterable[Any]) -> list[Any]: ...
def getattr(o: object, name: str, default: Any = ...) -> Any: ...
def hasattr(o: object, name: str) -> bool: ...
def format(value: object, spec: str = "") -> str: ...
class PermissionError(OSError): ...
"""
"""What the sandbox has at run time and its type checker doesn't know."""


def typed_stubs(doc: AppDoc) -> str:
    """The text of a stub file."""
    lines = ["from typing import Any, Callable, Iterable", "", *typed_classes(doc)]
    lines += [f"{s.name}: {screen_type(s)}" for s in doc.screens]
    lines += [method_stub(m, of_class=False) for m in FUNCTIONS]
    return "\n".join(lines) + "\n" + _MISSING
