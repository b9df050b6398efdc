"""Lines that only tell: what something is called and how it stands, in a row of a page that takes no touch.

Which of two texts says what the other is, is told by their ids: Android's own for a title and its summary, or an id that begins
as labels do. What has no such id may be content, and names nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from phones.hierarchy import Node
from phones.locating import in_repeating_list

from ..doc import Kind
from ..doc.words import purpose_words, split_words, word_set
from ..screens.windows import Window, is_list, texts
from .control import Control, acts
from .labelling import is_label

_TITLE, _SUMMARY = "android:id/title", "android:id/summary"
_SAYS = word_set("lbl label caption heading")
_LONG = 48
"""Characters of a value: what is longer explains something."""
_AROUND = 3
"""Layouts around a value in which its label is looked for."""


def label_of(value: Node, alone: Callable[[Node], bool]) -> Node | None:
    """The text that says what another one is, where the two are all that their row says. `alone` tells whether a node is the only
    one with its id: what is made over and over is a list's."""
    said = _line_of(value)
    if len(said) != 2 or said[1] is not value or not is_label(said[0]):
        return None
    label = said[0]
    if (label.resource_id, value.resource_id) == (_TITLE, _SUMMARY):
        return label if len(value.text.strip()) <= _LONG else None
    made_anew = in_repeating_list(value)  # a list's only row has ids that no other has
    return label if not made_anew and alone(label) and alone(value) and _says_label(label.id_name) else None


def told_in_lines(window: Window, used: set[int], alone: Callable[[Node], bool]) -> list[Control]:
    """Values that are called by the words beside them, having no id of their own that says what they are."""
    found = []
    for node in window.nodes:
        if id(node) in used or not node.text.strip() or not node.resource_id or acts(node):
            continue
        if node.resource_id != _SUMMARY and (node.resource_id.startswith("android:") or purpose_words(node.id_name)):
            continue
        label = label_of(node, alone)
        if label is not None and id(label) not in used:
            words = label.text.strip()
            found.append(
                Control(
                    f"fact:{words}", Kind.TEXT, node, label=words, value=node.text.strip(), covers={id(label), id(node)}
                )
            )
    return found


def is_framework_line(control: Control) -> bool:
    """Whether a line is made as Android makes the lines of any list of settings: its words may be content."""
    return control.kind is Kind.TEXT and control.node.resource_id == _SUMMARY


def _line_of(value: Node) -> list[Node]:
    """What the row of a text says, from its start; nothing where the row, or something in it, takes a touch."""
    row = value.parent
    for _ in range(_AROUND):
        if row is None or row.scrollable or is_list(row) or acts(row) or row.long_clickable:
            return []
        said = texts(row)
        if len(said) > 1:
            beyond = [n for n in row.ancestors() if not n.scrollable and not is_list(n)]
            touched = any(acts(n) or n.long_clickable for n in (*row.walk(), *beyond))
            return [] if touched else said
        row = row.parent
    return []


def _says_label(id_name: str) -> bool:
    """`label_total`, `label4`, `total_label`."""
    words = [word.rstrip("0123456789") for word in split_words(id_name)]
    return bool(words) and not _SAYS.isdisjoint({words[0], words[-1]})
