"""The doc of an app as a person names it."""

from __future__ import annotations

from agent.prepare.choosing_aloud import resolve_app
from apidocs.doc import AppDoc
from apidocs.keep import store
from apidocs.shipped.apps import shipped_for
from apidocs.shipped.itself import PACKAGE as ITSELF
from apidocs.shipped.itself import phone_doc
from ground.errors import DocError


def load_doc(app: str) -> AppDoc:
    """By package or name; `phone` is the phone itself. Of an app that was never learned, the doc that ships for it, by its package
    or Android's own name for it. Raises DocError, with the nearest."""
    if app.casefold() == ITSELF:
        return phone_doc()
    try:
        package = resolve_app(app, store.load_all(), [])
    except DocError:
        ships = shipped_for(app)
        if ships is None or ships.package in store.list_packages():
            raise
        return ships
    return store.load(package)
