"""Putting right, without a model, what small models get wrong in scripts: the right element under the wrong screen, a near
name, another library's method, a form not saved, a dialog not answered. Each change is one edit of the text, made only where
it leaves fewer things wrong than before, and told. What an element's words don't decide is left for the model; texts in
quotes are never touched."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from apidocs.doc import AppDoc

from .casing import folded
from .edits import Edit, Lines
from .ending import endings
from .members import Members
from .mending import mends
from .reading import read
from .scripts import Source, extract_code, parsed
from .spelling import spelled
from .uses import Reading, Thing

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
    sure: bool = True
    """False where something could be lost by it, or another thing could be meant: to be confirmed before it runs."""

    def __str__(self) -> str:
        return f"Line {self.line}: {self.what}: `{self.before}` → `{self.after}`"


@dataclass(frozen=True)
class Repair:
    """A script put right as far as that is certain enough."""

    script: str
    notes: list[RepairNote] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return bool(self.notes)

    @property
    def sure(self) -> bool:
        return all(n.sure for n in self.notes)


def repair(script: str, doc: AppDoc) -> Repair:
    """Repairs a script, or gives it back as it is. Never raises on any text; a repaired script stays as it is."""
    notes: list[RepairNote] = []
    if parsed(script) is None:
        code = _python(script, notes)
        if parsed(code) is None:
            return Repair(script)
        script = code
    members = Members(doc)
    try:
        for _ in range(MOST_CHANGES):
            better = _one_change(script, doc, members)
            if better is None:
                break
            script, note = better
            notes.append(note)
    except RecursionError:
        pass
    return Repair(_with_equal_case(script, notes), notes)


def _with_equal_case(script: str, notes: list[RepairNote]) -> str:
    """The script with comparisons that could never be true put right; last, since they are no wrong names."""
    for _ in range(MOST_CHANGES):
        tree, lines = parsed(script), Lines(script)
        edit = next(folded(tree, lines), None) if tree is not None else None
        if edit is None:
            break
        changed = lines.with_edit(edit)
        notes.append(RepairNote(edit.line, edit.what, Source(script).line(edit.line), Source(changed).line(edit.line)))
        script = changed
    return script


def _python(script: str, notes: list[RepairNote]) -> str:
    """The script nearer to Python: what isn't code left out, slips of writing put right."""
    code = extract_code(script)
    if code and code.strip() != script.strip():
        notes.append(RepairNote(1, "What isn't code left out", _first(script), _first(code)))
    code = code or script
    for change in spelled(code):
        notes.append(RepairNote(change.line, change.what, change.before, change.after))
        code = change.script
    return code if code else script


def _first(text: str) -> str:
    return next((line.strip() for line in text.split("\n") if line.strip()), "")


def _one_change(script: str, doc: AppDoc, members: Members) -> tuple[str, RepairNote] | None:
    """The script with the first change that makes it better; None where none does."""
    tree = parsed(script)
    if tree is None:
        return None
    reading = read(tree, doc, members)
    wrong = _wrong(reading, doc)
    if not wrong:
        return None
    lines = Lines(script)
    for edit in _edits(reading, doc, lines):
        changed = lines.with_edit(edit)
        if changed == script:
            continue
        again = parsed(changed)
        if again is not None and _wrong(read(again, doc, members), doc) < wrong:
            before = Source(script).line(edit.line)
            after = Source(changed).line(edit.shown or edit.line)
            return changed, RepairNote(edit.line, edit.what, before, after, edit.sure)
    return None


def _wrong(reading: Reading, doc: AppDoc) -> int:
    """How much is wrong. A name put right may show that the next name is wrong too, so the outer ones weigh more."""
    weights = {"name": 100_000, "shadows": 100_000, "member": 100}
    total = len(list(endings(reading, doc)))
    for slip in reading.slips:
        on_screen = (
            slip.kind == "member" and isinstance(slip.on, Thing) and not (slip.on.ref.element or slip.on.ref.found)
        )
        over = (
            isinstance(slip.statement, ast.For) and slip.kind == "member"
        )  # what a loop goes over hides what is in it
        total += 10_000 if on_screen else 1_000 if over else weights.get(slip.kind, 1_000)
    return total


def _edits(reading: Reading, doc: AppDoc, lines: Lines) -> Iterator[Edit]:
    for slip in reading.slips:
        yield from mends(slip, reading, doc, lines)
    if not reading.slips:
        for ending in endings(reading, doc):
            yield ending.edit(reading, lines)
