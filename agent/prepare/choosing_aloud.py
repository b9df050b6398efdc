"""Choosing the app of a task on a phone, out loud: the person is asked which of several is meant, and what is missing is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from urllib.parse import quote

from apidocs.doc import AppDoc
from ground.errors import DocError, RefusedError
from interpreter.calls import said_yes
from phones.apps import is_home, nearest_apps
from phones.phone import InstalledApp, Phone
from sessions.titles import last_seen

from ..model.meaning import Understanding
from ..model.writing import Writer
from . import launcher_names
from .app_for import app_for
from .app_names import Named, names_of
from .asking_which import ask_which
from .choosing import YOU_SAID, Choice, without_quotes
from .which_app import Fit

Say = Callable[[str, Sequence[str]], str]
"""Asks the person: a question, and what may be answered."""
NONE_OF_THEM = "none of these"


def choose(
    task: str,
    phone: Phone | None,
    docs: Sequence[AppDoc],
    installed: Sequence[InstalledApp],
    writer: Writer | None,
    say: Say | None,
) -> Choice:
    """The app that a task is for. Raises DocError where none is, with what to do."""
    homes = [one.package for one in installed if one.home or is_home(one.package)]
    docs = [doc for doc in docs if doc.package not in homes and not is_home(doc.package)]  # no task is for one
    installed = [one for one in installed if one.package not in homes]
    if phone is not None and installed:
        there = {one.package for one in installed}
        docs = [doc for doc in docs if doc.package in there]  # others are of another phone, or no longer on this one
    look = partial(
        app_for,
        task,
        docs=docs,
        meaning=lambda: writer.meaning if isinstance(writer, Understanding) else None,
        phone=phone is not None,
        in_front=phone.current_app().package if phone else "",
        ask=partial(ask_which, writer=writer) if writer is not None else None,
        homes=homes,
        titles=last_seen(phone.serial) if phone is not None else {},
    )
    names = launcher_names.kept(phone.serial) if phone else None
    installed = names.applied(installed) if names is not None else installed
    found = look(installed=installed)
    if phone is not None and found.choice is None and not found.asked:
        # it may be called otherwise on this phone: its home screen is asked, once
        names = names or launcher_names.read(phone, installed)
        bare = without_quotes(task)
        name = launcher_names.named_in(bare, names.in_drawer) or _let_touch(
            launcher_names.named_in(bare, names.on_home), say
        )
        if name and (package := launcher_names.resolve(phone, names, name, installed)):
            return Choice((package,), f"called {name} on the home screen")
        installed = names.applied(installed)
        found = look(installed=installed)
    if found.absent.absent:
        raise DocError(_no_such_app(found.absent, installed))
    if found.asked:
        return _said_which(found.asked, say)
    if found.choice is not None:
        return found.choice
    if found.missing:
        raise DocError(
            f"Not done: this sounds like something for an app for {found.missing}, and none on this phone is known to be one. "
            "Name the app that does it: --app NAME. All of them: thumbwright apps list"
        )
    raise DocError(
        "Not done: nothing says which app that is for. Name the app: --app NAME; which are learned: thumbwright apps list"
    )


def _let_touch(name: str, say: Say | None) -> str:
    """The name, where the person lets what is called so be touched; empty where they don't, or nobody is there to say."""
    question = f"“{name}” stands on the phone's home screen. It may be an app, or a shortcut that does something at once. Touch it?"
    with suppress(RefusedError):
        return name if name and say is not None and said_yes(say(question, ("no", "yes"))) else ""
    return ""


def _no_such_app(named: Named, installed: Sequence[InstalledApp]) -> str:
    """What is said of a well-known app that isn't there; nothing is installed by itself."""
    labels = {app.package: app.label for app in installed}
    near = [labels[package] for package in nearest_apps(named.absent, installed)]
    nearest = f" Nearest: {', '.join(near)}." if near else ""
    page = (
        f" It is on Play: https://play.google.com/store/apps/details?id={quote(named.package)}" if named.package else ""
    )
    return (
        f"Not done: there is no app {named.absent} on this phone.{nearest}{page} (nothing is installed by itself). "
        "Those there are: thumbwright apps list"
    )


def _said_which(fits: Sequence[Fit], say: Say | None) -> Choice:
    """The app that the person means. Raises DocError where nobody says."""
    labels = [fit.label for fit in fits]
    if say is not None:
        several = f"Which app is that for: {', '.join(labels[:-1])} or {labels[-1]}?"
        said = say(several if len(labels) > 1 else f"Is that for {labels[0]}?", [*labels, NONE_OF_THEM])
        meant = next((fit for fit in fits if fit.label.casefold() == said.strip().casefold()), None)
        if meant is not None:
            return Choice((meant.package,), YOU_SAID)
    raise DocError(f"Not done: it may be for {' or '.join(labels)}, and nobody said which. Name it: --app NAME")


def resolve_app_on(phone: Phone, app: str, docs: Sequence[AppDoc], installed: Sequence[InstalledApp]) -> str:
    """The package of an app by whatever the phone's home screen calls it, too; that is read where no other name fits. Raises
    DocError, with the nearest; PhoneError."""
    names = launcher_names.kept(phone.serial)
    try:
        return resolve_app(app, docs, names.applied(installed) if names is not None else installed)
    except DocError:
        names = names or launcher_names.read(phone, installed)
        called = launcher_names.named_in(app, names.in_drawer)
        if called and called.casefold() == app.strip().casefold():
            package = launcher_names.resolve(phone, names, called, installed)
            if package:
                return package
        return resolve_app(app, docs, names.applied(installed))


def resolve_app(app: str, docs: Sequence[AppDoc], installed: Sequence[InstalledApp]) -> str:
    """The package of an app, by that or by any of its names. Raises DocError, with the nearest."""
    labels = {one.package: one.label for one in installed} | {doc.package: doc.label for doc in docs}
    wanted = app.casefold()
    for package, label in labels.items():
        if wanted in (package.casefold(), label.casefold()):
            return package
    for one in installed:
        if wanted in (name.casefold() for name in names_of(one)):
            return one.package
    ends = [package for package in labels if package.casefold().rsplit(".", 1)[-1] == wanted]
    if len(ends) == 1:
        return ends[0]
    from rapidfuzz import process

    names = [*labels, *labels.values()]
    near = [match[0] for match in process.extract(app, names, limit=3, score_cutoff=55)]
    raise DocError(f"There is no app {app!r}. Nearest: {', '.join(near) or 'none'}. All of them: thumbwright apps list")
