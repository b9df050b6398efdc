"""Whether a drawn task can only be meant in one way, and takes doing: what isn't so would be judged by chance."""

from __future__ import annotations

import re

from .answers import plain
from .blueprint import Blueprint
from .changes import State
from .drawing.drawer import Piece
from .expecting import expected
from .intents import Add, DeedAll, Exists, FlagAll, If, Intent

_NOT_ALL = re.compile(r"(?:\b(?:no|not|never|nobody|without)\b|n't\b)[^,.;:?!]*\b(?:all|every one)\b", re.I)
"""Not all, or none of them? "I don't keep all of these any longer" may be either."""


def is_clear(blueprint: Blueprint, state: State, piece: Piece) -> bool:
    """`state`: what the app has stored when it is asked."""
    if isinstance(piece.intent, DeedAll | FlagAll):
        return not _NOT_ALL.search(piece.words) and expected(blueprint, state, piece.intent)[0] != state
    if piece.words == piece.corrected and piece.takes_back == getattr(piece.intent, "value", ""):
        return False  # taken back and said again
    return not _nearly_there(blueprint, state, piece.intent)


def _nearly_there(blueprint: Blueprint, state: State, intent: Intent) -> bool:
    """Whether it asks for a title that isn't there and is part of one that is, or the other way round: "Prado" where there is
    a "Museo del Prado" is most likely that."""
    asked = intent.question if isinstance(intent, If) and isinstance(intent.question, Exists) else intent
    title = getattr(asked, "title", None)
    titles = [str(thing["fields"][blueprint.domain.thing.title.key]) for thing in state["things"]]
    if not isinstance(title, str) or title in titles or isinstance(asked, Add):
        return False
    return any(_within(title, other) or _within(other, title) for other in titles)


def _within(one: str, other: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(plain(one))}(?!\w)", plain(other)) is not None
