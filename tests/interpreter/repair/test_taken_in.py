"""Several texts for one field: each is taken in before the next one is typed."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Effect, Kind, Screen
from interpreter.repair.repairing import repair
from tests.interpreter.notes_app import NOTES_DOC, element

FIELDS = [
    element("called", Kind.INPUT, label="Called", commit="keep"),
    element("new_step", Kind.INPUT, label="New step", commit="keep"),
]
KEEP = element("keep", Kind.BUTTON, label="Save", effect=Effect.COMMIT)


def doc_with(*buttons: str) -> AppDoc:
    adding = [element(f"button{n}", Kind.BUTTON, label=label, effect=Effect.COMMIT) for n, label in enumerate(buttons)]
    screen = Screen(name="recipe", title="Recipe", elements=[*FIELDS, *adding, KEEP])
    return NOTES_DOC.model_copy(update={"screens": [*NOTES_DOC.screens, screen]})


def test_each_text_is_taken_in_by_the_button_that_adds() -> None:
    script = 'recipe.called.set_text("Soup")\nrecipe.new_step.set_text("cut")\nrecipe.new_step.set_text("boil")\nrecipe.keep.tap()'
    mended = repair(script, doc_with("Add step"))
    assert mended.script.splitlines() == [
        'recipe.called.set_text("Soup")',
        'recipe.new_step.set_text("cut")',
        "recipe.button0.tap()",
        'recipe.new_step.set_text("boil")',
        "recipe.button0.tap()",
        "recipe.keep.tap()",
    ]
    assert [note.what for note in mended.notes] == ["What was typed into recipe.new_step was not taken in"] * 2
    assert repair(mended.script, doc_with("Add step")).script == mended.script


@pytest.mark.parametrize(
    ("script", "buttons"),
    [
        ('recipe.new_step.set_text("cut")\nrecipe.new_step.set_text("boil")\nrecipe.keep.tap()', ("Send step",)),
        ('recipe.new_step.set_text("cut")\nrecipe.new_step.set_text("cut")\nrecipe.keep.tap()', ("Add step",)),
        ('recipe.new_step.set_text("cut")\nrecipe.keep.tap()', ("Add step",)),
        (
            'for one in ["cut", "boil"]:\n    recipe.new_step.set_text(one)\n    recipe.button0.tap()\nrecipe.keep.tap()',
            ("Add",),
        ),
    ],
    ids=["no button says so", "the same text", "one text", "taken in already"],
)
def test_what_is_left_as_it_is(script: str, buttons: tuple[str, ...]) -> None:
    assert repair(script, doc_with(*buttons)).script == script
