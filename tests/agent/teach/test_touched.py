"""What a touch was on."""

from __future__ import annotations

from agent.teach.touched import Looker
from tests.interpreter.packing import Packing, packing_doc
from tests.interpreter.pocket_phone import ROW, TOP


def test_a_touch_on_a_row_that_is_a_box_ticks_it() -> None:
    phone = Packing()
    looker = Looker(packing_doc(phone))
    hit = looker.hit(looker.sight(phone.picture("main")), 100, TOP + ROW // 2)
    assert hit.part is not None and hit.part.name == "checkbox"
    assert hit.row is not None and hit.row.title == "Passport"
