"""One thing on many phones: who begins when, and how each ends."""

from __future__ import annotations

import threading

import pytest

from farm.together import on_each
from farm.work import Outcome
from ground.errors import CancelledError, DocError, PhoneError
from ground.phone_lock import PhoneInUse

SERIALS = [f"S{number}" for number in range(6)]


def test_never_more_at_a_time_than_was_said_and_the_order_is_kept() -> None:
    lock, under_way, most = threading.Lock(), 0, 0
    both = threading.Barrier(2, timeout=10)

    def do(serial: str) -> Outcome:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        both.wait()  # only where two are under way at once does it go on
        with lock:
            under_way -= 1
        return Outcome(serial, "done")

    found = on_each(SERIALS, do, at_once=2)
    assert [one.serial for one in found] == SERIALS
    assert most == 2


def raising(error: Exception) -> Outcome:
    raise error


def in_use_after_waiting() -> Outcome:
    try:
        raise PhoneInUse("S1", None)
    except PhoneError as error:
        raise PhoneError(f"Not run: {error}") from None


@pytest.mark.parametrize(
    ("what", "status"),
    [
        (lambda: raising(PhoneInUse("S1", None)), "busy"),
        (in_use_after_waiting, "busy"),
        (lambda: raising(PhoneError("gone")), "lost"),
        (lambda: raising(CancelledError("you")), "cancelled"),
        (lambda: raising(DocError("no doc")), "failed"),
        (lambda: raising(ValueError("a fault of ours")), "failed"),
    ],
)
def test_what_happens_to_one_phone_is_told_and_the_others_go_on(what, status: str) -> None:  # type: ignore[no-untyped-def]
    told: list[Outcome] = []
    found = on_each(
        ["S0", "S1", "S2"], lambda serial: what() if serial == "S1" else Outcome(serial, "done"), ended=told.append
    )
    assert [one.status for one in found] == ["done", status, "done"]
    assert found[1].answer
    assert sorted(one.serial for one in told) == ["S0", "S1", "S2"]


def test_once_it_is_stopped_no_further_phone_begins() -> None:
    cancel = threading.Event()
    begun: list[str] = []

    def do(serial: str) -> Outcome:
        cancel.set()
        return Outcome(serial, "cancelled")

    found = on_each(SERIALS, do, at_once=1, cancel=cancel, begun=begun.append)
    assert begun == ["S0"]
    assert {one.status for one in found} == {"cancelled"}
    assert "Not begun" in found[-1].answer
