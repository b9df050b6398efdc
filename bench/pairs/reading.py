"""A folder of pairs: docs/APP.doc.json, and APP.pairs.jsonl with a task and its right script on each line."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from apidocs.doc import AppDoc
from thumbwright.errors import SettingsError


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
    if not files:
        raise SettingsError(f"{data} holds no pairs: APP.pairs.jsonl, and docs/APP.doc.json for each.")
    apps = [_read(file, data / "docs" / f"{_app_of(file)}.doc.json") for file in files]
    if limit:
        in_turns = sorted((pair for app in apps for pair in app.pairs), key=lambda pair: pair.number)[:limit]
        apps = [AppPairs(one.app, one.doc, [pair for pair in one.pairs if pair in in_turns]) for one in apps]
    return [one for one in apps if one.pairs]


def _app_of(file: Path) -> str:
    return file.name.removesuffix(".pairs.jsonl")


def _read(file: Path, doc_file: Path) -> AppPairs:
    app = _app_of(file)
    try:
        text = doc_file.read_text("utf-8")
        doc = AppDoc.model_validate_json(text)
    except (OSError, ValueError) as error:
        first = str(error).splitlines()[0]
        raise SettingsError(f"{doc_file} is no doc of an app that pairs of {file.name} could be for: {first}") from None
    pairs = []
    for number, line in enumerate(file.read_bytes().split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            said = json.loads(line)
            task, script = str(said["task"]), str(said["script"])
        except (ValueError, KeyError, TypeError):
            raise SettingsError(f'{file}, line {number}: not a pair ({{"task": …, "script": …}}).') from None
        key = hashlib.sha256("\0".join((text, task, script)).encode()).hexdigest()[:16]
        pairs.append(Pair(app, number, task, script, key))
    return AppPairs(app, doc, pairs)
