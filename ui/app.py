"""The terminal UI: its views, the threads behind them, and what they share.

Puts together and passes on; what can be done in a view is the view's. Nothing that takes long runs here: the phone has its
thread, everything else a worker, and what goes wrong in them becomes a panel.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import events, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen

from ground.errors import ThumbwrightError
from ground.settings import Settings, load_settings
from thumbwright.use.phone_names import phone_meant
from thumbwright.use.replay_options import ReplayOptions

from .deliberate import InputTimes
from .messages import ModelReads, PhoneChanged, ScreenSeen, Stumbled
from .phone_thread import DEMO, PhoneThread
from .themes import THEMES
from .views.run import RunView
from .views.view import View, make_view
from .widgets.key_bar import KeyBar
from .widgets.top_bar import VIEWS, StatusLine, TopBar
from .widgets.trouble import Trouble

if TYPE_CHECKING:
    from agent.model.writing import Writer
    from sessions.records import SessionRecord

T = TypeVar("T")


class ThumbwrightApp(App[int]):
    """The whole of it."""

    TITLE = "thumbwright"
    CSS_PATH = Path(__file__).parent / "styles" / "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (110, "-wide"), (170, "-broad")]
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(key, f"view('{name}')", title, show=False, id=f"view.{name}", priority=True)
            for name, (key, title) in VIEWS.items()
        ),
        Binding(
            "f1,question_mark",
            "explain",
            "Help",
            id="app.help",
            key_display="?",
            tooltip="What is shown here, and its keys",
        ),
        Binding(
            "ctrl+p",
            "command_palette",
            "Commands",
            id="app.palette",
            priority=True,
            tooltip="All that can be done now, found by a part of its name",
        ),
        Binding("ctrl+c", "stop_run", "Stop", id="app.stop", priority=True, show=False),
        Binding("ctrl+c", "help_quit", show=False, system=True),
        Binding("ctrl+q", "quit", "Quit", id="app.quit", priority=True, tooltip="Gives the phone back first"),
    ]

    here: reactive[str] = reactive("run", init=False)

    def __init__(self, *, serial: str = "", settings: Settings | None = None, writer: Writer | None = None) -> None:
        """`serial`: the phone to begin with; `writer` replaces the model of the settings (tests)."""
        super().__init__()
        self.input_times = InputTimes()
        self.settings = settings or load_settings()
        self.phone = PhoneThread(self._told)
        self.app_names: dict[str, str] = {}
        """Label by package, of the learned apps."""
        self.installed_names: dict[str, str] = {}
        """The same of the apps on the phone, when they were last asked for."""
        self.earlier_tasks: list[str] = []
        """Newest first."""
        self.saved_tasks: list[str] = []
        """As `@name`."""
        self.model_words = ("…", "$text-muted", "being looked for")
        self._serial = phone_meant(serial, self.settings)
        self._writer = writer
        self._writer_lock = threading.Lock()
        self._questions: list[ModalScreen[Any]] = []

    # what it is made of

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield StatusLine()
        with Vertical(id="views"):
            yield RunView()
        with Vertical(id="below"):
            yield Trouble()
        yield KeyBar()

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        if self.settings.theme in self.available_themes:
            self.theme = self.settings.theme
        self.status.model = self.settings.model if not self.settings.server_url else self.settings.server_url
        if self.settings.keys:
            self.set_keymap(self.settings.keys)
        self.phone.use(self._serial)  # asked for now, so that a quick F9 comes after it
        # after the first paint: what it starts imports a lot
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if self.here == "run":  # a quick person may be elsewhere already
            self.view("run").entered()
        self.phone.start()
        self.read_again()

    @property
    def status(self) -> StatusLine:
        return self.screen_stack[0].query_one(StatusLine)

    @property
    def trouble(self) -> Trouble:
        return self.screen_stack[0].query_one(Trouble)

    def view(self, name: str) -> View:
        return self.screen_stack[0].query_one(f"#{name}", View)

    # going from view to view

    async def action_view(self, name: str) -> None:
        await self.go(name)

    async def go(self, name: str) -> None:
        """Show a view; it is made when it is first wanted."""
        if len(self.screen_stack) > 1 or name == self.here:
            return
        views = self.screen_stack[0].query_one("#views", Vertical)
        if not views.query(f"#{name}"):
            await views.mount(make_view(name))
        old, new = self.view(self.here), self.view(name)
        old.left()
        for view in views.query(View):
            view.display = view is new
        self.here = name
        self.screen_stack[0].query_one(TopBar).here = name
        self.trouble.put_away()
        new.entered()

    # threads

    def _told(self, message: Message) -> None:
        """From the phone's thread."""
        if self.is_running:
            self.post_message(message)

    def on_phone_changed(self, message: PhoneChanged) -> None:
        if not self.screen_stack:  # we are about to end
            return
        before, self.status.phone = self.status.phone, message.state
        if message.state.kind == "several" and before.kind != "several":
            from .phone_choice import choose_phone

            choose_phone(self)
        for view in self.screen_stack[0].query(View):
            view.post_message(PhoneChanged(message.state))

    def on_screen_seen(self, message: ScreenSeen) -> None:
        if not self.screen_stack:
            return
        self.view("run").post_message(ScreenSeen(message.hierarchy, message.picture, message.touched))

    def on_stumbled(self, message: Stumbled) -> None:
        if self.screen_stack:
            self.trouble_with(message.error)

    def writer(self) -> Writer:
        """The model, opened when it is first wanted and kept. Raises ModelError. For threads."""
        with self._writer_lock:
            if self._writer is None:
                from thumbwright.use.opening import open_writer

                self._writer = open_writer(load_settings(), on_wait=self._model_waits)
            return self._writer

    def _model_waits(self, _why: str, done: int, all_of_it: int) -> None:
        """From whichever thread asked the model."""
        self._told(ModelReads(done, all_of_it))

    def on_model_reads(self, message: ModelReads) -> None:
        if self.screen_stack:
            self.view("run").post_message(ModelReads(message.done, message.all_of_it))

    def drop_writer(self) -> None:
        """The settings name another model now."""
        with self._writer_lock:
            writer, self._writer = self._writer, None
        if writer is not None:
            threading.Thread(target=writer.close, daemon=True).start()

    @work(thread=True, exclusive=True, group="reading", exit_on_error=False)
    def read_again(self) -> None:
        """Read what the views share: learned apps, earlier tasks, whether there is a model."""
        try:
            from .knowledge import gather

            known = gather(self.say)
        except Exception as error:
            self.call_from_thread(self.trouble_with, error)
            return
        self.call_from_thread(self._know, known)

    def _know(self, known: Any) -> None:
        from .widgets.guide import Guide
        from .widgets.task_input import TaskInput

        self.app_names, self.earlier_tasks, self.saved_tasks = known.apps, known.history, known.saved
        self.model_words = known.model
        for line in self.view("run").query(TaskInput):
            line.offer(known.history, known.saved, list(known.apps.values()))
        for guide in self.view("run").query(Guide):
            guide.look()

    def settings_changed(self, key: str) -> None:
        """A setting was changed: what follows from it."""
        self.settings = load_settings()
        if key in ("model", "adapter", "server_url", "threads"):
            self.drop_writer()
            self.status.model = self.settings.server_url or self.settings.model
            self.read_again()

    def watch_theme(self, theme: str) -> None:
        """Chosen in the palette or the settings: kept."""
        if self.is_running and theme != self.settings.theme and theme in self.available_themes:
            from ground.settings import save_setting

            try:
                save_setting("theme", theme)
                self.settings = load_settings()
            except ThumbwrightError as error:
                self.trouble_with(error)

    def session_added(self) -> None:
        """A task came to its end: lists may be out of date."""
        self.read_again()

    # asking and saying

    def ask_person(self, dialog: ModalScreen[T], then: Callable[[T | None], object]) -> None:
        """Show a dialog on top of everything; `then` gets what came of it, None where it was closed for the person."""

        def closed(value: T | None) -> None:
            if dialog in self._questions:
                self._questions.remove(dialog)
            then(value)

        self._questions.append(dialog)
        self.push_screen(dialog, closed)

    def close_questions(self) -> None:
        """What a run asked is nobody's question any more."""
        for dialog in self._questions[::-1]:
            if dialog in self.screen_stack and dialog.is_current:
                dialog.dismiss(None)

    def say(self, text: str) -> None:
        """A word in passing."""
        self.notify(text, markup=False)

    def trouble_with(self, error: BaseException) -> None:
        """Show what went wrong. May be called from any thread."""
        if threading.get_ident() != self._thread_id:
            self.call_from_thread(self.trouble_with, error)
            return
        from ground.disk import disk_error

        self.trouble.say_error(disk_error(error) or error)

    def replay(self, head: SessionRecord, options: ReplayOptions) -> None:
        """Repeat a session in the run view."""
        self._in_run(lambda run: run.replay(head, options))

    def undo(self, head: SessionRecord) -> None:
        """Put back in the run view what a session set."""
        self._in_run(lambda run: run.start(f"undo {head.id}: {head.task}", undoes=head.id))

    def do_task(self, task: str) -> None:
        """Do a task in the run view; `@name` is a saved one."""
        self._in_run(lambda run: run.give(task))

    def _in_run(self, doing: Callable[[RunView], object]) -> None:
        """Go to the run view, and do something there."""

        async def show() -> None:
            await self.go("run")
            doing(cast(RunView, self.view("run")))

        self.run_worker(show(), exit_on_error=False)

    @property
    def screen_width(self) -> int:
        """Columns."""
        return self.size.width

    def learn(self, package: str) -> None:
        """Go to the apps and learn one."""
        self.run_worker(self._learn(package), exit_on_error=False)

    async def _learn(self, package: str) -> None:
        await self.go("apps")
        learn = getattr(self.view("apps"), "learn", None)
        if learn:
            learn(package)

    # keys for everything

    async def on_event(self, event: events.Event) -> None:
        self.input_times.note(event)
        await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        self.input_times.now = event.time

    def get_key_display(self, binding: Binding) -> str:
        """As the views' keys are written: F9, not f9."""
        display = super().get_key_display(binding)
        return display.upper() if display[:1] == "f" and display[1:].isdecimal() else display

    def action_demo(self) -> None:
        """Use the demo phone."""
        self.phone.use(DEMO)

    def action_explain(self) -> None:
        from .commands_palette import explain

        explain(self)

    def action_command_palette(self) -> None:
        from .commands_palette import show_palette

        show_palette(self)

    def action_change_theme(self) -> None:
        from .commands_palette import choose_theme

        choose_theme(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ctrl-C copies and hints as everywhere, unless something of ours is under way."""
        return action != "stop_run" or self._stoppable() is not None

    def action_stop_run(self) -> None:
        """Stop what is being done, also where it waits for an answer."""
        stop = self._stoppable()
        if stop is not None:
            stop()

    def _stoppable(self) -> Callable[[], object] | None:
        """What stops the run, or the learning, that is under way; None where nothing is."""
        if not self.is_running or not self.screen_stack:
            return None
        for view in self.screen_stack[0].query(View):
            stop = view.stopping()
            if stop is not None:
                return stop
        return None

    async def action_quit(self) -> None:
        self.leave(0)

    def leave(self, code: int) -> None:
        """End: a run is cancelled, the phone given back, the terminal as it was."""
        run = self.view("run")
        if isinstance(run, RunView) and run.steering is not None:
            run.steering.stop()
        self.exit(code, return_code=code)

    def close_down(self) -> None:
        """After the terminal is the person's again."""
        with contextlib.suppress(Exception):
            self.phone.close()
        if self._writer is not None:
            with contextlib.suppress(Exception):
                self._writer.close()
