"""A keypad on the screen: buttons for the ten digits, as dialers, calculators and PIN pads have them.

What is put in there is put in by its keys, as a person does it: apps act on their keys (dial, search, compute) and may not
notice a text that is set into the field above them.
"""

from __future__ import annotations

from collections.abc import Iterator

from phones.hierarchy import Hierarchy, Node

_SPOKEN = {
    **{word: str(digit) for digit, word in enumerate("zero one two three four five six seven eight nine".split())},
    **{"star": "*", "asterisk": "*", "hash": "#", "pound": "#", "plus": "+", "point": ".", "dot": "."},
}
_DIGITS = frozenset("0123456789")


def keypad(hierarchy: Hierarchy) -> dict[str, Node]:
    """The keys of the keypad that stands on the screen, by what they put in; empty where one of the ten digits is missing."""
    keys: dict[str, Node] = {}
    for node in hierarchy.walk():
        if node.clickable and not node.editable:
            for sign in _signs(node):
                keys.setdefault(sign, node)
    return keys if keys.keys() >= _DIGITS else {}


def _signs(node: Node) -> Iterator[str]:
    """What one key says: its own label, or that of the text on it; the letters below a digit aren't it."""
    for one in node.walk():
        label = one.label.strip().casefold()
        sign = _SPOKEN.get(label, label)
        if len(sign) == 1 and (sign.isdecimal() or sign in "*#+.,"):
            yield sign
            return


def can_key(text: str, keys: dict[str, Node]) -> bool:
    """Whether every sign of the text has a key."""
    return bool(text) and all(sign in keys for sign in text)
