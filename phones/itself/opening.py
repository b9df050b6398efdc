"""Bringing something up by what it is: a web address, a search, a way to a place, a page of Settings; and the keys of the phone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from . import NotPossible
from .deeds import Done, Ready, Tools, start

_VIEW = "android.intent.action.VIEW"
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?([/?#].*)?", re.IGNORECASE)
PAGES = {
    "WIFI_SETTINGS": "wifi wi-fi wlan internet network",
    "BLUETOOTH_SETTINGS": "bluetooth",
    "DISPLAY_SETTINGS": "display screen brightness dark theme font timeout wallpaper rotation",
    "SOUND_SETTINGS": "sound volume ringtone vibration",
    "BATTERY_SAVER_SETTINGS": "battery power saver",
    "LOCATION_SOURCE_SETTINGS": "location gps",
    "AIRPLANE_MODE_SETTINGS": "airplane flight",
    "DATA_ROAMING_SETTINGS": "mobile data roaming sim cellular",
    "TETHER_SETTINGS": "hotspot tethering tether",
    "ZEN_MODE_SETTINGS": "disturb silence dnd zen",
    "INTERNAL_STORAGE_SETTINGS": "storage space",
    "APPLICATION_SETTINGS": "apps applications",
    "DATE_SETTINGS": "date time clock zone",
    "LOCALE_SETTINGS": "language languages locale",
    "INPUT_METHOD_SETTINGS": "keyboard input typing",
    "SECURITY_SETTINGS": "security lock fingerprint pin password",
    "PRIVACY_SETTINGS": "privacy permissions",
    "ACCESSIBILITY_SETTINGS": "accessibility",
    "NFC_SETTINGS": "nfc",
    "SYNC_SETTINGS": "accounts account sync",
    "CAST_SETTINGS": "cast mirror",
    "PRINT_SETTINGS": "print printing printer",
    "DEVICE_INFO_SETTINGS": "about version model",
    "APPLICATION_DEVELOPMENT_SETTINGS": "developer",
    "NOTIFICATION_SETTINGS": "notification notifications",
}
"""Pages of Settings by what a person says they are about."""


def _opened(tools: Tools, ready: str, done: str, *words: str) -> Ready:
    def do() -> Done:
        before = tools.front()
        start(tools, *words)
        tools.texts()  # until it stands still
        now = tools.front()
        # where the app was in front already, that its page is another one isn't looked for
        return Done(done, now != before, "" if now != before else f"{now} was in front before, too")

    return Ready(ready, do)


def open_web(tools: Tools, given: Mapping[str, str]) -> Ready:
    address = given["address"].strip()
    if not re.match(r"[a-z][a-z0-9+.-]*://", address, re.IGNORECASE):
        if not _HOST.fullmatch(address):
            raise NotPossible(f'"{address}" is no web address. Say it as example.org')
        address = f"https://{address}"
    if not re.match(r"https?://", address, re.IGNORECASE):
        raise NotPossible(f'"{address}" is no web address: only http and https are opened')
    return _opened(tools, f"Open {address}", f"opened {address}", "-a", _VIEW, "-d", address)


def search(tools: Tools, given: Mapping[str, str]) -> Ready:
    words, place = given["words"].strip(), given["place"].strip().lower() or "web"
    if not words:
        raise NotPossible("There is nothing to search for")
    ready, done = f'Search {{}} for "{words}"', f'searched {{}} for "{words}"'
    if place in ("web", "google", "internet"):
        intent = ["-a", "android.intent.action.WEB_SEARCH", "--es", "query", words]
        return _opened(tools, ready.format("the web"), done.format("the web"), *intent)
    if place in ("map", "maps"):
        intent = ["-a", _VIEW, "-d", f"geo:0,0?q={quote(words)}"]
        return _opened(tools, ready.format("the map"), done.format("the map"), *intent)
    if place in ("play", "play store", "store"):
        intent = ["-a", _VIEW, "-d", f"market://search?q={quote(words)}"]
        return _opened(tools, ready.format("Play"), done.format("Play"), *intent)
    raise NotPossible(f'"{place}" can\'t be searched from here: there are web, maps and play')


def navigate(tools: Tools, given: Mapping[str, str]) -> Ready:
    place = given["place"].strip()
    if not place:
        raise NotPossible("There is no place to go to")
    intent = ["-a", _VIEW, "-d", f"google.navigation:q={quote(place)}"]
    return _opened(tools, f"Show the way to {place}", f"asked the way to {place}", *intent)


def page_about(about: str) -> str:
    """The action of the page of Settings that is about this; Settings itself where none is."""
    said = set(re.findall(r"[a-z-]+", about.lower()))
    best = max(PAGES, key=lambda page: len(said & set(PAGES[page].split())))
    return f"android.settings.{best if said & set(PAGES[best].split()) else 'SETTINGS'}"


def open_settings(tools: Tools, given: Mapping[str, str]) -> Ready:
    about = given["about"].strip()
    if about and page_about(about) == "android.settings.SETTINGS" and about.lower() not in ("settings", "all"):
        raise NotPossible(f'No page of Settings is known for "{about}". Open Settings and look for it there')
    what = f"Settings about {about}" if about else "Settings"
    return _opened(tools, f"Open {what}", f"opened {what}", "-a", page_about(about))


def _key(tools: Tools, code: int, ready: str, done: str, seen: str, command: tuple[str, ...]) -> Ready:
    """Press a key, then look in what a report says."""

    def do() -> Done:
        tools.ask(["input", "keyevent", str(code)])
        shown = bool(re.search(seen, tools.ask(list(command))))
        return Done(done, shown, "" if shown else "the phone doesn't show it")

    return Ready(ready, do)


_MEDIA = ("dumpsys", "media_session")
_POWER = ("dumpsys", "power")


def play(tools: Tools, given: Mapping[str, str]) -> Ready:
    return _key(tools, 126, "Play", "playing", r"state=(?:PLAYING\()?3", _MEDIA)


def pause(tools: Tools, given: Mapping[str, str]) -> Ready:
    return _key(tools, 127, "Pause", "paused", r"state=(?:PAUSED\()?2", _MEDIA)


def _skip(tools: Tools, code: int, what: str) -> Ready:
    def do() -> Done:
        before = tools.ask(list(_MEDIA))
        tools.ask(["input", "keyevent", str(code)])
        shown = tools.ask(list(_MEDIA)) != before
        return Done(f"went to the {what} track", shown, "" if shown else "what plays is the same as before")

    return Ready(f"Go to the {what} track", do)


def next_track(tools: Tools, given: Mapping[str, str]) -> Ready:
    return _skip(tools, 87, "next")


def previous_track(tools: Tools, given: Mapping[str, str]) -> Ready:
    return _skip(tools, 88, "previous")


def lock(tools: Tools, given: Mapping[str, str]) -> Ready:
    return _key(tools, 223, "Switch the screen off", "screen switched off", r"mWakefulness=(?:Asleep|Dozing)", _POWER)


def go_home(tools: Tools, given: Mapping[str, str]) -> Ready:
    return _at_home(tools, 3, "home screen")


def show_recents(tools: Tools, given: Mapping[str, str]) -> Ready:
    return _at_home(tools, 187, "overview of recent apps")


def _at_home(tools: Tools, code: int, what: str) -> Ready:
    from ..apps import HOME, read_home

    def do() -> Done:
        tools.ask(["input", "keyevent", str(code)])
        tools.texts()
        seen = tools.front() in (read_home(tools.ask(HOME.split())), "com.android.systemui")
        return Done(f"went to the {what}", seen, "" if seen else f"{tools.front()} is in front")

    return Ready(f"Go to the {what}", do)


def screenshot(tools: Tools, given: Mapping[str, str]) -> Ready:
    def do() -> Done:
        file = f"/sdcard/Pictures/Screenshots/Screenshot_{tools.now():%Y%m%d-%H%M%S}.png"
        tools.ask(["mkdir", "-p", "/sdcard/Pictures/Screenshots"])
        tools.ask(["screencap", "-p", file])
        seen = file in tools.ask(["ls", file])
        return Done(f"screenshot kept as {file}", seen, "" if seen else "the file isn't there")

    return Ready("Take a screenshot", do)
