"""Which button of a question leaves a form with nothing kept."""

from __future__ import annotations

import pytest

from interpreter.leaving import discarding_button, refusing_button
from phones.hierarchy import Hierarchy, Node
from tests.apidocs.walks import BAR, dump, n, text


def asked(words: str, *labels: str) -> Node:
    buttons = [
        n("Button", text=label, clickable=True, box=(100 + 250 * i, 900, 320 + 250 * i, 1000))
        for i, label in enumerate(labels)
    ]
    shown: Hierarchy = dump(
        n("FrameLayout", text(words, 700), *buttons, id="parentPanel", box=(60, 600, 1020, 1020)), BAR
    )
    return shown.roots[0]


@pytest.mark.parametrize(
    ("words", "labels", "presses"),
    [
        ("Discard changes?", ("Keep editing", "Discard"), "Discard"),
        ("Discard draft?", ("Cancel", "Discard"), "Discard"),
        ("Save changes?", ("Cancel", "No", "Yes"), "No"),
        ("Save your changes before leaving?", ("Cancel", "Don't save", "Save"), "Don't save"),
        ("Leave without saving?", ("No", "Yes"), "Yes"),
        ("Your changes will be lost.", ("Cancel", "OK"), "OK"),
        ("You have unsaved changes", ("Stay", "Leave"), "Leave"),
        ("You have unsaved changes", ("Cancel", "Save"), ""),
        ("Save changes?", ("Cancel", "Save"), ""),
        ("Änderungen verwerfen?", ("Abbrechen", "Verwerfen"), "Verwerfen"),
    ],
)
def test_the_answer_that_keeps_nothing(words: str, labels: tuple[str, ...], presses: str) -> None:
    found = discarding_button(asked(words, *labels))
    assert (found.label if found is not None else "") == presses


@pytest.mark.parametrize(
    ("labels", "presses"),
    [(("Cancel", "Delete"), "Cancel"), (("No", "Yes"), "No"), (("Keep", "Empty bin"), "Keep"), (("OK",), "")],
)
def test_what_closes_a_question_without_doing_it(labels: tuple[str, ...], presses: str) -> None:
    found = refusing_button(asked("Really?", *labels))
    assert (found.label if found is not None else "") == presses
