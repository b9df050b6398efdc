"""What the person does to a run while it goes on: pause, one step, take over, go on, cancel. Used from two threads.

The terminal UI calls the verbs; the run's own thread passes the gate before each call and stands there as long as the
person wants. Whoever stands at the gate owns the phone, so while the person has taken over, their taps are carried out
there, by the run's thread, and the screens that follow are shown from there.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from ground.errors import PhoneError

if TYPE_CHECKING:
    from phones.phone import Phone

LOOK_S = 0.4
"""While the person has the phone: how often the screen is looked at."""
Act = Callable[["Phone"], None]


class Mode(StrEnum):
    """How the run goes on."""

    GOING = "going"
    STEPPING = "stepping"
    """One call, then paused."""
    PAUSED = "paused"
    TAKEN = "taken"
    """The person acts on the phone."""


class Steering:
    """One run's brakes. `changed` is told of every new mode, from whichever thread made it."""

    def __init__(self, changed: Callable[[Mode], object] = lambda mode: None) -> None:
        self.cancel = threading.Event()
        self._mode = Mode.GOING
        self._changed = changed
        self._turn = threading.Condition()
        self._acts: deque[Act] = deque()

    @property
    def mode(self) -> Mode:
        return self._mode

    # the person's side

    def pause(self) -> None:
        """Stop before the next call."""
        self._set(Mode.PAUSED)

    def step(self) -> None:
        """Let one call through."""
        self._set(Mode.STEPPING)

    def go_on(self) -> None:
        """Run on, from the screen as it is."""
        self._set(Mode.GOING)

    def take_over(self) -> None:
        """Stop before the next call and leave the phone to the person."""
        self._set(Mode.TAKEN)

    def stop(self) -> None:
        """Cancel the run, wherever it stands."""
        self.cancel.set()
        with self._turn:
            self._turn.notify_all()

    def act(self, doing: Act) -> bool:
        """Have something done on the phone; False unless the person has taken over."""
        with self._turn:
            if self._mode is not Mode.TAKEN:
                return False
            self._acts.append(doing)
            self._turn.notify_all()
            return True

    # the run's side

    def gate(
        self,
        phone: Phone,
        show: Callable[[Phone], None],
        look_s: float = LOOK_S,
        failed: Callable[[PhoneError], object] | None = None,
    ) -> bool:
        """Stand here until the next call may be made, or the run is cancelled; tells whether the person had the phone.

        `show` is called when the screen may be another one. `failed` is told of what the person did and the phone didn't do;
        without it that ends the run. Raises PhoneError where the phone is lost meanwhile.
        """
        had_it = False
        while not self.cancel.is_set():
            with self._turn:
                if self._mode is Mode.GOING:
                    return had_it
                if self._mode is Mode.STEPPING:
                    self._mode = Mode.PAUSED
                    break
                taken = self._mode is Mode.TAKEN
                if not self._acts:
                    self._turn.wait(look_s if taken else 1.0)
                acts, self._acts = self._acts, deque()
            for doing in acts:
                try:
                    doing(phone)
                except PhoneError as error:
                    if failed is None:
                        raise
                    failed(error)
            if taken:
                had_it = True
                show(phone)
        else:
            return had_it
        self._changed(Mode.PAUSED)
        return had_it

    def _set(self, mode: Mode) -> None:
        with self._turn:
            if mode is self._mode or self.cancel.is_set():
                return
            self._mode = mode
            if mode is not Mode.TAKEN:
                self._acts.clear()
            self._turn.notify_all()
        self._changed(mode)
