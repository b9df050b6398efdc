"""What real phones, apps and programs put out, each read by the product's own functions and held against the right value.

The table is in two halves: those known from the reports that were looked at first (`artefacts_known`), and those found later in
the trackers of tools that drive phones (`artefacts_found`). docs/field-notes.md says where each comes from.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from .artefact_reading import Artefact
from .artefacts_found import FOUND
from .artefacts_known import KNOWN

if TYPE_CHECKING:
    from .kept import PartRows
    from .means import Means


@dataclass(frozen=True)
class ArtefactRow:
    """How one was read."""

    name: str
    kind: str
    source: str
    right: bool
    found: str


def every_artefact() -> Iterator[Artefact]:
    yield from KNOWN
    yield from FOUND


def read(one: Artefact) -> ArtefactRow:
    """What the product makes of it; an error is never right, unless it is what is wanted and its words are compared."""
    try:
        found = one.found()
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        return ArtefactRow(one.name, one.kind, one.source, False, f"{error!r} in {where.name}")
    return ArtefactRow(one.name, one.kind, one.source, found == one.right, repr(found))


def key(one: Artefact) -> str:
    return f"{one.kind}: {one.name}"


def run(means: Means, rows: PartRows) -> None:
    """Read those that have no row yet."""
    for one in rows.missing(every_artefact(), key):
        row = read(one)
        if not row.right:
            means.say(f"{row.kind}, {row.name}: {row.found}")
        rows.keep(key(one), asdict(row))


def figures(rows: PartRows) -> dict[str, Any]:
    keys = [key(one) for one in every_artefact()]
    there = rows.among(keys)
    return {
        "artefacts": len(there),
        "artefacts_right": sum(row["right"] for row in there),
        "artefacts_left": rows.left(keys),
    }
