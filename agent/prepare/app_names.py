"""Which apps a task names: those that are installed, by what their icons say or people call them, and well-known ones that
aren't there.

A name that is a word as well ("Signal", "Photos") names an app only where the words before it lead to one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from phones.known_apps import company_kinds, known_apps, ordinary_names
from phones.phone import InstalledApp

_LEAD = re.compile(r"\b(?:in|on|with|via|using|through|into|open|launch|start|ask)\s+(?:the\s+|my\s+)?$", re.IGNORECASE)
_TAKEN_FROM = re.compile(r"\b(?:from|to)\s+(?:the\s+|my\s+)?$", re.IGNORECASE)
"""Before an app that something is taken from, and as well before whom it is from."""
_OPENS = re.compile(r"\b(?:open|launch|start)\s+(?:the\s+|my\s+)?$", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:for|about|of|called|named|like|titled)\s+(?:the\s+|my\s+)?$", re.IGNORECASE)
"""Before what a thing is for or about: "a bill for Netflix"."""
_APP = re.compile(r"\s+app\b", re.IGNORECASE)
_OTHER = re.compile(r"\s+(?:\w+\s+app|folder|list|group|label|section|tab|album|playlist|category)\b", re.IGNORECASE)
"""Behind a name that is part of another one, or of a thing in an app: "in the Home folder"."""
_END = re.compile(r"\s*(?:$|[.,;!?]|\b(?:and|then)\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """A name of an app in a task."""

    said: re.Match[str]
    """Where, and as, the task has it."""
    packages: frozenset[str]
    """Of the apps that are called so, installed or not."""
    led: bool
    """Whether the words before it say that it is where the task is done."""


@dataclass(frozen=True)
class Named:
    """The apps that a task names."""

    there: tuple[str, ...] = ()
    """Packages of installed ones, in the order of being named; where words lead to some of them, those alone."""
    absent: str = ""
    """What a well-known one is called that isn't installed, where no installed one is named."""
    package: str = ""
    """And its package."""


def named_apps(task: str, installed: Sequence[InstalledApp], *, small: bool = False) -> Named:
    """What apps a task (its quoted texts left out) names. `small`: an ordinary word in small letters names one too, where the words
    before it lead there ("in notes", "from the contacts"): of a few apps, and where nothing else named one."""
    found = _mentions(task, _names(installed), small)
    there = {app.package for app in installed}
    here = [one for one in found if one.packages & there]
    led = [one for one in here if one.led] or here
    packages = [next(iter(sorted(one.packages & there))) for one in led]
    if packages:
        return Named(tuple(dict.fromkeys(packages)))
    gone = next((one for one in found if one.led), None) or next(iter(found), None)
    if gone is None:
        return Named()
    package = next((p for p in known_apps() if p in gone.packages), "")
    return Named((), _written(gone.said[0], package), package)


def _written(said: str, package: str) -> str:
    names = known_apps()[package].names if package in known_apps() else ()
    return next((name for name in names if name.casefold() == said.casefold()), said)


def names_of(app: InstalledApp) -> tuple[str, ...]:
    """What an installed app is called: by its phone, and by people who know it."""
    known = known_apps().get(app.package)
    return tuple(dict.fromkeys(filter(None, (app.label, *(known.names if known else ())))))


def _names(installed: Iterable[InstalledApp]) -> dict[str, frozenset[str]]:
    """Every name there is, in small letters, with the packages of what is called so."""
    table: dict[str, set[str]] = {}
    called = {app.package: app.names for app in known_apps().values()} | {
        app.package: names_of(app) for app in installed
    }
    for package, names in called.items():
        for name in names:
            table.setdefault(name.casefold(), set()).add(package)
    return {name: frozenset(packages) for name, packages in table.items()}


def _mentions(task: str, names: dict[str, frozenset[str]], small: bool) -> list[Mention]:
    """Names in the task, none within a longer one, in the order of standing there."""
    said = task.casefold()
    found: list[Mention] = []
    for name, packages in names.items():
        if name not in said:
            continue
        for match in re.finditer(rf"(?<![\w.@/]){re.escape(name)}(?!\w|\.\w)", task, re.IGNORECASE):
            if (mention := _mention(task, match, name, packages, small)) is not None:
                found.append(mention)
    longest = sorted(found, key=lambda one: (-len(one.said[0]), one.said.start()))
    kept: list[Mention] = []
    for one in longest:
        if not any(one.said.start() < other.said.end() and other.said.start() < one.said.end() for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.said.start())


def _mention(task: str, match: re.Match[str], name: str, packages: frozenset[str], small: bool) -> Mention | None:
    before, after = task[: match.start()], task[match.end() :]
    led = bool(_LEAD.search(before) or small and _TAKEN_FROM.search(before)) and not _OTHER.match(after)
    called_app = bool(_APP.match(after))
    known = any(package in known_apps() for package in packages)
    if not called_app and (name in ordinary_names() or not known):
        # "in Signal", "open signal", but not "on my phone", "the signal"
        capital = small or match[0][:1].isupper() or not match[0][:1].isalpha()
        opened = bool(_OPENS.search(before)) and bool(_END.match(after))
        if not (opened or (led and capital and name != "phone")):
            return None
    kinds = {known_apps()[package].kind for package in packages if package in known_apps()}
    if not (led or called_app) and (kinds and kinds <= company_kinds() or _ABOUT.search(before)):
        return None  # "my note about IKEA"
    return Mention(match, packages, led or called_app)
