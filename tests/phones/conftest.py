"""What the tests of this room share: small screens written by hand."""

from pathlib import Path

import pytest

from phones.hierarchy import Hierarchy

DATA = Path(__file__).parent / "data"


@pytest.fixture
def settings() -> Hierarchy:
    """Three rows made from one layout (the second without a switch), a button, and the status bar."""
    return Hierarchy.parse((DATA / "settings.xml").read_bytes())
