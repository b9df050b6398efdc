"""Choosing the app that a task is for: one of the learned, or of those on the phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phones.phone import Phone

    from .app import ThumbwrightApp


def choose_app(ui: ThumbwrightApp, then: Callable[[str | None], object]) -> None:
    """Let the person choose; `then` gets the package, an empty one where it is to be found from the task."""
    from .widgets.dialogs import Pick

    def show(installed: dict[str, str]) -> None:
        if len(ui.screen_stack) > 1:
            return
        ui.installed_names |= installed
        known = {package: f"{label}  {package}" for package, label in ui.app_names.items()}
        more = {package: f"{label}  {package}, not learned" for package, label in installed.items()}
        options = sorted((more | known).items(), key=lambda one: (one[0] not in known, one[1].casefold()))
        ui.ask_person(Pick("Which app?", [("", "found from the task"), *options]), then)

    def job(phone: Phone) -> None:
        from agent.learn.learning import learnable

        found = {app.package: app.label for app in learnable(phone.installed_apps())}
        ui.call_from_thread(show, found)

    if ui.phone.state.usable:
        ui.phone.submit(job, lambda error: ui.call_from_thread(show, {}))
    else:
        show({})
