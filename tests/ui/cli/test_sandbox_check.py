"""`doctor` says what of the system's bounds holds a script's worker here."""

from __future__ import annotations

import pytest

from interpreter.sandbox import confining
from interpreter.sandbox.confining import Confinement
from ui.checks import machine_checks


@pytest.mark.parametrize(
    ("there", "state", "said"),
    [
        (Confinement(True, 7, True), "ok", "no files, network or processes"),
        (Confinement(True, 0, True, ["no Landlock in this kernel"]), "warn", "no Landlock in this kernel"),
        (Confinement(lacks=["Windows has none of it"]), "warn", "Windows has none of it"),
    ],
    ids=["all of it", "an old kernel", "another system"],
)
def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch, there: Confinement, state: str, said: str) -> None:
    monkeypatch.setattr(confining, "what_there_is", lambda: there)
    (row,) = [row for row in machine_checks() if row[0] == "sandbox"]
    assert row[1] == state and said in row[2]
