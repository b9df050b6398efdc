"""The services behind `cmd` that switch something: radios, location, quiet, volume; with their words and their refusals."""

from __future__ import annotations

from collections.abc import Callable

from .shell import Call, command

Key = tuple[str, str]
STREAMS = {"3": ("volume_music", 0, 15), "2": ("volume_ring", 0, 7), "4": ("volume_alarm", 1, 7)}
"""Streams by their numbers: the setting, the least and the highest step."""
RING_MODE = ("global", "ring_mode")
"""NORMAL, VIBRATE or SILENT, where that was set by itself; else it goes by the ring volume."""
PLUGGED = True
"""The demo phone hangs on a cable, as phones do that adb talks to."""


def _switched(call: Call, key: Key, word: str, values: tuple[str, str] = ("1", "0")) -> int:
    words = {"enable": 0, "true": 0, "on": 0, "disable": 1, "false": 1, "off": 1}
    if word not in words:
        return call.complain(f"Error: bad argument {word!r}", 255)
    call.android.device.settings[key] = values[words[word]]
    return 0


def _connectivity(call: Call) -> int:
    if call.args[:1] != ["airplane-mode"]:
        return call.complain(f"Unknown command: {' '.join(call.args)}", 255)
    if len(call.args) == 1:
        on = call.android.device.settings.get(("global", "airplane_mode_on")) == "1"
        call.print("enabled" if on else "disabled")
        return 0
    return _switched(call, ("global", "airplane_mode_on"), call.args[1])


def _location(call: Call) -> int:
    if call.args[:1] == ["is-location-enabled"]:
        call.print("false" if call.android.device.settings.get(("secure", "location_mode")) == "0" else "true")
        return 0
    if call.args[:1] == ["set-location-enabled"] and len(call.args) == 2:
        return _switched(call, ("secure", "location_mode"), call.args[1], ("3", "0"))
    return call.complain(f"Unknown command: {' '.join(call.args)}", 255)


def _power(call: Call) -> int:
    if call.args[:1] != ["set-mode"] or call.args[1:] not in (["0"], ["1"]):
        return call.complain(f"Unknown command: {' '.join(call.args)}", 255)
    if call.args[1] == "1" and PLUGGED:
        return 0  # Android takes the command, and leaves a phone that is charging as it is
    call.android.device.settings["global", "low_power"] = call.args[1]
    return 0


def _bluetooth(call: Call) -> int:
    if call.args[:1] not in (["enable"], ["disable"]):
        return call.complain(f"Unknown command: {' '.join(call.args)}", 255)
    return _switched(call, ("global", "bluetooth_on"), call.args[0])


def _netpolicy(call: Call) -> int:
    settings, key = call.android.device.settings, ("global", "data_saver")
    if call.args == ["get", "restrict-background"]:
        call.print(f"Restrict background status: {'enabled' if settings.get(key) == '1' else 'disabled'}")
        return 0
    if call.args[:2] == ["set", "restrict-background"] and len(call.args) == 3:
        return _switched(call, key, call.args[2])
    return call.complain(f"Error: unknown command {' '.join(call.args)!r}", 255)


def _notification(call: Call) -> int:
    modes = {"on": "2", "none": "2", "priority": "1", "alarms": "3", "off": "0", "all": "0"}
    if call.args[:1] != ["set_dnd"] or len(call.args) != 2 or call.args[1] not in modes:
        return call.complain(f"Unknown command: {' '.join(call.args)}", 255)
    call.android.device.settings["global", "zen_mode"] = modes[call.args[1]]
    return 0


@command("media")
def media(call: Call) -> int:
    """A program of its own, before the service took commands."""
    return _volume(call)


def _media_session(call: Call) -> int:
    if call.android.sdk < 30:
        call.print("No shell command implementation.")
        return 0
    return _volume(call)


def _volume(call: Call) -> int:
    if call.args[:1] != ["volume"]:
        return call.complain(f"Unknown command: {' '.join(call.args)}", 255)
    name, least, top = STREAMS.get(call.option("--stream") or "", ("", 0, 0))
    if not name:
        return call.complain("Error: no such stream", 255)
    key, step = ("system", name), call.option("--set")
    settings = call.android.device.settings
    if step is not None:
        if not step.isdecimal() or not least <= int(step) <= top:
            return call.complain(f"Error: {step} is out of range [{least}..{top}]", 255)
        settings[key] = step
        if name == "volume_ring":
            settings.pop(RING_MODE, None)  # it goes by the volume again
    if call.flag("--get") or step is not None:
        call.print(f"[V] will control stream={call.args}\n[V] volume is {settings[key]} in range [{least}..{top}]")
    return 0


def _audio(call: Call) -> int:
    if call.args[:1] != ["set-ringer-mode"] or call.android.sdk < 35:
        return 0  # what Android doesn't know there it takes without a word
    if len(call.args) != 2 or call.args[1] not in ("NORMAL", "VIBRATE", "SILENT"):
        return call.complain("Error: invalid value of ringerMode, should be one of NORMAL|SILENT|VIBRATE", 1)
    call.android.device.settings[RING_MODE] = call.args[1]
    return 0


def _role(call: Call) -> int:
    if call.args[:1] != ["get-role-holders"] or len(call.args) != 2:
        return call.complain(f"Unknown command: {' '.join(call.args)}", 255)
    if call.args[1] == "android.app.role.BROWSER":
        call.print("com.android.browser")
    return 0


SERVICES: dict[str, Callable[[Call], int]] = {
    "audio": _audio,
    "bluetooth_manager": _bluetooth,
    "connectivity": _connectivity,
    "location": _location,
    "netpolicy": _netpolicy,
    "media_session": _media_session,
    "notification": _notification,
    "power": _power,
    "role": _role,
}
