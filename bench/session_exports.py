"""Recorded sessions taken elsewhere: each exported Python file run on a reset phone, each Maestro flow held against its docs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sessions import reading
from sessions.exporting import to_maestro, to_python
from sessions.store import Store

from .maestro import problems
from .session_corpus import Bench, Case

WAIT_S = 180.0
"""How long one exported file may take; it waits as a careful person would."""


@dataclass
class Exports:
    """How many of them hold, and what is wrong with the others."""

    total: int = 0
    python_same: int = 0
    """Ran by uiautomator2 alone and left the phone as the recorded session did."""
    maestro_ok: int = 0
    missed: list[str] = field(default_factory=list)


def measure_exports(bench: Bench, store: Store, cases: Sequence[Case], folder: Path) -> Exports:
    """Export each case both ways; the phone is reset before each file is run."""
    found = Exports()
    for case in cases:
        found.total += 1
        detail = reading.load_session(store, case.session)
        wrong = problems(to_maestro(detail))
        found.maestro_ok += not wrong
        found.missed += [f"maestro: {case.task}: {said}" for said in wrong]
        file = folder / f"session_{case.session}.py"
        file.write_text(to_python(detail), "utf-8")
        said = _run(bench, file, case)
        found.python_same += not said
        found.missed += [f"python: {case.task}: {said}"] if said else []
    return found


def _run(bench: Bench, file: Path, case: Case) -> str:
    """What went wrong; empty where the file came to the recorded end."""
    bench.reset()
    command = [sys.executable, "-I", str(file), bench.phone.serial]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=WAIT_S, cwd=file.parent)
    except subprocess.TimeoutExpired:
        return f"not done after {WAIT_S:.0f} s"
    if done.returncode:
        return f"ended with {done.returncode}: {(done.stderr + done.stdout).strip()[-300:]}"
    return "" if bench.state() == case.state else "left the phone otherwise"
