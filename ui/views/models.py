"""Model files: what there is, what fits this machine, fetching with progress, verifying, removing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import DataTable, ProgressBar, Static

from ground.errors import CancelledError, ThumbwrightError
from ground.settings import load_settings, save_setting
from ui.machine import memory_gb
from ui.messages import WorkEnded, WorkMoved
from ui.widgets.table import Column, Table, muted

from .view import View

if TYPE_CHECKING:
    from agent.files.model_files import ModelFile
    from agent.files.partial import Progress


def make() -> ModelsView:
    return ModelsView()


class ModelsView(View):
    """The catalogue, and the files of this machine."""

    HELP = """
The models that can write scripts, with what they take. Everything runs on this machine; fetching a file is the only time
anything is asked of the network, and only when you say so. A broken download goes on where it stopped.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "pull", "Pull", id="models.pull", tooltip="Fetch the file, or the rest of it"),
        Binding("u", "use", "Use", id="models.use", tooltip="Scripts are written by it from now on"),
        Binding("v", "verify", "Verify", id="models.verify", tooltip="Compare every byte with its checksum"),
        Binding("delete", "remove", "Remove", id="models.remove", tooltip="The file, and what is left of downloads"),
        Binding("escape", "stop", "Stop", id="models.stop", tooltip="What has arrived is kept"),
        Binding("escape", "back", "Put away", show=False, id="models.back"),
    ]

    def __init__(self) -> None:
        super().__init__("models")
        self._files: dict[str, ModelFile] = {}
        self._stop: threading.Event | None = None

    def compose(self) -> ComposeResult:
        yield Table(
            [
                Column("", 1),
                Column("model"),
                Column("here", 8),
                Column("size", 9),
                Column("memory", 12),
                Column("licence", 12),
            ],
            id="files",
        )
        with Vertical(id="pulling"):
            yield Static("", id="pull-words", markup=False)
            yield ProgressBar(total=None, id="pull-bar")
        yield Static("", id="about", markup=False)

    def on_mount(self) -> None:
        self.query_one("#files").border_title = "Models"
        memory = memory_gb()
        if memory:
            self.query_one("#files").border_subtitle = f"this machine has {memory:.1f} GB of memory"

    def entered(self) -> None:
        self.read()
        self.take_focus("#files")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "stop":
            return self._stop is not None
        if action in ("pull", "verify", "remove", "back"):
            return self._stop is None
        return True

    @work(thread=True, exclusive=True, group="models", exit_on_error=False)
    def read(self) -> None:
        """Read the list anew."""
        from agent.files.model_files import list_models

        try:
            found = list_models()
            used = load_settings().model
        except Exception as error:
            self.ui.trouble_with(error)
            return
        self.app.call_from_thread(self._show, found, used)

    def _show(self, files: list[ModelFile], used: str) -> None:
        from agent.files.partial import human

        self._files = {file.key: file for file in files}
        rows: list[tuple[str, list[str | Text]]] = []
        for file in files:
            size = (file.model.size if file.model else 0) or file.size
            words = {"here": Text("here", "green"), "damaged": Text("damaged", "red")}.get(file.state.value, Text(""))
            if file.partial and file.state.value == "missing":
                words = Text(f"{file.partial / (size or file.partial):.0%}", "yellow")
            name = Text(file.key, "bold" if file.key == used else "")
            if file.model and file.model.parameters:
                name.append(f"  {file.model.parameters}", "dim")
                if file.model.purpose.value != "writing":
                    name.append(f", for {file.model.purpose.value}", "dim")
            rows.append(
                (
                    file.key,
                    [
                        Text("●" if file.key == used else "", "green"),
                        name,
                        words,
                        muted(human(size) if size else "?"),
                        _memory(file),
                        muted(file.model.licence if file.model else "?"),
                    ],
                )
            )
        self.query_one("#files", Table).fill(rows)
        self._say_about()

    @on(DataTable.RowHighlighted, "#files")
    def _highlighted(self, event: DataTable.RowHighlighted) -> None:
        event.stop()
        self._say_about()

    @on(DataTable.RowSelected, "#files")
    def _selected(self, event: DataTable.RowSelected) -> None:
        event.stop()
        file = self._chosen()
        if file is not None:
            self.action_use() if file.state.value == "here" else self.action_pull()

    def _say_about(self) -> None:
        file = self._chosen()
        about = self.query_one("#about", Static)
        if file is None:
            about.update("")
            return
        model = file.model
        lines = [Content.styled(model.name if model else file.path.name, "bold")]
        if model:
            measured = "" if model.measured else " It was not tried here."
            lines.append(Content(f"{model.note}{measured}"))
            lines.append(Content.styled(f"{model.licence}; {model.context} tokens of context", "$text-muted"))
        lines.append(Content.styled(str(file.path), "$text-muted"))
        about.update(Content("\n").join(lines))

    def _chosen(self) -> ModelFile | None:
        return self._files.get(self.query_one("#files", Table).chosen or "")

    # what the person does

    def action_back(self) -> None:
        self.ui.trouble.put_away()
        self.query_one("#files").focus()

    def action_use(self) -> None:
        from agent.files.adapter_files import left_behind
        from agent.files.model_files import setting_for

        file = self._chosen()
        if file is None:
            return
        try:
            value = setting_for(file.key)
            save_setting("model", value)
            left = left_behind(load_settings().adapter, value)
            if left:
                save_setting("adapter", "")
        except ThumbwrightError as error:
            self.ui.trouble_with(error)
            return
        self.ui.drop_writer()
        self.ui.status.model = value
        self.ui.say(f"Scripts are written by {value} from now on. {left}".strip())
        self.ui.read_again()
        self.read()

    def action_pull(self) -> None:
        from agent.files.model_files import pull
        from agent.files.partial import human
        from ui.widgets.dialogs import Confirm

        file = self._chosen()
        if file is None or file.model is None or self._stop is not None:
            return
        size = human(file.model.size - file.partial) if file.model.size else "some gigabytes"
        stop = threading.Event()

        def sure(yes: bool | None) -> None:
            if yes:
                self._begin(
                    stop, lambda report: f"{pull(file.key, 'hub', report, stop.is_set).key} is here, and right."
                )

        self.ui.ask_person(Confirm(f"Fetch {file.key}? {size} come over the network.", "Fetch"), sure)

    def action_verify(self) -> None:
        from agent.files.model_files import verify

        file = self._chosen()
        if file is not None:
            stop = threading.Event()
            self._begin(stop, lambda report: verify(file.key, report, stop.is_set).message)

    def _begin(self, stop: threading.Event, doing: Callable[[Callable[[Progress], None]], str]) -> None:
        self._stop = stop
        self.add_class("pulling")
        self.query_one(ProgressBar).update(total=None, progress=0)
        self.query_one("#pull-words", Static).update("")
        self.refresh_bindings()
        self._work(doing)

    @work(thread=True, group="pull", exit_on_error=False)
    def _work(self, doing: Callable[[Callable[[Progress], None]], str]) -> None:
        def report(progress: Progress) -> None:
            self.post_message(WorkMoved(progress.done, progress.total, progress.what))

        try:
            said = doing(report)
        except Exception as error:
            self.post_message(WorkEnded("pull", error=error))
            return
        self.post_message(WorkEnded("pull", said))

    def on_work_moved(self, message: WorkMoved) -> None:
        from agent.files.partial import human

        self.query_one(ProgressBar).update(total=message.total, progress=message.done)
        of = f" of {human(message.total)}" if message.total else ""
        self.query_one("#pull-words", Static).update(Content(f"{message.what}: {human(message.done)}{of}"))

    def on_work_ended(self, message: WorkEnded) -> None:
        self._stop = None
        self.remove_class("pulling")
        self.refresh_bindings()
        if isinstance(message.error, CancelledError):
            self.ui.say(str(message.error))
        elif message.error is not None:
            self.ui.trouble_with(message.error)
        else:
            self.ui.say(message.said)
            self.ui.drop_writer()
        self.ui.read_again()
        self.read()

    def stopping(self) -> Callable[[], object] | None:
        return self.action_stop if self._stop is not None else None

    def action_stop(self) -> None:
        if self._stop is not None:
            self._stop.set()

    def action_remove(self) -> None:
        from agent.files.model_files import remove
        from agent.files.partial import human
        from ui.widgets.dialogs import Confirm

        file = self._chosen()
        if file is None or file.model is None:
            return

        def sure(yes: bool | None) -> None:
            if yes:
                try:
                    self.ui.say(f"{human(remove(file.key))} freed.")
                except ThumbwrightError as error:
                    self.ui.trouble_with(error)
                self.ui.read_again()
                self.read()

        self.ui.ask_person(Confirm(f"Remove {file.key} from this machine?", "Remove"), sure)


def _memory(file: ModelFile) -> Text:
    """What it takes while it runs, and whether this machine has that."""
    if file.model is None:
        return muted("?")
    needs, has = file.model.ram_mb / 1000, memory_gb()
    words = f"{needs:.1f} GB"
    if not has:
        return muted(words)
    return (
        Text(f"{words} fits", "green")
        if needs < has * 0.6
        else Text(f"{words} tight" if needs < has else f"{words} no", "yellow")
    )
