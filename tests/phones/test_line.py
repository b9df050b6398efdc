"""What a failure on the way to a phone comes to, once the phone has been looked for."""

from __future__ import annotations

import socket
from types import SimpleNamespace

import adbutils
import pytest

from phones.errors import Broke, CallRefused, CallTimeout, PhoneLost
from phones.line import Line


@pytest.mark.parametrize(
    ("error", "back", "kind", "said"),
    [
        (
            adbutils.AdbError("device offline"),
            True,
            Broke,
            "the connection was lost for a moment: device offline",
        ),
        (
            ConnectionResetError("reset by peer"),
            True,
            Broke,
            "the connection was lost for a moment: reset by peer",
        ),
        (adbutils.AdbError("closed"), True, Broke, "the connection was lost for a moment: closed"),
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


class Connection:
    """A connection to adb's server; `says` is what it answers to `host:transport`."""

    def __init__(self, says: str) -> None:
        self.says = says
        self.sent: list[str] = []
        self.conn = socket.socket()

    def send_command(self, command: str) -> None:
        self.sent.append(command)

    def check_okay(self) -> None:
        if self.says:
            raise adbutils.AdbError(self.says)


@pytest.mark.parametrize("back", [True, False], ids=["back", "gone"])
def test_a_line_that_has_just_broken_is_made_again_before_anything_is_asked(
    monkeypatch: pytest.MonkeyPatch, back: bool
) -> None:
    made = [Connection("device offline"), Connection("")]
    line = Line.__new__(Line)
    line.serial = "A"
    left = iter(made)
    line.client = SimpleNamespace(make_connection=lambda timeout: next(left))  # type: ignore[assignment]
    monkeypatch.setattr(line, "back", lambda: back)
    if back:
        line._service("shell:pm list packages", 5.0).close()
        assert made[1].sent == ["host:transport:A", "shell:pm list packages"]
    else:
        with pytest.raises(adbutils.AdbError, match="offline"):
            line._service("shell:pm list packages", 5.0)
    assert made[0].sent == ["host:transport:A"], "the command wasn't sent on the broken one"
    for one in made:
        one.conn.close()


@pytest.mark.parametrize("reads", [True, False], ids=["reads", "acts"])
def test_what_only_reads_is_asked_again_and_what_acts_is_not(monkeypatch: pytest.MonkeyPatch, reads: bool) -> None:
    line = Line.__new__(Line)
    asked: list[str] = []

    def printed(command: str, doing: str, timeout_s: float) -> bytes:
        asked.append(command)
        if len(asked) == 1:
            raise Broke("A", doing, "the connection was lost for a moment")
        return b"Notes"

    monkeypatch.setattr(line, "_printed", printed)
    if reads:
        assert line.shell("pm list packages", reads=True) == "Notes"
    else:
        with pytest.raises(Broke):
            line.shell(["am", "start", "x"])
    assert len(asked) == (2 if reads else 1)
