"""A doc of the screen in front, made on the spot, for an app that nobody has learned yet.

The same building as for a learned app, from a walk of one dump; it knows one screen and no ways, so `find` does the rest.
"""

from __future__ import annotations

from ground.errors import DocError
from phones.hierarchy import Hierarchy

from ..doc import AppDoc
from ..explore.walk import Step, Walk
from .building import build_doc


def doc_of_screen(hierarchy: Hierarchy, package: str, label: str) -> AppDoc:
    """A doc with the one screen that `hierarchy` shows.

    Raises DocError where the package isn't in front, or the dump shows nothing of it.
    """
    if not any(root.package == package for root in hierarchy.roots):
        seen = ", ".join(dict.fromkeys(r.package for r in hierarchy.roots if r.package)) or "nothing"
        raise DocError(
            f"{label} ({package}) isn't in front, so its screen can't be read. In front: {seen}. Open it first."
        )
    doc = build_doc(Walk(package=package, label=label, steps=[Step(hierarchy, None, hierarchy)]))
    if not doc.screens:
        raise DocError(f"{label} ({package}) shows nothing that can be read, as games and videos do.")
    return doc if doc.start else doc.model_copy(update={"start": doc.screens[0].name})
