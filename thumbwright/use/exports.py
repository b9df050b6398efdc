"""Sessions as files that can be taken elsewhere: the forms of ours, and those that plugins add."""

from __future__ import annotations

from ground.errors import SettingsError
from ground.plugins import plugin, plugins
from sessions import reading
from sessions.store import Store

FORMS = ("json", "python", "maestro", "junit", "jsonl")


def exported(store: Store, session: str, form: str) -> str:
    """A session in one of `FORMS`, or a plugin's. Raises StoreError where it can't be said in that form, SettingsError for a
    form that nothing makes, PluginError."""
    from sessions import exporting
    from sessions.portable import export_session

    if form == "json":
        return export_session(store, session) + "\n"
    if form not in FORMS:
        return _by_plugin(store, session, form)
    detail = reading.load_session(store, session)
    if form == "jsonl":
        from agent.record.training_pairs import training_pair
        from interpreter.replay.replaying import recorded_doc

        return training_pair(detail, recorded_doc(detail, lambda sha: reading.blob(store, sha))) + "\n"
    forms = {"python": exporting.to_python, "maestro": exporting.to_maestro, "junit": exporting.to_junit}
    return forms[form](detail)


def _by_plugin(store: Store, session: str, form: str) -> str:
    found = plugin("exporters", form)
    if found is None:
        offered = ", ".join((*FORMS, *(one.name for one in plugins("exporters"))))
        raise SettingsError(f"There is no form {form!r} to export to. Forms: {offered}")
    text = found.call(reading.load_session(store, session))
    if not isinstance(text, str):
        found.fail(f"what it gives is no text but {type(text).__name__}")
    return text
