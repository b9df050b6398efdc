"""The host of a first run that climbs the same ladder as a replay where the doc no longer fits the app.

What it finds anew holds for this run alone and is noted in the steps of the call; the doc that was given stays as it is.
"""

from __future__ import annotations

import threading
from typing import Unpack

from apidocs.doc import AppDoc
from phones.phone import Phone

from ..heal.front import HealingFront
from ..heal.memory import Healing, Memory
from ..heal.navigator import HealingNavigator
from .host import PhoneHost
from .host_state import HostOptions


class HealingHost(PhoneHost):
    """A `PhoneHost` that heals; `healings` says what."""

    def __init__(self, phone: Phone, doc: AppDoc, **options: Unpack[HostOptions]) -> None:
        own = doc.model_copy(deep=True)
        self.memory = Memory(own, lambda screen: None)
        super().__init__(phone, own, **options)

    def _eyes_and_ways(self, phone: Phone, stop: threading.Event) -> tuple[HealingFront, HealingNavigator]:
        front = HealingFront(phone, self.memory, self.limits, stop)
        return front, HealingNavigator(front, self.memory, self.forms, self._clear)

    @property
    def healings(self) -> list[Healing]:
        return self.memory.healings
