"""Controls that offer one of several options, told by their words: `Sort by`, `Font size`, general English of all kinds of
apps."""

from __future__ import annotations

from ..doc.words import purpose_words, split_words, word_set
from ..screens.marks import Seen
from ..screens.windows import words_on

_FIRST = frozenset({("sort", "by"), ("order", "by"), ("group", "by"), ("filter", "by"), ("view", "as")})
_LAST = word_set(
    """theme language size alignment style format unit units quality duration sound ringtone order sorting mode type
    interval timeout length delay speed layout resolution currency position orientation"""
)
_ACTS = word_set("search add new create remove delete clear edit manage")
"""What one does with a language or a format, without being asked which."""
_LAST_IN_SETTINGS = word_set("time color colour font limit length location tone")


def offers_options(words_said: str, id_name: str, *, in_settings: bool = False) -> bool:
    """Whether a control with these words (or, without any, this id) is one behind which options stand."""
    words = split_words(words_said, camel=False) or tuple(purpose_words(id_name))
    if len(words) > 4 or words[:1] and words[0] in _ACTS:
        return False
    if in_settings and words[-1:] and words[-1] in _LAST_IN_SETTINGS:
        return True
    return words[:2] in _FIRST or words[:1] == ("sort",) or (len(words) > 1 and words[-1] in _LAST)


def offers_value(value: str, seen: Seen) -> bool:
    """Whether a menu has the value among its entries that the control which opened it shows."""
    return bool(value) and seen.kind == "menu" and any(words_on(n) == value for n in seen.window.nodes if n.clickable)
