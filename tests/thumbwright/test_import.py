"""What `import thumbwright` costs, and that a name is there for people, for editors and at run time alike."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import thumbwright as tw
from tests.test_import_hygiene import HEAVY, ROOMS, imported_by

FILE = Path(tw.__file__)


def test_importing_it_imports_nothing_but_the_standard_library() -> None:
    found = imported_by("import thumbwright")
    assert not found & {*HEAVY, *ROOMS, "click", "dask", "distributed", "mcp", "pytest", "ground"}
    before = imported_by("pass")  # an environment may have hooks of its own
    assert found - before - set(sys.stdlib_module_names) == {"thumbwright"}


@pytest.mark.parametrize("use", ["tw.connect", "tw.docs()"])
def test_using_it_imports_neither_the_model_nor_a_terminal(use: str) -> None:
    found = imported_by(f"import thumbwright as tw\n{use}")
    assert not found & {"llama_cpp", "textual", "dask", "distributed", "mcp", "uiautomator2", "torch", "pytest"}


@pytest.mark.parametrize("name", tw.__all__)
def test_each_name_is_there_and_says_what_it_is(name: str) -> None:
    assert getattr(tw, name).__doc__, name


def test_what_type_checkers_see_is_what_there_is() -> None:
    tree = ast.parse(FILE.read_text("utf-8"))
    seen = next(node for node in tree.body if isinstance(node, ast.If))
    names = {(one.name, one.asname) for node in seen.body if isinstance(node, ast.ImportFrom) for one in node.names}
    assert {name for name, _ in names} == set(tw.__all__)
    assert all(name == again for name, again in names)
    assert set(tw.__all__) <= set(dir(tw))
    assert (FILE.parent / "py.typed").exists()


def test_a_name_that_is_none_is_told_with_those_there_are() -> None:
    with pytest.raises(AttributeError, match="thumbwright has no 'conect'. It has: .*connect"):
        getattr(tw, "conect")  # noqa: B009


def test_it_can_be_imported_where_nothing_of_the_machine_is_set_up() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(FILE.parents[1])!r}); import thumbwright"],
        env={"HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


def test_no_name_is_a_modules_too() -> None:
    """Importing the module would put it in the name's place."""
    modules = {file.stem for file in FILE.parent.glob("*.py")} | {
        file.parent.name for file in FILE.parent.glob("*/__init__.py")
    }
    assert not modules & set(tw.__all__)
