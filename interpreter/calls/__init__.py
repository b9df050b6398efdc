"""What passes between the sandbox, where the script runs, and the host, which has the phone. Data and protocols only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from apidocs.doc import Effect

ABSENT = "absent"
"""The key of a row that isn't there, where a script only asks whether it is."""


@dataclass(frozen=True)
class Ref:
    """What a call is on. The script holds handles that carry only this; everything real stays on the host.

    Empty fields: `Ref()` is a plain function such as `finish`; a screen alone is the screen; `found` is what
    `find(text)` gave, looked for again at each use.
    """

    screen: str = ""
    element: str = ""
    row: str = ""
    """Stable key of a list's row, made by the host."""
    row_text: str = ""
    """What the row said when it was met: for messages and for finding it again."""
    part: str = ""
    found: str = ""
    texts: tuple[tuple[str, str], ...] = field(default=(), compare=False, repr=False)
    """Of a row: what its text parts said when it was met, by name. The script reads these without another look at the
    phone; a part that isn't here is asked for, `op="text"`."""

    def __str__(self) -> str:
        text = f"{self.screen}.{self.element}" if self.element else self.screen
        if self.row:
            text += f"({self.row_text!r})"
        if self.part:
            text += f".{self.part}"
        if self.found:
            text += f"{'.' if text else ''}find({self.found!r})"
        return text


@dataclass(frozen=True)
class Call:
    """One use of the phone, or of the person, by the script."""

    seq: int
    """From 1."""
    ref: Ref
    op: str
    """A name of `apidocs.doc.api`: tap, set_text, is_on, rows, row, find, finish, …"""
    args: tuple[object, ...] = ()
    line: int = 0
    """Line of the script, from 1; 0 where it isn't known."""
    source: str = ""
    """The text of the call in the script."""
    in_loop: bool = False
    """Whether the line stands in a for or while: consent may then be given for the rest of it."""
    may_lack: bool = False
    """Of a row by its text: the script asks whether there is one."""


@dataclass(frozen=True)
class Read:
    """One value that a script read from the phone: what an answer may be made of."""

    ref: Ref
    value: str
    """As the script got it; `yes` and `no` of a state, what a row's parts said, one by one."""


ProofVerdict = Literal["held", "unseen", "refuted"]
"""held: seen on the phone. unseen: nothing on the screen could tell. refuted: the phone shows that it isn't so."""


@dataclass(frozen=True)
class Proof:
    """What the phone showed after an act: the post-condition that was looked for, and whether it was there."""

    verdict: ProofVerdict
    what: str
    """What was looked for and what stood there, in the person's words: `title shows "Milk"`, `the form is still open`."""
    before: bool = False
    """It stood so before the act, which changed nothing."""


Says = Literal["done", "error", "waits", ""]
"""done: "Note saved"; error: "Enter a title"; waits: "Message queued"; empty: none of these is clear from the words."""


@dataclass(frozen=True)
class Message:
    """What the app itself said after an act: in a toast, a snackbar, beside a field, in a notice."""

    text: str
    kind: Literal["toast", "snackbar", "inline", "notice"]
    says: Says


@dataclass(frozen=True)
class LookedThrough:
    """A list that the script read: all of it, or for one row."""

    list: str
    """`main.notes`"""
    rows: int
    """How many there were."""
    to_end: bool = True
    """Whether it was read to its end."""
    only: str = ""
    """What the screen says it shows a part of: `Work`, `the search "milk"`. Empty: nothing on the screen says so."""
    asked: str = ""
    """The row that was looked for; empty where all were read."""
    acted: int = 0
    """How many of its rows were then acted on."""


@dataclass(frozen=True)
class LeftOpen:
    """A form or dialog that stands open at the end of a run."""

    screen: str
    """Of the doc; empty where it is none of them."""
    title: str
    """In the app's words, as far as it has a heading."""
    values: tuple[tuple[str, str], ...] = ()
    """What the script put in and nothing has saved, by the names of the fields."""
    dialog: bool = False
    came: Literal["asked", "opened", "used"] = "asked"
    """Of a dialog. asked: the app's answer to an act that does something. opened: the script went to it. used: it did, and did
    or read something there."""


