"""One run of a script on a phone: sandbox and host put together, and whatever ends it turned into a result.

Never raises for what the script or the phone does; a script that was checked and one that wasn't run alike.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Unpack

from apidocs.doc import AppDoc
from ground.errors import PhoneError, StoreError
from phones.errors import AdbMissing, NoPhone, Offline, PhoneLost, ServerLost, Unauthorized
from phones.hierarchy import Hierarchy
from phones.phone import Phone
from sessions.records import CallRecord
from sessions.titles import Listed

from ..calls import Call, LeftOpen, LookedThrough, Message, Outcome, Read
from ..calls.errors import CallFailed, Cancelled, Denied, LimitReached, Stop
from ..forms.put_in import Forms
from ..reading.declining import declines
from ..reading.loop_conditions import LoopConditions
from ..reading.problems import ScriptProblem
from .going_on import GoingOnHost
from .host import PhoneHost
from .host_state import HostOptions
from .taking_back import TakenBack

if TYPE_CHECKING:
    from ..sandbox.one_run import SandboxResult
    from ..sandbox.worker import Sandbox

RunStatus = Literal["done", "not_done", "failed", "denied", "cancelled", "limit"]
_GONE = (PhoneLost, ServerLost, Offline, NoPhone, Unauthorized, AdbMissing)


@dataclass
class RunResult:
    """How a run went."""

    status: RunStatus
    """done: to its end, or `finish()`. not_done: `finish()` with an answer that says so. failed: an error, or the phone was
    lost; what was done until then stands in `calls`."""
    answer: str = ""
    """Of `finish()`."""
    problem: ScriptProblem | None = None
    calls: list[tuple[Call, Outcome]] = field(default_factory=list)
    read: list[Read] = field(default_factory=list)
    """What the script read from the phone, in order."""
    screen: str = ""
    """Name of the doc's screen in front at the end, as far as it was seen."""
    hierarchy: Hierarchy | None = None
    lost: bool = False
    """The phone went away in the middle: nothing more can be done, by anybody."""
    forms: Forms = field(default_factory=Forms)
    """What the run put in and didn't save."""
    taken_back: TakenBack = field(default_factory=TakenBack)
    """What a run that was not done had begun: what of it was undone, what is still there."""
    left_open: list[LeftOpen] = field(default_factory=list)
    """Forms with values that nothing has saved, and dialogs that wait for an answer."""
    looked_through: list[LookedThrough] = field(default_factory=list)
    """The lists that were read, in order."""
    messages: list[Message] = field(default_factory=list)
    """What the app said, in order."""
    listed: list[Listed] = field(default_factory=list, repr=False)
    """What rows of the lists that were read or passed by are called."""


def run_script(
    script: str,
    doc: AppDoc,
    phone: Phone,
    *,
    sandbox: Sandbox | None = None,
    now: datetime | None = None,
    done: Sequence[CallRecord] = (),
    **options: Unpack[HostOptions],
) -> RunResult:
    """Run a script to its end, its `finish()`, or whatever stops it. Of one that was not done nothing is left behind.

    `sandbox` is one kept warm; without it one is started for this run. `now` fixes the script's clock. `done` are the calls of a
    run of this very script that was cut off: what it had done isn't done again.
    """
    stop = options.get("cancel") or threading.Event()
    options["cancel"] = stop
    options.setdefault("takes", LoopConditions(script, doc).takes)
    host = GoingOnHost(phone, doc, done=done, **options) if done else PhoneHost(phone, doc, **options)
    with ExitStack() as stack:
        if sandbox is None:
            from ..sandbox.worker import Sandbox

            sandbox = stack.enter_context(Sandbox())
        try:
            ran = sandbox.run(script, doc, host, cancel=stop, now=now, idle_s=lambda: host.thought_s)
            result = _of(ran, host.read)
            if ran.status == "ended":
                try:
                    host.close_up()
                except CallFailed as error:
                    result = RunResult("failed", ran.answer, _at_last_call(error, host))
            if result.status == "done":
                with suppress(
                    CallFailed, PhoneError, Cancelled
                ):  # what was done is done, whether it can be seen or not
                    host.proofs.at_the_end()
        except Stop as stopped:
            result = RunResult(_status(stopped), problem=_at_last_call(stopped, host, over=True))
        except (PhoneError, StoreError) as error:  # nothing is done that can't be recorded
            result = RunResult("failed", problem=_lost(error, host), lost=isinstance(error, _GONE))
    seen_by(host, result)
    if result.status != "done":
        result.taken_back = host.take_back(result.status if result.status in ("denied", "cancelled") else "failed")
        if not result.taken_back.left:
            result.left_open = []
    return result


def seen_by(host: PhoneHost, result: RunResult) -> None:
    """Put into a result what its host did, read and saw."""
    last = host.front.last
    result.calls = host.calls
    result.read = host.read
    result.screen = last.name if last is not None else ""
    result.hierarchy = last.hierarchy if last is not None else None
    result.forms = host.forms
    result.left_open = host.left_open()
    result.looked_through = host.proofs.looked
    result.messages = host.proofs.messages
    result.listed = host.listed()


def _of(ran: SandboxResult, read: Sequence[Read]) -> RunResult:
    """The sandbox's word for it, in the words of a run."""
    if ran.status in ("finished", "ended"):
        answer = ran.answer.strip().lower()
        # a song may well be called "Can't Stop"
        theirs = any(one.value.strip() and answer.startswith(one.value.strip().lower()) for one in read)
        refused = declines(answer) and not theirs
        return RunResult("not_done" if refused else "done", ran.answer)
    return RunResult(_status(ran.stop), ran.answer, ran.error)


def _status(stop: Stop | None) -> RunStatus:
    if isinstance(stop, Denied):
        return "denied"
    if isinstance(stop, Cancelled):
        return "cancelled"
    return "limit" if isinstance(stop, LimitReached) else "failed"


def _at_last_call(error: BaseException, host: PhoneHost, hint: str = "", *, over: bool = False) -> ScriptProblem:
    """What went wrong, where the script stood: what its last call came to, once it was clear that nothing follows it. `over`: it is
    what kept the run from closing what the script had left open."""
    call = host.calls[-1][0] if host.calls else None
    line, source = (call.line, call.source) if call is not None and not over else (0, "")
    hint = "The rest of the script was carried out." if over else hint
    return ScriptProblem(line, source, str(error), hint, type(error).__name__, call=call)


def _lost(error: PhoneError | StoreError, host: PhoneHost) -> ScriptProblem:
    """Where the script stood when the phone, or the record, failed it."""
    done = sum(1 for _, outcome in host.calls if outcome.status == "ok")
    hint = f"{done} calls had been carried out before." if done else "Nothing had been done before."
    return _at_last_call(error, host, hint)
