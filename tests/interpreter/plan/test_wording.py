"""The steps of a plan in plain English."""

from __future__ import annotations

import ast
from contextlib import suppress

import pytest

from apidocs.doc import AppDoc
from interpreter.plan.phrases import Phrases, Unsayable
from interpreter.plan.tree import variable
from interpreter.plan.wording import Words
from tests.interpreter.plan.plan_docs import DOC, plan, samples

SAID = {
    "main.sync.tap()": "Tap Sync",
    "settings.wi_fi.turn_off()": "Turn Wi-Fi off",
    'settings.theme.choose("Dark")': 'Set Theme to "Dark"',
    'settings.size.choose("Large")': 'Set Size to "Large"',
    'create_note.title.set_text("Milk")': 'Type "Milk" into Title',
    'create_note.title.append_text("Milk")': 'Add "Milk" to Title',
    'create_note.title.set_text(ask("Which?"))': 'Type what you say to "Which?" into Title',
    'create_note.title.set_text(secret("pin"))': 'Type the secret "pin" into Title',
    'main.note("Sync now").open()': 'Open the note "Sync now"',
    "main.notes()[0].open()": "Open the first note",
    'main.note("Milk").long_press()': 'Hold the note "Milk"',
    'main.note("Milk").pinned.turn_on()': 'Turn Pinned on for the note "Milk"',
    'settings.find("Font").turn_on()': 'Turn "Font" on',
    "settings.open()": "Open Settings",
    "main_menu.open()": "Open Main menu",
    "editor_menu.print_note.tap()": "Tap Print",
    "back()": "Go back",
    "wait(2)": "Wait 2 seconds",
    'open_app("Maps")': 'Open the app "Maps"',
    'finish("done")': 'Answer "done"',
    'finish(main.note("Milk").date)': 'Answer with the date of the note "Milk"',
    'finish("yes" if settings.wi_fi.is_on else "no")': "Answer whether Wi-Fi is on",
    "finish(not settings.wi_fi.is_on)": "Answer whether Wi-Fi is off",
    'finish("yes" if main.note("Milk").exists else "no")': 'Answer whether there is a note "Milk"',
    "finish(settings.theme.value)": "Answer with Theme",
    "finish(settings.theme.text)": "Answer with what Theme says",
    "finish(settings.theme.text.strip())": "Answer with what Theme says",
    'finish(settings.theme.text or "none")': 'Answer with Theme, else "none"',
    'finish("yes" if settings.theme.text else "no")': "Answer whether Theme says something",
    "finish(not settings.theme.text)": "Answer whether Theme says nothing",
    "finish(len(main.notes()))": "Answer with the number of notes",
    'finish(", ".join([n.title for n in main.notes()]))': "Answer with the title of every note",
    'finish(", ".join(n.date for n in main.notes() if n.pinned.is_on))': "Answer with the date of every note whose pinned is on",
    'finish(f"{count} notes")': 'Answer "… notes"',
    "for note in main.notes():\n    note.long_press()\n    selection.delete.tap()": "For every note: Hold it, tap Delete",
    'for n in main.notes():\n    if "a" in n.title.lower():\n        n.open()': 'For every note whose title has "a": Open it',
    "for n in main.notes():\n    if settings.wi_fi.is_on:\n        n.open()": "For every note: If Wi-Fi is on, open it",
    'for t in ["a", "b"]:\n    create_note.title.set_text(t)': 'For each of "a" and "b": Type it into Title',
    "if not settings.wi_fi.is_on:\n    main.sync.tap()\nelse:\n    back()": "If Wi-Fi is off: Tap Sync; else go back",
    'if settings.theme.value != "Dark" and settings.wi_fi.is_on:\n    main.sync.tap()': (
        'If Theme is not "Dark" and Wi-Fi is on: Tap Sync'
    ),
    'finish(settings.find("Font").value)': 'Answer with "Font"',
}  # fmt: skip


def test_what_a_loop_has_come_to_is_it_only_within_the_loop() -> None:
    phrases = Phrases(AppDoc(package="org.example", label="Notes", start=""))
    with suppress(ValueError), phrases.each("note"):
        assert phrases.value(variable("note")) == "it"
        raise ValueError
    with pytest.raises(Unsayable):
        phrases.value(variable("note"))


@pytest.mark.parametrize(("script", "said"), SAID.items())
def test_a_step_in_words(script: str, said: str) -> None:
    (step,) = plan(script).steps
    assert Words(DOC).line(step) == said


@pytest.mark.parametrize(
    "script",
    [
        *("count = 0", "count += 2", "count += 1", "n = 1\nfinish(n)", "finish(1 + 2)", "main.purge.tap()", "print(1)"),
        "if 1 < 2 < 3:\n    main.sync.tap()",
        "finish(1 < len(main.notes()) < 3)",
        "if (main.sync.exists or settings.wi_fi.is_on) and not main.new_note.exists:\n    main.sync.tap()",
    ],
)
def test_what_only_the_script_says_has_no_words(script: str) -> None:
    *_, step = plan(script).steps
    with pytest.raises(Unsayable):
        Words(DOC).line(step)


def test_the_screen_is_named_where_it_is_asked_for() -> None:
    (step,) = plan("create_note.ok.tap()").steps
    assert Words(DOC, where=True).line(step) == "Tap OK in New note"


def test_a_step_of_the_samples_has_one_line() -> None:
    for doc, script in samples():
        steps = plan(script, doc).steps
        for step in steps:
            try:
                said = Words(doc).line(step)
            except Unsayable:
                assert any(isinstance(one, ast.Assign) for one in steps), script  # it counts under a name
                continue
            assert said and "\n" not in said and said[0].isupper() and "_" not in said.replace("…", "")
