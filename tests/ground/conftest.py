"""Each test has a home of its own and none of this machine's settings."""

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("THUMBWRIGHT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"
