"""Making calls on the pocket phone without a sandbox: `run("tap", "main.new_note")`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from apidocs.doc import AppDoc, Effect
from interpreter.calls import Call, Outcome, Question, Ref
from interpreter.calls.limits import Limits
from interpreter.consent.closing import ANYTHING, Closing
from interpreter.consent.policy import Policy
from interpreter.run.host import PhoneHost
from phones.hiding import HidingPhone, Values
from tests.interpreter.pocket_phone import PocketPhone, pocket_doc

QUICK = Limits(patience_s=0, settle_s=0)


@dataclass
class Answers:
    """A person who has made up their mind."""

    consents: int = 1
    said: str = "blue"
    asked: list[Question] = field(default_factory=list)

    def consent(self, question: Question) -> int:
        self.asked.append(question)
        return self.consents

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        return self.said


@dataclass
class Notebook:
    """A recorder that keeps what it is told."""

    begun: list[Call] = field(default_factory=list)
    ended: list[tuple[Call, Outcome]] = field(default_factory=list)
    later: list[tuple[Call, Outcome]] = field(default_factory=list)
    undid: list[Call] = field(default_factory=list)
    """Proofs that came when a call had ended."""
    consents: list[tuple[Effect, str, bool, str]] = field(default_factory=list)

    def before(self, call: Call, effect: Effect) -> None:
        self.begun.append(call)

    def after(self, call: Call, outcome: Outcome) -> None:
        self.ended.append((call, outcome))

    def proved(self, call: Call, outcome: Outcome) -> None:
        self.later.append((call, outcome))

    def undone(self, call: Call, outcome: Outcome) -> None:
        self.undid.append(call)

    def consent(self, call: Call, effect: Effect, detail: str, granted: bool, how: str) -> None:
        self.consents.append((effect, detail, granted, how))


class Run:
    """A host on a pocket phone, called by hand."""

    def __init__(
        self,
        phone: PocketPhone | None = None,
        *,
        person: Answers | None = None,
        allow: frozenset[Effect] = frozenset(),
        secrets: Mapping[str, str] | None = None,
        limits: Limits = QUICK,
        nobody: bool = False,
        doc: AppDoc | None = None,
        task: str = "",
        closing: Closing = ANYTHING,
        takes: Callable[[int, Mapping[str, str]], bool | None] = lambda line, texts: None,
    ) -> None:
        self.phone = phone or PocketPhone()
        self.person = person or Answers()
        self.notebook = Notebook()
        self.cancel = threading.Event()
        values = Values(secrets or {})
        self.host = PhoneHost(
            HidingPhone(self.phone, values) if secrets else self.phone,
            doc or pocket_doc(),
            policy=Policy(allow=allow),
            person=None if nobody else self.person,
            recorder=self.notebook,
            limits=limits,
            cancel=self.cancel,
            secrets=values,
            task=task,
            closing=closing,
            takes=takes,
            heal=False,
        )
        self._seq = 0

    @property
    def last(self) -> Outcome:
        return self.host.calls[-1][1]

    def __call__(self, op: str, on: str | Ref = "", *args: object, line: int = 1, in_loop: bool = False) -> object:
        """`on` is `screen.element`, `screen?found words`, `?found words`, a screen, nothing, or a Ref the host gave."""
        self._seq += 1
        ref = on if isinstance(on, Ref) else _ref(on)
        return self.host.call(Call(self._seq, ref, op, args, line, f"{on}.{op}()", in_loop))

    def rows(self, on: str = "main.notes") -> list[Ref]:
        given = self("rows", on)
        assert isinstance(given, list)
        return given

    def row(self, text: str, on: str = "main.notes") -> Ref:
        given = self("row", on, text)
        assert isinstance(given, Ref)
        return given

    def part(self, row: Ref, name: str) -> Ref:
        return Ref(row.screen, row.element, row.row, row.row_text, name)


def _ref(on: str) -> Ref:
    if "?" in on:
        screen, _, found = on.partition("?")
        return Ref(screen=screen, found=found)
    screen, _, element = on.partition(".")
    return Ref(screen=screen, element=element)
