"""The app, or the apps, that a task is for: named in it; the phone itself; else by what each that is installed is for. Says what
came of it and asks nobody: what is to be asked, and what is missing, is said with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from apidocs.doc import AppDoc
from apidocs.shipped.itself import PACKAGE as ITSELF
from phones.phone import InstalledApp

from ..model.meaning import Meaning
from .app_kinds import kinds_of
from .app_names import Named, named_apps
from .choosing import Ask, Choice, choose_apps, clauses_of, texts_of, without_given, without_quotes
from .for_itself import Itself, for_itself
from .learned_fit import own_names
from .which_app import MOST_ASKED, Fit, Titles, Which, decide, doc_of, kind_of, ranked, without_titles

OUTDONE = 0.1
"""By so much an app must fit better than the phone itself, which has a word of the task, to be taken instead."""
FAR_OUTDONE = 0.2
"""And by so much one whose work the phone does as well, or a learned one, for the person to be asked."""
_STANDS_FOR = {
    "call": {"phone", "contacts"}, "dial": {"phone", "contacts"}, "text_message": {"messages"}, "add_contact": {"contacts"},
    "email": {"mail"}, "set_alarm": {"clock"}, "set_timer": {"clock"}, "add_event": {"calendar"}, "open_web": {"browser"},
    "search": {"browser", "search", "maps", "store"}, "navigate": {"maps", "navigation", "transit"}, "open_settings": {"settings"},
    "play": {"music"}, "pause": {"music"}, "next_track": {"music"}, "previous_track": {"music"}, "date_and_time": {"clock"},
}  # fmt: skip
"""Kinds of apps whose work a deed of the phone's is: that they fit as well says little against it."""
_SETTINGS = frozenset({"settings"})
"""And those of all that is set and told."""


def standing_for(name: str, installed: Sequence[InstalledApp]) -> list[InstalledApp]:
    """The apps in which a person does what the phone has of that name; the phone's own choice first."""
    kinds = _STANDS_FOR.get(name, _SETTINGS)
    return sorted((app for app in installed if kind_of(app) in kinds), key=lambda app: not app.default)


@dataclass(frozen=True)
class AppChoice:
    """What came of choosing: one of these, or nothing where nothing fits."""

    choice: Choice | None = None
    asked: tuple[Fit, ...] = ()
    """Of these the person has to say which; best first."""
    absent: Named = field(default_factory=Named)
    """A well-known app that the task names and that isn't installed."""
    opens: str = ""
    """The package of the app that the phone itself is to open, where that is all."""
    missing: str = ""
    """The kind of app that it sounds like something for, where none is installed."""


