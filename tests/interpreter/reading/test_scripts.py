"""Taking a script out of what a model wrote, and looking its lines up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpreter.reading.scripts import Source, extract_code, normalised, parsed

CODE = 'main.note("a").open()\nfinish("x")\n'

ANSWERS = [
    ("plain", CODE, CODE),
    ("fenced", f"```python\n{CODE}```", CODE),
    ("fenced-without-a-word", f"```\n{CODE}```\n", CODE),
    ("prose-around-fences", f"Here is the script:\n\n```py\n{CODE}```\nIt opens the note.", CODE),
    ("fence-not-closed", f"```python\n{CODE}", CODE),
    ("fence-only-closed", f"{CODE}```\nThis script opens the note.", CODE),
    ("two-fences", f"```python\n{CODE}```\nor\n```python\nback()\n```", CODE + "back()\n"),
    ("fenced-output-too", f"```python\n{CODE}```\n```\nexpected output: ok it's\n```", CODE),
    ("prose-before", f"Sure, here is the code:\n{CODE}", CODE),
    ("prose-after", f"{CODE}\nThis script opens the note.", CODE),
    ("word-python-first", f"python\n{CODE}", CODE),
    ("windows-line-ends", CODE.replace("\n", "\r\n"), CODE),
    ("tabs", "if x:\n\tback()\n", "if x:\n    back()\n"),
    ("indented-all-over", "    back()\n    enter()", "back()\nenter()\n"),
    ("space-at-line-ends", "back()  \n\n\n", "back()\n"),
    ("last-line-cut", 'back()\nmain.note("a', "back()\n"),
    ("last-block-cut", "back()\nfor n in main.notes():", "back()\n"),
    ("nothing", "", ""),
    ("blank", " \n\n", ""),
    ("text-of-three-quotes", 'x = """a  \n  b"""\n', 'x = """a  \n  b"""\n'),
]


@pytest.mark.parametrize(("answer", "code"), [a[1:] for a in ANSWERS],
                         ids=[a[0] for a in ANSWERS])  # fmt: skip
def test_code_of_an_answer(answer: str, code: str) -> None:
    assert extract_code(answer) == code


def test_error_in_the_middle_is_not_cut_away() -> None:
    script = "back()\nfor n in x\n    n.open()\nback()\nback()\nback()\nenter()\n"
    assert extract_code(script) == script


@given(st.text())
def test_extracting_twice_is_extracting_once(answer: str) -> None:
    once = extract_code(answer)
    assert extract_code(once) == once


@given(st.text(alphabet="ab \t\n'\"():=#", max_size=60))
def test_normalising_keeps_python_python(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)
    if parsed(text) is not None:
        assert parsed(normalised(text)) is not None


def test_lines_and_loops() -> None:
    source = Source("def f():\n    back()\nwhile x():\n    f()\ny = [g(n) for n in z]\nback()\n")
    assert [n for n in range(1, 7) if source.in_loop(n)] == [2, 3, 4, 5]
    assert (source.line(4), source.line(0), source.line(99)) == ("f()", "", "")


def test_text_that_is_not_python_has_no_loops() -> None:
    source = Source("for for")
    assert (source.in_loop(1), source.line(1)) == (False, "for for")
