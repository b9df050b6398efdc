"""The doc of an app as a person names it."""

from __future__ import annotations

from agent.prepare.choosing_aloud import resolve_app
from apidocs.doc import AppDoc
from apidocs.keep import store
from apidocs.shipped.apps import shipped_for, ships
from apidocs.shipped.itself import PACKAGE as ITSELF
from apidocs.shipped.itself import phone_doc
from ground.errors import DocError


def load_doc(app: str) -> AppDoc:
    """By package or name; `phone` is the phone itself. Raises DocError, with the nearest, or that there is only the doc that comes
    with thumbwright."""
    if app.casefold() == ITSELF:
        return phone_doc()
    try:
        package = resolve_app(app, store.load_all(), [])
    except DocError:
        shipped = shipped_for(app)
        if shipped is None:
            raise
        raise DocError(
            f"{shipped.label} ({shipped.package}) has no doc of your own here: there is the one that comes with thumbwright, which "
            f"is only looked at (thumbwright apps show {shipped.package}), and stays as it is. One of your own comes of learning "
            f"it on a phone: thumbwright apps learn {shipped.package}",
            where=shipped.package,
        ) from None
    return store.load(package)


def own_doc(app: str) -> AppDoc:
    """The doc that is kept on this machine, to be changed, removed or handed on. Raises DocError for one that comes with
    thumbwright, too."""
    if app.casefold() == ITSELF:
        raise DocError(
            "What the phone itself offers comes with thumbwright, and is neither changed nor removed. Apps: thumbwright apps list"
        )
    return load_doc(app)


def doc_to_show(app: str) -> AppDoc:
    """The same to look at: of an app that was never learned, the doc that comes with thumbwright, by its package or Android's own
    name for it. Whether that fits a phone isn't asked here, so nothing is done by it."""
    try:
        return load_doc(app)
    except DocError:
        shipped = shipped_for(app)
        if shipped is None or shipped.package in store.list_packages():
            raise
        return shipped


def shipped_words(doc: AppDoc) -> str:
    """Where a doc that comes with thumbwright is from, and what it is worth on this phone; empty for any other."""
    if doc.shipped is None:
        return ""
    source = next((one for one in ships() if doc.package in (one.package, *one.like)), None)
    made = f" from public sources of Android {source.android}" if source is not None else ""
    check = f" Check it: thumbwright apps verify {doc.package}" if doc.unsure else ""
    return f"This doc comes with thumbwright, made{made}; it is {doc.shipped} on this phone.{check}"
