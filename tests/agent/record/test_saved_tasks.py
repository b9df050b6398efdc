"""Saved tasks: which literals become parameters, what values they take, and the file that is the task."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.record import saved_tasks
from agent.record.parameters import Parameter, bound, parametrised, propose
from apidocs.doc import AppDoc
from ground.errors import SettingsError
from interpreter.replay.replaying import recorded_doc
from sessions import reading
from sessions.bundled import bundled_file
from sessions.portable import import_session, read_portable
from sessions.records import SessionDetail
from sessions.store import Store


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[SessionDetail, AppDoc]:
    with Store(tmp_path_factory.mktemp("store") / "s.db") as store:
        session = import_session(store, read_portable(bundled_file().read_text("utf-8"), "first.json"))
        detail = reading.load_session(store, session)
        return detail, recorded_doc(detail, lambda sha: reading.blob(store, sha))


def test_literals_become_parameters_typed_by_the_doc(recorded: tuple[SessionDetail, AppDoc]) -> None:
    detail, doc = recorded
    found = {p.parameter.default: p.parameter for p in propose(detail.head.script, doc)}
    assert found["Picnic"].type == "text" and found["Picnic"].used == "new_note.title"
    assert found["Large"].type == "choice" and "Huge" in found["Large"].options


def test_same_text_is_one_parameter_and_the_answer_says_the_new_value(recorded: tuple[SessionDetail, AppDoc]) -> None:
    detail, doc = recorded
    text = parametrised(detail.head.script, propose(detail.head.script, doc))
    assert "Picnic" not in text
    assert "main.note(title)" in text and "finish(title + ' says: ' + said)" in text


@pytest.mark.parametrize(
    ("script", "text", "name"),
    [
        ('new_note.title.set_text(text="Milk")', "new_note.title.set_text(text=title)", "title"),
        (
            'if main.heading.text == "Milk":\n    main.open()',
            "if main.heading.text == heading:\n    main.open()",
            "heading",
        ),
        ('new_note.title.set_text("Milk" + said)', "new_note.title.set_text(title + said)", "title"),
        (
            'title = "Milk"\nnew_note.title.set_text(title)',
            "title = the_title\nnew_note.title.set_text(title)",
            "the_title",
        ),
        ('for what in ["Milk"]:\n    main.note(what)', "for what in [the_what]:\n    main.note(what)", "the_what"),
    ],
)
def test_what_is_given_by_name_compared_with_or_put_together_is_a_parameter_too(
    recorded: tuple[SessionDetail, AppDoc], script: str, text: str, name: str
) -> None:
    _, doc = recorded
    (proposal,) = propose(script, doc)
    assert proposal.parameter.name == name and parametrised(script, [proposal]) == text


@pytest.mark.parametrize(
    ("literal", "kind"),
    [
        ('"07:30"', "time"),
        ('"25:00"', "text"),
        ('"2026-02-28"', "date"),
        ('"2026-02-30"', "text"),
        ('"12"', "number"),
        ('"Milk"', "text"),
    ],
)
def test_type_is_told_from_the_value(recorded: tuple[SessionDetail, AppDoc], literal: str, kind: str) -> None:
    _, doc = recorded
    (proposal,) = propose(f"new_note.title.set_text({literal})", doc)
    assert proposal.parameter.type == kind


@pytest.mark.parametrize(
    ("parameter", "value", "message"),
    [
        pytest.param(Parameter(name="at", type="time", default="07:30"), "soon", "07:30", id="time"),
        pytest.param(Parameter(name="on", type="date", default="2026-01-01"), "2026-13-01", "2026-03-01", id="date"),
        pytest.param(Parameter(name="count", type="number", default="1"), "many", "a number", id="number"),
        pytest.param(
            Parameter(name="size", type="choice", default="A", options=["A", "B"]),
            "b",
            "write it 'B'",
            id="near option",
        ),
        pytest.param(
            Parameter(name="size", type="choice", default="A", options=["A", "B"]), "C", "A, B", id="no option"
        ),
    ],
)
def test_value_that_does_not_fit_is_refused(parameter: Parameter, value: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        bound("finish(1)", [parameter], {parameter.name: value})


def test_values_are_quoted_so_that_no_script_comes_in_by_them() -> None:
    evil = '"); open_app("x") #\n'
    script = bound("finish(title)", [Parameter(name="title", default="a")], {"title": evil})
    assert script.splitlines()[0] == f"title = {evil!r}" and len(script.splitlines()) == 2


def test_unknown_parameter_names_those_there_are() -> None:
    with pytest.raises(SettingsError, match="--title"):
        bound("finish(title)", [Parameter(name="title", default="a")], {"titel": "b"})


def test_file_reads_back_as_it_was_written(home: Path, recorded: tuple[SessionDetail, AppDoc]) -> None:
    detail, doc = recorded
    task = saved_tasks.make_task("picnic", detail.head.task, detail.head.script, doc, propose(detail.head.script, doc))
    path = saved_tasks.save(task)
    again = saved_tasks.load("picnic")
    assert (again.front, again.script, again.doc) == (task.front, task.script, task.doc)
    assert path.stat().st_mode & 0o077 == 0
    assert again.words({"title": "Trip"}).startswith("Add a note called Trip that says Bread")
    assert not again.report().errors
    assert {e.effect.value for e in again.report().effects} >= {"commit"}
    with pytest.raises(SettingsError, match="already"):
        saved_tasks.save(task)
    saved_tasks.remove("picnic")
    assert saved_tasks.names() == []


def test_the_words_take_each_value_whole_and_once(recorded: tuple[SessionDetail, AppDoc]) -> None:
    _, doc = recorded
    script = 'new_note.title.set_text("Tea")\nnew_note.start_typing.set_text("Tea at 5")\nnew_note.save.tap()\n'
    chosen = [p for p in propose(script, doc) if p.value in ("Tea", "Tea at 5")]
    task = saved_tasks.make_task("tea", "add the note Tea that says Tea at 5", script, doc, chosen)
    assert task.words({}) == "add the note Tea that says Tea at 5"
    names = [p.name for p in task.parameters]
    assert task.front.task == f"add the note {{{names[0]}}} that says {{{names[1]}}}"
    other = dict(zip(names, (f"{{{names[1]}}}", "Cake"), strict=True))
    assert task.words(other) == f"add the note {{{names[1]}}} that says Cake"


def test_slice_leaves_out_what_the_script_does_not_need(recorded: tuple[SessionDetail, AppDoc]) -> None:
    _, doc = recorded
    task = saved_tasks.make_task("about", "open about", "about.open()", doc, [])
    kept = {s.name for s in task.doc.screens}
    assert {"main", "main_menu", "about"} <= kept and "checklist" not in kept


def test_unknown_name_offers_the_nearest(home: Path, recorded: tuple[SessionDetail, AppDoc]) -> None:
    _, doc = recorded
    saved_tasks.save(saved_tasks.make_task("open-about", "open about", "about.open()", doc, []))
    with pytest.raises(SettingsError, match="@open-about"):
        saved_tasks.load("open-abuot")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "begins with no", id="empty"),
        pytest.param("+++\nx = \n+++\n", "not TOML", id="no TOML"),
        pytest.param('+++\nthumbwright_task = 99\ntask = "a"\napp = "b"\n+++\n', "newer thumbwright", id="newer"),
        pytest.param('+++\nthumbwright_task = 1\ntask = "a"\napp = "b"\n+++\n', "script", id="no script"),
        pytest.param(
            '+++\nthumbwright_task = 1\ntask = "a"\napp = "b"\nodd = 1\n+++\n```python\nfinish(1)\n```\n```json\n{}\n```\n',
            "odd",
            id="unknown key",
        ),
        pytest.param(
            '+++\nthumbwright_task = 1\ntask = "a"\napp = "b"\n+++\n```python\nfinish(1)\n```\n'
            '```json\n{"package": "c", "label": "C"}\n```\n',
            "its doc is of c",
            id="doc of another app",
        ),
    ],
)
def test_file_that_is_no_task_is_refused(text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        saved_tasks.parse(text, "x", "x.task.md")


@pytest.mark.parametrize("name", ["", "A", "../x", "a b", "-x", "x" * 80])
def test_name_that_is_no_file_name_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="no name for a task"):
        saved_tasks.task_path(name)


@pytest.mark.parametrize(
    ("number", "value", "expected"),
    [
        (True, "5", "count = 5"),
        (True, "-5", "count = -5"),
        (True, "+7", "count = 7"),
        (True, "1.5", "count = 1.5"),
        (True, "1,5", None),
        (True, "1,500", None),
        (False, "1,5", "count = '1,5'"),
    ],
)
def test_a_number_is_taken_as_it_is_meant_or_refused(number: bool, value: str, expected: str | None) -> None:
    parameter = Parameter(name="count", type="number", default="3", number=number)
    if expected is None:
        with pytest.raises(SettingsError, match=f"--count '{value}': a number is wanted"):
            bound("finish(1)", [parameter], {"count": value})
    else:
        assert bound("finish(1)", [parameter], {"count": value}).splitlines()[0] == expected
