"""Whether a field took a text as it was typed, though it writes it in another way: "(555) 123-4567" of the digits, "1,200" of 1200.

Letters and digits have to be the same. What stands between digits may go, come or change, but for what makes another number: a
field for whole numbers drops the point of 3.50 and holds 350, one for cents puts a point into 350, and one for counts drops the
minus of -5.
"""

from __future__ import annotations

import unicodedata

_POINTS = ".,"
_MINUS = ("-", "−")


def same_value(there: str, wanted: str) -> bool:
    """Whether what stands in a field is what was typed into it; never of a text without letters and digits."""
    letters, between = _parted(there)
    asked, typed = _parted(wanted)
    if not letters or letters != asked:
        return False
    for at, letter in enumerate(letters):
        if letter.isdigit() and (
            _negative(letters, between, at) != _negative(letters, typed, at)
            or _dropped(letters, typed, between, at, ",")
            or _dropped(letters, between, typed, at, _POINTS)
        ):
            return False
    return True


def _parted(text: str) -> tuple[str, list[str]]:
    """Its letters and digits, and what stands before each of them."""
    letters, between, signs = "", list[str](), ""
    for sign in text:
        if sign.isalnum():
            letters, between, signs = letters + sign, [*between, signs], ""
        else:
            signs += sign
    return letters, between


def _negative(letters: str, between: list[str], at: int) -> bool:
    """Whether a minus stands before a number that begins here, be a currency between: one between two words joins them."""
    signs = "".join(sign for sign in between[at] if unicodedata.category(sign) != "Sc")
    alone = not at or not letters[at - 1].isdigit() and signs[:1].isspace()
    return alone and signs.endswith(_MINUS)


def _dropped(letters: str, has: list[str], lacks: list[str], at: int, groups: str) -> bool:
    """Whether the one writing has a point or comma here that the other lacks, and it is none of the `groups` that only part the
    thousands."""
    if not at or not letters[at - 1].isdigit() or lacks[at].strip() or not any(point in has[at] for point in _POINTS):
        return False
    return not (has[at] in groups and _thousands(letters, has, at))


def _thousands(letters: str, between: list[str], at: int) -> bool:
    """Whether three digits follow, or two and another group, as in India."""
    end = next((i for i in range(at + 1, len(letters)) if between[i] or not letters[i].isdigit()), len(letters))
    again = end < len(letters) and letters[end].isdigit() and between[end] in _POINTS
    return end - at == 3 or end - at == 2 and again
