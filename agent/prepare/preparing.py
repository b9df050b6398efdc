"""Everything a task needs before the model is asked: its app's doc, cut to the budget, and the prompt.

The prompt's prefix depends on the doc alone when all of it fits, so that its evaluated state is found on disk; only a
doc over the budget is cut to the task.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from apidocs.doc import AppDoc, Sample
from apidocs.doc.stubs import render_stubs
from apidocs.keep import store
from apidocs.retrieve import retrieval
from apidocs.retrieve.hinting import HintIndex
from apidocs.retrieve.merging import merge_docs
from apidocs.retrieve.unseen import unseen_setting
from apidocs.shipped.itself import PACKAGE as ITSELF
from apidocs.shipped.itself import phone_doc
from ground.errors import NotLearned, SettingsError
from phones.phone import InstalledApp, Phone

from ..model.writing import Prompt, Writer
from ..prompts.prompting import render_prompt
from .choosing import Choice
from .choosing_aloud import Say, choose, resolve_app, resolve_app_on
from .doc_sources import from_plugins
from .switches import PRODUCT, Switches

PREFIX_BUDGET = 4600
"""Tokens of rules, stubs and samples; a 1.5B model gets lost in more, and 4,600 take half a minute to evaluate once."""
FIRST_BUDGET = 1800
"""The same for a task whose app was learned a moment ago, or began with the doc that ships for it: somebody waits, so only what
is near the task is evaluated."""


class Learner(Protocol):
    """Learns the apps that a task needs."""

    def __call__(self, package: str, label: str) -> AppDoc:
        """The doc of an app that has none. Raises NotLearned where it isn't to be learned now."""

    def start_from(self, package: str, label: str) -> AppDoc | None:
        """A doc that ships for an app that has none, where it fits what the phone shows."""

    def wants(self, doc: AppDoc) -> bool:
        """Whether a doc that is there has too little for the task, and there is more to be seen."""

    def more(self, doc: AppDoc) -> AppDoc:
        """That doc, grown where it can be."""


@dataclass(frozen=True)
class Prepared:
    """A task with its doc and prompt."""

    task: str
    doc: AppDoc
    prompt: Prompt
    why: str
    """How the app was chosen."""
    whole: bool
    """Whether the whole doc is in the prompt: then its prefix is the same for every task."""
    improvised: bool = False
    """Whether the doc is of the screen in front only, because the app was never learned."""
    learning_s: float = 0.0
    """What learning the app took, where it was learned for this task."""


def estimate_tokens(text: str) -> int:
    """Qwen's tokenizer makes about one token of 3.3 characters of our stubs and scripts (measured over the demo apps)."""
    return round(len(text) / 3.3)


def prepare(
    task: str,
    phone: Phone | None,
    *,
    app: str = "",
    writer: Writer | None = None,
    say: Say | None = None,
    learn: Learner | None = None,
) -> Prepared:
    """Choose the app, load its doc and render the prompt. `say` asks the person which of several apps is meant, `learn` learns one
    that has no doc yet; without them that is said instead.

    Raises SettingsError for an empty task, DocError for an unknown app, or none that fits, and NotLearned.
    """
    task = " ".join(task.split())
    if not task:
        raise SettingsError('The task is empty. Say what to do: thumbwright run "add a note called Milk"')
    chosen = _Chosen(task, phone, app, writer, say)
    doc, improvised = chosen.doc(learn)
    budget = FIRST_BUDGET if chosen.learning_s or chosen.began else PREFIX_BUDGET
    prepared = prepare_with(task, doc, why=chosen.choice.why, budget=budget)
    return replace(prepared, improvised=improvised, learning_s=chosen.learning_s)


