"""A question with a few answers, low on the screen, so that the script it is about stays to be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from agent.decide.asking_person import NEITHER
from agent.prepare.choosing_aloud import NONE_OF_THEM
from ui.deliberate import MeantButton, Question

from .key_bar import KeyBar

FEW = 4
"""Answers that have room on the screen."""
BESIDE = 30
"""Letters of all answers that have room side by side, on a terminal of 80 columns; longer ones stand below each other."""
HARMLESS = frozenset({"no", NEITHER, NONE_OF_THEM})
"""Answers by which nothing is done."""


class Choice(Question[str]):
    """One of a few answers, by a button, its first letter or its number; None when it was put away. One by which nothing is done
    is at hand at once; any other has to be meant. Where there is none, the first is at hand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "put_away", "Leave it"),
        Binding("up", "read(-1)", "Up", show=False),
        Binding("down", "read(1)", "Down", show=False),
    ]

    def __init__(self, question: str, options: Sequence[str]) -> None:
        super().__init__()
        self._asked, self._options = question, list(options)
        self._stacked = sum(map(len, options)) > BESIDE
        letters = [option[:1].casefold() for option in options]
        if self._stacked or len(set(letters)) < len(letters):
            letters = [str(number) for number in range(1, len(options) + 1)]
        self._letters = letters
        self._harmless = next((n for n, option in enumerate(options) if option in HARMLESS), None)
        for number, letter in enumerate(self._letters):
            if letter.isalnum():
                self._bindings.bind(letter, f"answer({number})", options[number], show=not self._stacked)

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "A question"
            with VerticalScroll(id="said", can_focus=False):
                yield Static(Content(self._asked), markup=False)
            with VerticalScroll(classes="answers") if self._stacked else Horizontal(classes="buttons"):
                for number, option in enumerate(self._options):
                    kind = Button if number == self._harmless else MeantButton
                    letter = self._letters[number]
                    label = f"{letter}  {option}" if self._stacked else f"{option}  {letter}".rstrip()
                    yield kind(Content(label), id=f"answer-{number}")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(f"#answer-{self._harmless or 0}").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(self._options[int((event.button.id or "answer-0").removeprefix("answer-"))])

    def action_read(self, by: int) -> None:
        """What is asked may be longer than the room for it."""
        self.query_one("#said", VerticalScroll).scroll_relative(y=by, animate=False)

    def action_answer(self, number: int) -> None:
        if number == self._harmless or self.meant:
            self.dismiss(self._options[number])

    def action_put_away(self) -> None:
        self.dismiss(None)
