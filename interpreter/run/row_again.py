"""What a part of a row says by now, after the script's own acts; what it said when it was read is known.

Seen on the list where that is in front, whatever has to be scrolled. What stands between, a form with values, a question, a
selection, isn't left for a text: then the row's text is what was read.
"""

from __future__ import annotations

from ..calls.errors import CallFailed
from ..find.rows import RowList
from ..find.shown_rows import said_in
from ..find.targets import RowTarget
from ..forms.put_in import Forms
from ..screen.front import Front, Sight
from ..screen.states import Spot, selecting


def read_before(target: object, op: str) -> str | None:
    """What the text that is asked for said when its row was read; None where no such text is asked for."""
    if op != "text" or not isinstance(target, RowTarget) or target.part is None:
        return None
    return dict(target.ref.texts).get(target.part.name)


def stands_between(target: RowTarget, sight: Sight, forms: Forms) -> bool:
    """Whether something would have to be left to look at the row."""
    if sight.name == target.rows.screen.name or sight.name and sight.name == target.rows.item.menu:
        return selecting(sight.hierarchy) and _in_view(target, sight) is None
    return sight.kind != "page" or bool(forms.unsaved() or forms.standing())


def says_now(target: RowTarget, front: Front) -> str:
    """Look at the row and read the text. Raises CallFailed where the row can't be found any more."""
    assert target.part is not None  # what was read before is a part's
    row = _in_view(target, front.look())
    if row is None:
        once = _is_once(target.rows, target.ref.row_text)
        try:
            row = target.rows.bring(target.ref)
        except CallFailed:
            said = [dict(ref.texts) for ref in target.rows.all() if ref.row_text == target.ref.row_text] if once else []
            if len(said) != 1:
                raise
            return said[0].get(target.part.name, "")
    return said_in(row.node, target.part)


def _in_view(target: RowTarget, sight: Sight) -> Spot | None:
    return target.rows.again(target.ref) or _by_title(target.rows, target.ref.row_text, sight)


def _by_title(rows: RowList, title: str, sight: Sight) -> Spot | None:
    """The one row that is called so: it may say other things by now, and the list may have been read again since."""
    if sight.name != rows.screen.name or not _is_once(rows, title):
        return None
    named = [row for row in rows.page(sight).whole if row.title == title]
    return Spot(named[0].node, sight, "row", None, title) if len(named) == 1 else None


def _is_once(rows: RowList, title: str) -> bool:
    """Whether one row alone was called so when the list was read last."""
    return bool(title) and rows.called is not None and rows.called.count(title) == 1
