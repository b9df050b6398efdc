"""What the command palette offers: the views, and whatever can be done in the one in front."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from .widgets.top_bar import VIEWS

if TYPE_CHECKING:
    from .app import ThumbwrightApp


def commands(ui: ThumbwrightApp) -> Iterator[SystemCommand]:
    """Everything with a key, by its name."""
    view = ui.view(ui.here)
    for binding in view._bindings.key_to_bindings.values():
        for one in binding:
            if one.description and view.check_action(one.action.partition("(")[0], ()):
                yield SystemCommand(one.description, one.tooltip or "", partial(_run, ui, one.action))
    for name, (key, title) in VIEWS.items():
        yield SystemCommand(title, f"Show this view ({key.upper()})", partial(_run, ui, f"app.view('{name}')"))
    yield SystemCommand("Demo phone", "Use the phone that ships with this", ui.action_demo)
    yield SystemCommand("Help", "What this view shows, and its keys", ui.action_explain)
    yield SystemCommand("Theme", "Choose the colours", ui.action_change_theme)
    yield SystemCommand("Quit", "Give the phone back and leave", partial(_run, ui, "app.quit"))


def _run(ui: ThumbwrightApp, action: str) -> None:
    ui.run_worker(ui.run_action(action, ui.view(ui.here)), exit_on_error=False)
