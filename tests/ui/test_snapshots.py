"""How the views look, at the smallest size that is promised and at a comfortable one. To accept a change that was meant:
pytest tests/ui/test_snapshots.py --snapshot-update, and python -m tests.ui.scenes for the README's picture."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.ui import scenes
from tests.ui.scenes import StillApp

SMALL, LARGE = (80, 24), (140, 45)
SCENES: list[tuple[str, Callable[..., Any], tuple[int, int]]] = [
    ("idle-small", scenes.idle, SMALL),
    ("running-small", scenes.running, SMALL),
    ("waiting-small", scenes.waiting, SMALL),
    ("asking-small", scenes.asking, SMALL),
    ("sessions-small", scenes.go("f3", "enter", "down", "down", "down"), SMALL),
    ("apps-small", scenes.go("f4", "enter", "down", "down"), SMALL),
    ("help-small", scenes.go("f1"), SMALL),
    ("running-large", scenes.running, LARGE),
    ("picture-large", scenes.picture, LARGE),
    ("sessions-large", scenes.go("f3", "enter", "down", "down", "down"), LARGE),
    ("graph-large", scenes.go("f4", "g", "right", "down"), LARGE),
]


@pytest.fixture(autouse=True)
def still_world(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setattr("ui.widgets.dialogs.Input.cursor_blink", False, raising=False)
    time.tzset()
    monkeypatch.setattr("ui.views.apps.age", lambda made_at: "3 days")
    apps = home / "data" / "apps"
    apps.mkdir(parents=True)
    shutil.copy(scenes.DATA / "app.demo.notes.json", apps)
    scenes.fill_store()


@pytest.mark.parametrize(("scene", "size"), [one[1:] for one in SCENES], ids=[one[0] for one in SCENES])
def test_view_looks_as_it_did(snap_compare: Any, scene: Callable[..., Any], size: tuple[int, int]) -> None:
    assert snap_compare(StillApp(), terminal_size=size, run_before=scene)


def test_view_is_readable_in_the_light_theme(snap_compare: Any) -> None:
    from thumbwright.settings import save_setting

    save_setting("theme", "thumbwright-light")
    assert snap_compare(StillApp(), terminal_size=(80, 24), run_before=scenes.running)


def test_view_is_readable_without_colour(snap_compare: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(StillApp(), terminal_size=(80, 24), run_before=scenes.asking)


async def test_picture_of_the_readme_is_what_is_shown() -> None:
    drawn = await scenes._draw()
    hint = "It has changed: python -m tests.ui.scenes writes docs/run.svg anew"
    assert drawn == scenes.PICTURE.read_text("utf-8"), hint
