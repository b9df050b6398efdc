"""What the tools do, in the words of the command line's own functions: everything here blocks, and is called in a thread."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ground.errors import SettingsError
from ground.settings import Settings, load_settings
from interpreter.consent.policy import Policy
from thumbwright.use.policies import make_policy
from thumbwright.use.stores import open_store

from .jobs import Job
from .phones import Shelf
from .profiles import Profile, profiled
from .run_told import AskedPerson, ToldReplay, ToldWatcher

if TYPE_CHECKING:
    from agent.model.writing import Writer
    from agent.prepare.preparing import Prepared
    from thumbwright.use.replays import Replayed
    from thumbwright.use.tasks import TaskOptions, TaskReport

Opening = Callable[[], "Writer"]
IDLE_S = 600.0
"""So long a model that nobody asks stays in memory: a client keeps its servers all day."""


class Room:
    """What one server has: its profile, its phones, the model once it was needed, and the runs under way."""

    def __init__(
        self,
        profile: Profile = Profile.NO_COMMERCE,
        allow: tuple[str, ...] = (),
        opening: Opening | None = None,
        idle_s: float = IDLE_S,
    ) -> None:
        """`allow` is consented to beforehand by who sets the server up; `opening` gives the model, the one of the settings if it
        is None."""
        self.profile, self.allow, self.shelf = profile, allow, Shelf()
        self.jobs: dict[str, Job] = {}
        self._opening = opening
        self._writer: Writer | None = None
        self._of_writer = threading.Lock()
        self._writing, self._used, self._idle_s = 0, 0.0, idle_s

    def settings(self) -> Settings:
        """Read anew for each call: what a person forbids now holds now."""
        return profiled(load_settings(), self.profile)

    def policy(self) -> Policy:
        return make_policy(self.allow, self.settings())

    def job_on(self, serial: str) -> Job | None:
        return next((job for job in self.jobs.values() if job.phone == serial and not job.ended.is_set()), None)

    @contextlib.contextmanager
    def writer(self, tell: Callable[[str], object] = lambda words: None) -> Iterator[Writer]:
        """The model, which can be asked from several threads; it stays a while for the next task. Raises ModelError."""
        with self._of_writer:
            if self._writer is None:
                tell("opening the model")
                from thumbwright.use.opening import open_writer

                self._writer = (self._opening or open_writer)()
            self._writing += 1
            writer = self._writer
        try:
            yield writer
        finally:
            with self._of_writer:
                self._writing -= 1
                self._used = time.monotonic()
            rest = threading.Timer(self._idle_s, self._rest)
            rest.daemon = True
            rest.start()

    def _rest(self) -> None:
        """Give the model's memory back where nobody has used it for a while."""
        with self._of_writer:
            idle = not self._writing and time.monotonic() - self._used >= self._idle_s
            writer, self._writer = (self._writer, None) if idle else (None, self._writer)
        if writer is not None:
            writer.close()

    def do_task(self, job: Job, serial: str, task: str, options: TaskOptions) -> TaskReport:
        """One task, or a script that is given. Raises what preparing it raises."""
        from ground.secret_store import stored_values
        from phones.hiding import Values
        from thumbwright.use.tasks import do_task

        chosen: list[Prepared] = []
        words = Values(stored_values()).hide(task)
        with contextlib.ExitStack() as stack:
            store = stack.enter_context(open_store(job.say))
            phone = stack.enter_context(self.shelf.opened(serial, doing=job.doing))
            writer = None if options.script else stack.enter_context(self.writer(job.say))
            watcher = ToldWatcher(job, self.policy(), lambda: chosen[-1].doc.package if chosen else "")

            def prepared(found: Prepared) -> None:
                chosen.append(found)
                job.say(f"for {found.doc.label}")

            report = do_task(
                words,
                phone=phone,
                writer=writer,
                watcher=watcher,
                person=AskedPerson(job),
                options=replace(options, allow=self.allow),
                store=store,
                cancel=job.cancel,
                settings=self.settings(),
                on_prepared=prepared,
                tell=job.say,
            )
        if watcher.kept_from:
            report.result.answer = watcher.kept_from
            report.result.why.insert(0, watcher.kept_from)
        return report

    def do_replay(self, job: Job, serial: str, session: str) -> Replayed:
        """A session's calls once more, without a model. Raises StoreError."""
        from sessions import reading
        from thumbwright.use.replay_options import ReplayOptions
        from thumbwright.use.replays import do_replay

        with contextlib.ExitStack() as stack:
            store = stack.enter_context(open_store(job.say))
            detail = reading.load_session(store, session)
            phone = stack.enter_context(self.shelf.opened(serial, doing=job.doing))
            return do_replay(
                detail,
                phone=phone,
                store=store,
                policy=self.policy(),
                person=AskedPerson(job),
                watcher=ToldReplay(job),
                options=ReplayOptions(),
                cancel=job.cancel,
            )

    def close(self, patience_s: float = 15.0) -> None:
        """Stop what is under way, so that it is taken back and written down; end the model and the demo phone."""
        running = list(self.jobs.values())
        for job in running:
            job.stop()
        for job in running:
            job.join(patience_s / max(1, len(running)))
        if self._writer is not None:
            with contextlib.suppress(Exception):
                self._writer.close()
            self._writer = None
        self.shelf.close()


def task_options(task: str, values: dict[str, str], app: str, private: bool) -> tuple[str, TaskOptions]:
    """A task in words, or `@NAME` with its parameters. Raises SettingsError."""
    from thumbwright.use.tasks import TaskOptions

    if not task.startswith("@"):
        if values:
            raise SettingsError("Values are for a saved task's parameters: @NAME")
        return task, TaskOptions(app=app, private=private)
    from agent.record.saved_tasks import load

    saved = load(task[1:])
    return saved.words(values), TaskOptions(app=app, private=private, script=saved.script_for(values), doc=saved.doc)
