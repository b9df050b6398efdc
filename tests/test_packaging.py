"""The wheel: our folders with everything they need at run time, one command, and nobody else's names."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ROOMS = {
    "agent",
    "apidocs",
    "bench",
    "demophone",
    "farm",
    "foundry",
    "ground",
    "interpreter",
    "phones",
    "sessions",
    "thumbwright",
    "training",
    "ui",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Built from a copy of what git would give, so that no stray file of this checkout gets in or stands in."""
    pytest.importorskip("hatchling", reason="hatchling builds the wheel; install the dev dependencies")
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True)
    if listed.returncode:
        pytest.skip("not a git checkout: what belongs to the wheel can't be told from what doesn't")
    source = tmp_path_factory.mktemp("source")
    for name in filter(None, listed.stdout.decode().split("\0")):
        file = ROOT / name
        if file.is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes(file.read_bytes())
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(source / "dist")],
        cwd=source,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert built.returncode == 0, built.stderr
    (file,) = (source / "dist").glob("*.whl")
    return zipfile.ZipFile(file)


def test_the_wheel_has_our_folders_and_no_other(wheel: zipfile.ZipFile) -> None:
    top = {name.split("/")[0] for name in wheel.namelist()}
    assert {name for name in top if not name.endswith(".dist-info")} == ROOMS


def test_every_module_and_data_file_of_our_folders_is_in_it(wheel: zipfile.ZipFile) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z", *sorted(ROOMS)], cwd=ROOT, capture_output=True
    )
    wanted = {name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()}
    assert wanted <= set(wheel.namelist())


@pytest.mark.parametrize(
    "pattern",
    [
        "agent/prompts/*.j2",
        "agent/*/*.toml",
        "apidocs/shipped/aosp/*.toml",
        "foundry/domains/*.yaml",
        "ui/styles/*.tcss",
        "sessions/bundled/*.json",
    ],
)
def test_data_files_of_each_kind_are_in_it(wheel: zipfile.ZipFile, pattern: str) -> None:
    assert [name for name in wheel.namelist() if Path(name).match(pattern)]


def test_it_installs_one_command(wheel: zipfile.ZipFile) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert wheel.read(name).decode().split("\n")[:2] == ["[console_scripts]", "thumbwright = ui.cli:main"]


def test_it_says_its_licence_and_what_it_needs(wheel: zipfile.ZipFile) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith("/METADATA"))
    said = wheel.read(name).decode()
    assert "License-Expression: MIT" in said
    assert "Requires-Python: >=3.11" in said
    assert said.count("Requires-Dist: ") >= len(PROJECT["project"]["dependencies"])
    assert [entry for entry in wheel.namelist() if entry.endswith("licenses/LICENSE")]


def test_nobody_else_owns_our_folders() -> None:
    owners = packages_distributions()
    for room in ROOMS:
        assert set(owners.get(room, ["thumbwright"])) == {"thumbwright"}, f"{room} also comes with {owners[room]}"


def test_constraints_name_versions_and_no_addresses() -> None:
    lines = [line.partition("#")[0].strip() for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()]
    for line in filter(None, lines):
        assert "==" in line, line
        assert "://" not in line, line
        assert "@" not in line, line
