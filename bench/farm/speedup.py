"""How much faster the same replays are on many phones than on one, each as `run @TASK` does it: its own connection, lock, session.

The machine may be busy with other things: one phone and many take turns within one run, so that both meet the same neighbours, and
the shares of the processor that went to us, to the phones and to others are told beside the ratio."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from farm.doing import do_on
from farm.together import on_each
from farm.work import Outcome, Work
from ground.errors import PhoneError

from ..quiet import Nobody
from .shelf import ShelfPhone

ROUNDS = 4
Tell = Callable[[str], object]


@dataclass
class Speedup:
    """The same replays on one phone and on many."""

    replays: int = 0
    phones: int = 0
    one_s: float = 0.0
    many_s: float = 0.0
    not_done: list[str] = field(default_factory=list)
    """What didn't end as done, in words; a replay that fails is no replay."""
    our_cpu_s: float = 0.0
    """Of this process, over all replays."""
    phones_cpu_s: float = 0.0
    """Of the demo phones' processes."""
    others_share: float = 0.0
    """Of the machine's processors, what other processes had while it was measured, 0 to 1."""

    @property
    def speedup(self) -> float:
        return self.one_s / self.many_s if self.many_s else 0.0


def measure_speedup(shelf: Sequence[ShelfPhone], works: Sequence[Work], tell: Tell) -> Speedup:
    """Every work once on one phone and once over all phones of the shelf, in turns. Raises PhoneError where none is done."""
    found = Speedup(len(works), len(shelf))
    cpu, phones, machine, began = time.process_time(), _cpu_of(shelf), _machine(), time.monotonic()
    size = -(-len(works) // ROUNDS)
    for start in range(0, len(works), size):
        some = works[start : start + size]
        found.one_s += _timed(shelf[:1], some, found)
        found.many_s += _timed(shelf, some, found)
        tell(
            f"{start + len(some)}/{len(works)} replays: one phone {found.one_s:.0f} s, {len(shelf)} phones {found.many_s:.0f} s"
        )
    took = time.monotonic() - began
    found.our_cpu_s = time.process_time() - cpu
    found.phones_cpu_s = _cpu_of(shelf) - phones
    busy, idle = (now - before for now, before in zip(_machine(), machine, strict=True))
    if busy + idle > 0:
        ours = (found.our_cpu_s + found.phones_cpu_s) / (took * (os.cpu_count() or 1))
        found.others_share = max(0.0, busy / (busy + idle) - ours)
    if len(found.not_done) == 2 * len(works):
        raise PhoneError(f"Not one replay was done: {found.not_done[0]}")
    return found


def _timed(shelf: Sequence[ShelfPhone], works: Sequence[Work], found: Speedup) -> float:
    """Seconds for these works, each phone taking the next one as soon as it is free."""
    lock, left = threading.Lock(), list(reversed(works))

    def many(serial: str) -> Outcome:
        done = Outcome(serial, "done")
        while True:
            with lock:
                if not left:
                    return done
                work = left.pop()
            one = do_on(serial, work, person=Nobody(), cancel=threading.Event(), doing="thumbwright bench farm")
            if one.status != "done":
                found.not_done.append(f"{work.words}: {one.status}: {one.answer}")

    began = time.monotonic()
    for one in on_each([phone.serial for phone in shelf], many, at_once=len(shelf)):
        if one.status != "done":
            found.not_done.append(f"{one.serial}: {one.answer}")
    return time.monotonic() - began


def _cpu_of(shelf: Sequence[ShelfPhone]) -> float:
    """Processor seconds of the demo phones so far; 0 where the system doesn't say."""
    total = 0.0
    for phone in shelf:
        try:
            fields = Path(f"/proc/{phone.demo.process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            return 0.0
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def _machine() -> tuple[float, float]:
    """Ticks that the machine's processors were busy and idle so far; zeros where the system doesn't say."""
    try:
        ticks = [int(word) for word in Path("/proc/stat").read_text("ascii").splitlines()[0].split()[1:9]]
    except (OSError, ValueError):
        return 0.0, 0.0
    idle = ticks[3] + ticks[4]
    return float(sum(ticks) - idle), float(idle)
