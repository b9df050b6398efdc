"""What has to be right for a phone to be used, looked at one thing after the other, each with its remedy.

Decides nothing and changes nothing but starting adb's server and, for the last checks, uiautomator's; how the list is
shown is the caller's. No check raises: what fails is a line of the list, and what depends on it is left out.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from ground.errors import PhoneError

from . import adb
from .android import AndroidPhone
from .check import Check
from .itself.probing import probe
from .keyboard import KEYBOARD_ID, Keyboard
from .line import Line
from .server import keyboard_apk
from .toggles import toggle_checks

if TYPE_CHECKING:
    import adbutils

SLOW_S = 2.0
"""A dump that takes longer makes every step of a script feel slow."""


def run_checks(serial: str | None = None) -> Iterator[Check]:
    """Look at everything between here and the phone, in the order it depends on each other; yields as it goes."""
    try:
        program = adb.adb_program()
        client = adb.open_client()
    except PhoneError as error:
        yield _failed("adb", error)
        return
    yield Check("adb", "ok", f"{program}; server at {client.host}:{client.port}")
    yield _guarded("adb versions", lambda: _versions(client))

    try:
        every = adb.list_all(client)
    except PhoneError as error:
        yield _failed("phones", error)
        return
    listed = [phone for phone in every if not adb.is_ghost(phone)]
    yield _phones(listed, gone=[phone.serial for phone in every if phone not in listed])
    if not listed and serial is None:
        return
    try:
        chosen = adb.choose(listed, serial)
    except PhoneError as error:
        yield _failed("phone", error)
        return
    yield Check("phone", "ok", " ".join(part for part in (chosen.serial, chosen.model) if part))

    line = Line(chosen.serial, client)
    yield _guarded("animations", lambda: _animations(line))
    yield _guarded("keyboard", lambda: _keyboard(line))
    try:
        yield from toggle_checks(line)
    except PhoneError as error:
        yield _failed("taps", error)
    try:
        phone = AndroidPhone(line)
    except PhoneError as error:
        yield _failed("server", error)
        return
    with phone:
        yield _guarded("server", lambda: _server(phone))
        yield _guarded("screen", lambda: _screen(phone))
        yield _guarded("by itself", lambda: _itself(phone))


def _versions(client: adbutils.AdbClient) -> Check:
    return Check("adb versions", "ok", f"program and server 1.0.{adb.check_versions(client)}")


def _phones(listed: list[adb.Listed], gone: Sequence[str] = ()) -> Check:
    """`gone` are phones of this computer that have ended, and that adb still lists. None at all is no fault: there is the
    demo phone."""
    ended = [f"{', '.join(gone)} ended, adb has not forgotten it yet"] if gone else []
    if not listed:
        fix = "Switch on USB debugging in the phone's developer options and plug it in, or try the demo phone: -s demo"
        return Check("phones", "warn", "; ".join(["none is connected", *ended]), fix)
    words = "; ".join([*(f"{phone.serial}: {phone.words}" for phone in listed), *ended])
    if any(phone.state.startswith("no") for phone in listed):
        fix = "Install udev rules for phones (Debian: apt install android-sdk-platform-tools-common), then plug it in again"
        return Check("phones", "fail", words, fix)
    ghosts = [phone.serial for phone in listed if not phone.ready]
    if not ghosts:
        return Check("phones", "ok", words)
    return Check(
        "phones", "warn", words, f"Only if {', '.join(ghosts)} is the one meant: plug it in or connect it again"
    )


def _animations(line: Line) -> Check:
    names = ("window_animation_scale", "transition_animation_scale", "animator_duration_scale")
    scales = line.shell("; ".join(f"settings get global {name}" for name in names)).split()
    if all(re.fullmatch(r"0(\.0+)?", scale) for scale in scales):
        return Check("animations", "ok", "off")
    fix = "Scripts run faster with the three animation scales off, in the developer options; it isn't needed"
    return Check("animations", "ok", "on", fix)


def _keyboard(line: Line) -> Check:
    current = Keyboard(line, keyboard_apk).current()
    if current == KEYBOARD_ID:
        fix = "Choose your keyboard in the phone's settings, unless you use the adb keyboard yourself"
        return Check("keyboard", "warn", "the adb keyboard is in use: perhaps a run was killed", fix)
    return Check("keyboard", "ok", current or "none")


def _server(phone: AndroidPhone) -> Check:
    start = time.monotonic()
    hierarchy = phone.dump()
    took_s = time.monotonic() - start
    nodes = sum(1 for _ in hierarchy.walk())
    words = f"{nodes} nodes in {took_s * 1000:.0f} ms"
    if not nodes:
        return Check("server", "warn", "the screen's dump is empty", "Switch the screen on and unlock it")
    if hierarchy.hollow:
        return Check(
            "server",
            "warn",
            f"{hierarchy.package} hides its screen from tools",
            "Open another app; this one can't be used",
        )
    if took_s > SLOW_S:
        return Check("server", "warn", words, "Close apps on the phone; a restart of the phone helps most")
    return Check("server", "ok", words)


def _screen(phone: AndroidPhone) -> Check:
    info = phone.info()
    words = f"{info.width_px}×{info.height_px}, Android {info.android}, {info.locale}"
    if info.locked:
        return Check(
            "screen", "fail" if info.screen_on else "warn", f"locked; {words}", "Unlock the phone before a run"
        )
    if not info.screen_on:
        return Check("screen", "warn", f"off; {words}", "A run switches it on; keep it on while charging to be sure")
    return Check("screen", "ok", words)


def _itself(phone: AndroidPhone) -> Check:
    """What of the phone's own doc this phone allows: settings, facts, and whether its settings can be written."""
    sdk = phone.command(["getprop", "ro.build.version.sdk"]).strip()
    found = probe(phone.command, int(sdk) if sdk.isdecimal() else 0)
    not_so = [one for one in found if one.state != "works"]
    words = f"{len(found) - len(not_so)} of {len(found)} things that phones do by themselves can be asked here"
    if not not_so:
        return Check("by itself", "ok", f"{words}; settings can be written")
    told = "; ".join(f"{one.name}: {one.state}{f' ({one.why[:60]})' if one.why else ''}" for one in not_so)
    fix = (
        'Switch on "USB debugging (Security settings)" in the developer options, where the phone has it'
        if any(one.name == "writing settings" for one in not_so)
        else "Those need the app's screens instead: name the app, or learn Settings"
    )
    return Check("by itself", "warn", f"{words}; not here: {told}", fix)


def _guarded(name: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except PhoneError as error:
        return _failed(name, error)


def _failed(name: str, error: PhoneError) -> Check:
    """An error's message ends with its remedy: what follows the first sentence."""
    reason, _, fix = str(error).partition(". ")
    return Check(name, "fail", reason.rstrip("."), fix)
