"""From what the interpreter tells of a run to rows of the session store. Knows both sides so that neither knows the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from apidocs.doc import AppDoc, Effect
from ground.errors import PhoneError, StoreError
from interpreter.calls import Call, Outcome, Recorder
from phones.errors import CallRefused
from phones.phone import Phone, Photographed
from sessions.records import DECISION, TAKEN_OVER, taken_over
from sessions.store import Store

from ..model.writing import Generation
from .acts import ActRecorder


def doc_for_replay(doc: AppDoc) -> str:
    """A doc as a session keeps it: what elements are found by, without the samples, which only a model reads."""
    return doc.model_copy(update={"samples": [], "made_at": ""}).model_dump_json(exclude_defaults=True)


def no_picture() -> bytes:
    return b""


def picture_of(phone: Phone) -> Callable[[], bytes]:
    """How a recorder gets a phone's screen: as the phone gives it, where it does; it is made smaller all the same."""
    return phone.photo if isinstance(phone, Photographed) else phone.screenshot


def _shows_something(outcome: Outcome) -> bool:
    """Whether a picture is worth its bytes: something was done, and the screen is another now."""
    return outcome.status == "ok" and outcome.effect is not Effect.READ and outcome.xml_after != outcome.xml_before


class StoreRecorder(Recorder):
    """Writes each call before and after it, for one session. `picture` gives a PNG of the screen after an act, or nothing.

    Nothing is done on the phone that can't be recorded: once the store takes no more (a full disk), the next call is refused
    with StoreError. What is under way is brought to its end all the same, and what was begun can be taken back.
    """

    def __init__(
        self,
        store: Store,
        session: str,
        *,
        picture: Callable[[], bytes] = no_picture,
        acts: ActRecorder | None = None,
    ) -> None:
        self.store, self.session, self.picture, self.acts = store, session, picture, acts
        self.attempt = 0
        """Row id of the attempt whose script runs."""
        self._open: dict[int, int] = {}
        self._rows: dict[int, int] = {}
        """Of the calls of this run that have ended, by their numbers."""
        self._number = 0
        self.phone_ms = 0.0
        self.lost = ""
        """Why nothing is recorded any more, where that is so."""
        self._pictures = True
        """Whether the phone gives pictures, as far as is known."""

    def add_attempt(
        self,
        kind: str,
        script: str,
        *,
        prompt: str = "",
        reply: str = "",
        generation: Generation | None = None,
        notes: list[str] | None = None,
        problems: list[str] | None = None,
    ) -> None:
        """Write one attempt; the calls that follow belong to it."""
        self._number += 1
        cost: dict[str, Any] = (
            {
                "prompt_tokens": generation.prompt_tokens,
                "evaluated_tokens": generation.evaluated_tokens,
                "output_tokens": generation.output_tokens,
                "first_token_ms": generation.first_token_s * 1000,
                "ms": (generation.first_token_s + generation.decode_s) * 1000,
            }
            if generation
            else {}
        )
        with self._as_far_as_it_goes():
            self.attempt = self.store.add_attempt(
                self.session,
                number=self._number,
                kind=kind,
                prompt=prompt,
                reply=reply,
                script=script,
                notes=notes or [],
                problems=problems or [],
                **cost,
            )

    def add_decision(self, words: str) -> None:
        """Write down why a script was taken, or held back."""
        with self._as_far_as_it_goes():
            self.store.add_event(self.session, DECISION, words)

    @contextmanager
    def _as_far_as_it_goes(self) -> Iterator[None]:
        try:
            yield
        except (StoreError, sqlite3.DatabaseError) as error:
            self.lost = self.lost or str(error)

    def before(self, call: Call, effect: Effect) -> None:
        with self._as_far_as_it_goes():
            self._open[call.seq] = self.store.begin_call(
                self.session,
                attempt=self.attempt,
                seq=call.seq,
                line=call.line,
                source=call.source,
                ref=str(call.ref),
                target={name: value for name, value in asdict(call.ref).items() if value},
                op=call.op,
                args=call.args,
                effect=effect.value,
            )
        if self.lost:
            raise StoreError(f"it can't be recorded any more ({self.lost.rstrip('.')})")

    def after(self, call: Call, outcome: Outcome) -> None:
        row = self._open.pop(call.seq, None)
        if row is None:
            return
        self.phone_ms += outcome.ms
        with self._as_far_as_it_goes():
            self._after(call, outcome, row)

    def _after(self, call: Call, outcome: Outcome, row: int) -> None:
        acts = self.acts.taken() if self.acts is not None else []
        if outcome.taken_over:
            by_hand = sum(act.get("by") == "person" for act in acts)
            self.store.add_event(self.session, TAKEN_OVER, taken_over(call.seq, by_hand))
        self.store.end_call(
            self.session,
            row,
            status=outcome.status,
            value=outcome.value,
            error=outcome.error,
            effect=outcome.effect.value,
            locator=outcome.locator_used,
            node=outcome.node,
            bounds=outcome.bounds,
            screen_before=outcome.screen_before,
            screen_after=outcome.screen_after,
            xml_before=outcome.xml_before,
            xml_after=outcome.xml_after,
            picture_png=self._picture() if _shows_something(outcome) else b"",
            steps=outcome.steps,
            ms=outcome.ms,
            acts=acts,
            proof=outcome.proof.verdict if outcome.proof is not None else "",
            proof_note=outcome.proof.what if outcome.proof is not None else "",
            within=outcome.within,
            replaced=outcome.replaced,
            rows=outcome.rows,
        )
        self._rows[call.seq] = row

    def proved(self, call: Call, outcome: Outcome) -> None:
        row = self._rows.get(call.seq)
        if row is None or outcome.proof is None:
            return
        with self._as_far_as_it_goes():
            self.store.prove_call(self.session, row, outcome.proof.verdict, outcome.proof.what)

    def undone(self, call: Call, outcome: Outcome) -> None:
        row = self._rows.get(call.seq)
        if row is None:
            return
        with self._as_far_as_it_goes():
            self.store.undo_call(self.session, row, "undone" if outcome.status == "ok" else outcome.status)

    def _picture(self) -> bytes:
        """The screen, where the phone gives one: a run never ends for want of a picture."""
        if not self._pictures:
            return b""
        try:
            return self.picture()
        except CallRefused:
            return b""  # a protected window gives none; the next one may
        except PhoneError as error:
            # what took too long would do so each time; a phone that has been lost is met by the next call
            self._pictures = False
            self.store.add_event(self.session, "picture", f"No more pictures of the screen: {error}")
            return b""

    def consent(self, call: Call, effect: Effect, detail: str, granted: bool, how: str) -> None:
        with self._as_far_as_it_goes():
            self.store.add_consent(
                self.session, line=call.line, effect=effect.value, detail=detail, granted=granted, how=how
            )
