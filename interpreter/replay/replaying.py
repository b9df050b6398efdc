"""Repeating the recorded calls of a session on a phone, without a model and without the sandbox.

Each call is carried out by the same host as in a first run (navigation, consent, limits, record), and only on the screen
that was recorded: compared by structure and by the element that is meant at the moment before anything is touched. What
differs is healed where that leaves no doubt (`interpreter.heal`), else the replay stops there. Replays load no model.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, Unpack

from pydantic import ValidationError

from apidocs.doc import AppDoc
from ground.errors import NoSuchCall, NotInSession, PhoneError, StoreError
from phones.hierarchy import HierarchyError
from phones.phone import Phone
from sessions.records import TAKEN_OVER, CallRecord, SessionDetail

from ..calls import Call, Outcome
from ..calls.errors import CallFailed, Finished, Stop
from ..heal.memory import Healing
from ..run.host_state import HostOptions
from ..run.left_open import closing_of
from .answer_reads import answer_reads
from .recorded import Dumps, Load, ReplayVerdict, recorded_call, ref_of
from .replay_host import Different, ReplayHost


@dataclass(frozen=True)
class CallVerdict:
    """How one call of a replay compared with the recorded one."""

    seq: int
    call: str
    line: int
    verdict: ReplayVerdict
    """same; healed: done, on an element or by a way that was found anew; different: the screen, or what was read, is
    another; stopped: not done, because it was refused, failed, or something before it stopped the replay."""
    note: str = ""
    ms: float = 0.0


@dataclass
class ReplayResult:
    """How a replay went."""

    session: str
    """The one that was repeated."""
    verdicts: list[CallVerdict] = field(default_factory=list)
    healings: list[Healing] = field(default_factory=list)
    answer: str = ""
    """The recorded one, where the replay came to its end and what it was worked out from was read as it was then."""
    outdated: str = ""
    """The recorded one, where that was read otherwise, or it isn't known whether it was."""
    notices: list[str] = field(default_factory=list)
    seconds: float = 0.0
    doc: AppDoc | None = field(default=None, repr=False)
    """As it was mended on the way."""
    refuted: list[str] = field(default_factory=list)
    """Acts that were made as then, and of which the phone showed this time that they did not take effect."""

    @property
    def status(self) -> ReplayVerdict:
        """The worst of its calls'; stopped where there is none."""
        found = {v.verdict for v in self.verdicts}
        order: tuple[ReplayVerdict, ...] = ("different", "stopped", "healed", "same")
        return next((v for v in order if v in found), "stopped")

    @property
    def ok(self) -> bool:
        return self.status in ("same", "healed") and not self.refuted


class ReplayWatcher(Protocol):
    """Told of a replay as it goes."""

    def calling(self, record: CallRecord) -> bool:
        """Before each call; False stops there."""

    def done(self, verdict: CallVerdict) -> None: ...


class Unwatched:
    """Lets everything go on."""

    def calling(self, record: CallRecord) -> bool:
        return True

    def done(self, verdict: CallVerdict) -> None:
        return


def recorded_doc(detail: SessionDetail, load: Load) -> AppDoc:
    """The doc a session was carried out with. Raises StoreError where it wasn't recorded."""
    if not detail.head.doc:
        raise StoreError(
            f"Session {detail.head.id} was recorded without its app's doc, so its calls can't be found again. Run its script "
            f"with a doc: thumbwright apps learn {detail.head.app or 'PACKAGE'}, then thumbwright replay {detail.head.id} --rerun"
        )
    try:
        return AppDoc.model_validate_json(load(detail.head.doc))
    except ValidationError as error:
        raise StoreError(f"The doc in session {detail.head.id} can't be read: {error.errors()[0]['msg']}") from None


def replayable(detail: SessionDetail) -> list[CallRecord]:
    """The calls a replay repeats: those that were carried out, in order. Raises NotInSession where there are none."""
    calls = [c for c in detail.calls if c.status == "ok"]
    if detail.head.private:
        raise NotInSession(
            f"Session {detail.head.id} was private: neither screens nor texts were recorded, so it can't be repeated."
        )
    if not calls:
        raise NotInSession(f"Session {detail.head.id} has no call that was carried out: there is nothing to repeat.")
    return calls


