"""Putting right, without a model, what small models get wrong in scripts: the right element under the wrong screen, a near
name, another library's method, a form not saved, a dialog not answered. Each change is one edit of the text, made only where
it leaves fewer things wrong than before and the gate lets it through, and told. What an element's words don't decide is left
for the model; texts in quotes are never touched."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from apidocs.doc import AppDoc

from ..reading.edits import Change, Edit, Gate, Lines, open_gate
from ..reading.members import Members
from ..reading.misread import misread
from ..reading.reader import read
from ..reading.scripts import Source, parsed
from ..reading.uses import Bound, Reading, Thing
from .context import SlipContext
from .misnamed import of_member, of_name
from .missing_ends import ended, endings

MOST_CHANGES = 60
"""A script that needs more is another script."""


@dataclass(frozen=True)
class RepairNote:
    """One change."""

    line: int
    """In the script as it was before this change."""
    what: str
    """Why, in words."""
    before: str
    """The line, or the end of the script, as it was."""
    after: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.what}: `{self.before}` → `{self.after}`"


@dataclass(frozen=True)
class Repair:
    """A script put right as far as that is certain enough."""

    script: str
    notes: list[RepairNote] = field(default_factory=list)
    offers: list[Change] = field(default_factory=list)
    """Changes of this script that may be right and were not made."""


def repair(script: str, doc: AppDoc, gate: Gate = open_gate) -> Repair:
    """Repairs a script, or gives it back as it is. Never raises on any text; a repaired script stays as it is."""
    mending = _Mending(script, doc, gate)
    if parsed(script) is None:
        return Repair(script)
    while len(mending.notes) < MOST_CHANGES and mending.one_change():
        pass
    mending.say_what_is_meant()
    return Repair(mending.script, mending.notes, mending.offers)


class _Mending:
    """One script on its way to its repaired self."""

    def __init__(self, script: str, doc: AppDoc, gate: Gate) -> None:
        self.script, self.notes = script, list[RepairNote]()
        self.offers = list[Change]()
        """Of the script as it is now."""
        self._doc, self._gate, self._members = doc, gate, Members(doc)

    def one_change(self) -> bool:
        """Makes the first change that leaves less wrong; False where there is none, or none may be made."""
        self.offers.clear()
        tree = parsed(self.script)
        if tree is None:
            return False
        reading = read(tree, self._doc, self._members)
        wrong = _wrong(reading, self._doc)
        lines = Lines(self.script)
        for readings in _by_place(reading, self._doc, lines) if wrong else ():
            for edit in readings:
                change = self._change(edit, lines)
                again = parsed(change.after) if change.after != self.script else None
                if again is None or _wrong(read(again, self._doc, self._members), self._doc) >= wrong:
                    continue
                ruling = self._gate(change)
                if ruling == "make":
                    self._make(change, edit.shown or edit.line)
                    return True
                if ruling == "offer":
                    self.offers.append(change)
                break  # what comes nearest isn't to be done, and what is farther off is a guess
        return False

    def say_what_is_meant(self) -> None:
        """What silently does something else put right; last, since those are no wrong names."""
        for _ in range(MOST_CHANGES):
            tree, lines = parsed(self.script), Lines(self.script)
            reading = read(tree, self._doc, self._members) if tree is not None else None
            changes = (self._change(edit, lines) for edit in misread(reading, lines)) if reading is not None else ()
            change = next((one for one in changes if self._gate(one) == "make"), None)
            if change is None:
                return
            self._make(change, change.line)

    def _change(self, edit: Edit, lines: Lines) -> Change:
        return Change(self.script, lines.with_edit(edit), edit.line, edit.what, edit.sure)

    def _make(self, change: Change, shown: int) -> None:
        before, after = Source(change.before).line(change.line), Source(change.after).line(shown)
        self.notes.append(RepairNote(change.line, change.what, before, after))
        self.script = change.after


def _wrong(reading: Reading, doc: AppDoc) -> int:
    """How much is wrong. A name put right may show that the next name is wrong too, so the outer ones weigh more."""
    weights = {"name": 100_000, "shadows": 100_000, "member": 100}
    total = len(list(endings(reading, doc)))
    for slip in reading.slips:
        on = slip.on.ref if isinstance(slip.on, Thing) else None
        on_screen = slip.kind == "member" and on is not None and not (on.element or on.found)
        # what a loop goes over hides what is in it
        over = slip.kind == "member" and isinstance(slip.statement, ast.For)
        total += 10_000 if on_screen else 1_000 if over else weights.get(slip.kind, 1_000)
    return total


def _by_place(reading: Reading, doc: AppDoc, lines: Lines) -> Iterator[Iterator[Edit]]:
    """For each place where something is wrong, what could be meant, likeliest first. A guess may be wrong but not harmful: it leads
    to something that the doc has and that can do what is asked."""
    for slip in reading.slips:
        if slip.kind in _MENDED:
            yield _MENDED[slip.kind](SlipContext(slip, reading, doc, lines))
    if not reading.slips:
        for left, what in endings(reading, doc):
            yield iter((ended(left, what, reading, lines),))


def _not_called(at: SlipContext) -> Iterator[Edit]:
    """A list or a method without its brackets."""
    node, on = at.slip.node, at.slip.on
    assert isinstance(on, Bound) and isinstance(node, ast.expr)
    member = on.member
    if member.method is not None and not member.method.args:
        what = "A list is read with a call" if member.op == "rows" else f"`{member.name}` is called with brackets"
        yield at.lines.behind(node, "()", what)


_MENDED: dict[str, Callable[[SlipContext], Iterator[Edit]]] = {
    "name": of_name,
    "member": of_member,
    "not-called": _not_called,
}
"""Kinds of slips that edits are known for. What one is worth is counted on kept candidates: kinds that led none of two thousand
scripts to a task done are gone, and their slips are told to the model and to the person (`interpreter.check`)."""
