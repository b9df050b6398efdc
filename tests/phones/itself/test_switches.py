"""How the phone's settings are read from what Android keeps of them, and by which command they are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from phones.itself import NotPossible
from phones.itself.settings import LEVELS, SWITCHES

BLUETOOTH = SWITCHES["bluetooth"]


def phone_that_says(kept: str, report: str) -> Callable[[Sequence[str]], str]:
    return lambda words: f"{kept}\n" if words[0] == "settings" else report


@pytest.mark.parametrize(
    ("kept", "report", "on"),
    [
        ("0", "", False),
        ("1", "", True),
        ("null", "", False),
        ("2", "Bluetooth Status\n  enabled: false\n  state: OFF\n", False),  # airplane mode has switched it off
        ("2", "Bluetooth Status\n  enabled: true\n  state: ON\n", True),  # and leaves it on for headphones in use
    ],
)
def test_whether_bluetooth_is_on(kept: str, report: str, on: bool) -> None:
    assert BLUETOOTH.on(BLUETOOTH.read(phone_that_says(kept, report))) is on


def test_bluetooth_in_airplane_mode_isnt_guessed() -> None:
    with pytest.raises(NotPossible, match="doesn't tell"):
        BLUETOOTH.read(phone_that_says("2", "Can't find service: bluetooth_manager"))


@pytest.mark.parametrize(("sdk", "program"), [(32, "svc"), (33, "cmd")])
def test_bluetooth_is_written_by_what_that_android_has(sdk: int, program: str) -> None:
    assert BLUETOOTH.write(True, sdk)[0] == program


def two_sims(config: str, used: str, **kept: str) -> Callable[[Sequence[str]], str]:
    """A phone's shell; `kept` are Android's global settings."""
    said = {"multi_sim_data_call": used, **kept}
    return lambda words: f"{config}\n" if words[0] == "getprop" else f"{said.get(words[-1], 'null')}\n"


@pytest.mark.parametrize(
    ("ask", "on"),
    [
        (two_sims("", "3", mobile_data="0", mobile_data3="1"), False),  # one SIM: what was kept with two is old
        (two_sims("ssss", "-1", mobile_data="1"), True),
        (two_sims("dsds", "3", mobile_data="1", mobile_data3="0"), False),
        (two_sims("DSDS", "1", mobile_data="0", mobile_data1="1", mobile_data2="0"), True),
        (two_sims("tsts", "2", mobile_data="1"), True),  # nothing is kept for it
        (two_sims("dsds", "-1", mobile_data="0", mobile_data1="1"), False),  # no SIM is used for data
    ],
)
def test_whether_mobile_data_is_on(ask: Callable[[Sequence[str]], str], on: bool) -> None:
    switch = SWITCHES["mobile_data"]
    assert switch.on(switch.read(ask)) is on


@pytest.mark.parametrize(
    ("sdk", "program"),
    [
        ("28", "media volume"),
        ("29", "media volume"),
        ("30", "cmd media_session volume"),
        ("", "cmd media_session volume"),
    ],
)
def test_the_volume_is_asked_of_what_that_android_has(sdk: str, program: str) -> None:
    asked = []

    def ask(words: Sequence[str]) -> str:
        asked.append(" ".join(words))
        return f"{sdk}\n" if words[0] == "getprop" else "[v] volume is 6 in range [0..15]\n"

    level = LEVELS["volume"]
    assert level.said(ask, level.raw(ask)) == "40%"
    assert [line for line in asked if "volume" in line] == [f"{program} --stream 3 --get"] * 2
    assert " ".join(level.write("6", int(sdk or 0))) == f"{program} --stream 3 --set 6"


@pytest.mark.parametrize("mode", ["auto", "custom", "custom_schedule", "custom_bedtime"])
@pytest.mark.parametrize("dark", [True, False])
def test_a_dark_theme_that_goes_by_the_clock_is_as_it_is_now(mode: str, dark: bool) -> None:
    switch = SWITCHES["dark_theme"]
    report = f" waitScreenOff=false mComputedNightMode={str(dark).lower()} customStart=79200000\n"
    said = switch.read(lambda words: report if words[0] == "dumpsys" else f"Night mode: {mode}\n")
    assert switch.on(said) is dark and switch.ends(said) == "its schedule"


def test_a_dark_theme_that_is_switched_has_no_schedule_and_an_unknown_one_isnt_guessed() -> None:
    switch = SWITCHES["dark_theme"]
    for word, on in (("yes", True), ("no", False)):
        said = switch.read(lambda words, word=word: f"Night mode: {word}\n")  # type: ignore[misc]
        assert switch.on(said) is on and not switch.ends(said)
    with pytest.raises(NotPossible, match="dark now"):
        switch.read(lambda words: "Night mode: unknown\n")


@pytest.mark.parametrize(
    ("report", "on"),
    [("mState=on", True), ("mState=off", False), ("mState=STATE_ON", True), ("mState=turning on", True)],
)
def test_whether_nfc_is_on(report: str, on: bool) -> None:
    assert SWITCHES["nfc"].on(SWITCHES["nfc"].read(lambda words: report)) is on


def test_a_phone_without_nfc_says_so() -> None:
    with pytest.raises(NotPossible, match="may have none"):
        SWITCHES["nfc"].read(lambda words: "Can't find service: nfc")
