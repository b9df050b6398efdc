"""Pairs from what a person has on their own machine: their docs' samples, sessions that were done, their saved tasks.

Texts of sessions that are the person's are replaced by made-up ones (`agent.record.stripping`). Saved tasks aren't learned
from: they are what the result is judged by, so they are taken out of the docs' samples, too. Nothing leaves the machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from agent.record.saved_tasks import SavedTask, make_task
from agent.record.stripping import stripped
from apidocs.doc import AppDoc
from ground.errors import SettingsError, ThumbwrightError
from ground.paths import private_dir
from sessions.records import SessionDetail

from .pairs import Pair

EACH = 3
"""Every so manieth sample of a doc is a pair; the others stay in its prompt."""
FEWEST = 6
"""Samples that a doc has at least, if some are to be taken from it."""
HELD_OUT = 5
"""Without saved tasks every so manieth pair is held out."""


@dataclass(frozen=True)
class Mined:
    """What there is to train on."""

    folder: Path
    docs: int
    samples: int
    sessions: int
    saved_tasks: int
    digest: str
    """Of all of it: the same for the same pairs."""


def mine(folder: Path, docs: Sequence[AppDoc], sessions: Iterable[SessionDetail], saved: Sequence[SavedTask]) -> Mined:
    """Write a pairs folder. Raises SettingsError where there is nothing to train on, or to judge by."""
    by_package = {doc.package: doc for doc in docs}
    judged = [
        Pair(doc=task.front.app, task=task.words({}), script=task.script_for({}), split="held_out", source="saved task")
        for task in saved
        if task.front.app in by_package
    ]
    kept = {pair.script.strip() for pair in judged}
    shown: dict[str, AppDoc] = {}
    pairs: list[Pair] = []
    for package, doc in by_package.items():
        samples = [sample for sample in doc.samples if sample.script.strip() not in kept]
        taken = samples[::EACH] if len(samples) >= FEWEST else []
        pairs += [Pair(doc=package, task=s.task, script=s.script, source="sample") for s in taken if s.script.strip()]
        shown[package] = doc.model_copy(update={"samples": [sample for sample in samples if sample not in taken]})
    from_samples = len(pairs)
    pairs += [pair for pair in _of_sessions(sessions, by_package) if pair.script.strip() not in kept]
    trained = len(pairs)
    if not judged:
        pairs = [
            pair.model_copy(update={"split": "held_out"}) if number % HELD_OUT == HELD_OUT - 1 else pair
            for number, pair in enumerate(pairs)
        ]
    if trained < HELD_OUT:
        raise SettingsError(
            "There is too little to train on: it takes apps that are learned (thumbwright apps learn), and tasks that were done."
        )
    return _write(folder, shown, [*pairs, *judged], (from_samples, trained - from_samples, len(judged)))


def _of_sessions(sessions: Iterable[SessionDetail], docs: dict[str, AppDoc]) -> list[Pair]:
    """Tasks that were done, once each, whose scripts still pass the check."""
    found: dict[tuple[str, str], Pair] = {}
    for detail in sessions:
        head = detail.head
        doc = docs.get(head.app)
        if doc is None or head.kind != "task" or head.status != "done" or head.private or not head.script.strip():
            continue
        try:
            task, script = stripped(head.task, head.script, doc)
            make_task("mined", task, script, doc, [])
        except ThumbwrightError:  # the app, or its doc, has changed since; or a text can't be replaced
            continue
        if task.strip():
            found.setdefault((head.app, task), Pair(doc=head.app, task=task, script=script, source="session"))
    return list(found.values())


def _write(folder: Path, docs: dict[str, AppDoc], pairs: Sequence[Pair], counts: tuple[int, int, int]) -> Mined:
    used = {pair.doc for pair in pairs}
    digest = hashlib.sha256()
    private_dir(folder / "docs")
    for old in (folder / "docs").glob("*.doc.json"):
        old.unlink()
    for package in sorted(used):
        text = docs[package].model_dump_json()
        digest.update(text.encode())
        (folder / "docs" / f"{package}.doc.json").write_text(text, "utf-8")
    lines = "".join(pair.model_dump_json() + "\n" for pair in pairs)
    digest.update(lines.encode())
    (folder / "pairs.jsonl").write_text(lines, "utf-8")
    samples, sessions, saved = counts
    return Mined(folder, len(used), samples, sessions, saved, digest.hexdigest())
