"""One run of a script: answers each question of the monty worker that computes it, most of them without the host. `Run._call` is
the one gate to that. How a worker is had, and what is covered by all this, is `interpreter.sandbox.worker`'s.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pydantic_monty import (
    ClassInstance,
    FunctionSnapshot,
    MontyComplete,
    MontyCrashedError,
    MontyRuntimeError,
    MontySession,
    MontySyntaxError,
    NameLookupSnapshot,
)
from pydantic_monty import SyncSnapshot as Step

from apidocs.doc import AppDoc

from ..calls import Call, Host, Ref
from ..calls.errors import CallFailed, Cancelled, Finished, LimitReached, Stop
from ..calls.limits import MAX_CHARS
from ..reading.members import Member, Members, key_of
from ..reading.problems import ScriptProblem, explain
from ..reading.scripts import Source
from .handles import WrongCall, arguments, handle_for
from .prelude import PRELUDE
from .row_texts import RowTexts

Status = Literal["finished", "ended", "failed", "stopped", "crashed", "limit"]

log = logging.getLogger(__name__)

_TOLD_S = 0.05
SCRIPT_FEED = "<python-input-1>"
"""The prelude is feed 0."""
PLAIN_ERRORS = frozenset({"AttributeError", "ModuleNotFoundError", "NameError", "RuntimeError", "TypeError"})
"""Python's messages that say enough without the error's name."""


@dataclass(frozen=True)
class SandboxLimits:
    """Bounds of one run. There is none without them: a worker whose host died would compute on for ever."""

    script_chars: int = MAX_CHARS
    calls: int = 500
    """Host calls, reads included."""
    wall_s: float = 900.0
    """The whole run, host time included, waiting for the person not. Looked at between calls."""
    turn_s: float = 2.0
    """Computing between two calls; also how long a cancel may wait."""
    compute_s: float = 20.0
    """Computing in all."""
    memory_bytes: int = 64_000_000
    recursion: int = 200
    crossings: int = 50_000
    """Looking a handle up counts here, and is no call."""
    printed_chars: int = 20_000
    """What `print` writes beyond this is dropped."""


@dataclass
class SandboxResult:
    """How a run of a script went."""

    status: Status
    """finished: by `finish()`. ended: ran to its end without. failed: an error of the script, or a failed call it didn't
    catch. stopped: refused or cancelled. crashed: the worker died. limit: a bound of `SandboxLimits`, or the host's."""
    answer: str = ""
    error: ScriptProblem | None = None
    calls: int = 0
    stop: Stop | None = None
    """What ended the run, for finished, stopped and limit."""
    printed: list[str] = field(default_factory=list)
    """What the script printed, in order, as it came."""


class _Thing(ClassInstance):
    """A handle as monty takes it; a read of the phone is done beforehand and handed over here."""

    answer: object = None
    """A value, or the CallFailed of the read."""

    def lookup_lazy_attrs(self, name: str) -> object:
        if isinstance(self.answer, CallFailed):
            raise RuntimeError(str(self.answer))
        return self.answer


