"""What the command palette offers: what can be done in the view in front, the other views, saved and earlier tasks.

The palette itself is one of our dialogs: Textual's ends the whole app when it is closed while it still searches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from .widgets.top_bar import VIEWS

if TYPE_CHECKING:
    from .app import ThumbwrightApp

EARLIER = 30
"""Earlier tasks that are offered."""


@dataclass(frozen=True)
class Command:
    """One line of the palette."""

    title: str
    help: str
    run: Callable[[], object]


def commands(ui: ThumbwrightApp) -> Iterator[Command]:
    """Everything with a key, by its name; then tasks."""
    view = ui.view(ui.here)
    seen: set[str] = set()
    for bindings in view._bindings.key_to_bindings.values():
        for one in bindings:
            name = one.action.partition("(")[0]
            if one.description and one.action not in seen and view.check_action(name, ()):
                seen.add(one.action)
                key = ui.get_key_display(one)
                yield Command(one.description, f"{one.tooltip or ''} ({key})".strip(), partial(_run, ui, one.action))
    for name, (key, title) in VIEWS.items():
        if name != ui.here:
            yield Command(title, f"Show this view ({key.upper()})", partial(_run, ui, f"app.view('{name}')"))
    yield Command("Demo phone", "Use the phone that ships with this (F9)", ui.action_demo)
    yield Command("Theme", "Choose the colours", ui.action_change_theme)
    yield Command("Help", "What this view shows, and its keys (?)", ui.action_explain)
    yield Command("Quit", "Give the phone back and leave (^q)", partial(_run, ui, "app.quit"))
    for task in [*ui.saved_tasks, *ui.earlier_tasks[:EARLIER]]:
        yield Command(task, "Do this task", partial(ui.do_task, task))


def _run(ui: ThumbwrightApp, action: str) -> None:
    ui.run_worker(ui.run_action(action, ui.view(ui.here)), exit_on_error=False)
