"""What phone makers hide in the developer options, and what else a phone is set to that tasks depend on: reads only.

Each check is a line for `phones.checks`; which of them can be told at all differs from maker to maker, and what can't be
read is said as advice.
"""

from __future__ import annotations

from collections.abc import Iterator

from .adb import wireless
from .check import Check
from .line import Line

_PROPS = (
    "ro.miui.ui.version.name",
    "persist.security.adbinput",
    "ro.build.version.oplusrom",
    "ro.build.version.opporom",
    "ro.vivo.os.version",
    "ro.build.version.emui",
    "sys.usb.state",
)


def toggle_checks(line: Line) -> Iterator[Check]:
    """Taps of makers that forbid them, USB mode, accessibility services. Raises PhoneError."""
    printed = line.shell("; ".join(f"getprop {name}; echo ." for name in _PROPS), doing="read its properties")
    values = [part.strip() for part in (printed + "\n").split(".\n")]
    props = dict(zip(_PROPS, [*values, *[""] * len(_PROPS)], strict=False))
    yield _taps(props)
    if not wireless(line.serial):
        yield _usb(props["sys.usb.state"])
    yield _accessibility(line)


def _taps(props: dict[str, str]) -> Check:
    if props["ro.miui.ui.version.name"]:
        if props["persist.security.adbinput"] == "1":
            return Check("taps", "ok", "“USB debugging (Security settings)” is on")
        fix = "Developer options: switch on “USB debugging (Security settings)” (it wants a SIM and a Mi account)"
        return Check("taps", "fail", "MIUI lets no computer tap", fix)
    if props["ro.build.version.oplusrom"] or props["ro.build.version.opporom"]:
        fix = "If taps do nothing: developer options, “Disable permission monitoring”, then restart the phone"
        return Check("taps", "warn", "ColorOS may keep computers from tapping; it can't be read", fix)
    if props["ro.vivo.os.version"]:
        fix = "If taps do nothing: developer options, “USB security operations” or “Simulated click”"
        return Check("taps", "warn", "Funtouch OS may keep computers from tapping; it can't be read", fix)
    if props["ro.build.version.emui"]:
        fix = "Developer options: “Allow ADB debugging in charge only mode”, or choose file transfer"
        return Check("taps", "ok", "allowed; EMUI ends debugging when the cable only charges", fix)
    return Check("taps", "ok", "this maker allows them with USB debugging")


def _usb(state: str) -> Check:
    if "adb" in state.split(","):
        return Check("USB mode", "ok", state)
    fix = "Pull down the notifications on the phone and choose file transfer instead of charging only"
    return Check("USB mode", "warn", state or "unknown", fix)


def _accessibility(line: Line) -> Check:
    said = line.shell("settings get secure enabled_accessibility_services").strip()
    names = [one.rpartition("/")[0] or one for one in said.split(":") if one and one != "null"]
    if not names:
        return Check("accessibility", "ok", "no other service is on")
    fix = "They pause while a task runs, since Android lets one tool read the screen, and are back when it ends"
    return Check("accessibility", "warn", f"on: {', '.join(names)}", fix)
