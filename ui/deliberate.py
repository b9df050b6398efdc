"""Whether an answer was meant: not typed before the question could be read, and not in one go with other input.

A person who types a task while a question comes up would otherwise consent with the next "y" in it. Times are those at
which the terminal sent something, not at which we got to it, so a busy moment makes nothing count that shouldn't.
"""

from __future__ import annotations

import time
from collections import deque
from typing import ClassVar, TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen
from textual.widgets import Button

QUIET_S = 0.5
"""So long must the question have been on the screen, and nothing typed or clicked, before an answer counts."""
_INPUT = (events.Key, events.Paste, events.MouseDown)
T = TypeVar("T")


class InputTimes:
    """When input came, noted by the app before anything is done with it."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=100)
        self.now = 0.0
        """Of the key, or the press of the mouse, that is being handled."""

    def note(self, event: events.Event) -> None:
        """An event comes in from the terminal."""
        if isinstance(event, _INPUT):
            self._times.append(event.time)
        if isinstance(event, events.MouseDown):
            self.now = event.time

    def meant(self, since: float) -> bool:
        """Whether what is being handled came after a quiet moment, counted from `since` at the earliest."""
        before = max((at for at in self._times if at < self.now), default=0.0)
        return self.now - max(before, since) >= QUIET_S


class Dialog(ModalScreen[T]):
    """Closes once, whatever else was pressed in the same breath."""

    answered = False

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        if self.answered or not self.is_current:
            return AwaitComplete()
        self.answered = True
        return super().dismiss(result)


class Question(Dialog[T]):
    """A dialog whose answers have to be meant."""

    seen_at: float | None = None
    """When it was painted first."""

    def on_screen_resume(self) -> None:
        if self.seen_at is None:
            self.call_after_refresh(self._painted)

    def _painted(self) -> None:
        if self.seen_at is None:
            self.seen_at = time.monotonic()

    @property
    def meant(self) -> bool:
        """Of the input that is being handled now."""
        times: InputTimes = getattr(self.app, "input_times")  # noqa: B009  (any app of ours has them)
        return self.seen_at is not None and times.meant(self.seen_at)


class MeantButton(Button):
    """A button that does nothing unless pressing it was meant."""

    DEFAULT_CLASSES: ClassVar[str] = "meant"

    def press(self) -> MeantButton:
        screen = self.screen
        if not isinstance(screen, Question) or screen.meant:
            super().press()
        return self
