"""What a setting of the phone is to us: a switch, or a level with a value; how each is read and written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .asking import Ask

PAGES = "android.settings"
"""Before the names of the actions that open pages of Settings."""
UNSET, UNSET_SAID = "null", "not set"
"""What `settings get` prints where nothing was ever kept, and Android goes by its default; and how that is said."""


@dataclass(frozen=True)
class Switch:
    """A setting that is on or off."""

    title: str
    read: Callable[[Ask], str]
    on: Callable[[str], bool]
    """Whether what was read means on."""
    write: Callable[[bool, int], Sequence[str]]
    """The command, for this Android API level."""
    page: str
    """The action that opens its page of Settings."""
    radio: bool = False
    """Needs a SIM."""
    ends: Callable[[str], str] = lambda said: ""
    """What else than on or off there was, going by what was read, that writing ends: `its schedule`."""


@dataclass(frozen=True)
class Level:
    """A setting with a value, said in its unit: `40%`, `1 minute`, `Large`."""

    title: str
    raw: Callable[[Ask], str]
    """The value as the phone keeps it."""
    said: Callable[[Ask, str], str]
    """A kept value as a person says it."""
    kept: Callable[[Ask, str], str]
    """The value to keep for one that a person says. Raises NotPossible for what is none."""
    write: Callable[[str, int], Sequence[str]]
    """The command that keeps a value, for this Android API level."""
    page: str
    in_words: bool = True
    """Whether a value as it is said may give back what was kept; else only the kept value itself does."""
