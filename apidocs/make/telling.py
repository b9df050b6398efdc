"""Which of the texts that a page tells are its own, to be called by their labels, and which may be content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..doc import Kind
from ..elements.drafts import Draft
from ..elements.lines import is_framework_line
from ..explore.walk import Step
from ..screens.marks import Seen

_OPENINGS = 2
"""So many things' pages have to have a line before it is known for one that every such page has."""


def lasting(drafts: Sequence[Draft], openings: dict[int, int], *, of_row: bool) -> list[Draft]:
    """Without texts that nothing calls, without lines that one thing's page has and another's hasn't, and without lines that
    are a setting as well. `openings` has for each dump, by its `id()`, after which opening of a row it came; `of_row`: the
    page is there to show one thing, of which its place and its author are worth reading."""
    used = {draft.label for draft in drafts if draft.kind is not Kind.TEXT}

    def lasts(draft: Draft) -> bool:
        if draft.kind is not Kind.TEXT:
            return True
        if draft.first.weak and not draft.label and not of_row:
            return False
        if not is_framework_line(draft.first):
            return True
        seen = {openings[id(dump)] for dump, _ in draft.seen if id(dump) in openings}
        return draft.label not in used and (not openings or len(seen) >= _OPENINGS)

    return [draft for draft in drafts if lasts(draft)]


def openings_of(dumps: Iterable[int], steps: Iterable[Step], seen: dict[int, Seen]) -> dict[int, int]:
    """For each of a place's dumps, by its `id()`, after which opening of a row it came, from 1; empty where no row opens the
    place. `seen` has what the walk's dumps show."""
    own, found, count = set(dumps), dict[int, int](), 0
    for step in steps:
        before, node = seen.get(id(step.before)), step.act.node if step.act is not None else None
        if id(step.after) not in own:
            continue
        if before is not None and node is not None and id(step.before) not in own:
            count += before.lists.row_of(node) is not None
        if count:
            found[id(step.after)] = count
    return found
