"""The run view: a task in words becomes a script and is carried out; every step can be watched, stopped and taken over.

What can be done at each moment, and what comes of it; what is shown is `run_shown`'s, what the run does `ui.run_job`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from ground.errors import ThumbwrightError
from thumbwright.use.replay_options import ReplayOptions
from ui.messages import ScriptReady
from ui.steering import Mode
from ui.widgets.guide import Guide
from ui.widgets.phone_screen import PhoneScreen
from ui.widgets.script_view import ScriptView
from ui.widgets.task_input import TaskInput

from .run_phase import Phase
from .run_taught import RunTaught

if TYPE_CHECKING:
    from phones.phone import Phone
    from sessions.records import SessionRecord


class RunView(RunTaught):
    """Where tasks are given."""

    HELP = """
Say in your own words what the phone should do and press Enter. A small model on this machine writes a short script from
what it knows of the app; on a real phone the script waits until you have read it. What saves, sends, deletes, calls or
pays asks you first, whatever the script says.

While it runs you can pause it, go step by step, cancel it, or take the phone over: act on it yourself, then let the run
go on from the screen as it is.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "approve", "Run it", id="run.approve", tooltip="Let the script run as it is shown"),
        Binding("e", "edit_waiting", "Edit", id="run.edit_waiting", tooltip="Change the script before it runs"),
        Binding(
            "o", "take_offer", "Take offer", id="run.take_offer", tooltip="Change the script as it is offered below it"
        ),
        Binding("space", "pause", "Pause", id="run.pause", tooltip="Stop before the next call"),
        Binding("space", "go_on", "Go on", id="run.go_on", tooltip="Run on, from the screen as it is"),
        Binding("s", "step", "Step", id="run.step", tooltip="One call, then pause"),
        Binding("t", "take_over", "Take over", id="run.take_over", tooltip="The phone is yours until you go on"),
        Binding("escape", "cancel", "Cancel", id="run.cancel", tooltip="Stop; what was done stays done"),
        Binding("escape", "put_away", "Put away", id="run.put_away", show=False),
        Binding("ctrl+r", "again", "Again", id="run.again", tooltip="Run the same script once more, without the model"),
        Binding("ctrl+t", "edit", "Edit", id="run.edit", tooltip="Edit the script and run it"),
        Binding("ctrl+o", "choose_app", "App", id="run.app", tooltip="Say which app the task is for"),
        Binding("ctrl+y", "why", "Why", id="run.why", show=False, tooltip="Why this script: each one weighed"),
        Binding("ctrl+g", "picture", "Picture", id="run.picture", tooltip="The phone as a picture, or in letters"),
        Binding("f8", "waiting", "Wait", id="run.wait", tooltip="Whether a script waits for Enter"),
        Binding("f9", "demo", "Demo phone", id="run.demo", tooltip="Use the phone that ships with this"),
        Binding("ctrl+l", "learn", "Learn app", id="run.learn", tooltip="Learn the app, so that its tasks go well"),
    ]

    # what can be done now

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        running = self.phase is Phase.RUNNING
        going = self.mode in (Mode.GOING, Mode.STEPPING)
        match action:
            case "approve" | "edit_waiting":
                return self.phase is Phase.WAITING
            case "take_offer":
                return self.phase is Phase.WAITING and bool(self._offers)
            case "pause":
                return running and going
            case "go_on" | "step":
                return running and not going
            case "take_over":
                return running and self.mode is not Mode.TAKEN
            case "cancel":
                return self.phase is not Phase.IDLE
            case "put_away":
                return self.phase is Phase.IDLE and self.ui.trouble.shown
            case "again" | "edit":
                return self.phase is Phase.IDLE and bool(self._script)
            case "why":
                return self.phase in (Phase.WAITING, Phase.IDLE) and bool(self._script)
            case "choose_app" | "waiting" | "demo":
                return self.phase is Phase.IDLE
            case "learn":
                return self.phase is Phase.IDLE and bool(self._improvised)
        return super().check_action(action, parameters)

    # from a task to a run

    @on(Input.Submitted, "#task")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        task = event.value.strip()
        if task:
            self.give(task)

    def give(self, task: str) -> None:
        """Do a task in words, a saved one by its `@name`, or the script in a file by its `NAME.py`, as the command line does."""
        from thumbwright.use.given import given_script, script_in

        if self.phase is not Phase.IDLE:
            return
        self.query_one(TaskInput).keep(task)
        if task.startswith("@"):
            self._start_saved(task)
            return
        try:
            script = script_in(task) or ""
            app = given_script(script, task, self._package).app if task.endswith(".py") else ""
        except ThumbwrightError as error:
            self.ui.trouble_with(error)
            return
        self.start(task, script, app=app)

    def _start_saved(self, task: str) -> None:
        """A saved task: its parameters are asked for, and no model is."""
        from agent.record import saved_tasks
        from ui.widgets.dialogs import Field, Form

        try:
            saved = saved_tasks.load(task.removeprefix("@"))
        except ThumbwrightError as error:
            self.ui.trouble_with(error)
            return
        if not saved.parameters:
            self.start(task, values={})
            return

        def filled(values: dict[str, str] | None) -> None:
            if values is not None:
                self.start(task, values=values)

        fields = [Field(p.name, f"{p.name} ({p.type})", str(p.default)) for p in saved.parameters]
        self.ui.ask_person(Form(task, fields, saved.front.task, ok="Run it"), filled)

    def start(
        self, task: str, script: str = "", values: dict[str, str] | None = None, undoes: str = "", app: str = ""
    ) -> None:
        """Do a task; with `script`, the `values` of a saved one, or to undo a session, no model is asked. `app` is the script's,
        where it isn't the one that was chosen."""
        steering = self._begin(task, lambda: self._then(lambda: self.start(task, script, values, undoes, app)))
        if steering is None:
            return
        view = self.query_one(ScriptView)
        self._first, self._file_app = Phase.WRITING, app
        if script:
            self._show_given(script)
        else:
            view.clear()
            view.border_title = "Script"
        waits, meant, pace = self._wait, app or self._package, self._pace

        def job(phone: Phone, post: Callable[[Message], object]) -> None:
            from ui.run_job import carry_out_task

            # asked of the thread that has this phone: another may have been chosen since the task was given
            wait = not self.ui.phone.state.demo if waits is None else waits
            carry_out_task(
                self.ui,
                post,
                steering,
                phone,
                task=task,
                script=script,
                app=meant,
                wait=wait and not script,
                pace=pace,
                values=values,
                undoes=undoes,
            )

        self._submit(steering, job, "a task runs")

    def replay(self, head: SessionRecord, options: ReplayOptions) -> None:
        """Repeat a session's calls here, where it can be watched and steered."""
        steering = self._begin(head.task, lambda: self._then(lambda: self.replay(head, options)))
        if steering is None:
            return
        self._show_given(head.script)
        self.ui.status.app_label = head.app_label or head.app
        self._first = Phase.RUNNING
        if options.paused:
            steering.pause()

        def job(phone: Phone, post: Callable[[Message], object]) -> None:
            from ui.run_job import replay

            replay(self.ui, post, steering, phone, head.id, options)

        self._submit(steering, job, "a replay runs")

    # what the person does

    def action_approve(self) -> None:
        self._approve(self._script)

    def _approve(self, script: str | None) -> None:
        reply, self._approval = self._approval, None
        if reply is not None:
            self.phase = Phase.RUNNING
            reply.give(script)

    def action_take_offer(self) -> None:
        """Change the waiting script as one of the offers says; it goes on waiting."""
        from ui.widgets.dialogs import Pick

        offers = list(self._offers)

        def taken(key: str | None) -> None:
            from interpreter.check.checking import CheckReport

            if key is not None and self.phase is Phase.WAITING and self._ready is not None:
                offer = offers[int(key)]
                self._script, self._offers = offer.after, ()
                note = f"{offer} (you took the offer)"
                self._ready = ScriptReady(offer.after, [*self._ready.notes, note], CheckReport())
                self._show_script()

        if len(offers) == 1:
            taken("0")
        else:
            self.ui.ask_person(Pick("Which change?", [(str(n), str(one)) for n, one in enumerate(offers)]), taken)

    def action_edit_waiting(self) -> None:
        from ui.widgets.dialogs import EditText

        def edited(text: str | None) -> None:
            if text is not None and text.strip():
                self._show_given(text)
                self._approve(text)

        self.ui.ask_person(EditText("Edit the script; ctrl+s runs it", self._script), edited)

    def action_pause(self) -> None:
        if self.steering:
            self.steering.pause()

    def action_go_on(self) -> None:
        if self.steering:
            self.steering.go_on()

    def action_step(self) -> None:
        if self.steering:
            self.steering.step()

    def action_take_over(self) -> None:
        if self.steering:
            self.steering.take_over()

    def action_cancel(self) -> None:
        if self._approval is not None:
            self._approve(None)
        else:
            self._stop()

    def stopping(self) -> Callable[[], object] | None:
        return self._stop if self.steering is not None else None

    def _stop(self) -> None:
        """Cancel the run wherever it stands: as it is written, at a question, in the middle of a call."""
        if self.steering is None:
            return
        self.steering.stop()
        if self.phase is not Phase.QUEUED:
            self.query_one(ScriptView).border_subtitle = "being cancelled …"
            return
        self._over()  # nothing has begun that would have to end first
        self.query_one(ScriptView).clear()
        self.query_one(Guide).come_back()
        self._give_back(self._words)

    def action_put_away(self) -> None:
        self.ui.trouble.put_away()
        self._focus()

    def action_again(self) -> None:
        self.start(self._words or "run a script", self._script, app=self._file_app)

    def action_edit(self) -> None:
        from ui.widgets.dialogs import EditText

        def edited(text: str | None) -> None:
            if text is not None and text.strip():
                self.start(self._words or "run a script", text, app=self._file_app)

        self.ui.ask_person(EditText("Edit the script; ctrl+s runs it", self._script), edited)

    def action_picture(self) -> None:
        phone = self.query_one(PhoneScreen)
        phone.wireframe = not phone.wireframe
        self.ui.phone.pictures = not phone.wireframe
        self.ui.phone.look()

    def action_waiting(self) -> None:
        order = [None, True, False]
        self._wait = order[(order.index(self._wait) + 1) % 3]
        words = {None: "on a real phone, not on the demo phone", True: "always", False: "never"}
        self.ui.say(f"A script waits for Enter before it runs: {words[self._wait]}.")

    def action_demo(self) -> None:
        self.ui.action_demo()

    def action_choose_app(self) -> None:
        from ui.app_choice import choose_app

        choose_app(self.ui, self._app_chosen)

    def _app_chosen(self, package: str | None) -> None:
        if package is None:
            return
        self._package = package
        self.ui.status.app_label = (self.ui.installed_names | self.ui.app_names).get(package, package)
        self._focus()

    def action_learn(self) -> None:
        self.ui.learn(self._improvised)

    # the hand on the phone

    @on(PhoneScreen.Hand)
    def _hand(self, message: PhoneScreen.Hand) -> None:
        message.stop()
        if self.steering is not None:
            self.steering.act(message.doing)
        elif self.phase is Phase.IDLE:
            self.ui.phone.act(message.doing, self.ui.trouble_with)

    @on(PhoneScreen.Typing)
    def _typing(self, message: PhoneScreen.Typing) -> None:
        from ui.widgets.dialogs import Field, Form

        message.stop()

        def said(values: dict[str, str] | None) -> None:
            if values is not None:
                text = values["text"]
                self._hand(PhoneScreen.Hand("type", lambda phone: phone.type_text(text)))

        form = Form("Type into the field that has the focus", [Field("text", "Text (replaces what it holds)")])
        self.ui.ask_person(form, said)
