"""What keys do: the hardware keys, the keys of a plugged-in keyboard, and the shortcuts that go with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..toolkit.screen import Host, Screen
from .tasks import LAUNCHER

if TYPE_CHECKING:
    from ..device import Device

HOME, BACK, POWER, MENU, ENTER, DELETE, SEARCH, TAB = 3, 4, 26, 82, 66, 67, 84, 61
RECENTS, SLEEP, WAKE, NUMPAD_ENTER, PASTE, COPY, CUT = 187, 223, 224, 160, 279, 278, 277
PAGE_UP, PAGE_DOWN, MOVE_HOME, MOVE_END = 92, 93, 122, 123
VOLUME = {24: 1, 25: -1}
SHIFT, CTRL = 0x1, 0x1000
PUNCTUATION = {
    55: ",<", 56: ".>", 62: "  ", 68: "`~", 69: "-_", 70: "=+", 71: "[{", 72: "]}", 73: "\\|", 74: ";:", 75: "'\"", 76: "/?",
    77: "@@", 81: "++", 17: "**", 18: "##",
}  # fmt: skip
SHIFTED_DIGITS = ")!@#$%^&*("


def press(device: Device, code: int, meta: int) -> None:
    """One key, pressed and let go."""
    if code in (POWER, SLEEP, WAKE):
        if code == WAKE or (code == POWER and not device.screen_on):
            device.wake()
        else:
            device.sleep()
        return
    if device.media.key(code) or not device.screen_on:
        return
    if code in VOLUME:
        _volume(device, VOLUME[code])
    elif code == BACK:
        back(device)
    elif device.locked:
        _into_field(device, code, meta)
    elif code == HOME:
        device.shade_open = False
        device.tasks.home()
    elif code == RECENTS:
        device.shade_open = False
        device.show_recents()
    elif code == MENU:
        _menu(device.front)
    elif code in (PAGE_UP, PAGE_DOWN):
        _page(device, code == PAGE_DOWN)
    else:
        _into_field(device, code, meta)


def back(device: Device) -> None:
    """Away with the keyboard, else whatever is on top closes, else the screen, else the app goes to the background."""
    if device.compositor.keyboard_up:
        device.compositor.keyboard_up = device.compositor.keyboard_forced = False
        return
    if device.shade_open and not device.locked:
        device.shade_open = False
        return
    host = device.front
    if host.on_back() or not isinstance(host, Screen):
        return
    if len(host.stack) > 1:
        host.close()
    elif host.app.package != LAUNCHER:
        # since Android 12 the last screen is not destroyed: its app only goes to the background
        device.tasks.home()


def _volume(device: Device, step: int) -> None:
    key = ("system", "volume_music")
    level = device.settings.get(key, "0")
    device.settings[key] = str(min(15, max(0, (int(level) if level.isdecimal() else 0) + step)))


def _menu(host: Host) -> None:
    """The menu key opens the three dots of a screen."""
    if isinstance(host, Screen):
        dots = next((view for view in host.build().walk() if view.desc == "More options" and view.on_click), None)
        if dots is not None and dots.on_click:
            dots.on_click()


def _page(device: Device, down: bool) -> None:
    host = device.front
    for key, limit in host.limits.items():
        height = device.display_size()[1] // 2
        host.scrolls[key] = min(limit, max(0, host.scrolls.get(key, 0) + (height if down else -height)))


def _into_field(device: Device, code: int, meta: int) -> None:
    host = device.front
    if code == TAB:
        device.typist.next_field()
    elif code in (ENTER, NUMPAD_ENTER):
        device.typist.submit()
    elif code == DELETE:
        device.typist.delete_back()
    elif code in (MOVE_HOME, MOVE_END):
        host.all_selected = code == MOVE_HOME and bool(meta & SHIFT) and bool(host.focus)
    elif code == PASTE or (code == 50 and meta & CTRL):
        device.type_text(device.clipboard, replace=False)
    elif code in (COPY, CUT) or (code in (31, 52) and meta & CTRL):
        _copy(device, cut=code in (CUT, 52))
    elif code == 29 and meta & CTRL:
        host.all_selected = bool(host.focus)
    else:
        character = character_of(code, meta)
        if character:
            device.type_text(character, replace=False)


def _copy(device: Device, cut: bool) -> None:
    view = device.typist.focused()
    if view is None or not device.front.all_selected or view.input == "password":
        return
    device.clipboard = device.front.values.get(view.field, "")
    if cut:
        device.typist.delete_back()


def character_of(code: int, meta: int) -> str:
    """What a key of a keyboard types; empty where it types nothing."""
    shift = bool(meta & (SHIFT | 0xC0))
    if meta & CTRL:
        return ""
    if 29 <= code <= 54:
        letter = chr(ord("a") + code - 29)
        return letter.upper() if shift else letter
    if 7 <= code <= 16:
        return SHIFTED_DIGITS[code - 7] if shift else str(code - 7)
    if 144 <= code <= 153:
        return str(code - 144)
    if code in PUNCTUATION:
        return PUNCTUATION[code][shift]
    return ""
