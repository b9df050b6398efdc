"""What can be done now: the command palette (the view in front, the other views, saved and earlier tasks), the help of a view
with its keys, the colours.

The palette itself is one of our dialogs: Textual's ends the whole app when it is closed while it still searches.
"""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from .widgets.top_bar import VIEWS

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.widget import Widget

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
    """What can be done here, as at the bottom, then the other views, what else there is, and tasks."""
    view = ui.view(ui.here)
    parts = [part for part in ui.screen_stack[0].focus_chain if view in part.ancestors]
    keys = [
        (node, one) for node in (view, *parts) for bound in node._bindings.key_to_bindings.values() for one in bound
    ]
    seen: set[str] = set()
    yield from _of_keys(ui, [(node, one) for node, one in keys if one.show and node is view], seen)
    for name, (key, title) in VIEWS.items():
        if name != ui.here:
            yield Command(title, f"Show this view ({key.upper()})", partial(_run, ui, f"app.view('{name}')", view))
    # what is done to a part of the view, and what isn't named at the bottom; putting something away is nobody's command
    yield from _of_keys(ui, [(node, one) for node, one in keys if one.show and one.id], seen)
    yield from _of_keys(ui, [(view, one) for node, one in keys if node is view and one.tooltip], seen)
    if not seen & {"app.demo", "demo"}:
        yield Command("Demo phone", "Use the phone that ships with this (F9)", ui.action_demo)
    if "app.change_theme" not in seen:
        yield Command("Theme", "Choose the colours", ui.action_change_theme)
    yield Command("Help", "What this view shows, and its keys (?)", ui.action_explain)
    yield Command("Quit", "Give the phone back and leave (^q)", partial(_run, ui, "app.quit", view))
    for task in [*ui.saved_tasks, *ui.earlier_tasks[:EARLIER]]:
        yield Command(task, "Do this task", partial(ui.do_task, task))


def _of_keys(ui: ThumbwrightApp, keys: Iterable[tuple[Widget, Binding]], seen: set[str]) -> Iterator[Command]:
    """Those that do something now, each once."""
    for node, one in keys:
        if one.description and one.action not in seen and _possible(node, one.action):
            seen.add(one.action)
            said = f"{one.tooltip or ''} ({ui.get_key_display(one)})".strip()
            yield Command(one.description, said, partial(_run, ui, one.action, node))


def _possible(node: Widget, action: str) -> bool:
    name, _, parameters = action.partition("(")
    values = literal_eval(f"({parameters.rstrip(')')},)") if parameters.rstrip(")") else ()
    return bool(node.check_action(name, values))


def _run(ui: ThumbwrightApp, action: str, node: Widget) -> None:
    ui.run_worker(ui.run_action(action, node), exit_on_error=False)


def show_palette(ui: ThumbwrightApp) -> None:
    """Everything that can be done now, found by typing a part of its name."""
    from .widgets.dialogs import Pick

    if len(ui.screen_stack) > 1:
        return
    offered = list(commands(ui))
    options = [(str(number), f"{one.title}  {one.help}") for number, one in enumerate(offered)]

    def picked(key: str | None) -> None:
        if key is not None:
            offered[int(key)].run()

    ui.ask_person(Pick("What to do", options), picked)


def choose_theme(ui: ThumbwrightApp) -> None:
    """Choose the colours."""
    from .widgets.dialogs import Pick

    def picked(name: str | None) -> None:
        if name is not None:
            ui.theme = name

    names = sorted(ui.available_themes, key=lambda name: (not name.startswith("thumb"), name))
    ui.ask_person(Pick("Colours", [(name, name) for name in names]), picked)


def explain(ui: ThumbwrightApp) -> None:
    """What the view in front shows, and its keys."""
    from .widgets.dialogs import Explain

    if len(ui.screen_stack) > 1:
        return
    keys: list[tuple[str, str, str]] = []
    for _, binding, _enabled, tooltip in ui.screen.active_bindings.values():
        if binding.description and binding.id:  # ours; what every input does isn't worth a line
            keys.append((ui.get_key_display(binding), binding.description, tooltip or binding.tooltip))
    ui.push_screen(Explain(VIEWS[ui.here][1], ui.view(ui.here).HELP, list(dict.fromkeys(keys))))
