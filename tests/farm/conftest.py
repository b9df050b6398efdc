"""A home of its own for each test, and a host of a farm that does what it is told to without a phone."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ANDROID_SERIAL", raising=False)
    return tmp_path / "home"
