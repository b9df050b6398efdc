"""The button in a row behind which the row's own menu stands."""

from __future__ import annotations

from phones.hierarchy import Node

from ..doc.words import is_more, purpose_words


def menu_button(row: Node) -> Node | None:
    """The button in a row behind which its menu stands: three dots, by what it is called."""
    inner = [n for n in row.walk() if n is not row and n.clickable and not n.checkable and not n.editable]
    return next((n for n in inner if any(is_more(words) for words in (*_said_by(n), *_called(n)))), None)


def _said_by(node: Node) -> list[str]:
    return [words for n in node.walk() for words in (n.content_desc, n.text) if words]


def _called(node: Node) -> list[str]:
    return [" ".join(purpose_words(node.id_name))] if node.resource_id and not _said_by(node) else []
