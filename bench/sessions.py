"""What the session store and replays are measured by: `measure()` gives the figures of `thumbwright bench sessions`.

The store: 10,000 sessions with 200,000 calls; how long listing, searching and opening take, and writing one call. Replays:
60 sessions recorded on the demo phone, replayed on a reset phone, and on other versions of the apps. Kills: a process that
writes is killed again and again; what it wrote has to be there.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from apidocs.doc import AppDoc
from demophone.mutating import Mutation
from interpreter.consent.policy import Policy
from interpreter.replay.replaying import replay_session
from sessions import reading
from sessions.store import Store

from .quiet import Nobody
from .session_corpus import ALL, Bench, Case, learn_docs, record_corpus
from .session_exports import measure_exports
from .session_share import measure_share
from .session_size import measure_size
from .statistics import load, median, percentile

SESSIONS, CALLS = 10_000, 20
PACKAGES = ("app.demo.notes", "app.demo.contacts", "app.demo.clock", "app.demo.settings")
REPLAYS = 60
KILLS = 50
DRIFT_SEED = 4294967
"""Of the version of the apps that replays have to heal on; another than those that healing was made with."""


EXPORTS = 20
REALISTIC = 12
SIZED = 60
TARGETS: dict[str, tuple[str, float]] = {
    "list_p95_ms": ("≤", 50),
    "search_p95_ms": ("≤", 50),
    "open_p95_ms": ("≤", 50),
    "record_p50_ms": ("≤", 2),
    "kb_per_session": ("≤", 60),
    "replay_same": ("≥", REPLAYS),
    "drift_done": ("≥", 0.9 * REPLAYS),
    "wrong_taps": ("≤", 0),
    "host_share_realistic": ("≤", 0.2),
    "realistic_same": ("≥", REALISTIC),
    "export_python_same": ("≥", EXPORTS),
    "export_maestro_ok": ("≥", EXPORTS),
    "kills_lost": ("≤", 0),
}
"""What the figures of a whole run should be."""


@dataclass
class SessionFigures:
    """All figures; times in ms."""

    list_p95_ms: float = 0.0
    search_p95_ms: float = 0.0
    open_p95_ms: float = 0.0
    record_p50_ms: float = 0.0
    """One call with its two screens, one of them new; without a picture."""
    kb_per_session: float = 0.0
    """The whole file by its sessions, of 20 calls each with pictures."""
    kb_per_later_session: float = 0.0
    """What each of the last quarter of them added."""
    replay_total: int = 0
    replay_same: int = 0
    drift_total: int = 0
    drift_done: int = 0
    wrong_taps: int = 0
    """Touches that changed something which the recorded session didn't change, and replays that ended elsewhere unnoticed."""
    host_share_realistic: float = 0.0
    """Of the time of a replay on a phone with realistic latencies, 0 to 1."""
    realistic_total: int = 0
    realistic_same: int = 0
    export_total: int = 0
    export_python_same: int = 0
    """Exported files that, run by uiautomator2 alone on a reset phone, left it as the session did."""
    export_maestro_ok: int = 0
    """Flows in which Maestro's documentation knows everything. None was run: there is no Maestro here."""
    kills: int = 0
    kills_lost: int = 0
    """Kills after which the store wasn't whole, or lacked something that had been written."""
    definition: str = (
        f"{SESSIONS} sessions, {SESSIONS * CALLS} calls; drift_done: replayed without a call that differs, and the phone "
        f"ended as it did when recorded; kb_per_session: {SIZED} sessions of {CALLS} calls, the whole file"
    )
    load: str = ""
    seconds: float = 0.0
    replay_missed: list[str] = field(default_factory=list)
    drift_missed: list[str] = field(default_factory=list)
    export_missed: list[str] = field(default_factory=list)
    targets_missed: list[str] = field(default_factory=list)


