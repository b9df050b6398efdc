"""What a touch was on."""

from __future__ import annotations

from agent.teach.touched import Looker
from phones.hierarchy import Hierarchy
from tests.interpreter.packing import Packing, packing_doc
from tests.interpreter.pocket_phone import ROW, TOP


def test_a_touch_on_a_row_that_is_a_box_ticks_it() -> None:
    phone = Packing()
    looker = Looker(packing_doc(phone))
    hit = looker.hit(looker.sight(phone.picture("main")), 100, TOP + ROW // 2)
    assert hit.part is not None and hit.part.name == "checkbox"
    assert hit.row is not None and hit.row.title == "Passport"


def test_a_touch_on_a_notification_over_the_app_is_none_of_the_apps() -> None:
    phone = Packing()
    looker = Looker(packing_doc(phone))
    box = f"[0,{TOP}][720,{TOP + ROW}]"
    system = 'package="com.android.systemui" class="android.widget.FrameLayout"'
    over = (
        f'<node {system} bounds="[0,0][720,1280]"><node {system} text="Ruth" clickable="true" bounds="{box}"/></node>'
    )
    shown = Hierarchy.parse(phone.picture("main").xml.replace("</hierarchy>", f"{over}</hierarchy>"))
    assert looker.hit(looker.sight(shown), 100, TOP + ROW // 2).place == "bar"
    assert looker.hit(looker.sight(shown), 100, TOP + ROW + ROW // 2).row is not None
