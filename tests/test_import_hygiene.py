"""What is imported when: `--help` must stay quick, and a phone must be usable without the model's packages."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ui.cli import COMMANDS

pytestmark = pytest.mark.whole

HEAVY = (
    "adbutils", "huggingface_hub", "hypothesis", "jinja2", "llama_cpp", "lxml", "networkx", "numpy", "PIL", "pydantic",
    "pydantic_monty", "pydantic_settings", "rapidfuzz", "requests", "rich", "sqlite_utils", "textual", "torch", "uiautomator2",
)  # fmt: skip
ROOMS = ("agent", "apidocs", "bench", "demophone", "farm", "foundry", "interpreter", "phones", "sessions", "training")


def imported_by(code: str) -> set[str]:
    """The top-level modules that are there after some code, in a process of its own."""
    program = f"import sys\n{code}\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def test_help_imports_nothing_heavy_and_no_room() -> None:
    found = imported_by("from ui.cli import invoke\nassert invoke(['--help']) == 0")
    assert not found & {*HEAVY, *ROOMS}


def test_version_imports_nothing_heavy() -> None:
    assert not imported_by("from ui.cli import invoke\nassert invoke(['--version']) == 0") & {*HEAVY, *ROOMS}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_commands_help_imports_neither_the_model_nor_the_terminal_ui(name: str) -> None:
    found = imported_by(f"from ui.cli import invoke\nassert invoke([{name!r}, '--help']) == 0")
    assert not found & {"llama_cpp", "textual", "uiautomator2", "huggingface_hub"}


@pytest.mark.parametrize(
    ("room", "foreign"),
    [
        pytest.param("phones.android", {"llama_cpp", "textual", "uiautomator2", "pydantic_monty"}, id="phones"),
        pytest.param(
            "apidocs.explore.exploring", {"llama_cpp", "textual", "uiautomator2", "pydantic_monty"}, id="apidocs"
        ),
        pytest.param("interpreter.run.runner", {"llama_cpp", "textual", "uiautomator2"}, id="interpreter"),
        pytest.param("agent.task.loop", {"llama_cpp", "textual", "uiautomator2"}, id="agent"),
        pytest.param("training.work", {"torch", "gguf", "llama_cpp", "textual", "uiautomator2"}, id="training"),
        pytest.param("sessions.store", {"llama_cpp", "textual", "uiautomator2", "phones", "agent"}, id="sessions"),
        pytest.param("demophone.device", {"phones", "agent", "apidocs", "interpreter", "adbutils"}, id="demophone"),
    ],
)
def test_a_room_imports_nothing_that_is_not_its_own(room: str, foreign: set[str]) -> None:
    assert not imported_by(f"import {room}") & foreign
