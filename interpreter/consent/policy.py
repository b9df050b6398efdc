"""Whether a call needs the person's consent, and getting it.

Decides from the effect alone: from `ask_from` upward each call is asked about, unless its effect was allowed beforehand, or
it only answers the app's own question about what was consented to (`same_consent`). Nobody there to ask means no. What effect
a call has here and now is told from the doc, raised by what the dialog in front says: an OK in "Delete 3 notes?" deletes.
With which words is asked stands in `wording`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from apidocs.doc import Effect, Element, Kind
from apidocs.doc.effects import effect_of, gravest, severity, steering
from thumbwright.errors import CancelledError

from ..calls import Call, Person, Question, Recorder
from ..calls.errors import Cancelled, Denied
from ..screen.dialogs import dialog_around, keeps_fields, words_of_button, words_of_dialog
from ..screen.states import Spot

_ONE_BY_ONE = frozenset({Effect.SEND, Effect.SHARE, Effect.CALL, Effect.PAY, Effect.INSTALL, Effect.ACCOUNT})
"""Never consented to for the rest of a loop: each goes to somebody, costs something, or changes what others may do."""
SAME = "the app's own question, same consent"


@dataclass(frozen=True)
class About:
    """What a consent is about."""

    what: str
    """`Delete the note "Milk"`: the question without its mark, and what is written down of it."""
    count: int = 0
    """Of the things acted on; 0 where that isn't known."""
    says: tuple[str, ...] = ()
    """What the things acted on say: the app's own question may say that, too."""
    noun: str = ""
    """What such a thing is called."""

    @property
    def question(self) -> str:
        return self.what if self.what.endswith(("?", '?"')) else f"{self.what}?"


@dataclass(frozen=True)
class Policy:
    """What may be done without asking."""

    allow: frozenset[Effect] = frozenset()
    """Consented to beforehand; each effect for itself: delete doesn't include send."""
    ask_from: Effect = Effect.COMMIT

    def asks(self, effect: Effect) -> bool:
        return severity(effect) >= severity(self.ask_from) and effect not in self.allow


class Consents:
    """Asks the person, remembers what was granted for the rest of a loop, and has all of it written down."""

    def __init__(
        self,
        policy: Policy,
        person: Person | None,
        recorder: Recorder | None,
        thinking: Callable[[float], None] = lambda seconds: None,
    ) -> None:
        self._policy = policy
        self._person = person
        self._recorder = recorder
        self._thinking = thinking
        """Told how many seconds the person took."""
        self._granted: dict[tuple[int, Effect], int] = {}

    def require(self, call: Call, effect: Effect, about: About, covered: bool = False) -> None:
        """Get consent for a call; one that is `covered` answers the app's own question about what was consented to. Raises
        Denied where there is none, Cancelled where the person stopped the run instead."""
        if self.given(call, effect, about, covered):
            return
        if self._person is not None:
            raise Denied(f"Consent to {effect.value} was not given: {about.what}.")
        raise Denied(
            f"Consent to {effect.value} could not be asked for: {about.what}. Allow it with --allow {effect.value}"
        )

    def given(self, call: Call, effect: Effect, about: About, covered: bool = False) -> bool:
        """Whether there is consent, asked for where needed."""
        if severity(effect) < severity(self._policy.ask_from):
            return True
        what = about.what
        if not self._policy.asks(effect):
            return self._write(call, effect, what, True, "allowed beforehand")
        if covered:
            return self._write(call, effect, what, True, SAME)
        left = self._granted.get((call.line, effect), 0)
        if left > 0 and call.line:
            self._granted[call.line, effect] = left - 1
            return self._write(call, effect, what, True, "rest of the loop")
        if self._person is None:
            return self._write(call, effect, what, False, "no terminal")
        rounds = call.in_loop and effect not in _ONE_BY_ONE
        asked = time.monotonic()
        try:
            calls = self._person.consent(Question(effect, about.question, call.line, call.source, rounds))
        except CancelledError as error:
            self._write(call, effect, what, False, "cancelled")
            raise Cancelled(str(error)) from None
        finally:
            self._thinking(time.monotonic() - asked)
        if calls > 1 and rounds:
            self._granted[call.line, effect] = calls - 1
        return self._write(call, effect, what, calls > 0, "asked")

    def _write(self, call: Call, effect: Effect, what: str, granted: bool, how: str) -> bool:
        if self._recorder is not None:
            self._recorder.consent(call, effect, what, granted, how)
        return granted


def effect_of_tap(spot: Spot, element: Element | None) -> Effect:
    """What tapping there does, on the screen as it is: the doc's word, or worse."""
    dialog = dialog_around(spot.sight.hierarchy, spot.node)
    least = Effect.COMMIT if dialog is not None and keeps_fields(dialog, spot.node) else Effect.NAVIGATE
    return gravest([least, _told_of_tap(spot, element)])


def _told_of_tap(spot: Spot, element: Element | None) -> Effect:
    node = spot.node
    context = _context(spot)
    if element is None:
        kind = Kind.TOGGLE if node.checkable else Kind.INPUT if node.editable else Kind.BUTTON
        told = effect_of(spot.words, node.id_name, node.content_desc, kind, context=context, steers=_steers(spot))
        return gravest([Effect.NAVIGATE, told])
    declared = gravest([element.effect, Effect.SETTINGS if element.kind is Kind.TOGGLE else Effect.NAVIGATE])
    # the doc knows where "Add" leads, so its word stands as long as the button says what it said then
    said = words_of_button(node)
    renamed = bool(element.label) and bool(said) and said.casefold() != element.label.casefold()
    if element.kind is Kind.BUTTON and (context or renamed):
        told = effect_of(said, node.id_name, node.content_desc, Kind.BUTTON, context=context, steers=_steers(spot))
        return gravest([declared, told])
    return declared


def _steers(spot: Spot) -> bool:
    top = spot.sight.top
    return top is not None and steering(top.walk())


def _context(spot: Spot) -> str:
    """What the dialog around the spot says; empty on a page."""
    dialog = dialog_around(spot.sight.hierarchy, spot.node)
    return words_of_dialog(dialog) if dialog is not None else ""
