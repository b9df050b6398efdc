"""What a failure on the way to a phone comes to, once the phone has been looked for."""

from __future__ import annotations

import adbutils
import pytest

from phones.errors import CallRefused, CallTimeout, PhoneLost
from phones.line import Line


@pytest.mark.parametrize(
    ("error", "back", "kind", "said"),
    [
        (
            adbutils.AdbError("device offline"),
            True,
            CallRefused,
            "the connection was lost for a moment: device offline",
        ),
        (
            ConnectionResetError("reset by peer"),
            True,
            CallRefused,
            "the connection was lost for a moment: reset by peer",
        ),
        (adbutils.AdbError("closed"), True, CallRefused, "the connection was lost for a moment: closed"),
        (adbutils.AdbError("unknown command"), True, CallRefused, r"refused: list the apps \(unknown command\)"),
        (adbutils.AdbError("device offline"), False, PhoneLost, "was lost"),
        (adbutils.AdbTimeout("late"), True, CallTimeout, "didn't answer within 5 s"),
    ],
    ids=["offline", "reset", "closed", "a refused command", "gone", "late"],
)
def test_why_a_call_failed_is_told(
    monkeypatch: pytest.MonkeyPatch, error: Exception, back: bool, kind: type[Exception], said: str
) -> None:
    line = Line.__new__(Line)
    line.serial = "A"
    monkeypatch.setattr(line, "back", lambda: back)
    found = line.lost(error, "list the apps", 5.0)
    assert type(found) is kind
    with pytest.raises(kind, match=said):
        raise found
