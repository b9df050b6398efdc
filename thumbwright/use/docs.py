"""The doc of an app as a person names it."""

from __future__ import annotations

from agent.prepare.choosing_aloud import resolve_app
from apidocs.doc import AppDoc
from apidocs.keep import store
from apidocs.shipped.itself import PACKAGE as ITSELF
from apidocs.shipped.itself import phone_doc


def load_doc(app: str) -> AppDoc:
    """By package or name; `phone` is the phone itself. Raises DocError, with the nearest."""
    if app.casefold() == ITSELF:
        return phone_doc()
    return store.load(resolve_app(app, store.load_all(), []))
