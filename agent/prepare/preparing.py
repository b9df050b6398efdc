"""Everything a task needs before the model is asked: its app's doc, cut to the budget, and the prompt.

The prompt's prefix depends on the doc alone when all of it fits, so that its evaluated state is found on disk; only a
doc over the budget is cut to the task.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from apidocs.doc import AppDoc, Sample
from apidocs.doc.stubs import render_stubs
from apidocs.keep import store
from apidocs.retrieve import retrieval
from apidocs.retrieve.hinting import HintIndex
from apidocs.retrieve.merging import merge_docs
from apidocs.retrieve.unseen import unseen_setting
from apidocs.shipped.itself import PACKAGE as ITSELF
from apidocs.shipped.itself import phone_doc
from ground.errors import DocError, NotLearned, SettingsError
from ground.plugins import plugins
from phones.apps import is_home
from phones.phone import InstalledApp, Phone

from ..model.writing import Prompt, Writer
from ..prompts.prompting import render_prompt
from .app_kinds import kinds_of, missing_app
from .asking_which import ask_which
from .choosing import Ask, Choice, choose_apps, without_quotes
from .doc_sources import sourced
from .for_itself import for_itself
from .switches import PRODUCT, Switches

PREFIX_BUDGET = 4600
"""Tokens of rules, stubs and samples; a 1.5B model gets lost in more, and 4,600 take half a minute to evaluate once."""


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


def estimate_tokens(text: str) -> int:
    """Qwen's tokenizer makes about one token of 3.3 characters of our stubs and scripts (measured over the demo apps)."""
    return round(len(text) / 3.3)


def prepare(
    task: str,
    phone: Phone | None,
    *,
    app: str = "",
    count_tokens: Callable[[str], int] = estimate_tokens,
    writer: Writer | None = None,
) -> Prepared:
    """Choose the app, load its doc and render the prompt. Raises SettingsError for an empty task, DocError for an unknown app."""
    task = " ".join(task.split())
    if not task:
        raise SettingsError('The task is empty. Say what to do: thumbwright run "add a note called Milk"')
    docs = store.load_all()
    installed = phone.installed_apps() if phone else []
    ask = partial(_ask, writer) if writer is not None else None
    choice, doc, improvised = _doc_for(task, phone, app, docs, installed, ask)
    return _prompted(task, doc, choice.why, improvised, count_tokens)


def prepare_with(
    task: str,
    doc: AppDoc,
    *,
    why: str = "given",
    count_tokens: Callable[[str], int] = estimate_tokens,
    switches: Switches = PRODUCT,
) -> Prepared:
    """The same with a doc at hand."""
    return _prompted(" ".join(task.split()), doc, why, False, count_tokens, switches)


def _doc_for(
    task: str,
    phone: Phone | None,
    app: str,
    docs: Sequence[AppDoc],
    installed: Sequence[InstalledApp],
    ask: Ask | None,
) -> tuple[Choice, AppDoc, bool]:
    by_package = {doc.package: doc for doc in docs} | {ITSELF: phone_doc()}
    if app.casefold() == ITSELF:
        choice = Choice((ITSELF,), "named with --app")
    elif app:
        package = resolve_app(app, docs, installed)
        choice = Choice((package,), "named with --app")
    else:
        choice = _chosen(task, phone, docs, installed, ask)
    known = [by_package[p] for p in choice.packages if p in by_package]
    if len(known) == len(choice.packages):
        return choice, known[0] if len(known) == 1 else merge_docs(known), False
    besides = ""
    for package in choice.packages:
        if package not in by_package:
            given, failed = from_plugins(package, phone, installed)
            besides = besides or failed
            if given is not None:
                by_package[package] = given
    known = [by_package[p] for p in choice.packages if p in by_package]
    if len(known) == len(choice.packages):
        return choice, known[0] if len(known) == 1 else merge_docs(known), False
    missing = next(p for p in choice.packages if p not in by_package)
    if known or phone is None or not app:
        raise NotLearned(missing, _label_of(missing, installed), besides)
    return choice, _improvise(phone, missing, installed), True


