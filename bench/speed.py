"""What an act, a script and a start cost in time, measured against what the same machine can do at best.

Each ratio compares two ways in one run, taken in turns, so that a busy machine slows both; the absolute times stand beside
the machine's load. Decides what is timed; `bench.speed_app` is what is tapped, `bench.speed_model` what is written.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from demophone.process import DemoPhoneProcess
from ground.errors import PhoneError
from phones.android import AndroidPhone, open_phone
from phones.hierarchy import Hierarchy
from phones.locating import Locator, find

from . import speed_app
from .plain_client import PlainClient
from .statistics import load, median

ROUNDS, ROUNDS_REALISTIC = 40, 8
HELP_ROUNDS = 5
TARGETS: dict[str, tuple[str, float]] = {
    "act_ratio_40": ("≥", 12),
    "act_ratio_300": ("≥", 5),
    "act_ratio_40_realistic": ("≥", 0.95),
    "act_ratio_300_realistic": ("≥", 0.8),
    "help_s": ("≤", 0.4),
    "script_warm_p50_s": ("≤", 2.5),
    "first_token_s": ("≤", 0.5),
    "decode_ratio": ("≥", 0.95),
    "adapter_first_token_ratio": ("≤", 1.25),
    "adapter_decode_ratio": ("≤", 1.25),
}
"""What the figures should be, printed beside them; the rest is for information."""

DEFINITIONS = {
    "act_ratio": "d(text=…).click() of the plain uiautomator2 client ÷ our look + match + tap + settle, medians, in turns. The "
    "look is a dump only where the phone told of a change since the last: an act starts from the dump that proved the one before",
    "adapter_first_token_ratio": "with the adapter ÷ without it, in turns; so is adapter_decode_ratio. Only where there is one",
    "help_s": f"best of {HELP_ROUNDS} of `thumbwright --help`",
}
OnLine = Callable[[str], None]


def measure(*, model: bool, on_line: OnLine, adapter: str = "") -> dict[str, Any]:
    """Measure everything, the model's part only with `model`, and with this adapter instead of the one that is set; each result
    is told to `on_line` as it comes.

    Raises PhoneError where the demo phone doesn't start, ModelError where the model can't be used.
    """
    found: dict[str, Any] = {"load": load()}
    on_line(f"load: {found['load']}")
    for realistic in (False, True):
        found |= act_ratios(realistic=realistic, on_line=on_line)
    found["help_s"] = best_help_s()
    on_line(_line("help_s", found["help_s"]))
    if model:
        from .speed_model import measure_model

        found |= measure_model(lambda name, value: on_line(_line(name, value)), adapter)
    found["load_after"] = load()
    found["definitions"] = DEFINITIONS
    on_line(f"load: {found['load_after']}")
    return found


def act_ratios(*, realistic: bool, on_line: OnLine, rounds: int = 0) -> dict[str, Any]:
    """How much faster an act is over our connection than with the plain client, on a light and on a heavy screen."""
    rounds = rounds or (ROUNDS_REALISTIC if realistic else ROUNDS)
    suffix = "_realistic" if realistic else ""
    found: dict[str, Any] = {}
    app = [Path(speed_app.__file__)]
    with (
        tempfile.TemporaryDirectory() as state,
        DemoPhoneProcess(state=Path(state), apps=app, realistic=realistic) as demo,
    ):
        phone = open_phone(demo.address)
        try:
            plain = PlainClient(demo.address)
            phone.launch(speed_app.SpeedApp.package)
            for size in (40, 300):
                screen = phone.settle()
                ours, theirs = _in_turns(phone, plain, rounds)
                found[f"act_ratio_{size}{suffix}"] = round(theirs / ours, 2)
                found[f"act_ms_{size}{suffix}"] = round(ours * 1000, 1)
                found[f"plain_ms_{size}{suffix}"] = round(theirs * 1000, 1)
                found[f"nodes_{size}{suffix}"] = sum(1 for _ in screen.walk())
                on_line(
                    _line(f"act_ratio_{size}{suffix}", found[f"act_ratio_{size}{suffix}"])
                    + f"; {ours * 1000:.1f} ms against {theirs * 1000:.1f} ms, {found[f'nodes_{size}{suffix}']} nodes"
                )
                _tap(phone, phone.dump(), speed_app.OTHER_SIZE)
        finally:
            phone.close()
    return found


def _in_turns(phone: AndroidPhone, plain: PlainClient, rounds: int) -> tuple[float, float]:
    """Median seconds of an act, ours and the plain client's. Raises PhoneError where an act had no effect."""
    ours, theirs = [], []
    taps = _taps(phone.settle())
    for _ in range(rounds):
        phone.dump()  # both begin with a screen that has been laid out
        start = time.perf_counter()
        _tap(phone, phone.shown(), speed_app.TARGET)
        after = phone.settle()
        ours.append(time.perf_counter() - start)
        if _taps(after) != taps + 1:
            raise PhoneError(f"An act was settled before its effect showed: {_taps(after)} taps instead of {taps + 1}.")
        start = time.perf_counter()
        plain.tap_text(speed_app.TARGET)
        theirs.append(time.perf_counter() - start)
        taps = _taps(phone.settle())
        if taps != _taps(after) + 1:
            raise PhoneError("The plain client's tap had no effect.")
    return median(ours), median(theirs)


def _tap(phone: AndroidPhone, screen: Hierarchy, words: str) -> None:
    matches = find(screen, Locator(text=words))
    if not matches:
        raise PhoneError(f"The measured app shows no {words!r}.")
    phone.tap(*matches[0].node.bounds.center)


def _taps(screen: Hierarchy) -> int:
    counter = find(screen, Locator(resource_id=f"{speed_app.SpeedApp.package}:id/taps"))
    if not counter:
        raise PhoneError("The measured app is not in front.")
    return int(counter[0].node.text.split()[0])


def best_help_s(rounds: int = HELP_ROUNDS) -> float:
    """Seconds of the quickest `thumbwright --help`, as a process of its own."""
    script = Path(sys.executable).with_name("thumbwright")
    command = [str(script)] if script.exists() else [sys.executable, "-c", "from ui.cli import main; main()"]
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run([*command, "--help"], check=True, stdout=subprocess.DEVNULL, env=os.environ)
        took.append(time.perf_counter() - start)
    return round(min(took), 3)


def _line(name: str, value: float) -> str:
    sign, target = TARGETS.get(name, ("", 0.0))
    return f"{name}: {value:g}" + (f" (target {sign} {target:g})" if sign else "")
