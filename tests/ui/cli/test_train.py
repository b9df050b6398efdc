"""What `thumbwright train` refuses before anything is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from ground.exits import ExitCode
from ui.cli import invoke


@pytest.mark.parametrize(
    "option",
    ["--rank=0", "--epochs=0", "--batch=0", "--look-every=0", "--batch-tokens=0", "--rate=0", "--rate=-1", "--seed=-1"],
)
def test_numbers_that_can_not_be_are_refused(tmp_path: Path, option: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "run"
    assert invoke(["train", "run", "--pairs", str(tmp_path), "--out", str(out), option]) == ExitCode.USAGE
    assert option.split("=")[0] in capsys.readouterr().err
    assert not out.exists()
