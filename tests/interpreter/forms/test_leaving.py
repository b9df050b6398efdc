"""Which button of a question leaves a form with nothing kept."""

from __future__ import annotations

import pytest

from apidocs.doc import Effect, Element, Kind
from apidocs.screens.windows import words_on
from interpreter.consent.policy import effect_of_tap
from interpreter.forms.saving import saving_controls
from interpreter.screen.dialogs import cancelling_button, discarding_button, only_closes, refusing_button
from interpreter.screen.front import Sight
from interpreter.screen.options import notice_button
from interpreter.screen.states import Spot
from phones.hierarchy import Hierarchy, Node
from phones.locating import Locator
from tests.apidocs.walks import BAR, dump, n, text


def button(label: str, box: tuple[int, int, int, int], drawn: bool) -> str:
    """As Android's views have it, or as Compose draws it: a plain view with its words below it."""
    if not drawn:
        return n("Button", text=label, clickable=True, box=box)
    return n("android.view.View", n("TextView", text=label, box=box), clickable=True, box=box)


def shown(words: str, *labels: str, drawn: bool = False) -> Hierarchy:
    buttons = [button(label, (100 + 250 * i, 900, 320 + 250 * i, 1000), drawn) for i, label in enumerate(labels)]
    over: Hierarchy = dump(
        n("FrameLayout", text(words, 700), *buttons, id="parentPanel", box=(60, 600, 1020, 1020)), BAR
    )
    return over


def asked(words: str, *labels: str, drawn: bool = False) -> Node:
    return shown(words, *labels, drawn=drawn).roots[0]


@pytest.mark.parametrize("drawn", [False, True])
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
def test_the_answer_that_keeps_nothing(words: str, labels: tuple[str, ...], presses: str, drawn: bool) -> None:
    found = discarding_button(asked(words, *labels, drawn=drawn))
    assert (words_on(found) if found is not None else "") == presses


@pytest.mark.parametrize("drawn", [False, True])
@pytest.mark.parametrize(
    ("labels", "presses"),
    [(("Cancel", "Delete"), "Cancel"), (("No", "Yes"), "No"), (("Keep", "Empty bin"), "Keep"), (("OK",), "")],
)
def test_what_closes_a_question_without_doing_it(labels: tuple[str, ...], presses: str, drawn: bool) -> None:
    found = refusing_button(asked("Really?", *labels, drawn=drawn))
    assert (words_on(found) if found is not None else "") == presses


@pytest.mark.parametrize("drawn", [False, True])
@pytest.mark.parametrize(
    ("labels", "only"),
    [(("Close",), True), (("Dismiss",), True), ((), True), (("Cancel", "OK"), False), (("Discard", "Save"), False)],
)
def test_a_dialog_that_can_only_be_closed_may_keep_what_was_put_in(
    labels: tuple[str, ...], only: bool, drawn: bool
) -> None:
    assert only_closes(asked("Add parcel", *labels, drawn=drawn)) is only


@pytest.mark.parametrize("drawn", [False, True])
@pytest.mark.parametrize(
    ("labels", "field", "effects"),
    [
        (("Cancel", "Keep"), True, [Effect.NAVIGATE, Effect.COMMIT]),
        (("Cancel", "Zorbl"), True, [Effect.NAVIGATE, Effect.COMMIT]),
        (("Discard", "Keep editing"), False, [Effect.DELETE, Effect.NAVIGATE]),
        (("Cancel", "Keep", "Help"), True, [Effect.NAVIGATE] * 3),
        (("Cancel", "Zorbl"), False, [Effect.NAVIGATE] * 2),
    ],
)
def test_what_stands_beside_cancel_keeps_what_is_put_into_a_dialog(
    labels: tuple[str, ...], field: bool, effects: list[Effect], drawn: bool
) -> None:
    boxes = [(100 + 250 * i, 900, 320 + 250 * i, 1000) for i in range(len(labels))]
    inside = [n("EditText", text="35", clickable=True, box=(100, 750, 900, 850))] if field else []
    made = [button(label, box, drawn) for label, box in zip(labels, boxes, strict=True)]
    seen = dump(n("FrameLayout", text("Length", 640), *inside, *made, id="parentPanel", box=(60, 600, 1020, 1020)), BAR)
    pressed = [node for node in seen.walk() if node.clickable and not node.editable]
    assert [effect_of_tap(Spot(node, Sight(seen, None, 0)), None) for node in pressed] == effects


@pytest.mark.parametrize("drawn", [False, True])
@pytest.mark.parametrize(
    ("labels", "cancels", "saves"),
    [(("Cancel", "Save"), "Cancel", "Save"), (("Close", "Done"), "", "Done"), (("Share", "More"), "", "")],
)
def test_what_cancels_a_page_and_what_saves_it(labels: tuple[str, ...], cancels: str, saves: str, drawn: bool) -> None:
    boxes = [(20 + 300 * at, 20, 280 + 300 * at, 110) for at in range(len(labels))]
    seen = dump(n("FrameLayout", *(button(one, box, drawn) for one, box in zip(labels, boxes, strict=True))), BAR)
    found = cancelling_button(seen)
    assert (words_on(found) if found is not None else "") == cancels
    assert [words_on(node) for node in saving_controls(Sight(seen, None, 0))] == ([saves] if saves else [])


@pytest.mark.parametrize("drawn", [False, True])
@pytest.mark.parametrize(("label", "notice"), [("OK", True), ("Got it", True), ("Delete", False), ("Send", False)])
def test_a_dialog_with_one_button_that_does_something_grave_is_no_notice(label: str, notice: bool, drawn: bool) -> None:
    found = notice_button(shown("All of them", label, drawn=drawn))
    assert (found is not None) is notice


@pytest.mark.parametrize("drawn", [False, True])
def test_a_button_that_says_something_else_than_the_doc_does_what_it_says(drawn: bool) -> None:
    """What the doc took for a harmless button says Delete now: consent is asked for that."""
    seen = shown("Really?", "Delete", drawn=drawn)
    node = next(one for one in seen.walk() if one.clickable)
    element = Element(name="go_on", kind=Kind.BUTTON, label="Go on", locator=Locator(text="Go on"))
    assert effect_of_tap(Spot(node, Sight(seen, None, 0)), element) is Effect.DELETE
