"""Switches of the phone itself that are called by what is so when they are off, or by their name alone."""

from __future__ import annotations

import pytest

from agent.fit.doubts import doubts
from apidocs.shipped.itself import phone_doc


@pytest.mark.parametrize(
    ("task", "switch", "right"),
    [
        ("turn on light mode", "dark_theme", "off"),
        ("go back to the light theme", "dark_theme", "off"),
        ("turn off light mode", "dark_theme", "on"),
        ("I don't want light mode", "dark_theme", "on"),
        ("change to dark mode", "dark_theme", "on"),
        ("dark mode please", "dark_theme", "on"),
        ("lock rotation", "auto_rotate", "off"),
        ("turn off the rotation lock", "auto_rotate", "on"),
        ("turn silent mode off", "do_not_disturb", "off"),
        ("switch do not disturb on", "do_not_disturb", "on"),
        ("do not disturb", "do_not_disturb", "on"),
        ("mute my phone", "do_not_disturb", "on"),
        ("unmute my phone", "do_not_disturb", "off"),
        ("save battery", "battery_saver", "on"),
        ("the phone is too quiet, I miss every call", "do_not_disturb", "off"),
        ("it is far too loud in here", "do_not_disturb", "on"),
        ("my screen is too dark", "dark_theme", "off"),
        ("the pages are too bright for me", "dark_theme", "on"),
    ],
)
def test_a_switch_turned_the_other_way(task: str, switch: str, right: str) -> None:
    for way in ("on", "off"):
        found = doubts(f"phone.{switch}.turn_{way}()", task, phone_doc())
        assert any(doubt.kind == "flipped" for doubt in found) is (way != right)
