"""All tasks: the 150 of the first set, 100 of them with six apps learned and 50 with nothing learned; and the second set. Of that
what came of the first, the third and so on was looked at since; of the others only counts were."""

from __future__ import annotations

from collections.abc import Collection

from ground.errors import SettingsError

from .asking import ASKING
from .commands import COMMANDS
from .endings import CALENDAR, CLOCK, CONTACTS, MAIL, NOTES, SETTINGS
from .judging import HonestTask
from .limits import LIMITS
from .second import calendar_mail, clock_settings, limits, notes_contacts, questions
from .unlearned import UNLEARNED

LEARNED_APPS = (CLOCK, CONTACTS, NOTES, SETTINGS, CALENDAR, MAIL)
TASKS: tuple[HonestTask, ...] = (*COMMANDS, *ASKING, *LIMITS, *UNLEARNED)
SECOND: tuple[HonestTask, ...] = (
    *notes_contacts.NOTE_TASKS,
    *notes_contacts.CONTACT_TASKS,
    *clock_settings.CLOCK_TASKS,
    *clock_settings.SETTINGS_TASKS,
    *calendar_mail.CALENDAR_TASKS,
    *calendar_mail.MAIL_TASKS,
    *questions.QUESTIONS,
    *limits.LIMITS,
    *limits.NEGATIONS,
    *limits.ALREADIES,
)
KINDS = tuple(dict.fromkeys(task.kind for task in (*TASKS, *SECOND)))


def choose_tasks(only: Collection[str] = (), *, second: bool = False) -> list[HonestTask]:
    """Those of these names or kinds (a kind by the beginning of its name), or all, of the first set or the second. Raises
    SettingsError for what nothing is called."""
    tasks = SECOND if second else TASKS
    for wanted in only:
        if not any(_is(task, wanted) for task in tasks):
            kinds = ", ".join(dict.fromkeys(task.kind for task in tasks))
            names = ", ".join(task.id for task in tasks)
            raise SettingsError(f"There is no honest task or kind {wanted!r}. Kinds: {kinds}. Tasks: {names}")
    return [task for task in tasks if not only or any(_is(task, wanted) for wanted in only)]


def _is(task: HonestTask, wanted: str) -> bool:
    return task.id == wanted or task.kind.startswith(wanted)
