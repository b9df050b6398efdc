"""How a task's end is shown: green and a tick are for what was seen on the phone."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from sessions.records import STATUSES
from sessions.store import Store
from tests.ui import scenes
from tests.ui.conftest import Opened, until
from tests.ui.test_views import app_of
from ui.statuses import SHOWN, shown
from ui.widgets.table import Table

pytestmark = pytest.mark.whole


def test_every_status_has_its_words_and_only_done_looks_done() -> None:
    assert set(SHOWN) == set(STATUSES)
    assert len({one.words for one in SHOWN.values()}) == len(STATUSES)
    assert [name for name, one in SHOWN.items() if one.mark == "✓" or one.colour == "green"] == ["done"]


def test_a_status_of_a_newer_version_is_shown_by_its_name() -> None:
    assert shown("half_way").words == "half way"


@pytest.mark.usefixtures("learned")
async def test_the_filter_goes_through_the_statuses_there_are(adb_server: object, opened: Opened) -> None:
    with Store() as store:
        for task, status in (("add Milk", "unproved"), ("add Bread", "partly"), ("add Tea", "done")):
            session = store.start_session("task", task, app="app.demo.notes", app_label="Notes", phone="Pixel 8")
            store.finish_session(session, status, f"{task}: {status}", "")
    async with opened() as pilot:
        await pilot.press("f3")
        table = app_of(pilot).view("sessions").query_one("#heads", Table)
        await until(pilot, lambda: table.row_count == 3)
        seen = []
        for words in ("only done", "only done, not proved", "only partly done", ""):
            await pilot.press("f")
            await until(pilot, lambda words=words: table.border_subtitle == words)  # type: ignore[misc]
            seen.append([_mark(table, row) for row in range(table.row_count)])
        assert seen == [["✓"], ["?"], ["½"], ["✓", "½", "?"]]


def _mark(table: Table, row: int) -> str:
    return str(table.get_row_at(row)[0]).strip()


@pytest.mark.parametrize(
    ("status", "style", "words"),
    [
        ("done", "done", "✓ done"),
        ("unproved", "unproved", "? done, not proved"),
        ("partly", "undone", "½ partly done"),
        ("not_done", "undone", "✗ not done"),
    ],
)
async def test_the_answer_looks_like_what_it_is(adb_server: object, status: str, style: str, words: str) -> None:
    app = scenes.StillApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await _say(pilot, status)
        answer = app.query_one("#answer", Static)
        assert [name for name in ("done", "unproved", "undone") if answer.has_class(name)] == [style]
        assert answer.border_subtitle == words


async def _say(pilot: Pilot[int], status: str) -> None:
    view = await scenes.still(pilot)  # type: ignore[arg-type]
    view._say("An answer.", "Session abc1de.", status)
    await pilot.pause()
