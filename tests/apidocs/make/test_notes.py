"""What a walk notes of things besides what they are: whether they were touched, why they were left, where they stand."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Effect, Element, Left
from apidocs.explore.exploring import explore
from apidocs.explore.walk import Untried
from apidocs.make.building import build_doc
from tests.apidocs.explore.test_exploring import MORE, NotesPhone
from tests.apidocs.walks import (
    PACKAGE,
    button,
    dump,
    main_page,
    menu,
    n,
    options_dialog,
    row,
    settings_page,
    step,
    toolbar,
    walk,
)


def thing(doc: AppDoc, path: str) -> Element:
    name, _, element = path.partition(".")
    screen = doc.screen(name)
    found = screen.element(element) if screen is not None else None
    assert found is not None, f"{path} is not in the doc"
    return found


@pytest.fixture(scope="module")
def explored() -> AppDoc:
    return build_doc(explore(NotesPhone(), PACKAGE, allow=MORE))


@pytest.mark.parametrize(
    ("path", "tried", "left"),
    [
        ("main.notes", True, None),
        ("main.more_options", True, None),
        ("main_menu.settings", True, None),
        ("main_menu.delete_all", False, Left.AT_ONCE),
        ("settings.theme", True, None),
        ("settings.start_week_on_sunday", False, None),
        ("note.save", False, Left.SAVES),
        ("note.delete", True, None),
        ("delete_confirmation.delete", False, Left.SAVES),
    ],
)
def test_a_thing_knows_whether_it_was_touched_and_why_not(
    explored: AppDoc, path: str, tried: bool, left: Left | None
) -> None:
    found = thing(explored, path)
    assert (found.tried, found.left) == (tried, left)


def test_what_wasnt_allowed_is_noted_as_that() -> None:
    doc = build_doc(explore(NotesPhone(), PACKAGE))
    assert thing(doc, "main_menu.delete_all").left is Left.GRAVE


@pytest.mark.parametrize(
    ("label", "why", "effect"),
    [
        ("Bookmark it", Left.AT_ONCE, Effect.SETTINGS),
        ("Bookmark it", Left.BUDGET, Effect.NAVIGATE),
        ("Frog it", Left.THING, Effect.COMMIT),
        ("Cancel", Left.AT_ONCE, Effect.NAVIGATE),
        ("Settings", Left.THING, Effect.NAVIGATE),
        ("Delete all", Left.AT_ONCE, Effect.DELETE),
    ],
)
def test_what_was_left_since_it_acts_at_once_is_no_way_about(label: str, why: Left, effect: Effect) -> None:
    page = dump(n("LinearLayout", toolbar("My notes", button("thing", label)), row("Tea", 200)))
    seen = walk(step(page, "back", page))
    seen.untried.append(Untried(page, "id:thing", why))
    doc = build_doc(seen)
    (found,) = [e for screen in doc.screens for e in screen.elements if e.label == label]
    assert (found.left, found.effect) == (why, effect)


def test_what_a_budget_left_waiting_is_noted_as_that() -> None:
    doc = build_doc(explore(NotesPhone(), PACKAGE, allow=MORE, budget_calls=6))
    assert Left.BUDGET in {element.left for screen in doc.screens for element in screen.elements}


def test_where_things_stand_is_told_in_thousandths_of_the_display_also_on_a_dialog() -> None:
    page, dialog = settings_page(), options_dialog("Light", "Dark")
    doc = build_doc(walk(step(page, "#settings_theme_holder", dialog)))
    assert thing(doc, "main.theme").area == (0, 155, 1000, 214)
    assert thing(doc, "theme_dialog.theme").area == (56, 227, 944, 682)


def test_what_came_by_scrolling_has_no_place() -> None:
    page, lower = settings_page(), settings_page(lower=True)
    doc = build_doc(walk(step(page, "back", page), step(lower, "back", lower)))
    assert thing(doc, "main.font_size").area is None


def test_what_a_recording_doesnt_say_is_left_open() -> None:
    page, opened = main_page("Milk"), menu("Settings", "Delete all")
    made = walk(step(page, "More options", opened))
    assert thing(build_doc(made), "main_menu.delete_all").left is None
    made.untried.append(Untried(main_page("Tea"), "id:never_seen", Left.UNKNOWN))
    assert build_doc(made) == build_doc(walk(step(page, "More options", opened)))
