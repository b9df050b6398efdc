"""Controls of screens that are drawn which no id or class tells: chips under a label, values by their labels, pictures without
words. What labels what is said in `labelling`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from phones.hierarchy import Node

from ..doc import Kind
from ..screens.windows import Window, is_list, visible, words_on
from .control import Control, acts
from .labelling import label_above, pairs

_CHIPS = ("View", "Button")
"""What chips are where they are drawn; boxes and switches have classes of their own."""
_SMALL = 0.2
"""Of the window's width: what a picture that one taps is not wider than."""


def plain_texts(window: Window, used: Collection[int]) -> list[Node]:
    """The texts of a window that are part of no control, of no list and not its heading."""

    def plain(node: Node) -> bool:
        says = bool(node.text.strip()) and node is not window.title_node and visible(node)
        return says and not any(acts(each) or each.long_clickable for each in (node, *node.ancestors()))

    return [node for node in window.nodes if id(node) not in used and plain(node)]


def chips(window: Window, said: Sequence[Node], used: Collection[int]) -> list[Control]:
    """Marks side by side under a label of which one is set: a choice."""
    found = []
    for group in _chip_groups(window, said, used):
        heading, holder = label_above(group[0], said, smaller=False), group[0].parent
        side_by_side = len({chip.bounds.top for chip in group}) < len(group)
        if heading is None or holder is None or not side_by_side or sum(chip.checked for chip in group) != 1:
            continue
        words = heading.text.strip()
        covers = {id(heading), *(id(n) for chip in group for n in chip.walk())}
        options = [words_on(chip) for chip in group]
        found.append(
            Control(f"radio:|{words}", Kind.CHOICE, holder, label=words, options=options, heading=words, covers=covers)
        )
    return found


def _chip_groups(window: Window, said: Sequence[Node], used: Collection[int]) -> list[list[Node]]:
    groups: list[list[Node]] = []
    for node in window.nodes:
        if not (node.checkable and node.clickable and node.short_class in _CHIPS) or id(node) in used:
            continue
        last = groups[-1][-1] if groups else None
        alike = last is not None and last.parent is node.parent and last.bounds.height == node.bounds.height
        close = last is not None and node.bounds.top - last.bounds.bottom < last.bounds.height
        if alike and close and label_above(node, said, smaller=False) is None:
            groups[-1].append(node)
        else:
            groups.append([node])
    return groups


def facts(window: Window, said: Sequence[Node], in_rows: Collection[int]) -> list[Control]:
    """Values beside or below their labels."""
    controls = [n for n in window.nodes if acts(n) and id(n) not in in_rows]

    def barred(label: Node, value: Node) -> bool:
        # a text with a control on its line says what that is for; between less and more stands a number
        there = [n for n in controls if any(_on_one_line(n, one) for one in (label, value))]
        stepped = _on_one_line(label, value) and value.text.strip().isdecimal()
        return bool(there) and not (stepped and all(_is_small(n, window) for n in there))

    return [
        Control(
            f"fact:{label.text.strip()}", Kind.TEXT, value, label=label.text.strip(), value=value.text.strip(),
            covers={id(label), id(value)},
        )
        for label, value in pairs(said, barred)
    ]  # fmt: skip


def tell_apart(found: Sequence[Control]) -> None:
    """Buttons that say the same on several lines of a page, "more" and "less", are told by the label on their line."""
    labels = [control for control in found if control.key.startswith("fact:")]
    said = Counter(control.key for control in found)
    for control in found:
        if control.kind is Kind.BUTTON and said[control.key] > 1:
            beside = next((fact.label for fact in labels if _on_one_line(fact.node, control.node)), "")
            control.heading = beside
            control.key += f"|{beside}" if beside else ""


def is_cut_off(node: Node, window: Window) -> bool:
    """Whether it is as wide as a row and says nothing: what is left of one at the edge of what scrolls."""
    if node.bounds.width <= window.size[0] / 2 or words_on(node):
        return False
    around = node.parent
    if window.drawn or around is None or not is_list(around):
        return window.drawn
    return node.bounds.bottom >= around.bounds.bottom or node.bounds.top <= around.bounds.top


def is_bare_icon(node: Node, window: Window) -> bool:
    """A picture without words that one taps: small, about as wide as high, with nothing in it."""
    return window.drawn and node.clickable and len(node.children) < 2 and _is_small(node, window)


def _is_small(node: Node, window: Window) -> bool:
    wide, high = node.bounds.width, node.bounds.height
    return max(wide, high) < _SMALL * window.size[0] and min(wide, high) * 2 > max(wide, high)


def _on_one_line(one: Node, other: Node) -> bool:
    shared = min(one.bounds.bottom, other.bounds.bottom) - max(one.bounds.top, other.bounds.top)
    return shared > 0.5 * min(one.bounds.height, other.bounds.height)
