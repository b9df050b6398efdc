"""Where an app begins that was never learned and has a doc that ships: at that doc, if what the phone shows is like it.

The app is opened and looked at, nothing is touched. In another language, or where too little of the doc is there (another
maker's app of the same package, a later version), there is none, and the app is learned as any other.
"""

from __future__ import annotations

import logging

from apidocs.doc import AppDoc
from apidocs.doc.table import api_names
from apidocs.keep import store as docs
from apidocs.keep.fitting import Fit, fit
from apidocs.samples.bank import holding
from apidocs.shipped.apps import has_shipped, shipped_doc
from phones.phone import Phone

from .learning import now, version_of, with_samples

log = logging.getLogger(__name__)
LANGUAGE = "en"
"""What the docs that ship call things by."""


def starting_doc(phone: Phone, package: str, label: str = "") -> AppDoc | None:
    """The doc that ships for an app, kept from now on as unverified; None where there is none that fits this phone."""
    if not has_shipped(package):
        return None
    locale = phone.info().locale or LANGUAGE
    if locale.replace("_", "-").partition("-")[0].lower() != LANGUAGE:
        log.info("the doc that ships for %s is in English, and the phone speaks %s", package, locale)
        return None
    doc = shipped_doc(package, version=version_of(package, phone), label=label)
    assert doc is not None  # there is one
    fits = fitting(phone, doc)
    if not fits.enough:
        log.info("the doc that ships for %s doesn't fit: %s is there", package, fits)
        return None
    doc.locale = locale
    doc.made_at = now()
    docs.save(with_bank(doc))
    return docs.load(package)


def fitting(phone: Phone, doc: AppDoc) -> Fit:
    """How well the doc fits what its app shows when it is opened."""
    if phone.current_app().package != doc.package:
        phone.launch(doc.package)
    return fit(doc, phone.settle())


def with_bank(doc: AppDoc) -> AppDoc:
    """The doc with the samples it came with, those of its names that hold, and after them the bank's."""
    own = holding(doc.samples, api_names(doc))
    bank = with_samples(doc).samples
    said = {sample.script for sample in own}
    room = max(0, len(bank) - len(own))
    return doc.model_copy(update={"samples": [*own, *[one for one in bank if one.script not in said][:room]]})


def unsure_words(doc: AppDoc) -> str:
    """What is said before a run with a doc that wasn't held against the phone as a whole; empty for any other."""
    if doc.shipped is None or not doc.unsure:
        return ""
    return (
        f"The doc of {doc.label} comes with thumbwright and is {doc.shipped.value} on this phone: what it names may not be "
        f"there. Check it: thumbwright apps verify {doc.package}"
    )