def app_for(
    task: str,
    installed: Sequence[InstalledApp],
    docs: Sequence[AppDoc] = (),
    *,
    meaning: Callable[[], Meaning | None] = lambda: None,
    phone: bool = True,
    in_front: str = "",
    ask: Ask | None = None,
    homes: Collection[str] = (),
    titles: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> AppChoice:
    """Choose among what is installed, learned (it is among `docs`) or not. `meaning` gives the encoder, where it is needed;
    `phone` says whether there is one; `ask` asks the model about learned apps, where several come near or the encoder isn't here;
    no task is for one of `homes`. `titles` are what the rows of learned apps were last seen to be called, by package."""
    bare = without_quotes(task)
    named = named_apps(bare, installed)
    if not named.there and (shown := named_apps(bare, _as_shown(docs, installed))).there:
        named = shown
    if named.absent and installed:
        return AppChoice(absent=named)
    labels = {app.package: app.label for app in installed} | {doc.package: doc.label for doc in docs}
    itself = for_itself(bare, docs, labels) if phone else Itself()
    if itself.opens:
        return AppChoice(itself.choice, opens=itself.opens)
    learned = {doc.package for doc in docs}
    docs_decide = bool(docs) and learned >= {app.package for app in installed}

    def by_docs(docs: Sequence[AppDoc] = docs) -> Choice | None:
        return choose_apps(task, docs, installed, in_front=in_front, ask=ask, homes=homes, named=named.there)

    if named.there or not installed:
        return AppChoice(by_docs() if named.there else itself.choice or by_docs())
    encoder = meaning()
    if docs_decide and itself.choice is None and (kind := _absent_kind(bare, installed, docs)):
        return AppChoice(missing=kind)
    if encoder is None and docs and (docs_decide or itself.choice is not None):
        return AppChoice(itself.choice or by_docs())
    if encoder is None and docs and (choice := by_docs()) is not None:
        return AppChoice(choice)  # by words alone what a doc says of its app tells more than what its kind is for
    fits = ranked(bare, installed, docs, encoder, Titles(titles, without_given(task)) if titles else None)
    if itself.choice is not None:
        better = _outdoing(itself, fits, installed, docs) if encoder is not None else None
        if better is not None and better.learned:
            kind = _kind(better, installed, docs)
            if kind and kind not in {one.name for one in kinds_of(bare)}:
                return AppChoice(itself.choice)  # a mail about a parcel, for "text Ann that the parcel is here"
            return AppChoice(asked=(better, next(fit for fit in fits if fit.package == ITSELF)))
        return AppChoice(Choice((better.package,), _WHY) if better is not None else itself.choice)
    if docs_decide and phone and not _of_no_kind(installed, docs) and _far_the_phones(bare, itself, installed, encoder):
        return AppChoice(Choice((ITSELF,), _WHY))
    fits = [fit for fit in fits if fit.package != ITSELF or (phone and not itself.never)]
    if docs_decide:
        fits = [fit for fit in fits if fit.package]  # what is said there may be of anything: a mail of a parcel
    which = decide(fits, by_meaning=encoder is not None)
    if docs and (which.sure or which.asked) and (both := _both(task, which, installed, docs, encoder)) is not None:
        return AppChoice(both)
    if which.sure is not None:
        return AppChoice(Choice((which.sure.package,), _WHY))
    if [fit.package for fit in which.asked[1:]] == [ITSELF] and which.asked[0].learned and not itself.found:
        return AppChoice(Choice((which.asked[0].package,), _WHY))  # no word is the phone's own
    if len(which.asked) == MOST_ASKED and ask is not None and not _of_no_kind(installed, docs):
        return AppChoice(by_docs())  # so many come near that nothing was understood
    if which.asked and ask is not None and (said := _said_by(ask, task, which.asked, installed, docs)) is not None:
        return AppChoice(said)
    if which.asked:
        return AppChoice(asked=which.asked)
    if which.missing and not _of_no_kind(installed, docs):
        return AppChoice(missing=which.missing)
    return AppChoice(by_docs(() if encoder is not None else docs))


def _far_the_phones(task: str, itself: Itself, installed: Sequence[InstalledApp], encoder: Meaning | None) -> bool:
    """Whether no word of a task is the phone's own, and by what each is for it is for the phone by far: what a phone does itself is
    the same whatever is learned."""
    if encoder is None or itself.never or itself.found:
        return False
    fits = ranked(task, installed, (), encoder)
    sure = decide(fits).sure
    best = max(fit.score for fit in fits if fit.package != ITSELF)
    return sure is not None and sure.package == ITSELF and sure.score > best + OUTDONE


def _said_by(
    ask: Ask, task: str, close: Sequence[Fit], installed: Sequence[InstalledApp], docs: Sequence[AppDoc]
) -> Choice | None:
    """What the model says where several learned apps of known kinds come near: it is told what is in each of all. None where it
    says another, or the phone itself comes nearest; of apps of no known kind it knows too little (docs/tried.md)."""
    apps = [fit for fit in close if fit.package != ITSELF]
    if close[0].package == ITSELF or not all(fit.learned and _kind(fit, installed, docs) for fit in apps):
        return None
    said = ask(task, docs)
    return said if said is not None and {fit.package for fit in apps}.issuperset(said.packages) else None


def _kind(fit: Fit, installed: Sequence[InstalledApp], docs: Sequence[AppDoc]) -> str:
    return next((kind_of(app, doc_of(app, docs)) for app in installed if app.package == fit.package), "")


def _as_shown(docs: Sequence[AppDoc], installed: Sequence[InstalledApp]) -> list[InstalledApp]:
    """Learned apps by what their screens call them, where nothing else on any screen is called so."""
    said = Counter(text.casefold() for doc in docs for text in texts_of(doc))
    icons = {app.label.casefold() for app in installed}
    names = [(doc.package, name) for doc in docs for name in own_names(doc)]
    return [
        InstalledApp(p, name, "") for p, name in names if said[name.casefold()] == 1 and name.casefold() not in icons
    ]


_WHY = "what it is for comes nearest"


def _both(
    task: str, which: Which, installed: Sequence[InstalledApp], docs: Sequence[AppDoc], encoder: Meaning | None
) -> Choice | None:
    """The two learned apps of a task: by its words a clause is for each, and each clause alone surely is."""
    choice = choose_apps(task, docs, installed, named=[which.sure.package] if which.sure is not None else ())
    if choice is None or len(choice.packages) < 2:
        return None
    sure = (decide(ranked(clause, installed, docs, encoder)).sure for clause in clauses_of(task))
    return choice if {fit.package for fit in sure if fit is not None} >= set(choice.packages) else None


def _absent_kind(task: str, installed: Sequence[InstalledApp], docs: Sequence[AppDoc]) -> str:
    """The one kind of app that a task speaks of, where no app on the phone is of it and none has the words that tell so: "am I free
    on Friday?" without a calendar. Empty where there is none."""
    kinds = kinds_of(task)
    there = {kind_of(app, doc_of(app, docs)) for app in installed}
    if len(kinds) != 1 or kinds[0].name in there or _of_no_kind(installed, docs):
        return ""
    said = kinds[0].said_in(task)
    saying = (text for doc in docs for text in texts_of(doc) if not said.isdisjoint(kinds[0].said_in(text)))
    return kinds[0].name if said and not any(saying) else ""


def _of_no_kind(installed: Sequence[InstalledApp], docs: Sequence[AppDoc]) -> bool:
    """Whether a learned app is of no known kind: it may be for anything."""
    return any(not kind_of(app, doc) for doc in docs for app in installed if app.package == doc.package)


def _outdoing(
    itself: Itself, fits: Sequence[Fit], installed: Sequence[InstalledApp], docs: Sequence[AppDoc]
) -> Fit | None:
    """The app that a task fits so much better than the phone itself that a word in common says little. What the phone sets or does
    as well as a learned app needs no screens there."""
    fits = without_titles(fits)  # many a task of the phone's mentions a thing: "text Ann"
    own = next(fit.score for fit in fits if fit.package == ITSELF)
    same = {kind for name in itself.found for kind in _STANDS_FOR.get(name, _SETTINGS)}
    best = next(fit for fit in fits if fit.package not in (ITSELF, ""))
    kind = _kind(best, installed, docs)
    if kind == "settings" or (best.learned and kind in same):
        return None  # it has the same things, and they need screens there
    return best if best.score > own + (FAR_OUTDONE if best.learned or kind in same else OUTDONE) else None
