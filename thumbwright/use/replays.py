"""Opening what a replay needs and carrying it out: what the command line and the terminal UI both call. Loads no model."""

from __future__ import annotations

import contextlib
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from agent.record.acts import ActRecorder
from agent.record.recording import StoreRecorder, doc_for_replay
from agent.task.task_result import TaskResult, Watcher
from apidocs.doc import AppDoc
from ground.errors import NotInSession
from ground.secret_store import stored_values
from interpreter.calls import Person
from interpreter.consent.policy import Policy
from interpreter.replay.replaying import CallVerdict, ReplayResult, ReplayWatcher, recorded_doc, replay_session
from phones.hiding import Values, hiding
from phones.phone import Phone
from sessions import reading
from sessions.bundled import CLOCK, bundled_file
from sessions.portable import import_session, read_portable
from sessions.records import CallRecord, SessionDetail
from sessions.store import Store

from .left_open import remember, settle
from .opening import DEMO, opened_phone
from .replay_options import ReplayOptions


class _Recorded(ReplayWatcher):
    """Writes each verdict beside the call it is about, and passes it on."""

    def __init__(self, store: Store, session: str, watcher: ReplayWatcher) -> None:
        self._store, self._session, self._watcher = store, session, watcher

    def calling(self, record: CallRecord) -> bool:
        return self._watcher.calling(record)

    def done(self, verdict: CallVerdict) -> None:
        self._store.add_verdict(self._session, verdict.seq, verdict.verdict, verdict.note)
        self._watcher.done(verdict)


@dataclass(frozen=True)
class Replayed:
    """A replay that came to its end."""

    session: str
    """The replay's own."""
    status: str
    result: ReplayResult


def status_of(detail: SessionDetail, result: ReplayResult) -> str:
    """What may be said of the task after a replay: never more than of the session that was repeated. To repeat exactly
    what failed is to fail again."""
    ended = detail.head.status
    return ended if result.ok and ended in ("done", "unproved", "partly") else "not_done"


def do_replay(
    detail: SessionDetail,
    *,
    phone: Phone,
    store: Store,
    policy: Policy,
    person: Person | None,
    watcher: ReplayWatcher,
    options: ReplayOptions,
    doc: AppDoc | None = None,
    cancel: threading.Event | None = None,
) -> Replayed:
    """Repeat a session as a session of its own. Raises StoreError and PhoneError."""

    def load(sha: str) -> bytes:
        return reading.blob(store, sha)

    secrets = Values(stored_values())
    phone = hiding(phone, secrets)
    used = doc or recorded_doc(detail, load)
    settle(phone, used)
    session = _start(store, detail, phone, used)
    recorder = StoreRecorder(store, session)
    recorder.add_attempt("given", detail.head.script)
    try:
        result = replay_session(
            detail,
            load,
            phone,
            policy=policy,
            person=person,
            doc=used,
            recorder=recorder,
            watcher=_Recorded(store, session, watcher),
            heal=options.heal,
            first=options.first,
            until=options.until,
            speed=options.speed,
            cancel=cancel,
            secrets=secrets,
        )
    except BaseException as error:
        _broke_off(store, session, error, detail)
        raise
    for healing in result.healings:
        store.add_healing(
            session,
            seq=healing.seq,
            screen=healing.screen,
            element=healing.element,
            what=healing.what,
            old=healing.old,
            new=healing.new,
            score=healing.score,
            xml_old=healing.xml_old,
            xml_new=healing.xml_new,
        )
    cancelled = not result.ok and cancel is not None and cancel.is_set()
    status = "cancelled" if cancelled else status_of(detail, result)
    store.finish_session(session, status, summary(detail, result), detail.head.script, phone_ms=recorder.phone_ms)
    return Replayed(session, status, result)


def keep_healing(store: Store, replay: str, detail: SessionDetail, result: ReplayResult) -> list[str]:
    """Put what a replay healed into the session's own doc and into the app's, where it has one; returns what was changed.

    Elements by their new locators, screens by their new marks; names stay. Raises DocError where the doc can't be read.
    """
    from agent.record.recording import doc_for_replay
    from apidocs.keep import store as docs

    if result.doc is None or not result.healings:
        return []
    store.replace_doc(detail.head.id, doc_for_replay(result.doc))
    for recorded in reading.load_session(store, replay).healings:
        store.keep_healing(recorded.id)
    changed = [f"session {detail.head.id}"]
    if detail.head.app not in docs.list_packages():
        return changed
    learned = docs.load(detail.head.app, edited=False)
    for healing in result.healings:
        now, was = result.doc.screen(healing.screen), learned.screen(healing.screen)
        if now is None or was is None:
            continue
        if healing.what == "screen":
            was.marks = list(now.marks)
        new, old = now.element(healing.element), was.element(healing.element)
        if healing.what == "element" and new is not None and old is not None:
            old.locator, old.label, old.state = new.locator, new.label, new.state
            changed.append(f"{healing.screen}.{healing.element}")
    docs.save(learned)
    return changed


