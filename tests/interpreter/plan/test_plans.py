"""A script becomes a plan, whatever the script is, and however it is laid out the same one."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apidocs.doc import AppDoc
from interpreter.plan.differing import in_words
from interpreter.plan.plans import plan_of
from interpreter.plan.tree import Answer, Each, Nth, Read, Rows, Step, Subject, constant, dumped
from interpreter.reading.scripts import parsed
from tests.interpreter.plan.plan_docs import DOC, plan, samples, written_in_tests
from tests.recorded_docs import APPS, doc_of_recording, recorded

PAIRS = Path(__file__).parents[4] / "shared" / "pairs"
PAIRED = sorted(p.name.partition(".")[0] for p in PAIRS.glob("*.pairs.jsonl"))
NOTE = Subject("main", "notes", row=Each(), variable="note")


def kept(name: str) -> ast.Name:
    return ast.Name(name, ast.Store())


def calls(name: str, *args: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), list(args), [])


LOAD = ast.Load()
MADE: dict[str, tuple[str, ast.stmt]] = {
    "an act": ("main.sync.tap()", Step(Subject("main", "sync"), "tap")),
    "a value": ('settings.theme.choose("Dark")', Step(Subject("settings", "theme"), "choose", [constant("Dark")])),
    "an argument by name": (
        'settings.theme.choose(option="Dark")',
        Step(Subject("settings", "theme"), "choose", [constant("Dark")]),
    ),
    "a row by its text": ('main.note("Milk").open()', Step(Subject("main", "notes", "note", constant("Milk")), "open")),
    "a row by its place": ("main.notes()[-1].open()", Step(Subject("main", "notes", row=Nth(-1)), "open")),
    "a piece of a row": (
        'main.note("Milk").pinned.turn_on()',
        Step(Subject("main", "notes", "note", constant("Milk"), "pinned"), "turn_on"),
    ),
    "what is looked for": ('settings.find("Font").tap()', Step(Subject("settings", found=constant("Font")), "tap")),
    "a screen": ("settings.open()", Step(Subject("settings"), "open")),
    "a key": ("back()", Step(Subject(), "back")),
    "a state": (
        "if not settings.wi_fi.is_on:\n    settings.wi_fi.turn_on()",
        ast.If(
            ast.UnaryOp(ast.Not(), Read(Subject("settings", "wi_fi"), "is_on")),
            [Step(Subject("settings", "wi_fi"), "turn_on")],
            [],
        ),
    ),
    "a state that is called": ("finish(settings.wi_fi.is_on())", Answer(Read(Subject("settings", "wi_fi"), "is_on"))),
    "a loop": (
        'for note in main.notes():\n    if "a" in note.title:\n        note.open()',
        ast.For(
            kept("note"),
            Rows(Subject("main", "notes")),
            [ast.If(ast.Compare(constant("a"), [ast.In()], [Read(NOTE, "title")]), [Step(NOTE, "open")], [])],
            [],
        ),
    ),
    "a list put together": (
        "titles = [note.title for note in main.notes()]",
        ast.Assign(
            [kept("titles")],
            ast.ListComp(Read(NOTE, "title"), [ast.comprehension(kept("note"), Rows(Subject("main", "notes")), [], 0)]),
        ),
    ),
    "a question": (
        'create_note.title.set_text(ask("Which?"))',
        Step(Subject("create_note", "title"), "set_text", [calls("ask", constant("Which?"))]),
    ),
    "an element that is missing": (
        "main.purge.tap()",
        ast.Expr(ast.Call(ast.Attribute(ast.Attribute(Subject("main"), "purge", LOAD), "tap", LOAD), [], [])),
    ),
    "a screen that is missing": ("finish(trash)", Answer(ast.Name("trash", LOAD))),
    "a list that is not called": (
        "for note in main.notes:\n    note.open()",
        ast.For(kept("note"), ast.Attribute(Subject("main"), "notes", LOAD), [Step(NOTE, "open")], []),
    ),
    "a count": ("count += 1", ast.AugAssign(kept("count"), ast.Add(), constant(1))),
    "two answers": ('finish("a", "b")', ast.Expr(calls("finish", constant("a"), constant("b")))),
    "arithmetic": ("finish(1 + 2)", Answer(ast.BinOp(constant(1), ast.Add(), constant(2)))),
    "what is within arithmetic": (
        'finish("a" + main.note("Milk").title)',
        Answer(ast.BinOp(constant("a"), ast.Add(), Read(Subject("main", "notes", "note", constant("Milk")), "title"))),
    ),
    "what is within a statement of another kind": (
        "try:\n    main.sync.tap()\nexcept Exception:\n    pass",
        ast.Try(
            [Step(Subject("main", "sync"), "tap")],
            [ast.ExceptHandler(ast.Name("Exception", ast.Load()), None, [ast.Pass()])],
            [],
            [],
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("script", "node"), MADE.values(), ids=MADE)
def test_a_statement_becomes_a_step(script: str, node: ast.stmt) -> None:
    assert dumped(plan(script).steps) == dumped([node])


def test_a_name_stands_for_its_row() -> None:
    named, opened = plan('n = main.note("Milk")\nn.open()').steps
    assert isinstance(named, ast.Assign) and isinstance(opened, Step)
    assert opened.on == Subject("main", "notes", "note", constant("Milk"), variable="n")


def test_no_python_is_no_plan() -> None:
    assert plan_of("tap the button", DOC) is None


def test_nothing_is_an_empty_plan() -> None:
    assert plan("# nothing to do").steps == []


def check_laid_out_otherwise(script: str, doc: AppDoc) -> None:
    """However it is laid out, a script's plan is the same, and making it changes nothing of it."""
    made = plan(script, doc)
    steps = dumped(made.steps)
    in_words(made)
    assert dumped(made.steps) == steps
    tree = parsed(script)
    try:
        other = ast.unparse(tree) if tree is not None else ""
    except (RecursionError, ValueError):
        return
    again = plan_of(other, doc)
    assert again is None or (dumped(again.steps), again.key) == (steps, made.key)


