"""What was recorded, as a replay needs it: a call with its screen and the node it was on, the dumps of screens by their names.

Reads what the store keeps; what is no longer kept is left out, and so compares with nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from apidocs.doc import AppDoc
from apidocs.screens.recognising import ScreenIndex
from ground.errors import StoreError
from phones.hierarchy import Hierarchy, HierarchyError, Node
from sessions.records import CallRecord

from ..calls import Ref
from .same_screen import recorded_node

ReplayVerdict = Literal["same", "healed", "different", "stopped"]
Load = Callable[[str], bytes]
"""A hierarchy's XML or a doc's JSON by its SHA-256. Raises StoreError where it is no longer kept."""


@dataclass(frozen=True, eq=False)
class Recorded:
    """A recorded call, with the screen it was made on and the node it was on, where they are kept."""

    record: CallRecord
    hierarchy: Hierarchy | None
    node: Node | None
    after: Callable[[], Hierarchy | None] = lambda: None
    """Gives the screen behind the call; read when it is asked for."""


def ref_of(record: CallRecord) -> Ref:
    """What a recorded call was on."""
    names = ("screen", "element", "row", "row_text", "part", "found")
    screen, element, row, row_text, part, found = (str(record.target.get(name, "")) for name in names)
    return Ref(screen, element, row, row_text, part, found)


def recorded_call(record: CallRecord, load: Load) -> Recorded:
    """A call with its screen and the node it was on, as far as they are still kept."""
    hierarchy = parsed(record.xml_before, load)
    if hierarchy is None:
        return Recorded(record, None, None)
    node = recorded_node(hierarchy, record.bounds, record.node)
    return Recorded(record, hierarchy, node, lambda: parsed(record.xml_after, load))


def parsed(sha: str, load: Load) -> Hierarchy | None:
    """A recorded dump; None where none was, or it is no longer kept."""
    try:
        return Hierarchy.parse(load(sha)) if sha else None
    except (StoreError, HierarchyError):
        return None


class Dumps:
    """The recorded dumps by the screen they show, read when one is asked for: those of the calls, and of the ways between."""

    def __init__(self, calls: Sequence[CallRecord], load: Load, doc: AppDoc) -> None:
        self._load = load
        self._doc = doc
        self._shas: dict[str, str] = {}
        for call in calls:
            for name, sha in ((call.screen_before, call.xml_before), (call.screen_after, call.xml_after)):
                if name and sha:
                    self._shas.setdefault(name, sha)
        self._passed = [str(act.get("xml", "")) for call in calls for act in call.acts]
        self._read: dict[str, Hierarchy | None] = {}

    def of(self, screen: str) -> Hierarchy | None:
        """None where none was recorded, or it is no longer kept."""
        if screen not in self._shas and self._passed:
            self._name_those_passed()
        sha = self._shas.get(screen)
        return self._dump(sha) if sha else None

    def _name_those_passed(self) -> None:
        """Tell which screens the dumps of the ways show; once, and only when one of them is wanted."""
        index = ScreenIndex(self._doc)
        passed, self._passed = dict.fromkeys(self._passed), []
        for sha in passed:
            hierarchy = self._dump(sha) if sha else None
            found = index.identify(hierarchy) if hierarchy is not None else None
            if found is not None:
                self._shas.setdefault(found.name, sha)

    def _dump(self, sha: str) -> Hierarchy | None:
        if sha not in self._read:
            self._read[sha] = parsed(sha, self._load)
        return self._read[sha]
