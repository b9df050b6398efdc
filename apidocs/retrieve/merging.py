"""One doc out of several, for a task over more than one app.

Every screen's name begins with its app's (`contacts_main`), so that a model sees which app it is in; `Screen.package`
tells the app, and a launch transition for each of them where it begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from ground.errors import DocError

from ..doc import AppDoc, Shipped, Transition
from ..doc.renaming import Names, renamed
from ..doc.table import api_names
from ..doc.words import words_of
from ..samples.bank import holding
from ..samples.two_app_recipes import two_app_samples


def merge_docs(docs: Sequence[AppDoc]) -> AppDoc:
    """Merge docs of different apps; the first one's package and start are the whole's. One alone comes back as it is.

    Raises DocError for none, and for two of the same app.
    """
    if not docs:
        raise DocError("There is no doc to merge")
    packages = [doc.package for doc in docs]
    if len(set(packages)) < len(packages):
        twice = next(p for p in packages if packages.count(p) > 1)
        raise DocError(f"{twice} can't be merged with itself. Name each app once")
    if len(docs) == 1:
        return docs[0]
    owned = [_without_screens_of(doc, set(packages) - {doc.package}) for doc in docs]
    parts = [_prefixed(doc, name) for doc, name in zip(owned, _short_names(docs), strict=True)]
    launches = [Transition(source="", element="", action="launch", target=p.start) for p in parts if p.start]
    merged = AppDoc(
        package=docs[0].package,
        label=" and ".join(doc.label for doc in docs),
        version=", ".join(doc.version for doc in docs if doc.version),
        locale=docs[0].locale,
        made_at=max(doc.made_at for doc in docs),
        shipped=Shipped.UNVERIFIED if any(doc.unsure for doc in docs) else None,
        start=parts[0].start,
        screens=[s for p in parts for s in p.screens],
        transitions=[*launches, *(t for p in parts for t in p.transitions if t.action != "launch")],
    )
    # in turn, so that no app comes last where the bank is cut
    bank = [s for row in zip_longest(*(p.samples for p in parts)) for s in row if s is not None]
    merged.samples = holding([*two_app_samples(merged), *bank], api_names(merged))
    return merged


def _without_screens_of(doc: AppDoc, packages: set[str]) -> AppDoc:
    """The doc without what it saw of these apps: their own docs have it, and one screen under two names is told apart by
    chance."""
    foreign = {screen.name for screen in doc.screens if screen.package in packages}
    if not foreign:
        return doc
    return doc.model_copy(
        update={
            "screens": [screen for screen in doc.screens if screen.name not in foreign],
            "transitions": [t for t in doc.transitions if t.source not in foreign and t.target not in foreign],
        }
    )


def _short_names(docs: Sequence[AppDoc]) -> list[str]:
    """A word or two for each app, all different."""
    names: list[str] = []
    for doc in docs:
        words = [w for w in words_of(doc.label) if w.isascii()] or words_of(doc.package.rpartition(".")[2])
        short = "_".join(words[:2]) or "app"
        name = short if short[0].isalpha() else f"app_{short}"
        number = 2
        while name in names:
            name = f"{short}{number}"
            number += 1
        names.append(name)
    return names


def _prefixed(doc: AppDoc, short: str) -> AppDoc:
    new = renamed(doc, Names(screens={s.name: f"{short}_{s.name}" for s in doc.screens}))
    for screen in new.screens:
        screen.package = screen.package or doc.package
    return new
