"""What small models write, and what the repair makes of it."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apidocs.doc import AppDoc, Effect, Kind, Screen, Transition
from interpreter.check.checking import check
from interpreter.reading.edits import Change, Ruling
from interpreter.repair.repairing import repair
from tests.interpreter.notes_app import NOTES_DOC, element, notes_list

CASES = [
    # names
    ("element-on-another-screen", "main.theme.choose('Light')", "settings.theme.choose('Light')"),
    ("element-without-screen", "new_note.tap()", "main.new_note.tap()"),
    ("row-without-screen", 'note("x").open()', 'main.note("x").open()'),
    ("list-without-screen", "for n in notes():\n    n.open()", "for n in main.notes():\n    n.open()"),
    ("misspelled-screen", "setings.theme.choose('Light')", "settings.theme.choose('Light')"),
    ("screen-with-a-suffix", "settings_screen.theme.choose('Dark')", "settings.theme.choose('Dark')"),
    ("invented-screen", "preferences.theme.choose('Dark')", "settings.theme.choose('Dark')"),
    ("screen-within-screen", "main.settings.theme.choose('Dark')", "settings.theme.choose('Dark')"),
    ("shortened-element", "settings.autosave.turn_on()", "settings.autosave_notes.turn_on()"),
    ("lengthened-element", "settings.theme_setting.choose('Light')", "settings.theme.choose('Light')"),
    ("words-in-another-order", "settings.sunday_week_start.turn_on()", "settings.start_week_on_sunday.turn_on()"),
    ("camel-case", "settings.startWeekOnSunday.turn_on()", "settings.start_week_on_sunday.turn_on()"),
    # methods
    ("click", "main.new_note.click()", "main.new_note.tap()"),
    ("press", "main.more_options.press()", "main.more_options.tap()"),
    ("open-on-a-button", "main.more_options.open()", "main.more_options.tap()"),
    ("long-click", "main.note('x').long_click()", "main.note('x').long_press()"),
    ("enable", "settings.autosave_notes.enable()", "settings.autosave_notes.turn_on()"),
    ("select-option", "settings.theme.select('Dark')", "settings.theme.choose('Dark')"),
    ("set-text-on-a-choice", "settings.theme.set_text('Dark')", "settings.theme.choose('Dark')"),
    ("type", "main.search.type('x')", "main.search.set_text('x')"),
    ("click-on-a-row", "main.note('x').click()", "main.note('x').open()"),
    ("method-not-called", "main.new_note.tap", "main.new_note.tap()"),
    ("click-not-called", "main.new_note.click", "main.new_note.tap()"),
    ("screen-goto", "settings.goto()", "settings.open()"),
    # reading
    ("is-checked", "x = settings.autosave_notes.is_checked()", "x = settings.autosave_notes.is_on"),
    ("get-text", "x = settings.version.get_text()", "x = settings.version.text"),
    ("get-value", "finish(settings.theme.get_value())", "finish(settings.theme.value)"),
    # lists
    ("list-not-called", "for n in main.notes:\n    n.open()", "for n in main.notes():\n    n.open()"),
    ("list-length", "x = len(main.notes)", "x = len(main.notes())"),
    ("menu-behind-a-row", "for n in main.notes():\n    n.archive()",
     "for n in main.notes():\n    n.long_press()\n    selection.archive.tap()"),
    ("element-behind-a-row", "main.note('x').body.set_text('y')",
     "main.note('x').open()\neditor.body.set_text('y')"),
    # ends
    ("form-not-saved", 'create_note.title.set_text("x")', 'create_note.title.set_text("x")\ncreate_note.ok.tap()'),
    ("form-not-saved-before-finish", 'create_note.title.set_text("x")\nfinish("ok")',
     'create_note.title.set_text("x")\ncreate_note.ok.tap()\nfinish("ok")'),
    ("form-with-a-toggle", 'create_note.title.set_text("x")\ncreate_note.checklist.turn_on()\n',
     'create_note.title.set_text("x")\ncreate_note.checklist.turn_on()\ncreate_note.ok.tap()\n'),
    ("form-in-a-loop", 'for t in ["a", "b"]:\n    create_note.title.set_text(t)',
     'for t in ["a", "b"]:\n    create_note.title.set_text(t)\n    create_note.ok.tap()'),
    ("form-filled-in-a-branch", 'compose.to.set_text("a")\nif 1 > 0:\n    compose.message.set_text("b")\nfinish("x")',
     'compose.to.set_text("a")\nif 1 > 0:\n    compose.message.set_text("b")\ncompose.send.tap()\nfinish("x")'),
    ("form-on-one-line", 'if 1 > 0: create_note.title.set_text("x")',
     'if 1 > 0: create_note.title.set_text("x"); create_note.ok.tap()'),
    ("dialog-not-answered", "for n in main.notes():\n    n.long_press()\n    selection.delete.tap()\nfinish('x')",
     "for n in main.notes():\n    n.long_press()\n    selection.delete.tap()\n    delete_note.yes.tap()\nfinish('x')"),
    # things put on a screen, or behind what opens one
    ("typed-behind-the-opener", 'settings.rename.set_text("x")',
     'rename_note.new_title.set_text("x")\nrename_note.rename_ok.tap()'),
    ("field-behind-the-opener", 'settings.rename.new_title.set_text("x")\nsettings.rename.tap()',
     'rename_note.new_title.set_text("x")\nrename_note.rename_ok.tap()'),
    ("button-behind-the-opener", 'main.new_note.title.set_text("x")\nmain.new_note.ok.tap()',
     'create_note.title.set_text("x")\ncreate_note.ok.tap()'),
    ("small-letters-left-out", "for n in main.notes():\n    if 'get up' not in n.title:\n        n.open()",
     "for n in main.notes():\n    if 'get up' not in n.title.lower():\n        n.open()"),
    ("small-letters-behind-not", "if not 'wifi' in main.note('x').title:\n    main.note('x').open()",
     "if not 'wifi' in main.note('x').title.lower():\n    main.note('x').open()"),
    ("small-letters-left-out-of-an-answer", "finish([n.title for n in main.notes() if 'old' not in n.title])",
     "finish([n.title for n in main.notes() if 'old' not in n.title.lower()])"),
    ("small-letters-in-a-named-text", "for n in main.notes():\n    t = n.title\n    if t != 'beta':\n        n.open()",
     "for n in main.notes():\n    t = n.title\n    if t.lower() != 'beta':\n        n.open()"),
    ("read-on-a-rows-page", 'finish(main.note("x").body)', 'main.note("x").open()\nfinish(editor.body.text)'),
    ("text-on-a-rows-page", 'finish(main.note("x").body.text)', 'main.note("x").open()\nfinish(editor.body.text)'),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_repaired(doc: AppDoc, before: str, after: str) -> None:
    found = repair(before, doc)
    assert found.script.strip("\n") == after.strip("\n")
    assert found.notes and all(n.what and n.before != n.after for n in found.notes)
    assert check(found.script, doc).ok
    assert repair(found.script, doc).notes == []


LEFT_ALONE = [
    ("right", "for n in main.notes():\n    if 'draft' in n.title:\n        n.open()\nfinish('x')"),
    ("unknown-name", "calendar.today.tap()"),
    ("unknown-element", "main.calculator.tap()"),
    ("unknown-path-to-an-ok", "main.preferences.yes.tap()"),
    ("unknown-path-to-another-ok", "main.preferences.ok.tap()"),
    ("unknown-method", "settings.version.rotate()"),
    ("empty-form-opened", "main.new_note.tap()"),
    ("form-left", 'create_note.title.set_text("x")\ncreate_note.cancel.tap()'),
    ("form-entered", 'create_note.title.set_text("x")\nenter()'),
    ("dialog-answered", "selection.delete.tap()\ndelete_note.no.tap()"),
    ("dialog-left-with-back", "selection.delete.tap()\nback()"),
    ("own-variables", "theme = 1\nnote = main.note('x')\nnote.open()"),
    ("numbers-in-brackets", "x = [1, 2]\nfinish(x[0])"),
    ("not-python", "a b c d"),
    ("prose", "I can't do that."),
    ("empty", ""),
    ("read-behind-a-row-that-only-the-statement-names", "finish(', '.join([n.title for n in main.notes() if n.body]))"),
    (
        "what-is-left-out-goes-on",
        "for n in main.notes():\n    if 'old' not in n.title:\n        continue\n    n.open()",
    ),
    (
        "what-is-left-out-is-done-else",
        "for n in main.notes():\n    if 'old' not in n.title:\n        n.open()\n    else:\n        n.long_press()",
    ),
    ("the-option-of-a-choice", "if settings.theme.value != 'dark':\n    settings.theme.choose('dark')"),
    ("a-text-in-a-list-of-texts", "found = [n.title for n in main.notes()]\nif 'x' in found:\n    finish('yes')"),
    ("texts-like-code", "main.search.set_text('main.theme.click() && “x”')"),
]


@pytest.mark.parametrize("script", [c[1] for c in LEFT_ALONE], ids=[c[0] for c in LEFT_ALONE])
def test_left_alone(doc: AppDoc, script: str) -> None:
    found = repair(script, doc)
    assert (found.script, found.notes) == (script, [])


def test_of_several_screens_the_nearest_is_taken_for_sure_where_the_script_is_about_it(doc: AppDoc) -> None:
    for name in ("settings", "rename_note"):
        screen = doc.screen(name)
        assert screen is not None
        screen.elements.append(NOTES_DOC.screens[0].elements[2].model_copy(update={"name": "about"}))
    for script, nearest, sure in NEAREST:
        seen: list[Change] = []

        def gate(change: Change, seen: list[Change] = seen) -> Ruling:
            seen.append(change)
            return "make"

        found = repair(script, doc, gate)
        assert f"{nearest}.about.tap()" in found.script.split("\n")
        assert [change.sure for change in seen] == [sure]


def test_what_is_meant_goes_on_behind_a_change_that_may_not_be_made(doc: AppDoc) -> None:
    parts = [f"    if {word!r} not in n.title:\n        n.open()\n" for word in ("old", "new")]
    script = f"for n in main.notes():\n{''.join(parts)}"
    found = repair(script, doc, lambda change: "leave" if change.line == 2 else "make")
    assert found.script == script.replace("'new' not in n.title", "'new' not in n.title.lower()")


NEAREST = [
    ("settings.autosave_notes.turn_on()\nabout.tap()", "settings", True),
    ("settings.rename.tap()\nabout.tap()\nrename_note.rename_cancel.tap()", "rename_note", True),
    ("about.tap()\nsettings.autosave_notes.turn_on()", "settings", True),
    ("about.tap()", "settings", False),
]


def test_note_tells_the_line_before_and_after(doc: AppDoc) -> None:
    found = repair("x = 1\nmain.theme.select('Light')\n", doc)
    assert [(n.line, n.before, n.after) for n in found.notes] == [
        (2, "main.theme.select('Light')", "settings.theme.select('Light')"),
        (2, "settings.theme.select('Light')", "settings.theme.choose('Light')"),
    ]
    assert str(found.notes[0]).startswith("Line 2: ")


def test_a_text_goes_into_the_field_of_that_name_not_to_a_choice_that_is_like_it() -> None:
    form = Screen(name="create", elements=[element("note_kind", Kind.CHOICE, options=["Text", "List"])])
    doc = AppDoc(
        package="a.b",
        label="A",
        start="main",
        screens=[Screen(name="main", elements=[element("note", Kind.INPUT)]), form],
    )
    assert repair('create.note.set_text("Milk")', doc).script == 'main.note.set_text("Milk")'
    assert (
        repair('create.note.set_text("List")', doc.model_copy(update={"screens": [form]})).script
        == 'create.note_kind.choose("List")'
    )


def test_lines_keep_their_numbers_and_comments(doc: AppDoc) -> None:
    script = "# öffne\n\nmain.new_note.click()  # das da\n\n\nfinish( 'größe' )\n"
    assert repair(script, doc).script == script.replace("click", "tap")


def test_doc_without_screens_changes_nothing() -> None:
    bare = AppDoc(package="org.example.bare", label="Bare", screens=[Screen(name="main")])
    assert repair("main.click.tap()\nother.thing.tap()", bare).notes == []


PIECES = [line for _, before, after in CASES for line in (before, after)] + [s for _, s in LEFT_ALONE]
NAMES = [
    "main",
    "settings",
    "notes",
    "note",
    "theme",
    "autosave",
    "title",
    "create_note",
    "x",
    "back",
    "light",
    "delete",
]
ENDS = [
    "tap()",
    "click()",
    "text",
    "text()",
    "turn_on(True)",
    "choose('Dark')",
    "set_text('x')",
    "open",
    "is_on",
    "get('x')",
]


def texts_in(script: str) -> set[str]:
    tree = ast.parse(script)
    return {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("\n".join),
        st.lists(
            st.builds(lambda names, end: ".".join([*names, end]), st.lists(st.sampled_from(NAMES), min_size=1, max_size=3),
                      st.sampled_from(ENDS)),
            min_size=1, max_size=4,
        ).map("\n".join),
        st.text(max_size=80),
    )
)  # fmt: skip
def test_repairing_twice_is_repairing_once_and_keeps_every_text(script: str) -> None:
    once = repair(script, NOTES_DOC)
    twice = repair(once.script, NOTES_DOC)
    assert (twice.script, twice.notes) == (once.script, [])
    if once.notes and all(problem.code != "syntax" for problem in check(script, NOTES_DOC).problems):
        # what an element is called by is said by its name then
        labels = {e.label for s in NOTES_DOC.screens for e in s.elements}
        assert texts_in(script) - labels <= texts_in(once.script)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*PIECES, "del x", "class A: pass", "while True: pass"]), max_size=4).map("\n".join)
    | st.text()
)
def test_check_takes_any_text(script: str) -> None:
    report = check(script, NOTES_DOC)
    assert report.ok is not bool(report.errors)


@pytest.mark.parametrize(
    ("buttons", "repaired"),
    [
        ([("ok", "OK", Effect.COMMIT)], False),
        ([("export_only", "Export once", Effect.SHARE), ("keep", "Keep it in step", Effect.NAVIGATE)], False),
        ([("no", "No", Effect.NAVIGATE), ("ok", "OK", Effect.COMMIT)], True),
        ([("delete", "Delete", Effect.DELETE)], True),
    ],
    ids=["shows something", "which of two", "can be declined", "does something grave"],
)
def test_only_a_dialog_that_wants_an_answer_is_given_one(
    doc: AppDoc, buttons: list[tuple[str, str, Effect]], repaired: bool
) -> None:
    elements = [element(name, Kind.BUTTON, label=label, effect=effect) for name, label, effect in buttons]
    doc.screens.append(Screen(name="details", kind="dialog", elements=elements))
    doc.transitions.append(Transition(source="main", element="more_options", action="tap", target="details"))
    doc.transitions = [t for t in doc.transitions if t.element != "more_options" or t.target == "details"]
    assert bool(repair("main.more_options.tap()\n", doc).notes) is repaired


def test_a_dialog_that_leads_on_is_not_answered_on_the_way() -> None:
    def tap(source: str, name: str, target: str) -> Transition:
        return Transition(source=source, element=name, action="tap", target=target)

    pick = [element("ok", Kind.BUTTON), element("cancel", Kind.BUTTON), element("other_folder", Kind.BUTTON)]
    doc = AppDoc(
        package="a.b",
        label="A",
        start="photo",
        screens=[
            Screen(name="photo", elements=[element("move_to", Kind.BUTTON), element("flash", Kind.BUTTON)]),
            Screen(name="destination", kind="dialog", elements=[notes_list("folders", "folder"), *pick]),
            Screen(name="folders", kind="dialog", elements=[element("storage", Kind.BUTTON), *pick[:2]]),
        ],
        transitions=[
            tap("photo", "move_to", "destination"),
            tap("destination", "other_folder", "folders"),
            tap("destination", "ok", "photo"),
        ],
    )
    through = "photo.move_to.tap()\nfolders.storage.tap()"
    anew = "photo.move_to.tap()\nphoto.flash.tap()\nphoto.move_to.tap()\ndestination.ok.tap()"
    again = 'photo.move_to.tap()\nphoto.flash.tap()\ndestination.folder("x").open()'
    left = "photo.move_to.tap()\nphoto.flash.tap()"
    assert "destination.ok" not in repair(through, doc).script + repair(again, doc).script
    assert "destination.ok.tap()" in repair(left, doc).script
    assert repair(anew, doc).script.count("destination.ok.tap()") == 2


def test_a_line_that_goes_back_is_not_taken_for_an_answer_to_a_dialog() -> None:
    script = "main.new_note.tap()\nmain.BACK('')\n"
    assert "BACK" in repair(script, NOTES_DOC).script


@pytest.mark.parametrize(
    ("written", "label", "name"),
    [
        ("create_event", "Create event", "fab"),
        ("new_event", "Add event", "fab"),
        ("change_name", "Change name", "fab"),
        ("delete_event", "Create event", ""),
    ],
)
def test_a_name_is_found_by_the_words_of_its_label(written: str, label: str, name: str) -> None:
    button = element("fab", Kind.BUTTON)
    button.label = label
    doc = AppDoc(
        package="org.example.events", label="Events", start="main", screens=[Screen(name="main", elements=[button])]
    )
    assert repair(f"main.{written}.tap()", doc).script.strip() == f"main.{name or written}.tap()"
