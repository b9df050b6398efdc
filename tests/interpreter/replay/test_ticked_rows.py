"""Rows that are boxes are ticked again, wherever they stand by then."""

from __future__ import annotations

from pathlib import Path

from tests.interpreter.packing import Packing, packing_doc
from tests.interpreter.replay.recorded import Recording

SCRIPT = 'main.part("Passport").checkbox.turn_on()\nfinish(main.part("Passport").checkbox.is_on)'


def test_a_tick_is_set_again_in_the_row_of_that_name(tmp_path: Path) -> None:
    phone = Packing()
    recording = Recording(tmp_path, packing_doc(phone))
    detail = recording.run(phone, SCRIPT)
    assert phone.ticked == {0}
    phone.packed, phone.ticked = ["Socks", "Passport", "Charger", "Map"], set()
    assert recording.replay(detail, phone).status == "same"
    assert phone.ticked == {1}
