from collections.abc import Iterator
from pathlib import Path

import pytest

from sessions.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "sessions.db") as opened:
        yield opened
