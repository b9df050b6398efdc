"""Words that tell a thing from everything else on the screen, for what the doc has no name for."""

from __future__ import annotations

from apidocs.screens.windows import texts
from interpreter.screen.front import Sight
from interpreter.screen.options import words_of_option
from phones.hierarchy import Node


def words_alone(sight: Sight, node: Node) -> str:
    """What a script can find it by: its own words, or those in it; empty where it has none, or others say the same."""
    inside = [n.text.strip() for n in texts(node)] + [
        n.content_desc.strip() for n in node.walk() if n.content_desc.strip()
    ]
    own = [node.text.strip(), node.content_desc.strip(), node.hint.strip() if node.editable else ""]
    for words in dict.fromkeys([*own, words_of_option(node) if node.checkable else "", *inside]):
        if words and _alone(sight, words, node):
            return words
    return ""


def _alone(sight: Sight, words: str, node: Node) -> bool:
    saying = [n for n in sight.nodes if words in (n.text.strip(), n.content_desc.strip(), n.hint.strip())]
    targets = {id(n.actionable()) for n in saying if n.actionable() is not None}
    mine = node.actionable() or node
    if node.checkable and id(mine) not in targets:  # a switch beside its words: the row is what is found
        return len(saying) == 1
    return targets == {id(mine)} or (not targets and len(saying) == 1)
