"""Ways on the transition graph of the note app."""

import pytest

from apidocs.doc import AppDoc, Effect, Element, Kind, Screen, Transition
from apidocs.doc.paths import openers, reachable, route, summary

ROUTES = [
    ("main", "settings", "main.settings tap"),
    ("main", "sort_dialog", "main.more tap, main_menu.sort_by tap"),
    ("settings", "create_note", "settings. back, main.add tap"),
    ("", "settings", ". launch, main.settings tap"),
    ("", "main", ". launch"),
    ("main", "main", ""),
    ("create_note", "settings", "create_note.cancel tap, main.settings tap"),
    ("sort_dialog", "main", "sort_dialog. back"),  # OK would sort
    ("main", "editor", None),  # which note?
    ("main", "confirm_delete", None),
    ("editor", "confirm_delete", None),  # only Delete leads there
    ("main", "nowhere", None),
]


@pytest.mark.parametrize(("start", "goal", "way"), ROUTES, ids=[f"{s or 'outside'} to {g}" for s, g, _ in ROUTES])
def test_shortest_harmless_way_is_found(notes_doc: AppDoc, start: str, goal: str, way: str | None) -> None:
    steps = route(notes_doc, start, goal)
    said = None if steps is None else ", ".join(f"{s.source}.{s.element} {s.action}" for s in steps)
    assert said == way


def test_rows_are_opened_only_where_one_is_at_hand(notes_doc: AppDoc) -> None:
    steps = route(notes_doc, "settings", "rename_note", rows=[("main", "notes")])
    assert steps is not None
    assert [(s.element, s.action) for s in steps] == [("", "back"), ("notes", "long_press"), ("rename", "tap")]


def test_what_a_part_of_a_row_opens_is_reached_by_the_row_at_hand(notes_doc: AppDoc) -> None:
    notes_doc.screens.append(Screen(name="pick_date", kind="dialog"))
    notes_doc.transitions.append(Transition(source="main", element="notes", action="part", target="pick_date"))
    assert route(notes_doc, "main", "pick_date") is None
    steps = route(notes_doc, "main", "pick_date", rows=[("main", "notes")])
    assert steps is not None and [(s.element, s.action) for s in steps] == [("notes", "part")]
    back = route(notes_doc, "pick_date", "main")
    assert back is not None and [s.action for s in back] == ["back"]


def test_a_way_may_do_what_it_is_not_told_to_avoid(notes_doc: AppDoc) -> None:
    steps = route(notes_doc, "editor", "confirm_delete", avoid_effects={Effect.SEND})
    assert steps is not None
    assert [s.element for s in steps] == ["delete"]


def test_what_mostly_leads_there_is_taken_first(settings_doc: AppDoc) -> None:
    settings_doc.transitions += [
        Transition(source="home", element="sound", action="tap", target="about", seen=1),
        Transition(source="about", element="", action="back", target="sound", seen=1),
    ]
    steps = route(settings_doc, "home", "about")
    assert steps is not None
    assert [s.element for s in steps] == ["about"]


def test_elements_that_are_gone_lead_nowhere(notes_doc: AppDoc) -> None:
    screen = notes_doc.screen("main")
    assert screen is not None
    screen.elements = [e for e in screen.elements if e.name != "settings"]
    assert route(notes_doc, "main", "settings") is None
    assert openers(notes_doc, "settings") == []


def test_reachable_counts_rows_unless_told_not_to(notes_doc: AppDoc) -> None:
    assert {"editor", "selection", "rename_note"} <= reachable(notes_doc, "main")
    without = reachable(notes_doc, "main", rows=False)
    assert "settings" in without
    assert "editor" not in without


def test_the_harmless_opener_comes_first(notes_doc: AppDoc) -> None:
    step = openers(notes_doc, "settings")[0]
    assert (step.source, step.element) == ("main", "settings")
    notes_doc.transitions.insert(
        0, Transition(source="editor", element="share", action="tap", target="settings", seen=9)
    )
    assert openers(notes_doc, "settings")[0].source == "main"
    assert openers(notes_doc, "nowhere") == []


def test_what_comes_back_from_a_screens_own_menu_does_not_open_it(notes_doc: AppDoc) -> None:
    before = openers(notes_doc, "create_note")
    assert before
    notes_doc.screens.append(Screen(name="form_menu", kind="menu", elements=[Element(name="sort", kind=Kind.BUTTON)]))
    notes_doc.transitions.append(Transition(source="create_note", element="ok", action="tap", target="form_menu"))
    notes_doc.transitions.append(Transition(source="form_menu", element="sort", action="tap", target="create_note"))
    assert openers(notes_doc, "create_note") == before
    notes_doc.transitions.append(Transition(source="main", element="add", action="tap", target="form_menu"))
    assert len(openers(notes_doc, "create_note")) == len(before) + 1  # a menu that others open, too, may be a way in


def test_a_dialog_that_nobody_left_is_left_by_back(settings_doc: AppDoc) -> None:
    settings_doc.transitions = [t for t in settings_doc.transitions if t.action != "back"]
    way = route(settings_doc, "advanced", "display")
    assert way is not None and [(s.action, s.target) for s in way] == [("back", "display")]


def test_summary_is_a_tree_with_what_cannot_be_reached_at_its_end(settings_doc: AppDoc) -> None:
    settings_doc.transitions = [t for t in settings_doc.transitions if t.target != "sound"]
    found = summary(settings_doc)
    assert [(p.screen, p.depth) for p in found.places] == [
        ("home", 0),
        ("display", 1),
        ("advanced", 2),
        ("about", 1),
        ("sound", -1),
    ]
    assert found.unreachable == ["sound"]
    assert found.places[2].via == "display.advanced"
