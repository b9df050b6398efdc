"""What apps are called on the phone's own home screen, in its language: read there once, and kept. Android tells the shell no
names, and the table of well-known apps has English ones and not every app.

Reading goes home, looks, opens the drawer, looks at its pages, and goes home again: nothing is tapped. Which package a name
belongs to is told by the names that are known and by the package's own words; what that doesn't tell is found out when the
person names it: it is tapped, as they would do, and what is in front then is kept with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from ground.errors import DiskError
from ground.paths import launcher_names_file
from ground.private_files import write_private
from phones.apps import is_home, label_from_package
from phones.hierarchy import Hierarchy, Node
from phones.phone import InstalledApp, Phone

from .app_kinds import switching_words
from .app_names import names_of

PAGES = 15
"""At most so many pages of the drawer are looked at."""
_ALIKE = 80.0
"""Of 100: how alike a name must be to its package's own words to be taken for its."""


_LETTERS = 2
"""Shorter names are signs, or too common in any text."""


@dataclass
class LauncherNames:
    """Names of one phone's apps."""

    by_package: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    """Names on the launcher whose packages aren't known."""

    def applied(self, installed: Sequence[InstalledApp]) -> list[InstalledApp]:
        """The apps, called as the launcher calls them."""
        return [replace(app, label=self.by_package.get(app.package, app.label)) for app in installed]

    def named_in(self, task: str) -> str:
        """The longest unknown name that a task has as words of its own; empty where it has none."""
        said = task.casefold()
        found = [
            name
            for name in self.unknown
            if len(name) > _LETTERS
            and name.casefold() not in switching_words()
            and re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", said)
        ]
        return max(found, key=len, default="")


def kept(serial: str) -> LauncherNames | None:
    """Those that were read on this phone before; None where they never were."""
    data = _all().get(serial)
    return LauncherNames(**data) if data is not None else None


def read(phone: Phone, installed: Sequence[InstalledApp]) -> LauncherNames:
    """Read them now, and keep them. Raises PhoneError."""
    names = assigned(_read_labels(phone), installed)
    _keep(phone.serial, names)
    return names


def resolve(phone: Phone, names: LauncherNames, name: str, installed: Sequence[InstalledApp]) -> str:
    """The package of a name, by tapping it on the launcher; empty where it isn't found there or leads to no app that is
    installed. Raises PhoneError."""
    there = {app.package for app in installed}
    for hierarchy in _pages(phone):
        node = next((node for node in _icons(hierarchy) if _label(node) == name), None)
        if node is None:
            continue
        phone.tap(*node.bounds.center)
        phone.settle()
        package = phone.current_app().package
        if package not in there or is_home(package):
            break
        names.by_package[package] = name
        names.unknown = [one for one in names.unknown if one != name]
        _keep(phone.serial, names)
        return package
    return ""


def assigned(labels: Sequence[str], installed: Sequence[InstalledApp]) -> LauncherNames:
    """Names given to the packages that they are sure to be of."""
    from rapidfuzz import fuzz, utils

    names = LauncherNames()
    left = list(dict.fromkeys(labels))
    free = {app.package: app for app in installed}
    for label in list(left):
        same = [p for p, app in free.items() if label.casefold() in (name.casefold() for name in names_of(app))]
        if len(same) == 1:
            names.by_package[same[0]] = label
            left.remove(label)
            free.pop(same[0])
    for label in left:
        scored = sorted(
            (
                (fuzz.ratio(label, label_from_package(package), processor=utils.default_process), package)
                for package in free
            ),
            reverse=True,
        )
        sure = scored and scored[0][0] >= _ALIKE and (len(scored) == 1 or scored[1][0] < _ALIKE)
        if sure:
            names.by_package[scored[0][1]] = label
            free.pop(scored[0][1])
        else:
            names.unknown.append(label)
    return names


def _read_labels(phone: Phone) -> list[str]:
    found: dict[str, None] = {}
    for hierarchy in _pages(phone):
        found |= dict.fromkeys(_label(node) for node in _icons(hierarchy))
    phone.key("home")
    return list(found)


def _pages(phone: Phone) -> Iterator[Hierarchy]:
    """The home screen, then the drawer page by page until one shows nothing new; each is in front while it is given."""
    phone.key("home")
    first = phone.settle()
    seen = {_label(node) for node in _icons(first)}
    yield first
    width, height = first.size
    for _ in range(PAGES):
        phone.swipe(width // 2, height * 8 // 10, width // 2, height * 2 // 10)
        page = phone.settle()
        new = {_label(node) for node in _icons(page)} - seen
        if page.package != first.package or not new:
            return
        seen |= new
        yield page


def _icons(hierarchy: Hierarchy) -> list[Node]:
    """What can be tapped on a page of the launcher and has a name that isn't a sentence."""
    return [node for node in hierarchy.walk() if node.clickable and 0 < len(_label(node)) <= 40 and not node.editable]


def _label(node: Node) -> str:
    return (node.text or node.content_desc).strip()


def _all() -> dict[str, dict[str, Any]]:
    """By serial; nothing where the file isn't there or is damaged, for it is read anew then."""
    with suppress(OSError, ValueError, TypeError, AttributeError):
        data = json.loads(launcher_names_file().read_text("utf-8"))
        return {
            str(serial): {"by_package": dict(one["by_package"]), "unknown": [*map(str, one["unknown"])]}
            for serial, one in data.items()
            if {"by_package", "unknown"} <= set(one)
        }
    return {}


def _keep(serial: str, names: LauncherNames) -> None:
    """Where that can't be, they are read anew next time."""
    data = {**_all(), serial: asdict(names)}
    with suppress(DiskError):
        write_private(
            launcher_names_file(), json.dumps(data, indent=1, ensure_ascii=False).encode("utf-8", "surrogatepass")
        )
