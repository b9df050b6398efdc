"""Plugins as other packages bring them, and such as are no good. Installed by the fixture `installed` of `test_plugins`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from phones.android import open_phone
from phones.phone import Phone
from tests.thumbwright.conftest import ADD_NOTE, DOC, ScriptedWriter

asked: list[tuple[object, ...]] = []
NO_PLUGIN = 7


def writer(*args: object) -> ScriptedWriter:
    return ScriptedWriter(ADD_NOTE)


class _Failing(ScriptedWriter):
    def generate(self, *args: Any, **named: Any) -> Any:
        raise OSError("no room on the device")


class _Empty(ScriptedWriter):
    def generate(self, *args: Any, **named: Any) -> Any:
        return None


def failing_writer(*args: object) -> ScriptedWriter:
    return _Failing(ADD_NOTE)


def empty_writer(*args: object) -> ScriptedWriter:
    return _Empty(ADD_NOTE)


def raises(*args: object) -> object:
    raise ValueError("no licence")


def gives_a_text(*args: object) -> object:
    return "surely not"


def gives_nothing(*args: object) -> object:
    return None


def notes_doc(package: str, version: str, locale: str) -> str | None:
    asked.append((package, version, locale))
    return DOC.read_text("utf-8") if package == "app.demo.notes" else None


def another_apps_doc(*args: object) -> str:
    return DOC.read_text("utf-8").replace('"app.demo.notes"', '"com.example.bank"', 1)


def steering_doc(*args: object) -> dict[str, object]:
    screens = [{"name": "main", "elements": [{"name": "import os", "kind": "button"}]}]
    return {"package": "app.demo.notes", "label": "Notes", "screens": screens}


def phone(address: str) -> Phone:
    return open_phone(address)


class _FailingPhone:
    """Works until it is looked at."""

    def __init__(self, inner: Phone, name: str) -> None:
        self._inner, self._fails = inner, name

    def __getattr__(self, name: str) -> Any:
        return _fail if name == self._fails else getattr(self._inner, name)


def _fail(*args: object, **named: object) -> Callable[[], None]:
    raise RuntimeError("the cable melted")


def failing_phone(address: str) -> object:
    return _FailingPhone(open_phone(address), "settle")
