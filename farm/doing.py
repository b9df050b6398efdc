"""One task on many phones of this machine: written once, and carried out on each by the same functions as on one. The command line
and a farm's host both call these."""

from __future__ import annotations

import threading
from collections.abc import Callable

from agent.decide.asking_person import put_to
from agent.model.writing import Writer
from agent.prepare.preparing import prepare
from agent.record.recording import StoreRecorder, doc_for_replay
from agent.task.concluding import say_refused
from agent.task.scripting import write_script
from agent.task.task_result import Watcher
from apidocs.doc import AppDoc
from ground.errors import CancelledError, DocError, NotLearned, ScriptError
from ground.phone_lock import this_command
from ground.secret_store import stored_values
from interpreter.calls import Person
from phones.hiding import Values, hiding
from phones.phone import Phone
from sessions.store import Store
from thumbwright.use.phone_names import names, serial_of
from thumbwright.use.tasks import TaskOptions, do_task
from thumbwright.use.waiting import awaited_phone

from .choosing import Chosen, There, choose
from .quiet import Silent
from .tags import groups, tags
from .work import Outcome, Work

Tell = Callable[[str], object]


def phones_there() -> list[There]:
    """The phones that adb lists here, as they can be chosen from. Raises PhoneError, SettingsError."""
    from phones.adb import list_phones, listed_twice
    from phones.listed_twice import same_phone

    called, tagged, listed = names(), tags(), list_phones()
    needless = listed_twice(listed)
    return [
        There(
            one.serial,
            one.ready,
            one.words,
            called.get(one.serial, ""),
            tuple(tagged.get(one.serial, ())),
            needless.get(one.serial, ""),
            same_phone(needless, one.serial),
        )
        for one in listed
    ]


def chosen_here(wanted: str) -> Chosen:
    """The phones of this machine that an `--on` means. Raises SettingsError, PhoneError."""
    return choose(wanted, phones_there(), groups(), serial_of)


def doc_of(app: str) -> AppDoc:
    """The doc of an app that is named, for a script at hand: the same one for all phones. Raises DocError, NotLearned."""
    from agent.prepare.choosing_aloud import resolve_app
    from apidocs.keep import store as docs
    from apidocs.shipped.itself import PACKAGE, phone_doc

    if not app:
        raise DocError(
            "Nothing says which app the script is for: name it in its first line (# app: NAME), or with --app"
        )
    known = {doc.package: doc for doc in docs.load_all()} | {PACKAGE: phone_doc()}
    package = resolve_app(app, list(known.values()), [])
    return known[package]


def write_work(
    words: str,
    *,
    app: str,
    phone: Phone,
    writer: Writer,
    watcher: Watcher,
    person: Person,
    store: Store,
    private: bool = False,
    cancel: threading.Event | None = None,
) -> Work:
    """The script for a task that is to run on several phones like this one: one call of the model, as a session of its own; shown
    to `watcher`. Raises DocError, ModelError, and ScriptError where no script may run."""
    stop = cancel or threading.Event()
    secrets = Values(stored_values())
    phone, words = hiding(phone, secrets), secrets.hide(words)
    prepared = prepare(words, phone, app=app, writer=writer)
    if prepared.improvised:
        raise NotLearned(prepared.doc.package, prepared.doc.label)
    session = store.start_session(
        "task",
        prepared.task,
        app=prepared.doc.package,
        app_label=prepared.doc.label,
        private=private,
        doc=doc_for_replay(prepared.doc),
    )
    status, answer, script = "failed", "", ""
    try:
        recorder = StoreRecorder(store, session)
        decision = write_script(prepared, writer, watcher, recorder, cancelled=stop.is_set)
        best = put_to(person, decision, prepared.doc)
        script = best.text
        watcher.script(best.text, best.notes, best.report)
        if best.offers:
            watcher.offered(best.offers)
        if best.errors or not best.text.strip():
            status, answer = "refused", say_refused(best, prepared.doc, given=False)
            raise ScriptError(answer)
        status, answer = "written", "Written once, for several phones."
    except BaseException as error:
        answer = answer or str(error) or type(error).__name__
        raise
    finally:
        store.finish_session(session, status, answer, script)
    return Work(prepared.task, script, prepared.doc, private=private, script_by="model")


def do_on(
    serial: str,
    work: Work,
    *,
    person: Person,
    cancel: threading.Event,
    tell: Tell = lambda words: None,
    wait_s: float = 0.0,
    doing: str = "",
) -> Outcome:
    """Carry the work out on one phone, as a session of its own, the phone's lock held. Raises what keeps it from starting."""
    doing = doing or this_command("" if work.private else work.title or work.words)
    options = TaskOptions(
        "", work.allow, False, work.private, work.script, work.title, work.doc, script_by=work.script_by
    )
    with (
        Store() as store,
        awaited_phone(serial, wait_s, doing=doing, sleep=lambda seconds: _sleep(cancel, seconds)) as phone,
    ):
        report = do_task(
            work.words,
            phone=phone,
            writer=None,
            watcher=Silent(tell),
            person=person,
            options=options,
            store=store,
            cancel=cancel,
        )
    result = report.result
    status = "lost" if result.lost else result.status
    answer = f"{result.answer}\n{report.besides}".strip()
    return Outcome(
        serial, status, answer, report.session, round(result.seconds, 2), len(result.calls), list(result.why)
    )


def _sleep(cancel: threading.Event, seconds: float) -> None:
    if cancel.wait(seconds):
        raise CancelledError("You stopped it.")
