"""A walk through an app: what was seen, what was done, what was seen then. The one input a doc is built from.

Made by `apidocs.explore.exploring` on a phone and by `apidocs.explore.droidbot` from a recording.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from phones.hierarchy import Hierarchy, Node

from ..doc import Left

ActKind = Literal["tap", "long_press", "set_text", "scroll", "back", "launch"]


@dataclass(frozen=True)
class Act:
    """What was done between two dumps."""

    kind: ActKind
    node: Node | None = None
    """The node of the dump before that was acted on; None for keys and launches."""
    text: str = ""
    """What was typed."""


@dataclass(frozen=True)
class Step:
    """One act and the dumps around it."""

    before: Hierarchy
    act: Act | None
    """None where it isn't known what was done; the dumps still count."""
    after: Hierarchy


@dataclass(frozen=True)
class Untried:
    """Something that was seen and not touched."""

    dump: Hierarchy
    """Where it was seen first."""
    key: str
    """The control's key; `list:KEY` for rows."""
    why: Left


@dataclass
class Walk:
    """A walk through one app; steps need not join up (an explorer relaunches)."""

    package: str
    label: str
    version: str = ""
    locale: str = "en"
    steps: list[Step] = field(default_factory=list)
    ended: str = ""
    """Why an exploration ended: done, budget, or `phone: …` where the phone failed on the way."""
    untried: list[Untried] = field(default_factory=list)
    """What was left alone, where it is known why."""
    restless: int = 0
    """So many of its dumps were taken of a screen that hadn't come to rest."""
