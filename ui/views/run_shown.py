"""What a run shows while it goes: the script as it comes, the steps, the phone beside it, the answer. What the person does about
it is `run`'s.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Static

from ground.errors import NotLearned
from ground.pace import Pace
from ui.messages import (
    AppChosen,
    ApprovalAsked,
    CallBegan,
    CallEnded,
    ConsentAsked,
    ModeChanged,
    ModelReads,
    OnTheWay,
    PhoneChanged,
    QuestionAsked,
    ReplayCalled,
    ReplayCalling,
    ReplayEnded,
    Reply,
    RunBegan,
    ScreenSeen,
    ScriptOffered,
    ScriptReady,
    TaskEnded,
    TokenCame,
    WritingBegan,
)
from ui.statuses import shown
from ui.steering import Mode, Steering
from ui.widgets.guide import Guide
from ui.widgets.phone_screen import PhoneScreen
from ui.widgets.script_notes import script_notes
from ui.widgets.script_view import ScriptView
from ui.widgets.steps import Steps
from ui.widgets.task_input import EXAMPLE, TaskInput

from .run_phase import Phase, how_ended, words_of
from .view import View

if TYPE_CHECKING:
    from interpreter.reading.edits import Change

__all__ = ["Phase", "RunShown"]
T = TypeVar("T")
READING = "The model is reading. Of an app it hasn't read yet that takes up to a minute, once; then a second or two."
ANSWER_STYLES = ("done", "unproved", "undone")
"""Classes of the answer: what was seen, what was carried out and not seen, everything else."""


class RunShown(View):
    """The run view without its keys."""

    phase: reactive[Phase] = reactive(Phase.IDLE)
    mode: reactive[Mode] = reactive(Mode.GOING)

    def __init__(self) -> None:
        super().__init__("run")
        self.steering: Steering | None = None
        self._approval: Reply[str | None] | None = None
        self._script = ""
        self._ready: ScriptReady | None = None
        self._offers: Sequence[Change] = ()
        """Changes of the script that the person may take before it runs."""
        self._words = ""
        self._file_app = ""
        """Of a script file that was run: the app that it is for."""
        self._package = ""
        """Package that the person chose; empty: found from the task."""
        self._improvised = ""
        self._wait: bool | None = None
        """None: only on a real phone."""
        self._asking = False
        """A question of the run waits for its answer."""
        self._began = 0.0
        self._pace = Pace()
        self._read = 100
        """How much of what the model has to know it has read, percent."""
        self._looking = False
        """The task's app isn't known yet."""
        self._first = Phase.WRITING
        """What comes after the wait for the phone."""
        self._once_ready: Callable[[], object] | None = None
        """What was to be done when the person was asked which phone is meant."""

    def compose(self) -> ComposeResult:
        yield TaskInput(id="task")
        with Horizontal(id="body"):
            with Vertical(id="work"):
                yield Guide(id="guide")
                yield ScriptView(id="script")
                yield Steps(id="steps")
            yield PhoneScreen(id="phone")
        yield Static("", id="answer", markup=False)

    def on_mount(self) -> None:
        self.query_one("#script", ScriptView).border_title = "Script"
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
        counted = self.phase in (Phase.QUEUED, Phase.WRITING, Phase.RUNNING)
        if counted and "cancelled" not in str(script.border_subtitle):
            script.border_subtitle = self._subtitle()

    def on_model_reads(self, message: ModelReads) -> None:
        self._read = 100 * message.done // message.all_of_it if message.done < message.all_of_it else 100

    def _subtitle(self) -> str:
        return words_of(
            self.phase,
            self.mode,
            time.monotonic() - self._began,
            offers=bool(self._offers),
            asking=self._asking,
            read=self._read,
            looking=self._looking,
            first_act_s=self._pace.first_act_s,
        )

    def _show_queue(self) -> None:
        """What a task that was given waits for."""
        view, state = self.query_one(ScriptView), self.ui.phone.state
        if self.phase is not Phase.QUEUED or view.text:
            return
        if state.kind == "busy" and state.doing:
            view.clear(f"Waits for the phone: {state.doing}.\n\nYour task begins once that is over. Esc takes it back.")
        elif state.kind == "opening":
            view.clear("Waits for the phone, which is being opened.")
        else:
            view.clear("Looking for the app …")

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
        script.border_subtitle = self._subtitle()
        script.set_class(self.phase is Phase.WAITING or self.mode in (Mode.PAUSED, Mode.TAKEN), "asking")
        stepped = bool(self.query_one(Steps).row_count)
        self.set_class(stepped, "stepped")
        self.set_class(self.phase is Phase.RUNNING or (self.phase is Phase.IDLE and stepped), "stepping")
        phone.border_subtitle = "yours" if self.mode is Mode.TAKEN else ""
        phone.set_class(self.mode is Mode.TAKEN, "asking")
        self.refresh_bindings()

    def _focus(self) -> None:
        if self.phase is Phase.IDLE:
            self.take_focus("#task")
        elif self.mode is Mode.TAKEN or self.phase is Phase.SHOWING:
            self.take_focus("#phone")
        else:
            self.take_focus("#script")

    # what the run's thread tells

    def on_run_began(self, message: RunBegan) -> None:
        if self.phase is Phase.QUEUED:
            self._began, self.phase = time.monotonic(), self._first
            view = self.query_one(ScriptView)
            if not view.text:
                view.clear("Looking for the app …")

    def on_on_the_way(self, message: OnTheWay) -> None:
        self.ui.say(message.text)
        view = self.query_one(ScriptView)
        if self._looking and not view.text:  # for as long as it takes: what is said in passing is gone before
            view.clear(message.text)

    def on_app_chosen(self, message: AppChosen) -> None:
        self._looking = False
        self.ui.status.app_label = message.label + (" (not learned)" if message.improvised else "")
        view = self.query_one(ScriptView)
        if not view.text:
            view.clear(f"For {message.label}: {message.why}.\n\n{READING}")

    def on_writing_began(self, message: WritingBegan) -> None:
        self._looking, self.phase = False, Phase.WRITING
        view = self.query_one(ScriptView)
        if message.why:
            view.clear(f"Once more, because {message.why}")
        elif view.text:
            view.clear(READING)

    def on_token_came(self, message: TokenCame) -> None:
        self.query_one(ScriptView).add(message.text)

    def on_script_ready(self, message: ScriptReady) -> None:
        self._script, self._ready, self._offers = message.text, message, ()
        self._show_script()
        self.phase = Phase.RUNNING

    def on_script_offered(self, message: ScriptOffered) -> None:
        self._offers = message.offers
        self._show_script()

    def _show_given(self, script: str) -> None:
        """A script as a person, or a session, gives it."""
        self._script, self._ready, self._offers = script, None, ()
        self._show_script()

    def _show_script(self) -> None:
        """With what was changed in it, and what was not and may be meant."""
        ready = self._ready
        notes = script_notes(ready.notes, self._offers, ready.report) if ready is not None else []
        script = self.query_one(ScriptView)
        script.show(self._script, notes)
        changes = len(ready.notes) if ready is not None else 0
        script.border_title = f"Script, changed in {changes} place{'s' if changes > 1 else ''}" if changes else "Script"
        self._show_phase()

    def on_approval_asked(self, message: ApprovalAsked) -> None:
        self._approval = message.reply
        self.phase = Phase.WAITING
        self._focus()

    def on_call_began(self, message: CallBegan) -> None:
        self.phase = Phase.RUNNING
        self.query_one(ScriptView).mark(message.call.line, "now")

    def on_call_ended(self, message: CallEnded) -> None:
        self.query_one(ScriptView).mark(message.call.line, how_ended(message.outcome))
        self.query_one(Steps).add_call(message.call, message.outcome)
        self._tick()

    def on_replay_calling(self, message: ReplayCalling) -> None:
        self.query_one(ScriptView).mark(message.record.line, "now")

    def on_replay_called(self, message: ReplayCalled) -> None:
        good = message.verdict.verdict in ("same", "healed")
        self.query_one(ScriptView).mark(message.verdict.line, "done" if good else "failed")
        self.query_one(Steps).add_verdict(message.verdict)

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
        if not message.state.usable:
            phone.show(None)
            phone.hint = {
                "none": "No phone yet\n\nF9  demo phone\nF5  your own",
                "several": "Several phones are connected\n\nF5  choose one",
                "lost": "The phone doesn't answer\n\nIt is looked for",
                "opening": "Opening …",
                "taken": "Another run has it\n\nIt is yours once that ends",
            }[message.state.kind]
        phone.border_title = Content(message.state.name or "Phone").markup
        self._show_queue()
        self.query_one(Guide).look()

    def on_consent_asked(self, message: ConsentAsked) -> None:
        from ui.widgets.dialogs import Consent

        self._ask(Consent(message.question), lambda calls: message.reply.give(calls or 0))

    def on_question_asked(self, message: QuestionAsked) -> None:
        from ui.widgets.choice import FEW, Choice
        from ui.widgets.dialogs import Field, Form, Pick

        if 0 < len(message.options) <= FEW:
            self._ask(Choice(message.text, message.options), message.reply.give)
        elif message.options:
            options = [(option, option) for option in message.options]
            self._ask(Pick("A question", options, message.text), message.reply.give)
        else:
            form = Form("The script asks", [Field("reply", message.text)])
            self._ask(form, lambda said: message.reply.give(said["reply"] if said else None))

    def action_why(self) -> None:
        from sessions import reading
        from thumbwright.use.stores import open_store
        from ui.widgets.dialogs import Told

        with open_store(self.ui.say) as store:
            told = reading.last_decision(store)
        self.ui.ask_person(Told("Why this script", told or "No model wrote it."), lambda nothing: None)

    def _ask(self, dialog: ModalScreen[T], then: Callable[[T | None], object]) -> None:
        """Ask for the run, which waits."""

        def answered(value: T | None) -> None:
            self._asking = False
            self._show_phase()
            then(value)

        self._asking = True
        self._show_phase()
        self.ui.ask_person(dialog, answered)

    def on_task_ended(self, message: TaskEnded) -> None:
        self._over()
        view = self.query_one(ScriptView)
        if message.error is not None:
            if not view.text:
                view.clear()
                self.query_one(Guide).come_back()
            self._give_back(self._words)
            if isinstance(message.error, NotLearned):
                self._improvised = message.error.package
                label = self.ui.installed_names[self._improvised] = message.error.label
                said = f"Not done: this is for {label}, which isn't learned yet."
                more = f"Ctrl+L learns {label}; then say it again. Ctrl+O says which app a task is for."
                self._say(said, more, "not_done")
            else:
                self.ui.trouble_with(message.error)
        elif message.report is not None:
            result, prepared = message.report.result, message.report.prepared
            said = f"{message.report.took}. Session {message.report.session}."
            if result.read_from and result.status in ("done", "unproved"):
                said = f"Read from {', '.join(result.read_from)}. {said}"
            if result.waits:
                said = f"Ctrl+R runs the script as it stands, Ctrl+T changes it first. {said}"
            if prepared.improvised:
                self._improvised = prepared.doc.package
                self.ui.installed_names[self._improvised] = prepared.doc.label
                said += (
                    f" {prepared.doc.label} isn't learned: of it only the screen in front was known. Ctrl+L learns it; "
                    "Ctrl+O says which app a task is for."
                )
            self._say(result.answer, said, result.status)
            self.ui.session_added()

    def _give_back(self, task: str) -> None:
        """What was typed isn't lost: once it is mended, Enter gives it again; typing begins another."""
        line = self.query_one(TaskInput)
        if not line.value:
            line.value = task
            line.select_all()

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
        said = self.query_one("#answer", Static)
        said.set_class(bool(answer), "said")
        style = status if status in ANSWER_STYLES else "undone"
        for one in ANSWER_STYLES:
            said.set_class(bool(status) and one == style, one)
        end = shown(status)
        said.border_title = Content(self._words).markup
        said.border_subtitle = Content(f"{end.mark} {end.words}").markup if status else ""
        said.update(Content.assemble(answer, "\n" if more else "", (more, "$text-muted")))
