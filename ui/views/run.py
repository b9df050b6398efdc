"""The view where tasks are done: words in, the script as it is written, its steps, the phone beside it, the answer.

Decides what can be done in which phase and shows what the run's thread tells; carrying a task out is `ui.tasks`', the same
as for the command line.
"""

from __future__ import annotations

import time
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Input, Static

from thumbwright.errors import ThumbwrightError
from ui.messages import (
    AppChosen,
    ApprovalAsked,
    CallBegan,
    CallEnded,
    ConsentAsked,
    ModeChanged,
    PhoneChanged,
    QuestionAsked,
    ReplayCalled,
    ReplayCalling,
    ReplayEnded,
    Reply,
    ScreenSeen,
    ScriptReady,
    TaskEnded,
    TokenCame,
    WritingBegan,
)
from ui.replay_options import ReplayOptions
from ui.steering import Mode, Steering
from ui.widgets.guide import Guide
from ui.widgets.phone_screen import PhoneScreen
from ui.widgets.script_view import ScriptView
from ui.widgets.table import Table, muted
from ui.widgets.task_input import EXAMPLE, TaskInput

from .view import View

if TYPE_CHECKING:
    from phones.phone import Phone
    from sessions.records import SessionRecord

STATUS_MARKS = {"ok": ("✓", "green"), "failed": ("✗", "red"), "denied": ("—", "yellow"), "cancelled": ("—", "yellow")}
VERDICT_MARKS = {"same": ("✓", "green"), "healed": ("≈", "yellow"), "different": ("≠", "red"), "stopped": ("■", "red")}
READING = "The model is reading. Of an app it hasn't read yet that takes up to a minute, once; then a second or two."
ANSWER_STYLES = {"done": "done", "written": "done"}
EFFECT_STYLES = {"read": "dim", "navigate": "dim", "input": "cyan", "settings": "blue"}


class Phase(StrEnum):
    """Where a task stands."""

    IDLE = "idle"
    WRITING = "writing"
    WAITING = "waiting"
    """The script waits for Enter."""
    RUNNING = "running"


