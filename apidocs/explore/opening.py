"""Which rows of a list are opened to see what is behind them: what only shows something, and changes nothing by that."""

from __future__ import annotations

from collections.abc import Sequence

from phones.hierarchy import Node

from ..doc.effects import steering
from ..doc.words import split_words, word_set
from ..screens.lists import Rows
from ..screens.marks import Seen
from .deeds import speaks, words_in

_NEWS = word_set("unread new")


def only_shows(rows: Rows, seen: Seen, language: str) -> bool:
    """Whether a touch on rows of a list does no more than show what is behind them, on a phone that is somebody's: not where
    they are called, played, connected or picked, by what the page, its list or the row itself is called, and not in a language
    that these words aren't known in."""
    if not speaks(language) or seen.kind != "page" or seen.mode or steering(seen.window.nodes):
        return False
    row = rows.rows[0]
    said = [seen.title, *seen.tabs, *(_told(node, row) for node in row.walk())]
    called = [seen.activity, rows.container.id_name, row.id_name]
    return not words_in("rows", language, said, called)


def _told(node: Node, row: Node) -> str:
    """What a description tells of its row: of a part that takes touches of its own only what it does ("Play"), and not to what
    ("Keep on device")."""
    own = node is not row and (node.clickable or node.checkable)
    return " ".join(split_words(node.content_desc, camel=False)[:1]) if own else node.content_desc


def openable(rows: Sequence[Node], seen: Seen) -> list[Node]:
    """The rows that a touch opens: not those that it ticks, and none marked as unread, which it wouldn't be any more."""
    return [row for row in rows if not _ticked(row) and (seen.mode == "action" or not _is_news(row))]


def _ticked(row: Node) -> bool:
    acting = [node for node in row.walk() if node.clickable or node.checkable]
    return row.checkable or bool(acting) and all(node.checkable for node in acting)


def _is_news(row: Node) -> bool:
    return row.selected or bool(_NEWS & {word for node in row.walk() for word in split_words(node.content_desc)})
