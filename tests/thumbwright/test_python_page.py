"""docs/python.md is true: its examples run, and print what it says; its tables name what there is."""

from __future__ import annotations

import contextlib
import io
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

import thumbwright as tw
from agent.model.writing import Generation, Prompt, StopReason
from demophone.phone import DemoPhoneThread
from ground.plugins import KINDS, PREFIX
from tests.thumbwright.conftest import ADD_NOTE, ScriptedWriter
from tests.thumbwright.test_plugins import installed as installed
from tests.thumbwright.test_plugins import shipped as shipped
from thumbwright.expecting import Expectation
from thumbwright.results import Status

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "python.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
EXAMPLES = [text for language, text in BLOCKS if language == "python"]
TASKS = {
    "add a note called Milk": ADD_NOTE,
    "which theme is set, and does it count words?": (
        'finish(f"{settings.theme.value}, {settings.show_word_count.is_on}")\n'
    ),
}
"""What the model would write is not what the page is about."""


class Knowing(ScriptedWriter):
    """Writes what `TASKS` says of the task that it is asked for."""

    def generate(self, prompt: Prompt, **named: Any) -> Generation:
        asked = prompt.suffix[-1].text
        (script,) = (script for task, script in TASKS.items() if task in asked)
        return Generation(script, StopReason.STOP, model="scripted")


@pytest.fixture
def quick(demo_phone: DemoPhoneThread, monkeypatch: pytest.MonkeyPatch) -> None:
    """`demo` is a phone that runs already."""
    real: Callable[..., tw.Phone] = tw.connect

    def connect(phone: str = "", **named: Any) -> tw.Phone:
        assert phone == "demo"
        return real(demo_phone.serial, writer=Knowing(), **named)

    monkeypatch.setattr(tw, "connect", connect)


def _id(text: str) -> str:
    return PAGE[: PAGE.index(text)].rpartition("\n## ")[2].splitlines()[0]


@pytest.mark.parametrize("example", EXAMPLES, ids=_id)
def test_an_example_prints_what_the_page_says(example: str, quick: None, shipped: None) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(example, "docs/python.md", "exec"), {"__name__": "example"})
    expected = re.findall(r"# → (.*)$", example, re.MULTILINE)
    assert said.getvalue().splitlines() == expected
    assert expected or "pytest.mark" in example


def test_the_pytest_example_is_a_test_of_the_example_project() -> None:
    (example,) = (text for text in EXAMPLES if "pytest.mark" in text)
    there = (ROOT / "docs" / "example-project" / "tests" / "test_notes.py").read_text("utf-8")
    lines = [line.strip() for line in example.splitlines() if line.startswith("    ")]
    assert [
        line for line in lines if line.replace("notes = ", "notes: Notes = ", 1) not in there and line not in there
    ] == []


def test_the_lines_of_pyproject_are_ours() -> None:
    (example,) = (text for language, text in BLOCKS if language == "toml")
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    assert tomllib.loads(example)["project"]["entry-points"].items() <= ours.items()


def test_what_its_tables_name_is_what_there_is() -> None:
    statuses = set(
        re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`[^|]*) \|", PAGE.partition("## An answer")[0], re.M)))
    )
    assert statuses == set(get_args(Status))
    errors = re.findall(
        r"^\| ((?:`\w+`[^|]*)) \| ", PAGE.partition("## When something")[2].partition("## Down")[0], re.M
    )
    named = {name for row in errors for name in re.findall(r"`(\w+)`", row)}
    there = {
        name for name in tw.__all__ if isinstance(getattr(tw, name), type) and issubclass(getattr(tw, name), Exception)
    }
    assert there - named == {"AppMissing", "ThumbwrightError"} and named <= there
    assert set(re.findall(rf"^\| `{re.escape(PREFIX)}(\w+)`", PAGE, re.M)) == set(KINDS)
    assert {name for name in vars(Expectation) if name.startswith("to_")} <= set(re.findall(r"`(to_\w+)", PAGE))


def test_whatever_it_calls_of_the_package_is_there() -> None:
    assert set(re.findall(r"\btw\.(\w+)", PAGE)) <= set(tw.__all__)
    assert set(re.findall(r"\bphone\.(\w+)\(", PAGE)) <= {name for name in dir(tw.Phone) if not name.startswith("_")}
