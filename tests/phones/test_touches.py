"""What `getevent` prints, read as a finger; and a finger on the demo phone's glass, heard of through the real adb."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ground.errors import PhoneError
from phones.touches import Axes, Finger, FingerReader, Pressed, open_fingers, pixel, touchscreens

if TYPE_CHECKING:
    from demophone.phone import DemoPhoneThread

DESCRIBED = """\
add device 1: /dev/input/event5
  name:     "gpio-keys"
  events:
    KEY (0001): KEY_VOLUMEUP          KEY_POWER
  input props:
    <none>
add device 2: /dev/input/event3
  name:     "stylus_pad"
  events:
    ABS (0003): ABS_MT_POSITION_X     : value 0, min 0, max 100, fuzz 0, flat 0, resolution 0
                ABS_MT_POSITION_Y     : value 0, min 0, max 100, fuzz 0, flat 0, resolution 0
  input props:
    INPUT_PROP_POINTER
add device 3: /dev/input/event2
  name:     "fts_ts"
  events:
    KEY (0001): BTN_TOUCH
    ABS (0003): ABS_MT_SLOT           : value 0, min 0, max 9, fuzz 0, flat 0, resolution 0
                ABS_MT_POSITION_X     : value 0, min 0, max 10799, fuzz 0, flat 0, resolution 0
                ABS_MT_POSITION_Y     : value 0, min -1, max 23998, fuzz 0, flat 0, resolution 0
  input props:
    INPUT_PROP_DIRECT
