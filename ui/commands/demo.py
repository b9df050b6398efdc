"""`thumbwright demo`: the whole way once, on the demo phone: what `make demo` runs."""

from __future__ import annotations

import contextlib
import importlib.util
import shlex
import subprocess
import threading
from typing import TYPE_CHECKING

import click

from ground.errors import ModelError, ThumbwrightError
from ground.exits import ExitCode
from ground.settings import load_settings
from ui.printing import say

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

TASK = 'add a note called "Shopping" with the text "milk, bread, tomatoes"'
APP = "app.demo.notes"


@click.command("demo")
@click.argument("task", default=TASK)
@click.option(
    "--meanwhile", default="", metavar="COMMAND", help="Run this beside the replay: the installing of llama-cpp-python."
)
def command(task: str, meanwhile: str) -> int:
    """Replay a recorded session on the demo phone while the model is fetched, learn the Notes app, and run TASK.

    Whatever is here already is not done again: a second time goes straight to the task.
    """
    from apidocs.keep import store as docs
    from ui.cli import invoke

    _get_ready(meanwhile)
    if importlib.util.find_spec("llama_cpp") is None and not load_settings().server_url:
        raise ModelError("llama-cpp-python is not installed. With a C++ compiler: pip install 'thumbwright[llama]'")
    if APP not in docs.list_packages():
        say("\nLearning the Notes app by using it (once; the doc is kept):", bold=True)
        code = invoke(["apps", "learn", APP, "-s", "demo"])
        if code != ExitCode.DONE:
            return code
    say(f"\nNow a task of your own words: {task}", bold=True)
    return invoke(["run", task, "-s", "demo", "--app", APP, "--yes", "--allow", "commit"])


def _get_ready(meanwhile: str) -> None:
    """Fetch the model and run the command, with the bundled session replayed above their progress. Raises ModelError."""
    from agent.files.model_files import State, list_models

    settings = load_settings()
    missing = not settings.server_url and any(
        file.key == settings.model and file.state is not State.HERE for file in list_models()
    )
    install = meanwhile if importlib.util.find_spec("llama_cpp") is None else ""
    if not missing and not install:
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    say("A session recorded earlier, replayed on the demo phone (no model is needed for that):", bold=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), redirect_stdout=False) as bar:
        work: list[_Work] = []
        if missing:
            work.append(_Pull(settings.model, bar))
        if install:
            work.append(_Install(install, bar))
        for one in work:
            one.start()
        _replay()
        for one in work:
            one.join()
    failed = next((one.failed for one in work if one.failed is not None), None)
    if failed is not None:
        raise failed


class _Work(threading.Thread):
    """Something that goes on beside the replay, with a line of progress."""

    failed: ThumbwrightError | None = None

    def run(self) -> None:
        try:
            self.work()
        except ThumbwrightError as error:
            self.failed = error

    def work(self) -> None:
        raise NotImplementedError


class _Pull(_Work):
    def __init__(self, model: str, bar: Bar) -> None:
        super().__init__(daemon=True)
        self._model, self._bar = model, bar

    def work(self) -> None:
        from agent.files.catalogue import find_model
        from agent.files.model_files import pull
        from agent.files.partial import Progress, SourceUnavailable, human

        bar = self._bar
        task = bar.add_task(f"model {self._model}", total=None)

        def report(progress: Progress) -> None:
            size = f"{human(progress.done)} of {human(progress.total)}" if progress.total else human(progress.done)
            bar.update(
                task, description=f"model ({progress.what}) {size}", completed=progress.done, total=progress.total
            )

        try:
            pull(self._model, "hub", report)
        except SourceUnavailable as error:
            parts = find_model(self._model).told_parts
            if not parts:
                raise
            bar.console.print(f"\nThe model hub gave nothing: {error.args[0].split(parts)[0].strip()}", markup=False)
            bar.console.print(f"{parts} It is taken from there now; Ctrl-C stops it.\n", markup=False)
            pull(self._model, "parts", report)


class _Install(_Work):
    def __init__(self, command: str, bar: Bar) -> None:
        super().__init__(daemon=True)
        self._command, self._bar = command, bar

    def work(self) -> None:
        bar = self._bar
        task = bar.add_task("compiling llama-cpp-python (3 to 5 minutes, once)", total=None)
        done = subprocess.run(shlex.split(self._command), capture_output=True, text=True, check=False)
        bar.update(task, total=1, completed=1)
        if done.returncode:
            tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-6:])
            raise ModelError(f"Installing llama-cpp-python failed:\n{tail}")


def _replay() -> None:
    """The bundled session; that it can't be shown stops nothing."""
    from ui.commands.replay import command as replay

    with contextlib.suppress(SystemExit):
        try:
            replay.main(["--bundled", "-s", "demo"], standalone_mode=False)
        except ThumbwrightError as error:
            say(f"The recorded session could not be shown: {error}")
