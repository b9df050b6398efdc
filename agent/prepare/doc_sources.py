"""Docs that plugins give for apps that aren't learned: asked by package, held to what any doc from elsewhere is, and kept.

A plugin is called with package, version and locale, as far as they are known, and gives an AppDoc, what one is made of
(a dict, or JSON), or None.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from pydantic import ValidationError

from apidocs.doc import AppDoc
from apidocs.keep import store
from apidocs.keep.foreign import flaws
from ground.errors import PluginError, ThumbwrightError
from ground.plugins import Plugin, plugins
from phones.phone import InstalledApp, Phone

log = logging.getLogger(__name__)


def from_plugins(package: str, phone: Phone | None, installed: Sequence[InstalledApp]) -> tuple[AppDoc | None, str]:
    """The doc of the first plugin that has one, kept from now on; and what is to be said of those that failed."""
    if not (given := plugins("docs")):
        return None, ""
    version = next((one.version for one in installed if one.package == package), "")
    locale = phone.info().locale if phone is not None else ""
    failed: list[str] = []
    for one in given:
        try:
            doc = _doc_of(one, package, version, locale)
        except ThumbwrightError as error:
            log.warning("%s", error)
            failed.append(str(error))
            continue
        if doc is not None:
            log.info("the doc of %s is the plugin's %s", package, one.name)
            store.save(doc)
            return store.load(package), ""
    return None, " ".join(failed)


def _doc_of(one: Plugin, package: str, version: str, locale: str) -> AppDoc | None:
    """Raises PluginError for what is no doc of this app."""
    given = one.call(package, version, locale)
    if given is None:
        return None
    try:
        doc = AppDoc.model_validate_json(given) if isinstance(given, str | bytes) else AppDoc.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        raise PluginError(
            one.name, one.where, f"what it gives is no doc: {'.'.join(map(str, first['loc']))}: {first['msg']}"
        ) from None
    if doc.package != package:
        one.fail(f"it was asked for the doc of {package}, and gives one of {doc.package}")
    if found := flaws(doc):
        one.fail(f"its doc can't be let in: {found[0]}")
    return doc
