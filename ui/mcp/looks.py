"""The tools that only look, each as a function that blocks, and what the others give back: phones, apps, docs, scripts written
but not run, sessions, the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from thumbwright.use.stores import open_store

from .plain_text import one_line
from .results import (
    AppDocShown,
    AppRow,
    Apps,
    CallRow,
    ConsentRow,
    EffectRow,
    Phones,
    ProblemRow,
    ReplayCall,
    Replayed,
    ReportCall,
    SampleRow,
    ScreenShown,
    ScriptWritten,
    SessionReport,
    TaskDone,
)
from .run_told import rule_of
from .runs import Room

if TYPE_CHECKING:
    from agent.decide.candidates import Written
    from phones.hierarchy import Hierarchy
    from thumbwright.use.replays import Replayed as Done
    from thumbwright.use.tasks import TaskReport

MOST_CALLS = 60
"""Calls of one run that are told; the session has them all."""
SAMPLES = 12
DOC_TOKENS = 3000
"""What an app's doc may cost whoever reads it."""
SCREEN_LINES = 60


def phones(room: Room) -> Phones:
    return Phones(phones=room.shelf.rows(), from_phone=["phones"])


def apps(room: Room, phone: str) -> Apps:
    """What is on a phone, and what else is learned. Raises PhoneError."""
    from agent.learn.learning import learnable
    from apidocs.keep.store import list_docs
    from apidocs.shipped.itself import PACKAGE, phone_doc

    with room.shelf.opened(room.shelf.serial(phone), lock=False) as found:
        there = {app.package: app for app in learnable(found.installed_apps())}
    learned = {info.package: info for info in list_docs() if not info.error}
    rows = [
        AppRow(
            package=package,
            label=app.label,
            version=app.version,
            learned=package in learned,
            on_phone=True,
            shipped=learned[package].shipped if package in learned else "",
        )
        for package, app in there.items()
    ]
    rows += [
        AppRow(
            package=package, label=info.label, version=info.version, learned=True, on_phone=False, shipped=info.shipped
        )
        for package, info in learned.items()
        if package not in there
    ]
    rows.sort(key=lambda row: (not row.learned, not row.on_phone, row.label.casefold()))
    itself = AppRow(package=PACKAGE, label=phone_doc().label, learned=True, on_phone=True)
    return Apps(phone=phone, apps=[itself, *rows], from_phone=["apps"])


def app_doc(app: str, about: str) -> AppDocShown:
    """A doc as stubs and samples, cut to what `about` needs where it is long. Raises DocError."""
    from agent.prepare.choosing_aloud import resolve_app
    from agent.prepare.preparing import estimate_tokens
    from apidocs.doc.stubs import render_stubs
    from apidocs.keep import store
    from apidocs.retrieve.retrieval import select
    from apidocs.shipped.itself import PACKAGE, phone_doc

    if app.casefold() == PACKAGE:
        doc = phone_doc()
    else:
        known = store.load_all()
        package = resolve_app(app, known, [])
        doc = next(one for one in known if one.package == package)
    cut = select(doc, about, budget_tokens=DOC_TOKENS, count_tokens=estimate_tokens)
    return AppDocShown(
        package=doc.package,
        label=doc.label,
        version=doc.version,
        locale=doc.locale,
        whole=len(cut.screens) == len(doc.screens),
        stubs=render_stubs(cut),
        samples=[SampleRow(task=one.task, script=one.script) for one in cut.samples[:SAMPLES]],
        from_phone=["label", "stubs", "samples"],
    )


def write_script(
    room: Room, phone: str, task: str, app: str, cancelled: Callable[[], bool] = lambda: False
) -> ScriptWritten:
    """The script for a task, and what it would do; the phone is only asked which apps it has. Raises what preparing raises."""
    from agent.prepare.preparing import prepare
    from agent.task.scripting import write_script
    from ground.secret_store import stored_values
    from phones.hiding import Values

    words = Values(stored_values()).hide(task)
    with room.writer() as writer:
        with room.shelf.opened(room.shelf.serial(phone), lock=False) as found:
            prepared = prepare(words, found, app=app, writer=writer)
        decision = write_script(prepared, writer, _Silent(), None, cancelled=cancelled)
    written, policy, package = decision.best, room.policy(), prepared.doc.package
    return ScriptWritten(
        app=package,
        app_label=prepared.doc.label,
        why=prepared.why.replace("named with --app", "named in the call"),
        script=written.text,
        runs=not written.errors and bool(written.text.strip()),
        notes=written.notes,
        offers=[str(offer) for offer in written.offers],
        problems=_problems(written),
        effects=[
            EffectRow(
                line=one.line,
                effect=one.effect.value,
                what=f"{one.what}.{one.op}",
                rule=rule_of(one.effect, policy, package),
            )
            for one in written.report.effects
        ],
        from_phone=["app_label", "script"],
    )


