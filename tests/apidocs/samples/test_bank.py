"""The bank made up from a doc: it holds, is varied, keeps to its budget, and says the same every time."""

import ast
import json
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apidocs.doc import AppDoc, Effect, Element, Item, Kind, Part, Sample, Screen, Transition
from apidocs.doc.script_names import uses
from apidocs.doc.table import api_names
from apidocs.samples.bank import holding, make_samples
from apidocs.samples.phrasing import gerund, phrases, plural_of, spoken, toggle_group
from phones.locating import Locator
from tests.apidocs.conftest import T, X, go, rows
from tests.apidocs.typed import typed_stubs


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_every_script_names_only_what_the_doc_has(any_doc: AppDoc, seed: int) -> None:
    table = api_names(any_doc)
    bank = make_samples(any_doc, limit=200, seed=seed)
    assert len(bank) > 20
    for sample in bank:
        assert uses(sample.script, table).unknown == []
        assert uses(sample.script, table).screens or "find(" in sample.script


def test_every_script_passes_the_type_check(any_doc: AppDoc) -> None:
    monty = pytest.importorskip("pydantic_monty")
    stubs = typed_stubs(any_doc)
    limits = {"max_turn_duration_secs": 5.0, "max_feed_duration_secs": 5.0}
    # one check for all: each script in a function of its own
    scripts = [s.script for s in make_samples(any_doc, limit=200)]
    whole = "\n".join(
        f"def script_{n}():\n" + "\n".join("    " + line for line in s.splitlines()) for n, s in enumerate(scripts)
    )
    with (
        monty.Monty() as pool,
        pool.checkout(type_check=True, type_check_stubs=stubs, type_check_format="json", limits=limits) as session,
    ):
        try:
            session.feed_start(whole)
        except monty.MontyTypingError as e:
            said = [d["message"] for d in json.loads(e.display()) if d["severity"] == "error"]
            assert said == []


def test_scripts_are_short(any_doc: AppDoc) -> None:
    lengths = [len(s.script.splitlines()) for s in make_samples(any_doc)]
    assert max(lengths) <= 8
    assert sum(n <= 4 for n in lengths) > len(lengths) * 0.8


def test_tasks_are_whole_sentences_without_blanks(any_doc: AppDoc) -> None:
    for sample in make_samples(any_doc, limit=200):
        assert not re.search(r"[{}]|\s\s|^\s|\s$|None", sample.task), sample.task


def test_values_in_a_script_stand_in_its_task(any_doc: AppDoc) -> None:
    """A model learns from this to take values from the task."""
    for sample in make_samples(any_doc, limit=200):
        calls = [n for n in ast.walk(ast.parse(sample.script)) if isinstance(n, ast.Call)]
        for call in calls:
            name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            for arg in call.args:
                if name in ("set_text", "choose", "note", "alarm") and isinstance(arg, ast.Constant):
                    assert str(arg.value).lower() in sample.task.lower(), sample


def test_the_first_samples_show_different_mechanisms(notes_doc: AppDoc) -> None:
    scripts = "\n".join(s.script for s in make_samples(notes_doc, limit=24))
    for call in (".turn_on()", ".turn_off()", ".choose(", ".set_text(", ".open()", ".find(", ".text)", "for note in"):
        assert call in scripts
    assert "confirm_delete.ok.tap()" in scripts


def test_a_choice_in_a_dialog_is_confirmed(notes_doc: AppDoc) -> None:
    sorts = [s.script for s in make_samples(notes_doc, limit=200) if "sort_field.choose" in s.script]
    assert sorts
    assert all("sort_dialog.ok.tap()" in s for s in sorts)


def test_a_form_is_saved_and_a_row_is_picked_before_its_screen_is_used(notes_doc: AppDoc) -> None:
    for sample in make_samples(notes_doc, limit=200):
        if "editor." in sample.script:
            assert "open()" in sample.script.partition("editor.")[0]
        if "set_text" in sample.script:
            assert re.search(r"\.(ok|save)\.tap\(\)", sample.script)


def test_what_a_menu_does_to_the_open_thing_is_told_with_opening_it(notes_doc: AppDoc) -> None:
    menu = notes_doc.screen("main_menu")
    assert menu is not None
    menu.elements.append(Element(name="archive_note", kind=Kind.BUTTON, label="Archive note", locator=Locator()))
    samples = [s for s in make_samples(notes_doc, limit=300) if "archive_note" in s.script]
    assert {re.sub('"[^"]*"', "…", s.script) for s in samples} >= {"main.note(…).open()\nmain_menu.archive_note.tap()"}
    opened = next(s for s in samples if "open()" in s.script)
    assert re.match(r"archive the note ", opened.task)