def do_rerun(
    detail: SessionDetail,
    *,
    phone: Phone,
    store: Store,
    policy: Policy,
    person: Person,
    watcher: Watcher,
    cancel: threading.Event | None = None,
    on_recorder: Callable[[ActRecorder], None] = lambda acting: None,
    resume: bool = False,
) -> tuple[str, TaskResult]:
    """Run a session's script again, without a model; how it ends is judged as of any task. `resume` goes on where it was cut off:
    what it did isn't done again. Raises NotInSession where there is no script."""
    from agent.prepare.preparing import prepare_with
    from agent.task.loop import carry_out

    script = detail.head.script if detail.head.script.strip() else next((a.script for a in detail.attempts[-1:]), "")
    if not script.strip():
        raise NotInSession(f"Session {detail.head.id} has no script to run again.")
    if resume and detail.head.status != "interrupted":
        raise NotInSession(
            f"Session {detail.head.id} wasn't cut off, so there is nothing to go on with. Run it again: --rerun"
        )
    secrets = Values(stored_values())
    phone = hiding(phone, secrets)
    doc = _doc_for_rerun(detail, store)
    if not resume:
        settle(phone, doc)
    session = _start(store, detail, phone, doc)
    acting = ActRecorder(phone)
    on_recorder(acting)
    recorder = StoreRecorder(store, session, acts=acting)
    persons = bool(detail.attempts) and detail.attempts[-1].kind == "given"
    try:
        result = carry_out(
            prepare_with(detail.head.task, doc, why=f"as in session {detail.head.id}"),
            phone=acting,
            writer=None,
            watcher=watcher,
            person=person,
            policy=policy,
            recorder=recorder,
            cancel=cancel,
            script=script,
            kept=not persons,
            secrets=secrets,
            done=detail.calls if resume else (),
        )
    except BaseException as error:
        _broke_off(store, session, error, detail)
        raise
    if result.run is not None:
        remember(phone.serial, doc.package, result.run)
    store.finish_session(session, result.status, result.answer, result.script, phone_ms=recorder.phone_ms)
    return session, result


def _broke_off(store: Store, session: str, error: BaseException, detail: SessionDetail) -> None:
    ended = "cancelled" if isinstance(error, KeyboardInterrupt) else "failed"
    store.finish_session(session, ended, str(error) or type(error).__name__, detail.head.script)


def _doc_for_rerun(detail: SessionDetail, store: Store) -> AppDoc:
    """The doc the session was carried out with, else the app's own as it is now."""
    from apidocs.keep import store as docs

    if detail.head.doc or detail.head.app not in docs.list_packages():
        return recorded_doc(detail, lambda sha: reading.blob(store, sha))
    return docs.load(detail.head.app)


def _start(store: Store, detail: SessionDetail, phone: Phone, doc: AppDoc) -> str:
    info = phone.info()
    return store.start_session(
        "replay",
        detail.head.task,
        app=detail.head.app,
        app_label=detail.head.app_label,
        serial=phone.serial,
        phone=f"{info.model}, Android {info.android}",
        parent=detail.head.id,
        doc=doc_for_replay(doc),
        width=info.width_px,
        height=info.height_px,
        locale=info.locale,
    )


def summary(detail: SessionDetail, result: ReplayResult) -> str:
    """One line: how many calls were the same, healed, different, stopped; and what that is worth."""
    counts = {
        name: sum(v.verdict == name for v in result.verdicts) for name in ("same", "healed", "different", "stopped")
    }
    said = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    first = next((v for v in result.verdicts if v.verdict in ("different", "stopped")), None)
    why = f" Call {first.seq}, {first.call}: {first.note.rstrip('.')}." if first else ""
    number = len(result.verdicts)
    repeated = f"Replayed {number} {'call' if number == 1 else 'calls'}: {said or 'none'}.{why}"
    otherwise = [f"{said.rstrip('.')}, this time." for said in result.refuted]
    return " ".join(part for part in (repeated, *otherwise, no_success(detail, result)) if part)


def no_success(detail: SessionDetail, result: ReplayResult) -> str:
    """What is to be said of a session that was repeated as it was, and hadn't done its task; else empty."""
    if not result.ok or status_of(detail, result) == "done":
        return ""
    ended = detail.head.status.replace("_", " ")
    return f"Session {detail.head.id} itself ended {ended}: to repeat it is no success."


@contextlib.contextmanager
def bundled_on_scratch(serial: str, *, realistic: bool = False) -> Iterator[tuple[Store, SessionDetail, Phone]]:
    """The session that ships with this, and a phone for it; with `demo` one whose data is thrown away afterwards.

    The store is a scratch one, too, so that looking at what this does leaves no trace.
    """
    file = bundled_file()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="thumbwright-demo-")))
        store = stack.enter_context(Store(folder / "sessions.db"))
        session = import_session(store, read_portable(file.read_text("utf-8"), file.name))
        detail = reading.load_session(store, session)
        if serial and serial != DEMO:
            phone = stack.enter_context(opened_phone(serial))
        else:
            phone = stack.enter_context(scratch_demo(folder / "phone", realistic=realistic))
        yield store, detail, phone


@contextlib.contextmanager
def scratch_demo(state: Path, *, realistic: bool = False) -> Iterator[Phone]:
    """A demo phone with nothing of the person's on it, its clock where it stood when the bundled session was recorded."""
    from demophone.process import DemoPhoneProcess
    from phones.android import open_phone

    with contextlib.ExitStack() as stack:
        demo = stack.enter_context(DemoPhoneProcess(state=state, fixed_clock=CLOCK, realistic=realistic))
        phone = open_phone(demo.address)
        stack.callback(phone.close)
        yield phone
