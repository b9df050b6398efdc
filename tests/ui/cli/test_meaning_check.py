"""What `doctor` says of the encoder, which nothing needs."""

from __future__ import annotations

import pytest

from agent.files.catalogue import find_model, meaning_key
from ground import paths
from ui.checks import machine_checks


def doctor() -> tuple[str, str, str]:
    [row] = [(state, reason, fix) for name, state, reason, fix in machine_checks() if name == "meaning"]
    return row


def test_its_absence_is_no_fault() -> None:
    state, reason, fix = doctor()
    assert (state, fix) == ("ok", "")
    assert "by words" in reason and "thumbwright models pull minilm" in reason


@pytest.mark.parametrize("data", [b"GGUF", b""], ids=["cut off", "empty"])
def test_a_damaged_one_is_told(data: bytes) -> None:
    (paths.models_dir() / find_model(meaning_key()).file).write_bytes(data)
    state, reason, fix = doctor()
    assert (state, fix) == ("warn", "thumbwright models pull minilm")
    assert "damaged" in reason and "by words" in reason
