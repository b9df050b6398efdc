"""Sessions as files that can be taken elsewhere."""

from __future__ import annotations

from sessions import reading
from sessions.store import Store

FORMS = ("json", "python", "maestro", "junit", "jsonl")


def exported(store: Store, session: str, form: str) -> str:
    """A session in one of `FORMS`. Raises StoreError where it can't be said in that form."""
    from sessions import exporting
    from sessions.portable import export_session

    if form == "json":
        return export_session(store, session) + "\n"
    detail = reading.load_session(store, session)
    if form == "jsonl":
        from agent.record.training_pairs import training_pair
        from interpreter.replay.replaying import recorded_doc

        return training_pair(detail, recorded_doc(detail, lambda sha: reading.blob(store, sha))) + "\n"
    forms = {"python": exporting.to_python, "maestro": exporting.to_maestro, "junit": exporting.to_junit}
    return forms[form](detail)
