"""Which tasks of a pairs folder a model is to try: those of the train half's apps that nothing is held out of, by their app."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from ground.errors import SettingsError

from .halves import half_of
from .tasks import Task

_SOURCE = re.compile(r"(?P<domain>\w[\w-]*):(?P<seed>\d+):(?P<task>\d+)(?::.*)?")
_KINDS = frozenset({"task", "irrelevant"})


@dataclass(frozen=True)
class Asked:
    """A pair that is tried."""

    doc: str
    words: str
    script: str
    kind: str
    source: str
    """As `foundry.pairing` writes it: DOMAIN:SEED:TASK; what is behind another colon tells it from the task as it was drawn."""
    task_id: str

    def among(self, tasks: Iterable[Task]) -> Task | None:
        """The app's task that it is of; None where there is none any more, since what draws them has changed."""
        others = self.source.count(":") > 2  # the same in other words
        return next((t for t in tasks if t.words == self.words or others and t.id == self.task_id), None)

    def plain(self) -> dict[str, Any]:
        return asdict(self) | {"task": self.words}


@dataclass(frozen=True)
class AskedApp:
    """An app, and its pairs that are tried."""

    domain: Path
    seed: int
    tasks: tuple[Asked, ...]

    @property
    def name(self) -> str:
        return f"{self.domain.stem}-{self.seed}"

    def without(self, sources: set[str]) -> AskedApp:
        return replace(self, tasks=tuple(one for one in self.tasks if one.source not in sources))


def chosen(
    pairs: Iterable[Mapping[str, Any]], domains: Path, *, apps: int, tasks_per_app: int, seed: int
) -> list[AskedApp]:
    """The first `apps` apps of the pairs with so many drawn tasks each, 0 for all; a doc's tasks stand together, since the
    model reads each doc once. Raises SettingsError for a pair that isn't of a generated app of the train half."""
    found: dict[tuple[str, int], list[Asked]] = {}
    for pair in pairs:
        if pair["split"] != "train" or pair["kind"] not in _KINDS:
            continue
        name, number, task = of_train_half(str(pair["source"]))
        one = Asked(pair["doc"], pair["task"], pair["script"], pair["kind"], pair["source"], task)
        found.setdefault((name, number), []).append(one)
    if not found:
        raise SettingsError("There are no pairs to try: none of the kinds task and irrelevant in the split train.")
    whole = [
        AskedApp(_file(domains, name), number, _drawn(tasks, tasks_per_app, f"{seed} {name} {number}"))
        for (name, number), tasks in found.items()
    ]
    return whole[:apps] if apps else whole


def of_train_half(source: str) -> tuple[str, int, str]:
    """Domain, seed and task that a pair is of. Raises SettingsError where it isn't of a generated app of the train half."""
    parts = _SOURCE.fullmatch(source)
    if parts is None:
        raise SettingsError(f"The pair {source!r} isn't of a generated app: its source isn't DOMAIN:SEED:TASK.")
    if half_of(parts["domain"]) != "train":
        raise SettingsError(f"The pair {source!r} is of the measure half, which nothing is trained on.")
    return parts["domain"], int(parts["seed"]), parts["task"]


def _file(domains: Path, name: str) -> Path:
    path = domains / f"{name}.yaml"
    if not path.is_file():
        raise SettingsError(f"There is no domain {path}, which pairs are of. Name the folder with --domains.")
    return path


def _drawn(tasks: list[Asked], count: int, seed: str) -> tuple[Asked, ...]:
    """Drawn so that a larger count has those of a smaller one; docs one after the other."""
    order = list(tasks)
    random.Random(seed).shuffle(order)
    docs = list(dict.fromkeys(one.doc for one in tasks))
    order.sort(key=lambda one: docs.index(one.doc))
    return tuple(order[:count] if count else order)
