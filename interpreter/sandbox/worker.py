"""Runs a script in a pydantic-monty worker, a process that can do nothing but compute and ask us.

What is covered: every use of the phone, every read of it, `finish`, `print` and the clock cross one gate here, each with
its line and text, and go to the host as a `Call`; nothing of the host is reachable through a handle, which carries a path
and no more. Time, memory, recursion, the number of calls and the script's length are bounded, also in a script that
catches everything. Files, the network, other modules and the process are out of reach.

The worker's process is confined by the operating system besides, where it can be (`confining`): a hole in monty is then no
hole in the machine.

What is not covered: what a call does to the phone, and whether it may, is the host's matter; a host call that hangs is the
host's to time out.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from pydantic_monty import Monty, MontyError, MontySession
from pydantic_monty._binary import find_monty_binary

from apidocs.doc import AppDoc

from ..calls import Host
from ..calls.errors import LimitReached
from ..reading.problems import ScriptProblem
from .confining import launcher
from .one_run import Run, SandboxLimits, SandboxResult

log = logging.getLogger(__name__)


def monty_program() -> str:
    """Where the worker's program is installed."""
    return str(find_monty_binary())


class Sandbox:
    """A worker kept warm and the running of scripts in it. Usable from any thread, one run a time per worker; close it,
    or use it as a context manager. A sandbox that was closed opens again when used."""

    def __init__(self, limits: SandboxLimits | None = None, *, program: str = "") -> None:
        """`program` is the worker's; empty: monty, as it was installed."""
        self.limits = limits or SandboxLimits()
        self._program = program or monty_program()
        self._pool: Monty | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Sandbox:
        self._opened()
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the workers. A second time does nothing."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.__exit__(None, None, None)

    def _opened(self) -> Monty:
        with self._lock:
            if self._pool is None:
                self._pool = self._confined_pool() or self._pool_of(self._program)
            return self._pool

    def _confined_pool(self) -> Monty | None:
        """Workers with the system's bounds around them; None where such a worker doesn't start: a sandbox without them is
        still one, and `doctor` says so."""
        confined = launcher(self._program)
        if confined is None:
            return None
        pool = self._pool_of(str(confined))
        try:
            with _session(pool, self.limits, None):
                return pool
        except MontyError as error:
            log.warning("The sandbox's worker doesn't start within the system's bounds, and goes on without: %s", error)
            pool.__exit__(None, None, None)
            return None

    def _pool_of(self, program: str) -> Monty:
        return Monty(
            binary_path=program,
            min_processes=1,
            max_processes=4,
            checkout_timeout=30.0,
            # a worker that doesn't heed its own limits is killed
            request_timeout=self.limits.turn_s + 10.0,
            max_checkouts_per_worker=50,
        ).__enter__()

    def run(
        self,
        script: str,
        doc: AppDoc,
        host: Host,
        *,
        cancel: threading.Event | None = None,
        now: datetime | None = None,
        idle_s: Callable[[], float] | None = None,
    ) -> SandboxResult:
        """Runs a script to its end, its `finish()`, or whatever stops it.

        `now` is the script's fixed clock; None lets it read this machine's. `idle_s` says how long the run has waited for
        the person so far: that isn't counted. Raises what the host raises, but for `CallFailed`, which the script may
        catch, and the `Stop` family, which becomes the result; both abandon the worker's session.
        """
        if len(script) > self.limits.script_chars:
            said = f"The script has {len(script):,} characters; {self.limits.script_chars:,} are allowed"
            problem = ScriptProblem(0, "", said, "Split the task", "TooLong")
            return SandboxResult("limit", error=problem, stop=LimitReached(said))
        run = Run(self.limits, script, doc, host, cancel, idle_s)
        try:
            with _session(self._opened(), self.limits, now) as session:
                return run.drive(session)
        except Exception as e:
            if e is run.raised:
                raise
            # a worker that died, or that says what no worker says: to be told, whatever it is, and never believed
            return run.stopped() if run.cancelled() else run.crashed(e)


@contextlib.contextmanager
def _session(pool: Monty, limits: SandboxLimits, now: datetime | None) -> Iterator[MontySession]:
    policy: dict[str, Any] = {"sleep": "call_host", "random_start": {"seed": 1}}
    if now is not None:
        policy["datetime"] = now
    else:
        offset = datetime.now().astimezone().utcoffset()
        policy["timezone"] = {"offset_seconds": int(offset.total_seconds()) if offset else 0}
    bounds: dict[str, Any] = {
        "max_turn_duration_secs": limits.turn_s,
        "max_feed_duration_secs": limits.compute_s,
        "max_memory": limits.memory_bytes,
        "max_recursion_depth": limits.recursion,
        "max_suspensions": limits.crossings + 1_000,
    }
    checkout: Any = pool.checkout
    with checkout(limits=bounds, os_policy=policy) as session:
        yield session