def test_samples_are_plans() -> None:
    for doc, script in samples():
        check_laid_out_otherwise(script, doc)


@recorded
@pytest.mark.parametrize("app", APPS)
def test_samples_of_recorded_apps_are_plans(app: str) -> None:
    doc = doc_of_recording(app)
    for sample in doc.samples:
        check_laid_out_otherwise(sample.script, doc)


@pytest.mark.skipif(not PAIRED, reason=f"no tasks with right scripts in {PAIRS}")
@pytest.mark.parametrize("app", PAIRED)
def test_right_scripts_written_by_hand_are_plans(app: str) -> None:
    doc = doc_of_recording(app) if app in APPS else DOC
    for line in (PAIRS / f"{app}.pairs.jsonl").read_text("utf-8").splitlines():
        check_laid_out_otherwise(json.loads(line)["script"], doc)


def test_every_script_in_the_tests_is_a_plan() -> None:
    assert len(written_in_tests()) > 500
    for script in written_in_tests():
        check_laid_out_otherwise(script, DOC)


NAMES = st.sampled_from(["main", "settings", "note", "n", "x", "editor", "purge", "len", "find"])
MEMBERS = st.sampled_from(
    ["sync", "notes", "note", "title", "wi_fi", "is_on", "purge", "lower", "pinned", "text", "tap"]
)
TEXTS = st.text(max_size=6).map(repr)


def _deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, MEMBERS).map(lambda t: f"({t[0]}).{t[1]}"),
        st.tuples(inner, MEMBERS).map(lambda t: f"({t[0]}).{t[1]}()"),
        st.tuples(inner, MEMBERS, inner).map(lambda t: f"({t[0]}).{t[1]}({t[2]})"),
        st.tuples(inner, st.sampled_from(["in", "==", "<", "and", "or", "+", "is not", "not in", ","]), inner).map(
            lambda t: f"({t[0]} {t[1]} {t[2]})"
        ),
        st.tuples(inner, inner, inner).map(lambda t: f"({t[0]} if {t[1]} else {t[2]})"),
        st.tuples(inner, inner, inner).map(lambda t: f"[{t[0]} for n in {t[1]} if {t[2]}]"),
        st.tuples(inner, inner).map(lambda t: f"lambda n: [{t[0]}, {t[1]}]"),
        inner.map(lambda t: f"not ({t})"),
        inner.map(lambda t: f"ask({t})"),
        inner.map(lambda t: f"len({t})"),
        inner.map(lambda t: f"', '.join({t})"),
        inner.map(lambda t: f"', '.join(({t}) for x in main.notes())"),
        inner.map(lambda t: f"(x := {t})"),
    )


