"""All of it: the shelf, the speed-up, the kills; and the figures as they are printed."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..pocket.running import own_home
from ..statistics import load
from .killing import measure_kills
from .shelf import bundled_doc, shelf, works
from .speedup import measure_speedup

TARGETS: dict[str, tuple[str, float]] = {
    "speedup": ("≥", 6),
    "twice_done": ("=", 0),
    "lost": ("=", 0),
    "untrue": ("=", 0),
    "hung": ("=", 0),
}
"""What the figures should be."""
DEFINITION = (
    "Replays of saved tasks on demo phones with realistic latencies, each with its own connection, lock and session: all on one "
    "phone against the same over all phones, in turns. Kills: hosts of a farm (processes with two phones each) killed with "
    "SIGKILL at random moments, and the scheduler once; what was done, and how often, is what the phones have stored."
)


def measure(
    *,
    phones: int,
    replays: int,
    kills: int,
    speed: bool = True,
    home: Path | None = None,
    tell: Callable[[str], object],
) -> dict[str, Any]:
    """The figures. Raises PhoneError where the phones or the farm can't be started."""
    began = time.monotonic()
    found: dict[str, Any] = {"definition": DEFINITION, "load": load(), "phones": phones}
    with own_home(home) as folder:
        doc = bundled_doc(folder)
        if speed:
            with shelf(folder / "speedup", phones) as there:
                titles = [f"Note {number}" for number in range(replays)]
                fast = measure_speedup(there, works(doc, titles), tell)
            count = 2 * fast.replays
            found |= {
                "replays": fast.replays,
                "phones_1_seconds": round(fast.one_s, 1),
                f"phones_{phones}_seconds": round(fast.many_s, 1),
                "speedup": round(fast.speedup, 2),
                "replays_not_done": len(fast.not_done),
                "replays_not_done_why": sorted(set(fast.not_done))[:5],
                "our_cpu_ms_per_replay": round(1000 * fast.our_cpu_s / count),
                "phone_cpu_ms_per_replay": round(1000 * fast.phones_cpu_s / count),
                "others_share_of_cpu": round(fast.others_share, 2),
                "load_after_speedup": load(),
            }
        if kills:
            with shelf(folder / "kills", phones) as there:
                killed = measure_kills(folder / "farm", there, doc, kills, tell)
            found |= vars(killed)
    found["load_after"] = load()
    found["seconds"] = round(time.monotonic() - began)
    found["targets_missed"] = missed(found)
    return found


def missed(found: dict[str, Any]) -> list[str]:
    """In words: each figure that isn't what it should be."""
    return [
        f"{name} {sign} {wanted:g}: {found[name]}"
        for name, (sign, wanted) in TARGETS.items()
        if name in found and not (found[name] >= wanted if sign == "≥" else found[name] == wanted)
    ]
