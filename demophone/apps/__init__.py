"""The apps that come with the phone, and mounting others: an app is one file with one subclass of `toolkit.App`."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from ..toolkit.app import App, AppError

_FIRST = ("contacts", "notes", "clock", "settings")
"""These lie first on the home screen, and so in the dock."""


def builtin_apps() -> list[App]:
    """Fresh instances of every app in this folder; each phone needs its own."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
    names.sort(key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))
    return [_instance(importlib.import_module(f"{__name__}.{name}"), name) for name in names]


def load_app(path: Path) -> App:
    """Mount an app's file from anywhere. Raises AppError where it is no such file."""
    path = Path(path)
    if not path.is_file():
        raise AppError(f"There is no app file {path}. Give the path of a Python file that defines one App.")
    name = f"demophone_mounted_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if path.suffix != ".py" or spec is None or spec.loader is None:
        raise AppError(f"{path} is not a Python file. An app is one .py file that defines one subclass of App.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise AppError(f"The app file {path} can't be loaded: {type(error).__name__}: {error}") from error
    return _instance(module, str(path))


def _instance(module: ModuleType, origin: str) -> App:
    found = list(_app_classes(module))
    if len(found) != 1:
        names = ", ".join(kind.__name__ for kind in found) or "none"
        raise AppError(f"{origin} must define exactly one subclass of demophone.toolkit.App; it defines {names}.")
    kind = found[0]
    if not (kind.package and kind.label):
        raise AppError(f"{kind.__name__} in {origin} needs a package and a label, as class attributes.")
    try:
        return kind()
    except TypeError as error:
        raise AppError(f"{kind.__name__} in {origin} can't be made: {error}") from error


def _app_classes(module: ModuleType) -> Iterator[type[App]]:
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, App) and value.__module__ == module.__name__:
            yield value
