"""An app that is learned, looked at again: all that changed, one screen, or only whether its doc still fits.

Less is done on the phone than when it is learned: what looks as it did is believed. What comes of it is laid into the doc of
before. An app is left as it was found, as ever; one that is killed is simply begun again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from apidocs.doc import AppDoc, Effect
from apidocs.doc.paths import HARMLESS, route
from apidocs.doc.table import api_names
from apidocs.explore.aims import Aim, OneScreen, WhatChanged
from apidocs.explore.exploring import Progress, explore
from apidocs.explore.journal import Journal
from apidocs.explore.putting_back import PutBack
from apidocs.keep import store as docs
from apidocs.keep.diffing import diff
from apidocs.keep.merging import merged
from apidocs.keep.overlay import with_overlay
from apidocs.make.building import build_doc
from apidocs.samples.bank import holding
from apidocs.shipped.apps import has_shipped
from ground.errors import DocError
from ground.secret_store import stored_values
from phones.hiding import Values, hiding
from phones.phone import Phone

from ..record.titles import keep_walked
from .learning import CALLS, SECONDS, Ending, now, package_of, with_samples
from .starting_point import fitting, starting_doc
from .walking import as_found, walk_through

Extent = Literal["changed", "all"]


@dataclass(frozen=True)
class How:
    """What is allowed, how long it may take, and who is told."""

    allow: frozenset[Effect] = HARMLESS
    calls: int = CALLS
    seconds: float = SECONDS
    on_progress: Callable[[Progress], None] | None = None
    on_put_back: Callable[[PutBack], None] = lambda put_back: None
    phone_name: str = ""
    """What tells phones apart where the serial changes."""


USUALLY = How()


@dataclass(frozen=True)
class Looked:
    """What came of looking again."""

    doc: AppDoc
    """As it is now: what fits of the doc of before, with what has changed."""
    changes: tuple[str, ...]
    """How it differs from the doc of before, a line each."""
    acts: int
    unseen: tuple[str, ...] = ()
    """Screens of the doc that were not met; of those nothing is said."""
    samples: tuple[str, ...] = ()
    """Tasks of samples, and of a person's own, that name what there isn't any more."""
    put_back: PutBack = field(default_factory=PutBack)

    @property
    def fits(self) -> bool:
        """Whether all that was looked at is as the doc says, so that what it names can be used."""
        return not self.samples and not any(line.startswith(("-", "~")) for line in self.changes)


def verify(phone: Phone, app: str, how: How = USUALLY) -> Looked:
    """Go through the app's screens, trying nothing new, and tell what no longer fits. The doc stays as it is.

    One that ships is walked, marked with what was found, and kept without what isn't there.

    Raises DocError for an app that isn't installed or isn't learned, or wasn't gone through to its end; PhoneError as learning
    does."""
    package = package_of(app, phone)
    learned = package in docs.list_packages()
    ships = docs.load(package, edited=False).shipped is not None if learned else has_shipped(package)
    if ships:
        return _walked(hiding(phone, Values(stored_values())), package, how)
    return _looked(phone, app, lambda doc: WhatChanged(doc, whole=True, look=True), how)


def update(phone: Phone, app: str, how: How = USUALLY, *, extent: Extent = "changed") -> Looked:
    """Try what has changed, and keep the doc as it is now. `extent` all: menus and dialogs of pages that look as they did are
    looked at, too."""
    looked = _looked(phone, app, lambda doc: WhatChanged(doc, whole=extent == "all"), how)
    return _kept(looked)


def learn_screen(phone: Phone, app: str, screen: str, how: How = USUALLY) -> Looked:
    """Learn one screen again with what opens over it and what is new behind it, and lay that into the doc."""

    def aim(doc: AppDoc) -> Aim:
        if doc.screen(screen) is None:
            names = ", ".join(one.name for one in doc.screens)
            raise DocError(f"{doc.label} has no screen {screen!r}. It has: {names}")
        rows = [(one.name, e.name) for one in doc.screens for e in one.elements if e.item is not None]
        if route(doc, doc.start, screen, rows=rows) is None:
            raise DocError(
                f"No harmless way to {screen} is known. Learn all of the app again: thumbwright apps learn {doc.package}"
            )
        return OneScreen(doc, screen)

    looked = _looked(phone, app, aim, how, only=screen)
    if screen in looked.unseen:
        raise DocError(
            f"{screen} was not reached: the way to it has changed. Look what has: "
            f"thumbwright apps update {looked.doc.package}"
        )
    return _kept(looked)


def _walked(phone: Phone, package: str, how: How) -> Looked:
    """A doc that ships, held against the phone. Raises DocError where it is another app's, by what is in front."""
    kept = package in docs.list_packages()
    doc = docs.load(package, edited=False) if kept else starting_doc(phone, package)
    if doc is None or kept and not fitting(phone, doc).enough:
        raise DocError(
            f"The doc of {package} that comes with thumbwright doesn't fit what the app shows. Learn it: "
            f"thumbwright apps learn {package}"
        )
    walked = walk_through(phone, doc, seconds=how.seconds, on_progress=how.on_progress)
    found = as_found(doc, walked)
    lost = _lost_samples(package, found)
    found.made_at = now()
    docs.save(found)
    return Looked(found, _changes(doc, found), walked.acts, tuple(walked.unmet), lost)


def _kept(looked: Looked) -> Looked:
    docs.save(looked.doc)
    return looked


def _changes(old: AppDoc, new: AppDoc) -> tuple[str, ...]:
    return tuple(line for line in diff(old, new) if not line[2:].startswith('sample "'))


def _looked(phone: Phone, app: str, aim_of: Callable[[AppDoc], Aim], how: How, *, only: str = "") -> Looked:
    phone = hiding(phone, Values(stored_values()))
    package = package_of(app, phone)
    old = docs.load(package, edited=False)
    aim = aim_of(old)
    journal = Journal(package, how.phone_name or phone.serial)
    put_back = Ending(journal, how.on_put_back)
    walk = explore(
        phone,
        package,
        budget_calls=how.calls,
        budget_s=how.seconds,
        allow=how.allow,
        on_progress=how.on_progress,
        ledger=journal.ledger(),
        on_put_back=put_back,
        aim=aim,
    )
    if walk.ended != "done":
        raise DocError(f"{old.label} was not looked at to the end ({walk.ended}); its doc stays as it was")
    around = {only} | _over(old, only) if only else None
    new = merged(old, build_doc(walk), around)
    keep_walked(walk, new, phone.serial)
    met = set(aim.screens.values())
    if new.screens != old.screens or new.transitions != old.transitions:
        new = with_samples(new)
    new.made_at = now()
    return Looked(
        doc=new,
        changes=_changes(old, new),
        acts=len(walk.steps),
        unseen=tuple(screen.name for screen in old.screens if screen.name not in met),
        samples=_lost_samples(package, new),
        put_back=put_back.result,
    )


def _over(doc: AppDoc, screen: str) -> set[str]:
    """The menus and dialogs that open over a screen."""
    opened = {way.target for way in doc.transitions if way.source == screen and way.element}
    return {one.name for one in doc.screens if one.name in opened and one.kind != "page"}


def _lost_samples(package: str, new: AppDoc) -> tuple[str, ...]:
    """Of the bank and of a person's own those that name what the doc hasn't any more."""
    samples = docs.load(package).samples
    edited = with_overlay(new, docs.load_overlay(package))
    held = {sample.task for sample in holding(samples, api_names(edited))}
    return tuple(sample.task for sample in samples if sample.task not in held)