def measure(say: Callable[[str], None] | None = None) -> SessionFigures:
    """Measure all of it; a quarter of an hour."""
    tell = say or (lambda text: print(text, file=sys.stderr))
    figures = SessionFigures(load=load())
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="thumbwright-bench-") as name:
        folder = Path(name)
        tell(f"Writing {SESSIONS} sessions …")
        measure_store(figures, folder / "large.db", SESSIONS)
        with Bench() as bench, Store(folder / "recorded.db") as store:
            tell("Learning the demo phone's apps …")
            docs = learn_docs(bench, PACKAGES)
            tell(f"Recording {REPLAYS} sessions, replaying them, and again on another version of the apps …")
            cases = measure_replays(figures, bench, store, docs, REPLAYS, [DRIFT_SEED])
            tell(f"Replaying {REALISTIC} of them on a phone with realistic latencies …")
            chosen = cases[:: max(1, len(cases) // REALISTIC)][:REALISTIC]
            figures.realistic_total = len(chosen)
            figures.host_share_realistic, figures.realistic_same = measure_share(store, chosen)
            tell(f"Running {EXPORTS} exported files …")
            exports = measure_exports(bench, store, cases[:EXPORTS], folder)
            figures.export_total, figures.export_missed = exports.total, exports.missed
            figures.export_python_same, figures.export_maestro_ok = exports.python_same, exports.maestro_ok
            tell(f"Recording {SIZED} sessions of {CALLS} calls …")
            sizes = measure_size(bench, docs, folder / "sized.db", SIZED, CALLS)
            figures.kb_per_session, figures.kb_per_later_session = sizes
        tell(f"Killing a writer {KILLS} times …")
        measure_kills(figures, folder, KILLS)
    figures.seconds = round(time.monotonic() - began)
    figures.targets_missed = missed_targets(figures)
    return figures


def missed_targets(figures: SessionFigures) -> list[str]:
    """In words: each figure that isn't what it should be."""
    found = []
    for name, (sign, target) in TARGETS.items():
        value = getattr(figures, name)
        if not (value <= target if sign == "≤" else value >= target):
            found.append(f"{name} is {value}, should be {sign} {target:g}")
    return found


# the store


def measure_store(figures: SessionFigures, path: Path, sessions: int) -> None:
    """Fill a store and time what people wait for."""
    with Store(path) as store:
        fill(store, sessions)
    chance = random.Random(7)
    with Store(path) as store:
        ids = [row[0] for row in store.db.conn.execute("select id from sessions")]
        figures.list_p95_ms = percentile(
            _timed(lambda i: reading.list_sessions(store, limit=50, offset=i * 7), 60), 0.95
        )
        words = [f"{chance.choice(_THINGS)} {chance.choice(_THINGS)}" for _ in range(60)]
        figures.search_p95_ms = percentile(_timed(lambda i: reading.search_sessions(store, words[i]), 60), 0.95)
        opened = [chance.choice(ids) for _ in range(60)]
        figures.open_p95_ms = percentile(_timed(lambda i: reading.load_session(store, opened[i]), 60), 0.95)
        session = store.start_session("task", "timing")
        screens = [_screen(chance, 40) for _ in range(200)]
        figures.record_p50_ms = median(_timed(lambda i: _call(store, session, i, screens[i], screens[i - 1]), 200))


def _timed(act: Callable[[int], object], times: int) -> list[float]:
    found = []
    for number in range(times):
        began = time.perf_counter()
        act(number)
        found.append((time.perf_counter() - began) * 1000)
    return found


_THINGS = """milk bread alarm timer note contact theme font list folder meeting dentist birthday train ticket garden recipe
invoice holiday laundry passport guitar chess museum bicycle library coffee market parcel""".split()


def fill(store: Store, sessions: int) -> None:
    """Sessions as they come: tasks of several words, a script, calls with screens that repeat."""
    chance = random.Random(3)
    screens = [_screen(chance, 40) for _ in range(300)]
    conn = store.db.conn
    conn.execute("pragma synchronous = off")
    for number in range(sessions):
        words = " ".join(chance.sample(_THINGS, 5))
        session = store.start_session("task", f"add {words}", app="app.example", app_label="Example")
        attempt = store.add_attempt(
            session, number=1, kind="write", prompt=words, script=f"main.add('{words}')", output_tokens=9
        )
        for seq in range(CALLS):
            _call(store, session, seq, screens[(number + seq) % 300], screens[(number + seq + 1) % 300], attempt)
        store.finish_session(
            session, chance.choice(["done", "done", "failed"]), f"Added {words}.", f"main.add('{words}')"
        )
    conn.execute("pragma synchronous = normal")


def _call(store: Store, session: str, seq: int, before: str, after: str, attempt: int = 0) -> None:
    target = {"screen": "main", "element": "add"}
    call = store.begin_call(
        session, attempt=attempt, seq=seq + 1, line=seq + 1, source="main.add.tap()", ref="main.add", target=target,
        op="tap", args=[], effect="commit",
    )  # fmt: skip
    store.end_call(
        session, call, status="ok", locator="resource_id", node='Button "Add" #add at 540,200', bounds=(0, 0, 100, 100),
        screen_before="main", screen_after="main", xml_before=before, xml_after=after, ms=12.5,
    )  # fmt: skip


def _screen(chance: random.Random, nodes: int) -> str:
    rows = "".join(
        f'<node index="{i}" text="{" ".join(chance.sample(_THINGS, 2))}" resource-id="app.example:id/row_title" '
        f'class="android.widget.TextView" package="app.example" content-desc="" checkable="false" checked="false" '
        f'clickable="true" enabled="true" focusable="true" focused="false" scrollable="false" long-clickable="false" '
        f'password="false" selected="false" bounds="[0,{i * 60}][1080,{i * 60 + 60}]"/>'
        for i in range(nodes)
    )
    return f"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><hierarchy rotation=\"0\">{rows}</hierarchy>"


# replays


def measure_replays(
    figures: SessionFigures, bench: Bench, store: Store, docs: Mapping[str, AppDoc], total: int, seeds: Sequence[int]
) -> list[Case]:
    """Record sessions; replay them on a reset phone, then on other versions of the apps. Returns what was recorded."""
    cases = list(record_corpus(bench, store, docs, total))
    for case in cases:
        figures.replay_total += 1
        ended = replayed(bench, store, case, None, figures)
        figures.replay_same += ended == "same"
        figures.replay_missed += [f"{case.package}: {case.task}: {ended}"] if ended != "same" else []
    for seed in seeds:
        for case in cases:
            figures.drift_total += 1
            ended = replayed(bench, store, case, Mutation(seed), figures)
            if ended in ("same", "healed"):
                figures.drift_done += 1
            else:
                figures.drift_missed.append(f"{case.package}: {case.task}: {ended}")
    return cases


def replayed(bench: Bench, store: Store, case: Case, mutation: Mutation | None, figures: SessionFigures) -> str:
    """How one replay ended; `elsewhere` where every call went well and the phone isn't as it was."""
    bench.reset(mutation)
    detail = reading.load_session(store, case.session)
    result = replay_session(
        detail, lambda sha: reading.blob(store, sha), bench.phone, policy=Policy(allow=ALL), person=Nobody()
    )
    wrong = [what for what in bench.touched.changing if what not in case.changing]
    there = bench.state() == case.state
    figures.wrong_taps += len(wrong) + (result.ok and not there and not wrong)
    if result.ok:
        return result.status if there else "elsewhere"
    first = next((v for v in result.verdicts if v.verdict in ("different", "stopped")), None)
    return f"{result.status}: {first.call}: {first.note[:160]}" if first else result.status


# kills

_WRITER = """
import sys
from pathlib import Path
from sessions.store import Store
with Store(Path(sys.argv[1])) as store:
    while True:
        session = store.start_session("task", "to be killed")
        print("s", session, flush=True)
        for seq in range(50):
            call = store.begin_call(session, attempt=0, seq=seq + 1, line=1, source="x", ref="x", target={}, op="tap", args=[],
                                    effect="read")
            store.end_call(session, call, status="ok", xml_before=f"<hierarchy n='{seq}'/>", ms=1.0)
            print("c", session, call, flush=True)
        store.finish_session(session, "done", "written")
        print("f", session, flush=True)
"""


def measure_kills(figures: SessionFigures, folder: Path, kills: int) -> None:
    """Kill -9 a writer at a random moment, each time; look whether all it told of is there and readable."""
    chance = random.Random(11)
    path = folder / "killed.db"
    for _ in range(kills):
        figures.kills += 1
        process = subprocess.Popen([sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        told = []
        for _ in range(chance.randrange(1, 120)):
            line = process.stdout.readline()
            if not line:
                break
            told.append(line.split())
        os.kill(process.pid, signal.SIGKILL)
        rest = process.stdout.read()
        process.wait()
        process.stdout.close()
        whole = rest.rpartition("\n")[0]  # the last line may be cut
        told += [line.split() for line in whole.splitlines()]
        figures.kills_lost += not survived(path, told)


def survived(path: Path, told: Sequence[Sequence[str]]) -> bool:
    """Whether the store is whole, has all that was told of, and says of what was cut short that it was."""
    with Store(path) as store:
        if store.put_aside is not None:
            return False
        if store.db.conn.execute("pragma integrity_check").fetchone()[0] != "ok":
            return False
        calls = {str(row[0]) for row in store.db.conn.execute("select id from calls where status = 'ok'")}
        finished = {line[1] for line in told if line[0] == "f"}
        for session in {line[1] for line in told}:
            detail = reading.load_session(store, session)
            wanted = "done" if session in finished else "interrupted"
            # it may have finished without having come to telling so
            if detail.head.status not in (wanted, "done"):
                return False
            if not all(reading.blob(store, call.xml_before) for call in detail.calls if call.xml_before):
                return False
        return all(line[2] in calls for line in told if line[0] == "c")
