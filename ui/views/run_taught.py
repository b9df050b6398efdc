"""The run view while a task is shown instead of said: what is understood, the script for a yes, its parameters, and the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from ground.errors import ThumbwrightError
from ui.messages import LessonAsked, LessonEnded, LessonRead, RunBegan, Understood
from ui.steering import Mode
from ui.widgets.script_view import ScriptView
from ui.widgets.task_input import TaskInput

from .run_begun import RunBegun
from .run_phase import Phase

if TYPE_CHECKING:
    from phones.phone import Phone

HOW = (
    "Do it now: on your phone, or on the picture of it here (click, or choose with the arrows and tap with Enter; i types, "
    "Backspace goes back). What is understood stands here.\n\nd: that was it. Esc: leave it, nothing is kept."
)


class RunTaught(RunBegun):
    """The part of the run view that has showings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "teach", "Teach", id="run.teach", tooltip="Show a task once on the phone, and keep it"),
        Binding("d", "that_was_it", "That was it", id="run.taught", tooltip="The showing is over: read it as a script"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "teach":
            return self.phase is Phase.IDLE
        if action == "that_was_it":
            return self.phase is Phase.SHOWING
        return True

    # from words to a showing

    def action_teach(self) -> None:
        from ui.widgets.dialogs import Field, Form

        line = self.query_one(TaskInput)

        def filled(values: dict[str, str] | None) -> None:
            if values is not None:
                self.teach(values["task"].strip(), values["name"].strip())

        fields = [
            Field("task", "What you will show, in your own words", line.value, "for example: add a note called Milk"),
            Field("name", "Keep it as (empty: a name made of the words)"),
        ]
        said = "You do it once on the phone while this watches. It becomes a script, is done once more as proof, and is kept."
        self.ui.ask_person(Form("Show a task once", fields, said, ok="Begin"), filled)

    def teach(self, task: str, name: str = "") -> None:
        """Have the person show a task."""
        from thumbwright.use.teaching import name_for

        try:
            name = name_for(task, name)
        except ThumbwrightError as error:
            self._give_back(task)
            self.ui.trouble_with(error)
            return
        steering = self._begin(task, lambda: self._then(lambda: self.teach(task, name)))
        if steering is None:
            return
        self._first = Phase.QUEUED  # until what is done is seen
        self.query_one(ScriptView).clear()
        self.query_one(ScriptView).border_title = "What you do"

        def job(phone: Phone, post: Callable[[Message], object]) -> None:
            from ui.teach_job import teach

            teach(self.ui, post, steering, phone, task=task, name=name)

        self._submit(steering, job, "a task is shown")

    def action_that_was_it(self) -> None:
        if self.steering is not None and self.phase is Phase.SHOWING:
            self.phase, self.mode = Phase.RUNNING, Mode.GOING
            self.steering.go_on()

    # what the phone's thread tells

    def on_run_began(self, message: RunBegan) -> None:
        if self._first is Phase.QUEUED:
            message.prevent_default()  # it is no task that an app is looked for
            self.query_one(ScriptView).clear("Getting ready to watch …")

    def on_understood(self, message: Understood) -> None:
        if self.phase is Phase.QUEUED:
            self.phase = Phase.SHOWING
            self._focus()
        view = self.query_one(ScriptView)
        if message.lines:
            view.show("\n".join(message.lines) + "\n")
        else:
            view.clear(f"{HOW}\n\n{message.said}".rstrip())

    def on_lesson_read(self, message: LessonRead) -> None:
        shown = message.shown
        self._show_given(shown.script)
        self.query_one(ScriptView).border_title = "What you did"
        said = [f"Not in it: {problem}" for problem in shown.problems] + list(shown.unknown)
        said += [f"What you typed as {s} was not read: the stored secret of this name is typed." for s in shown.secrets]
        again = "set back and done once more" if shown.undo else "done once more, for real,"
        self._say(
            f"Is that the task? Enter: yes; it is {again} as proof. e changes it, Esc leaves it.", "\n".join(said)
        )

    def on_lesson_asked(self, message: LessonAsked) -> None:
        from ui.teach_job import FIXED
        from ui.widgets.dialogs import Field, Form

        self._say("", "")
        if not message.proposals:
            message.reply.give({})
            return
        fields = [
            Field(p.parameter.name, f"{p.parameter.name} ({p.parameter.type}), for the proof", p.parameter.default)
            for p in message.proposals
        ]
        fields.append(Field(FIXED, "Always the same, no parameter (names with commas between)"))
        said = "What is other each time becomes a parameter. With which values is it to be proved?"
        self._ask(Form(f"@{message.name}", fields, said, ok="Prove it"), message.reply.give)

    def on_lesson_ended(self, message: LessonEnded) -> None:
        self._over()
        self._improvised = message.unlearned
        if message.unlearned or message.status == "cancelled":
            self._give_back(self._words)
        self._say(message.said, message.more, message.status)
        self.ui.session_added()
        self.ui.read_again()