def _chosen(
    task: str, phone: Phone | None, docs: Sequence[AppDoc], installed: Sequence[InstalledApp], ask: Ask | None
) -> Choice:
    """The app that a task is for. Raises DocError where none is, with what to do."""
    homes = [one.package for one in installed if one.home or is_home(one.package)]
    docs = [doc for doc in docs if doc.package not in homes and not is_home(doc.package)]  # no task is for one
    installed = [one for one in installed if one.package not in homes]
    labels = {one.package: one.label for one in installed} | {doc.package: doc.label for doc in docs}
    if installed and (absent := missing_app(without_quotes(task), labels.values())):
        raise DocError(f"Not done: there is no app {absent} on this phone. Those there are: thumbwright apps list")
    if phone is not None and (itself := for_itself(without_quotes(task), docs, labels)) is not None:
        return itself
    in_front = phone.current_app().package if phone else ""
    choice = choose_apps(task, docs, installed, in_front=in_front, ask=ask, homes=homes)
    if choice is not None:
        return choice
    kinds = kinds_of(without_quotes(task))
    if len(kinds) == 1 and installed and kinds[0].app(installed) is None:
        raise DocError(
            f"Not done: this sounds like something for a {kinds[0].name} app, and no app on this phone is called like one. "
            "Name the app that does it: --app NAME. All of them: thumbwright apps list"
        )
    raise DocError(
        "Not done: nothing says which app that is for. Name the app: --app NAME; which are learned: thumbwright apps list"
    )


def from_plugins(package: str, phone: Phone | None, installed: Sequence[InstalledApp]) -> tuple[AppDoc | None, str]:
    """The doc that a plugin has of an app that isn't learned, and what is to be said of plugins that failed."""
    if not plugins("docs"):
        return None, ""
    version = next((one.version for one in installed if one.package == package), "")
    return sourced(package, version, phone.info().locale if phone is not None else "")


def _label_of(package: str, installed: Sequence[InstalledApp]) -> str:
    return next((one.label for one in installed if one.package == package), package.rsplit(".", 1)[-1].capitalize())


def _ask(writer: Writer, task: str, docs: Sequence[AppDoc]) -> Choice | None:
    return ask_which(task, docs, writer)


def resolve_app(app: str, docs: Sequence[AppDoc], installed: Sequence[InstalledApp]) -> str:
    labels = {one.package: one.label for one in installed} | {doc.package: doc.label for doc in docs}
    wanted = app.casefold()
    for package, label in labels.items():
        if wanted in (package.casefold(), label.casefold()):
            return package
    ends = [package for package in labels if package.casefold().rsplit(".", 1)[-1] == wanted]
    if len(ends) == 1:
        return ends[0]
    from rapidfuzz import process

    names = [*labels, *labels.values()]
    near = [match[0] for match in process.extract(app, names, limit=3, score_cutoff=55)]
    raise DocError(f"There is no app {app!r}. Nearest: {', '.join(near) or 'none'}. All of them: thumbwright apps list")


def _improvise(phone: Phone, package: str, installed: Sequence[InstalledApp]) -> AppDoc:
    from interpreter.screen.screen_doc import doc_of_screen

    if phone.current_app().package != package:
        phone.launch(package)
    hierarchy = phone.settle()
    return doc_of_screen(hierarchy, package, _label_of(package, installed))


def _prompted(
    task: str,
    doc: AppDoc,
    why: str,
    improvised: bool,
    count_tokens: Callable[[str], int],
    switches: Switches = PRODUCT,
) -> Prepared:
    prompt = prompt_of(doc, task, switches=switches)
    if sum(count_tokens(turn.text) for turn in prompt.prefix) <= PREFIX_BUDGET:
        return Prepared(task, doc, prompt, why, True, improvised)
    cut = retrieval.select(doc, task, budget_tokens=PREFIX_BUDGET, count_tokens=count_tokens)
    return Prepared(task, doc, prompt_of(cut, task, switches=switches), why, False, improvised)


def prompt_of(
    doc: AppDoc, task: str, samples: Sequence[Sample] | None = None, *, switches: Switches = PRODUCT
) -> Prompt:
    """The prompt of a task; everything before its last turn depends on the doc (and the switches) alone."""
    used = doc.samples if samples is None else samples
    index = HintIndex(doc, described=switches.descriptions)

    def hints(words: str) -> list[str]:
        if not switches.hints:
            return []
        named = [hint.name for hint in index.hints(words)]
        unseen = unseen_setting(words, doc, index) if not named else ""
        return [unseen] if unseen else named

    row = index.row(task) if switches.hints else ""
    more = [row] if row and row not in hints(task) else []
    samples = used if switches.samples else ()
    return render_prompt(render_stubs(doc), samples, doc.label, task, hints=hints, more_hints=more)
