"""Keeping what rows of lists are called, as a run or a walk saw them. Nothing hangs on it: where the store takes nothing (a full
disk, a folder that is read-only), nothing is kept."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence

from apidocs.doc import AppDoc
from apidocs.explore.walk import Walk
from apidocs.screens.recognising import ScreenIndex
from ground.errors import StoreError
from interpreter.find.shown_rows import listed_on
from interpreter.screen.changes import signature
from interpreter.screen.front import Sight
from sessions.session_file import SessionFile
from sessions.titles import Listed, remember

log = logging.getLogger(__name__)


def keep_titles(store: SessionFile, phone: str, listed: Sequence[Listed], *, session: str = "") -> None:
    """Keep them, of the phone with that serial, unless the session is private."""
    try:
        remember(store, phone, listed, session=session)
    except (StoreError, sqlite3.Error) as error:
        log.info("What rows are called isn't kept: %s", error)


def keep_walked(walk: Walk, doc: AppDoc, phone: str) -> None:
    """Those of a walk that `doc` was made of, in the person's own store."""
    try:
        with SessionFile() as store:
            if store.put_aside is not None:
                log.warning("The session store was damaged; it was put aside as %s", store.put_aside)
            keep_titles(store, phone, listed_in(walk, doc))
    except StoreError as error:
        log.info("What rows are called isn't kept: %s", error)


def listed_in(walk: Walk, doc: AppDoc) -> list[Listed]:
    """The lists that a walk came by, as each dump showed them, the latest last."""
    index = ScreenIndex(doc)
    looks = {signature(dump): dump for step in walk.steps for dump in (step.before, step.after)}
    sights = (Sight(dump, index.identify(dump), look) for look, dump in looks.items())
    return [one for sight in sights for one in listed_on(sight, doc) if one.titles]
