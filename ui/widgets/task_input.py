"""The line for a task: earlier tasks with up and down, saved tasks and app names offered while one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.suggester import Suggester
from textual.widgets import Input

EXAMPLE = "What should your phone do?  For example: add a note called Milk"


class TaskSuggester(Suggester):
    """Offers the rest of an earlier or saved task, or of an app's name."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.tasks: Sequence[str] = ()
        self.apps: Sequence[str] = ()

    async def get_suggestion(self, value: str) -> str | None:
        if len(value.strip()) < 2:
            return None
        begun = value.casefold()
        for task in self.tasks:
            if task.casefold().startswith(begun) and len(task) > len(value):
                return value + task[len(value) :]
        word = value.rsplit(" ", 1)[-1]
        if len(word) < 2:
            return None
        for app in self.apps:
            if app.casefold().startswith(word.casefold()) and len(app) > len(word):
                return value + app[len(word) :]
        return None


class TaskInput(Input):
    """Enter does the task."""

    HELP = """
## The task

Up and down go through earlier tasks. What is offered in grey is taken with the right arrow.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "earlier(1)", "Earlier", show=False, id="task.earlier", tooltip="The task before"),
        Binding("down", "earlier(-1)", "Later", show=False, id="task.later", tooltip="The task after"),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        self._suggest = TaskSuggester()
        super().__init__(
            id=id,
            placeholder=EXAMPLE,
            suggester=self._suggest,
            select_on_focus=False,
        )
        self._history: list[str] = []
        self._at = 0
        self._draft = ""

    async def _on_key(self, event: events.Key) -> None:
        if event.character == "?" and not self.value:  # no task begins with it
            event.stop()
            event.prevent_default()
            await self.run_action("app.explain")

    def offer(self, history: Sequence[str], saved: Sequence[str], apps: Sequence[str]) -> None:
        """What is known: earlier tasks (newest first), saved ones, app names."""
        mine = [task for task in self._history if task not in history]
        self._history = [*mine, *dict.fromkeys(history)]
        self._suggest.tasks = [*saved, *self._history]
        self._suggest.apps = list(apps)

    def keep(self, task: str) -> None:
        """A task was given."""
        self._history = [task, *(one for one in self._history if one != task)]
        self._suggest.tasks = [task, *self._suggest.tasks]
        self._at, self._draft = 0, ""
        self.value = ""

    def action_earlier(self, by: int) -> None:
        if self._at == 0:
            self._draft = self.value
        at = max(0, min(len(self._history), self._at + by))
        if at == self._at:
            return
        self._at = at
        self.value = self._history[at - 1] if at else self._draft
        self.cursor_position = len(self.value)
