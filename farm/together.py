"""One thing done on many phones of this machine, so many at a time, each in a thread of its own. What is done is the caller's; here
is who begins when, and that each phone ends with an outcome, whatever happens to it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait

from ground.errors import CancelledError, PhoneError, ThumbwrightError
from ground.phone_lock import PhoneInUse

from .work import Outcome

AT_ONCE = 8
"""Phones at a time, unless another number is said: on two cores a replay with a phone's latencies takes some 7 % of one."""
_LOOK_S = 0.1
Do = Callable[[str], Outcome]
"""Carries it out on the phone of this serial. May raise any ThumbwrightError."""
Tell = Callable[[Outcome], object]


def on_each(
    serials: Sequence[str],
    do: Do,
    *,
    at_once: int = AT_ONCE,
    cancel: threading.Event | None = None,
    begun: Callable[[str], object] = lambda serial: None,
    ended: Tell = lambda outcome: None,
    meanwhile: Callable[[], object] = lambda: None,
) -> list[Outcome]:
    """Do it on each, `at_once` at a time; the outcomes in the order of `serials`.

    `begun` and `ended` are called from the threads, `meanwhile` again and again from the caller's own. Once `cancel` is set no
    further phone begins; what is under way ends at its next safe point.
    """
    stop = cancel or threading.Event()

    def one(serial: str) -> Outcome:
        outcome = Outcome(serial, "cancelled", "Not begun: it was stopped before.") if stop.is_set() else None
        if outcome is None:
            begun(serial)
            outcome = outcome_of(serial, do)
        ended(outcome)
        return outcome

    pool = ThreadPoolExecutor(max(1, min(at_once, len(serials))), thread_name_prefix="phone")
    try:
        futures = [pool.submit(one, serial) for serial in serials]
        _wait(futures, meanwhile)
        return [future.result() for future in futures]
    except BaseException:
        stop.set()  # a second Ctrl-C: what is under way ends at its next safe point, nothing else begins
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _wait(futures: Sequence[Future[Outcome]], meanwhile: Callable[[], object]) -> None:
    """In small pieces: a signal is only heeded between two of them on some systems."""
    while wait(futures, timeout=_LOOK_S).not_done:
        meanwhile()


def outcome_of(serial: str, do: Do) -> Outcome:
    """Do it on one phone; whatever it raises is an outcome, too."""
    try:
        return do(serial)
    except PhoneInUse as error:
        return Outcome(serial, "busy", error.said)
    except CancelledError as error:
        return Outcome(serial, "cancelled", str(error))
    except PhoneError as error:
        return Outcome(serial, "busy" if isinstance(error.__context__, PhoneInUse) else "lost", str(error))
    except ThumbwrightError as error:
        return Outcome(serial, "failed", str(error))
    except Exception as error:  # a fault of ours on one phone is no reason to leave the others
        return Outcome(serial, "failed", f"{type(error).__name__}: {error}")