def test_ticked_rows_of_a_dialog_are_confirmed(notes_doc: AppDoc) -> None:
    item = Item(name="label", row=Locator(), parts=[Part(name="checkbox", kind=Kind.TOGGLE, locator=Locator())])
    ok = Element(name="ok", kind=Kind.BUTTON, label="OK", locator=Locator(), effect=Effect.COMMIT)
    labels = Element(name="labels", kind=Kind.LIST, locator=Locator(), item=item)
    notes_doc.screens.append(Screen(name="pick_labels", kind="dialog", elements=[labels, ok]))
    notes_doc.transitions.append(Transition(source="settings", element="theme", action="tap", target="pick_labels"))
    notes_doc.screens[-2].elements.append(Element(name="labels", kind=Kind.BUTTON, label="Labels", locator=Locator()))
    notes_doc.transitions.append(Transition(source="settings", element="labels", action="tap", target="pick_labels"))
    scripts = [s.script for s in make_samples(notes_doc, limit=300) if "checkbox.turn_on" in s.script]
    assert scripts
    assert all(s.endswith("pick_labels.ok.tap()") for s in scripts)


def test_choices_whose_options_nobody_saw_are_chosen_all_the_same(settings_doc: AppDoc) -> None:
    settings_doc.screens[1].elements.append(
        Element(name="text_size", kind=Kind.CHOICE, label="Text size", locator=Locator())
    )
    scripts = {s.script for s in make_samples(settings_doc, limit=300)}
    assert scripts & {f'display.text_size.choose("{size}")' for size in ("Large", "Medium", "Small")}


def test_a_dialog_over_a_form_is_saved_with_the_form(clock_doc: AppDoc) -> None:
    hours = Element(name="hours", kind=Kind.INPUT, label="Hours", locator=Locator(), commit="set")
    sets = Element(name="set", kind=Kind.BUTTON, label="Set", locator=Locator(), effect=Effect.COMMIT)
    clock_doc.screens.append(Screen(name="pick_time", kind="dialog", elements=[hours, sets]))
    clock_doc.screens[1].elements.append(Element(name="pick", kind=Kind.BUTTON, label="Time", locator=Locator()))
    clock_doc.transitions += [
        Transition(source="edit_alarm", element="pick", action="tap", target="pick_time"),
        Transition(source="pick_time", element="set", action="tap", target="edit_alarm"),
    ]
    scripts = [s.script for s in make_samples(clock_doc, limit=300) if "pick_time.hours.set_text" in s.script]
    assert scripts
    assert all("pick_time.set.tap()\n" in s and "edit_alarm.done.tap()" in s for s in scripts)


def test_an_icon_without_a_label_is_told_by_its_description(clock_doc: AppDoc) -> None:
    screen = clock_doc.screen("timer")
    assert screen is not None
    lap = Element(name="lap", kind=Kind.BUTTON, description="record a lap", locator=Locator())
    screen.elements.append(lap)
    assert Sample(task="record a lap", script="timer.lap.tap()") in make_samples(clock_doc, limit=200)


def test_password_is_a_stored_value(clock_doc: AppDoc) -> None:
    fields = [
        Element(name=n, kind=Kind.INPUT, label=n.capitalize(), locator=Locator(), commit="ok")
        for n in ("email", "password")
    ]
    ok = Element(
        name="ok", kind=Kind.BUTTON, label="OK", locator=Locator(), effect=clock_doc.screens[1].elements[-1].effect
    )
    clock_doc.screens.append(Screen(name="unlock", kind="dialog", elements=[*fields, ok]))
    clock_doc.transitions.append(Transition(source="alarms", element="timer_tab", action="tap", target="unlock"))
    scripts = [s.script for s in make_samples(clock_doc, limit=300) if "unlock.password" in s.script]
    assert scripts
    assert all('unlock.password.set_text(secret("password"))' in s for s in scripts)


def test_screens_of_other_apps_and_out_of_reach_are_left_out(settings_doc: AppDoc) -> None:
    settings_doc.screens[3].package = "org.example.permissions"
    settings_doc.transitions = [t for t in settings_doc.transitions if t.target != "about"]
    used = set().union(
        *(uses(s.script, api_names(settings_doc)).screens for s in make_samples(settings_doc, limit=200))
    )
    assert used == {"home", "display", "advanced"}


def test_the_same_doc_and_seed_give_the_same_bank(any_doc: AppDoc) -> None:
    assert make_samples(any_doc, seed=5) == make_samples(any_doc.model_copy(deep=True), seed=5)
    assert make_samples(any_doc, seed=5) != make_samples(any_doc, seed=6)


def test_limit_and_budget_hold(any_doc: AppDoc) -> None:
    assert len(make_samples(any_doc, limit=7)) == 7
    assert make_samples(any_doc, limit=0) == []

    def words(text: str) -> int:
        return len(text.split())

    bank = make_samples(any_doc, budget_tokens=60, count_tokens=words)
    assert 0 < sum(words(s.task) + words(s.script) for s in bank) <= 60


def test_what_the_check_refuses_is_left_out(notes_doc: AppDoc) -> None:
    bank = make_samples(notes_doc, limit=200, check=lambda s: ["no deleting"] if "delete" in s else [])
    assert bank
    assert not any("delete" in s.script for s in bank)


