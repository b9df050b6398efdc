"""What a slip could have meant: edits to try, likeliest first. Whether one makes the script better is seen by reading it
again, so a guess here may be wrong but not harmful: it has to lead to something the doc has, that can do what is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from apidocs.doc import AppDoc

from ..reading.edits import Edit, Lines
from ..reading.uses import Reading, Slip
from .misnamed import Misnamed
from .misused import Misused


def mends(slip: Slip, reading: Reading, doc: AppDoc, lines: Lines) -> Iterator[Edit]:
    """Edits that may put a slip right."""
    names = Misnamed(slip, reading, doc, lines)
    use = Misused(slip, reading, doc, lines)
    how: dict[str, Callable[[], Iterator[Edit]]] = {
        "name": names.name,
        "member": names.member,
        "not-called": use.not_called,
        "subscript": use.subscript,
        "truth": use.truth,
        "as-text": use.as_text,
        "assigned": use.assigned,
        "on-text": use.on_text,
        "on-list": use.on_list,
        "called": use.called,
        "arguments": use.arguments,
        "iterated": use.iterated,
        "shadows": use.shadows,
        "idle": use.idle,
    }
    yield from use.cut_off()
    yield from how[slip.kind]()
