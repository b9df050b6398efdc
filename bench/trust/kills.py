"""Killed with -9 at any moment of a run: the record can be read, the session gone on with, and nothing has happened twice.

Each run is a process of its own on the demo phone; what came of it is told by what the phone has stored.
"""

from __future__ import annotations

import contextlib
import itertools
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.task.unwatched import Unwatched
from apidocs.doc import AppDoc
from interpreter.consent.policy import Policy
from sessions import reading
from sessions.store import Store
from thumbwright.use.replays import do_rerun

from .faults import TASKS, Task, standing
from .stage import GIVEN, Careful, Stage, learn_notes, own_adb

if TYPE_CHECKING:
    from .kept import PartRows
    from .means import Means

KILLS = 50
LINES, MOMENT_S = 10, 0.25
"""Killed after so many of its lines at most (two a call), and up to so long after that."""
SOONER = 4
"""So often a run that had ended before it could be killed is begun again, to be killed at half the time."""
ENDED = "it had ended"


@dataclass(frozen=True)
class Kill:
    """One run that was killed, and gone on with."""

    task: str
    after: str
    """When it was killed: lines and seconds."""
    calls: int
    """Recorded when it was killed."""
    cut_off: str
    """How the phone stood then: before, wanted, or what is otherwise."""
    resumed: str
    """How going on ended."""
    state: str
    lost: str
    """What is wrong; empty where nothing is."""


def run(means: Means, rows: PartRows) -> None:
    """Those of the 50 that have no row yet, each at the moment that chance gave its number."""
    missing = rows.missing(range(KILLS), str)
    if (first := next(missing, None)) is None:
        return
    with own_adb(), Stage() as stage:
        for number, kill in run_kills(stage, learn_notes(stage), itertools.chain([first], missing)):
            if kill.lost:
                means.say(f"kill {number}, {kill.task} after {kill.after}: {kill.lost}")
            rows.keep(str(number), asdict(kill))


def figures(rows: PartRows) -> dict[str, Any]:
    keys = list(map(str, range(KILLS)))
    there = rows.among(keys)
    return {
        "kills": len(there),
        "kills_lost": sum(bool(row["lost"]) for row in there),
        "kills_left": rows.left(keys),
        "kills_that_came_too_late": sum(row["resumed"] == ENDED for row in there),
        "kills_in_the_middle": sum(row["calls"] > 0 and row["resumed"] != ENDED for row in there),
        "kills_gone_on_to_the_end": sum(row["resumed"] == "done" for row in there),
    }


def run_kills(stage: Stage, doc: AppDoc, numbers: Iterable[int], seed: int = 5) -> Iterator[tuple[int, Kill]]:
    """Kill these runs, each at a moment by chance."""
    with tempfile.TemporaryDirectory(prefix="thumbwright-kills-") as folder:
        doc_file = Path(folder) / "doc.json"
        doc_file.write_text(doc.model_dump_json(), "utf-8")
        for number in numbers:
            chance = random.Random(f"{seed}/{number}")
            lines, moment_s = chance.randrange(LINES), chance.uniform(0, MOMENT_S)
            for sooner in range(SOONER):
                store_file = Path(folder) / f"{number}-{sooner}.db"
                kill = killed(stage, TASKS[number % 3], lines, moment_s, store_file, doc_file)
                if kill.resumed != ENDED:
                    break
                lines, moment_s = lines // 2, moment_s / 2
            yield number, kill


def killed(stage: Stage, task: Task, lines: int, moment_s: float, store_file: Path, doc_file: Path) -> Kill:
    """One run, killed after so many lines and so long after that, then gone on with from its record alone."""
    stage.reset()
    before = stage.state()
    command = [sys.executable, "-m", "bench.trust.killed_run", stage.serial, str(store_file), str(doc_file), task.name]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    session = process.stdout.readline().strip()
    after = f"{lines} lines and {moment_s:.2f} s"
    for _ in range(lines):
        if not process.stdout.readline():
            break
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(moment_s)
    if process.poll() is None:
        process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    cut_off = standing(task, before, stage.state())
    if not session:
        return Kill(task.name, after, 0, cut_off, "", cut_off, "it never began")
    with Store(store_file) as store:
        if store.put_aside is not None:
            return Kill(task.name, after, 0, cut_off, "", cut_off, "the store was damaged")
        whole = store.db.conn.execute("pragma integrity_check").fetchone()[0]
        detail = reading.load_session(store, session)
        calls = len(detail.calls)
        if whole != "ok" or any(not reading.blob(store, c.xml_before) for c in detail.calls if c.xml_before):
            return Kill(task.name, after, calls, cut_off, "", cut_off, "the record can't be read")
        if detail.head.status != "interrupted":
            status = detail.head.status
            lost = (
                ""
                if (status == "done") == (cut_off == "wanted")
                else f"it ended as {status}, and the phone is {cut_off}"
            )
            return Kill(task.name, after, calls, cut_off, ENDED, cut_off, lost)
        resumed, said = _gone_on(stage, store, session) if detail.attempts else ("nothing had begun", "")
    state = standing(task, before, stage.state())
    return Kill(task.name, after, calls, cut_off, resumed, state, _wrong(cut_off, resumed, state, said))


def _gone_on(stage: Stage, store: Store, session: str) -> tuple[str, str]:
    time.sleep(0.1)  # the shell that held uiautomator's server ends with its process
    with stage.opened() as phone:
        _, result = do_rerun(
            reading.load_session(store, session), phone=phone, store=store, policy=Policy(allow=GIVEN), person=Careful(),
            watcher=Unwatched(), resume=True,
        )  # fmt: skip
    return result.status, f"{result.answer} {result.problem}"


def _wrong(cut_off: str, resumed: str, state: str, said: str) -> str:
    if state not in ("before", "wanted"):
        return f"the phone is otherwise: {state}"
    if cut_off == "wanted" and state != "wanted":
        return "what was done is undone"
    if resumed == "done" and state != "wanted":
        return f"said to be done, and isn't: {said[:200]}"
    if resumed not in ("done", "unproved", "partly", "failed", "not_done", "nothing had begun"):
        return f"it can't be gone on with: {resumed} {said[:200]}"
    return ""