class Run:
    """One run, from its first question to its result."""

    def __init__(
        self,
        limits: SandboxLimits,
        script: str,
        doc: AppDoc,
        host: Host,
        cancel: threading.Event | None,
        idle_s: Callable[[], float] | None,
    ) -> None:
        self.limits, self.doc, self.host = limits, doc, host
        # a lone half of a surrogate pair can't be sent to the worker
        self.script = script.encode("utf-8", "replace").decode()
        self.source = Source(self.script)
        self.members = Members(doc)
        self.texts = RowTexts(doc, self.members, self.source)
        self.cancel, self.idle_s = cancel, idle_s
        self.started = time.monotonic()
        self.calls = self.crossings = self.printed_chars = 0
        self.last: Call | None = None
        self.failed: tuple[Call, CallFailed] | None = None
        self.missed: tuple[Ref, str] | None = None
        self.raised: BaseException | None = None
        """What the host raised, which is its own and goes on to who runs this."""
        self.printed: list[str] = []
        self._objects: dict[uuid.UUID, _Thing] = {}
        self._values: dict[str, Member] = {}

    def drive(self, session: MontySession) -> SandboxResult:
        try:
            self._bounds()
            session.feed_run(PRELUDE)
            # bound beforehand: a name that has to be looked up fails within a builtin's callback
            screens = {name: self._wrap(m.ref) for name, m in self.members.screens.items()}
            step: Step = session.feed_start(self.script, inputs=screens, print_callback=self._print)
            while not isinstance(step, MontyComplete):
                self._bounds()
                step = self._answer(step)
        except Finished as stop:
            return self._result("finished", answer=stop.answer, stop=stop)
        except LimitReached as stop:
            return self._result("limit", error=self._where(str(stop), "LimitReached"), stop=stop)
        except Stop as stop:
            return self._result("stopped", error=self._where(str(stop), type(stop).__name__), stop=stop)
        except (MontyRuntimeError, MontySyntaxError) as e:
            return self._failed(e)
        return self._result("ended")

    def cancelled(self) -> bool:
        """Whether the person stopped the run. Ctrl-C in a terminal reaches the worker, too, which dies of it, perhaps a
        moment before we are told."""
        return self.cancel is not None and self.cancel.wait(_TOLD_S)

    def stopped(self) -> SandboxResult:
        """What a cancelled run comes to."""
        return self._result("stopped", error=self._where("Cancelled", "Cancelled"), stop=Cancelled("Cancelled"))

    def crashed(self, error: Exception) -> SandboxResult:
        """What a run comes to whose worker died, or can't be talked to."""
        if isinstance(error, MontyCrashedError):
            said = "The script used up what a script may use, and its process was ended"
        else:
            log.info("What the sandbox's worker said", exc_info=error)
            said = "The process that runs the script says what can't be understood, and was ended"
        return self._result("crashed", error=self._where(f"{said} ({error})", "Crashed"))

    def _result(self, status: Status, **more: Any) -> SandboxResult:
        return SandboxResult(status, calls=self.calls, printed=self.printed, **more)

    def _where(self, message: str, kind: str) -> ScriptProblem:
        """A problem that monty gives no frame for: the last call is the nearest known place."""
        line = self.last.line if self.last else 0
        return ScriptProblem(line, self.source.line(line), message, kind=kind, call=self.last)

    def _failed(self, error: Any) -> SandboxResult:
        frames = [f for f in error.traceback() if f.filename == SCRIPT_FEED]
        kind = type(error.exception()).__name__
        if kind == "TimeoutError" and not frames and self.cancel is not None and self.cancel.is_set():
            # cancelled while it computed: it ran into its limit because nobody could tell it
            return self.stopped()
        message = error.display("msg") if kind in PLAIN_ERRORS else error.display("type-msg")
        line = frames[-1].line if frames else 0
        via = tuple(f.line for f in frames[:-1])[-3:]
        problem = ScriptProblem(line, self.source.line(line), message, kind=kind, via=via)
        if kind in ("TimeoutError", "MemoryError") and (not frames or "limit exceeded" in message):
            problem.message = self._too_much(memory=kind == "MemoryError", turn="turn" in message)
            problem = problem if line else self._where(problem.message, kind)
            return self._result("limit", error=problem, stop=LimitReached(problem.message))
        if self.failed and self.failed[1].args and message == str(self.failed[1]):
            problem.call, problem.kind = self.failed[0], type(self.failed[1]).__name__
        return self._result("failed", error=explain(problem, self.members, self.missed))

    def _too_much(self, *, memory: bool, turn: bool) -> str:
        """Which limit of its own computing it ran into; `turn`: that of the time between two calls."""
        if memory:
            return f"The script used more memory than the {self.limits.memory_bytes / 1e6:g} MB it may"
        computed_s = self.limits.turn_s if turn else self.limits.compute_s
        where = " between two calls" if turn else ""
        return f"The script computed for more than {computed_s:g} s{where}: is there an endless loop?"

    def _bounds(self) -> None:
        self.crossings += 1
        if self.cancel is not None and self.cancel.is_set():
            raise Cancelled("Cancelled")
        if self.crossings > self.limits.crossings:
            raise LimitReached(
                f"The script looked at more than {self.limits.crossings:,} things: is there an endless loop?"
            )
        spent = time.monotonic() - self.started - (self.idle_s() if self.idle_s else 0.0)
        if spent > self.limits.wall_s:
            raise LimitReached(f"The run took longer than {self.limits.wall_s:g} s")

    def _answer(self, step: Step) -> Step:
        if isinstance(step, NameLookupSnapshot):
            return self._looked_up(step)
        if not isinstance(step, FunctionSnapshot):
            raise LimitReached("The script awaits something, and nothing here can be awaited")
        if step.is_os_function:
            return self._system(step)
        try:
            member = self._target(step)
            args = arguments(member, step.args, step.kwargs, self.members)
        except WrongCall as e:
            return step.resume({"exc_type": e.kind, "message": str(e)})
        return self._called(step, member, args)

    def _called(self, step: FunctionSnapshot, member: Member, args: tuple[object, ...]) -> Step:
        try:
            value = self._call(member, args, step.position)
        except CallFailed as e:
            return step.resume({"exc_type": "RuntimeError", "message": str(e)})
        return step.resume({"return_value": value})

    def _looked_up(self, step: NameLookupSnapshot) -> Step:
        """Answers a free name or a name after a dot."""
        name = step.variable_name
        if step.object_id is None:
            member = self.members.names.get(name)
            return step.resume(value=self._held(member)) if member is not None else step.resume()
        wrapper = self._objects[step.object_id]
        member = self.members.get(wrapper.value.ref, name)
        if member is None:
            self.missed = (wrapper.value.ref, name)
            return step.resume()
        if not member.reads:
            return step.resume(value=self._held(member))
        try:
            wrapper.answer = self._read(member, step.position)
        except CallFailed as e:
            wrapper.answer = e
        # only so can a read fail with an error of ours: resume() knows but a value and an AttributeError
        return step.resume_auto()

    def _read(self, member: Member, position: Any) -> object:
        """What a name gives that is read without parentheses. Raises CallFailed."""
        if not (member.op == "text" and member.ref.row and member.ref.part):
            return self._call(member, (), position)
        said = self.texts.at_hand(member.ref)
        if said is not None:
            return said
        value = self._call(replace(member, ref=self.texts.asked(member.ref)), (), position)
        self.texts.read(member.ref, str(value))
        return value

    def _target(self, step: FunctionSnapshot) -> Member:
        """What a call in the script is a call of. Raises WrongCall."""
        name = str(step.function_name)
        if step.object_id is None:
            known = self._values.get(name) or self.members.functions.get(name)
            if known is None:
                raise WrongCall("NameError", f"name {name!r} is not defined")
            return known
        if step.object_id not in self._objects:
            raise WrongCall("TypeError", "Things of the phone can't be made by calling their type")
        on = self._objects[step.object_id].value.ref
        member = self.members.get(on, name)
        if member is None:
            self.missed = (on, name)
        if name == "__call__" or member is not None and member.handle:
            thing = on if member is None else member.ref
            raise WrongCall("TypeError", f"{thing} is a {self.members.kind(thing)} and is not called")
        if member is None:
            raise WrongCall("AttributeError", f"{on} has no {name!r}")
        return member

    def _system(self, step: FunctionSnapshot) -> Step:
        name = str(step.function_name)
        if name == "time.sleep":
            return self._called(step, self.members.functions["wait"], (float(step.args[0]),))
        if name.startswith("import"):
            return step.resume_not_handled()
        return step.resume(
            {"exc_type": "PermissionError", "message": f"Scripts can't use {name}(): no files, no network"}
        )

    def _call(self, member: Member, args: tuple[object, ...], position: Any) -> object:
        """The one gate to the host."""
        self._bounds()
        if self.calls >= self.limits.calls:
            raise LimitReached(f"The script used the phone more than {self.limits.calls:,} times")
        self.calls += 1
        line, text, may_lack = 0, "", False
        if position.filename == SCRIPT_FEED:
            line = self.source.line_at(position.start)
            text = self.source.between(position.start, position.end)
            may_lack = member.op == "row" and self.source.may_lack(position.end)
        call = Call(self.calls, member.ref, member.op, args, line, text, self.source.in_loop(line), may_lack)
        self.last = call
        self.texts.acted(call)
        try:
            value = self.host.call(call)
        except CallFailed as e:
            self.failed = (call, e)
            raise
        except BaseException as e:
            self.raised = e
            raise
        if member.op == "finish" and not member.ref.screen:
            raise Finished(str(args[0]))
        return self._given(value)

    def _given(self, value: object) -> object:
        """The host's value as the script gets it."""
        if isinstance(value, Ref):
            if value.row:
                self.texts.met(value)
            return self._wrap(value)
        if isinstance(value, list | tuple):
            return [self._given(v) for v in value]
        return value

    def _wrap(self, ref: Ref) -> _Thing:
        """The handle of a thing: one object per thing and session, or monty refuses it; its texts are the newest."""
        handle = handle_for(ref, self.members)
        # what a row says at hand, so that reading it neither waits nor fails inside a sort
        known = self.members.of(ref)
        texts = {n: t for n, t in self.texts.sent(ref).items() if n in known and known[n].reads}
        for name, text in texts.items():
            setattr(handle, name, text)
        uid = uuid.uuid5(uuid.NAMESPACE_URL, handle.key)
        wrapper = self._objects.get(uid)
        eager = ("key", *texts)
        if wrapper is None:
            wrapper = _Thing(handle, id=uid, eager_attrs=eager, lazy_attrs="all", allowed_methods="all")
            self._objects[uid] = wrapper
        else:
            wrapper.value, wrapper.eager_attrs = handle, eager
        return wrapper

    def _held(self, member: Member) -> object:
        """What a name gives that is read and not called: a thing, or a method as a value, `tap = main.search.tap`, which is a
        function whose name leads back to it."""
        if member.handle:
            return self._wrap(member.ref)
        name = f"{key_of(member.ref)}.{member.name}" if member.ref.screen or member.ref.found else member.name

        def function(*args: object) -> None:
            """Never run: the worker asks by name."""

        function.__name__ = name
        self._values[name] = member
        return function

    def _print(self, stream: str, text: str) -> None:
        room = self.limits.printed_chars - self.printed_chars
        if room <= 0:
            return
        text = text if len(text) <= room else text[:room] + "…"
        self.printed_chars += len(text)
        self.printed.append(text)
