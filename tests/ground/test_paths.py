"""Where things lie: all of it under one folder when asked, and the user's alone."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from ground import paths

FOLDERS = [paths.docs_dir, paths.tasks_dir, paths.models_dir, paths.prefix_dir, paths.demo_dir]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.__name__)
def test_a_folder_lies_in_the_home_and_is_private(folder: Callable[[], Path], home: Path) -> None:
    before = os.umask(0o022)
    try:
        found = folder()
    finally:
        os.umask(before)
    assert found.is_dir()
    assert found.is_relative_to(home)
    assert stat.S_IMODE(found.stat().st_mode) == 0o700


def test_folders_around_a_private_one_are_private_too(home: Path) -> None:
    paths.docs_dir()
    assert stat.S_IMODE((home / "data").stat().st_mode) == 0o700


def test_files_are_only_named(home: Path) -> None:
    assert paths.config_file().is_relative_to(home)
    assert paths.database().is_relative_to(home)
    assert not paths.config_file().exists()
    assert not paths.database().exists()


def test_several_homes_can_share_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUMBWRIGHT_MODELS", str(tmp_path / "models"))
    assert paths.models_dir() == tmp_path / "models"


def test_without_a_home_the_systems_own_places_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("THUMBWRIGHT_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert paths.config_file().is_relative_to(tmp_path)
    assert "thumbwright" in paths.config_file().parts


def test_a_tilde_in_the_home_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("THUMBWRIGHT_HOME", "~/phones")
    assert paths.docs_dir().is_relative_to(tmp_path / "phones")
