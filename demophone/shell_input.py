"""The shell's `getevent`: what the touchscreen does, in Android's own words."""

from __future__ import annotations

from .shell import Call, command
from .touchscreen import MAXIMUM, NAME, NUMBERS, PATH, Event

_AXIS = "value 0, min 0, max {}, fuzz 0, flat 0, resolution 0"


@command("getevent")
async def getevent(call: Call) -> int:
    """`getevent [-t] [-l] [-q] [-p] [-i] [-c COUNT] [DEVICE]`; it goes on until whoever reads it hangs up."""
    letters = {letter for word in call.args if word.startswith("-") and word != "-c" for letter in word[1:]}
    count = call.option("-c")
    devices = [word for word in call.args if not word.startswith("-")]
    if letters - set("tlqpi") or len(devices) > 1 or (count is not None and not count.isdecimal()):
        return call.complain(
            "Usage: getevent [-t] [-n] [-s switchmask] [-S] [-v [mask]] [-d] [-p] [-i] [-l] [-q] [-c count] [-r] [device]"
        )
    if devices and devices[0] != PATH:
        return call.complain(f"could not open {devices[0]}, No such file or directory")
    if not devices and "q" not in letters or letters & set("pi"):
        call.print(f'add device 1: {PATH}\n  name:     "{NAME}"')
    if letters & set("pi"):
        _describe(call, labels="l" in letters)
        return 0
    await call.flush()
    await _tell_events(call, letters, int(count or 0), "" if devices else f"{PATH}: ")
    return 0


async def _tell_events(call: Call, letters: set[str], count: int, place: str) -> None:
    screen = call.android.touchscreen
    events, told = screen.listen(), 0
    try:
        while not count or told < count:
            event = await events.get()
            moment = call.android.uptime() if "t" in letters else None
            before = f"[{int(moment):8d}.{int(moment % 1 * 1_000_000):06d}] " if moment is not None else ""
            call.print(f"{before}{place}{_line(event, labels='l' in letters)}")
            told += 1
            if events.empty():
                await call.flush()
    finally:
        screen.leave(events)


def _line(event: Event, *, labels: bool) -> str:
    if labels:
        value = f"{event.value:<20}"
        return f"{event.kind:<12} {event.code:<20} {value}"
    value = f"{NUMBERS[event.value]:08x}" if event.value in NUMBERS else event.value
    return f"{NUMBERS[event.kind]:04x} {NUMBERS[event.code]:04x} {value}"


def _describe(call: Call, *, labels: bool) -> None:
    axes = {"ABS_MT_SLOT": 9, "ABS_MT_POSITION_X": MAXIMUM, "ABS_MT_POSITION_Y": MAXIMUM, "ABS_MT_TRACKING_ID": 65535}
    named = {axis: f"{axis:<21}" if labels else f"{NUMBERS[axis]:04x} " for axis in axes}
    call.print("  events:")
    call.print(f"    KEY (0001): {'BTN_TOUCH' if labels else '014a'}")
    for number, (axis, most) in enumerate(axes.items()):
        start = "    ABS (0003): " if number == 0 else " " * 16
        call.print(f"{start}{named[axis]} : {_AXIS.format(most)}")
    call.print("  input props:\n    " + ("INPUT_PROP_DIRECT" if labels else "0001"))
