"""A plan walked through on the doc."""

from __future__ import annotations

import pytest

from interpreter.plan.dry_run import walks
from tests.interpreter.plan.plan_docs import DOC, plan, samples

WALKED = {
    "nothing": ("", 1.0),
    "by known ways": ("settings.wi_fi.turn_on()\nabout.version.tap()", 1.0),
    "behind a row that is opened": ('main.note("Milk").open()\neditor.more_options.tap()', 1.0),
    "behind a row that nobody opened": ("main.sync.tap()\neditor.more_options.tap()", 0.5),
    "behind a row that is held": ("for n in main.notes():\n    n.long_press()\n    selection.delete.tap()", 1.0),
    "a selection where nothing is held": ("selection.delete.tap()", 0.0),
    "behind a row that is looked for": ('main.find("Milk").open()\neditor.more_options.tap()', 1.0),
    "what a row said is known": (
        'for n in main.notes():\n    n.open()\n    if "a" in n.title:\n        editor.more_options.tap()',
        1.0,
    ),
    "what isn't there": ("main.sync.tap()\nmain.purge.tap()\ntrash.empty.tap()\nmain.sync.tap()", 0.5),
    "the menu of a row left open": ('main.note("Milk").open()\nsettings.open()\neditor_menu.print_note.tap()', 2 / 3),
    "in both branches": (
        'if settings.wi_fi.is_on:\n    main.note("Milk").open()\nelse:\n    back()\neditor.body.tap()',
        1.0,
    ),
}


@pytest.mark.parametrize(("script", "share"), WALKED.values(), ids=WALKED)
def test_how_much_of_a_plan_can_be_gone_to(script: str, share: float) -> None:
    assert walks(plan(script), DOC) == pytest.approx(share)


def test_what_the_samples_use_is_a_share() -> None:
    for doc, script in samples():
        assert 0 <= walks(plan(script, doc), doc) <= 1
