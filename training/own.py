"""`thumbwright train mine`: an adapter of the person's own, on top of the shipped one, kept where it doesn't lose."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from agent.files.adapter_files import usable_adapter
from agent.files.model_files import resolve_model
from agent.record import saved_tasks
from apidocs.keep import store as docs
from ground import paths
from sessions.reading import list_sessions, load_session
from sessions.store import Store

from .manifests import keep_adapter
from .mining import Mined, mine
from .schedule import Plan
from .work import Outcome, Tell, train

if TYPE_CHECKING:
    from .running import Progress

NAME = "own"
MOST_SESSIONS = 5000


@dataclass(frozen=True)
class Own:
    """What came of it."""

    mined: Mined
    outcome: Outcome
    kept: Path | None
    """The adapter's file; None where it loses."""


def train_own(
    store: Store,
    base: str,
    rate: float,
    epochs: int,
    batch_tokens: int,
    *,
    tell: Tell,
    on_step: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> Own:
    """Train on what is here, going on where an earlier try broke off. Raises SettingsError, ModelError, DocError, StoreError,
    CancelledError."""
    folder = paths.training_dir()
    done = list_sessions(store, limit=MOST_SESSIONS, status="done", kind="task")
    sessions = (load_session(store, head.id) for head in done)
    tasks = [saved_tasks.load(name) for name in saved_tasks.names()]
    mined = mine(paths.private_dir(folder / "pairs"), docs.load_all(), sessions, tasks)
    out = folder / f"run-{mined.digest[:16]}"
    for old in folder.glob("run-*"):
        if old != out:
            shutil.rmtree(old)
    shipped = usable_adapter("", resolve_model(base))
    outcome = train(
        mined.folder,
        out,
        base,
        Plan(rate=rate, epochs=epochs, batch_tokens=batch_tokens, look_every=20),
        start=shipped.path if shipped else None,
        judge=True,
        tell=tell,
        on_step=on_step,
        cancelled=cancelled,
    )
    shutil.rmtree(out / "states")  # large, and what they say is the person's
    if outcome.loses:
        return Own(mined, outcome, None)
    figures = {
        "judged by": f"{outcome.held_out} {'saved tasks' if mined.saved_tasks else 'pairs held out'}",
        "right before": outcome.right_before,
        "right": outcome.right_after,
    }
    manifest = keep_adapter(outcome.adapter, paths.adapters_dir(), NAME, figures=figures)
    return Own(mined, outcome, manifest.with_suffix(".gguf"))
