"""Saying which node is meant, and finding it in a dump: several attributes with fallbacks, most specific first."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from phones.hierarchy import Hierarchy, Node


class Locator(BaseModel):
    """What is known of a node. Empty fields say nothing; the more agree, the surer the match."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    resource_id: str = ""
    """Full id, or the name after `id/` alone."""
    text: str = ""
    """Exact text. Left empty where the text changes."""
    content_desc: str = ""
    cls: str = ""
    label: str = ""
    """Words that stand beside or inside it: the node meant is in the same row as (or is the row around) this text."""
    path: str = ""
    """Classes and sibling positions from the window's root or the row, `FrameLayout[0]/ListView[2]`: the last resort."""
    instance: int = 0
    """Which of several equal matches, in document order."""


@dataclass(frozen=True)
class Match:
    """A node and how it was found."""

    node: Node
    score: float
    """0 to 1: the share of the locator's weight that agreed."""
    used: str
    """The attributes that agreed, for the session: `resource_id+text`."""


def find(where: Hierarchy | Node, locator: Locator) -> list[Match]:
    """All nodes that match well enough, best first. Empty where none does; never raises."""
    raise NotImplementedError