"""
SCREEN = "/dev/input/event2"
AXES = {SCREEN: Axes(0, 999, 0, 1999)}


def test_the_touchscreen_is_told_from_what_else_has_two_axes() -> None:
    assert touchscreens(DESCRIBED) == {SCREEN: Axes(0, 10799, -1, 23998)}
    assert touchscreens("could not open /dev/input/event2, Permission denied") == {}


def read(*lines: str, axes: dict[str, Axes] = AXES) -> list[Finger | Pressed]:
    reader = FingerReader(axes)
    found = [reader.line(line, float(at)) for at, line in enumerate(lines)]
    return [one for one in found if one is not None]


def event(at: float, code: str, value: str, path: str = SCREEN) -> str:
    kind = {"A": "EV_ABS", "S": "EV_SYN", "B": "EV_KEY", "K": "EV_KEY"}[code[0]]
    return f"[{at:15.6f}] {path}: {kind:<12} {code:<20} {value:<20}\r\n"


def put(at: float, x: int, y: int) -> list[str]:
    return [
        event(at, "ABS_MT_POSITION_X", f"{x:08x}"),
        event(at, "ABS_MT_POSITION_Y", f"{y:08x}"),
        event(at, "SYN_REPORT", "00000000"),
    ]


def by_ids(held_s: float, x: int, y: int) -> list[str]:
    """As the protocol with tracking ids has it."""
    return [
        event(10.0, "ABS_MT_TRACKING_ID", "0000002a"),
        *put(10.0, x, y),
        event(10.0 + held_s, "ABS_MT_TRACKING_ID", "ffffffff"),
        event(10.0 + held_s, "SYN_REPORT", "00000000"),
    ]


def by_button(held_s: float, x: int, y: int) -> list[str]:
    """As older touchscreens have it."""
    return [
        event(10.0, "BTN_TOUCH", "DOWN"),
        *put(10.0, x, y),
        event(10.0 + held_s, "BTN_TOUCH", "UP"),
        event(10.0 + held_s, "SYN_REPORT", "00000000"),
    ]


@pytest.mark.parametrize("protocol", [by_ids, by_button])
@pytest.mark.parametrize(("held_s", "kind"), [(0.08, "tap"), (0.55, "long_press")])
def test_a_finger_that_stays_where_it_is(
    protocol: Callable[[float, int, int], list[str]], held_s: float, kind: str
) -> None:
    [finger] = read(*protocol(held_s, 500, 500))
    assert isinstance(finger, Finger)
    assert (finger.kind, finger.at) == (kind, 0.0)
    assert pixel(finger.down, 1080, 2400, 0) == (540, 600)


def test_a_finger_that_wanders_swipes_from_where_it_came_down() -> None:
    lines = by_ids(0.2, 500, 1500)
    [finger] = read(*lines[:-2], *put(10.1, 500, 700), *lines[-2:])
    assert isinstance(finger, Finger)
    assert finger.kind == "swipe"
    assert pixel(finger.down, 1080, 2400, 0) == (540, 1800) and pixel(finger.up, 1080, 2400, 0) == (540, 840)


def test_a_second_finger_and_other_devices_count_for_nothing() -> None:
    other = [event(10.0, "ABS_MT_SLOT", "00000001"), event(10.0, "ABS_MT_TRACKING_ID", "0000002b"), *put(10.0, 1, 1)]
    lines = by_ids(0.05, 500, 500)
    found = read(*lines[:4], *other, event(10.0, "ABS_MT_SLOT", "00000000"), *lines[4:], *by_ids(0.1, 9, 9)[:1])
    assert len(found) == 1
    assert read(*(line.replace("event2", "event7") for line in lines)) == []


def test_a_place_that_isnt_told_again_is_the_last_one() -> None:
    """A kernel leaves out an axis on which nothing changed."""
    again = [
        event(20.0, "ABS_MT_TRACKING_ID", "0000002b"),
        event(20.0, "ABS_MT_POSITION_X", "000001f4"),
        event(20.0, "SYN_REPORT", "00000000"),
        event(20.1, "ABS_MT_TRACKING_ID", "ffffffff"),
        event(20.1, "SYN_REPORT", "00000000"),
    ]
    _, second = read(*by_ids(0.1, 100, 1500), *again)
    assert isinstance(second, Finger)
    assert pixel(second.down, 1080, 2400, 0) == (540, 1800)


def test_a_key_for_back_is_heard() -> None:
    assert read(event(1.0, "KEY_BACK", "DOWN", "/dev/input/event5")) == [Pressed("back", 0.0)]


@pytest.mark.parametrize(
    ("rotation", "width", "height", "at"),
    [
        (0, 1000, 2000, (100, 400)),
        (1, 2000, 1000, (400, 900)),
        (2, 1000, 2000, (900, 1600)),
        (3, 2000, 1000, (1600, 100)),
    ],
)
def test_a_turned_display_is_touched_where_the_finger_is(
    rotation: int, width: int, height: int, at: tuple[int, int]
) -> None:
    x, y = pixel((0.1, 0.2), width, height, rotation)
    assert abs(x - at[0]) <= 1 and abs(y - at[1]) <= 1


@given(st.lists(st.text(max_size=40) | st.sampled_from([*by_ids(0.1, 5, 5), *by_button(0.5, 6, 6)]), max_size=60))
def test_whatever_is_printed_is_read_without_a_fall(lines: list[str]) -> None:
    for finger in read(*lines):
        assert isinstance(finger, (Finger, Pressed))


def test_the_demo_phones_glass_is_heard_of(demo: DemoPhoneThread, eventually: Callable[..., None]) -> None:
    with open_fingers(demo.serial) as fingers:
        heard: list[Finger | Pressed] = []

        def until(count: int) -> None:
            def come() -> bool:
                heard.extend(fingers.taken())
                return len(heard) == count

            eventually(come)

        demo.finger(540, 900)
        until(1)
        demo.finger(540, 1500, to=(540, 700), hold_ms=100)
        until(2)
        tap, swipe = heard
        assert isinstance(tap, Finger) and isinstance(swipe, Finger)
        assert (tap.kind, swipe.kind) == ("tap", "swipe")
        x, y = pixel(tap.down, 1080, 2400, 0)
        assert abs(x - 540) <= 1 and abs(y - 900) <= 1
        assert fingers.down.is_set() and not fingers.ended
        demo.unplug()
        eventually(lambda: fingers.ended)


def test_a_phone_that_keeps_its_touches_to_itself_says_so(demo: DemoPhoneThread) -> None:
    demo.call(lambda: demo.device.refused.add("getevent"))  # type: ignore[attr-defined]
    with pytest.raises(PhoneError, match="listen to its touchscreen"):
        open_fingers(demo.serial)
