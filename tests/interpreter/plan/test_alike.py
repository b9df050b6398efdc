"""Which plans do the same on the phone, and which don't."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interpreter.plan.differing import difference
from interpreter.plan.plans import plan_of, same
from tests.interpreter.plan.plan_docs import DOC, plan, samples

TITLE = 'create_note.title.set_text("Milk")'
BODY = 'create_note.body.set_text("two")'
OK = "create_note.ok.tap()"
FAILING = """\
x = settings.find("Wi-Fi")
try:
    main.sync.tap()
except Exception:
    x = settings.find("Theme")
"""
SAME = {
    "quotes and spacing": ("settings.theme.choose( 'Dark' )", 'settings.theme.choose("Dark")'),
    "a loop's variable": ("for note in main.notes():\n    note.open()", "for n in main.notes():\n    n.open()"),
    "a name for a row": ('n = main.note("Milk")\nn.open()', 'main.note("Milk").open()'),
    "a name for a value": ("n = len(main.notes())\nfinish(n)", "finish(len(main.notes()))"),
    "names one after the other": (
        'n = main.note("Milk")\nt = n.title\nfinish(t)',
        'finish(main.note("Milk").title)',
    ),
    "a screen opened before an act on it": ("settings.open()\nsettings.wi_fi.turn_on()", "settings.wi_fi.turn_on()"),
    "a tap that the interpreter makes itself": (f"main.new_note.tap()\n{TITLE}\n{OK}", f"{TITLE}\n{OK}"),
    "a way of two taps": (
        "main.more_options.tap()\nmain_menu.settings.tap()\nsettings.wi_fi.turn_on()",
        "settings.wi_fi.turn_on()",
    ),
    "a screen on the way": ("main_menu.open()\nsettings.wi_fi.turn_on()", "settings.wi_fi.turn_on()"),
    "the same in a loop": (
        f'for t in ["a", "b"]:\n    main.new_note.tap()\n    create_note.title.set_text(t)\n    {OK}',
        f'for t in ["a", "b"]:\n    create_note.title.set_text(t)\n    {OK}',
    ),
    "the same behind a row": (
        'main.note("Milk").open()\neditor.more_options.tap()\neditor_menu.print_note.tap()',
        'main.note("Milk").open()\neditor_menu.print_note.tap()',
    ),
    "a tap as the opening of a screen": ("main_menu.about.tap()", "about.open()"),
    "a screen that is only named": ("settings.wi_fi.is_on\nsettings.wi_fi.turn_on()", "settings.wi_fi.turn_on()"),
    "the order of fields": (f"{TITLE}\n{BODY}\n{OK}", f"{BODY}\n{TITLE}\n{OK}"),
    "the order of fields, one twice": (
        f'{TITLE}\n{BODY}\ncreate_note.title.set_text("b")\n{OK}',
        f'{TITLE}\ncreate_note.title.set_text("b")\n{BODY}\n{OK}',
    ),
    "a row that is tapped": ('main.note("Milk").tap()', 'main.note("Milk").open()'),
    "a state that is looked at first": (
        "if not settings.wi_fi.is_on:\n    settings.wi_fi.turn_on()",
        "settings.wi_fi.turn_on()",
    ),
    "an option that is looked at first": (
        'if settings.theme.value != "Dark":\n    settings.theme.choose("Dark")',
        'settings.theme.choose("Dark")',
    ),
    "what is looked for by its label": ('settings.find("wi-fi").turn_on()', "settings.wi_fi.turn_on()"),
    "two answers": (
        'if settings.wi_fi.is_on:\n    finish("yes")\nfinish("no")',
        'finish("yes" if settings.wi_fi.is_on else "no")',
    ),
    "waiting": ("main.sync.tap()\nwait(2)", "main.sync.tap()"),
    "closing words": ('main.sync.tap()\nfinish("Synced.")', "main.sync.tap()"),
    "a state that is called": ("finish(settings.wi_fi.is_on())", "finish(settings.wi_fi.is_on)"),
    "an f-string of nothing": ('main.note(f"Milk").open()', 'main.note("Milk").open()'),
}
OTHERS = {
    "another element": ("main.sync.tap()", "main.new_note.tap()"),
    "another value": (TITLE, BODY),
    "a state": ("settings.wi_fi.turn_on()", "settings.wi_fi.turn_off()"),
    "the order of acts": ("main.sync.tap()\nsettings.wi_fi.turn_on()", "settings.wi_fi.turn_on()\nmain.sync.tap()"),
    "a form that is not saved": (f"{TITLE}\n{OK}", TITLE),
    "fields with an act between": (f"{TITLE}\n{OK}\n{BODY}\n{OK}", f"{BODY}\n{OK}\n{TITLE}\n{OK}"),
    "one field twice": (
        'create_note.title.set_text("a")\ncreate_note.title.set_text("b")',
        'create_note.title.set_text("b")\ncreate_note.title.set_text("a")',
    ),
    "a screen that is shown in the end": ("main.sync.tap()\nsettings.open()", "main.sync.tap()"),
    "a row that is opened first": (
        'main.note("Milk").open()\neditor.body.set_text("x")',
        'editor.body.set_text("x")',
    ),
    "the menu of another screen": ("editor.more_options.tap()", "main.more_options.tap()"),
    "a form that is opened once more": (
        f"{TITLE}\nmain.new_note.tap()\n{TITLE}",
        f"{TITLE}\n{TITLE}",
    ),
    "a form that is left in between": (f"{TITLE}\nmain.open()\n{BODY}\n{OK}", f"{TITLE}\n{BODY}\n{OK}"),
    "a screen that doesn't lead where it goes on": (
        'settings.open()\neditor.body.set_text("x")',
        'editor.body.set_text("x")',
    ),
    "a screen that is asked for, not gone to": (
        "settings.open()\nif settings.is_open:\n    main.sync.tap()",
        "if settings.is_open:\n    main.sync.tap()",
    ),
    "a name that changes in one case": (
        'n = main.note("a")\nif settings.wi_fi.is_on:\n    n = main.note("b")\nn.open()',
        'if settings.wi_fi.is_on:\n    n = main.note("b")\nmain.note("b").open()',
    ),
    "fields of two forms": (f'editor.body.set_text("x")\n{TITLE}', f'{TITLE}\neditor.body.set_text("x")'),
    "a new form in every turn": (
        'for t in ["a", "b"]:\n    main.new_note.tap()\n    create_note.title.set_text(t)',
        'for t in ["a", "b"]:\n    create_note.title.set_text(t)',
    ),
    "a name that changes in a loop": (
        'n = main.note("a")\nfor x in main.notes():\n    n.open()\n    n = main.note("b")',
        'n = main.note("a")\nfor x in main.notes():\n    n.open()',
    ),
    "a name that is given in one case": (
        'if settings.wi_fi.is_on:\n    n = main.note("a")\nfinish(n)',
        'if settings.wi_fi.is_on:\n    n = main.note("b")\nfinish(n)',
    ),
    "a button of which nobody knows where it leads": (
        "main.sync.tap()\nsettings.wi_fi.turn_on()",
        "settings.wi_fi.turn_on()",
    ),
    "an answer": ("finish(settings.wi_fi.is_on)", "finish(not settings.wi_fi.is_on)"),
    "an answer where something was only shown": ('settings.open()\nfinish("yes")', 'settings.open()\nfinish("no")'),
    "a row that is only named": ('main.note("Milk")\nmain.sync.tap()', "main.sync.tap()"),
    "a list without its brackets": (
        "for note in main.notes:\n    note.open()",
        "for note in main.notes():\n    note.open()",
    ),
    "a count kept by another name": (
        "a = 1\nb = 0\nfor n in main.notes():\n    b += a\nfinish(b)",
        "a = 1\nb = 0\nfor n in main.notes():\n    b += a\nfinish(a)",
    ),
    "an answer where nothing was done": ('finish("yes")', 'finish("no")'),
    "a condition": ("if settings.wi_fi.is_on:\n    main.sync.tap()", "main.sync.tap()"),
    "a state that is looked at, the other way": (
        "if settings.wi_fi.is_on:\n    settings.wi_fi.turn_on()",
        "settings.wi_fi.turn_on()",
    ),
    "a loop": ("for note in main.notes():\n    note.open()", 'main.note("Milk").open()'),
    "the end of a loop": (
        "for note in main.notes():\n    note.open()\n    break",
        "for note in main.notes():\n    note.open()",
    ),
    "two variables": ("a = 0\nb = 0\na += 1\nfinish(a)", "a = 0\nb = 0\nb += 1\nfinish(a)"),
    "a name that changes": (
        'n = main.note("a")\nif settings.wi_fi.is_on:\n    n = main.note("b")\nn.open()',
        'n = main.note("a")\nn.open()',
    ),
    "a question asked twice": (
        'n = main.note(ask("Which?"))\nn.open()\nn.long_press()',
        'main.note(ask("Which?")).open()\nmain.note(ask("Which?")).long_press()',
    ),
    "text that is kept as it is": ("finish(1 + 2)", "finish(2 + 1)"),
    "a name that changes before a function is called": (
        'x = main.note("a")\ndef f():\n    x.open()\nx = main.note("b")\nf()',
        'def f():\n    main.note("a").open()\nf()',
    ),
    "a name that is given within a test": (
        'x = main.note("a")\nif (x := main.note("b")).exists:\n    x.open()',
        'if main.note("b").exists:\n    main.note("b").open()',
    ),
    "what is read once it is asked for": (
        "t = main.notes()[0].title\nf = lambda: t\nmain.sync.tap()\nfinish(f())",
        "f = lambda: main.notes()[0].title\nmain.sync.tap()\nfinish(f())",
    ),
    "a name that changes where something fails": (f"{FAILING}x.tap()", f"{FAILING}settings.wi_fi.tap()"),
    "a name that a loop changes, if it has a turn": (
        'x = main.note("a")\nfor n in main.notes():\n    x = main.note("b")\nx.long_press()\nselection.delete.tap()',
        'for n in main.notes():\n    n\nmain.note("b").long_press()\nselection.delete.tap()',
    ),
}  # fmt: skip
NOT_TOLD = {
    "the way there alone": [
        "a form that is opened once more", "a screen that doesn't lead where it goes on",
        "a screen that is asked for, not gone to", "a new form in every turn", "a row that is only named",
        "a list without its brackets", "a question asked twice",
    ],
    "what only the script says": [
        "a name that changes in one case", "a count kept by another name", "a name that changes in a loop",
        "two variables", "a name that changes", "a name that is given in one case", "text that is kept as it is",
        "a name that changes before a function is called", "a name that is given within a test",
        "what is read once it is asked for", "a name that changes where something fails",
        "a name that a loop changes, if it has a turn",
    ],
}  # fmt: skip
"""Differences that nobody can be asked about."""


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_these_do_the_same(one: str, other: str) -> None:
    assert plan(one).key == plan(other).key
    assert same(plan(one), plan(other))
    assert difference(plan(one), plan(other), DOC) == ("", "")


@pytest.mark.parametrize("name", OTHERS)
def test_these_do_not(name: str) -> None:
    one, other = OTHERS[name]
    assert not same(plan(one), plan(other)) and plan(one).key != plan(other).key
    said = difference(plan(one), plan(other), DOC)
    assert difference(plan(other), plan(one), DOC) == (said[1], said[0])
    if any(name in names for names in NOT_TOLD.values()):
        assert said == ("", "")
    else:
        assert said[0] != said[1] and all(said)


@settings(deadline=None)
@given(st.data())
def test_plans_are_told_apart_in_words_or_not_at_all(data: st.DataObject) -> None:
    doc, one = data.draw(st.sampled_from(samples()))
    others = [script for of, script in samples() if of is doc]
    other = "\n".join(data.draw(st.lists(st.sampled_from([one, *others]), max_size=3)))
    left, right = plan_of(one, doc), plan_of(other, doc)
    assert left is not None and right is not None
    first, second = difference(left, right, doc)
    assert first != second and first and second or (first, second) == ("", "")
    assert "()" not in f"{first}{second}"
    assert difference(right, left, doc) == (second, first)


DIFFERENT = {
    "two acts": (
        "main.sync.tap()",
        'main.note("Sync now").open()',
        ("Tap Sync", 'Open the note "Sync now"'),
    ),
    "what both do is left out": (
        f"settings.wi_fi.turn_on()\n{TITLE}\n{OK}",
        f'settings.wi_fi.turn_on()\ncreate_note.title.set_text("Bread")\n{OK}',
        ('Type "Milk" into Title', 'Type "Bread" into Title'),
    ),
    "one step more": (
        TITLE,
        f"{TITLE}\n{OK}",
        ('Type "Milk" into Title', 'Type "Milk" into Title, then tap OK in New note'),
    ),
    "nothing at all": ("", "main.sync.tap()", ("Do nothing", "Tap Sync")),
    "one after the other": (
        "main.sync.tap()\nsettings.wi_fi.turn_on()",
        "settings.wi_fi.turn_on()\nmain.sync.tap()",
        ("Tap Sync, then turn Wi-Fi on", "Turn Wi-Fi on, then tap Sync"),
    ),
    "the way there is left out": (
        "settings.open()\nsettings.wi_fi.turn_on()",
        "main.more_options.tap()\nsettings.wi_fi.turn_off()",
        ("Turn Wi-Fi on", "Turn Wi-Fi off"),
    ),
    "within a loop": (
        "for note in main.notes():\n    note.long_press()\n    selection.delete.tap()",
        "for note in main.notes():\n    note.long_press()\n    note.pinned.turn_on()",
        ("For every note: Delete it", "For every note: Turn Pinned on for it"),
    ),
    "which rows": (
        'for n in main.notes():\n    if "a" in n.title:\n        n.long_press()',
        'for n in main.notes():\n    if "b" in n.title:\n        n.long_press()',
        ('For every note whose title has "a": Hold it', 'For every note whose title has "b": Hold it'),
    ),
    "menus called alike": (
        "editor.more_options.tap()",
        "main.more_options.tap()",
        ("Tap More options", "Open Main menu"),
    ),
    "labels called alike": (
        "create_note.body.append_text('x')",
        "editor.body.append_text('x')",
        ('Add "x" to Body in New note', 'Add "x" to Body in Editor'),
    ),
}


@pytest.mark.parametrize(("one", "other", "said"), DIFFERENT.values(), ids=DIFFERENT)
def test_a_difference_in_a_line_each(one: str, other: str, said: tuple[str, str]) -> None:
    assert difference(plan(one), plan(other), DOC) == said


def test_loops_within_loops_take_no_time() -> None:
    script = "".join(f"{'    ' * n}for x in main.notes():\n" for n in range(30)) + "    " * 30 + "main.sync.tap()"
    assert plan(script).key


def test_long_plans_are_told_by_their_first_steps() -> None:
    steps = [f'create_note.title.set_text("{name} and friends")\n{OK}' for name in ("Anna", "Berta", "Carla", "Dora")]
    one, two = difference(plan("\n".join(steps)), plan("main.sync.tap()"), DOC)
    assert one == 'Type "Anna and friends" into Title, and 7 more steps'
    assert two == "Tap Sync"
