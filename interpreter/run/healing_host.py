"""The host of a first run that climbs the same ladder as a replay where the doc no longer fits the app.

What it finds anew holds for this run alone and is noted in the steps of the call; the doc that was given stays as it is.
"""

from __future__ import annotations

import threading

from apidocs.doc import AppDoc
from phones.hiding import NONE, Values
from phones.phone import Phone

from ..calls import Listener, Person, Recorder
from ..calls.limits import Limits
from ..consent.policy import Policy
from ..forms.put_in import Forms
from ..heal.front import HealingFront
from ..heal.memory import Healing, Memory
from ..heal.navigator import HealingNavigator
from .host import PhoneHost
from .left_open import ANYTHING, Closing


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
        secrets: Values = NONE,
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
