"""The phone as a Python program has it: connected once, then used until it is closed.

Each use is a session like one of the command line, by the same functions (`thumbwright.use`). One use at a time: a phone is
not shared by threads, and whoever comes second is told so at once.
"""

from __future__ import annotations

import contextlib
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Unpack, overload

from pydantic import BaseModel

from ground.errors import SettingsError
from interpreter.calls import Call, Outcome, Question, Ref
from phones.phone import InstalledApp, PhoneInfo
from phones.phone import Phone as Device

from .callbacks import Callbacks, Listening, RunOptions
from .errors import PhoneBusy, PhoneClosed, PhoneError
from .in_python import in_python
from .one_model import OneModel
from .results import Checked, LearnedApp, Output, Replay, Result, SessionHead, Written
from .stopping import ctrl_c_stops, stopped_after

if TYPE_CHECKING:
    from phones.server import Device as U2Device

    from .app import App
    from .direct import Direct
    from .expecting import Expectation


_CLOSING_S = 60.0
"""How long closing waits for what another thread has been told to stop: longer than any single call takes."""


class Phone:
    """One phone, connected. Close it, or use it in a `with`: it is given back as it was found."""

    def __init__(
        self,
        device: Device,
        held: contextlib.ExitStack,
        *,
        is_demo: bool,
        model: OneModel,
        app: str = "",
        allow: Sequence[str] = (),
    ) -> None:
        """For `connect`; `held` ends the connection."""
        self.serial = device.serial
        self._device, self._is_demo, self._model = device, is_demo, model
        self._app, self._allow = app, tuple(allow)
        held.callback(model.close)
        self._turn = threading.Lock()
        self._doing, self._by = "", 0
        """What goes on, and the thread that does it."""
        self._closes = False  # once that has ended
        self._cancel = threading.Event()
        self._direct: list[Direct] = []
        """What is done by an app's own names, while it goes on."""
        self._terms: object = None  # whose calls they are, and what is consented to in them
        held.callback(_finish, self._direct)
        self._end = weakref.finalize(self, held.close)
        self._outside: list[str] = []
        """What was used beside this object since its last call: what was known of the screen may not hold any more."""
        self._u2: U2Device | None = None
        self.session_ids: list[str] = []
        """What was done by this object, in order; each is `tw.session(ID)`."""

    def __repr__(self) -> str:
        return f"<thumbwright phone {self.serial}{'' if self._end.alive else ', closed'}>"

    def __enter__(self) -> Phone:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # what it is

    @property
    def info(self) -> PhoneInfo:
        """Model, Android version, size and language, as the phone says."""
        with in_python():
            return self._open_device().info()

    def apps(self) -> list[InstalledApp]:
        """The apps on it, learned or not."""
        with in_python():
            return self._open_device().installed_apps()

    def screenshot(self) -> bytes:
        """The screen as PNG."""
        with in_python():
            return self._open_device().screenshot()

    def dump(self) -> str:
        """The screen as uiautomator's XML, as it is now."""
        with in_python():
            return self._open_device().dump().xml

    # what it does

    @overload
    def run(self, task: str | Written = "", *, output: None = None, **options: Unpack[RunOptions]) -> Result[Any]: ...

    @overload
    def run(
        self, task: str | Written = "", *, output: type[Output], **options: Unpack[RunOptions]
    ) -> Result[Output]: ...

    def run(
        self,
        task: str | Written = "",
        *,
        app: str = "",
        script: str = "",
        values: Mapping[str, object] | None = None,
        output: type[BaseModel] | None = None,
        allow: Sequence[str] = (),
        dry_run: bool = False,
        private: bool = False,
        timeout_s: float | None = None,
        on_token: Callable[[str], object] | None = None,
        on_script: Callable[[str, Sequence[str]], object] | None = None,
        on_call: Callable[[Call, Outcome], object] | None = None,
        consent: Callable[[Question], bool | int] | None = None,
        ask: Callable[[str, Sequence[str]], str] | None = None,
        approve: Callable[[str], bool | str] | None = None,
    ) -> Result[Any]:
        """Carry out a task in words, a saved task (`"@name"`, with its `values`), a script's text or file, or what `write` gave.

        What saves, sends, deletes, calls or pays needs a yes: from `consent`, or beforehand by `allow=["commit"]`. With
        neither it is not done. `output` is a pydantic model that the answer is read into. After `timeout_s` the run is stopped
        at its next safe point. `script` says that a text is a script where that isn't plain.

        How the task ends is in the result, whatever it is. Raises what keeps it from beginning (PhoneBusy, DocError,
        ModelError, SettingsError), and what a callback raises.
        """
        from .running import run_given, what_is_given

        callbacks = Callbacks(on_token, on_script, on_call, consent, ask, approve)
        with self._busy("run"), in_python():
            given = what_is_given(task, script, app or self._app, values or {})
            with self._stoppable(timeout_s) as cancel:
                result = run_given(
                    given,
                    device=self._device,
                    writer=None if given.script else self._model.writer(),
                    writer_later=self._model.writer,
                    listening=Listening(callbacks, cancel),
                    allow=(*self._allow, *allow),
                    dry_run=dry_run,
                    private=private,
                    output=output,
                    cancel=cancel,
                    settings=self._model.settings,
                )
                self.session_ids.append(result.session)
                return result

    def write(self, task: str, *, app: str = "", on_token: Callable[[str], object] | None = None) -> Written:
        """The script for a task, and no more: nothing is done on the phone. Raises DocError, ModelError, SettingsError."""
        from .running import write_given

        with self._busy("write"), in_python():
            return write_given(task, app or self._app, self._device, self._model.writer(), on_token)

    def check(self, script: str, *, app: str = "") -> Checked:
        """What is wrong with a script, and what it would do; the phone isn't touched. Raises DocError."""
        from .kept import check

        return check(script, app=app or self._app)

    def replay(
        self,
        session: str | Result[Any] = "last",
        *,
        first: int = 0,
        until: int = 0,
        heal: bool = True,
        allow: Sequence[str] = (),
        timeout_s: float | None = None,
        consent: Callable[[Question], bool | int] | None = None,
    ) -> Replay:
        """The recorded calls of a session (its id, a beginning of it, `"last"`, or a result) again, without a model, each only
        on the screen that was recorded. Raises StoreError for a session that can't be repeated."""
        from .running import replay_given

        wanted = session if isinstance(session, str) else session.session
        with self._busy("replay"), in_python(), self._stoppable(timeout_s) as cancel:
            replayed = replay_given(
                wanted,
                device=self._device,
                listening=Listening(Callbacks(consent=consent), cancel),
                allow=(*self._allow, *allow),
                first=first,
                until=until,
                heal=heal,
                cancel=cancel,
                settings=self._model.settings,
            )
            self.session_ids.append(replayed.session)
            return replayed

    def learn(
        self,
        app: str = "",
        *,
        calls: int = 0,
        minutes: float = 0,
        allow: Sequence[str] = (),
        describe: bool = False,
        replace: bool = False,
        timeout_s: float | None = None,
        on_progress: Callable[[int, str], object] | None = None,
    ) -> LearnedApp:
        """Explore an app and keep its doc, so that tasks and `app()` know what it offers. On a real phone only what is known to
        be harmless is tapped, unless `allow` says more. `describe`: the model adds other words for what says little, and reads
        the doc once. `on_progress` is told how many acts were made, and what is going on. Raises DocError, CancelledError."""
        from .running import learn_given

        with self._busy("learn"), in_python(), self._stoppable(timeout_s) as cancel:
            return learn_given(
                app or self._app,
                device=self._device,
                writer=self._model.writer() if describe else None,
                is_demo=self._is_demo,
                calls=calls,
                minutes=minutes,
                allow=allow,
                replace=replace,
                cancel=cancel,
                on_progress=on_progress,
            )

    def sessions(self, limit: int = 20) -> list[SessionHead]:
        """What was done on this phone, newest first."""
        from .kept import sessions

        return sessions(limit=limit, serial=self.serial)

    # the app's own names

    def app(
        self,
        name: str = "",
        *,
        allow: Sequence[str] = (),
        consent: Callable[[Question], bool | int] | None = None,
        ask: Callable[[str, Sequence[str]], str] | None = None,
    ) -> Any:
        """An app by the names of its doc: `phone.app("Notes").note("Milk").open()`. See `thumbwright.App`.

        Its type is open to what the doc says: annotate it with the class that `thumbwright apps stubs` makes, and your editor
        knows them. What is done by it is one session, until another use of the phone begins. Raises DocError.
        """
        from .app import App

        with in_python():
            return App(
                self, name or self._app, allow=(*self._allow, *allow), callbacks=Callbacks(consent=consent, ask=ask)
            )

    def expect(self, thing: object, *, timeout_s: float = 5.0) -> Expectation:
        """An assertion that waits: `phone.expect(settings.wifi).to_be_on()`. See `thumbwright.Expectation`."""
        from .expecting import Expectation

        return Expectation(thing, timeout_s)

    # below it all

    @property
    def u2(self) -> U2Device:
        """The phone as uiautomator2 has it, connected to the same server: for what this hasn't. What it does is not recorded.
        Raises PhoneError for a phone that isn't Android's."""
        from phones.android import AndroidPhone
        from phones.server import uiautomator2_device

        with in_python():
            device = self._open_device()
            if not isinstance(device, AndroidPhone):
                raise PhoneError(
                    f"Phone {self.serial} comes by a plugin, and uiautomator2 doesn't know it. Use what this object has instead.",
                    where=self.serial,
                )
            self._outside.append("uiautomator2")
            self._u2 = self._u2 or uiautomator2_device(self.serial)
            return self._u2

    # its end

    def stop(self) -> None:
        """Stop what it is doing at the next safe point; from another thread, or a callback. The run ends `cancelled`."""
        self._cancel.set()

    def close(self) -> None:
        """Give the phone back; safe to call twice. What goes on is stopped first; in a callback of its own run, at that run's end.
        Raises PhoneBusy where another thread's callback doesn't come to one."""
        if not self._end.alive:
            return
        self._cancel.set()
        if self._by == threading.get_ident():
            self._closes = True
            return
        if not self._turn.acquire(timeout=_CLOSING_S):
            raise PhoneBusy(self.serial, self._doing)
        try:
            self._end()
        finally:
            self._turn.release()

    def _open_device(self) -> Device:
        if not self._end.alive:
            raise PhoneClosed(self.serial)
        return self._device

    @property
    def last_session(self) -> str:
        """The id of what was last done by this object; empty where nothing was."""
        return self.session_ids[-1] if self.session_ids else ""

    @contextlib.contextmanager
    def _busy(self, doing: str, *, direct: bool = False) -> Iterator[None]:
        """Have the phone for one use. Raises PhoneBusy, PhoneClosed."""
        self._open_device()
        if not self._turn.acquire(blocking=False):
            raise PhoneBusy(self.serial, self._doing)
        try:
            self._doing, self._by = doing, threading.get_ident()
            if not direct:
                self._finish_direct()
            yield
        finally:
            self._doing, self._by = "", 0
            self._turn.release()
            if self._closes:
                self.close()

    @contextlib.contextmanager
    def _stoppable(self, timeout_s: float | None) -> Iterator[threading.Event]:
        """The event that stops this use: Ctrl-C, `stop()` and the time being up set it."""
        if timeout_s is not None and timeout_s <= 0:
            raise SettingsError(f"timeout_s={timeout_s}: seconds above 0 are wanted.")
        self._cancel = threading.Event()
        with ctrl_c_stops(self._cancel), stopped_after(timeout_s, self._cancel):
            yield self._cancel

    def _call(
        self, app: App, ref: Ref, op: str, args: tuple[object, ...], source: str, may_lack: bool = False
    ) -> object:
        """One call by an app's own names, in the session of that app; another app's is ended."""
        from .direct import Direct

        with self._busy(source, direct=True), in_python():
            terms = (app._doc.package, app._allow, app._callbacks)
            if self._direct and self._terms != terms:
                self._finish_direct()
            if not self._direct:
                self._cancel, self._terms = threading.Event(), terms
                self._direct.append(
                    Direct(
                        self._device,
                        app._doc,
                        listening=Listening(app._callbacks, self._cancel),
                        outside=self._outside,
                        allow=app._allow,
                        cancel=self._cancel,
                        settings=self._model.settings,
                    )
                )
                self.session_ids.append(self._direct[0].session)
            if not self._direct[0].mine:
                raise PhoneBusy(
                    self.serial, "another thread began what is done by the app's names, and goes on with it"
                )
            return self._direct[0].call(ref, op, args, source, may_lack)

    def _installed(self) -> list[InstalledApp]:
        return self._open_device().installed_apps()

    def _seen(self) -> list[str]:
        """The words on the screen, as the app's own names last met it."""
        return self._direct[0].seen() if self._direct else []

    def _finish_direct(self, problem: str = "") -> Result[Any] | None:
        """End the session of what was done by an app's own names, where one is open."""
        return _finish(self._direct, problem)


def _finish(direct: list[Direct], problem: str = "") -> Result[Any] | None:
    return direct.pop().finish(problem) if direct else None