SMALL = ["1", "0.5", "1e999", "-1", "None", "True", "b'a'", "f'{n} it'", "u'a'", "...", "note.title"]
EXPRESSIONS = st.recursive(
    st.one_of(NAMES, TEXTS, st.sampled_from([*SMALL, "main.notes()", "main.note('Milk')"])), _deeper, max_leaves=6
)


def _blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    body = inner.map(lambda text: "\n".join(f"    {line}" for line in text.split("\n")))
    return st.one_of(
        st.tuples(inner, inner).map("\n".join),
        st.tuples(EXPRESSIONS, body).map(lambda t: f"for note in {t[0]}:\n{t[1]}"),
        st.tuples(EXPRESSIONS, body).map(lambda t: f"for n, note in enumerate({t[0]}):\n{t[1]}\n    break"),
        st.tuples(EXPRESSIONS, body, body).map(lambda t: f"if {t[0]}:\n{t[1]}\nelse:\n{t[2]}"),
        st.tuples(EXPRESSIONS, body).map(lambda t: f"while {t[0]}:\n{t[1]}"),
        st.tuples(body, body).map(lambda t: f"def x(n):\n    'says'\n{t[0]}\n{t[1]}"),
        st.tuples(body, body).map(lambda t: f"try:\n{t[0]}\nfinally:\n{t[1]}"),
    )


STATEMENTS = st.recursive(
    st.one_of(
        EXPRESSIONS,
        EXPRESSIONS.map(lambda text: f"n = {text}"),
        EXPRESSIONS.map(lambda text: f"x += {text}"),
        EXPRESSIONS.map(lambda text: f"finish({text})"),
        EXPRESSIONS.map(lambda text: f"n.title.set_text({text})"),
        st.sampled_from(["pass", "main.note('Milk').open()", "back()", "wait(2)", "main.new_note.tap()", "global y"]),
    ),
    _blocks,
    max_leaves=6,
)


@settings(deadline=None)
@given(STATEMENTS)
def test_whatever_is_written_is_a_plan(script: str) -> None:
    if plan_of(script, DOC) is not None:
        check_laid_out_otherwise(script, DOC)


@settings(deadline=None)
@given(st.data())
def test_a_damaged_script_never_raises(data: st.DataObject) -> None:
    doc, script = data.draw(st.sampled_from(samples()))
    at, end = sorted(data.draw(st.tuples(*[st.integers(0, len(script))] * 2)))
    put = data.draw(st.one_of(st.text(max_size=4), st.sampled_from(["\n", "'", '"""', "    ", "(", ".", "\\", "f'{"])))
    damaged = script[:at] + put + script[end:]
    if plan_of(damaged, doc) is not None:
        check_laid_out_otherwise(damaged, doc)


ODD = {
    "brackets": "(" * 300 + ")" * 300,
    "signs": "x = " + "-" * 3000 + "1",
    "a long number": "finish(" + "9" * 5000 + ")",
    "a long path": "a." * 300 + "b",
    "a very long path": "a." * 2000 + "b",
    "a path that is too long to be read": "a." * 900 + "b",
    "a long sum": "1" + " + 1" * 700,
    "calls in calls": "a(" * 60 + ")" * 60,
    "no text": "\0",
    "a loop into a thing's part": "for note.title in main.notes():\n    finish(note.title)",
    "an f-string over lines": "f'''\n{1}\n'''",
    "one that is set in": "if a:\n    x = f'''\n{1}'''",
    "an f-string with a backslash": "if a:\n    finish(f\"{x}\\n{y['z']}\")",
}


@pytest.mark.parametrize("script", ODD.values(), ids=ODD)
def test_odd_texts_do_not_raise(script: str) -> None:
    if plan_of(script, DOC) is not None:
        check_laid_out_otherwise(script, DOC)