@dataclass
class Outcome:
    """How a call went, for the record."""

    status: Literal["ok", "failed", "denied", "cancelled"]
    value: object = None
    """What the script got, when it is plain data."""
    error: str = ""
    effect: Effect = Effect.READ
    locator_used: str = ""
    """Which attributes found the node: `resource_id+text`."""
    node: str = ""
    """The node acted on, one line."""
    bounds: tuple[int, int, int, int] | None = None
    screen_before: str = ""
    """Name of the doc's screen, empty where it is none of them."""
    screen_after: str = ""
    xml_before: str = field(default="", repr=False)
    xml_after: str = field(default="", repr=False)
    proof: Proof | None = None
    """Of an act, once it was made; None of reads, and of acts that only lead somewhere."""
    within: str = ""
    """The thing of a list that was open, or picked, when the act was made: `contact "Omar"`; empty where none was."""
    replaced: str = ""
    """The text that a field held and the act overwrote; of a switch that was turned `on` or `off`, as it stood before."""
    rows: list[tuple[str, dict[str, str]]] | None = None
    """Of a list: the rows that the script got, each with its title and what its text parts say, by name; none for a row that
    isn't there. None of other calls."""
    messages: list[Message] = field(default_factory=list)
    """What the app said after the act."""
    undone: bool = False
    """Of an act that went well: it was taken back afterwards, or nothing came of it because the app's question about it was
    refused. It is told as no deed."""
    steps: list[str] = field(default_factory=list)
    """What navigation and repair did on the way, one line each."""
    taken_over: bool = False
    """Whether the person had the phone before the call."""
    not_allowed: bool = False
    """Of what the phone was to do by itself: no command does it there, and a person may on a screen."""
    ms: float = 0.0


class Host(Protocol):
    """Carries calls out. Runs in the caller's thread.

    Returns plain data (str, bool, float, None, list of str), a Ref (a row, a found element), or a list of Refs (rows).
    Raises `interpreter.calls.errors.CallFailed` for what a script may catch, and the `Stop` family for what it may not.
    """

    def call(self, call: Call) -> object: ...


class Recorder(Protocol):
    """Told of every call before and after it; writes it down."""

    def before(self, call: Call, effect: Effect) -> None: ...

    def after(self, call: Call, outcome: Outcome) -> None: ...

    def proved(self, call: Call, outcome: Outcome) -> None:
        """The proof of a call that has ended became known, or another one, later in the run."""

    def undone(self, call: Call, outcome: Outcome) -> None:
        """A call that has ended came to nothing afterwards: its status may be another now."""

    def consent(self, call: Call, effect: Effect, detail: str, granted: bool, how: str) -> None:
        """`how`: asked, cancelled, allowed beforehand, no terminal, rest of the loop."""


class Listener(Protocol):
    """Told of progress, for showing it live."""

    def called(self, call: Call) -> bool | None:
        """Before each call; may keep it waiting, and that time is the person's. True: the person used the phone meanwhile,
        so that nothing known of its screen holds any more."""

    def done(self, call: Call, outcome: Outcome) -> None: ...


@dataclass(frozen=True)
class Question:
    """A consent that is asked for, with the literal values."""

    effect: Effect
    what: str
    """`Tap "Send" on compose, with: to = "Bob", message = "on my way"`."""
    line: int
    source: str
    in_loop: bool
    """Whether a yes may be given for the rounds that follow, too."""
    coming: tuple[str, ...] | None = None
    """What the rows say that the loop comes to next: a yes for all rounds holds for these alone. None where that isn't known."""
    perhaps: bool = True
    """Whether the script may pass some of them over."""

    @property
    def next_rows(self) -> str:
        """What a yes for all rounds covers besides, in words; empty where it isn't offered."""
        if not self.in_loop:
            return ""
        if self.coming is None:
            return "Which come next isn't known."
        if not self.coming:
            return "Nothing comes after it."
        said = ", ".join(f'"{text}"' for text in self.coming)
        return f"Others may follow, as far as the script takes them: {said}." if self.perhaps else f"Next: {said}."

    @property
    def literal(self) -> str:
        """The call it is about, as the script has it."""
        return f"line {self.line}: {self.source}" if self.line else self.source


def said_yes(answer: str) -> bool:
    """Whether what a person said to a question of yes or no is a yes. What isn't clearly one is none."""
    return answer.strip().casefold() in ("y", "yes")


class Person(Protocol):
    """Who can be asked while a script runs."""

    def consent(self, question: Question) -> int:
        """0: no; 1: yes, this once; n > 1: yes, for up to n calls of this line. Raises CancelledError where the person stops
        the whole run instead of answering."""

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        """A free question of the script. Raises RefusedError where nobody is there, CancelledError as above."""
