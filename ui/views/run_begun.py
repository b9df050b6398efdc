"""How anything that runs in the run view begins: it is steered, it waits until the phone is free, and where there is no phone it
says so. What runs there is the view's."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from ground.pace import Pace
from ui.messages import ModeChanged, PhoneChanged, RunBegan, TaskEnded
from ui.steering import Mode, Steering
from ui.widgets.guide import Guide
from ui.widgets.steps import Steps
from ui.widgets.task_input import TaskInput

from .run_phase import Phase
from .run_shown import RunShown

if TYPE_CHECKING:
    from phones.phone import Phone


class RunBegun(RunShown):
    """The part of the run view that tasks, replays and showings have in common."""

    def _begin(self, task: str, otherwise: Callable[[], object]) -> Steering | None:
        """Make ready for a run; None where there can be none now. `otherwise`: once a phone was chosen, where none is yet."""
        if self.phase is not Phase.IDLE:
            return None
        if self.ui.phone.state.kind == "several":
            from ui.phone_choice import choose_phone

            self._give_back(task)
            choose_phone(self.ui, otherwise)
            return None
        if self.ui.phone.state.kind == "none":
            self._give_back(task)
            self.ui.trouble.say(
                "There is no phone to do it on. F9 starts the demo phone, which ships with this; F5 connects your own.",
                "No phone",
            )
            return None
        self.ui.trouble.put_away()
        line = self.query_one(TaskInput)
        if line.value == task:  # given back before, for want of a phone
            line.value = ""
        self._improvised, self._words, self._looking = "", task, True
        self.query_one(Guide).hide()
        self.query_one(Steps).fill([])
        self._say("", "")
        self.steering = Steering(lambda mode: self.post_message(ModeChanged(mode)))
        self._began, self._pace = time.monotonic(), Pace()
        self.mode, self.phase = Mode.GOING, Phase.QUEUED
        self._focus()
        return self.steering

    def _submit(
        self, steering: Steering, job: Callable[[Phone, Callable[[Message], object]], None], doing: str
    ) -> None:
        """Have a run done once the phone is free; `job` gets the phone, and what to tell with. A run that was taken back while
        it waited isn't begun, and tells nothing."""

        def post(message: Message) -> None:
            if self.steering is steering:
                self.post_message(message)

        def begin(phone: Phone) -> None:
            if not steering.cancel.is_set():
                post(RunBegan())
                job(phone, post)

        self._show_queue()
        self.ui.phone.submit(begin, lambda error: post(TaskEnded(error=error)), doing)

    def _then(self, doing: Callable[[], object]) -> None:
        """Once the phone that was chosen is there."""
        self._once_ready = doing

    def on_phone_changed(self, message: PhoneChanged) -> None:
        if message.state.kind != "opening":
            doing, self._once_ready = self._once_ready, None
            if doing is not None and message.state.kind == "ready":
                doing()
