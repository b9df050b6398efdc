"""Going on with a script whose first run was cut off: what was done isn't done again, the rest is.

The script computes from its beginning once more. What it reads it reads anew, since reading changes nothing; of its acts those that
the record says were done are taken as done. Where the record of an act has no end, nobody knows whether it happened: what does no
harm twice is done, and what saves, sends or deletes stops the run and is told. What was put in and not saved before it was cut off
may have gone since, with the app: it is put in again, or what is saved then would be an empty form.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast, get_args

from apidocs.doc import Effect, Kind
from apidocs.doc.effects import asks, severity
from sessions.records import CallRecord

from ..calls import Call, Outcome, Proof, ProofVerdict
from ..calls.errors import Uncertain
from .host import PhoneHost
from .host_state import ACTING

_AGAIN = frozenset({"finish", "ask", "secret", "wait", "find", "open_app"})
"""What is said or waited for once more: it does nothing, or comes to the same."""
_TWICE_THE_SAME = frozenset({"set_text", "choose", "turn_on", "turn_off"})


class GoingOnHost(PhoneHost):
    """A host that was told what an earlier run had done."""

    def __init__(self, *arguments: Any, done: Sequence[CallRecord], **options: Any) -> None:
        """`done`: the earlier run's calls, in order."""
        super().__init__(*arguments, **options)
        self._begins = False  # it goes on from where it was
        self._done = [
            record
            for record in done
            if record.status in ("ok", "begun") and record.op not in _AGAIN and (record.ref or record.op in ACTING)
        ]

    def call(self, call: Call) -> object:
        record = self._of_then(call)
        if record is None or call.op not in ACTING or call.op in _AGAIN:
            return super().call(call)
        if record.status == "begun":
            effect = Effect(record.effect)
            if asks(effect):
                raise Uncertain(
                    f"The first run was cut off in {call.source or call.op} ({effect.value}): whether that happened isn't known. "
                    "It was not repeated: look at the phone, and run the rest by itself."
                )
            return super().call(call)
        if self._may_be_gone(record):
            return super().call(call)
        known = record.proof in get_args(ProofVerdict)
        proof = Proof(cast(ProofVerdict, record.proof), record.proof_note) if known else None
        outcome = Outcome("ok", effect=Effect(record.effect), proof=proof, steps=["done by the run that was cut off"])
        self.calls.append((call, outcome))
        if self._recorder is not None:
            self._recorder.before(call, outcome.effect)
            self._recorder.after(call, outcome)
        return None

    def _may_be_gone(self, record: CallRecord) -> bool:
        """Whether what was done then is worth nothing any more unless it is done again: nothing kept it, and either it comes to
        the same twice, or another screen is in front than the one it led to."""
        unsaved = (record, *self._done)
        if any(self._keeps(one) for one in unsaved):
            return False
        return record.op in _TWICE_THE_SAME or self.front.look().name != record.screen_after

    def _keeps(self, record: CallRecord) -> bool:
        """Whether the app has kept what this did: what it saved, sent, set. What is set in a form counts once that is saved."""
        effect = Effect(record.effect)
        screen = self.doc.screen(record.ref.partition(".")[0])
        in_form = screen is not None and any(e.kind is Kind.INPUT for e in screen.elements)
        return asks(effect) or severity(effect) > severity(Effect.INPUT) and not in_form

    def _of_then(self, call: Call) -> CallRecord | None:
        """What is recorded of this very call; None where the script has come to another one, or to what is new."""
        if not self._done or call.op in _AGAIN:
            return None
        record = self._done[0]
        if (record.op, record.ref, record.line) != (call.op, str(call.ref), call.line):
            if call.op in ACTING:
                self._done.clear()  # it goes another way than it did
            return None
        return self._done.pop(0)
