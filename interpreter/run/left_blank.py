"""Texts that one of several pages doesn't show, since nothing was filled in there: a contact without a company. A script that
goes over all of them reads an empty text.

That the text is looked for rightly is known only once another page shows it. Until then nothing is changed, and nothing is
answered.
"""

from __future__ import annotations

from apidocs.doc import Effect
from apidocs.doc.paths import HARMLESS

from ..calls import Call, Ref
from ..calls.errors import NotThere


class LeftBlank:
    """Which texts of a run were not there, and which of them were seen elsewhere."""

    def __init__(self) -> None:
        self._missing: dict[tuple[str, str], NotThere] = {}
        """By screen and element; those seen on no page yet."""
        self._seen: set[tuple[str, str]] = set()

    def before(self, call: Call, effect: Effect) -> None:
        """A call is to be carried out that does this much. Raises NotThere where it would rest on a text that no page has shown."""
        if self._missing and (effect not in HARMLESS or call.op == "finish"):
            raise next(iter(self._missing.values()))

    def read(self, call: Call) -> None:
        """A call was carried out."""
        if call.op == "text" and call.ref.element:
            self._seen.add(_key(call.ref))
            self._missing.pop(_key(call.ref), None)

    def is_empty(self, call: Call, error: NotThere) -> bool:
        """Whether what wasn't there is an empty text to the script."""
        if call.op != "text" or not call.in_loop or not call.ref.element or call.ref.row:
            return False
        if _key(call.ref) not in self._seen:
            self._missing[_key(call.ref)] = error
        return True


def _key(ref: Ref) -> tuple[str, str]:
    return ref.screen, ref.element
