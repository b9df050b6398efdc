"""How the views look, at the smallest size that is promised and at a comfortable one. To accept a change that was meant:
make pictures, which draws the README's anew, too."""

from __future__ import annotations

import dataclasses
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agent.files.model_files import ModelFile, list_models
from tests.ui import scenes
from tests.ui.scenes import StillApp

SIZES = {"small": (80, 24), "large": (140, 45)}
LOOKS: dict[str, Callable[..., Any]] = {
    "first": scenes.first,
    "idle": scenes.idle,
    "running": scenes.running,
    "waiting": scenes.waiting,
    "offered": scenes.offered,
    "asking": scenes.asking,
    "done": scenes.done,
    "unproved": scenes.unproved,
    "failed": scenes.failed,
    "question": scenes.question,
    "picture": scenes.picture,
    "sessions": scenes.go("f3", "enter", "down", "down", "down", "down"),
    "apps": scenes.go("f4", "enter", "down", "down"),
    "graph": scenes.go("f4", "g", "right", "down"),
    "phones": scenes.go("f5"),
    "models": scenes.go("f6"),
    "settings": scenes.settings,
    "help": scenes.go("f1"),
    "palette": scenes.go("ctrl+p"),
}
SCENES = [(name, size) for name in LOOKS for size in SIZES]


@pytest.fixture(autouse=True)
def still_world(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setattr("ui.widgets.dialogs.Input.cursor_blink", False, raising=False)
    time.tzset()
    monkeypatch.setattr("ui.views.apps.age", lambda made_at: "3 days")
    monkeypatch.setattr("phones.adb.list_phones", lambda: scenes.LISTED)
    monkeypatch.setattr("ui.views.models.memory_gb", lambda: 16.0)
    monkeypatch.setattr("agent.files.model_files.list_models", _files_of_somebody)
    apps = home / "data" / "apps"
    apps.mkdir(parents=True)
    shutil.copy(scenes.DATA / "app.demo.notes.json", apps)
    scenes.fill_store()


def _files_of_somebody() -> list[ModelFile]:
    """None is here yet, and they would be where a person has them."""
    folder = Path("/home/me/.local/share/thumbwright/models")
    return [dataclasses.replace(file, path=folder / file.path.name) for file in list_models()]


@pytest.mark.parametrize(("name", "size"), SCENES, ids=[f"{name}-{size}" for name, size in SCENES])
def test_view_looks_as_it_did(snap_compare: Any, name: str, size: str) -> None:
    app = StillApp(bare=name == "first")
    assert snap_compare(app, terminal_size=SIZES[size], run_before=LOOKS[name])


def test_view_is_readable_in_the_light_theme(snap_compare: Any) -> None:
    from ground.settings import save_setting

    save_setting("theme", "thumbwright-light")
    assert snap_compare(StillApp(), terminal_size=(80, 24), run_before=scenes.running)


def test_view_is_readable_without_colour(snap_compare: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(StillApp(), terminal_size=(80, 24), run_before=scenes.asking)


async def test_picture_of_the_readme_is_what_is_shown() -> None:
    drawn = await scenes._draw()
    hint = "It has changed: make pictures writes docs/run.svg anew"
    assert drawn == scenes.PICTURE.read_text("utf-8"), hint
