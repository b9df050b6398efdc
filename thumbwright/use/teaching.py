"""Showing a task once instead of saying it: what the command line and the terminal UI do with what a person did on the phone.

The way is the same for both: a free name, the watching, the script in the doc's names, its parameters, one run of it as proof,
and only then a saved task and a sample of its app.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from agent.record import saved_tasks
from agent.record.parameters import Proposal
from agent.record.saved_tasks import SavedTask
from agent.task.task_result import Watcher
from agent.teach.reading import Ask, Reader
from agent.teach.showing import Shown, app_shown, doc_of, read
from agent.teach.steps import settled
from agent.teach.turns import Turn
from agent.teach.watching import Watch
from apidocs.doc import AppDoc
from apidocs.doc.words import identifier
from ground.errors import PhoneError, SettingsError
from ground.secret_store import stored_values
from interpreter.calls import Person
from phones.hiding import Values, hiding
from phones.phone import Phone
from phones.touches import Fingers, open_fingers
from sessions.store import Store

from .docs import load_doc
from .tasks import TaskOptions, TaskReport, do_task

log = logging.getLogger(__name__)
_NAME_WORDS = 5


def name_for(task: str, name: str, *, instead: bool = False) -> str:
    """The name to keep it under: the one given, else one of the task's words. Raises SettingsError for one that is taken, or is
    none: before anything is shown, so that no showing is for nothing."""
    if not task.strip():
        raise SettingsError('Say what it is that you show: thumbwright teach "add a note called Milk"')
    if "\n" in task or len(task) > 300:
        raise SettingsError("The task's words are one line, of up to 300 letters.")
    words = identifier(task, max_words=_NAME_WORDS).replace("_", "-")
    found = name.removeprefix("@") or words
    if not found:
        raise SettingsError(f"{task!r} makes no name. Give it one: --as NAME")
    path = saved_tasks.task_path(found)
    if path.exists() and not instead:
        raise SettingsError(f"There is a task {found} already. Another name: --as NAME, or --replace")
    return found


@dataclass
class Lesson:
    """One showing on one phone: who watches, and what is understood so far."""

    phone: Phone
    """As it is watched: what is stored as a secret is never seen."""
    today: date
    launchers: list[str]
    labels: dict[str, str]
    app: AppDoc | None = None
    """Known from the start where the person named it, else from the first thing done in an app."""
    fingers: Fingers | None = None
    deaf: str = ""
    """Why no touch is heard of, where that is so."""
    _reader: Reader | None = field(default=None, repr=False)
    _read: int = 0

    def understood(self, turns: Sequence[Turn], *, over: bool = False, ask: Ask | None = None) -> list[str]:
        """What is understood so far, a line of a script each; what isn't clear yet is left out, or asked about with `ask`. Raises
        NotLearned where it is done in an app that has no doc, and what `ask` raises."""
        if self.app is None:
            package = app_shown(turns, self.launchers, over=over)
            if not package:
                return []
            self.app = doc_of(package, self.labels.get(package, package))
        if self._reader is None:
            self._reader = Reader(self.app, self.today, self.launchers, ask)
        for turn in turns[self._read :]:
            self._reader.read(turn)
        self._read = len(turns)
        return [step.call for step in settled(self._reader.steps)]

    def shown(self, watch: Watch, ask: Ask | None) -> Shown:
        """All of it as a script; `ask` is asked where it isn't clear what was done. Raises SettingsError where nothing was."""
        self.understood(watch.turns, over=True)
        if self.app is None:
            raise SettingsError("Nothing was done in an app, as far as could be seen: there is nothing to keep.")
        found = read(watch.turns, self.app, self.today, self.launchers, ask)
        if not found.script:
            why = f" {' '.join(found.problems)}" if found.problems else ""
            raise SettingsError(f"Nothing was done that a script could do again: there is nothing to keep.{why}")
        if found.report.errors:
            wrong = found.report.errors[0]
            raise SettingsError(
                f"What you did makes no script that passes the check: line {wrong.line}: {wrong.message} {wrong.hint}".strip()
            )
        return found


@contextlib.contextmanager
def lesson(phone: Phone, app: str = "", *, listen: bool = True) -> Iterator[Lesson]:
    """Begin: ask the phone what has to be known of it, and listen to its glass where it lets us. Raises PhoneError, DocError."""
    named = load_doc(app) if app else None
    installed = phone.installed_apps()
    found = Lesson(
        hiding(phone, Values(stored_values())),
        phone.clock().date(),
        [a.package for a in installed if a.home],
        {a.package: a.label for a in installed},
        named,
    )
    with contextlib.ExitStack() as stack:
        if listen:
            try:
                found.fingers = stack.enter_context(open_fingers(phone.serial))
            except PhoneError as error:
                found.deaf = str(error)
                log.info("no touches are heard of: %s", error)
        yield found


def made(name: str, task: str, shown: Shown, chosen: Sequence[Proposal]) -> SavedTask:
    """The task as it would be kept. Raises SettingsError where it wouldn't pass the check."""
    return saved_tasks.make_task(name, task, shown.script, shown.doc, list(chosen))


def missing_secrets(shown: Shown) -> list[str]:
    """Secrets that the script types and that aren't stored yet."""
    known = Values(stored_values()).names
    return [name for name in shown.secrets if name not in known]


def prove(
    task: SavedTask,
    shown: Shown,
    values: Mapping[str, str],
    *,
    phone: Phone,
    watcher: Watcher,
    person: Person,
    store: Store,
    allow: Sequence[str] = (),
    cancel: threading.Event | None = None,
    tell: Callable[[str], None] = lambda words: None,
) -> TaskReport:
    """Do it once more as the saved task would, from the home screen on and after what was switched stands as it stood before; with
    all the consents that it needs. Raises PhoneError, SettingsError."""
    script = task.script_for(dict(values))
    run = {"phone": phone, "writer": None, "watcher": watcher, "person": person, "store": store, "cancel": cancel}
    if shown.undo:
        tell("What was switched or chosen is set back first:")
        before = do_task(
            f"set back for a proof: {task.words(dict(values))}",
            options=TaskOptions(allow=allow, script=shown.undo, doc=shown.doc),
            **run,  # type: ignore[arg-type]
        )
        if before.result.status not in ("done", "unproved"):
            return before
        tell("And now as the task does it:")
    phone.key("home")
    return do_task(
        task.words(dict(values)),
        options=TaskOptions(allow=allow, script=script, doc=task.doc),
        **run,  # type: ignore[arg-type]
    )


def keep(task: SavedTask, shown: Shown, session: str, *, instead: bool = False) -> SavedTask:
    """Keep what was proved, and show it as a worked sample where its app is spoken of. Raises SettingsError."""
    kept = replace(task, front=task.front.model_copy(update={"session": session}))
    path = saved_tasks.save(kept, instead=instead)
    saved_tasks.offer_as_sample(kept, shown.script)
    return replace(kept, path=path)
