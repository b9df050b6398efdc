"""Which of llama.cpp's ways of computing this machine takes, and on how many threads. It is compiled for the processor as
that describes itself, and some virtual machines promise instructions that then end the process (seen with AMX). Without its
rearranged weights it stays with the instructions that hold, more slowly; that this is so here is remembered.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import os
import platform
import signal
from pathlib import Path

from ground import paths

BROKEN = frozenset(
    int(number)
    for name in ("SIGSEGV", "SIGILL", "SIGBUS", "SIGFPE")
    if (number := getattr(signal, name, None)) is not None
)
"""Signals by which a process ends that computes with instructions the machine doesn't have."""
WAITING = {"OMP_WAIT_POLICY": "passive", "GOMP_SPINCOUNT": "500"}
"""How threads wait for each other, in the environment before llama_cpp is imported. GNU's OpenMP spins on by default, and
one busy neighbour makes decoding 40 times slower; not spinning at all, each of the hundreds of steps that a token takes
puts one to sleep. A few microseconds do for most of what threads wait (docs/figures.md has figures for other counts)."""


def choose_threads(wanted: int = 0) -> tuple[int, int]:
    """Return threads for decoding and for prompts. Decoding leaves a core free: with all of them taken, one busy
    neighbour stalls every token; prompts gain from the last core, decoding hardly does."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return (wanted, wanted) if wanted else (max(1, cores - 1), cores)


def plain_is_known() -> bool:
    """Whether the fast way has ended a process here before, with this llama.cpp on this processor."""
    try:
        return paths.kernels_file().read_text("utf-8") == _here()
    except (OSError, UnicodeDecodeError):
        return False


def remember_plain() -> None:
    """The plain way worked where the fast one didn't."""
    with contextlib.suppress(OSError):
        paths.kernels_file().write_text(_here(), "utf-8")


def _here() -> str:
    try:
        version = importlib.metadata.version("llama-cpp-python")
    except importlib.metadata.PackageNotFoundError:
        version = ""
    return f"{version} on {_processor()}"


def _processor() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
            if line.startswith("flags"):
                return line
    return platform.processor() or platform.machine()
