"""A folder of pairs: docs/APP.doc.json, and APP.pairs.jsonl with a task and its right script on each line; or pairs.jsonl
with those of all apps, as `thumbwright train data` makes it, of which tasks alone are read and no second turns."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from apidocs.doc import AppDoc
from ground.errors import SettingsError


@dataclass(frozen=True)
class Pair:
    """A task and its right script."""

    app: str
    number: int
    """Of its line, from 1."""
    task: str
    script: str
    key: str
    """Tells whether a row of an earlier run is of this pair, with this doc."""


@dataclass(frozen=True)
class AppPairs:
    """Those of one app."""

    app: str
    doc: AppDoc
    pairs: list[Pair]


def read_pairs(data: Path, limit: int = 0) -> list[AppPairs]:
    """Every app's pairs; with `limit` so many in all, the first ones of each app. Raises SettingsError naming file and line."""
    files = sorted(data.glob("*.pairs.jsonl"))
    together = data / "pairs.jsonl"
    if not files and not together.is_file():
        raise SettingsError(f"{data} holds no pairs: APP.pairs.jsonl, and docs/APP.doc.json for each.")
    apps = [_read(file, _app_of(file), _lines(file)) for file in files] or _read_together(together)
    if limit:
        in_turns = sorted((pair for app in apps for pair in app.pairs), key=lambda pair: pair.number)[:limit]
        apps = [AppPairs(one.app, one.doc, [pair for pair in one.pairs if pair in in_turns]) for one in apps]
    return [one for one in apps if one.pairs]


def _app_of(file: Path) -> str:
    return file.name.removesuffix(".pairs.jsonl")


def _lines(file: Path) -> list[tuple[int, bytes]]:
    """With their numbers, from 1."""
    return [(number, line) for number, line in enumerate(file.read_bytes().split(b"\n"), 1) if line.strip()]


def _read_together(file: Path) -> list[AppPairs]:
    by_app: dict[str, list[tuple[int, bytes]]] = {}
    for number, line in _lines(file):
        said = _object(file, number, line)
        if said.get("kind") == "task":
            by_app.setdefault(str(said.get("doc")), []).append((number, line))
    return [_read(file, app, lines) for app, lines in sorted(by_app.items())]


def _read(file: Path, app: str, lines: list[tuple[int, bytes]]) -> AppPairs:
    doc_file = file.parent / "docs" / f"{app}.doc.json"
    try:
        text = doc_file.read_text("utf-8")
        doc = AppDoc.model_validate_json(text)
    except (OSError, ValueError) as error:
        first = str(error).splitlines()[0]
        raise SettingsError(f"{doc_file} is no doc of an app that pairs of {file.name} could be for: {first}") from None
    pairs = []
    for number, line in lines:
        said = _object(file, number, line)
        task, script = str(said["task"]), str(said["script"])
        key = hashlib.sha256("\0".join((text, task, script)).encode()).hexdigest()[:16]
        pairs.append(Pair(app, number, task, script, key))
    return AppPairs(app, doc, pairs)


def _object(file: Path, number: int, line: bytes) -> dict[str, Any]:
    """Raises SettingsError."""
    try:
        said = json.loads(line)
        if {"task", "script"} <= set(said):
            return dict(said)
    except (ValueError, TypeError):
        pass
    raise SettingsError(f'{file}, line {number}: not a pair ({{"task": …, "script": …}}).')
