"""How loud the phone is, in per cent of a stream's steps, and whether it rings or only vibrates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import NotPossible
from .asking import Ask, sdk_of
from .setting_kinds import PAGES, Level
from .shares import percent

STREAMS = {
    "volume": ("3", "Media volume"),
    "ring_volume": ("2", "Ring volume"),
    "alarm_volume": ("4", "Alarm volume"),
}
_VOLUME = re.compile(r"volume is (\d+) in range \[(\d+)\.\.(\d+)\]")


def _volume_command(sdk: int) -> Sequence[str]:
    """The media service takes commands itself from API level 30 on (AOSP, MediaShellCommand); before, a program of its own does."""
    return ["media", "volume"] if 0 < sdk < 30 else ["cmd", "media_session", "volume"]


def _volume(ask: Ask, stream: str) -> tuple[int, int, int]:
    """The step it stands at, the least and the highest one."""
    printed = ask([*_volume_command(sdk_of(ask)), "--stream", stream, "--get"])
    found = _VOLUME.search(printed)
    if found is None:
        raise NotPossible(f'The phone doesn\'t tell its volume (it says "{printed.strip()[:80]}")')
    return int(found[1]), int(found[2]), int(found[3])


def volume_level(stream: str, title: str) -> Level:
    def said(ask: Ask, kept: str) -> str:
        return f"{round(100 * int(kept) / _volume(ask, stream)[2])}%"

    def kept(ask: Ask, value: str) -> str:
        _, least, top = _volume(ask, stream)
        return str(max(least, round(percent(value) / 100 * top)))

    return Level(
        title,
        lambda ask: str(_volume(ask, stream)[0]),
        said,
        kept,
        lambda step, sdk: [*_volume_command(sdk), "--stream", stream, "--set", step],
        f"{PAGES}.SOUNDPAGES",
    )


# -- rings or vibrates ---------------------------------------------------------------------------------------------

SOUND, VIBRATE, SILENT = "Sound", "Vibrate", "Silent"
_MODES = {"NORMAL": SOUND, "VIBRATE": VIBRATE, "SILENT": SILENT}
_SAID = {"sound": SOUND, "ring": SOUND, "normal": SOUND, "vibrate": VIBRATE, "vibration": VIBRATE, "silent": SILENT}
_MODE = re.compile(r"^- mode \(internal\) = (\w+)", re.MULTILINE)
_HAS_COMMAND = 35
"""From this API level on `cmd audio` sets the mode (AOSP, AudioManagerShellCommand). Before, one that it doesn't know ends
without a word; there a ring volume of 0 makes a phone vibrate, and any other lets it ring (AOSP, AudioService.getNewRingerMode)."""


def _mode(ask: Ask) -> str:
    """`Sound`, `Vibrate` or `Silent`, from the audio service's own report: what `settings` has of it comes half a second later."""
    found = _MODE.search(ask(["dumpsys", "audio"]))
    if found is None or found[1] not in _MODES:
        raise NotPossible("The phone doesn't tell whether it rings or vibrates")
    return _MODES[found[1]]


def _ring_step(ask: Ask) -> int:
    return _volume(ask, "2")[0]


def _kept_mode(ask: Ask) -> str:
    """The mode by its name; before `cmd audio` the step that it rings at, since to vibrate takes that away."""
    mode = _mode(ask)
    if sdk_of(ask) >= _HAS_COMMAND or mode == SILENT:
        return mode
    return str(_ring_step(ask)) if mode == SOUND else "0"


def _mode_said(ask: Ask, kept: str) -> str:
    return kept if not kept.isdecimal() else SOUND if int(kept) else VIBRATE


def _mode_kept(ask: Ask, value: str) -> str:
    said = _SAID.get(value.strip().lower())
    if sdk_of(ask) >= _HAS_COMMAND and said is not None:
        return said
    if said not in (SOUND, VIBRATE):
        there = f"There are {SOUND} and {VIBRATE}; for silence there is Do Not Disturb"
        raise NotPossible(f'"{value}" is no ring mode here. {there}')
    if said == VIBRATE:
        return "0"
    step, _, top = _volume(ask, "2")
    return str(step or (top + 1) // 2)  # how loud it rang before isn't known any more


def _write_mode(kept: str, sdk: int) -> Sequence[str]:
    if sdk < _HAS_COMMAND:
        return [*_volume_command(sdk), "--stream", "2", "--set", kept]
    return ["cmd", "audio", "set-ringer-mode", {said: mode for mode, said in _MODES.items()}[kept]]


RING_MODE = Level(
    "Ring mode", _kept_mode, _mode_said, _mode_kept, _write_mode, f"{PAGES}.SOUND_SETTINGS", in_words=False
)