def test_words_vary(settings_doc: AppDoc) -> None:
    firsts = Counter(s.task.split()[0] for s in make_samples(settings_doc))
    assert len(firsts) > 10


def test_samples_hold_only_while_the_doc_has_their_names(notes_doc: AppDoc) -> None:
    bank = make_samples(notes_doc)
    screen = notes_doc.screen("settings")
    assert screen is not None
    screen.elements = [e for e in screen.elements if e.name != "theme"]
    left = holding(bank, api_names(notes_doc))
    assert 0 < len(left) < len(bank)
    assert not any("settings.theme" in s.script for s in left)


def test_a_doc_without_anything_has_only_what_is_looked_for() -> None:
    bank = make_samples(AppDoc(package="org.example.empty", label="Empty"))
    assert bank
    assert all(s.script.startswith("find(") for s in bank)


SPOKEN = [
    ("Start week on Sunday:", "start week on sunday"),
    ("SMS", "SMS"),
    ("Sound (on)", "sound (on)"),
    ("  Show\n more … ", "show more"),
    ("", ""),
]


@pytest.mark.parametrize(("label", "said"), SPOKEN)
def test_labels_are_said_in_small_letters(label: str, said: str) -> None:
    assert spoken(label) == said


def test_switches_are_worded_by_how_their_label_begins() -> None:
    assert toggle_group("show previews") == "toggle_verb"
    assert toggle_group("hide previews") == "toggle_negative"
    assert toggle_group("previews") == toggle_group("show") == "toggle"
    assert gerund("show previews") == "showing previews"
    assert [plural_of(n) for n in ("note", "entry", "day", "box")] == ["notes", "entries", "days", "boxes"]


def test_every_group_of_templates_is_worded_for_some_recipe() -> None:
    assert all(groups for groups in phrases().tasks.values())


label = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(label, st.sampled_from([k for k in Kind if k is not Kind.LIST])), max_size=6),
    label,
    st.lists(label, max_size=3),
)
def test_any_labels_give_samples_that_hold(things: list[tuple[str, Kind]], title: str, options: list[str]) -> None:
    elements = [
        Element(name=f"e{n}", kind=kind, label=text, locator=Locator(), options=options if kind is Kind.CHOICE else [])
        for n, (text, kind) in enumerate(things)
    ]
    doc = AppDoc(package="p", label="L", start="s", screens=[Screen(name="s", title=title, elements=elements)])
    for sample in make_samples(doc, limit=60):
        assert uses(sample.script, api_names(doc)).unknown == []
        assert sample.task


def test_adding_to_a_things_text_is_shown_and_no_message_is_added_to() -> None:
    def field(name: str, **more: object) -> Element:
        return Element.model_validate(
            {"name": name, "kind": Kind.INPUT, "label": name, "locator": Locator(resource_id=name), **more}
        )

    def save(name: str, effect: Effect) -> Element:
        return Element(name=name, kind=Kind.BUTTON, label=name, locator=Locator(text=name), effect=effect)

    item = Item(name="recipe", row=Locator(resource_id="row"), opens="recipe_page")
    doc = AppDoc(
        package="org.example.cook",
        label="Cook",
        start="main",
        screens=[
            Screen(
                name="main",
                elements=[Element(name="recipes", kind=Kind.LIST, locator=Locator(resource_id="list"), item=item)],
            ),
            Screen(
                name="recipe_page",
                elements=[
                    field("title", commit="save"),
                    field("description", commit="save"),
                    save("save", Effect.COMMIT),
                ],
            ),
        ],
        transitions=[Transition(source="main", element="recipes", action="open", target="recipe_page")],
    )
    added = [s for s in make_samples(doc) if ".append_text(" in s.script]
    assert len(added) == 1 and " recipe " in added[0].task
    assert re.fullmatch(
        r'main\.recipe\(".+"\)\.open\(\)\nrecipe_page\.description\.append_text\(".+"\)\nrecipe_page\.save\.tap\(\)',
        added[0].script,
    )
    doc.screens[1].elements[2].effect = Effect.SEND
    assert not [s for s in make_samples(doc) if ".append_text(" in s.script]


def test_the_switch_that_a_row_always_shows_is_its_own_whatever_it_has_when_it_is_opened() -> None:
    alarms = rows("alarms", "alarm", {"label": X, "onoff": T, "monday": T, "ringtone": X}, title="label", opens="main")
    assert alarms.item is not None
    for part in alarms.item.parts:
        part.folded = part.name in ("monday", "ringtone")
    doc = AppDoc(
        package="org.example.clock",
        label="Clock",
        start="main",
        screens=[Screen(name="main", elements=[alarms])],
        transitions=[go("main", "", "main", "launch")],
    )
    scripts = [sample.script for sample in make_samples(doc)]
    assert any(".onoff.turn_off()" in script and "for " in script for script in scripts)
    assert not [script for script in scripts if "monday" in script or "ringtone" in script]
