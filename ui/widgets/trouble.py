"""What went wrong, in a panel that stays until it is put away: what, on what, what to do."""

from __future__ import annotations

import logging

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from ground.errors import DocError, ModelError, PhoneError, ThumbwrightError

log = logging.getLogger(__name__)


class Trouble(Vertical):
    """Hidden until there is something to say."""

    DEFAULT_CSS = """
    Trouble {
        height: auto; max-height: 10; display: none; border: round $error; border-title-color: $text-error;
        padding: 0 1; background: $surface; overflow-y: auto;
    }
    Trouble.said { display: block; }
    """

    class Closed(Message):
        """The person has read it."""

    def compose(self) -> ComposeResult:
        yield Static("", markup=False)

    def on_mount(self) -> None:
        self.border_subtitle = "esc puts this away"

    @property
    def shown(self) -> bool:
        return self.has_class("said")

    def say(self, text: str, title: str = "This did not work") -> None:
        """Show a message."""
        self.border_title = Content(title).markup
        self.query_one(Static).update(Content(text))
        self.add_class("said")

    def say_error(self, error: BaseException, title: str = "This did not work") -> None:
        """Show an error: one of ours in its own words, any other with where its details are."""
        if isinstance(error, ThumbwrightError):
            self.say(f"{error}{_here(error)}", title)
            return
        from ground.paths import log_file

        log.error("unexpected", exc_info=error)
        self.say(
            f"{type(error).__name__}: {error}\nThis is a fault of ours. Its details are in {log_file()}; "
            "what you did until now is kept, and you can go on.",
            title,
        )

    def put_away(self) -> None:
        self.remove_class("said")


def _here(error: ThumbwrightError) -> str:
    """Where in this UI it can be mended: errors name the commands."""
    for kind, words in (
        (ModelError, "Models: F6"),
        (DocError, "Apps: F4. Which app a task is for: Ctrl+O"),
        (PhoneError, "Phones: F5"),
    ):
        if isinstance(error, kind):
            return f"\n{words}"
    return ""
