"""What is kept on this machine, for which no phone is needed: docs of apps, sessions, the check of a script."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from apidocs.doc import AppDoc
from ground.errors import StoreError
from sessions.records import SessionDetail

from .in_python import in_python
from .results import Checked, KnownApp, SessionHead
from .running import effects_of, problems_of, store_of_ours


def docs() -> list[KnownApp]:
    """The apps that have a doc that can be used."""
    from apidocs.keep.store import list_docs

    return [
        KnownApp(
            package=one.package,
            label=one.label,
            version=one.version,
            screens=one.screens,
            elements=one.elements,
            samples=one.samples,
            learned=one.made_at,
            shipped=one.shipped,
        )
        for one in list_docs()
        if not one.error
    ]


def doc(app: str) -> AppDoc:
    """What an app offers, by its package or name. Raises DocError where it isn't learned."""
    from .use.docs import load_doc

    with in_python():
        return load_doc(app)


def stubs(app: str) -> str:
    """A doc as a Python stub file: save it as `notes.pyi` beside your program. Raises DocError."""
    from .client_stubs import render_client_stubs

    return render_client_stubs(doc(app))


def check(script: str, *, app: str = "") -> Checked:
    """What is wrong with a script, and what it would do; its app is found from it where none is named. Raises DocError."""
    from interpreter.check.checking import check as checked

    from .use.given import given_script

    with in_python():
        found = doc(app or given_script(script, "the script").app)
        report = checked(script, found)
        return Checked(app=found.package, problems=problems_of(report), effects=effects_of(report))


def sessions(*, limit: int = 20, serial: str = "", kind: str = "") -> list[SessionHead]:
    """What was done, newest first; on one phone, or of one kind (task, learn, replay). Raises StoreError."""
    from sessions.reading import list_sessions

    with in_python(), store_of_ours() as store:
        heads = list_sessions(store, limit=limit if not serial else 10 * limit, kind=kind)
        return [
            SessionHead.model_validate({name: getattr(head, name) for name in SessionHead.model_fields})
            for head in heads
            if serial in ("", head.serial)
        ][:limit]


def session(wanted: str = "last") -> SessionDetail:
    """One session with all that belongs to it: attempts, calls, consents. By its id, a beginning of it, or `last`. Raises
    StoreError."""
    from sessions.reading import load_session

    with in_python(), store_of_ours() as store:
        return load_session(store, wanted)


def report(wanted: str | Sequence[str], file: str | Path) -> Path:
    """Write one HTML page of a session, or of several: answer, script, timeline, screens. Raises StoreError."""
    from sessions.reading import blob, load_session
    from sessions.report import render_report

    with in_python(), store_of_ours() as store:
        ids = [wanted] if isinstance(wanted, str) else wanted
        page = render_report([load_session(store, one) for one in ids], lambda sha: blob(store, sha))
    return _written(Path(file), page)


def export(wanted: str, form: str = "json") -> str:
    """A session as text in one of the forms of `thumbwright sessions export`. Raises StoreError."""
    from .use.exports import exported

    with in_python(), store_of_ours() as store:
        return exported(store, wanted, form)


def _written(file: Path, text: str) -> Path:
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise StoreError(
            f"{file} can't be written: {error.strerror or error}. Another place?", where=str(file)
        ) from None
    return file.absolute()
