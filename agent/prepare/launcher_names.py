"""What apps are called on the phone's own home screen, in its language: read there once, and kept. Android tells the shell no
names, and the table of well-known apps has English ones and not every app.

Reading goes home, looks, opens the drawer, looks at its pages, and goes home again: nothing is tapped. Names are those of what is
built as the icons of known apps are; a widget's button is none. Which package a name belongs to is told by the names that are
known and by the package's own words; what that doesn't tell is found out when the person names it: it is tapped, as they would
do, and what is in front then is kept with it. The drawer has nothing but apps. On the home screen a shortcut looks like an app and
may call somebody at once: there nothing is tapped before the person was asked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from functools import partial
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
_APPS = 2
"""So many known apps there are at least in a drawer."""
_LISTS = ("in_drawer", "on_home")
_LETTERS = 2
"""Shorter names are signs, or too common in any text."""


@dataclass
class LauncherNames:
    """Names of one phone's apps."""

    by_package: dict[str, str] = field(default_factory=dict)
    in_drawer: list[str] = field(default_factory=list)
    """Names in the drawer whose packages aren't known: they are apps'."""
    on_home: list[str] = field(default_factory=list)
    """And those that stand on the home screen alone: an app's, or a shortcut's to something in one."""

    def applied(self, installed: Sequence[InstalledApp]) -> list[InstalledApp]:
        """The apps, called as the launcher calls them."""
        return [replace(app, label=self.by_package.get(app.package, app.label)) for app in installed]


def named_in(task: str, names: Sequence[str]) -> str:
    """The longest of these names that a task has as words of its own; empty where it has none."""
    said = task.casefold()
    found = [
        name
        for name in names
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
    home, drawer = _read_labels(phone, installed)
    names = assigned(drawer, installed)
    rest = assigned(home, [app for app in installed if app.package not in names.by_package])
    names.by_package |= rest.by_package
    names.on_home = [name for name in rest.in_drawer if name not in names.by_package.values()]
    _keep(phone.serial, names)
    return names


def resolve(phone: Phone, names: LauncherNames, name: str, installed: Sequence[InstalledApp]) -> str:
    """The package of a name, by tapping it in the drawer, or on the home screen where it stands there alone; empty where it isn't
    found or leads to no app that is installed. Raises PhoneError."""
    there = {app.package for app in installed}
    known = _known(names.applied(installed))
    for number, hierarchy in enumerate(_pages(phone)):
        if (name in names.on_home) != (number == 0):
            continue
        node = next((node for node in _icons(hierarchy, _kinds(hierarchy, known)) if _label(node) == name), None)
        if node is None:
            continue
        phone.tap(*node.bounds.center)
        phone.settle()
        package = phone.current_app().package
        if package not in there or is_home(package):
            break
        names.by_package[package] = name
        names.in_drawer = [one for one in names.in_drawer if one != name]
        names.on_home = [one for one in names.on_home if one != name]
        _keep(phone.serial, names)
        return package
    return ""


def assigned(labels: Sequence[str], installed: Sequence[InstalledApp]) -> LauncherNames:
    """Names of a drawer's icons given to the packages that they are sure to be of."""
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
        alike = partial(fuzz.ratio, label, processor=utils.default_process)
        scored = sorted(((alike(label_from_package(package)), package) for package in free), reverse=True)
        sure = scored and scored[0][0] >= _ALIKE and (len(scored) == 1 or scored[1][0] < _ALIKE)
        if sure:
            names.by_package[scored[0][1]] = label
            free.pop(scored[0][1])
        else:
            names.in_drawer.append(label)
    return names


def _read_labels(phone: Phone, installed: Sequence[InstalledApp]) -> tuple[list[str], list[str]]:
    """Names of icons that stand on the home screen alone, and of those in the drawer."""
    known = _known(installed)
    pages = list(_pages(phone))
    phone.key("home")
    kinds = {kind for page in pages for kind in _kinds(page, known)}
    home, *drawer = ([_label(node) for node in _icons(page, kinds)] for page in pages)
    in_drawer = list(dict.fromkeys(name for page in drawer for name in page))
    if sum(name.casefold() in known for name in in_drawer) < _APPS:
        home, in_drawer = [*home, *in_drawer], []  # no drawer, but a search, or news
    return [name for name in dict.fromkeys(home) if name not in in_drawer], in_drawer


def _known(installed: Sequence[InstalledApp]) -> frozenset[str]:
    return frozenset(name.casefold() for app in installed for name in names_of(app))


def _pages(phone: Phone) -> Iterator[Hierarchy]:
    """The home screen, then the drawer page by page until one shows nothing new; each is in front while it is given."""
    phone.key("home")
    home = phone.settle()
    yield home
    standing = _standing(home)
    seen: set[str] = set()
    width, height = home.size
    for _ in range(PAGES):
        phone.swipe(width // 2, height * 8 // 10, width // 2, height * 2 // 10)
        page = phone.settle()
        new = {_label(node) for node in _labelled(page)} - seen
        if page.package != home.package or not new or 2 * len(standing & _standing(page)) > len(standing):
            return
        seen |= new
        yield page


def _standing(page: Hierarchy) -> set[tuple[str, tuple[int, int]]]:
    """What stands where: of a page that is still the home screen, most."""
    return {(_label(node), node.bounds.center) for node in _labelled(page)}


def _labelled(hierarchy: Hierarchy) -> list[Node]:
    """What can be tapped on a page of the launcher and has a name that isn't a sentence."""
    return [node for node in hierarchy.walk() if node.clickable and 0 < len(_label(node)) <= 40 and not node.editable]


def _kinds(hierarchy: Hierarchy, known: frozenset[str]) -> set[tuple[str, str]]:
    """How the icons of apps are built whose names are known."""
    return {_kind(node) for node in _labelled(hierarchy) if _label(node).casefold() in known}


def _kind(node: Node) -> tuple[str, str]:
    return node.cls, node.resource_id


def _icons(hierarchy: Hierarchy, kinds: Collection[tuple[str, str]]) -> list[Node]:
    return [node for node in _labelled(hierarchy) if _kind(node) in kinds]


def _label(node: Node) -> str:
    return (node.text or node.content_desc).strip()


def _all() -> dict[str, dict[str, Any]]:
    """By serial; nothing where the file isn't there or is damaged, for it is read anew then."""
    with suppress(OSError, ValueError, TypeError, AttributeError):
        data = json.loads(launcher_names_file().read_text("utf-8"))
        return {
            str(serial): {"by_package": dict(one["by_package"])} | {key: [*map(str, one[key])] for key in _LISTS}
            for serial, one in data.items()
            if {"by_package", *_LISTS} <= set(one)
        }
    return {}


def _keep(serial: str, names: LauncherNames) -> None:
    """Where that can't be, they are read anew next time."""
    text = json.dumps({**_all(), serial: asdict(names)}, indent=1, ensure_ascii=False)
    with suppress(DiskError):
        write_private(launcher_names_file(), text.encode("utf-8", "surrogatepass"))
