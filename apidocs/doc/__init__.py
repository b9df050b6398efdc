"""The doc of an app: what a script can name, and how it is found on the screen. Data only.

Built by `apidocs.make.building` from a walk, read by the prompt, the check and the interpreter alike, so that they can't disagree.
Kept as JSON, versioned by `FORMAT`.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from phones.locating import Locator

FORMAT = 1
FROM_SOURCES = "from:sources"
"""The mark of a screen that was made from an app's public sources."""


class Kind(StrEnum):
    """What an element is, and so what can be done with it."""

    BUTTON = "button"
    TOGGLE = "toggle"
    CHOICE = "choice"
    INPUT = "input"
    TEXT = "text"
    LIST = "list"
    ACTION = "action"
    """Something the phone does when it is called, with values: `phone.set_alarm("07:30")`. Nothing on a screen."""


class Effect(StrEnum):
    """What a call does to the world, from harmless to grave."""

    READ = "read"
    NAVIGATE = "navigate"
    INPUT = "input"
    SETTINGS = "settings"
    COMMIT = "commit"
    SEND = "send"
    SHARE = "share"
    CALL = "call"
    PAY = "pay"
    DELETE = "delete"
    INSTALL = "install"
    ACCOUNT = "account"


class Left(StrEnum):
    """Why a thing was left untried while its app was learned."""

    GRAVE = "grave"
    """What it does was not allowed."""
    AT_ONCE = "at_once"
    """It does what it does as soon as it is touched."""
    SAVES = "saves"
    """It keeps what was filled in, or answers what was asked."""
    PICKS = "picks"
    """Touching it picks it."""
    UNKNOWN = "unknown"
    """No word of it is known for harmless."""
    THING = "thing"
    """It is one of the person's own things, or is done to one: a network, a device, what is selected."""
    BUDGET = "budget"
    """The budget ran out before."""
    LOST = "lost"
    """No way led to it again."""


class Shipped(StrEnum):
    """How much of a doc that ships, made from an app's public sources, was seen on the phone at hand."""

    UNVERIFIED = "unverified"
    """Nothing but the app's first screen."""
    PARTLY = "verified in part"
    """It was walked: what wasn't there is left out, and some of it wasn't reached."""
    VERIFIED = "verified"
    """It was walked, and all of it is there."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Part(_Model):
    """A named piece of a list's row."""

    name: str
    kind: Kind
    locator: Locator
    """Looked for within the row."""
    label: str = ""
    """The words a person sees on it or is read out, where they are the same in every row."""
    opens: str = ""
    """The screen that a touch on it opens, where the walk saw it."""
    folded: bool = False
    """It shows only once the row was opened, which happens in its place."""


class Item(_Model):
    """What a list's rows have in common. Nothing of what a row says stands here."""

    name: str
    """Singular, `note`: `main.note("Groceries")`."""
    row: Locator
    """Each node it matches is a row; its `instance` is not used."""
    parts: list[Part] = Field(default_factory=list)
    title: str = ""
    """The part that tells rows apart for a person; empty: the row's first text."""
    effect: Effect = Effect.NAVIGATE
    """Of opening a row."""
    opens: str = ""
    """The screen a row opens, where the walk saw it."""
    menu: str = ""
    """The screen or menu a long press opens, where the walk saw it."""
    menu_by: Locator | None = None
    """Where no long press opens the menu: the row's own button that does, looked for within the row."""

    @property
    def ticked(self) -> bool:
        """Whether a touch on a row ticks it, and opens nothing."""
        return self.effect is Effect.SETTINGS and not self.opens

    def opening(self, screen: str) -> Part | None:
        """The part of a row that opens a screen when it is touched."""
        return next((part for part in self.parts if part.opens == screen != ""), None)

    def linked(self, there: Collection[str]) -> Item:
        """Without links to screens that aren't there."""
        parts = [p.model_copy(update={"opens": ""}) if p.opens and p.opens not in there else p for p in self.parts]
        opens, menu = (name if name in there else "" for name in (self.opens, self.menu))
        return self.model_copy(update={"opens": opens, "menu": menu, "parts": parts})


class Arg(_Model):
    """A value that an action takes."""

    name: str
    optional: bool = False
    """Left out, it is empty."""


