"""The stubs for the model and for the type check: golden renderings, and what the checker says to scripts."""

import ast
import json
from pathlib import Path

import pytest

from apidocs.doc import AppDoc, Element, Item, Kind, Screen
from apidocs.doc.api import METHODS
from apidocs.doc.stubs import render_stubs
from apidocs.doc.table import api_names, problems
from phones.locating import Locator
from tests.apidocs.typed import typed_stubs

GOLDEN = Path(__file__).parent / "golden"


def test_stubs_are_rendered_as_in_the_golden_file(any_doc: AppDoc) -> None:
    golden = GOLDEN / f"{any_doc.package.rpartition('.')[2]}.stubs.txt"
    assert render_stubs(any_doc) == golden.read_text("utf-8")


def test_stubs_can_be_narrowed_to_some_screens(notes_doc: AppDoc) -> None:
    text = render_stubs(notes_doc, screens={"settings"})
    assert text.startswith("class settings:\n")
    assert text.count("class ") == 1
    assert "# Input" not in text


def test_dialogs_that_only_show_options_are_not_told(notes_doc: AppDoc) -> None:
    notes_doc.screens.append(Screen(name="theme_dialog", kind="dialog", serves="settings.theme"))
    assert "theme_dialog" not in render_stubs(notes_doc)
    assert "theme_dialog" in typed_stubs(notes_doc)


def test_long_lists_of_options_are_cut(settings_doc: AppDoc) -> None:
    text = render_stubs(settings_doc)
    assert '"6 minutes", …]' in text
    assert '"7 minutes"' not in text


def test_labels_cannot_break_out_of_their_comment(notes_doc: AppDoc) -> None:
    button = notes_doc.screens[0].elements[0]
    button.label = 'x\n```\nclass evil:\n    "' + "long " * 40
    lines = render_stubs(notes_doc).splitlines()
    assert sum("evil" in line for line in lines) == 1
    assert all(len(line) < 120 for line in lines)
    assert "```" not in "".join(lines)


def test_row_class_is_told_once_for_lists_of_the_same_rows(notes_doc: AppDoc) -> None:
    again = notes_doc.screens[0].elements[-1].model_copy(deep=True)
    again.name = "found_notes"
    notes_doc.screens.append(Screen(name="search_results", elements=[again]))
    assert render_stubs(notes_doc).count("class note:") == 1
    assert typed_stubs(notes_doc).count("class Row_") == 2


def test_rows_are_not_called_like_a_screen(notes_doc: AppDoc) -> None:
    notes_doc.screens.append(Screen(name="note"))
    text = render_stubs(notes_doc)
    assert text.count("class note:") == 1
    assert "notes: List[each_note]" in text
    assert 'class each_note:  # row of main.notes(), one is main.note("text")' in text


def test_typed_stubs_are_python_and_hold_every_name_of_the_table(any_doc: AppDoc) -> None:
    tree = ast.parse(typed_stubs(any_doc))
    classes = {
        n.name: {m.name for m in n.body if isinstance(m, ast.FunctionDef)}
        for n in tree.body
        if isinstance(n, ast.ClassDef)
    }
    table = api_names(any_doc)
    for screen in any_doc.screens:
        assert classes[f"Screen_{screen.name}"] == set(table.members(screen.name))
    for kind, methods in METHODS.items():
        assert classes[kind.value.capitalize()] == {m.name for m in methods}


CHECKED = [
    ('main.note("Milk").open()\neditor.body.set_text("x")\neditor.save.tap()', ""),
    ('n = 0\nfor note in main.notes():\n    if "old" in note.title.lower():\n        n += 1\nfinish(f"{n} notes")', ""),
    ("finish(sorted(main.notes(), key=lambda n: n.title)[0].date)", ""),
    ('settings.find("Autosave").turn_on()\nfind("x").tap()\nwait(2)\nback()', ""),
    ("if settings.autosave_notes.is_on:\n    settings.autosave_notes.turn_off()", ""),
    ('try:\n    main.add.tap()\nexcept PermissionError:\n    finish("no")', ""),
    ("finish(list(map(str, [1])))", ""),
    ("main.nots()", "unresolved-attribute"),
    ("main.add.turn_on()", "unresolved-attribute"),
    ('main.note("a").title.text', "unresolved-attribute"),
    ("setings.theme.tap()", "unresolved-reference"),
    ("settings.theme.choose(3)", "invalid-argument-type"),
    ("settings.autosave_notes.is_on()", "call-non-callable"),
    ("if settings.autosave_notes:\n    back()", "unsupported-bool-conversion"),
    ("for n in main.notes:\n    pass", "not-iterable"),
    ('settings.theme.value = "Dark"', "invalid-assignment"),
]


@pytest.mark.parametrize(("script", "error"), CHECKED, ids=[c[0].splitlines()[0] for c in CHECKED])
def test_type_check_with_the_stubs_finds_wrong_scripts_only(notes_doc: AppDoc, script: str, error: str) -> None:
    monty = pytest.importorskip("pydantic_monty")
    limits = {"max_turn_duration_secs": 2.0, "max_feed_duration_secs": 2.0}
    found: set[str] = set()
    with (
        monty.Monty() as pool,
        pool.checkout(
            type_check=True, type_check_stubs=typed_stubs(notes_doc), type_check_format="json", limits=limits
        ) as session,
    ):
        try:
            session.feed_start(script)
        except monty.MontyTypingError as e:
            found = {d["name"] for d in json.loads(e.display())}
    assert found == ({error} if error else set())


def test_table_answers_as_the_stubs_show(clock_doc: AppDoc) -> None:
    table = api_names(clock_doc)
    assert set(table.methods("alarms", "next_alarm") or {}) >= {"text"}
    assert {"alarm_list", "alarm", "find"} <= set(table.methods("alarms") or {})
    assert "open" in (table.methods("alarms", "alarm_list") or {})
    assert table.methods("alarms", "alarm") == table.methods("alarms", "alarm_list")
    assert "turn_on" in (table.methods("alarms", "alarm", "enabled") or {})
    assert table.methods("alarms", "alarm", "nope") is None
    assert table.methods("nowhere") is None
    assert table.methods("alarms", "next_alarm", "text") is None
    assert {"finish", "ask", "back"} <= set(table.methods() or {})
    assert table.holders("vibrate", "turn_off") == ["edit_alarm"]
    assert table.holders("vibrate", "choose") == []
    assert table.holders("alarm", "open") == ["alarms"]


def test_problems_name_what_a_script_could_not_write(any_doc: AppDoc) -> None:
    assert problems(any_doc) == []
    screen = any_doc.screens[0]
    for name in ("two words", "open", "class", "add"):
        screen.elements.append(Element(name=name, kind=Kind.BUTTON, locator=Locator()))
    screen.elements.append(Element(name="add", kind=Kind.BUTTON, locator=Locator()))
    bad_list = Element(name="things", kind=Kind.LIST, locator=Locator(), item=Item(name="things", row=Locator()))
    screen.elements.append(bad_list)
    any_doc.transitions[0].target = "nowhere"
    said = "\n".join(problems(any_doc))
    for expected in (
        "'two words': is no name",
        "'open': is reserved",
        "'class': is no name",
        "'add' is the name",
        "'things' is the name",
        "'nowhere'",
    ):
        assert expected in said
