"""Effects that no verb of the task is known for, and that its words speak of all the same."""

from __future__ import annotations

import pytest

from agent.fit.doubts import doubts
from apidocs.doc import Effect, Screen
from tests.agent.small_docs import button, choice, doc_of, field, rows

APP = doc_of(
    Screen(
        name="settings",
        elements=[
            button("delete_account", Effect.ACCOUNT),
            button("reset_statistics", Effect.DELETE),
            button("delete_hive", Effect.DELETE),
            choice("font", "Small", "Large"),
        ],
    ),
    Screen(name="stats", elements=[choice("period", "Week", "Year"), rows("rides", "ride", "km")]),
    Screen(name="ride_filter", elements=[choice("span", "Week", "Year"), button("apply", Effect.COMMIT)]),
    Screen(name="new_ride", elements=[field("day"), button("apply", Effect.COMMIT)]),
)


@pytest.mark.parametrize(
    ("task", "script", "held"),
    [
        ("reset the statistics", "settings.reset_statistics.tap()", False),
        ("statistics: how often do I reset them?", "settings.reset_statistics.tap()", True),
        ("don't reset the statistics", "settings.reset_statistics.tap()", True),
        ("the statistics should show a reset", "settings.reset_statistics.tap()", True),
        ("use delete hive on it", "settings.delete_hive.tap()", False),
        ("select delete hive history", "settings.delete_hive.tap()", True),
        ("delete my whole account", "settings.delete_account.tap()", False),
        ("delete the account of Bob", "settings.delete_account.tap()", True),
        ("how far did I ride this year", 'stats.period.choose("Year")\nfinish(len(stats.rides()))', False),
        ("how far did I ride", 'stats.period.choose("Year")\nfinish(len(stats.rides()))', True),
        ("is the font large?", 'settings.font.choose("Large")\nfinish(len(stats.rides()))', True),
        ("show the rides of this year", 'ride_filter.span.choose("Year")\nride_filter.apply.tap()', False),
        ("show the rides", 'ride_filter.span.choose("Year")\nride_filter.apply.tap()', True),
        ("show rides by year", 'ride_filter.span.choose("Year")\nride_filter.apply.tap()', False),
        ("show the rides of Sunday", 'new_ride.day.set_text("Sunday")\nnew_ride.apply.tap()', True),
    ],
)
def test_a_button_that_is_named_and_a_filter_for_what_is_looked_at_are_ordered(
    task: str, script: str, held: bool
) -> None:
    assert ("unasked_effect" in [doubt.kind for doubt in doubts(script, task, APP)]) is held
