"""The host of a first run that climbs the same ladder as a replay where the doc no longer fits the app.

What it finds anew holds for this run alone and is noted in the steps of the call; the doc that was given stays as it is.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping

from apidocs.doc import AppDoc
from phones.phone import Phone

from .acting import PhoneHost
from .calls import Listener, Person, Recorder
from .forms import Forms
from .healing import HealingNavigator
from .healing_front import HealingFront
from .healing_memory import Healing, Memory
from .leftovers import ANYTHING, Closing
from .limits import Limits
from .policy import Policy


class HealingHost(PhoneHost):
    """A `PhoneHost` that heals; `healings` says what."""

    def __init__(
        self,
        phone: Phone,
        doc: AppDoc,
        *,
        policy: Policy,
        person: Person | None,
        recorder: Recorder | None = None,
        listener: Listener | None = None,
        limits: Limits | None = None,
        cancel: threading.Event | None = None,
        secrets: Mapping[str, str] | None = None,
        forms: Forms | None = None,
        task: str = "",
        closing: Closing = ANYTHING,
    ) -> None:
        own = doc.model_copy(deep=True)
        stop = cancel or threading.Event()
        super().__init__(
            phone,
            own,
            policy=policy,
            person=person,
            recorder=recorder,
            listener=listener,
            limits=limits,
            cancel=stop,
            secrets=secrets,
            forms=forms,
            task=task,
            closing=closing,
        )
        self.memory = Memory(own, lambda screen: None)
        front = HealingFront(phone, self.memory, self.limits, stop)
        self._equip(front, HealingNavigator(front, self.memory, self.forms, self._clear), own)

    @property
    def healings(self) -> list[Healing]:
        return self.memory.healings
