"""What lists say their rows are called: the titles on one dump, and what of a title is worth keeping. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apidocs.doc import AppDoc
from apidocs.doc.words import figures_only
from phones.hiding import PLACEHOLDER
from sessions.titles import Listed

from ..screen.front import Sight
from .shown_rows import ShownRows


def listed_on(sight: Sight, doc: AppDoc) -> Iterator[Listed]:
    """The lists that one dump shows of the doc's own apps, as far as they are in view."""
    screen = sight.screen
    if screen is None or (app := screen.package or doc.package) not in _own(doc):
        return
    for element in screen.elements:
        if element.item is not None:
            shown = ShownRows(screen, element)
            yield Listed(app, shown.name, titles_of(shown.titles(sight)))


def titles_of(said: Iterable[str]) -> tuple[str, ...]:
    """Those of titles that name a thing: no time, date or number alone, nothing that a stored secret stands in; each once."""
    return tuple(dict.fromkeys(title for title in said if _names(title)))


def _names(title: str) -> bool:
    return any(map(str.isalpha, title)) and not figures_only(title) and not PLACEHOLDER.search(title)


def own_app(doc: AppDoc, screen_name: str) -> str:
    """The package of the doc's app that a screen is of; empty where it is another app's, opened from it."""
    screen = doc.screen(screen_name)
    app = (screen.package or doc.package) if screen is not None else ""
    return app if app in _own(doc) else ""


def _own(doc: AppDoc) -> frozenset[str]:
    """Packages of the apps that a doc is of: one, or those of several merged, each with its start."""
    starts = (doc.screen(way.target) for way in doc.transitions if way.action == "launch")
    return frozenset({doc.package, *(screen.package for screen in starts if screen is not None and screen.package)})
