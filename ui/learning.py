"""Learning an app for the terminal UI, in the phone's thread: the same function as the command line's, with a way to stop."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from thumbwright.errors import CancelledError, ModelError

from .messages import WorkMoved

if TYPE_CHECKING:
    from agent.writing import Writer
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
    writer: Callable[[], Writer],
) -> str:
    """Explore `package` and keep its doc, have the model describe what says little of itself and read the doc once;
    returns what came of it in words. Without a model there is no describing.

    Raises DocError, PhoneError, and CancelledError where exploring was stopped. What is stopped later keeps the doc.
    """
    from agent.learning import DEMO_EFFECTS, learn
    from apidocs.paths import HARMLESS

    def report(progress: Progress) -> None:
        if stop.is_set():
            raise CancelledError("Learning was stopped.")
        doing = f": {progress.doing}" if progress.doing else ""
        moved(WorkMoved(progress.acts, budget, f"{progress.screens} screens, {progress.left} controls left{doing}"))

    allow = HARMLESS | (DEMO_EFFECTS if demo else frozenset())
    learned = learn(phone, package, allow=allow, budget_calls=budget, on_progress=report)
    doc = learned.doc
    with contextlib.suppress(ModelError):
        _describe(package, writer(), stop, moved)
    elements = sum(len(screen.elements) for screen in doc.screens)
    return f"{doc.label}: {len(doc.screens)} screens, {elements} elements, {len(doc.samples)} samples."


def _describe(package: str, writer: Writer, stop: threading.Event, moved: Callable[[WorkMoved], object]) -> None:
    from agent.describing import describe
    from agent.learning import warm
    from apidocs import store

    def report(done: int, questions: int) -> None:
        moved(WorkMoved(done, questions, "The doc is kept; the model describes its controls. Esc is enough of that"))

    described = describe(store.load(package, edited=False), writer, on_progress=report, cancelled=stop.is_set)
    store.save(described)
    if not stop.is_set():
        moved(WorkMoved(0, None, "The model reads the doc, so that no task waits for it"))
        warm(store.load(package), writer)
