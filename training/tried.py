"""Candidates that were carried out and judged (`thumbwright bench candidates`), with what speaks for and against each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.decide.asking_person import as_told
from agent.decide.candidates import plan_key
from agent.decide.deciding import GRAVE
from agent.decide.features import AGREEMENT, features
from agent.fit.doubts import doubts
from agent.model.meaning import Meaning
from agent.resolve.resolving import Resolver, resolver_of
from apidocs.doc import AppDoc
from ground.errors import SettingsError


@dataclass(frozen=True)
class Tried:
    """A candidate, what speaks for and against it, and what came of it."""

    alone: Mapping[str, float]
    among: Mapping[str, float]
    verdict: str
    """Empty where it can't run."""
    likeliest: bool
    grave: bool
    does: str = ""
    """All that it does, in words, as it would be put to a person; empty where that can't be said."""
    declines: bool = False
    """Whether it only says that it can't be done."""


@dataclass(frozen=True)
class TriedTask:
    """A task and its candidates, each distinct script once."""

    app: str
    kind: str
    candidates: tuple[Tried, ...]


def read_candidates(folder: Path, meaning: Meaning | None = None) -> list[TriedTask]:
    """Of a folder of `thumbwright bench candidates`; `meaning` is the encoder. Raises SettingsError where there is none, or
    something else in it."""
    try:
        text = (folder / "candidates.jsonl").read_bytes()
        lines = [json.loads(line) for line in text.split(b"\n") if line.strip()]
        docs: dict[str, AppDoc] = {}
        for file in (folder / "docs").glob("*.json"):
            doc = AppDoc.model_validate(json.loads(file.read_bytes())["doc"])
            docs[doc.package] = doc
        resolvers = {name: resolver_of(doc, meaning) for name, doc in docs.items()} if meaning is not None else {}
        return [_task(line, docs[line["doc"]], resolvers.get(line["doc"])) for line in lines]
    except OSError as error:
        raise SettingsError(
            f"{folder} has no candidates in it ({error.strerror}): thumbwright bench candidates"
        ) from None
    except (ValueError, LookupError, TypeError) as error:
        raise SettingsError(
            f"{folder} is not what thumbwright bench candidates writes ({type(error).__name__}: {error})."
        ) from None


def _task(line: Mapping[str, Any], doc: AppDoc, resolver: Resolver | None) -> TriedTask:
    groups: dict[tuple[bool, str], list[Mapping[str, Any]]] = {}
    for one in line["candidates"]:
        groups.setdefault((one["endless"], plan_key(one["script"] or one["reply"], doc)), []).append(one)
    able = sum(len(one["seeds"]) for one in line["candidates"] if one["verdict"])
    tried = []
    for ones in groups.values():
        first = min(ones, key=lambda one: min(one["seeds"]))
        times = sum(len(one["seeds"]) for one in ones)
        found = doubts(first["script"], line["task"], doc)
        told = as_told(first["script"], doc) if first["verdict"] else ""
        likelihood = first["sureness"] * first["tokens"]
        alone = features(first["script"], line["task"], doc, likelihood=likelihood, resolver=resolver)
        tried.append(
            Tried(
                alone,
                {**alone, AGREEMENT: min(1.0, times / max(1, able))},
                first["verdict"],
                any(0 in one["seeds"] for one in ones),
                any(doubt.kind in GRAVE for doubt in found),
                (told or "").casefold(),
                told is None,
            )
        )
    return TriedTask(line["key"].partition(":")[0], line["kind"], tuple(tried))
