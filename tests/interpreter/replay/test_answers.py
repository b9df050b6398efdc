"""A recorded answer is repeated only where what it was worked out from says now what it said then."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from interpreter.replay.answer_reads import lines_behind
from sessions.records import SessionDetail
from tests.interpreter.pocket_phone import PocketPhone
from tests.interpreter.replay.filed import filed, filed_doc
from tests.interpreter.replay.recorded import Recording, notes_of, verdicts

COUNT = "finish(len(main.notes()))"


def phone_of(*notes: str) -> PocketPhone:
    return PocketPhone(list(notes))


def test_a_count_is_repeated_where_the_rows_are_those_that_were(tmp_path: Path) -> None:
    recording = Recording(tmp_path)
    detail = recording.run(phone_of("Milk", "Bread"), COUNT)
    again = recording.replay(detail, phone_of("Milk", "Bread"))
    assert (again.status, again.answer) == ("same", detail.head.answer) and detail.head.answer


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (("Milk", "Bread", "Eggs"), '3 rows now, 2 then; new: "Eggs"'),
        (("Milk",), '1 row now, 2 then; gone: "Bread"'),
        (("Milk", "Eggs"), '2 rows now, 2 then; new: "Eggs"; gone: "Bread"'),
        (("Bread", "Milk"), "the same 2 rows, in another order"),
    ],
)
def test_a_count_is_not_repeated_where_the_rows_are_others(tmp_path: Path, now: tuple[str, ...], said: str) -> None:
    recording = Recording(tmp_path)
    detail = recording.run(phone_of("Milk", "Bread"), COUNT)
    again = recording.replay(detail, phone_of(*now))
    assert verdicts(again) == ["different", "different"] and not again.ok
    assert again.verdicts[0].note == said
    assert "the answer then was '2'" in again.verdicts[1].note
    assert (again.answer, again.outdated) == ("", detail.head.answer)


def test_a_list_on_the_way_to_one_of_its_rows_may_have_others(tmp_path: Path) -> None:
    recording = Recording(tmp_path)
    scripts = (
        'for note in main.notes():\n    if note.title == "Milk":\n        note.open()\n        break\n'
        'editor.body.set_text("two")\neditor.save.tap()\nfinish("Saved.")',
        'main.note("Milk").open()\nfinish(editor.body.text)',
        'note = main.note("Milk")\nnote.open()\nfinish(f"{note.title}: {editor.body.text}")',
    )
    for script in scripts:
        detail = recording.run(phone_of("Milk", "Bread"), script)
        again = recording.replay(detail, phone_of("Eggs", "Milk", "Bread"))
        assert (again.status, again.answer) == ("same", detail.head.answer), script


def test_that_a_list_that_was_gone_through_has_others_is_noted(tmp_path: Path) -> None:
    recording = Recording(tmp_path)
    detail = recording.run(phone_of("Milk", "Bread"), "for note in main.notes():\n    note.done.turn_on()")
    again = recording.replay(detail, phone_of("Milk", "Bread", "Eggs"))
    assert verdicts(again)[0] == "same" and again.verdicts[0].note == '3 rows now, 2 then; new: "Eggs"'


def test_a_row_that_is_called_otherwise_now_is_another(tmp_path: Path) -> None:
    recording = Recording(tmp_path)
    detail = recording.run(phone_of("Quotes", "Bread"), 'finish(main.note("Quotes").title)')
    again = recording.replay(detail, phone_of("Favourite quotes", "Bread"))
    assert verdicts(again) == ["different", "different"] and not again.answer
    assert again.verdicts[0].note == 'the row is "Favourite quotes" now, it was "Quotes"'
    gone = recording.replay(detail, phone_of("Bread"))
    assert verdicts(gone) == ["different", "stopped"] and not gone.answer


def test_whether_there_is_a_row_is_asked_again(tmp_path: Path) -> None:
    recording = Recording(tmp_path)
    script = 'finish("yes" if main.note("Eggs").exists else "no")'
    detail = recording.run(phone_of("Milk"), script)
    assert detail.head.answer
    again = recording.replay(detail, phone_of("Milk"))
    assert (again.status, again.answer) == ("same", detail.head.answer)
    there = recording.replay(detail, phone_of("Milk", "Eggs"))
    assert there.status == "different" and not there.answer


IN_WORK = 'count = 0\nfor note in main.notes():\n    if note.folder == "Work":\n        count += 1\nfinish(count)'


def test_what_a_row_says_that_the_script_asks_for_is_compared(tmp_path: Path) -> None:
    recording = Recording(tmp_path, filed_doc())
    detail = recording.run(filed("Milk/Work", "Bread/Home"), IN_WORK)
    again = recording.replay(detail, filed("Milk/Work", "Bread/Work"))
    assert verdicts(again) == ["different", "different"] and not again.answer
    assert again.verdicts[0].note == 'folder of "Bread" is "Work" now, it was "Home"'
    titles = recording.run(filed("Milk/Work", "Bread/Home"), COUNT)
    assert recording.replay(titles, filed("Milk/Work", "Bread/Work")).status == "same", "the count read no folder"


def test_where_it_is_no_longer_known_what_rows_said_the_answer_is_not_repeated(tmp_path: Path) -> None:
    recording = Recording(tmp_path, filed_doc())
    phone = filed("Milk/Work", "Bread/Home")
    counted = _forgotten(recording.run(phone, IN_WORK))
    again = recording.replay(counted, phone)
    assert verdicts(again) == ["same", "stopped"] and not again.answer and again.outdated
    assert "no longer known" in notes_of(again)
    titles = _forgotten(recording.run(phone, COUNT))
    assert recording.replay(titles, phone).status == "same", "titles and number are known all the same"
    assert recording.replay(titles, filed("Milk/Work")).status == "different"


def _forgotten(detail: SessionDetail) -> SessionDetail:
    return replace(detail, calls=[replace(call, rows=None) for call in detail.calls])


def test_an_answer_that_hangs_on_what_is_not_read_again_is_not_repeated(tmp_path: Path) -> None:
    recording = Recording(tmp_path)
    phone = phone_of("Milk", "Bread")
    detail = recording.run(phone, COUNT)
    result = recording.replay(detail, phone, first=2)
    assert verdicts(result) == ["stopped"] and not result.answer
    caught = 'try:\n    main.note("Eggs").open()\nexcept Exception:\n    finish("There is none.")'
    detail = recording.run(phone, caught)
    assert not recording.replay(detail, phone_of("Milk", "Eggs")).answer


@pytest.mark.parametrize(
    ("script", "lines"),
    [
        ("a = x()\nb = y()\nfinish(a)", {1, 3}),
        ("n = 0\nfor r in rows():\n    if r.t:\n        n += 1\nfinish(n)", {1, 2, 3, 4, 5}),
        ("for r in rows():\n    r.open()\nfinish('Done.')", {3}),
        ("for r in rows():\n    if r.t:\n        finish('yes')\nfinish('no')", {1, 2, 3, 4}),
        ("found = []\nfor r in rows():\n    found.append(r.t)\nfinish(found)", {1, 2, 3, 4}),
        ("a = x()\nb = f'{a}'\nif c():\n    b = 'none'\nfinish(b)", {1, 2, 3, 4, 5}),
        ("last = ''\nfor r in rows():\n    last = 'one'\n    if r.t:\n        break\nfinish(last)", {1, 2, 3, 4, 6}),
        ("finish(sum(1 for r in rows() if r.t))", {1}),
        ("def f():\n    return x()\nfinish(f())", None),
    ],
)
def test_the_lines_that_an_answer_is_worked_out_on(script: str, lines: set[int] | None) -> None:
    assert lines_behind(ast.parse(script)) == lines


def test_an_answer_that_was_read_on_a_page_is_not_repeated_where_the_page_says_otherwise(tmp_path: Path) -> None:
    recording = Recording(tmp_path)
    script = "theme, language = settings.theme.value, settings.language.value\nfinish(theme)"
    phone = phone_of("Milk")
    detail = recording.run(phone, script)
    phone.choices["Theme"] = "Dark"
    result = recording.replay(detail, phone)
    assert verdicts(result)[0] == verdicts(result)[-1] == "different" and not result.answer
    assert "read 'Dark', recorded was 'System'" in notes_of(result)
