"""All 150 tasks: 100 with six apps learned, 50 with nothing learned."""

from __future__ import annotations

from collections.abc import Collection

from ground.errors import SettingsError

from .asking import ASKING
from .commands import COMMANDS
from .endings import CALENDAR, CLOCK, CONTACTS, MAIL, NOTES, SETTINGS
from .judging import HonestTask
from .limits import LIMITS
from .unlearned import UNLEARNED

LEARNED_APPS = (CLOCK, CONTACTS, NOTES, SETTINGS, CALENDAR, MAIL)
TASKS: tuple[HonestTask, ...] = (*COMMANDS, *ASKING, *LIMITS, *UNLEARNED)
KINDS = tuple(dict.fromkeys(task.kind for task in TASKS))


def choose_tasks(only: Collection[str] = ()) -> list[HonestTask]:
    """Those of these names or kinds (a kind by the beginning of its name), or all. Raises SettingsError for what nothing
    is called."""
    for wanted in only:
        if not any(_is(task, wanted) for task in TASKS):
            names = ", ".join(task.id for task in TASKS)
            raise SettingsError(
                f"There is no honest task or kind {wanted!r}. Kinds: {', '.join(KINDS)}. Tasks: {names}"
            )
    return [task for task in TASKS if not only or any(_is(task, wanted) for wanted in only)]


def _is(task: HonestTask, wanted: str) -> bool:
    return task.id == wanted or task.kind.startswith(wanted)
