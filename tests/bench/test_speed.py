"""The speed benchmark measures what it says: the app has its two sizes, both clients tap it, and targets have their figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import speed, speed_app
from bench.plain_client import PlainClient
from bench.speed import TARGETS, act_ratios, best_help_s
from demophone.apps import load_app
from ground.errors import PhoneError

NAMES = (
    "act_ratio_40",
    "act_ms_40",
    "plain_ms_40",
    "nodes_40",
    "act_ratio_300",
    "act_ms_300",
    "plain_ms_300",
    "nodes_300",
)


@pytest.mark.usefixtures("adb_server")
def test_both_clients_act_on_a_light_and_on_a_heavy_screen() -> None:
    lines: list[str] = []
    found = act_ratios(realistic=False, on_line=lines.append, rounds=3)
    assert set(found) == set(NAMES)
    assert found["nodes_40"] == pytest.approx(40, abs=8)
    assert found["nodes_300"] == pytest.approx(300, abs=15)
    assert found["act_ratio_40"] == pytest.approx(found["plain_ms_40"] / found["act_ms_40"], rel=0.05)
    assert len(lines) == 2
    assert "target ≥ 12" in lines[0]


@pytest.mark.usefixtures("adb_server")
def test_a_tap_that_does_nothing_is_no_measurement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PlainClient, "tap_text", lambda *_: None)
    with pytest.raises(PhoneError, match="had no effect"):
        act_ratios(realistic=False, on_line=print, rounds=1)


@pytest.mark.usefixtures("adb_server")
def test_a_screen_believed_too_early_is_no_measurement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "_tap", lambda *_: None)
    with pytest.raises(PhoneError, match="before its effect showed"):
        act_ratios(realistic=False, on_line=print, rounds=1)


def test_help_is_timed_as_a_process() -> None:
    assert 0.01 < best_help_s(rounds=1) < 20


def test_every_target_is_a_figure_of_the_benchmark() -> None:
    model = {"script_warm_p50_s", "first_token_s", "decode_ratio"}
    model |= {"adapter_first_token_ratio", "adapter_decode_ratio"}
    acts = {f"act_ratio_{size}{suffix}" for size in (40, 300) for suffix in ("", "_realistic")}
    assert set(TARGETS) == acts | {"help_s"} | model


def test_the_measured_app_is_an_app_like_any() -> None:
    app = load_app(Path(speed_app.__file__))
    assert (app.package, app.label) == ("app.bench.speed", "Speed")