def _between(calls: Sequence[CallRecord], first: int, until: int) -> list[CallRecord]:
    """The calls from `first` to `until`, both included; 0 is no limit. Raises NoSuchCall where there are none."""
    found = [call for call in calls if call.seq >= first and (not until or call.seq <= until)]
    if not found:
        there = f"{calls[0].seq} to {calls[-1].seq}" if len(calls) > 1 else str(calls[0].seq)
        wanted = " ".join([f"from {first}" if first else "", f"until {until}" if until else ""]).strip()
        raise NoSuchCall(f"There is no call {wanted}. What can be repeated: {there}")
    return found


def replay_session(
    detail: SessionDetail,
    load: Load,
    phone: Phone,
    *,
    doc: AppDoc | None = None,
    watcher: ReplayWatcher | None = None,
    first: int = 0,
    until: int = 0,
    speed: float = 0.0,
    **options: Unpack[HostOptions],
) -> ReplayResult:
    """Repeat a session's calls on a phone.

    `doc` is used instead of the recorded one (a mended one); `first` and `until` are the first and the last call to make by
    their numbers in the session, 0 for all; `speed` 1 keeps the recorded pace, 2 twice that, 0 goes as fast as the phone
    does; the host's `options` get the session's own task, dumps and closing. Raises StoreError where there is nothing to repeat,
    PhoneError where the phone or the app isn't there before anything was done; all else is in the result.
    """
    every = replayable(detail)
    calls = _between(every, first, until)
    used = doc or recorded_doc(detail, load)
    options["cancel"] = stop = options.get("cancel") or threading.Event()
    result = ReplayResult(detail.head.id, notices=_notices(detail, phone, used))
    reads = answer_reads(detail, every)
    options["dump_of"] = Dumps(every, load, used).of
    options["task"] = detail.head.task
    options["closing"] = closing_of(step for call in every for step in call.steps)
    host = ReplayHost(
        phone,
        used,
        kept=[c for c in detail.consents if c.kept and c.granted],
        reads=reads,
        **options,
    )
    if reads.left_out(detail.calls, calls):
        host.unknown = "what it was worked out from isn't read again"
    began = time.monotonic()
    came_through = _Replay(calls, host, load, watcher or Unwatched(), stop, speed, result).run()
    if came_through and calls[-1] is every[-1]:
        doubted = host.otherwise or host.unknown
        result.answer, result.outdated = ("", detail.head.answer) if doubted else (detail.head.answer, "")
    if not came_through and (taken := str(host.take_back("cancelled" if stop.is_set() else "failed"))):
        result.notices.append(taken)
    result.seconds = time.monotonic() - began
    result.refuted = refuted_now(calls, host.calls)
    result.healings, result.doc = host.healings, host.doc
    return result


def refuted_now(recorded: Sequence[CallRecord], made: Sequence[tuple[Call, Outcome]]) -> list[str]:
    """What the phone showed to be otherwise this time and not then, one line an act."""
    then = {record.seq: record.proof for record in recorded}
    return [
        f"Call {call.seq}, {call.ref}.{call.op}: {outcome.proof.what}"
        for call, outcome in made
        if outcome.proof is not None and outcome.proof.verdict == "refuted" and then.get(call.seq) != "refuted"
    ]


