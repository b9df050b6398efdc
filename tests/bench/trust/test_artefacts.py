"""What real phones, apps and programs put out: the bench's own table."""

from __future__ import annotations

import pytest

from bench.trust.artefact_reading import Artefact
from bench.trust.artefacts import every_artefact, read

TABLE = list(every_artefact())


@pytest.mark.parametrize("one", TABLE, ids=[one.name for one in TABLE])
def test_an_artefact_is_read_right(one: Artefact) -> None:
    row = read(one)
    assert row.right, f"{row.found} instead of {one.right!r}"


def test_each_has_a_name_of_its_own_and_a_source() -> None:
    assert len({one.name for one in TABLE}) == len(TABLE) >= 40
    assert all(one.source and one.kind for one in TABLE)
