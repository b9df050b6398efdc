"""The host's own part of a replay on a phone that takes about as long over things as a real one.

The phone is a process of its own with realistic latencies (estimates, see `demophone.latency`). The host's own time is what
the replaying process computes, and what it waited for a processor while others had it: a busy machine counts against us.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from agent.record.recording import StoreRecorder, doc_for_replay
from demophone.process import Control, DemoPhoneProcess
from interpreter.consent.policy import Policy
from interpreter.replay.replaying import recorded_doc, replay_session
from phones.android import open_phone
from sessions import reading
from sessions.bundled import CLOCK
from sessions.store import Store

from .quiet import Nobody
from .session_corpus import ALL, Case


def measure_share(store: Store, cases: Sequence[Case]) -> tuple[float, int]:
    """The host's share of all replays' time (0 to 1), and how many of them were the same. Recorded, as the product does."""
    own = whole = 0.0
    same = 0
    with (
        tempfile.TemporaryDirectory() as state,
        DemoPhoneProcess(state=Path(state), fixed_clock=CLOCK, realistic=True, control=True) as demo,
    ):
        control = Control(demo.control_port)
        phone = open_phone(demo.address)
        try:
            for case in cases:
                control.ask("reset")
                detail = reading.load_session(store, case.session)

                def load(sha: str) -> bytes:
                    return reading.blob(store, sha)

                doc = recorded_doc(detail, load)
                session = store.start_session("replay", case.task, parent=case.session, doc=doc_for_replay(doc))
                began, spent = time.monotonic(), own_seconds()
                result = replay_session(
                    detail,
                    load,
                    phone,
                    policy=Policy(allow=ALL),
                    person=Nobody(),
                    doc=doc,
                    recorder=StoreRecorder(store, session),
                )
                own, whole = own + own_seconds() - spent, whole + time.monotonic() - began
                same += result.status == "same"
        finally:
            phone.close()
            control.close()
    return (round(own / whole, 3) if whole else 0.0), same


def own_seconds() -> float:
    """What this process has computed, and this thread waited for a processor (where the system tells), in seconds."""
    try:
        waited = int(Path("/proc/thread-self/schedstat").read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):
        waited = 0
    return time.process_time() + waited / 1e9
