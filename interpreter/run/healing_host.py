"""The host of a first run that climbs the same ladder as a replay where the doc no longer fits the app.

What it finds anew holds for this run alone and is noted in the steps of the call; the doc that was given stays as it is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Unpack

from apidocs.doc import AppDoc
from phones.hierarchy import Hierarchy
from phones.phone import Phone

from ..find.navigating import Navigator
from ..heal.front import HealingFront
from ..heal.memory import Healing, Memory
from ..heal.navigator import HealingNavigator
from ..screen.front import Front
from .host import PhoneHost
from .host_state import HostOptions


class HealingHost(PhoneHost):
    """A `PhoneHost` that heals; `healings` says what."""

    def __init__(
        self,
        phone: Phone,
        doc: AppDoc,
        *,
        dump_of: Callable[[str], Hierarchy | None] = lambda screen: None,
        heal: bool = True,
        **options: Unpack[HostOptions],
    ) -> None:
        """`dump_of` gives a dump of a screen as it was, by its name, where one is kept; `heal` False: nothing is looked for
        that the doc doesn't fit."""
        self._heal = heal
        self.doc = doc.model_copy(deep=True)
        """A copy, mended on the way."""
        self.memory = Memory(self.doc, dump_of)
        super().__init__(phone, self.doc, **options)

    def _eyes_and_ways(self, phone: Phone, stop: threading.Event) -> tuple[Front, Navigator]:
        if not self._heal:
            return super()._eyes_and_ways(phone, stop)
        front = HealingFront(phone, self.memory, self.limits, stop)
        return front, HealingNavigator(front, self.memory, self.forms, self._clear)

    @property
    def healings(self) -> list[Healing]:
        return self.memory.healings
