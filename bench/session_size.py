"""How large the file is for each session of 20 calls with a picture after every act, once the store is in use.

Each session is another one: the apps in turn, their samples in a new order, the phone reset, its clock moved on; each opens
the store for itself, as commands do. The figure is the whole file, emptied log and all, by the number of sessions, so the
first ones, which find nothing to be the difference to, are in it.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from agent.record.acts import ActRecorder
from agent.record.recording import StoreRecorder
from apidocs.doc import AppDoc, Sample
from interpreter.calls.limits import Limits
from interpreter.consent.policy import Policy
from interpreter.run.runner import run_script
from sessions.bundled import CLOCK
from sessions.store import Store

from .quiet import Nobody
from .session_corpus import ALL, Bench, begun

APART = timedelta(hours=7, minutes=13)
"""Between two sessions, on the phone's clock."""
PATIENCE_S = 0.3
"""How long to wait for a screen that doesn't come: in a sample on a phone where other samples were before, some don't."""


def measure_size(
    bench: Bench, docs: Mapping[str, AppDoc], path: Path, sessions: int, calls: int
) -> tuple[float, float]:
    """KB a session, and KB of the last quarter of them."""
    chance = random.Random(5)
    sizes = [0]
    for number in range(sessions):
        doc = list(docs.values())[number % len(docs)]
        bench.reset(clock=datetime.fromisoformat(CLOCK) + number * APART)
        with Store(path) as store:
            record_session(bench, store, doc, chance.sample(doc.samples, len(doc.samples)), calls)
            store.db.conn.execute("pragma wal_checkpoint(truncate)")
        sizes.append(path.stat().st_size)
    late = max(1, sessions // 4)
    return round(sizes[-1] / 1024 / sessions, 1), round((sizes[-1] - sizes[-1 - late]) / 1024 / late, 1)


def record_session(bench: Bench, store: Store, doc: AppDoc, samples: list[Sample], calls: int) -> None:
    """One session of so many calls: the samples one after another on one phone, again from the first where they run out."""
    session = begun(bench, store, doc, f"use {doc.label}")
    acting = ActRecorder(bench.phone)
    recorder = StoreRecorder(store, session, picture=bench.phone.screenshot, acts=acting)
    done = 0
    scripts: list[str] = []
    while done < calls:
        sample = samples[len(scripts) % len(samples)]
        scripts.append(sample.script)
        recorder.add_attempt("given", sample.script)
        ran = run_script(
            sample.script,
            doc,
            acting,
            policy=Policy(allow=ALL),
            person=Nobody(),
            recorder=recorder,
            limits=Limits(calls=calls - done, patience_s=PATIENCE_S),
        )
        done += max(1, len(ran.calls))
    store.finish_session(session, "done", "It is done.", "\n".join(scripts), phone_ms=recorder.phone_ms)
