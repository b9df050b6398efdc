"""A learning that was killed and gone on with makes the doc that one undisturbed makes, and leaves the app alike."""

from __future__ import annotations

import math
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from agent.learn.learning import DEMO_EFFECTS
from apidocs.doc import AppDoc
from apidocs.explore.tape import tape_path
from apidocs.keep import store as docs
from demophone.apps import builtin_apps
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from demophone.whole import whole_state
from foundry.state_diff import changes
from ground.exits import ExitCode
from tests.agent.learn.up_to_order import differences
from tests.apidocs.explore import killed_learning
from tests.apidocs.explore.sticky_app import StickyApp

from .conftest import Running

pytestmark = pytest.mark.whole

Start = Callable[..., Running]
StartPhone = Callable[..., DemoPhoneThread]
ALLOWED = [word for effect in sorted(DEMO_EFFECTS) for word in ("--allow", effect.value)]
STICKY = StickyApp.package


def phone_of(start_demo_phone: StartPhone) -> DemoPhoneThread:
    return start_demo_phone(lambda: Device([*builtin_apps(), StickyApp()]))


def whole(demo: DemoPhoneThread) -> dict[str, Any]:
    return demo.call(lambda: whole_state(demo.device))  # type: ignore[arg-type]


def learned(demo: DemoPhoneThread, app: str, kills: Sequence[tuple[int, str]] = ()) -> AppDoc:
    """Learn it, killed at these calls of the phone, before or after each, and gone on with."""
    for calls, when in (*kills, (0, "never")):
        command = [sys.executable, killed_learning.__file__, app, demo.serial, str(calls), when]
        done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[3])
        assert done.returncode == (0 if when == "never" else -9), done.stderr
    assert not tape_path(app, demo.serial).exists()
    return docs.load(app)


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_killed_twice_it_ends_with_the_same_doc(start_demo_phone: StartPhone) -> None:
    undisturbed = learned(phone_of(start_demo_phone), STICKY)
    docs.remove(STICKY)
    demo = phone_of(start_demo_phone)
    before = whole(demo)
    again = learned(demo, STICKY, [(9, "before"), (14, "after")])
    assert differences(again, undisturbed) == []
    assert [str(change) for change in changes(before, whole(demo))] == []


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize(("app", "seed"), [("notes", 2), ("clock", 4)])
def test_killed_at_twenty_random_moments_it_ends_with_the_same_doc(
    app: str, seed: int, start: Start, start_demo_phone: StartPhone
) -> None:
    draw, package = random.Random(seed), f"app.demo.{app}"
    undisturbed, length, _ = _by_command(start, phone_of(start_demo_phone), package, [], draw)
    docs.remove(package)
    demo = phone_of(start_demo_phone)
    before = whole(demo)
    moments = [length / 22 * draw.uniform(0.1, 1.5) for _ in range(20)]
    doc, _, kills = _by_command(start, demo, package, moments, draw)
    assert kills == 20
    assert differences(doc, undisturbed) == []
    assert [str(change) for change in changes(before, whole(demo))] == []


def _by_command(
    start: Start, demo: DemoPhoneThread, package: str, moments: list[float], draw: random.Random
) -> tuple[AppDoc, int, int]:
    """Learn it, killed each time that its tape has so many lines more. The doc, lines written, kills."""
    tape = tape_path(package, demo.serial)
    lines = kills = 0
    while True:
        more = ["--continue"] if tape.exists() else []
        running = start("apps", "learn", package, "-s", demo.serial, "--no-warm", "--calls", "900", *ALLOWED, *more)
        moment = lines + moments[kills] if kills < len(moments) else math.inf
        while running.process.poll() is None and lines < moment:
            lines = max(lines, _lines(tape))
            time.sleep(0.003)
        if running.process.poll() is not None:
            assert running.end() == ExitCode.DONE and not tape.exists(), running.stderr
            return docs.load(package), lines, kills
        time.sleep(draw.random() / 50)  # between two lines, too
        running.process.kill()
        running.end()
        kills += 1


def _lines(tape: Path) -> int:
    try:
        return tape.read_bytes().count(b"\n")
    except FileNotFoundError:
        return 0
