"""Whether a phone rings or vibrates: read from the audio service's report, set by what that Android has for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from phones.itself import NotPossible
from phones.itself.volumes import RING_MODE


def phone(sdk: int, mode: str, step: int = 5) -> Callable[[Sequence[str]], str]:
    """A phone's shell, whose ring volume has seven steps."""

    def ask(words: Sequence[str]) -> str:
        if words[0] == "getprop":
            return f"{sdk}\n"
        if words[0] == "dumpsys":
            return f"Ringer mode: \n- mode (internal) = {mode}\n- mode (external) = {mode}\n"
        return f"[V] volume is {step} in range [0..7]\n"

    return ask


@pytest.mark.parametrize(
    ("sdk", "mode", "step", "said"),
    [
        (34, "NORMAL", 5, "Sound"),
        (34, "VIBRATE", 0, "Vibrate"),
        (29, "SILENT", 0, "Silent"),
        (35, "NORMAL", 5, "Sound"),
        (35, "VIBRATE", 0, "Vibrate"),
        (36, "SILENT", 0, "Silent"),
    ],
)
def test_how_it_is(sdk: int, mode: str, step: int, said: str) -> None:
    ask = phone(sdk, mode, step)
    assert RING_MODE.said(ask, RING_MODE.raw(ask)) == said


@pytest.mark.parametrize(
    ("sdk", "value", "command"),
    [
        (29, "Vibrate", "media volume --stream 2 --set 0"),
        (34, "vibration", "cmd media_session volume --stream 2 --set 0"),
        (34, "Sound", "cmd media_session volume --stream 2 --set 4"),  # how loud it rang isn't known any more
        (35, "Vibrate", "cmd audio set-ringer-mode VIBRATE"),
        (35, "ring", "cmd audio set-ringer-mode NORMAL"),
        (35, "silent", "cmd audio set-ringer-mode SILENT"),
    ],
)
def test_how_it_is_set(sdk: int, value: str, command: str) -> None:
    ask = phone(sdk, "VIBRATE", 0)
    assert " ".join(RING_MODE.write(RING_MODE.kept(ask, value), sdk)) == command


def test_a_phone_that_rings_keeps_its_volume_where_it_is_told_to_ring() -> None:
    ask = phone(34, "NORMAL", 5)
    assert RING_MODE.kept(ask, "Sound") == RING_MODE.raw(ask) == "5"


@pytest.mark.parametrize(("sdk", "value"), [(34, "silent"), (34, "loud"), (35, "loud")])
def test_what_it_cant_be_set_to(sdk: int, value: str) -> None:
    with pytest.raises(NotPossible, match="Do Not Disturb"):
        RING_MODE.kept(phone(sdk, "NORMAL"), value)


def test_a_report_without_it_is_not_guessed_at() -> None:
    with pytest.raises(NotPossible, match="doesn't tell"):
        RING_MODE.raw(lambda words: "Can't find service: audio\n")
