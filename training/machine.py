"""What training needs of this machine, looked at before it begins: packages, instructions that hold, memory."""

from __future__ import annotations

import functools
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ground.errors import ModelError

if TYPE_CHECKING:
    from .base import Shape

PACKAGES = ("torch", "gguf", "numpy")
TOKEN_BYTES = 200
"""What a batch's token keeps for the way back, for each layer and each number of the model's width; measured."""
SPARE_BYTES = 1 << 30
"""For Python, torch, two prefix states and the adapter with its optimizer."""
_TRY = "import torch; a = torch.ones(256, 256, dtype=torch.bfloat16); print((a @ a).sum().item())"
_WITHOUT_BFLOAT16 = ("SSE41", "AVX", "AVX2", "AVX2_VNNI", "AVX512_CORE", "AVX512_CORE_VNNI")
"""What torch may be held to (oneDNN's names) that has no instructions for bfloat16."""


def require_packages() -> None:
    """Raises ModelError where something to train with is missing."""
    missing = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    if missing:
        raise ModelError(
            f"Training needs {', '.join(missing)}, which isn't installed. It comes with thumbwright's extra: "
            "pip install 'thumbwright[llama,train]'. Without a GPU, torch's build for processors (+cpu) does, a tenth the size."
        )


@functools.cache
def settle_instructions() -> str:
    """Have torch leave alone what this processor promises and hasn't got; returns what it was held to, if anything.

    Some virtual machines promise matrix instructions (AMX) that then end the process, so a process of its own tries them."""
    if "ONEDNN_MAX_CPU_ISA" in os.environ:
        return os.environ["ONEDNN_MAX_CPU_ISA"]
    for held in ("", "AVX512_CORE_BF16", "AVX2"):
        environment = os.environ | ({"ONEDNN_MAX_CPU_ISA": held} if held else {})
        try:
            tried = subprocess.run([sys.executable, "-c", _TRY], env=environment, capture_output=True, timeout=300)
        except subprocess.TimeoutExpired:
            raise ModelError(
                "torch didn't get ready within 5 minutes: is this machine short of memory, or busy?"
            ) from None
        if tried.returncode == 0:
            if held:
                os.environ["ONEDNN_MAX_CPU_ISA"] = held  # torch reads it when it first computes
            return held
    raise ModelError(f"torch can't compute on this machine: {tried.stderr.decode(errors='replace').strip()[-300:]}")


def reads_fast(where: str) -> bool:
    """Whether torch reads docs faster here than llama.cpp: on a GPU, or with instructions for bfloat16 that hold."""
    if where != "cpu":
        return True
    try:
        promised = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return False
    held = os.environ.get("ONEDNN_MAX_CPU_ISA", "").upper()
    return held not in _WITHOUT_BFLOAT16 and ("avx512_bf16" in promised or "amx_bf16" in promised)


def device() -> str:
    """Where to train: on a GPU where torch has one."""
    import torch

    if torch.cuda.is_available():
        return "cuda"
    torch.set_num_threads(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    return "cpu"


def needed_bytes(shape: Shape, batch_tokens: int) -> int:
    """Memory that training takes at most, with batches of so many tokens."""
    return shape.parameters * 2 + TOKEN_BYTES * shape.layers * shape.width * batch_tokens + SPARE_BYTES


def free_bytes(where: str) -> int | None:
    """Memory that is to be had on a device; None where the system doesn't say."""
    if where != "cpu":
        import torch

        return int(torch.cuda.mem_get_info()[0])
    try:
        lines = Path("/proc/meminfo").read_text("utf-8").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, StopIteration, ValueError):
        return None


def require_memory(shape: Shape, batch_tokens: int, free: int | None) -> None:
    """Raises ModelError where memory wouldn't do."""
    needed = needed_bytes(shape, batch_tokens)
    if free is not None and free < needed:
        raise ModelError(
            f"Training needs {needed / 1e9:.1f} GB of memory, {free / 1e9:.1f} are free. Close what takes it, or train in "
            "smaller batches: --batch-tokens 300"
        )
