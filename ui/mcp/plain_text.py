"""What leaves for an agent, without signs that nobody sees: a screen can hold words for a reader of bytes that no person's eye
would meet (tag characters, turned directions, control codes). What can be seen stays as it is."""

from __future__ import annotations

import re
from typing import TypeVar

from pydantic import BaseModel

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""Joiners (U+200C, U+200D) stay: scripts and emoji need them."""
M = TypeVar("M", bound=BaseModel)


def seen(text: str) -> str:
    """The text as a person sees it."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n"))


def one_line(text: str, most: int = 300) -> str:
    """The same in one line, and no longer than `most`: for what stands among our own words."""
    said = " ".join(seen(text).split())
    return said if len(said) <= most else said[: most - 1] + "…"


def as_seen(result: M) -> M:
    """A result with every text in it so."""
    return type(result).model_validate(_seen_in(result.model_dump()))


def _seen_in(value: object) -> object:
    if isinstance(value, str):
        return seen(value)
    if isinstance(value, list):
        return [_seen_in(one) for one in value]
    if isinstance(value, dict):
        return {key: _seen_in(one) for key, one in value.items()}
    return value
