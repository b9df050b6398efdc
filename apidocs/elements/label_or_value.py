"""Of a control's own texts, which says what it is for and which what is set."""

from __future__ import annotations

import re

from phones.hierarchy import Node

from ..doc.words import figures_only, purpose_words, related, split_words, word_set

VALUE = re.compile(r"^[\W\d_]*$|^\W*\d[\d\W]*\s?\w{0,6}$|\d{1,2}:\d{2}|^/|^\w+://|\d+[./-]\d+[./-]\d+")
_LABEL_ENDS = ("label", "title", "hint", "header", "caption")
_LABEL_LEADS = (("lbl",), ("label",), ("caption",), ("heading",))
_VALUE_ENDS = ("value", "summary", "subtitle", "description")
TELLING = word_set(
    """value count time date name number phone email address amount total result formula status state size
    balance score distance duration temperature speed level price"""
)


def label_or_value(node: Node, said: Node, kind: str) -> tuple[str, str, Node | None]:
    """Of a control with one text: whether that says what it is for, or what is set."""
    text = said.text.strip()
    if len(text) > 1 and figures_only(text) and said is node and purpose_words(said.id_name):
        return "", text, said  # of a button that shows a number its id says what it is for
    if node.short_class.endswith("Button") or kind == "menu" or said.id_name.endswith(_LABEL_ENDS) and said is not node:
        return text, "", None
    if len(text) == 1:
        return text, "", None
    if VALUE.search(text):
        return "", text, said
    if any(c.isdecimal() for c in text) and purpose_words(said.id_name) and not related(said.id_name, text):
        return "", text, said
    own = said.resource_id and not said.resource_id.startswith("android:")
    if own and said is node and not related(said.id_name, text):
        words = split_words(said.id_name)
        if (
            len(purpose_words(said.id_name)) > 1
            or len(words) > 1
            and words[-1] in TELLING | {"title", "artist", "author"}
        ):
            return "", text, said
    return text, "", None


def label_and_value(said: list[Node]) -> tuple[Node | None, Node | None]:
    """Of a row with several texts: its label and its value, by ids, else by order."""
    ends = [n for n in said if n.id_name.lower().endswith(_LABEL_ENDS) and not VALUE.search(n.text)]
    label = ends[0] if ends else None
    if label is None:
        label = next(
            (n for n in said if not n.id_name.lower().endswith(_VALUE_ENDS) and not VALUE.search(n.text)), None
        )
    if label is not None and _told_by_id(label):
        return None, said[0]
    rest = [n for n in said if n is not label]
    value = next((n for n in rest if n.id_name.lower().endswith(_VALUE_ENDS)), rest[0] if rest else None)
    if value is not None and len(value.text) > 48:
        value = None  # an explanation
    return label, value


def _told_by_id(node: Node) -> bool:
    """A text of which the id says what it is and the words don't: `contact_number_type` "Mobile"."""
    own = node.resource_id and not node.resource_id.startswith("android:")
    plain = (
        node.id_name.lower().endswith((*_LABEL_ENDS, "text", "name")) or split_words(node.id_name)[:1] in _LABEL_LEADS
    )
    return bool(own) and not plain and len(purpose_words(node.id_name)) > 1 and not related(node.id_name, node.text)
