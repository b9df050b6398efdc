"""Memory stays flat over many tasks."""

from __future__ import annotations

import gc
from typing import cast

import pytest
from textual.widget import Widget

from demophone.phone import DemoPhoneThread
from tests.ui.conftest import Opened, ScriptedWriter, until
from ui.app import ThumbwrightApp
from ui.views.run import RunView
from ui.views.run_shown import Phase

SCRIPT = 'open_app("Notes")\nfinish("done")\n'


async def test_tasks_leave_no_widgets_behind(demo_phone: DemoPhoneThread, opened: Opened, learned: str) -> None:
    def widgets() -> int:
        gc.collect()
        return sum(isinstance(one, Widget) for one in gc.get_objects())

    async with opened(demo_phone, ScriptedWriter(SCRIPT)) as pilot:
        view = cast(RunView, cast(ThumbwrightApp, pilot.app).view("run"))
        view._wait = False
        counted = []
        for number in range(6):
            view.start("open Notes and say done")
            await until(pilot, lambda: view.phase is Phase.IDLE)
            if number in (1, 5):
                counted.append(widgets())
        # one may still come or go when it is counted; what is left behind is left by each of the four tasks between
        assert abs(counted[1] - counted[0]) < 4


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_memory_is_flat_over_two_hundred_tasks(adb_server: object) -> None:
    from bench.ui import measure

    assert abs(measure(tasks=200, keys=20)["memory_growth"]) <= 0.05
