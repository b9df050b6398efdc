"""Dialogs: consent, a script's question, a yes or no, a form of a few fields, a choice from a list, a script to edit.

What gives consent takes a deliberate key: keys that were typed before the dialog was seen, or in one go with others, don't
count, and neither does a paste. Texts of the phone and the model are never taken for markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Label, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from ui.deliberate import Dialog, MeantButton, Question
from ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from interpreter.calls import Question as Asked

LOOP_CONSENTS = 50
"""What "all rounds" means: so many calls of that line, then it is asked again."""
WILL = {
    "commit": "save something",
    "send": "send something",
    "share": "share something with others",
    "call": "make a call",
    "pay": "cost money",
    "delete": "delete something",
    "install": "install or remove an app",
    "account": "change an account or a permission",
}


class Consent(Question[int]):
    """Asks before something grave is done. 0: no; more: for so many calls.

    Lies over the steps only: the script and the phone, which tell what it is about, stay to be seen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,escape", "answer(0)", "No", id="consent.no", tooltip="It is not done, and the run ends"),
        Binding("y", "answer(1)", "Yes", id="consent.yes", tooltip="This once"),
        Binding("a", "answer(50)", "Yes, all rounds", id="consent.all", tooltip="For up to 50 rounds of this loop"),
        Binding("up", "read(-1)", "Up", show=False),
        Binding("down", "read(1)", "Down", show=False),
    ]

    def __init__(self, question: Asked) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        question = self._question
        will = WILL.get(question.effect.value, question.effect.value)
        with Vertical(id="dialog") as dialog:
            dialog.border_title = f"This may {will}"
            with VerticalScroll(id="said", can_focus=False):
                yield Static(Content(question.what), id="what", markup=False)
                if question.next_rows:
                    yield Static(Content.styled(question.next_rows, "$text-muted"), id="next", markup=False)
            yield Static(Content.styled(question.literal, "$text-muted"), id="literal", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("No  n", id="no", variant="default")
                yield MeantButton("Yes, do it  y", id="yes", variant="warning")
                if question.in_loop:
                    yield MeantButton("All rounds  a", id="all", variant="warning")
        yield KeyBar()

    def action_read(self, by: int) -> None:
        """What is asked may be longer than the room for it."""
        self.query_one("#said", VerticalScroll).scroll_relative(y=by, animate=False)

    def on_mount(self) -> None:
        self.query_one("#no").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not (action == "answer" and parameters == (50,) and not self._question.in_loop)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss({"no": 0, "yes": 1, "all": LOOP_CONSENTS}[event.button.id or "no"])

    def action_answer(self, calls: int) -> None:
        if not calls or self.meant:
            self.dismiss(calls)


class Confirm(Question[bool]):
    """A yes or no about our own things (remove, quit); the same care as for consent."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,escape", "answer(False)", "No"),
        Binding("y", "answer(True)", "Yes"),
    ]

    def __init__(self, question: str, yes: str = "Yes") -> None:
        super().__init__()
        self._question, self._yes = question, yes

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Static(self._question, markup=False)
            with Horizontal(classes="buttons"):
                yield Button("No  n", id="no")
                yield MeantButton(f"{self._yes}  y", id="yes", variant="warning")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#no").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:
        if not yes or self.meant:
            self.dismiss(yes)


@dataclass(frozen=True)
class Field:
    """One line of a form."""

    name: str
    label: str
    value: str = ""
    placeholder: str = ""
    password: bool = False


class Form(Dialog["dict[str, str]"]):
    """A few lines to fill in; None when it was put away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "put_away", "Leave it"),
        Binding("ctrl+s", "send", "OK", priority=True),
    ]

    def __init__(self, title: str, fields: Sequence[Field], said: str = "", ok: str = "OK") -> None:
        super().__init__()
        self._title, self._fields, self._said, self._ok = title, list(fields), said, ok

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog") as dialog:
            dialog.border_title = Content(self._title).markup
            if self._said:
                yield Static(self._said, markup=False, classes="said")
            for field in self._fields:
                yield Label(field.label, markup=False)
                yield Input(
                    field.value, placeholder=field.placeholder, id=f"field-{field.name}", password=field.password
                )
            with Horizontal(classes="buttons"):
                yield Button("Leave it", id="no")
                yield Button(self._ok, id="yes", variant="primary")
        yield KeyBar()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        inputs = list(self.query(Input))
        if event.input is inputs[-1]:
            self.action_send()
        else:
            inputs[inputs.index(event.input) + 1].focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "yes":
            self.action_send()
        else:
            self.dismiss(None)

    def action_send(self) -> None:
        self.dismiss({field.name: self.query_one(f"#field-{field.name}", Input).value for field in self._fields})

    def action_put_away(self) -> None:
        self.dismiss(None)


