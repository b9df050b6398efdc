"""The wheel in an environment of its own: the example project passes there as anybody would run it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "example-project"
pytestmark = [pytest.mark.long, pytest.mark.timeout(1200)]


def run(*command: str | Path, folder: Path, **environment: str) -> str:
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        [str(one) for one in command], cwd=folder, env=kept | environment, capture_output=True, text=True, timeout=900
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its `bin`, with the built wheel, pytest, and mypy for the stub."""
    folder = tmp_path_factory.mktemp("fresh")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=ROOT)
    (wheel,) = folder.glob("*.whl")
    run(sys.executable, "-m", "venv", folder / "venv", folder=folder)
    binaries = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    install = (binaries / "python", "-m", "pip", "install", "-q", "-c", ROOT / "constraints.txt")
    run(*install, wheel, "pytest>=8,<9", "mypy>=2.0", folder=folder)
    return binaries


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "example"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".*", "thumbwright-reports"))
    return folder


def test_the_example_project_passes(environment: Path, project: Path, adb_server: object) -> None:
    said = run(environment / "pytest", "-v", folder=project, THUMBWRIGHT_HOME=str(project / "person"))
    assert "thumbwright: phone demo" in said and "6 passed" in said


def test_its_types_are_right_by_the_stub(environment: Path, project: Path) -> None:
    assert "Success" in run(environment / "mypy", "tests/test_notes.py", folder=project)
    test = project / "tests" / "test_notes.py"
    test.write_text(test.read_text("utf-8").replace("show_word_count.turn_on()", "show_word_count.turn_onn()"), "utf-8")
    with pytest.raises(AssertionError, match='"Toggle" has no attribute "turn_onn"'):
        run(environment / "mypy", "tests/test_notes.py", folder=project)


def test_importing_it_there_imports_nothing_heavy(environment: Path, tmp_path: Path) -> None:
    heavy = "llama_cpp textual dask distributed mcp pydantic uiautomator2 adbutils click".split()
    code = f"import sys, thumbwright; print([name for name in {heavy} if name in sys.modules])"
    assert run(environment / "python", "-c", code, folder=tmp_path).strip() == "[]"


def test_the_plugin_that_ships_is_there(environment: Path, tmp_path: Path) -> None:
    said = run(environment / "thumbwright", "plugins", folder=tmp_path, THUMBWRIGHT_HOME=str(tmp_path))
    assert "csv" in said and "thumbwright.csv_exporter:export" in said


TYPED = """
import thumbwright as tw
from pydantic import BaseModel

class Left(BaseModel):
    left: str

def consent(question: tw.Question) -> bool:
    return question.effect == "commit"

def use(phone: tw.Phone) -> str:
    result = phone.run("how much is left?", output=Left, consent=consent)
    return result.output.left if result.output is not None else result.answer
"""


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("question.effect", "question.efect", 'has no attribute "efect"'),
        ("result.output.left", "result.output.right", 'has no attribute "right"'),
        ("result.answer", "result.anwser", 'has no attribute "anwser"'),
        ("consent=consent", "consent=True", "No overload variant"),
        ("tw.Phone", "tw.Fone", 'Name "tw.Fone" is not defined'),
    ],
)
def test_type_checkers_see_everything(environment: Path, tmp_path: Path, right: str, wrong: str, said: str) -> None:
    mypy = (environment / "mypy", "--strict", "--cache-dir", str(environment.parent / ".mypy"))
    (tmp_path / "use.py").write_text(TYPED, "utf-8")
    assert "Success" in run(*mypy, "use.py", folder=tmp_path)
    # under a name of its own: mypy takes a file of the same size and second for the one in its cache
    misused = f"{re.sub(r'[^a-z]', '_', wrong.lower())}.py"
    (tmp_path / misused).write_text(TYPED.replace(right, wrong, 1), "utf-8")
    with pytest.raises(AssertionError, match=said):
        run(*mypy, misused, folder=tmp_path)
