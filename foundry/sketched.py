"""Sketches: docs of apps that nobody built, written by hand, with tasks in people's words and their right scripts; to train a
model with.

Generated apps are made by one grammar, and what is learned from them alone is that grammar's ways. A sketch has the screens,
names and gaps of an app as there are many, and tasks as people type them. No app stands behind it, so a script is held
against its doc alone (`check`), and never run.

    NAME.toml     the doc, as `apidocs.shipped.written` reads it; `held_out = true` for one that is never learned from
    NAME.jsonl    its tasks, one JSON object a line: task, script
"""

from __future__ import annotations

import hashlib
import json
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, ValidationError

from agent.learn.learning import with_samples
from apidocs.doc import AppDoc
from apidocs.doc.table import problems
from apidocs.shipped.written import WrittenDoc, doc_of
from ground.errors import SettingsError
from interpreter.check.checking import check

from .kept_lines import add_lines, keep_doc, lines_of
from .variants import Variant, draw_variant, varied

SKETCHES = Path(__file__).with_name("sketches")
"""Those that come with the project."""
NOTHING = 'finish("Not done:'
"""How the right script begins where the app has nothing for a task."""


class _File(WrittenDoc):
    model_config = ConfigDict(extra="forbid")

    package: str = ""
    held_out: bool = False


@dataclass(frozen=True)
class Sketch:
    """One of them."""

    name: str
    doc: AppDoc
    """Without samples."""
    tasks: list[tuple[str, str]]
    """Each with its right script, which the doc allows."""
    held_out: bool


def sketch_files(folder: Path = SKETCHES) -> list[Path]:
    """The sketches' docs in a folder, by name. Raises SettingsError where there are none."""
    found = sorted(folder.glob("*.toml"))
    if not found:
        raise SettingsError(f"The folder {folder} has no sketch (NAME.toml) in it.")
    return found


def read_sketch(file: Path) -> Sketch:
    """Raises SettingsError naming what is wrong, and in which line."""
    try:
        written = _File.model_validate(tomllib.loads(file.read_text("utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        raise SettingsError(f"{file} is no sketch: {error}") from None
    doc = doc_of(written, package=written.package or f"app.sketch.{file.stem}")
    if wrong := [*_loose_ends(written), *problems(doc)]:
        raise SettingsError(f"{file}: {'; '.join(str(one) for one in wrong)}")
    return Sketch(file.stem, doc, list(_tasks(file.with_suffix(".jsonl"), doc)), written.held_out)


def sketch_pairs(sketch: Sketch) -> tuple[dict[str, AppDoc], list[dict[str, Any]]]:
    """Docs by their names, and pairs that name them: as it is written, and where it is learned from in one other variant too. There
    the first way to write a script that the check allows is taken; a task with none is left out."""
    draw = random.Random(hashlib.sha256(f"sketch {sketch.name}".encode()).digest())
    whole = with_samples(sketch.doc)
    docs, pairs = {}, []
    kinds: list[Variant] = ["plain"]
    if not sketch.held_out:
        kinds.append(_other_variant(draw))
    for kind in kinds:
        other = varied(whole, kind, [script for _, script in sketch.tasks], draw) if kind != "plain" else None
        name = f"sketch.{sketch.name}.{kind}"
        docs[name] = doc = other.doc if other else whole
        for number, (task, script) in enumerate(sketch.tasks, 1):
            ways = other.scripts(script) if other else [script]
            if (allowed := next((one for one in ways if not _wrong(one, doc)), None)) is not None:
                pairs.append(_pair(name, task, allowed, number, sketch))
    return docs, pairs


def some_pairs(sketch: Sketch, most: int) -> tuple[dict[str, AppDoc], list[dict[str, Any]]]:
    """At most so many pairs of one of its docs, drawn by its name. A doc has to be read before its pairs are learned, which takes
    as long as a step or two."""
    docs, pairs = sketch_pairs(sketch)
    draw = random.Random(hashlib.sha256(f"some of {sketch.name}".encode()).digest())
    name = draw.choice(sorted(docs))
    own = [pair for pair in pairs if pair["doc"] == name]
    return {name: docs[name]}, draw.sample(own, min(most, len(own)))


def add_sketches(out: Path, folder: Path = SKETCHES, most: int = 0) -> dict[str, int]:
    """Put the pairs of every sketch into the pairs folder `out`, behind what is there; returns how many sketches, docs and pairs.

    `most` puts there so many of each sketch, all of one doc; 0 all. What stands there already isn't put there twice. Raises
    SettingsError for a sketch that can't be read."""
    known = {line["source"] for line in lines_of(out / "pairs.jsonl")}
    files, docs, count = sketch_files(folder), 0, 0
    for file in files:
        sketch = read_sketch(file)
        own, pairs = some_pairs(sketch, most) if most else sketch_pairs(sketch)
        new = [pair for pair in pairs if pair["source"] not in known]
        for name in {pair["doc"] for pair in new}:
            keep_doc(out, name, own[name])
            docs += 1
        add_lines(out / "pairs.jsonl", new)
        count += len(new)
    return {"sketches": len(files), "docs": docs, "pairs": count}


def _other_variant(draw: random.Random) -> Variant:
    kind = draw_variant(draw)
    return kind if kind != "plain" else _other_variant(draw)


def _pair(doc: str, task: str, script: str, number: int, sketch: Sketch) -> dict[str, Any]:
    return {
        "doc": doc,
        "task": task,
        "script": script,
        "kind": "irrelevant" if script.startswith(NOTHING) else "task",
        "failure": None,
        "split": "held_out" if sketch.held_out else "train",
        "source": f"{doc}:{number}",
    }


def _tasks(file: Path, doc: AppDoc) -> Iterator[tuple[str, str]]:
    if not file.is_file():
        raise SettingsError(f"{file} is missing: the tasks of a sketch, one JSON object a line.")
    try:
        lines = file.read_text("utf-8").splitlines()
    except ValueError as error:
        raise SettingsError(f"{file} can't be read: {error}.") from None
    seen = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            said = json.loads(line)
            task, script = str(said["task"]), str(said["script"])
        except (ValueError, TypeError, KeyError):
            raise SettingsError(f'{file}, line {number}: not a pair ({{"task": …, "script": …}}).') from None
        if wrong := _wrong(script, doc):
            raise SettingsError(f"{file}, line {number}: {wrong[0]}")
        if task in seen:
            raise SettingsError(f"{file}, line {number}: {task!r} stands there twice.")
        seen.add(task)
        yield task, script


def _wrong(script: str, doc: AppDoc) -> list[str]:
    return [problem.message for problem in check(script, doc).errors]


def _loose_ends(written: WrittenDoc) -> Iterator[str]:
    """What leads to nothing."""
    screens = {place.name for place in written.screen}
    if written.start not in screens:
        yield f"start: there is no screen {written.start!r}"
    for place in written.screen:
        names = {entry.name for entry in place.elements}
        for entry in place.elements:
            rows = entry.item
            for target in (entry.opens, *((rows.opens, rows.menu) if rows else ())):
                if target and target not in screens:
                    yield f"{place.name}.{entry.name}: there is no screen {target!r}"
            if entry.commit and entry.commit not in names:
                yield f"{place.name}.{entry.name}: {entry.commit!r} is nothing on that screen"
