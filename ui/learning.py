"""Learning an app for the terminal UI, in the phone's thread: the same function as the command line's, with a way to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from thumbwright.errors import CancelledError

from .messages import WorkMoved

if TYPE_CHECKING:
    from apidocs.exploring import Progress
    from phones.phone import Phone


def learn_app(
    phone: Phone,
    package: str,
    *,
    demo: bool,
    budget: int,
    stop: threading.Event,
    moved: Callable[[WorkMoved], object],
) -> str:
    """Explore `package` and keep its doc; returns what came of it in words.

    Raises DocError, PhoneError, and CancelledError where it was stopped.
    """
    from agent.learning import DEMO_EFFECTS, learn
    from apidocs.caution import HARMLESS

    def report(progress: Progress) -> None:
        if stop.is_set():
            raise CancelledError("Learning was stopped.")
        doing = f": {progress.doing}" if progress.doing else ""
        moved(WorkMoved(progress.acts, budget, f"{progress.screens} screens, {progress.left} controls left{doing}"))

    allow = HARMLESS | (DEMO_EFFECTS if demo else frozenset())
    learned = learn(phone, package, allow=allow, budget_calls=budget, on_progress=report)
    doc = learned.doc
    elements = sum(len(screen.elements) for screen in doc.screens)
    return f"{doc.label}: {len(doc.screens)} screens, {elements} elements, {len(doc.samples)} samples."
