"""Everything a demo phone keeps, as plain data: what two moments are compared by.

`stored` is what each app keeps (Settings' part holds the phone's own settings), `phone` what belongs to no app, `files` what
lies on the card, `screens` where each running app stands and what is typed there and not saved. Whether a difference
matters is for whoever compares; here nothing is left out but what is on its way by itself: toasts, focus, scroll offsets.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .android import Android
from .device import Device
from .files import VirtualFiles
from .system.tasks import LAUNCHER
from .toolkit.app import App, AppError
from .toolkit.screen import Host, Screen
from .toolkit.view import View

Whole = dict[str, Any]
_CARD = "/sdcard"
_PASSING = frozenset(
    {
        "all_selected",
        "autofocused",
        "focus",
        "keyboard_wanted",
        "limits",
        "overlays",
        "scrolls",
        "stack",
        "touched",
    }
)
"""Attributes of a screen that say where a finger was, not what the app is doing."""
_DEEPEST = 6


def whole_state(device: Device, android: Android | None = None) -> Whole:
    """The phone as it stands; `android` adds the files on its card."""
    return {
        "stored": {app.package: app.state() for app in sorted(device.tasks.apps.values(), key=lambda one: one.package)},
        "phone": {
            "installed": sorted(device.tasks.apps),
            "permissions": sorted(f"{package} {permission}" for package, permission in device.permissions),
            "pin": device.pin,
            "clipboard": device.clipboard,
            "shared": [dict(one) for one in device.sent],
            "notifications": [vars(one) | {} for one in device.notifications],
            "crashes": list(device.crashes),
            "rotation": device.rotation,
            "screen_on": device.screen_on,
            "locked": device.locked,
            "keyboards": list(device.imes),
            "front": device.foreground()[0],
            "playing": device.media.playing,
            "track": device.media.track,
        },
        "files": _files(android.files) if android is not None else {},
        "screens": {
            package: [_screen(screen) for screen in stack]
            for package, stack in sorted(device.tasks.stacks.items())
            if package != LAUNCHER
        },
    }


def put_stored(device: Device, package: str, stored: Mapping[str, Any]) -> None:
    """Make an app's storage what is given, in the form `whole_state` tells it; its screens go. Raises AppError for no such app."""
    app = device.tasks.apps.get(package)
    if app is None:
        raise AppError(f'no app "{package}" on this phone')
    device.tasks.stop(package)
    kept = dict(stored)
    told = app.state()
    for space in _settings_spaces(app, told):
        for name, value in kept.pop(space, {}).items():
            device.settings[space, name] = str(value)
    if "pin_set" in told and "pin_set" not in app.store:
        kept.pop("pin_set", None)
    app.store.clear()
    app.store.update(kept)
    device.happened()


def _settings_spaces(app: App, told: Mapping[str, Any]) -> list[str]:
    """Where an app tells of the phone's settings beside its own storage: the namespaces of those."""
    spaces = {space for space, _ in app.system.settings}
    return [space for space in told if space in spaces and space not in app.store]


def _files(files: VirtualFiles) -> dict[str, int]:
    """Sizes by path; what a tool keeps under /data/local/tmp is no part of the person's phone."""
    found: dict[str, int] = {}
    folders = [_CARD]
    while folders:
        folder = folders.pop()
        for name, entry in files.entries(folder):
            path = f"{folder}/{name}"
            if entry.is_folder:
                folders.append(path)
            else:
                found[path] = entry.size
    return found


def _screen(screen: Screen) -> dict[str, Any]:
    return {**_host(screen), "over": [_host(overlay) for overlay in screen.overlays]}


def _host(host: Host) -> dict[str, Any]:
    kept = {name: value for name, value in vars(host).items() if name not in _PASSING}
    return {"is": type(host).__name__, **_plain_values(kept, 0)}


def _plain_values(values: Mapping[Any, Any], depth: int) -> dict[str, Any]:
    """What can be told of these; what can't (handlers, views, the app itself) is left out."""
    found = {}
    for name, value in values.items():
        plain = _plain(value, depth + 1)
        if plain is not _UNTOLD:
            found[str(name)] = plain
    return found


_UNTOLD = object()


def _plain(value: Any, depth: int) -> Any:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if depth > _DEEPEST or callable(value) or isinstance(value, Host | View | App | Device):
        return _UNTOLD
    if isinstance(value, Mapping):
        return _plain_values(value, depth)
    if isinstance(value, list | tuple | set | frozenset):
        items = [one for one in (_plain(item, depth + 1) for item in value) if one is not _UNTOLD]
        return sorted(items, key=repr) if isinstance(value, set | frozenset) else items
    return _plain_values(vars(value), depth) if hasattr(value, "__dict__") else str(value)
