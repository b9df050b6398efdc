"""What a script is about, told from its text."""

import pytest

from apidocs.doc import AppDoc
from apidocs.doc.script_names import uses
from apidocs.doc.table import api_names

UNKNOWN = [
    ("settings.theme.choose('Light')", []),
    (
        "for n in main.notes():\n    if 'a' in n.title.lower():\n        n.long_press()\n        selection.delete.tap()",
        [],
    ),
    ("x = [n.title for n in main.notes() if n.date]\nfinish(x[0])", []),
    ("main.notes()[0].open()\nrow = main.note('a')\nrow.tap()", []),
    ("settings.find('a').turn_on()\nfinish(len(main.notes()))", []),
    ("every = main.notes()\nfor n in every:\n    n.open()", []),
    ("settings.thema.choose('Light')", ["settings.thema"]),
    ("settings.theme.turn_on()", ["settings.theme.turn_on"]),
    ("main.note('a').titel", ["note.titel"]),
    ("for n in main.notes():\n    n.delete()", ["note.delete"]),
    ("x = main.notes()\nfor n in x:\n    n.nope", ["note.nope"]),
    ("nothing.to.see()", ["nothing"]),
    ("import re\ndef f(x):\n    return re.sub('a', 'b', x)\nprint(f(main.note('a').title), len([]))", []),
    ("try:\n    back()\nexcept LookupError as e:\n    finish(str(e))", []),
    ("theme.choose('Light')", ["theme"]),
]


@pytest.mark.parametrize(("script", "unknown"), UNKNOWN, ids=[u[0].splitlines()[0] for u in UNKNOWN])
def test_names_that_the_doc_has_not_are_told(notes_doc: AppDoc, script: str, unknown: list[str]) -> None:
    assert uses(script, api_names(notes_doc)).unknown == unknown


def test_row_parts_are_checked_by_their_kind(clock_doc: AppDoc) -> None:
    table = api_names(clock_doc)
    assert uses("alarms.alarm('7').enabled.turn_on()", table).unknown == []
    assert uses("alarms.alarm('7').enabled.choose('x')", table).unknown == ["alarm.enabled.choose"]
    assert uses("alarms.alarm('7').label.upper()", table).unknown == []


def test_screens_and_elements_are_told(notes_doc: AppDoc) -> None:
    found = uses("for n in main.notes():\n    n.open()\n    editor.save.tap()", api_names(notes_doc))
    assert found.screens == {"main", "editor"}
    assert found.elements == {("main", "notes"), ("editor", "save")}


@pytest.mark.parametrize("script", ["for", "x = (", "\0", "(" * 5000])
def test_no_python_is_a_syntax_error(notes_doc: AppDoc, script: str) -> None:
    assert uses(script, api_names(notes_doc)).unknown[0].startswith("syntax: ")
