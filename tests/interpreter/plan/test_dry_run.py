"""A plan walked through on the doc, and what it does to the world."""

from __future__ import annotations

import pytest

from apidocs.doc import Effect
from interpreter.plan.dry_run import walks
from interpreter.plan.touching import effects
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


def test_effects_are_counted() -> None:
    script = 'create_note.title.set_text("a")\ncreate_note.ok.tap()\n' * 2 + "settings.wi_fi.turn_on()"
    done = effects(plan(script), DOC)
    assert done.times == ((Effect.INPUT, 2), (Effect.SETTINGS, 1), (Effect.COMMIT, 2))
    assert done.kinds == {Effect.INPUT, Effect.SETTINGS, Effect.COMMIT}
    assert dict(done.things) == {"create_note.title": 2, "create_note.ok": 2, "settings.wi_fi": 1}


def test_a_row_is_the_same_thing_whichever_it_is() -> None:
    script = 'main.note("a").pinned.turn_on()\nfor note in main.notes():\n    note.pinned.turn_on()'
    assert effects(plan(script), DOC).things == (("main.notes(*).pinned", 2),)


def test_reading_has_no_effect() -> None:
    assert effects(plan("finish(settings.wi_fi.is_on)"), DOC).kinds == frozenset()


def test_a_name_that_is_missing_counts_by_its_words() -> None:
    done = effects(plan("main.save_all.tap()"), DOC)
    assert done.kinds == {Effect.COMMIT}
    assert done.touched == {"save_all main"}
