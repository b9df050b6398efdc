"""An app by the names of its doc, as objects: `phone.app("Notes").main.note("Milk").open()`.

Screens, elements, rows and their parts are attributes; what a thing can do is what a script can do with it, from the same table
(`apidocs.doc.api`). A name that isn't a screen's stands for the thing of that name on the start screen, or on the only screen
that has one. Nothing touches the phone before something is done or read.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace
from types import TracebackType
from typing import Any, Protocol

from apidocs.doc import AppDoc
from ground.errors import DocError, NotLearned
from interpreter.calls import ABSENT, Call, Ref
from interpreter.reading.members import Member, Members
from interpreter.reading.scripts import Source
from interpreter.sandbox.handles import WrongCall, arguments
from interpreter.sandbox.row_texts import RowTexts
from phones.phone import InstalledApp

from .callbacks import Callbacks
from .results import Result


class Owner(Protocol):
    """The phone object that an app is on; `thumbwright.client.Phone` is one."""

    serial: str

    def _call(
        self, app: App, ref: Ref, op: str, args: tuple[object, ...], source: str, may_lack: bool = False
    ) -> object: ...

    def _finish_direct(self, problem: str = "") -> Result[Any] | None: ...

    def _seen(self) -> list[str]: ...

    def _installed(self) -> list[InstalledApp]: ...


class App:
    """One app on one phone. Its own methods have names that no doc may use; all others are the doc's."""

    def __init__(self, phone: Owner, name: str, *, allow: Sequence[str], callbacks: Callbacks) -> None:
        """Raises DocError where the app isn't learned."""
        self._phone, self._allow, self._callbacks = phone, tuple(allow), callbacks
        self._doc = doc_on(phone, name)
        self._members = Members(self._doc)
        self._texts = RowTexts(self._doc, self._members, Source(""))

    def __repr__(self) -> str:
        return f"<app {self._doc.label} ({self._doc.package}) on {self._phone.serial}>"

    def __enter__(self) -> App:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._phone._finish_direct(f"the program ended with {kind.__name__}: {error}" if kind is not None else "")

    def open(self) -> None:
        """Bring the app to the front, as it was left."""
        self._call(Ref(), "open_app", (self._doc.package,), f'open_app("{self._doc.label}")')

    def back(self) -> None:
        """The back key."""
        self._call(Ref(), "back", (), "back()")

    def enter(self) -> None:
        """The enter key."""
        self._call(Ref(), "enter", (), "enter()")

    def wait(self, seconds: float) -> None:
        """Let the phone be for a while."""
        self._call(Ref(), "wait", (seconds,), f"wait({seconds!r})")

    def find(self, text: str) -> Any:
        """A thing on the screen in front by its words, looked for each time it is used: for what isn't in the doc."""
        return Thing(self, Ref(found=text), f"find({text!r})")

    def finish(self) -> Result[Any] | None:
        """End the session that these calls are; None where there was no call."""
        return self._phone._finish_direct()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        screen = self._members.screens.get(name)
        if screen is not None:
            return Thing(self, screen.ref, name)
        home = shortcuts(self._members).get(name)
        if home is not None:
            return _named(self, home.member, f"{home.screen}.{name}")
        raise AttributeError(self._missing(name))

    def __dir__(self) -> list[str]:
        own = [name for name in super().__dir__() if not name.startswith("_")]
        return [*own, *self._members.screens, *shortcuts(self._members)]

    def _missing(self, name: str) -> str:
        homes = self._members.homes.get(name)
        if homes:
            several = " or ".join(f"{home.screen}.{name}" for home in homes)
            return f"{self._doc.label} has several of the name {name!r}. Say which: {several}"
        names = [*self._members.screens, *self._members.homes]
        near = difflib.get_close_matches(name, names, 5, 0.5) or list(self._members.screens)
        return f"{self._doc.label} has no {name!r} in its doc. Nearest: {', '.join(near)}. What isn't in it: find({name!r})"

    def _call(self, ref: Ref, op: str, args: tuple[object, ...], source: str, may_lack: bool = False) -> object:
        self._texts.acted(Call(0, ref, op, args))
        value = self._phone._call(self, ref, op, args, source, may_lack)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, Ref) and one.row:
                self._texts.met(one)
        return value

    def _text(self, ref: Ref, path: str) -> str:
        """What a part of a row says: as it was met, or as it is after what was done to it since."""
        said = self._texts.at_hand(ref)
        if said is None:
            said = str(self._call(self._texts.asked(ref), "text", (), path))
            self._texts.read(ref, said)
        return said


class Home:
    """Where the name that an app is asked for lives."""

    def __init__(self, screen: str, member: Member) -> None:
        self.screen, self.member = screen, member


def shortcuts(members: Members) -> dict[str, Home]:
    """The names that need no screen said: those of the start screen, and those that one screen alone has."""
    found: dict[str, Home] = {}
    for name, homes in members.homes.items():
        if name in members.screens or hasattr(App, name):
            continue
        at_start = [home for home in homes if home.screen == members.doc.start]
        if len(homes) == 1 or at_start:
            home = (at_start or homes)[0]
            found[name] = Home(home.screen, home.member)
    return found