class Pick(Dialog[str]):
    """One of a list, found by typing a part of it; None when it was put away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "put_away", "Leave it"),
        Binding("down", "move(1)", "Down", show=False, priority=True),
        Binding("up", "move(-1)", "Up", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Pick OptionList { height: auto; max-height: 14; border: none; padding: 0; }
    """

    def __init__(self, title: str, options: Sequence[tuple[str, str]], said: str = "") -> None:
        """`options`: key and what is shown. `said` stands above them, where a title has no room for it."""
        super().__init__()
        self._title, self._options, self._said = title, list(options), said

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog") as dialog:
            dialog.border_title = Content(self._title).markup
            if self._said:
                yield Static(Content(self._said), markup=False)
            yield Input(placeholder="type a part of it")
            yield OptionList(markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self._fill("")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._fill(event.value)

    def _fill(self, part: str) -> None:
        words = part.casefold().split()
        shown = [(key, text) for key, text in self._options if all(word in text.casefold() for word in words)]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(Content(text), id=f"o{self._options.index((key, text))}") for key, text in shown)
        if shown:
            options.highlighted = 0

    def action_move(self, by: int) -> None:
        options = self.query_one(OptionList)
        if by > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._options[int((event.option.id or "o0")[1:])][0])

    def action_put_away(self) -> None:
        self.dismiss(None)


class EditText(Dialog[str]):
    """A script, or another text of some lines, to edit; None when it was put away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "put_away", "Leave it as it was"),
        Binding("ctrl+s", "send", "Use this", priority=True),
    ]
    DEFAULT_CSS = """
    EditText #dialog { width: 90%; height: 80%; max-width: 120; }
    EditText TextArea { height: 1fr; border: none; padding: 0; }
    """

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog") as dialog:
            dialog.border_title = Content(self._title).markup
            yield TextArea(self._text, show_line_numbers=True, tab_behavior="indent")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()

    def action_send(self) -> None:
        self.dismiss(self.query_one(TextArea).text)

    def action_put_away(self) -> None:
        self.dismiss(None)


class Explain(Dialog[None]):
    """What a view shows, and its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,f1,enter,q", "dismiss", "Close")]
    DEFAULT_CSS = """
    Explain #dialog { width: 90%; max-width: 100; height: auto; max-height: 90%; }
    Explain #text { height: auto; max-height: 100%; overflow-y: auto; }
    """

    def __init__(self, title: str, text: str, keys: Sequence[tuple[str, str, str]]) -> None:
        """`keys`: key, action, and a further word on it."""
        super().__init__()
        self._title, self._text, self._keys = title, text, list(keys)

    def compose(self) -> ComposeResult:
        width = max((len(key) for key, _, _ in self._keys), default=0)
        lines = [
            Content.assemble(
                (key.rjust(width), "bold $primary"), "  ", action, ("  " + more if more else "", "$text-muted")
            )
            for key, action, more in self._keys
        ]
        with VerticalScroll(id="dialog", can_focus=True) as dialog:
            dialog.border_title = Content(self._title).markup
            paragraphs = [" ".join(part.split()) for part in self._text.strip().split("\n\n")]
            yield Static(Content("\n\n".join(paragraphs)), markup=False)
            yield Static(Content("\n").join([Content(""), *lines]), markup=False)
        yield KeyBar()


class Told(Dialog[None]):
    """A text of some lines to read."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q", "dismiss", "Close")]
    DEFAULT_CSS = """
    Told #dialog { width: 90%; max-width: 110; height: auto; max-height: 90%; }
    Told #said { height: auto; max-height: 100%; }
    """

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog") as dialog:
            dialog.border_title = Content(self._title).markup
            with VerticalScroll(id="said"):
                yield Static(Content(self._text), markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#said").focus()
