"""Plugins: what other packages add by entry points, found by name and never trusted to be right.

A plugin is a callable under one of `KINDS`. It is imported only when it is used or listed; one that raises, or gives what is no
such thing, is told by its name and its package, and whatever doesn't need it goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any, NoReturn

from .errors import PluginError, ThumbwrightError

PREFIX = "thumbwright."
KINDS: Mapping[str, str] = {
    "writers": "writes scripts, chosen by the model's name",
    "docs": "gives docs of apps that aren't learned",
    "phones": "opens phones by NAME:ADDRESS",
    "exporters": "makes files of sessions: sessions export --to NAME",
}
"""What each kind does; its entry points stand in the group `thumbwright.KIND`."""


@dataclass(frozen=True)
class Plugin:
    """One plugin that is installed."""

    name: str
    kind: str
    package: str
    """The package it comes with, and its version."""
    entry: EntryPoint

    @property
    def where(self) -> str:
        """`package 1.0, module:name`: where to look for it."""
        return f"{self.package}, {self.entry.value}"

    def load(self) -> Callable[..., Any]:
        """The plugin itself. Raises PluginError where it can't be imported or is nothing to call."""
        try:
            found = self.entry.load()
        except Exception as error:
            self.fail(error)
        if not callable(found):
            self.fail(f"{self.entry.value} is {type(found).__name__}, and nothing to call")
        called: Callable[..., Any] = found
        return called

    def call(self, *args: object) -> Any:
        """What it gives. Raises PluginError for whatever it raises that isn't one of our own errors."""
        plugin = self.load()
        try:
            return plugin(*args)
        except ThumbwrightError:
            raise
        except Exception as error:
            self.fail(error)

    def fail(self, why: Exception | str) -> NoReturn:
        """Tell that it is no good. Raises PluginError."""
        if isinstance(why, Exception):
            raise PluginError(self.name, self.where, said_of(why)) from why
        raise PluginError(self.name, self.where, why)

    def lacks(self, thing: object, names: Sequence[str]) -> None:
        """Raises PluginError where what it gave hasn't all of these."""
        missing = [name for name in names if not hasattr(thing, name)]
        if missing:
            kind = {"writers": "model writer", "phones": "phone"}.get(self.kind, self.kind)
            self.fail(f"what it gives is no {kind}: {type(thing).__name__} has no {', '.join(missing)}")


def said_of(error: Exception) -> str:
    """`ValueError: no such key`, in one line."""
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said[:300]}" if said else type(error).__name__


def plugins(kind: str) -> list[Plugin]:
    """Those of one kind, by name. Of two that are called alike the first that Python finds counts."""
    found: dict[str, Plugin] = {}
    for entry in entry_points(group=f"{PREFIX}{kind}"):
        package = f"{entry.dist.name} {entry.dist.version}" if entry.dist is not None else "an unknown package"
        found.setdefault(entry.name, Plugin(entry.name, kind, package, entry))
    return [found[name] for name in sorted(found)]


def plugin(kind: str, name: str) -> Plugin | None:
    """The one of this name; None where there is none."""
    return next((one for one in plugins(kind) if one.name == name), None)
