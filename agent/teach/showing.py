"""From what was shown to what is kept: which app it was, its turns as a script, its literals as parameters."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from agent.record.parameters import Proposal, propose
from apidocs.doc import AppDoc
from apidocs.keep import store as docs
from apidocs.retrieve.slicing import slice_for
from ground.errors import NotLearned
from interpreter.check.checking import CheckReport, check
from phones.hierarchy import SYSTEM_PACKAGES

from .reading import Ask, Reader
from .steps import putting_back, script_of
from .turns import Turn


@dataclass(frozen=True)
class Shown:
    """What a showing comes to."""

    doc: AppDoc
    script: str
    """Empty where nothing was done that a script could do."""
    undo: str
    """A script that sets what was switched and chosen as it was; empty where nothing was, or it can't be."""
    problems: list[str] = field(default_factory=list)
    """What was done and can't be in the script."""
    unknown: list[str] = field(default_factory=list)
    """What isn't in the doc and was named by its words."""
    secrets: list[str] = field(default_factory=list)
    """Names of what was typed into password fields, which was not read."""

    @property
    def report(self) -> CheckReport:
        return check(self.script, self.doc)

    @property
    def proposals(self) -> list[Proposal]:
        """The literals that could be other each time."""
        found = propose(self.script, slice_for(self.doc, self.script))
        return [p for p in found if p.parameter.used.rpartition(".")[2] != "find"]  # what a control says stays as it is


def app_shown(turns: Sequence[Turn], launchers: Collection[str], *, over: bool = False) -> str:
    """The package that something was done in first; empty where nothing was yet. Once it is `over`, one that was only opened
    counts, too."""
    apart = {*launchers, *SYSTEM_PACKAGES, ""}
    for turn in turns:
        here = turn.before.package
        if here not in apart and turn.after.package not in launchers:
            return here
    return next((t.after.package for t in turns if t.after.package not in apart), "") if over else ""


def doc_of(package: str, label: str) -> AppDoc:
    """The doc that a showing is read by. Raises NotLearned where there is none, DocError where it can't be used."""
    if package not in docs.list_packages():
        raise NotLearned(package, label)
    return docs.load(package)


def read(turns: Sequence[Turn], doc: AppDoc, today: date, launchers: Sequence[str], ask: Ask | None) -> Shown:
    """All that was shown, as a script. Raises what `ask` raises."""
    reader = Reader(doc, today, launchers, ask)
    for turn in turns:
        reader.read(turn)
    reader.end()
    script = script_of(reader.steps, doc)
    said = set(script.splitlines())
    return Shown(
        doc,
        script,
        putting_back(reader.steps),
        list(dict.fromkeys(reader.problems)),
        list(dict.fromkeys(s.unknown for s in reader.steps if s.unknown and s.call in said)),
        list(dict.fromkeys(s.secret for s in reader.steps if s.secret)),
    )
