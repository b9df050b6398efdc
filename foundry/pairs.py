"""The pairs folder: docs of generated apps of the train half, and tasks with their right scripts, to train a model with.

    docs/ID.doc.json    an AppDoc each
    pairs.jsonl         one JSON object a line: doc, task, script, kind, failure, split, source
    apps.jsonl          what came of each app: which tasks had a right script, which not and why, how long it took
    learned/            docs as they were learned, for the next time

Opens no file of the measure half. Goes on where it stopped: an app that stands in apps.jsonl is done.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ground import paths
from ground.errors import ThumbwrightError
from interpreter.sandbox.worker import Sandbox

from .blueprint import draw_blueprint
from .domain import load_domain
from .halves import OWN, domain_files
from .kept_lines import add_lines, docs_folder, keep_doc, lines_of
from .pairing import AppPairs, app_pairs
from .planning.phone import FoundryPhone
from .workers import Workers

HELD_OUT = 10
"""Every tenth app is held out."""
BATCH = 5
"""Apps of one demo phone: it starts in a second, and each app more makes its state larger."""


@dataclass(frozen=True)
class App:
    """One app that pairs are made of."""

    domain: Path
    seed: int

    @property
    def name(self) -> str:
        return f"{self.domain.stem}-{self.seed}"

    @property
    def split(self) -> str:
        """The same one for an app whatever others there are."""
        return "train" if hashlib.sha256(f"held out {self.name}".encode()).digest()[0] % HELD_OUT else "held_out"


@dataclass(frozen=True)
class Progress:
    """How far it is."""

    done: int
    apps: int
    pairs: int
    left_s: float
    last: AppPairs | None = None


def choose_apps(domains: Path, seeds: Sequence[int], count: int) -> list[App]:
    """So many apps of the train half, each domain in turn; 0 for all of them."""
    files = domain_files(domains, "train")
    apps = [App(path, seed) for seed in seeds for path in files]
    return apps[:count] if count else apps


def make_pairs(
    out: Path,
    *,
    domains: Path = OWN,
    apps: int = 0,
    seeds: Sequence[int] = range(1, 4),
    tasks_per_app: int = 30,
    jobs: int = 2,
    on_progress: Callable[[Progress], None] = lambda progress: None,
) -> dict[str, Any]:
    """Make pairs of so many apps, and return what came of it. Raises SettingsError where there are no domains."""
    wanted = choose_apps(domains, seeds, apps)
    done = {line["app"]: line for line in lines_of(out / "apps.jsonl")}
    todo = [app for app in wanted if app.name not in done]
    docs_folder(out)
    known = {line["source"] for line in lines_of(out / "pairs.jsonl")}
    count, began = len(known), time.monotonic()
    on_progress(Progress(len(wanted) - len(todo), len(wanted), count, 0.0))
    for finished, found in enumerate(_made(todo, out, tasks_per_app, jobs), 1):
        count += _append(out, found, known)
        left = (time.monotonic() - began) / finished * (len(todo) - finished)
        on_progress(Progress(len(wanted) - len(todo) + finished, len(wanted), count, left, found))
    return summary(out)


def _made(todo: list[App], out: Path, tasks: int, jobs: int) -> Iterable[AppPairs]:
    batches = [todo[at : at + BATCH] for at in range(0, len(todo), BATCH)]
    if jobs < 2 or len(batches) < 2:
        for batch in batches:
            yield from _batch(batch, out, tasks)
        return
    with Workers.started(jobs) as workers:
        for future in as_completed([workers.submit(_batch, batch, out, tasks) for batch in batches]):
            yield from future.result()


def _batch(apps: list[App], out: Path, tasks: int) -> list[AppPairs]:
    """Pairs of several apps on one phone of their own."""
    found = []
    with contextlib.ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="thumbwright-foundry-")))
        stack.enter_context(at_home(home))
        phone = stack.enter_context(FoundryPhone.opened([(app.domain, app.seed) for app in apps], home / "phone"))
        sandbox = stack.enter_context(Sandbox())
        for app in apps:
            blueprint = draw_blueprint(load_domain(app.domain), app.seed)
            try:
                found.append(app_pairs(phone, sandbox, blueprint, out / "learned", tasks=tasks, split=app.split))
            except ThumbwrightError as error:
                found.append(AppPairs(app.name, app.split, problem=str(error)))
    return found


@contextlib.contextmanager
def at_home(home: Path) -> Iterator[None]:
    """Nothing of the person's own takes part, and nothing is left with them; model files stay where they are."""
    names = ("THUMBWRIGHT_HOME", "THUMBWRIGHT_MODELS")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(zip(names, (str(paths.private_dir(home.resolve())), str(paths.models_dir())), strict=True))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


def _append(out: Path, found: AppPairs, known: set[str]) -> int:
    """Write an app's docs, then its pairs, then that it is done; returns how many pairs came."""
    for name, doc in found.docs.items():
        keep_doc(out, name, doc)
    new = [pair for pair in found.pairs if pair["source"] not in known]
    known |= {pair["source"] for pair in new}
    add_lines(out / "pairs.jsonl", new)
    told = {key: value for key, value in vars(found).items() if key not in ("docs", "pairs")} | {"pairs": len(new)}
    add_lines(out / "apps.jsonl", [told])
    return len(new)


def summary(out: Path) -> dict[str, Any]:
    """What a pairs folder holds, and what of the tasks the docs couldn't express."""
    apps, pairs = lines_of(out / "apps.jsonl"), lines_of(out / "pairs.jsonl")
    kinds: dict[str, Counter[str]] = {}
    causes: Counter[str] = Counter()
    for app in apps:
        causes.update(app["causes"])
        for kind, (tasks, right) in app["kinds"].items():
            kinds.setdefault(kind, Counter()).update({"tasks": tasks, "expressible": right})
    tasks = sum(app["tasks"] for app in apps)
    return {
        "apps": len(apps),
        "docs": len({pair["doc"] for pair in pairs}),
        "pairs": len(pairs),
        "held_out": sum(pair["split"] == "held_out" for pair in pairs),
        "kinds": dict(Counter(pair["kind"] for pair in pairs)),
        "tasks": tasks,
        "expressible": round(sum(count["expressible"] for count in kinds.values()) / max(1, tasks), 3),
        "expressible_by_kind": {
            kind: f"{count['expressible']} of {count['tasks']}" for kind, count in sorted(kinds.items())
        },
        "causes": dict(causes),
        "failed": {app["app"]: app["problem"] for app in apps if app["problem"]},
    }
