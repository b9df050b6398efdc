"""The phone's settings that its shell reads and writes: switches, and values with a unit.

Each knows how to be read, how to be written from which Android version on, and which page of Settings a person would use. What is
written is read back by whoever writes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from . import NotPossible
from .asking import Ask
from .setting_kinds import PAGES, UNSET, Level, Switch
from .shares import percent
from .times import seconds_in
from .volumes import RING_MODE, STREAMS, volume_level


def _get(space: str, key: str) -> Callable[[Ask], str]:
    return lambda ask: ask(["settings", "get", space, key]).strip()


def _put(space: str, key: str) -> Callable[[bool, int], Sequence[str]]:
    return lambda on, sdk: ["settings", "put", space, key, "1" if on else "0"]


def _is(*values: str) -> Callable[[str], bool]:
    return lambda said: said in values


def _not(*values: str) -> Callable[[str], bool]:
    return lambda said: said not in (*values, "null", "")


def _svc(name: str) -> Callable[[bool, int], Sequence[str]]:
    return lambda on, sdk: ["svc", name, "enable" if on else "disable"]


def _bluetooth(ask: Ask) -> str:
    """What Android keeps, 0 or 1. Where it keeps 2 (BluetoothManagerService: it was on as airplane mode came) it may be off, or
    on for headphones in use: only its own report tells. Raises NotPossible where that doesn't."""
    kept = _get("global", "bluetooth_on")(ask)
    if kept != "2":
        return kept
    told = re.search(r"^\s*enabled:\s*(true|false)\b", ask(["dumpsys", "bluetooth_manager"]), re.MULTILINE)
    if told is None:
        raise NotPossible("The phone doesn't tell whether Bluetooth is on in airplane mode")
    return "1" if told[1] == "true" else "0"


_TWO_SIMS = frozenset({"dsds", "dsda", "tsts"})


def _mobile_data(ask: Ask) -> str:
    """What Android keeps, 0 or 1. A phone for several SIMs keeps it for each, under `mobile_data` with the subscription's number
    behind (AOSP, GlobalSettingsHelper.getSettingName), and switches that of the SIM whose data is used; the plain one stays as it
    last was with one SIM."""
    plain = _get("global", "mobile_data")
    if ask(["getprop", "persist.radio.multisim.config"]).strip().lower() not in _TWO_SIMS:
        return plain(ask)
    used = _get("global", "multi_sim_data_call")(ask)
    kept = _get("global", f"mobile_data{used}")(ask) if used.isdecimal() else "null"
    return plain(ask) if kept == "null" else kept


def _night(ask: Ask) -> str:
    """`yes` or `no`, whether it is dark now; behind it what it goes by where that is no switch: `auto`, `custom_schedule`, … (AOSP,
    UiModeManagerService). Raises NotPossible where the phone doesn't tell how it is now."""
    mode = ask(["cmd", "uimode", "night"]).rpartition(":")[2].strip()
    if mode in ("yes", "no"):
        return mode
    now = re.search(r"\bmComputedNightMode=(true|false)\b", ask(["dumpsys", "uimode"]))
    if now is None:
        raise NotPossible(f'The phone doesn\'t tell whether it is dark now (its dark theme goes by "{mode[:40]}")')
    return f"{'yes' if now[1] == 'true' else 'no'} {mode}"


def _nfc(ask: Ask) -> str:
    """`on` or `off`, or what it is turning to. Raises NotPossible on a phone without NFC."""
    told = re.search(r"\bmState=(?:turning )?(?:STATE_)?(on|off)\b", ask(["dumpsys", "nfc"]), re.IGNORECASE)
    if told is None:
        raise NotPossible("This phone doesn't tell whether NFC is on: it may have none")
    return told[1].lower()


def _location(on: bool, sdk: int) -> Sequence[str]:
    if sdk >= 30:
        return ["cmd", "location", "set-location-enabled", "true" if on else "false"]
    return ["settings", "put", "secure", "location_mode", "3" if on else "0"]


