"""Which apps a phone has and what they are called, read from what its shell prints.

Decides how labels are made where Android keeps them in resources that the shell can't read; launching is `android`'s.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .known_apps import known_apps, known_name
from .phone import CurrentApp, InstalledApp

_HOMES = re.compile(r"\.launcher\d*$|nexuslauncher|trebuchet|lawnchair|\.home(?:screen)?$", re.IGNORECASE)
QUERY = "cmd package query-activities -a android.intent.action.MAIN -c android.intent.category.LAUNCHER"
HOME = "cmd package resolve-activity --brief -a android.intent.action.MAIN -c android.intent.category.HOME"
DEFAULTS = "cmd role get-role-holders android.app.role.BROWSER"
VERSIONS = "dumpsys package packages | grep -E 'Package \\[|versionName='"
_COMPONENT = re.compile(r"^\s*(?:name=|component=)?([\w.]+)/([\w.$]+)\s*$", re.MULTILINE)
_BLOCK = re.compile(r"^\s*Activity #\d+:\s*$", re.MULTILINE)
_PACKAGE = re.compile(r"^\s*packageName=([\w.]+)", re.MULTILINE)
_NAME = re.compile(r"^\s*name=([\w.$]+)", re.MULTILINE)
_LABEL = re.compile(r"nonLocalizedLabel=(.+?)(?:\s+(?:icon|banner|logo)=|\s*$)", re.MULTILINE)
_FOCUS = tuple(
    re.compile(rf"(?:{what})[=:].*?\s([\w.]+)/([\w.$]+)")
    for what in ("mCurrentFocus", "mFocusedApp", "[rR]esumedActivity")
)
"""From the surest: of several displays (a foldable's cover screen comes first) only the one in use has a window in focus."""
_LIKE = 60
_EMPTY_WORDS = {"android", "app", "apps", "mobile", "client", "free", "lite", "main", "debug", "release", "pro"}
_DOMAINS = {"com", "org", "net", "io", "de", "uk", "me", "eu", "dev", "fr", "co", "google", "samsung", "sec", "example"}


def read_launchers(printed: str) -> dict[str, tuple[str, str]]:
    """Package → launcher activity and label (empty where the shell doesn't tell), from `cmd package query-activities`.

    Reads both its long form and the one of `--brief`.
    """
    found: dict[str, tuple[str, str]] = {}
    for block in _BLOCK.split(printed)[1:]:
        package, name, label = _PACKAGE.search(block), _NAME.search(block), _LABEL.search(block)
        if package is not None and name is not None:
            words = label[1].strip() if label is not None else ""
            found.setdefault(package[1], (name[1], "" if words == "null" else words))
    for package_name, activity in _COMPONENT.findall(printed):
        found.setdefault(package_name, (activity, ""))
    return found


def read_home(printed: str) -> str:
    """The package of the home screen, from what HOME prints; a phone that has several and prefers none says `android`."""
    found = _COMPONENT.findall(printed)
    return str(found[-1][0]) if found else ""


def read_holders(printed: str) -> frozenset[str]:
    """Packages, from what DEFAULTS prints; nothing of what an Android without roles (below 10) says."""
    return frozenset(line.strip() for line in printed.splitlines() if re.fullmatch(r"\w+(\.\w+)+", line.strip()))


def read_versions(printed: str) -> dict[str, str]:
    """Package → version name, from the lines that VERSIONS prints."""
    versions: dict[str, str] = {}
    package = ""
    for line in printed.splitlines():
        if match := re.search(r"Package \[([\w.]+)\]", line):
            package = match[1]
        elif package and (match := re.search(r"versionName=(\S+)", line)):
            versions.setdefault(package, match[1])
    return versions


def read_current(printed: str) -> CurrentApp:
    """What is in front, from window and activity dumps; empty names where they don't tell."""
    match = next((match for focus in _FOCUS if (match := focus.search(printed)) is not None), None)
    if match is None:
        return CurrentApp("", "")
    package, activity = match[1], match[2]
    return CurrentApp(package, activity.removeprefix(package) if activity.startswith(package + ".") else activity)


def label_from_package(package: str) -> str:
    """A name to show where the phone tells none: what a well-known app is called, else `org.plainapps.notes.pro` → `Notes`."""
    if known := known_name(package):
        return known
    parts = package.split(".")
    telling = [part for part in parts if part.lower() not in _EMPTY_WORDS | _DOMAINS and len(part) > 1]
    word = telling[-1] if telling else parts[-1]
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_+", " ", word).strip()
    return words[:1].upper() + words[1:] or package


def nearest_apps(wanted: str, apps: Sequence[InstalledApp], count: int = 3) -> list[str]:
    """Packages whose label or package is most like what was asked for, best first."""
    from rapidfuzz import fuzz, utils

    def likeness(app: InstalledApp) -> float:
        return max(
            fuzz.ratio(wanted, words, processor=utils.default_process)
            for words in (app.label, app.package, label_from_package(app.package), *_other_names(app.package))
        )

    ranked = sorted(((likeness(app), app.package) for app in apps), key=lambda found: -found[0])
    return [package for score, package in ranked[:count] if score >= _LIKE]


def _other_names(package: str) -> tuple[str, ...]:
    known = known_apps().get(package)
    return known.names if known is not None else ()


def is_home(package: str) -> bool:
    """Whether a package is the phone's home screen, told from its name: `com.android.launcher3`, `com.miui.home`; an app that
    launches others (`org.example.applauncher`) is none."""
    return bool(_HOMES.search(package))
