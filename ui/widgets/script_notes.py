"""What stands below a script before it runs: what was changed in it, what was not and may be meant, what the check says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

if TYPE_CHECKING:
    from interpreter.check.checking import CheckReport
    from interpreter.reading.edits import Change

_NOTE = re.compile(r"(?P<what>Line \d+: .*?): `(?P<before>.*)` → `(?P<after>.*)`", re.DOTALL)
"""As `interpreter.repair.repairing.RepairNote` says itself."""


def script_notes(changed: Sequence[str], offers: Sequence[Change], report: CheckReport) -> list[Content]:
    """Line by line; nothing where the script is as it was written, and nothing is said against it."""
    lines = changes(changed)
    for number, offer in enumerate(offers):
        lines.append(
            Content.styled(f"Not changed, and may be meant{' (o takes it)' if not number else ''}", "bold $warning")
        )
        lines.append(Content(str(offer)))
        lines += [*_diff(offer.diff.splitlines()), Content("")]
    for problem in report.problems:
        style = "$text-error" if problem.severity == "error" else "$text-warning"
        lines.append(Content.styled(problem.placed, style))
    return lines


def changes(notes: Sequence[str]) -> list[Content]:
    """What was changed in a script, as lines taken out and put in."""
    if not notes:
        return []
    title = Content.styled("Changed without the model", "bold $accent")
    return [title, *(line for note in notes for line in _changed(note)), Content("")]


def _changed(note: str) -> Iterator[Content]:
    told = _NOTE.fullmatch(note)
    if told is None:
        yield Content(note)
        return
    yield Content(told["what"])
    yield from _diff([f"- {told['before']}" if told["before"] else "", f"+ {told['after']}" if told["after"] else ""])


def _diff(lines: Sequence[str]) -> list[Content]:
    colours = {"-": "$text-error", "+": "$text-success"}
    return [Content.styled(f"  {line}", colours.get(line[:1], "$text-muted")) for line in lines if line]