SWITCHES: dict[str, Switch] = {
    "wifi": Switch("Wi-Fi", _get("global", "wifi_on"), _not("0", "3"), _svc("wifi"), f"{PAGES}.WIFI_SETTINGS"),
    "bluetooth": Switch(
        "Bluetooth",
        _bluetooth,
        _is("1"),
        lambda on, sdk: (
            ["cmd", "bluetooth_manager", "enable" if on else "disable"] if sdk >= 33 else _svc("bluetooth")(on, sdk)
        ),
        f"{PAGES}.BLUETOOTH_SETTINGS",
    ),
    "mobile_data": Switch(
        "Mobile data",
        _mobile_data,
        _is("1"),
        _svc("data"),
        f"{PAGES}.DATA_ROAMING_SETTINGS",
        radio=True,
    ),
    "airplane_mode": Switch(
        "Airplane mode",
        _get("global", "airplane_mode_on"),
        _is("1"),
        lambda on, sdk: ["cmd", "connectivity", "airplane-mode", "enable" if on else "disable"],
        f"{PAGES}.AIRPLANE_MODE_SETTINGS",
    ),
    "dark_theme": Switch(
        "Dark theme",
        _night,
        lambda said: said.startswith("yes"),
        lambda on, sdk: ["cmd", "uimode", "night", "yes" if on else "no"],
        f"{PAGES}.DISPLAY_SETTINGS",
        ends=lambda said: "its schedule" if " " in said else "",
    ),
    "do_not_disturb": Switch(
        "Do Not Disturb",
        _get("global", "zen_mode"),
        _not("0"),
        lambda on, sdk: ["cmd", "notification", "set_dnd", "priority" if on else "off"],
        f"{PAGES}.ZEN_MODE_SETTINGS",
    ),
    "auto_rotate": Switch(
        "Auto-rotate",
        _get("system", "accelerometer_rotation"),
        _is("1"),
        _put("system", "accelerometer_rotation"),
        f"{PAGES}.DISPLAY_SETTINGS",
    ),
    "auto_brightness": Switch(
        "Adaptive brightness",
        _get("system", "screen_brightness_mode"),
        _is("1"),
        _put("system", "screen_brightness_mode"),
        f"{PAGES}.DISPLAY_SETTINGS",
    ),
    "location": Switch(
        "Location", _get("secure", "location_mode"), _not("0"), _location, f"{PAGES}.LOCATION_SOURCE_SETTINGS"
    ),
    "nfc": Switch("NFC", _nfc, _is("on"), _svc("nfc"), f"{PAGES}.NFC_SETTINGS"),
    "data_saver": Switch(
        "Data Saver",
        lambda ask: ask(["cmd", "netpolicy", "get", "restrict-background"]).rpartition(":")[2].strip(),
        _is("enabled"),
        lambda on, sdk: ["cmd", "netpolicy", "set", "restrict-background", "true" if on else "false"],
        f"{PAGES}.DATA_SAVER_SETTINGS",
    ),
    "battery_saver": Switch(
        "Battery Saver",
        _get("global", "low_power"),
        _is("1"),
        lambda on, sdk: ["cmd", "power", "set-mode", "1" if on else "0"],
        f"{PAGES}.BATTERY_SAVER_SETTINGS",
    ),
}

BRIGHTEST = 255
FONT_SIZES = {"Small": "0.85", "Default": "1.0", "Large": "1.15", "Largest": "1.3"}


def _kept_brightness(ask: Ask, value: str) -> str:
    # 0 is not a dark screen on every phone, but 1 is as dark as any is made
    return str(max(1, round(percent(value) / 100 * BRIGHTEST)))


def in_words(seconds: int) -> str:
    """`1 minute`, `1 hour 30 minutes`."""
    hours, rest = divmod(seconds, 3600)
    parts = [(hours, "hour"), (rest // 60, "minute"), (rest % 60, "second")]
    return " ".join(f"{n} {unit}{'s' if n != 1 else ''}" for n, unit in parts if n) or "0 seconds"


def _font_said(ask: Ask, kept: str) -> str:
    scale = float(kept) if re.fullmatch(r"\d+(\.\d+)?", kept) else 1.0
    return next((name for name, value in FONT_SIZES.items() if abs(float(value) - scale) < 0.01), f"{scale:g}")


def _font_kept(ask: Ask, value: str) -> str:
    said = value.strip().lower()
    if scale := next((v for name, v in FONT_SIZES.items() if name.lower() == said), ""):
        return scale
    if re.fullmatch(r"[0-2](\.\d+)?", said) and 0.5 <= float(said) <= 2:
        return said
    raise NotPossible(f'"{value}" is no font size. There are {", ".join(FONT_SIZES)}')


def _level(
    title: str,
    key: str,
    said: Callable[[Ask, str], str],
    kept: Callable[[Ask, str], str],
    page: str = "DISPLAY_SETTINGS",
) -> Level:
    """A value in the system's table."""

    def write(value: str, sdk: int) -> Sequence[str]:
        if value == UNSET:
            return ["settings", "delete", "system", key]
        return ["settings", "put", "system", key, value]

    return Level(title, _get("system", key), said, kept, write, f"{PAGES}.{page}")


def _number(said: Callable[[float], str]) -> Callable[[Ask, str], str]:
    """Words for a number; what is none stays as it is."""
    return lambda ask, kept: said(float(kept)) if re.fullmatch(r"-?\d+(\.\d+)?", kept) else kept


LEVELS: dict[str, Level] = {
    "brightness": _level(
        "Brightness", "screen_brightness", _number(lambda n: f"{round(100 * n / BRIGHTEST)}%"), _kept_brightness
    ),
    "screen_timeout": _level(
        "Screen timeout",
        "screen_off_timeout",
        _number(lambda n: in_words(int(n) // 1000)),
        lambda ask, value: str(seconds_in(value) * 1000),
    ),
    "font_size": _level("Font size", "font_scale", _font_said, _font_kept),
    **{name: volume_level(stream, title) for name, (stream, title) in STREAMS.items()},
    "ring_mode": RING_MODE,
}


def same_value(one: str, other: str) -> bool:
    """Whether two kept values are the same; `1` and `1.0` are."""
    try:
        return abs(float(one) - float(other)) < 1e-6
    except ValueError:
        return one == other