class Element(_Model):
    """A thing on a screen that a script can name."""

    name: str
    kind: Kind
    label: str = ""
    """The words a person sees on it; empty for an icon without any."""
    description: str = ""
    """What it does, where the label doesn't say it; goes into the stub as a comment."""
    also: str = ""
    """What it is for in other words than its own, `take a picture; snap, capture`: written by a model once, only for matching
    words with."""
    locator: Locator = Field(default_factory=Locator)
    """What is tapped or typed into; empty where commands do it."""
    state: Locator | None = None
    """What carries `checked` or the value's text, where that is another node."""
    shows_mark: bool = False
    """Of a button that marks a thing, a star: it was seen marked (`selected`), so that whether it is can be told."""
    effect: Effect = Effect.NAVIGATE
    options: list[str] = Field(default_factory=list)
    """Of a choice: the options found behind it, in order."""
    picks: Literal["", "date", "time"] = ""
    """Of a choice: a picker stands behind it, which takes any date or time in words."""
    inline: bool = False
    """Of a choice: its options stand on the screen itself, within the locator's node; nothing opens."""
    confirm: Locator | None = None
    """Of a choice: the button that confirms the picked option, where its dialog has one."""
    commit: str = ""
    """Of an input (in a dialog of a toggle and an inline choice too): the element of the same screen that saves the form."""
    item: Item | None = None
    """Of a list."""
    args: list[Arg] = Field(default_factory=list)
    """Of an action."""
    tried: bool = False
    """Whether it was touched while the app was learned."""
    left: Left | None = None
    """Why it wasn't, where it could have been; None where that isn't known, or it is there to be read, typed into or switched."""
    area: tuple[int, int, int, int] | None = None
    """Where it was seen, as left, top, right, bottom in thousandths of the display; None for what came by scrolling."""

    @property
    def said(self) -> str:
        """What it is called by: its label, else what it does, else its name as it is."""
        return self.label or self.description or self.name


class Screen(_Model):
    """A group of dumps that are the same place, whatever they show."""

    name: str
    title: str = ""
    """The heading a person sees, where it is always the same."""
    kind: str = "page"
    """page, dialog or menu. A dialog stands over another screen and back closes it. `commands` is none that is ever in front:
    what it has is carried out by the phone's own commands."""
    package: str = ""
    """Whose windows they are; another one than the doc's for permission prompts and pickers."""
    activity: str = ""
    marks: list[str] = Field(default_factory=list)
    """Features that dumps of it share, in `apidocs.screens.telling_apart`'s notation: how a dump is told to be this screen."""
    serves: str = ""
    """`screen.element` of the choice whose options this dialog shows; a script has no need to name it."""
    description: str = ""
    elements: list[Element] = Field(default_factory=list)

    @property
    def from_sources(self) -> bool:
        """Whether it is a doc's that ships: what is known of it was read, and never seen on a phone."""
        return FROM_SOURCES in self.marks

    @property
    def by_commands(self) -> bool:
        """Whether the phone's own commands carry it out, and no finger."""
        return self.kind == "commands"

    def element(self, name: str) -> Element | None:
        for element in self.elements:
            if element.name == name:
                return element
        return None


class Transition(_Model):
    """Acting on an element of one screen led to another."""

    source: str
    element: str
    """Name on the source screen; empty for the keys."""
    action: str
    """tap, long_press, open (a row), part (of a row, the one that opens the target), set_text, choose, back, launch."""
    target: str
    seen: int = 1


class Sample(_Model):
    """A task and the script that does it."""

    task: str
    script: str
    source: str = "rule"
    """rule, model or person."""


class AppDoc(_Model):
    """All of one app, for one version and locale."""

    format: int = FORMAT
    package: str
    label: str
    version: str = ""
    locale: str = "en"
    made_at: str = ""
    """ISO 8601, UTC."""
    foreign: bool = False
    """Whether it came from elsewhere: what it says of effects is believed only where the screen doesn't say worse."""
    shipped: Shipped | None = None
    """Of a doc that ships, what is known of it on this phone; None of one that was learned."""
    start: str = ""
    """The screen that a launch shows."""
    partial: bool = False
    """Whether it was learned within a budget that ran out: there is more of the app than is here."""
    screens: list[Screen] = Field(default_factory=list)
    transitions: list[Transition] = Field(default_factory=list)
    samples: list[Sample] = Field(default_factory=list)

    @property
    def unsure(self) -> bool:
        """Whether it was never held against the phone as a whole: what it names may not be there, or be another thing."""
        return self.shipped in (Shipped.UNVERIFIED, Shipped.PARTLY)

    def screen(self, name: str) -> Screen | None:
        for screen in self.screens:  # asked for very often, which a generator would make twice as dear
            if screen.name == name:
                return screen
        return None

    def element(self, screen: str, name: str) -> Element | None:
        """An element by its screen's name and its own."""
        found = self.screen(screen)
        return found.element(name) if found is not None else None
