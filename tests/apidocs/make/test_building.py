"""From a walk to a doc: names, kinds, what belongs together, what stays out."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Effect, Element, Kind
from apidocs.doc.api import RESERVED
from apidocs.explore.caution import Caution
from apidocs.explore.walk import Act, Step, Walk
from apidocs.make import forms
from apidocs.make.building import build_doc
from apidocs.make.trace import Trace
from apidocs.screens.marks import look
from apidocs.screens.windows import Window
from ground.errors import DocError
from phones.hierarchy import Hierarchy
from phones.locating import Locator
from phones.locating import find as locate
from tests.apidocs.walks import (
    BAR,
    dump,
    editor,
    find,
    main_page,
    menu,
    n,
    options_dialog,
    question,
    settings_page,
    step,
    text,
    toolbar,
    walk,
)

MAIN = main_page("Milk", "Call Ann")
MENU = menu("Sort by", "Settings", "About")
SETTINGS = settings_page()
LOWER = settings_page(lower=True)
THEMES = options_dialog("System", "Light", "Dark", checked=2)
SIZES = options_dialog("Small", "Medium", "Large", checked=1, ok=True)
NOTE = editor("Call Ann", "Call Ann")
ASK = question('Delete note "Call Ann"?', title="Delete Call Ann?")


@pytest.fixture(scope="module")
def whole() -> Walk:
    return walk(
        Step(MAIN, Act("launch"), MAIN),
        step(MAIN, "More options", MENU),
        step(MENU, "Settings", SETTINGS),
        step(SETTINGS, "Theme", THEMES),
        step(THEMES, "back", SETTINGS),
        Step(SETTINGS, Act("scroll", find(SETTINGS, id="settings_holder").parent), LOWER),
        step(LOWER, "Font size", SIZES),
        step(SIZES, "OK", LOWER),
        step(LOWER, "back", MAIN),
        step(MAIN, "Call Ann", NOTE),
        step(NOTE, "Delete", ASK),
        step(ASK, "Cancel", NOTE),
        step(NOTE, "back", MAIN),
        step(MAIN, "#fab", editor("New note")),
    )


@pytest.fixture(scope="module")
def doc(whole: Walk) -> AppDoc:
    return build_doc(whole)


def get(doc: AppDoc, dotted: str) -> Element:
    screen, _, name = dotted.partition(".")
    found = doc.screen(screen)
    assert found is not None, f"{screen} is none of {[s.name for s in doc.screens]}"
    element = found.element(name)
    assert element is not None, f"{name} is none of {[e.name for e in found.elements]}"
    return element


def test_screens_are_called_what_a_person_would_say(doc: AppDoc) -> None:
    assert doc.start == "main"
    assert {"main", "main_menu", "settings", "note", "theme_dialog", "font_size_dialog"} <= {
        s.name for s in doc.screens
    }


def test_a_row_and_its_switch_are_one_toggle(doc: AppDoc) -> None:
    toggle = get(doc, "settings.start_week_on_sunday")
    assert toggle.kind is Kind.TOGGLE and toggle.effect is Effect.SETTINGS
    assert locate(SETTINGS, toggle.locator)[0].node.id_name == "settings_sunday_first_holder"
    assert toggle.state is not None and locate(SETTINGS, toggle.state)[0].node.checked


@pytest.mark.parametrize(
    ("rows", "options"),
    [((), ["Clay", "Hard", "Grass"]), (("Clay", "Hard", "Grass"), []), (("Clay",), ["Clay", "Hard", "Grass"])],
)
def test_what_a_field_shows_is_one_of_its_options_where_the_others_are(
    rows: tuple[str, ...], options: list[str]
) -> None:
    field = n("EditText", id="ground", text="Clay", hint="Ground", clickable=True, box=(40, 200, 1000, 300))
    form = dump(n("FrameLayout", toolbar("Book"), field), BAR, activity=".FormActivity")
    choices = menu("Clay", "Hard", "Grass")
    page = main_page(*rows)
    steps = [step(page, "#fab", form), step(form, "#ground", choices), step(choices, "back", form)]
    assert get(build_doc(walk(*steps)), "book.ground").options == options


def test_a_setting_knows_the_options_behind_it(doc: AppDoc) -> None:
    theme = get(doc, "settings.theme")
    assert (theme.kind, theme.options, theme.confirm) == (Kind.CHOICE, ["System", "Light", "Dark"], None)
    assert theme.state is not None and locate(SETTINGS, theme.state)[0].node.text == "Dark"
    dialog = doc.screen("theme_dialog")
    assert dialog is not None and dialog.serves == "settings.theme"


def test_a_setting_seen_only_after_scrolling_is_there_with_its_ok(doc: AppDoc) -> None:
    size = get(doc, "settings.font_size")
    assert size.options == ["Small", "Medium", "Large"]
    assert size.confirm is not None and locate(SIZES, size.confirm)[0].node.text == "OK"


def test_rows_are_a_list_with_parts_and_where_they_lead(doc: AppDoc) -> None:
    notes = get(doc, "main.notes")
    assert notes.item is not None
    assert (notes.item.name, notes.item.title, notes.item.opens) == ("note", "title", "note")
    assert [part.name for part in notes.item.parts] == ["title", "date"]
    found = locate(MAIN, notes.item.row)
    assert len([m for m in found if m.score == found[0].score]) == 2


@pytest.mark.parametrize(
    ("labels", "field", "keeps"),
    [(("Cancel", "Keep"), True, "keep"), (("Cancel", "Keep", "Help"), True, ""), (("Cancel", "Keep"), False, "")],
)
def test_of_two_buttons_of_a_dialog_with_fields_the_one_that_is_not_cancel_keeps(
    labels: tuple[str, ...], field: bool, keeps: str
) -> None:
    made = [Element(name=one.lower(), kind=Kind.BUTTON, label=one, locator=Locator(text=one)) for one in labels]
    fields = [Element(name="length", kind=Kind.INPUT, locator=Locator(text="Length"))] if field else []
    assert forms.keeps([*fields, *made]) == keeps


def test_fields_are_tied_to_what_saves_them(doc: AppDoc) -> None:
    assert get(doc, "note.name").commit == "save"
    assert get(doc, "note.name").kind is Kind.INPUT
    assert get(doc, "note.save").effect is Effect.COMMIT


def test_the_fab_is_called_after_what_it_does(doc: AppDoc) -> None:
    assert get(doc, "main.add").kind is Kind.BUTTON


def test_nothing_a_row_or_a_field_says_is_in_the_doc(doc: AppDoc) -> None:
    text = doc.model_dump_json().lower()
    for word in ("milk", "call ann", "call_ann", "yesterday", "ann"):
        assert word not in text.replace("cannot", ""), word


def test_transitions_name_elements_that_exist(doc: AppDoc) -> None:
    for move in doc.transitions:
        source = doc.screen(move.source)
        assert source is not None and doc.screen(move.target) is not None
        assert not move.element or source.element(move.element) is not None, move
    assert ("main_menu", "settings", "tap", "settings") in {
        (t.source, t.element, t.action, t.target) for t in doc.transitions
    }
    assert ("main", "notes", "open", "note") in {(t.source, t.element, t.action, t.target) for t in doc.transitions}


def test_names_are_identifiers_once_each_and_not_reserved(doc: AppDoc) -> None:
    names = [s.name for s in doc.screens]
    assert len(set(names)) == len(names)
    for screen in doc.screens:
        inner = [e.name for e in screen.elements] + [e.item.name for e in screen.elements if e.item]
        assert len(set(inner)) == len(inner), screen.name
        for name in [screen.name, *inner]:
            assert name.isidentifier() and name not in RESERVED and not name[-1].isdigit(), name


def test_the_same_walk_gives_the_same_doc(whole: Walk, doc: AppDoc) -> None:
    assert build_doc(whole) == doc


def test_a_walk_without_a_screen_is_refused() -> None:
    with pytest.raises(DocError, match="no screen"):
        build_doc(walk(Step(dump(BAR), None, dump(BAR))))


def radio_group(name: str, options: tuple[str, ...], top: int) -> str:
    radios = [
        n(
            "RadioButton",
            text=words,
            checkable=True,
            clickable=True,
            checked=i == 0,
            box=(80, top + 90 * i, 900, top + 90 * (i + 1)),
        )
        for i, words in enumerate(options)
    ]
    return n("RadioGroup", *radios, id=f"sorting_radio_{name}", box=(60, top, 1000, top + 280))


def sorting() -> Hierarchy:
    groups = radio_group("field", ("Title", "Date"), 500) + radio_group("order", ("Ascending", "Descending"), 800)
    title = n("TextView", id="alertTitle", text="Sort by", box=(80, 420, 900, 490))
    ok = n("Button", id="android:id/button1", text="OK", clickable=True, box=(800, 1200, 1000, 1300))
    root = n("FrameLayout", title, groups, ok, id="parentPanel", box=(60, 400, 1020, 1320))
    return dump(root, BAR, activity=".MainActivity")


def test_groups_of_radio_buttons_in_a_form_are_inline_choices_that_need_ok() -> None:
    doc = build_doc(walk(step(MAIN, "More options", MENU), step(MENU, "Sort by", sorting())))
    order = get(doc, "sort_by.order")
    assert (order.kind, order.inline, order.options, order.commit) == (
        Kind.CHOICE,
        True,
        ["Ascending", "Descending"],
        "ok",
    )
    assert get(doc, "main_menu.sort_by").kind is Kind.BUTTON


def test_options_of_which_none_is_set_are_things_to_do() -> None:
    actions = options_dialog("Take photo", "Choose photo", checked=-1, activity=".MainActivity")
    doc = build_doc(walk(step(MAIN, "Search", actions)))
    names = [e.name for s in doc.screens if s.kind == "dialog" for e in s.elements]
    assert names == ["take_photo", "choose_photo"]


def test_a_setting_behind_a_notice_knows_its_options() -> None:
    said = n("TextView", id="android:id/message", text="Some phones show this badly.", box=(80, 700, 1000, 800))
    ok = n("Button", id="android:id/button1", text="OK", clickable=True, box=(750, 900, 950, 1000))
    root = n("FrameLayout", said, ok, id="parentPanel", box=(60, 600, 1020, 1020))
    notice = dump(root, BAR, activity=".SettingsActivity")
    doc = build_doc(walk(step(MAIN, "Search", SETTINGS), step(SETTINGS, "Theme", notice), step(notice, "OK", THEMES)))
    assert get(doc, "settings.theme").options == ["System", "Light", "Dark"]
    assert "theme_dialog" in {s.name for s in doc.screens}


def test_rows_that_open_screens_of_different_make_are_a_menu_not_content() -> None:
    def entries() -> Hierarchy:
        rows = [
            n(
                "LinearLayout",
                text(words, 210 + 100 * i, id="entry_text"),
                id="entry_row",
                clickable=True,
                box=(0, 200 + 100 * i, 1080, 300 + 100 * i),
            )
            for i, words in enumerate(("Appearance", "Backup"))
        ]
        return dump(
            n("FrameLayout", toolbar("More"), n("ListView", *rows, id="entries", box=(0, 200, 1080, 1800))),
            BAR,
            activity=".MoreActivity",
        )

    page = entries()
    doc = build_doc(walk(step(page, "Appearance", SETTINGS), step(page, "Backup", editor("Backup"))))
    assert {"appearance", "backup"} <= {e.name for s in doc.screens for e in s.elements}
    assert not any(e.kind is Kind.LIST for s in doc.screens for e in s.elements)


def test_a_menu_that_nobody_recorded_opening_comes_from_the_menu_button() -> None:
    doc = build_doc(walk(Step(MAIN, None, MENU)))
    assert [(t.element, t.target) for t in doc.transitions] == [("more_options", "main_menu")]


def line(label: str, value: str, top: int) -> str:
    title, summary = text(label, top + 5, id="android:id/title"), text(value, top + 65, id="android:id/summary")
    return n("LinearLayout", title, summary, clickable=True, box=(0, top, 1080, top + 140))


def lines(*given: tuple[str, str]) -> Hierarchy:
    rows = [line(label, value, 200 + 150 * i) for i, (label, value) in enumerate(given)]
    view = n("androidx.recyclerview.widget.RecyclerView", *rows, scrollable=True, box=(0, 200, 1080, 2000))
    return dump(n("FrameLayout", toolbar("Settings"), view), BAR, activity=".SettingsActivity")


def test_a_line_of_a_list_of_settings_is_found_by_what_it_is_called_whatever_it_is_set_to_and_wherever_it_stands() -> (
    None
):
    first = lines(("Quality", "High"), ("Pattern", "Date"), ("Folder", "Camera"))
    made = build_doc(walk(Step(first, Act("launch"), first)))
    pattern = get(made, "main.pattern").locator
    now = lines(("Folder", "Other"), ("Sound", "Off"), ("Pattern", "Number"))
    node = locate(now, pattern)[0].node
    assert [said.text for said in node.walk() if said.text] == ["Pattern", "Number"]


def test_what_stands_over_rows_and_what_is_left_of_a_row_at_the_edge_is_no_name_of_a_thing() -> None:
    def thing(title: str, kind: str, top: int, cut: int = 0) -> str:
        said = [text(title, top + 5, id="title")] * (not cut) + [text(kind, top + 70 - cut, id="kind")]
        return n("LinearLayout", *said, id="row", clickable=True, box=(0, top, 1080, top + 140 - cut))

    def head(said: str, top: int) -> str:
        return n("FrameLayout", text(said, top), id="head", box=(0, top, 1080, top + 70))

    white = [thing("", "White", 200, 65), thing("Tokaj", "White", 300)]
    other = [head("Red", 750), thing("Fog", "Red", 850), head("Rosé", 1250), thing("Salt", "Rosé", 1400)]
    recycler, box = "androidx.recyclerview.widget.RecyclerView", (0, 200, 1080, 1800)
    view = n(recycler, *white, *other, id="wines", scrollable=True, box=box)
    page = dump(n("FrameLayout", toolbar("Wines"), view), BAR, activity=".MainActivity")
    trace = Trace(walk(Step(page, Act("launch"), page)))
    assert trace.things == {"Tokaj", "Fog", "Salt"} and trace.content >= {"Red", "White", "Rosé"}


def test_a_line_in_which_something_is_chosen_is_no_row_and_the_spinners_hint_is_what_it_is_called() -> None:
    spinner = n(
        "Spinner", text("Aerial", 300), id="source", hint="Signal source", clickable=True, box=(200, 290, 1000, 400)
    )
    row = n("LinearLayout", spinner, box=(0, 250, 1080, 450))
    view = n(
        "androidx.recyclerview.widget.RecyclerView", row, id="recycler_view", scrollable=True, box=(0, 200, 1080, 2000)
    )
    page = dump(n("FrameLayout", toolbar("Reception"), view), BAR, activity=".MainActivity")
    made = build_doc(walk(Step(page, Act("launch"), page)))
    found = [(e.kind, e.label) for screen in made.screens for e in screen.elements]
    assert found == [(Kind.CHOICE, "Signal source")]


def test_what_adds_a_text_in_a_dialog_keeps_no_switch_beside_it() -> None:
    """A sheet over a thing: its switch holds at once, and only the field waits for the button next to it."""
    switch = n("Switch", id="loud", text="Loud", checkable=True, clickable=True, box=(60, 800, 1020, 900))
    field = n("EditText", id="step", hint="Step", clickable=True, box=(60, 1000, 700, 1100))
    adds = n("Button", id="add_step", text="Add step", clickable=True, box=(720, 1000, 1000, 1100))
    inner = n(
        "LinearLayout",
        n("TextView", id="alertTitle", text="Task", box=(80, 700, 900, 760)),
        switch,
        n("LinearLayout", field, adds),
    )
    sheet = dump(n("FrameLayout", inner, id="parentPanel", box=(60, 600, 1020, 1200)), BAR, activity=".MainActivity")
    made = build_doc(walk(step(MAIN, "Milk", sheet)))
    (over,) = [s for s in made.screens if any(e.name == "step" for e in s.elements)]
    tied = {e.name: e.commit for e in over.elements}
    assert over.kind == "dialog" and (tied["step"], tied["loud"]) == ("add_step", "")


def packing(*ticked: bool) -> Hierarchy:
    rows = [
        n("CheckBox", text=f"Thing {i}", id="pack_box", checkable=True, checked=on, clickable=True,
          box=(0, 300 + 100 * i, 1080, 390 + 100 * i))
        for i, on in enumerate(ticked)
    ]  # fmt: skip
    column = n("LinearLayout", *rows, id="pack_list", box=(0, 200, 1080, 1800))
    return dump(n("FrameLayout", toolbar("To pack"), column), BAR, activity=".PackActivity")


def items_of(*steps: Step) -> Element:
    made = build_doc(walk(*steps))
    return next(
        e for s in made.screens for e in s.elements if e.item is not None and e.item.row.cls.endswith("CheckBox")
    )


def test_rows_that_are_boxes_are_ticked_and_not_opened() -> None:
    page, ticked = packing(False, True, False), packing(True, True, False)
    row = next(node for node in page.walk() if node.text == "Thing 0")
    for steps in ([Step(page, None, page)], [Step(page, Act("tap", row), ticked)]):
        element = items_of(*steps)
        assert element.item is not None and element.item.ticked and element.left is None
        assert [(p.name, p.kind) for p in element.item.parts] == [("checkbox", Kind.TOGGLE)]
        assert (element.item.effect, element.item.opens) == (Effect.SETTINGS, "")


def test_rows_that_look_like_boxes_and_were_opened_are_opened() -> None:
    page = packing(False, True, False)
    row = next(node for node in page.walk() if node.text == "Thing 0")
    element = items_of(Step(page, Act("tap", row), NOTE), Step(NOTE, Act("back"), page))
    assert element.item is not None and element.item.opens and not element.item.ticked
    assert (element.item.effect, element.item.parts) == (Effect.NAVIGATE, [])


def test_rows_that_are_boxes_are_not_touched_whatever_is_allowed() -> None:
    window = Window.of(packing(False, True, False))
    assert window is not None
    assert Caution(frozenset(Effect)).worth(look(window)) == []