class Thing:
    """A screen, an element, a row or a part of one."""

    __slots__ = ("_app", "_ref", "_path")

    def __init__(self, app: App, ref: Ref, path: str) -> None:
        self._app, self._ref, self._path = app, ref, path

    def __repr__(self) -> str:
        return f"<{self._app._members.kind(self._ref)} {self._path}>"

    def __bool__(self) -> bool:
        raise TypeError(f"{self._path} is neither true nor false. Ask it something: {self._path}.{self._state()}")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if self._app._members.get(self._shape(), name) is None:
            raise AttributeError(self._missing(name))
        member = self._app._members.get(self._at(), name)
        assert member is not None  # what a thing has depends on its shape alone
        return _named(self._app, member, f"{self._path}.{name}")

    def __dir__(self) -> list[str]:
        return list(self._app._members.of(self._shape()))

    def _at(self) -> Ref:
        """What a call is on."""
        return self._ref

    def _shape(self) -> Ref:
        """The same for what can be asked of it, without asking the phone."""
        return self._ref

    def _state(self) -> str:
        known = self._app._members.of(self._shape())
        return next((name for name in ("is_on", "exists", "is_open") if name in known), "text")

    def _missing(self, name: str) -> str:
        known = list(self._app._members.of(self._shape()))
        near = difflib.get_close_matches(name, known, 3, 0.5)
        nearest = f"Nearest: {', '.join(near)}. " if near else ""
        return f"{self._path} has no {name!r}. {nearest}It has: {', '.join(known)}"


class Row(Thing):
    """One row of a list, by its text: looked for when it is first used."""

    __slots__ = ("_text",)

    def __init__(self, app: App, ref: Ref, path: str, text: str) -> None:
        super().__init__(app, ref, path)
        self._text = text

    def _at(self) -> Ref:
        if not self._ref.row:
            found = self._app._call(self._ref, "row", (self._text,), self._path)
            assert isinstance(found, Ref)
            self._ref = found
        return self._ref

    def _shape(self) -> Ref:
        return self._ref if self._ref.row else Ref(self._ref.screen, self._ref.element, row="?")

    def _is_there(self) -> bool:
        """Looked for anew, through the whole list."""
        found = self._app._call(
            Ref(self._ref.screen, self._ref.element), "row", (self._text,), f"{self._path}.exists", may_lack=True
        )
        return isinstance(found, Ref) and found.row != ABSENT

    def __getattr__(self, name: str) -> Any:
        if name == "exists" and not self._ref.row:
            return self._is_there()
        if not name.startswith("_") and self._app._members.get(self._shape(), name) is not None:
            at = self._at()
            if name in dict(at.texts):
                return self._app._text(replace(at, part=name), f"{self._path}.{name}")
        return super().__getattr__(name)


class Act:
    """What can be called of a thing: its `tap`, a list's rows."""

    __slots__ = ("_app", "_member", "_path")

    def __init__(self, app: App, member: Member, path: str) -> None:
        self._app, self._member, self._path = app, member, path

    def __repr__(self) -> str:
        return f"<{self._path}(…)>"

    def __bool__(self) -> bool:
        raise TypeError(f"{self._path} is neither true nor false: call it, {self._path}(…)")

    def __call__(self, *args: object, **kwargs: object) -> Any:
        try:
            given = arguments(self._member, args, kwargs, self._app._members)
        except WrongCall as slip:
            raise TypeError(str(slip)) from None
        ref, op = self._member.ref, self._member.op
        said = f"{self._path}({', '.join(map(repr, given))})"
        if op == "row":
            return Row(self._app, ref, said, str(given[0]))
        if op == "find":
            return Thing(self._app, Ref(screen=ref.screen, found=str(given[0])), said)
        value = self._app._call(ref, op, given, said)
        if op != "rows":
            return value
        return [self._row(one) for one in value if isinstance(one, Ref)] if isinstance(value, list) else []

    def _row(self, ref: Ref) -> Row:
        rows = self._app._members.table.rows(ref.screen, ref.element)
        assert rows is not None  # the host gives rows of lists alone
        return Row(self._app, ref, f"{ref.screen}.{rows.one.name}({ref.row_text!r})", ref.row_text)


def _named(app: App, member: Member, path: str) -> Any:
    """What a name stands for: a thing, a value that is read now, or something to call."""
    if member.handle:
        return Thing(app, member.ref, path)
    if member.reads:
        return app._call(member.ref, member.op, (), path)
    return Act(app, member, path)


def doc_on(phone: Owner, name: str) -> AppDoc:
    """The doc of an app by its package or name, as it is learned. Raises DocError, NotLearned."""
    from agent.prepare.choosing_aloud import resolve_app
    from agent.prepare.doc_sources import from_plugins
    from apidocs.keep import store

    from .use.docs import load_doc

    if not name:
        raise DocError('Which app? Say its name: phone.app("Notes")')
    try:
        return load_doc(name)
    except DocError:
        apps = phone._installed()
        package = resolve_app(name, store.load_all(), apps)
        if package in store.list_packages():
            raise
        given, failed = from_plugins(package, None, apps)
        if given is not None:
            return given
        label = next((app.label for app in apps if app.package == package), name)
        raise NotLearned(package, label, failed) from None
