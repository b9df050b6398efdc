"""How the phone's switches are read from what Android keeps of them."""

from __future__ import annotations

import pytest

from phones.itself.settings import SWITCHES


@pytest.mark.parametrize(("kept", "on"), [("0", False), ("1", True), ("2", False), ("null", False)])
def test_bluetooth_that_airplane_mode_has_switched_off_is_off(kept: str, on: bool) -> None:
    assert SWITCHES["bluetooth"].on(kept) is on
