"""Which of a session's consents hold for its replays: those that were kept, for the very same words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from apidocs.doc import Effect
from sessions.records import ConsentRecord

from ..calls import Call, Person, Recorder
from ..consent.policy import About, Around, Consents, Policy, Rule


class KeptConsents(Consents):
    """Consents of a replay: an old one holds only where it was kept, and for the very same words."""

    def __init__(
        self,
        kept: Sequence[ConsentRecord],
        policy: Policy,
        person: Person | None,
        recorder: Recorder | None,
        thinking: Callable[[float], None],
        around: Callable[[Call], Around],
    ) -> None:
        super().__init__(policy, person, recorder, thinking, around)
        self._kept = {(c.effect, c.detail) for c in kept}

    def given(self, call: Call, effect: Effect, about: About, covered: bool = False) -> bool:
        if self._rule(effect, call) is Rule.ASK and (effect.value, about.what) in self._kept:
            return self._write(call, effect, about.what, True, "kept from the session")
        return super().given(call, effect, about, covered)
