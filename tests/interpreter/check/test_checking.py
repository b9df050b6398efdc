"""What the check says of scripts before they run."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Effect
from interpreter.check.checking import check
from interpreter.repair.repairing import repair
from tests.interpreter.notes_app import NOTES_DOC

RIGHT = """\
create_note.title.set_text("Groceries")
create_note.ok.tap()
rows = sorted(main.notes(), key=lambda n: n.title)
for number, note in enumerate(rows):
    if "draft" in note.title and not note.pinned.is_on:
        note.long_press()
        selection.delete.tap()
        delete_note.yes.tap()
found = settings.find("Autosave notes")
if found.exists:
    found.turn_off()
settings.theme.choose("light")
while main.scroll_down():
    wait(0.5)
who = ask("Who?")
main.search.set_text(secret("name") + who)
main.search.set_text(5)
finish({"notes": len(rows), "theme": settings.theme.value})
"""


def test_right_script_has_no_problems(doc: AppDoc) -> None:
    report = check(RIGHT, doc)
    assert report.problems == [] and report.ok


SLIPS = [
    # Python
    ("no-colon", "for n in main.notes()\n    n.open()", "syntax", 1, "End the line with a colon"),
    ("curly-quotes", "x = 1\nmain.search.set_text(“x”)", "syntax", 2, "straight quotes"),
    ("indentation", "main.new_note.tap()\n  main.new_note.tap()", "syntax", 2, "four spaces"),
    ("bracket", "main.search.set_text('x'\nback()", "syntax", 1, "Close the bracket"),
    ("braces", "for n in main.notes() {\n    n.open()\n}", "syntax", 1, "begin with a colon"),
    ("empty", "# nothing", "empty", 0, "empty"),
    ("does-nothing", "x = 3", "does-nothing", 0, "nothing of the app"),
    ("yield", "def f():\n    yield main.new_note.tap()", "not-allowed", 2, "Build a list"),
    ("class", "class A:\n    pass\nback()", "not-allowed", 1, "Functions and dicts"),
    ("del-key", "d = {1: 2}\ndel d[1]\nback()", "not-allowed", 2, "d.pop(k)"),
    ("import", "import requests\nback()", "not-allowed", 1, "There are re, datetime"),
    ("import-within", "from os.path import join\nback()", "not-allowed", 1, "os.path"),
    ("eval", "eval('back()')\nback()", "not-allowed", 1, "eval"),
    ("dunder", "x = main.__class__\nback()", "not-allowed", 1, "__class__"),
    ("endless", "while True:\n    main.new_note.tap()", "endless-loop", 1, "`break`"),
    ("endless-break-of-another", "while 1:\n    for n in main.notes():\n        break", "endless-loop", 1, "break"),
    ("repeats", "main.search.tap()\n" * 5, "repeats", 2, "5 times"),
    ("repeats-in-turn", "main.search.tap()\nback()\n" * 4, "repeats", 3, "2 statements 4 times"),
    # names
    ("unknown-name", "calendar.tap()", "unknown-name", 1, "Screens: main"),
    ("misspelled-screen", "setings.theme.tap()", "unknown-name", 1, "Did you mean `settings`?"),
    ("element-alone", "new_note.tap()", "unknown-name", 1, "`main.new_note`"),
    ("wrong-screen", "main.theme.choose('Dark')", "unknown-member", 1, "`settings.theme`"),
    ("near-element", "settings.autosave.turn_on()", "unknown-member", 1, "`settings.autosave_notes`"),
    ("wrong-method", "settings.theme.turn_on()", "unknown-member", 1, "It has: choose(option), value"),
    ("method-of-a-row", "for n in main.notes():\n    n.erase()", "unknown-member", 2, '`main.note("…")` has no `erase`'),
    ("function-on-a-screen", "settings.finish('x')", "unknown-member", 1, "has no `finish`"),
    ("shadowed", "def settings():\n    pass\nback()", "shadows", 1, "hides the screen"),
    # how they are used
    ("list-not-called", "for n in main.notes:\n    n.open()", "not-called", 1, "Write `notes()`"),
    ("method-not-called", "main.new_note.tap", "not-called", 1, "Write `tap()`"),
    ("named-only", "main.new_note", "idle", 1, "tap"),
    ("row-in-brackets", "main.note['x'].open()", "subscript", 1, 'main.note("its text")'),
    ("truth", "if settings.autosave_notes:\n    back()", "truth-value", 1, "`settings.autosave_notes.is_on`"),
    ("act-as-test", "if main.new_note.tap():\n    back()", "truth-value", 1, "tells nothing"),
    ("act-as-test-of-two", "x = 1 if not settings.theme.tap() else 2", "truth-value", 1, "tells nothing"),
    ("truth-in-while", "while not main.new_note:\n    back()", "truth-value", 1, "`main.new_note.exists`"),
    ("truth-in-or", "x = main.notes() or settings.theme", "truth-value", 1, "always true"),
    ("truth-asserted", "assert settings.autosave_notes\nfinish('on')", "truth-value", 1, "`settings.autosave_notes.is_on`"),
    ("truth-of-a-case", "match 1:\n    case _ if settings.autosave_notes:\n        back()", "truth-value", 2, "is_on`"),
    ("a-name-by-default", "def f(main=main.nope):\n    pass", "unknown-member", 1, "nope"),
    ("twice-answered", "finish('a'), finish('b')", "twice-answered", 1, "in one `finish(…)`"),
    ("as-text", "finish(settings.version)", "not-a-text", 1, "`settings.version.text`"),
    ("added", "x = 'v' + settings.theme", "not-a-text", 1, "`settings.theme.value`"),
    ("assigned", "create_note.title = 'x'", "assigned", 1, "set_text"),
    ("called", "if settings.autosave_notes.is_on():\n    back()", "called", 1, "without the brackets"),
    ("text-of-text", "x = main.note('x').title.text", "on-text", 1, "text itself"),
    ("method-of-text", "main.note('x').title.tap()", "on-text", 1, 'Write `main.note("…").tap()`'),
    ("method-of-a-state", "settings.autosave_notes.is_on.turn_on()", "on-truth", 1, "`settings.autosave_notes.turn_on()`"),
    ("method-of-no-state", "x = settings.autosave_notes.is_on\nx.choose('20%')", "on-truth", 2, "Yes or no has no `choose`"),
    ("method-of-list", "main.notes().tap()", "on-list", 1, "with `for`"),
    ("screen-iterated", "for n in main:\n    n.open()", "not-a-list", 1, "`main.notes()`"),
    ("argument-missing", "settings.theme.choose()", "arguments", 1, "needs 'option'"),
    ("argument-too-many", "main.new_note.tap(1)", "arguments", 1, "takes no argument"),
    ("argument-unknown", "settings.theme.choose(x='Dark')", "arguments", 1, "unknown argument 'x'"),
    # what happens
    ("unknown-option", "settings.theme.choose('Lihgt')", "unknown-option", 1, 'Did you mean "Light"?'),
    ("unsaved", "create_note.title.set_text('x')\nfinish('x')", "unsaved-form", 1, "`create_note.ok.tap()` is missing"),
    ("unsaved-then-elsewhere", "create_note.title.set_text('x')\nmain.search.tap()", "unsaved-form", 1, "create_note"),
    ("unanswered", "main.note('x').long_press()\nselection.delete.tap()", "unconfirmed-dialog", 2, "`delete_note.yes.tap()`"),
    ("unanswered-then-elsewhere", "main.note('x').long_press()\nselection.delete.tap()\nmain.search.tap()",
     "unconfirmed-dialog", 2, "`delete_note.yes.tap()`"),
    ("row-needed", "editor.share_note.tap()", "unreachable", 1, '`main.note("…").open()` opens it'),
    ("no-way", "archive_page.restore_all.tap()", "unreachable", 1, "`archive_page`"),
]  # fmt: skip


@pytest.mark.parametrize(("script", "code", "line", "told"), [s[1:] for s in SLIPS], ids=[s[0] for s in SLIPS])
def test_slip_is_told(doc: AppDoc, script: str, code: str, line: int, told: str) -> None:
    report = check(script, doc)
    assert [(p.code, p.line) for p in report.problems][0] == (code, line)
    assert told in str(report.problems[0])


@pytest.mark.parametrize(
    "script",
    [
        'n = len(main.notes())\ntitles = [n.title for n in main.notes()]\nfinish(f"{n}: {titles}")',
        'n = "Milk"\ndates = {n.title: n.date for n in main.notes()}\nfinish(n + str(dates))',
        'n = "Milk"\nfirst = sorted(main.notes(), key=lambda n: n.date)\nfinish(n)',
    ],
)
def test_a_name_within_an_expression_is_known_there_alone(doc: AppDoc, script: str) -> None:
    assert not check(script, doc).problems


def test_warnings_let_a_script_run(doc: AppDoc) -> None:
    report = check("create_note.title.set_text('x')", doc)
    assert report.ok and [p.severity for p in report.problems] == ["warning"]


@pytest.mark.parametrize(
    ("kind", "script"),
    [("choice", "settings.rename.tap()\nrename_note.pick.choose('x')"), ("list-only", "settings.rename.tap()")],
    ids=["chosen-from", "without-a-button"],
)
def test_dialog_that_needs_no_answer_is_not_told_of(doc: AppDoc, kind: str, script: str) -> None:
    dialog, settings = doc.screen("rename_note"), doc.screen("settings")
    assert dialog is not None and settings is not None
    theme = settings.element("theme")
    assert theme is not None
    buttons = [e for e in dialog.elements if e.name == "rename_ok" and kind == "choice"]
    dialog.elements = [theme.model_copy(update={"name": "pick", "options": ["x"]}), *buttons]
    assert check(script, doc).problems == []


EFFECTS = [
    ("read", "x = settings.theme.value\nfor n in main.notes():\n    x = n.title", []),
    ("input", "main.search.set_text('x')", [("main.search", Effect.INPUT, False)]),
    ("setting", "settings.autosave_notes.turn_on()", [("settings.autosave_notes", Effect.SETTINGS, False)]),
    ("save", "create_note.ok.tap()", [("create_note.ok", Effect.COMMIT, True)]),
    ("send", "compose.send.tap()", [("compose.send", Effect.SEND, True)]),
    ("delete", "delete_note.yes.tap()", [("delete_note.yes", Effect.DELETE, True)]),
    ("row", "main.note('x').open()", [("main.notes", Effect.NAVIGATE, False)]),
    ("found", "settings.find('Delete all').tap()", [("settings.find('Delete all')", Effect.DELETE, True)]),
]


@pytest.mark.parametrize(("script", "effects"), [e[1:] for e in EFFECTS], ids=[e[0] for e in EFFECTS])
def test_effects(doc: AppDoc, script: str, effects: list[tuple[str, Effect, bool]]) -> None:
    report = check(script, doc)
    assert [(e.effect, e.asks) for e in report.effects] == [e[1:] for e in effects]
    assert all(e.what.startswith(what.split("(")[0]) for e, (what, *_) in zip(report.effects, effects, strict=True))


@pytest.mark.parametrize("script", ["x" * 30_000, "(" * 5_000, "x = " + "-" * 20_000 + "1", "\0", "\ud800"])
def test_monstrous_text_is_a_problem_and_no_error(doc: AppDoc, script: str) -> None:
    assert not check(script, doc).ok
    assert repair(script, doc).notes == []


def test_hint_of_the_check_is_what_the_repair_does() -> None:
    for script in ("main.theme.choose('Dark')", "new_note.tap()"):
        hint = str(check(script, NOTES_DOC).problems[0])
        after = repair(script, NOTES_DOC).notes[-1].after
        assert any(word.strip("`?.") in after for word in hint.split() if word.startswith("`") and "." in word)


@pytest.mark.parametrize(
    ("script", "effect"),
    [
        ('main.note("x").pinned.tap()', Effect.SETTINGS),
        ('main.note("x").pinned.turn_on()', Effect.SETTINGS),
        ('main.note("x").open()', Effect.NAVIGATE),
    ],
)
def test_what_a_piece_of_a_row_does_is_told_by_what_it_is(doc: AppDoc, script: str, effect: Effect) -> None:
    assert [e.effect for e in check(script, doc).effects] == [effect]