class _Silent:
    """Fulfils `agent.task.scripting.WritingWatcher`."""

    def writing(self, number: int, why: str) -> None:
        return

    def token(self, text: str) -> None:
        return


def session_report(session: str) -> SessionReport:
    """What a session did. Raises StoreError."""
    from sessions import reading
    from sessions.records import DECISION

    with open_store(lambda words: None) as store:
        detail = reading.load_session(store, session)
    head = detail.head
    return SessionReport(
        session=head.id,
        kind=head.kind,
        task=head.task,
        status=head.status,
        app=head.app,
        phone=head.phone,
        serial=head.serial,
        started=head.started,
        answer=head.answer,
        script=head.script,
        calls=[
            ReportCall(
                line=call.line,
                call=f"{call.ref}.{call.op}".removesuffix(".do").removeprefix("."),
                args=[str(arg) for arg in call.args],
                status=call.status,
                effect=call.effect,
                error=call.error,
                shown=call.shown,
            )
            for call in detail.calls[:MOST_CALLS]
        ],
        calls_in_all=len(detail.calls),
        consents=[
            ConsentRow(line=one.line, effect=one.effect, what=one.detail, granted=one.granted, how=one.how)
            for one in detail.consents
        ],
        events=[f"{one.kind}: {one.text}" for one in detail.events if one.kind != DECISION],
        from_phone=["task", "answer", "calls", "consents", "events", "script"],
    )


def screen(room: Room, phone: str, picture: bool) -> tuple[ScreenShown, bytes]:
    """What the phone shows, secrets hidden, and where wanted its picture as PNG. Raises PhoneError, also where a run has it."""
    from ground.secret_store import stored_values
    from phones.hiding import Values, hiding

    with room.shelf.opened(room.shelf.serial(phone)) as opened:
        found = hiding(opened, Values(stored_values()))
        package = found.current_app().package
        locked = found.info().locked
        hierarchy = found.dump()
        png = found.screenshot() if picture else b""
    lines = _lines(hierarchy)
    return (
        ScreenShown(
            phone=phone,
            app=package,
            app_label=_label(package),
            locked=locked,
            lines=lines[:SCREEN_LINES],
            more=max(0, len(lines) - SCREEN_LINES),
            from_phone=["lines", "app_label"],
        ),
        png,
    )


def _lines(hierarchy: Hierarchy) -> list[str]:
    from .screen_lines import lines_of

    return [one_line(line, 160) for line in lines_of(hierarchy)]


def _label(package: str) -> str:
    from apidocs.keep.store import list_docs

    return next((info.label for info in list_docs() if info.package == package and not info.error), "")


def task_done(report: TaskReport, phone: str) -> TaskDone:
    """A task's report for an agent; the session has all of it."""
    from thumbwright.use.run_data import report_data

    data = report_data(report)
    calls = data["calls"]
    return TaskDone(
        session=data["session"],
        phone=phone,
        status=data["status"],
        answer=data["answer"],
        why=[*data["why"], *([report.besides] if report.besides else [])],
        app=data["app"],
        script=data["script"],
        read_from=data["read_from"],
        problems=[ProblemRow(**one) for one in data["problems"]],
        calls=[
            CallRow(
                line=one["line"],
                call=one["call"].removeprefix("."),
                args=[str(arg) for arg in one["args"]],
                status=one["status"],
                effect=one["effect"],
                error=one["error"],
            )
            for one in calls[:MOST_CALLS]
        ],
        calls_in_all=len(calls),
        left_open=data["left_open"],
        seconds=data["seconds"],
        model_seconds=data["model_seconds"],
        from_phone=["answer", "why", "read_from", "calls"],
    )


def replay_done(done: Done, phone: str) -> Replayed:
    result = done.result
    return Replayed(
        session=done.session,
        of=result.session,
        phone=phone,
        status=done.status,
        answer=result.answer,
        calls=[
            ReplayCall(seq=one.seq, call=one.call, verdict=one.verdict, note=one.note)
            for one in result.verdicts[:MOST_CALLS]
        ],
        calls_in_all=len(result.verdicts),
        seconds=round(result.seconds, 2),
        from_phone=["answer", "calls"],
    )


def _problems(written: Written) -> list[ProblemRow]:
    return [
        ProblemRow(line=one.line, severity=one.severity, message=one.message, hint=one.hint)
        for one in written.report.problems
    ]
