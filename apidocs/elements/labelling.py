"""Which words label what on screens that are drawn, told as who sees the screen tells it: by where they stand.

Without ids a label is a small text right above a value or a box and in line with its start, or the first of two texts on one
line. What stands elsewhere labels nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from phones.hierarchy import Node
from phones.spoken import says_state

from ..doc.words import figures_only

_OFF = 8
"""Pixels by which what is in line may be off."""
_SENTENCE = re.compile(r"\n|(?<=[.!?;])\s")
_EXAMPLE = re.compile(r"(e\.?g|eg|for example|z\.\s?b)\b|\S+@\S+$|https?:", re.IGNORECASE)
_FRAMES = 6
"""Layouts around a field that are looked at."""
_LONG = 40
"""Characters of a label at most."""


def label_above(node: Node, said: Sequence[Node], *, smaller: bool = True) -> Node | None:
    """The label of a box or field: the lowest text above it that starts where it starts, no further off than it is high, and in
    letters no larger than those in the box; of a group of chips, whose letters are small, `smaller` is not asked."""
    inside = [n for n in node.walk() if n.text.strip()] if smaller else []
    above = [
        n
        for n in said
        if abs(n.bounds.left - node.bounds.left) <= _OFF
        and 0 <= node.bounds.top - n.bounds.bottom + _OFF <= n.bounds.height + _OFF
        and is_label(n)
        and all(n.bounds.height <= one.bounds.height for one in inside[:1] if one is not node)
    ]
    return max(above, key=lambda n: n.bounds.bottom, default=None)


def has_one_beside(node: Node) -> bool:
    """Whether something that is touched, and is as high, stands on its line: one of several that a label above is about."""
    around = node.parent.children if node.parent is not None else []
    box = node.bounds
    return any(
        n is not node and n.clickable and (n.bounds.top, n.bounds.bottom) == (box.top, box.bottom) for n in around
    )


def without_addresses(said: str) -> str:
    """What is read out, without the sentences that say whose account it is."""
    if "@" not in said:
        return said.strip()
    return " ".join(part.strip() for part in _SENTENCE.split(said) if part.strip() and "@" not in part)


def is_ahead(label: Node, node: Node) -> bool:
    """Above or to the left and not below, with a few pixels of overlap allowed."""
    left = label.bounds.right <= node.bounds.left + 8 and label.bounds.top < node.bounds.bottom
    return label.bounds.bottom <= node.bounds.top + 8 or left


def is_example(hint: str) -> bool:
    """Whether a hint shows what may be typed, and doesn't say what it is: "e.g. 15", "0.00", "name@example.org"."""
    said = hint.strip()
    return bool(_EXAMPLE.match(said)) or not any(map(str.isalpha, said)) or figures_only(said)


def like_a_hint(text: str) -> bool:
    """Whether a text may be what an empty field asks for: short, and begun as a label is."""
    return bool(text) and len(text) < 40 and text[0].isupper() and not any(c.isdecimal() or c == "_" for c in text)


def floats(label: Node, field: Node) -> bool:
    """Whether it stands in the upper half of a field, as the label of one that is filled in does."""
    return any(map(str.isalpha, label.text)) and label.bounds.center[1] < field.bounds.center[1]


def own_frames(field: Node) -> list[Node]:
    """What stands around a field and around no other: its layouts, whose ids may say what it is for."""
    frames: list[Node] = []
    for around in list(field.ancestors())[:_FRAMES]:
        if len(frames) > 1 and sum(n.editable for n in around.walk()) > 1:
            break
        frames.append(around)
    return frames


def own_words(switch: Node) -> str:
    """What a switch says of itself, where that is more than the state it is in ("ON") or, of a picture, what isn't seen."""
    words = switch.text.strip()
    told = switch.content_desc.strip()
    return "" if told and (says_state(words) or switch.short_class.startswith("Image")) else words


def pairs(said: Sequence[Node], barred: Callable[[Node, Node], bool]) -> list[tuple[Node, Node]]:
    """Labels with their values, of texts in reading order that are parts of nothing else. `barred` says that something stands
    between two texts."""
    found: list[tuple[Node, Node]] = []
    lines = _lines(said)
    index = 0
    while index < len(lines):
        line = lines[index]
        if len(line) == 2 and is_label(line[0]) and not barred(*line):
            found.append((line[0], line[1]))
        elif len(line) == 1 and index + 1 < len(lines) and len(lines[index + 1]) == 1:
            label, value = line[0], lines[index + 1][0]
            if _belong(lines, index) and is_label(label) and not barred(label, value):
                found.append((label, value))
                index += 1
        index += 1
    return found


def _lines(said: Sequence[Node]) -> list[list[Node]]:
    """The texts by lines, from the top, each from its start."""
    lines: list[list[Node]] = []
    for node in sorted(said, key=lambda n: (n.bounds.top, n.bounds.left)):
        last = lines[-1] if lines else []
        if last and min(node.bounds.bottom, last[0].bounds.bottom) - max(
            node.bounds.top, last[0].bounds.top
        ) > 0.5 * min(node.bounds.height, last[0].bounds.height):
            last.append(node)
            last.sort(key=lambda n: n.bounds.left)
        else:
            lines.append([node])
    return lines


def _belong(lines: list[list[Node]], index: int) -> bool:
    """Whether a line and the one below it are one thing: in line, close to each other, and further from what is around."""
    label, value = lines[index][0], lines[index + 1][0]
    if abs(label.bounds.left - value.bounds.left) > _OFF:
        return False
    gap = value.bounds.top - label.bounds.bottom
    if gap > 0.5 * min(label.bounds.height, value.bounds.height):
        return False
    before = lines[index - 1][-1] if index else None
    after = lines[index + 2][0] if index + 2 < len(lines) else None
    apart = max(2 * gap, 0.5 * label.bounds.height)
    return (before is None or label.bounds.top - before.bounds.bottom >= apart) and (
        after is None or after.bounds.top - value.bounds.bottom >= apart
    )


def is_label(node: Node) -> bool:
    """Whether a text may say what another one is: short, with a letter, and no time, date or size."""
    text = node.text.strip()
    return len(text) <= _LONG and any(c.isalpha() for c in text) and not figures_only(text)
