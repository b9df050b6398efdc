"""What this phone allows of what phones do by themselves: each asked or read once, and one setting written back as it stands.
Nothing on the phone is changed by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from ground.errors import PhoneError

from ..errors import CommandRefused
from . import NotPossible
from .asking import Ask
from .facts import FACTS
from .levels import levels
from .setting_kinds import Level, Switch
from .settings import LEVELS, SWITCHES

State = Literal["works", "refused", "too old", "not told"]
_WRITTEN = "screen_timeout"
"""Kept in the system's table, which some makers don't let a computer write without a switch of their own."""


@dataclass(frozen=True)
class Probed:
    """One thing of the phone's and what this phone says to it."""

    name: str
    state: State
    """not told: Android takes the question and its answer can't be read."""
    why: str = ""


def probe(ask: Ask, sdk: int) -> list[Probed]:
    """Everything that can be asked without doing it; of deeds only whether this Android is new enough. Raises PhoneError where
    the phone is lost."""
    looks: Mapping[str, Callable[[], object]] = {
        **{name: partial(_state, switch, ask) for name, switch in SWITCHES.items()},
        **{name: partial(_stands, level, ask) for name, level in LEVELS.items()},
        **{name: partial(fact, ask) for name, fact in FACTS.items()},
        "writing settings": lambda: ask(LEVELS[_WRITTEN].write(LEVELS[_WRITTEN].raw(ask), sdk)),
    }
    old = {name: level for name, level in levels().items() if 0 < sdk < level.since}
    found = [Probed(name, "too old", f"it takes API level {level.since}") for name, level in old.items()]
    return found + [_probed(name, look) for name, look in looks.items() if name not in old]


def _state(switch: Switch, ask: Ask) -> bool:
    return switch.on(switch.read(ask))


def _stands(level: Level, ask: Ask) -> str:
    return level.said(ask, level.raw(ask))


def _probed(name: str, look: Callable[[], object]) -> Probed:
    try:
        look()
    except CommandRefused as error:
        return Probed(name, "refused", error.said.rstrip("."))
    except NotPossible as error:
        return Probed(name, "not told", str(error))
    except PhoneError:
        raise
    except ValueError as error:
        return Probed(name, "not told", str(error))
    return Probed(name, "works")
