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

from ui.deliberate import MeantButton, Question

from .key_bar import KeyBar

FEW = 4
"""Answers that have room side by side."""


class Choice(Question[str]):
    """One of a few answers, by a button or its first letter; None when it was put away. The first answer is the harmless one:
    any other has to be meant."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "put_away", "Leave it"),
        Binding("up", "read(-1)", "Up", show=False),
        Binding("down", "read(1)", "Down", show=False),
    ]

    def __init__(self, question: str, options: Sequence[str]) -> None:
        super().__init__()
        self._asked, self._options = question, list(options)
        letters = [option[:1].casefold() for option in options]
        self._letters = letters if len(set(letters)) == len(letters) else [""] * len(letters)
        for number, letter in enumerate(self._letters):
            if letter.isalnum():
                self._bindings.bind(letter, f"answer({number})", options[number])

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "A question"
            with VerticalScroll(id="said", can_focus=False):
                yield Static(Content(self._asked), markup=False)
            with Horizontal(classes="buttons"):
                for number, option in enumerate(self._options):
                    kind = MeantButton if number else Button
                    letter = f"  {self._letters[number]}" if self._letters[number] else ""
                    yield kind(Content(f"{option}{letter}"), id=f"answer-{number}")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#answer-0").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(self._options[int((event.button.id or "answer-0").removeprefix("answer-"))])

    def action_read(self, by: int) -> None:
        """What is asked may be longer than the room for it."""
        self.query_one("#said", VerticalScroll).scroll_relative(y=by, animate=False)

    def action_answer(self, number: int) -> None:
        if not number or self.meant:
            self.dismiss(self._options[number])

    def action_put_away(self) -> None:
        self.dismiss(None)