@dataclass
class _Replay:
    """One replay under way."""

    _calls: Sequence[CallRecord]
    _host: ReplayHost
    _load: Load
    _watcher: ReplayWatcher
    _stop: threading.Event
    _speed: float
    _result: ReplayResult

    def run(self) -> bool:
        """Return whether it came to the end of the calls."""
        before: CallRecord | None = None
        for position, record in enumerate(self._calls):
            going_on = self._watcher.calling(record) and not self._stop.wait(self._pace(before, record))
            verdict = self._one(record) if going_on else _not_done(record, "stopped here on request")
            self._tell(verdict)
            ended = verdict.verdict in ("stopped", "different") and not self._host.went_on
            if ended or not going_on:
                for later in self._calls[position + 1 :]:
                    self._tell(_not_done(later, "not reached"))
                return False
            before = record
        return True

    def _tell(self, verdict: CallVerdict) -> None:
        self._result.verdicts.append(verdict)
        self._watcher.done(verdict)

    def _pace(self, before: CallRecord | None, record: CallRecord) -> float:
        """Seconds to wait, so that the calls come as they came then."""
        if not self._speed or before is None:
            return 0.0
        try:
            apart = (datetime.fromisoformat(record.started) - datetime.fromisoformat(before.started)).total_seconds()
        except ValueError:
            return 0.0
        return max(0.0, min(60.0, (apart - before.ms / 1000) / self._speed))

    def _one(self, record: CallRecord) -> CallVerdict:
        host = self._host
        began, thought = time.monotonic(), host.thought_s
        healed_before = len(host.healings)
        host.expect(recorded_call(record, self._load))
        verdict: ReplayVerdict
        try:
            value = self._repeat(record)
            other = host.value_differs(record, value)
            verdict, note = ("different", other) if other else ("same", host.note)
        except Finished:
            verdict, note = host.answer_doubted(record)
        except (Different, CallFailed, HierarchyError) as error:
            verdict, note = "different", str(error)
        except (Stop, PhoneError) as error:
            verdict, note = "stopped", str(error)
        fresh = host.healings[healed_before:]
        if verdict == "same" and fresh:
            verdict, note = "healed", "; ".join(dict.fromkeys(str(h) for h in fresh))
        host.went_on = host.only_value and verdict in ("different", "stopped")
        return CallVerdict(
            seq=record.seq,
            call=call_text(record),
            line=record.line,
            verdict=verdict,
            note=note,
            ms=(time.monotonic() - began - (host.thought_s - thought)) * 1000,
        )

    def _repeat(self, record: CallRecord) -> object:
        if record.op == "ask":  # what the person said then is in the calls that follow
            return record.value
        args = tuple(record.args)
        if record.op == "wait" and self._speed > 1:
            args = (float(args[0]) / self._speed,) if args else args
        ref = self._host.row_again(ref_of(record))
        lacked = record.op == "row" and record.rows == []  # the script asked whether there is one, and there was none
        return self._host.call(Call(record.seq, ref, record.op, args, record.line, record.source, may_lack=lacked))


def call_text(record: CallRecord) -> str:
    """`new_note.title.set_text('Milk')`."""
    name = f"{record.ref}.{record.op}".removesuffix(".do") if record.ref else record.op
    return f"{name}({', '.join(repr(arg) for arg in record.args)})"


def _not_done(record: CallRecord, why: str) -> CallVerdict:
    return CallVerdict(record.seq, call_text(record), record.line, "stopped", why)


def _notices(detail: SessionDetail, phone: Phone, doc: AppDoc) -> list[str]:
    """What is other on this phone than on the recorded one. Raises PhoneError where the app is missing."""
    head = detail.head
    app = next((a for a in phone.installed_apps() if a.package == doc.package), None)
    by_commands = all(screen.by_commands for screen in doc.screens)  # no app's: any phone does it
    if app is None and not by_commands and phone.current_app().package != doc.package:
        raise PhoneError(
            f"{head.app_label or head.app} ({doc.package}) isn't installed on {phone.serial}. Install it there, or choose "
            "another phone: -s SERIAL"
        )
    info = phone.info()
    found = [event.text for event in detail.events if event.kind == TAKEN_OVER]
    if head.width and (head.width, head.height) != (info.width_px, info.height_px):
        found.append(
            f"The display is {info.width_px} × {info.height_px}, it was recorded on {head.width} × {head.height}: "
            "elements are found by what they are, so this may still be the same."
        )
    if head.locale and head.locale.split("-")[0] != info.locale.split("-")[0]:
        found.append(
            f"The phone's language is {info.locale}, it was recorded in {head.locale}: what is known by its words won't be "
            "found. Set the phone's language, or write the task anew."
        )
    if app is not None and doc.version and app.version and app.version != doc.version:
        found.append(f"The app's version is {app.version}, it was recorded with {doc.version}.")
    return found
