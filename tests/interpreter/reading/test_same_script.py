from __future__ import annotations

import ast
import builtins
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpreter.reading.same_script import normalised, same

SAME = {
    "quotes": ("main.title.set_text('Milk')", 'main.title.set_text("Milk")'),
    "formatting": ("main.title.set_text( 'Milk' , )", 'main.title.set_text("Milk")\n'),
    "comments": ("# the task\nmain.ok.tap()  # saves", "main.ok.tap()"),
    "parentheses": ("finish((1 + 2))", "finish(1 + 2)"),
    "a variable's name": ("for note in main.notes():\n    note.open()", "for n in main.notes():\n  n.open()"),
    "two variables": ("a = 1\nb = 2\nfinish(a - b)", "one = 1\nother = 2\nfinish(one - other)"),
    "a comprehension's": ("finish([n.title for n in main.notes()])", "finish([x.title for x in main.notes()])"),
    "an f-string of nothing": ('finish(f"done")', 'finish("done")'),
    "a text put together": ('finish("a " + str(len(x)) + "!")', 'finish(f"a {len(x)}!")'),
    "texts side by side": ('finish("a" "b")', 'finish("ab")'),
    "a text in a text": ("finish(f\"{'a'} b\")", 'finish("a b")'),
    "its conversion": ('finish(f"{x!s}")', "finish(str(x))"),
    "not equal": ("if not a == 1:\n    back()", "if a != 1:\n    back()"),
    "not in": ("if not 'x' in a:\n    back()", "if 'x' not in a:\n    back()"),
    "one more": ("n = 0\nn += 1", "n = 0\nn = n + 1"),
    "pass": ("if a:\n    back()\nelse:\n    pass", "if a:\n    back()"),
    "a negative number": ("finish(-1)", "finish(- 1)"),
    "no Python, letter for letter": ("tap the button\n", "tap the button"),
}
OTHERS = {
    "order": ("a.tap()\nb.tap()", "b.tap()\na.tap()"),
    "print": ("print(1)", "finish(1)"),
    "an argument": ("main.title.set_text('Milk')", "main.title.set_text('milk')"),
    "a screen": ("main.ok.tap()", "editor.ok.tap()"),
    "a number as a text": ("finish(1)", "finish('1')"),
    "a value as a text": ("finish(x)", 'finish(f"{x}")'),
    "put together with what may be none": ('finish("a" + x)', 'finish(f"a{x}")'),
    "variables the other way": ("a = 1\nb = 2\nfinish(a - b)", "a = 1\nb = 2\nfinish(b - a)"),
    "what isn't assigned is no variable": ("main.notes()", "other.notes()"),
    "a variable for a screen": ("main = 1\nfinish(main)", "x = 1\nfinish(main)"),
    "a list changed in place": ("a += b", "a = a + b"),
    "a format": ('finish(f"{x:>3}")', 'finish(f"{x}")'),
    "a representation": ('finish(f"{x!r}")', "finish(str(x))"),
    "one more call": ("a.tap()\na.tap()", "a.tap()"),
    "true is not one": ("finish(True)", "finish(1)"),
    "no Python": ("tap the button", "tap a button"),
    "Python and none": ("main.ok.tap()", "main.ok.tap("),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_these_are_the_same(one: str, other: str) -> None:
    assert same(one, other) and same(other, one)


@pytest.mark.parametrize(("one", "other"), OTHERS.values(), ids=OTHERS)
def test_these_are_not(one: str, other: str) -> None:
    assert not same(one, other) and not same(other, one)


words = st.text("ab{} ", max_size=4)  # f-strings within f-strings can't hold quotes before Python 3.12
values = st.one_of(words, st.integers(-3, 3), st.booleans())


def texts(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, inner).map(lambda both: f"({both[0]} + {both[1]})"),
        inner.map(lambda one: f"str({one})"),
        st.tuples(words, inner).map(lambda both: ast.unparse(_f_string(*both))),
    )


def _f_string(before: str, inner: str) -> ast.expr:
    value = ast.parse(inner, mode="eval").body
    return ast.JoinedStr([ast.Constant(before), ast.FormattedValue(value, -1)])


@given(
    st.recursive(st.one_of(words.map(repr), st.sampled_from(["str(x)", "str(y)"])), texts, max_leaves=6), values, values
)
def test_a_text_put_together_otherwise_says_the_same(expression: str, x: object, y: object) -> None:
    """What is made alike is worth the same: the tree that is compared, run, gives what the script gives."""
    from interpreter.reading.same_script import _Alike

    names = {"x": x, "y": y, "__builtins__": vars(builtins)}
    alike = ast.fix_missing_locations(_Alike().visit(ast.parse(expression, mode="eval")))
    assert eval(compile(alike, "", "eval"), dict(names)) == eval(expression, dict(names))


@given(st.permutations(["note", "n", "row", "x"]))
def test_what_variables_are_called_makes_no_difference(names: list[str]) -> None:
    script = """
    {0} = main.count
    for {1} in main.notes():
        {2} = {1}.title
        if {2} == "a":
            {0} = {0} + {3}.b
    finish({0})
    """
    text = textwrap.dedent(script)
    assert normalised(text.format(*names[:3], "main")) == normalised(text.format("p", "q", "r", "main"))