class RunView(View):
    """One task at a time."""

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
        Binding("space", "pause", "Pause", id="run.pause", tooltip="Stop before the next call"),
        Binding("space", "go_on", "Go on", id="run.go_on", tooltip="Run on, from the screen as it is"),
        Binding("s", "step", "Step", id="run.step", tooltip="One call, then pause"),
        Binding("t", "take_over", "Take over", id="run.take_over", tooltip="The phone is yours until you go on"),
        Binding("escape", "cancel", "Cancel", id="run.cancel", tooltip="Stop; what was done stays done"),
        Binding("escape", "put_away", "Put away", id="run.put_away", show=False),
        Binding("ctrl+r", "again", "Again", id="run.again", tooltip="Run the same script once more, without the model"),
        Binding("ctrl+t", "edit", "Edit", id="run.edit", tooltip="Edit the script and run it"),
        Binding("ctrl+o", "choose_app", "App", id="run.app", tooltip="Say which app the task is for"),
        Binding("ctrl+g", "picture", "Picture", id="run.picture", tooltip="The phone as a picture, or in letters"),
        Binding("f8", "waiting", "Wait", id="run.wait", tooltip="Whether a script waits for Enter"),
        Binding("f9", "demo", "Demo phone", id="run.demo", tooltip="Use the phone that ships with this"),
        Binding("ctrl+l", "learn", "Learn app", id="run.learn", tooltip="Learn the app, so that its tasks go well"),
    ]

    phase: reactive[Phase] = reactive(Phase.IDLE)
    mode: reactive[Mode] = reactive(Mode.GOING)

    def __init__(self) -> None:
        super().__init__("run")
        self.steering: Steering | None = None
        self._approval: Reply[str | None] | None = None
        self._script = ""
        self._words = ""
        self._package = ""
        """Package that the person chose; empty: found from the task."""
        self._improvised = ""
        self._wait: bool | None = None
        """None: only on a real phone."""
        self._steps = 0
        self._began = 0.0

    def compose(self) -> ComposeResult:
        yield TaskInput(id="task")
        with Horizontal(id="body"):
            with Vertical(id="work"):
                yield Guide(id="guide")
                yield ScriptView(id="script")
                yield Table([("", 1), ("line", 4), ("step", 0), ("effect", 8), ("ms", 6)], id="steps")
            yield PhoneScreen(id="phone")
        yield Static("", id="answer", markup=False)

    def on_mount(self) -> None:
        self.query_one("#script", ScriptView).border_title = "Script"
        self.query_one("#steps", Table).border_title = "Steps"
        self.query_one("#phone", PhoneScreen).border_title = "Phone"
        self._show_phase()
        self.set_interval(1.0, self._tick)

    def entered(self) -> None:
        self.ui.phone.watching = True
        self.ui.phone.look()
        self.query_one(Guide).look()
        self._focus()

    def left(self) -> None:
        self.ui.phone.watching = False

    def _tick(self) -> None:
        """A model that reads says nothing: the seconds do."""
        script = self.query_one("#script", ScriptView)
        if self.phase is Phase.WRITING and "cancelled" not in str(script.border_subtitle):
            script.border_subtitle = f"being written … {time.monotonic() - self._began:.0f} s"

    # what can be done now

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        running = self.phase is Phase.RUNNING
        going = self.mode in (Mode.GOING, Mode.STEPPING)
        match action:
            case "approve" | "edit_waiting":
                return self.phase is Phase.WAITING
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
            case "choose_app" | "waiting" | "demo":
                return self.phase is Phase.IDLE
            case "learn":
                return self.phase is Phase.IDLE and bool(self._improvised)
        return True

    def watch_phase(self) -> None:
        self._show_phase()

    def watch_mode(self) -> None:
        self._show_phase()

    def _show_phase(self) -> None:
        if not self.children:  # told of its first values before it is made
            return
        line = self.query_one(TaskInput)
        line.disabled = self.phase is not Phase.IDLE
        line.placeholder = self._words if line.disabled else EXAMPLE
        phone = self.query_one(PhoneScreen)
        phone.in_hand = self.phase is Phase.IDLE or self.mode is Mode.TAKEN
        script = self.query_one(ScriptView)
        words = {
            Phase.IDLE: "",
            Phase.WRITING: f"being written … {time.monotonic() - self._began:.0f} s",
            Phase.WAITING: "waits for you: enter runs it, e edits it",
            Phase.RUNNING: {
                Mode.GOING: "running",
                Mode.STEPPING: "one step",
                Mode.PAUSED: "paused: space goes on, s one step",
                Mode.TAKEN: "the phone is yours: space goes on from its screen",
            }[self.mode],
        }[self.phase]
        script.border_subtitle = words
        script.set_class(self.phase is Phase.WAITING or self.mode in (Mode.PAUSED, Mode.TAKEN), "asking")
        phone.border_subtitle = "yours" if self.mode is Mode.TAKEN else ""
        phone.set_class(self.mode is Mode.TAKEN, "asking")
        self.refresh_bindings()

    def _focus(self) -> None:
        if self.phase is Phase.IDLE:
            self.take_focus("#task")
        elif self.mode is Mode.TAKEN:
            self.take_focus("#phone")
        else:
            self.take_focus("#script")

    # from a task to a run

    @on(Input.Submitted, "#task")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        task = event.value.strip()
        if task:
            self.give(task)

    def give(self, task: str) -> None:
        """Do a task in words, or a saved one by its `@name`."""
        if self.phase is not Phase.IDLE:
            return
        self.query_one(TaskInput).keep(task)
        if task.startswith("@"):
            self._start_saved(task)
        else:
            self.start(task)

    def _start_saved(self, task: str) -> None:
        """A saved task: its parameters are asked for, and no model is."""
        from agent import saved_tasks
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

    def _begin(self, task: str) -> Steering | None:
        """Make ready for a run; None where there can be none now."""
        if self.phase is not Phase.IDLE:
            return None
        if self.ui.phone.state.kind == "none":
            self.ui.trouble.say(
                "There is no phone to do it on. F9 starts the demo phone, which ships with this; F5 connects your own.",
                "No phone",
            )
            return None
        self.ui.trouble.put_away()
        self._improvised, self._steps, self._words = "", 0, task
        self.query_one(Guide).hide()
        self.query_one(Table).fill([])
        self._say("", "")
        self.steering = Steering(lambda mode: self.post_message(ModeChanged(mode)))
        self._began = time.monotonic()
        self.mode, self.phase = Mode.GOING, Phase.WRITING
        self._focus()
        return self.steering

    def start(self, task: str, script: str = "", values: dict[str, str] | None = None) -> None:
        """Do a task; with `script`, or the `values` of a saved one, no model is asked."""
        steering = self._begin(task)
        if steering is None:
            return
        view = self.query_one(ScriptView)
        if script:
            view.show(script, [])
        else:
            view.clear("Looking for the app …")
        wait = (self.ui.phone.state.name != "demo phone") if self._wait is None else self._wait
        app = self._package

        def job(phone: Phone) -> None:
            from ui.run_job import carry_out_task

            carry_out_task(
                self.ui,
                self.post_message,
                steering,
                phone,
                task=task,
                script=script,
                app=app,
                wait=wait and not script,
                values=values,
            )

        self.ui.phone.submit(job, lambda error: self.post_message(TaskEnded(error=error)))

    def replay(self, head: SessionRecord, options: ReplayOptions) -> None:
        """Repeat a session's calls here, where it can be watched and steered."""
        steering = self._begin(head.task)
        if steering is None:
            return
        self._script = head.script
        self.query_one(ScriptView).show(head.script, [])
        self.ui.status.app_label = head.app_label or head.app
        self.phase = Phase.RUNNING
        if options.paused:
            steering.pause()

        def job(phone: Phone) -> None:
            from ui.run_job import replay

            replay(self.post_message, steering, phone, head.id, options)

        self.ui.phone.submit(job, lambda error: self.post_message(TaskEnded(error=error)))

    # what the run's thread tells

    def on_app_chosen(self, message: AppChosen) -> None:
        self.ui.status.app_label = message.label + (" (not learned)" if message.improvised else "")
        view = self.query_one(ScriptView)
        if not view.text:
            view.clear(f"For {message.label}: {message.why}.\n\n{READING}")

    def on_writing_began(self, message: WritingBegan) -> None:
        self.phase = Phase.WRITING
        view = self.query_one(ScriptView)
        if message.why:
            view.clear(f"Once more, because {message.why}")
        elif view.text:
            view.clear(READING)

    def on_token_came(self, message: TokenCame) -> None:
        self.query_one(ScriptView).add(message.text)

    def on_script_ready(self, message: ScriptReady) -> None:
        notes = [f"repaired: {note}" for note in message.notes]
        for problem in message.report.problems:
            notes.append(f"{problem.severity}: line {problem.line}: {problem.message} {problem.hint}".rstrip())
        self._script = message.text
        self.query_one(ScriptView).show(message.text, notes)
        self.phase = Phase.RUNNING

    def on_approval_asked(self, message: ApprovalAsked) -> None:
        self._approval = message.reply
        self.phase = Phase.WAITING
        self._focus()

    def on_call_began(self, message: CallBegan) -> None:
        self.phase = Phase.RUNNING
        self.query_one(ScriptView).mark(message.call.line, "now")

    def on_call_ended(self, message: CallEnded) -> None:
        call, outcome = message.call, message.outcome
        self.query_one(ScriptView).mark(call.line, "done" if outcome.status == "ok" else "failed")
        mark, colour = STATUS_MARKS[outcome.status]
        name = f"{call.ref}.{call.op}" if str(call.ref) else call.op
        words = Text(f"{name}({', '.join(repr(arg) for arg in call.args)})")
        if outcome.value not in (None, ""):
            words.append(f" → {outcome.value!r}", "dim")
        if outcome.error:
            words.append(f"  {outcome.error}", "red")
        effect = Text(outcome.effect.value, EFFECT_STYLES.get(outcome.effect.value, "yellow"))
        steps = self.query_one(Table)
        for step in outcome.steps:
            self._steps += 1
            steps.append(f"{self._steps}", ["", "", muted(f"  {step}"), "", ""])
        self._steps += 1
        ms = Text(f"{outcome.ms:.0f}", "dim", justify="right")
        steps.append(f"{self._steps}", [Text(mark, colour), muted(f"{call.line:>3}"), words, effect, ms])

    def on_replay_calling(self, message: ReplayCalling) -> None:
        self.query_one(ScriptView).mark(message.record.line, "now")

    def on_replay_called(self, message: ReplayCalled) -> None:
        verdict = message.verdict
        good = verdict.verdict in ("same", "healed")
        self.query_one(ScriptView).mark(verdict.line, "done" if good else "failed")
        mark, colour = VERDICT_MARKS[verdict.verdict]
        words = Text(verdict.call)
        if verdict.note:
            words.append(f"  {verdict.note}", "dim" if verdict.verdict == "same" else colour)
        self._steps += 1
        ms = Text(f"{verdict.ms:.0f}", "dim", justify="right")
        cells = [Text(mark, colour), muted(f"{verdict.line:>3}"), words, Text(verdict.verdict, colour), ms]
        self.query_one(Table).append(f"{self._steps}", cells)

    def on_replay_ended(self, message: ReplayEnded) -> None:
        self._over()
        self._say(message.said, f"A replay, without the model. Session {message.session}.", message.status)
        self.ui.session_added()

    def on_mode_changed(self, message: ModeChanged) -> None:
        if self.phase is Phase.RUNNING or message.mode is not Mode.GOING:
            self.mode = message.mode
            self._focus()

    def on_screen_seen(self, message: ScreenSeen) -> None:
        self.query_one(PhoneScreen).show(message.hierarchy, message.picture, message.touched)

    def on_phone_changed(self, message: PhoneChanged) -> None:
        phone = self.query_one(PhoneScreen)
        if message.state.kind in ("none", "lost", "opening"):
            phone.show(None)
            phone.hint = {
                "none": "No phone yet\n\nF9  demo phone\nF5  your own",
                "lost": "The phone doesn't answer\n\nIt is looked for",
                "opening": "Opening …",
            }[message.state.kind]
        phone.border_title = Content(message.state.name or "Phone").markup
        self.query_one(Guide).look()

    def on_consent_asked(self, message: ConsentAsked) -> None:
        from ui.widgets.dialogs import Consent

        self.ui.ask_person(Consent(message.question), lambda calls: message.reply.give(calls or 0))

    def on_question_asked(self, message: QuestionAsked) -> None:
        from ui.widgets.dialogs import Field, Form, Pick

        if message.options:
            options = [(option, option) for option in message.options]
            self.ui.ask_person(Pick(message.text, options), message.reply.give)
            return
        form = Form("The script asks", [Field("reply", message.text)])
        self.ui.ask_person(form, lambda said: message.reply.give(said["reply"] if said else None))

    def on_task_ended(self, message: TaskEnded) -> None:
        self._over()
        view = self.query_one(ScriptView)
        if message.error is not None:
            if not view.text:
                view.clear()
                self.query_one(Guide).come_back()
            line = self.query_one(TaskInput)
            if not line.value:  # what was typed isn't lost: once it is mended, Enter gives it again
                line.value = self._words
                line.cursor_position = len(line.value)
            self.ui.trouble_with(message.error)
        elif message.report is not None:
            result, prepared = message.report.result, message.report.prepared
            model_s = f", {result.model_s:.1f} s of them the model's" if result.generations else ""
            said = f"{result.seconds:.1f} s{model_s}. Session {message.report.session}."
            if prepared.improvised:
                self._improvised = prepared.doc.package
                said += (
                    f" It was done from the screen in front: {prepared.doc.label} isn't learned yet. Ctrl+L learns it, and "
                    "its tasks go better; Ctrl+O says which app a task is for."
                )
            self._say(result.answer, said, result.status)
            self.ui.session_added()

    def _over(self) -> None:
        """Nothing runs any more."""
        self.ui.close_questions()
        self._approval = self.steering = None
        self.mode, self.phase = Mode.GOING, Phase.IDLE
        self.query_one(ScriptView).quiet()
        self.refresh_bindings()
        if self.ui.here == "run":
            self._focus()

    def _say(self, answer: str, more: str, status: str = "") -> None:
        shown = self.query_one("#answer", Static)
        shown.set_class(bool(answer), "said")
        shown.set_class(status in ANSWER_STYLES, "done")
        shown.set_class(bool(status) and status not in ANSWER_STYLES, "undone")
        shown.border_title = Content(self._words).markup
        shown.update(Content.assemble(answer, "\n" if more else "", (more, "$text-muted")))

    # what the person does

    def action_approve(self) -> None:
        self._approve(self._script)

    def _approve(self, script: str | None) -> None:
        reply, self._approval = self._approval, None
        if reply is not None:
            self.phase = Phase.RUNNING
            reply.give(script)

    def action_edit_waiting(self) -> None:
        from ui.widgets.dialogs import EditText

        def edited(text: str | None) -> None:
            if text is not None and text.strip():
                self.query_one(ScriptView).show(text, [])
                self._script = text
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
        elif self.steering is not None:
            self.steering.stop()
            self.query_one(ScriptView).border_subtitle = "being cancelled …"

    def action_put_away(self) -> None:
        self.ui.trouble.put_away()
        self._focus()

    def action_again(self) -> None:
        self.start(self._words or "run a script", self._script)

    def action_edit(self) -> None:
        from ui.widgets.dialogs import EditText

        def edited(text: str | None) -> None:
            if text is not None and text.strip():
                self.start(self._words or "run a script", text)

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
        self.ui.pick_app(self._app_chosen)

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
