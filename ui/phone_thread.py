"""The one thread that owns the phone while the terminal UI is open.

Opens the phone that is wanted (the demo phone is started for it), reads its screen while nothing else is to be done, runs
jobs on it one after the other, and finds it again after it was lost. Decides nothing about what is shown: it tells.
"""

from __future__ import annotations

import contextlib
import dataclasses
import queue
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from ground.errors import PhoneError, ThumbwrightError
from ground.phone_lock import PhoneInUse, in_use, phone_lock

from .messages import PhoneChanged, PhoneState, ScreenSeen, Stumbled

if TYPE_CHECKING:
    from demophone.process import DemoPhoneProcess
    from phones.phone import Phone

Job = Callable[["Phone"], None]
DEMO, DEMO_NAME = "demo", "demo phone"
SOON_S, LATE_S = 0.5, 2.5
"""How often an idle screen is read: soon after it changed, less and less often while it doesn't."""
RETRY_S = 3.0
LOOKED_FOR = ("lost", "none", "several", "taken")
"""While it stands so, a phone is looked for now and then."""
DOING = "thumbwright (terminal UI)"
"""What others are told while the UI has a phone."""


class PhoneThread(threading.Thread):
    """Start it, say which phone with `use`, end it with `close`. Every method may be called from any thread."""

    def __init__(self, tell: Callable[[Message], object]) -> None:
        super().__init__(name="phone", daemon=True)
        self.state = PhoneState()
        self.watching = False
        """Whether the idle screen is read."""
        self.pictures = False
        """Whether screenshots are taken beside dumps."""
        self._tell = tell
        self._jobs: queue.Queue[Callable[[], None]] = queue.Queue()
        self._closing = threading.Event()
        self._phone: Phone | None = None
        self._demo: DemoPhoneProcess | None = None
        self._wanted = ""
        self._seen = ""
        self._gap = SOON_S
        self._retry_at = 0.0
        self._stumbled = ""
        self._tried = False
        """Whether the wanted phone was looked for before: then it is looked for quietly."""

    # from other threads

    def use(self, serial: str) -> None:
        """Change to this phone; `demo` is the demo phone, "" the only one that is ready, if there is one.
        Of several the person chooses."""
        self._jobs.put(lambda: self._use(serial))

    def give_up(self) -> None:
        """Let the phone go, and look for none until `use`."""
        self._jobs.put(self._give_up)

    def submit(self, job: Job, failed: Callable[[BaseException], object], doing: str = "") -> None:
        """Run a job with the phone, once those before it are done; what it raises (or that there is no phone) goes to
        `failed`. `doing` is what is said of it meanwhile: `Notes is being learned`."""
        self._jobs.put(lambda: self._run(job, failed, doing))

    def act(self, doing: Job, failed: Callable[[BaseException], object]) -> None:
        """The same for a tap by the person: the screen is read right after."""

        def job(phone: Phone) -> None:
            doing(phone)
            self._look(settle=True)

        self.submit(job, failed)

    def aside(
        self, doing: Callable[[], None], failed: Callable[[BaseException], object], *, drop: bool = False
    ) -> None:
        """Do something in this thread that looks after the phone by itself; with `drop` ours is given up before, and
        opened again after."""
        self._jobs.put(lambda: self._aside(doing, failed, drop))

    def look(self) -> None:
        """Read the screen now, whether or not it changed."""
        self._jobs.put(self._look_again)

    def close(self, timeout_s: float = 5.0) -> None:
        """Give the phone back and end."""
        self._closing.set()
        self._jobs.put(lambda: None)
        if self.is_alive():
            self.join(timeout_s)

    # in this one

    def run(self) -> None:
        try:
            while not self._closing.is_set():
                try:
                    job = self._jobs.get(timeout=self._gap)
                except queue.Empty:
                    job = self._idle
                try:
                    job()
                except Exception as error:  # a job's own errors were told; this is ours, and must not end the thread
                    self._stumble(error)
        finally:
            self._drop()
            self._end_demo()

    def _stumble(self, error: Exception) -> None:
        """Tell of a fault of ours, once: it may come again with every look."""
        self._gap = LATE_S
        if repr(error) != self._stumbled:
            self._stumbled = repr(error)
            self._tell(Stumbled(error))

    def _idle(self) -> None:
        if self._phone is not None:
            if not self._free():
                return
            if self.watching:
                self._look()
            else:
                self._miss()
        elif self.state.kind in LOOKED_FOR and time.monotonic() >= self._retry_at:
            self._open()

    def _use(self, serial: str) -> None:
        if self._phone is not None and serial in (self.state.serial, self._wanted) and serial:
            return
        self._drop()
        if serial != DEMO:
            self._end_demo()
        self._wanted, self._tried = serial, False
        self._open()

    def _give_up(self) -> None:
        self._drop()
        self._end_demo()
        self._wanted, self._retry_at = "", float("inf")
        self._set(PhoneState("none", words="none is in use"))

    def _open(self) -> None:
        from phones import adb
        from phones.android import open_phone
        from thumbwright.use.phone_names import names, serial_of

        wanted = self._wanted
        again = self.state.kind in LOOKED_FOR and self._tried
        self._tried = True
        if not again:
            self._set(PhoneState("opening", wanted, _name(wanted), demo=wanted == DEMO))
        try:
            wanted = serial_of(self._wanted)
            if wanted == DEMO:
                address = self._demo_address()
            else:
                address = wanted or self._only_one([one.serial for one in adb.once(adb.list_phones()) if one.ready])
                if not address:
                    return
            self._phone = open_phone(address, before=_refuse_taken)
            info = self._phone.info()
            called = names().get(info.serial, "")
        except PhoneInUse as error:
            self._retry_at = time.monotonic() + RETRY_S
            self._set(PhoneState("taken", error.serial, _name(error.serial), error.said, demo=wanted == DEMO))
            return
        except ThumbwrightError as error:
            self._drop()
            self._retry_at = time.monotonic() + RETRY_S
            if not again:
                self._set(PhoneState("lost", wanted, _name(wanted), str(error), demo=wanted == DEMO))
            return
        name = DEMO_NAME if wanted == DEMO else called or info.model or info.serial
        self._set(PhoneState("ready", info.serial, name, f"Android {info.android}", demo=wanted == DEMO))
        self._seen = ""

    def _only_one(self, ready: list[str]) -> str:
        """The phone to take where none was chosen: the only one, or the only one that no other run has. Empty where the
        person has to say, or to connect one; the state says which."""
        if len(ready) == 1:
            return ready[0]
        free = [serial for serial in ready if in_use(serial) is None]
        if len(free) == 1:
            return free[0]
        self._retry_at = time.monotonic() + RETRY_S
        if ready:
            self._set(PhoneState("several", words=f"{len(ready)} phones are connected. F5 chooses one."))
        else:
            self._set(PhoneState("none", words="no phone is connected"))
        return ""

    def _demo_address(self) -> str:
        from demophone.process import DemoPhoneProcess

        if self._demo is None or self._demo.process.poll() is not None:
            try:
                self._demo = DemoPhoneProcess(doing=DOING)
            except PhoneInUse as error:
                if error.holder is None or not error.holder.address:
                    raise
                return error.holder.address  # somebody keeps it running: it is used there
        return self._demo.address

    def _run(self, job: Job, failed: Callable[[BaseException], object], doing: str) -> None:
        if self._phone is None:
            failed(PhoneError(self.state.words or "No phone is connected. Connect one, or use the demo phone."))
            return
        before = self.state
        self._set(dataclasses.replace(before, kind="busy", doing=doing))
        try:
            with phone_lock(before.serial, DOING):
                job(self._phone)
        except PhoneInUse as error:
            self._set(dataclasses.replace(before, kind="taken", words=error.said))
            failed(PhoneError(error.said))
            return
        except BaseException as error:
            failed(error)
            if isinstance(error, PhoneError) and not self._answers():
                self._lose(error)
                return
        self._seen, self._gap = "", SOON_S
        self._set(dataclasses.replace(self.state, kind="ready", doing=""))

    def _aside(self, doing: Callable[[], None], failed: Callable[[BaseException], object], drop: bool) -> None:
        state = self.state
        if drop:
            self._wanted = self._wanted or state.serial
            self._drop()
        try:
            doing()
        except BaseException as error:
            failed(error)
        if drop and state.usable:
            self._open()

    def _free(self) -> bool:
        """Whether no other run has our phone; one that has is left alone, and told of."""
        taken = in_use(self.state.serial)
        if taken is not None:
            self._set(dataclasses.replace(self.state, kind="taken", words=taken.said))
        elif self.state.kind == "taken":
            self._open_again()
        return taken is None and self._phone is not None

    def _miss(self) -> None:
        """Nobody looks at its screen: whether adb still lists it has to be asked."""
        from phones import adb

        self._gap = LATE_S
        try:
            ready = [phone.serial for phone in adb.list_phones() if phone.ready]
        except PhoneError as error:
            self._lose(error)
            return
        if self.state.serial not in ready:
            self._lose(PhoneError(f"Phone {self.state.serial} is gone."))

    def _open_again(self) -> None:
        """It is free again: nothing that was known of it holds any more."""
        self._drop()
        self._open()

    def _answers(self) -> bool:
        try:
            assert self._phone is not None
            self._phone.current_app()
        except PhoneError:
            return False
        return True

    def _look_again(self) -> None:
        self._seen = ""
        if self._phone is not None:
            self._look()

    def _look(self, *, settle: bool = False) -> None:
        assert self._phone is not None
        try:
            hierarchy = self._phone.settle(2.0) if settle else self._phone.dump()
            if hierarchy.xml == self._seen and not settle:
                self._gap = min(self._gap * 1.4, LATE_S)
                return
            picture = self._phone.screenshot() if self.pictures else b""
        except PhoneError as error:
            if not self._answers():
                self._lose(error)
            return
        self._seen, self._gap = hierarchy.xml, SOON_S
        self._tell(ScreenSeen(hierarchy, picture))

    def _lose(self, error: BaseException) -> None:
        state = self.state
        self._drop()
        self._wanted = self._wanted or state.serial
        self._retry_at = time.monotonic() + RETRY_S
        self._set(dataclasses.replace(state, kind="lost", words=str(error), doing=""))

    def _drop(self) -> None:
        phone, self._phone = self._phone, None
        if phone is not None:
            with contextlib.suppress(PhoneError):
                phone.close()

    def _end_demo(self) -> None:
        demo, self._demo = self._demo, None
        if demo is not None:
            from phones import wireless

            with contextlib.suppress(ThumbwrightError):  # or adb lists it as offline for ever
                wireless.disconnect(demo.address)
            demo.close()

    def _set(self, state: PhoneState) -> None:
        if state != self.state:
            self.state = state
            self._tell(PhoneChanged(state))


def _refuse_taken(serial: str) -> None:
    """Raises PhoneInUse where another run has this phone."""
    taken = in_use(serial)
    if taken is not None:
        raise taken


def _name(serial: str) -> str:
    return DEMO_NAME if serial == DEMO else serial
