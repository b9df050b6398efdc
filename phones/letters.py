"""Letters as they are compared: an accent is part of its letter, and signs that nobody sees are no letters.

The same name comes composed from a phone and decomposed from a Mac; apps wrap numbers in marks of direction and put blanks that
don't break between a sum and its currency. People write none of that, so what a screen says is read without it. What makes an
emoji, or tells words apart in Persian, stays.
"""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]+")
"""Where icon fonts have their glyphs: pictures, and no words."""


def plain_letters(text: str) -> str:
    """As a person would write it."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", _BLANKS.sub(" ", _UNSEEN.sub("", text)))
    if not _PRIVATE.search(text):
        return text
    # a comma that stood before the glyph alone says nothing any more
    return _PRIVATE.sub("", text).strip().strip(",;·|").strip()
