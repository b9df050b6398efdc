"""What is said before a training begins that could not end."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ground.errors import ModelError
from training import machine
from training.base import Shape

QWEN = Shape(28, 1536, 12, 2, 128, 1_543_714_304, 1_000_000.0, 1e-6)


def test_missing_packages_are_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "torch" else object())
    with pytest.raises(ModelError, match=r"needs torch.*thumbwright\[llama,train\]"):
        machine.require_packages()


def test_too_little_memory_is_said_with_what_is_needed() -> None:
    with pytest.raises(ModelError, match=r"needs 11\.\d GB of memory, 4\.0 are free.*--batch-tokens"):
        machine.require_memory(QWEN, 800, 4 * 10**9)
    machine.require_memory(QWEN, 800, 12 * 10**9)
    machine.require_memory(QWEN, 800, None)  # where the system doesn't say


def test_smaller_batches_need_less() -> None:
    assert machine.needed_bytes(QWEN, 300) < 8 * 10**9


def test_a_torch_that_never_gets_ready_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], *, timeout: float, **_options: Any) -> None:
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.delenv("ONEDNN_MAX_CPU_ISA", raising=False)
    monkeypatch.setattr(subprocess, "run", run)
    machine.settle_instructions.cache_clear()
    with pytest.raises(ModelError, match="didn't get ready"):
        machine.settle_instructions()


def test_instructions_that_end_the_process_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], *, env: dict[str, str], **_options: Any) -> Any:
        return subprocess.CompletedProcess(command, 0 if env.get("ONEDNN_MAX_CPU_ISA") == "AVX2" else -4, b"", b"")

    monkeypatch.setenv("ONEDNN_MAX_CPU_ISA", "")
    monkeypatch.delenv("ONEDNN_MAX_CPU_ISA")
    monkeypatch.setattr(subprocess, "run", run)
    machine.settle_instructions.cache_clear()
    assert machine.settle_instructions() == "AVX2"
    assert not machine.reads_fast("cpu")
    machine.settle_instructions.cache_clear()


@pytest.mark.parametrize(
    ("promised", "held", "fast"),
    [
        ("avx512_bf16", "", True),
        ("avx512_bf16", "avx512_core_bf16", True),
        ("avx512_bf16", "AVX512_CORE_VNNI", False),
        ("avx2", "", False),
    ],
)
def test_torch_reads_fast_with_instructions_for_bfloat16(
    monkeypatch: pytest.MonkeyPatch, promised: str, held: str, fast: bool
) -> None:
    monkeypatch.setattr(Path, "read_text", lambda *_: f"flags : sse {promised}")
    monkeypatch.setenv("ONEDNN_MAX_CPU_ISA", held)
    assert machine.reads_fast("cpu") is fast