def prepare_with(
    task: str, doc: AppDoc, *, why: str = "given", switches: Switches = PRODUCT, budget: int = PREFIX_BUDGET
) -> Prepared:
    """The same with a doc at hand; of one whose prompt has more tokens than the budget, what is near the task."""
    task = " ".join(task.split())
    prompt = prompt_of(doc, task, switches=switches)
    whole = sum(estimate_tokens(turn.text) for turn in prompt.prefix) <= budget
    if not whole:
        cut = retrieval.select(doc, task, budget_tokens=budget, count_tokens=estimate_tokens)
        prompt = prompt_of(cut, task, switches=switches)
    return Prepared(task, doc, prompt, why, whole)


class _Chosen:
    """The app that a task is for, and its doc."""

    def __init__(self, task: str, phone: Phone | None, app: str, writer: Writer | None, say: Say | None) -> None:
        self.phone, self.app = phone, app
        self.docs = store.load_all()
        self.installed = phone.installed_apps() if phone else []
        self.learning_s = 0.0
        self.began = False
        """Whether an app begins with the doc that ships for it, now."""
        if app.casefold() == ITSELF:
            self.choice = Choice((ITSELF,), "named with --app")
        elif app:
            named = (
                resolve_app(app, self.docs, [])
                if phone is None
                else resolve_app_on(phone, app, self.docs, self.installed)
            )
            self.choice = Choice((named,), "named with --app")
        else:
            self.choice = choose(task, phone, self.docs, self.installed, writer, say)

    def doc(self, learn: Learner | None) -> tuple[AppDoc, bool]:
        """The doc, or several merged, and whether it is of the screen in front alone. Raises NotLearned, DocError."""
        by_package = {doc.package: doc for doc in self.docs} | {ITSELF: phone_doc()}
        missing, besides = list[str](), ""
        for package in (package for package in self.choice.packages if package not in by_package):
            given, failed = from_plugins(package, self.phone, self.installed)
            besides = besides or failed
            if given is None and learn is not None and self.phone is not None:
                given = learn.start_from(package, _label_of(package, self.installed))
                self.began = self.began or given is not None
            if given is None:
                missing.append(package)
            else:
                by_package[package] = given
        if missing and self.phone is not None and self.app:
            return _improvise(self.phone, missing[0], self.installed), True
        for package in missing:
            label = _label_of(package, self.installed)
            if learn is None or self.phone is None:
                raise NotLearned(package, label, besides)
            by_package[package] = self._timed(partial(learn, package, label))
        for package in self.choice.packages:
            doc = by_package[package]
            if learn is not None and package not in missing and learn.wants(doc):
                by_package[package] = self._timed(partial(learn.more, doc))
        known = [by_package[package] for package in self.choice.packages]
        return known[0] if len(known) == 1 else merge_docs(known), False

    def _timed(self, learn: Callable[[], AppDoc]) -> AppDoc:
        began = time.monotonic()
        doc = learn()
        self.learning_s += time.monotonic() - began
        return doc


def _label_of(package: str, installed: Sequence[InstalledApp]) -> str:
    return next((one.label for one in installed if one.package == package), package.rsplit(".", 1)[-1].capitalize())


def _improvise(phone: Phone, package: str, installed: Sequence[InstalledApp]) -> AppDoc:
    from apidocs.make.screen_doc import doc_of_screen

    if phone.current_app().package != package:
        phone.launch(package)
    hierarchy = phone.settle()
    return doc_of_screen(hierarchy, package, _label_of(package, installed))


def prompt_of(
    doc: AppDoc, task: str, samples: Sequence[Sample] | None = None, *, switches: Switches = PRODUCT
) -> Prompt:
    """The prompt of a task; everything before its last turn depends on the doc (and the switches) alone."""
    index = HintIndex(doc, described=switches.descriptions)

    def hints(words: str) -> list[str]:
        if not switches.hints:
            return []
        named = [hint.name for hint in index.hints(words)]
        unseen = unseen_setting(words, doc, index) if not named else ""
        return [unseen] if unseen else named

    row = index.row(task) if switches.hints else ""
    more = [row] if row and row not in hints(task) else []
    samples = doc.samples if samples is None else samples
    return render_prompt(
        render_stubs(doc), samples if switches.samples else (), doc.label, task, hints=hints, more_hints=more
    )
