"""Learning an app for the terminal UI, in the phone's thread: the same function as the command line's, with a way to stop."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from ground.errors import CancelledError, DocError, ModelError
from thumbwright.use.learned import put_back_words, words_of

from .messages import WorkMoved

if TYPE_CHECKING:
    from agent.model.writing import Writer
    from apidocs.explore.exploring import Progress
    from apidocs.explore.putting_back import PutBack
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
    returns what came of it in words. Without a model there is no describing. Every `WorkMoved` tells its stage: once that is
    `describing`, the doc is kept and can be used.

    Raises DocError (also where the doc isn't kept, being worse than the kept one), PhoneError, and CancelledError where
    exploring was stopped; what could not be put back in the app is in their words. What is stopped later keeps the doc.
    """
    from agent.learn.learning import DEMO_EFFECTS, learn, no_doc_yet
    from apidocs.doc.paths import HARMLESS

    put_back: list[PutBack] = []

    def report(progress: Progress) -> None:
        if stop.is_set():
            raise CancelledError("Learning was stopped.")
        moved(WorkMoved(progress.acts, budget, str(progress), "exploring"))

    allow = HARMLESS | (DEMO_EFFECTS if demo else frozenset())
    try:
        learned = learn(
            phone,
            package,
            allow=allow,
            budget_calls=budget,
            on_progress=report,
            on_put_back=put_back.append,
            phone_name="demo" if demo else "",
        )
    except CancelledError as error:
        left = [line for result in put_back for line in put_back_words(package, result)]
        raise CancelledError(" ".join([f"{error} {no_doc_yet(package)}.", *left])) from None
    if learned.refused:
        raise DocError(" ".join(words_of(learned)))
    with contextlib.suppress(ModelError):
        _describe(package, writer(), stop, moved)
    return " ".join(words_of(learned))


def _describe(package: str, writer: Writer, stop: threading.Event, moved: Callable[[WorkMoved], object]) -> None:
    from agent.learn.describing import describe
    from agent.learn.learning import warm
    from apidocs.keep import store

    def report(done: int, questions: int) -> None:
        words = "The doc is kept; the model describes its controls. Esc is enough of that"
        moved(WorkMoved(done, questions, words, "describing"))

    described = describe(store.load(package, edited=False), writer, on_progress=report, cancelled=stop.is_set)
    store.save(described)
    if not stop.is_set():
        moved(WorkMoved(0, None, "The model reads the doc, so that no task waits for it", "warming"))
        warm(store.load(package), writer)
