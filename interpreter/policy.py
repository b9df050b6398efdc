"""Whether a call needs the person's consent, and getting it.

Decides from the effect alone: from `ask_from` upward each call is asked about, with the literal values it would commit,
unless its effect was allowed beforehand. Nobody there to ask means no. What effect a call has here and now is told from the
doc, raised by what the dialog in front says: an OK in "Delete 3 notes?" deletes.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from apidocs.doc import Effect, Element, Kind
from apidocs.effects import effect_of, gravest, severity
from phones.hierarchy import Node
from thumbwright.errors import CancelledError

from .calls import Call, Person, Question, Recorder
from .dialogs import dialog_in_front, words_of_dialog
from .errors import Cancelled, Denied
from .states import Spot

_MOST = 160
"""Characters of a dialog's words that go into a question."""


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

    def require(self, call: Call, effect: Effect, what: str) -> None:
        """Get consent for a call. Raises Denied where there is none, Cancelled where the person stopped the run instead."""
        if not self.given(call, effect, what):
            how = (
                "was not given"
                if self._person is not None
                else f"could not be asked for; allow it with --allow {effect.value}"
            )
            raise Denied(f"{what}: consent to {effect.value} {how}.")

    def given(self, call: Call, effect: Effect, what: str) -> bool:
        """Whether there is consent, asked for where needed."""
        if severity(effect) < severity(self._policy.ask_from):
            return True
        if not self._policy.asks(effect):
            return self._write(call, effect, what, True, "allowed beforehand")
        left = self._granted.get((call.line, effect), 0)
        if left > 0 and call.line:
            self._granted[call.line, effect] = left - 1
            return self._write(call, effect, what, True, "rest of the loop")
        if self._person is None:
            return self._write(call, effect, what, False, "no terminal")
        asked = time.monotonic()
        try:
            calls = self._person.consent(Question(effect, what, call.line, call.source, call.in_loop))
        except CancelledError as error:
            self._write(call, effect, what, False, "cancelled")
            raise Cancelled(str(error)) from None
        finally:
            self._thinking(time.monotonic() - asked)
        if calls > 1 and call.in_loop:
            self._granted[call.line, effect] = calls - 1
        return self._write(call, effect, what, calls > 0, "asked")

    def _write(self, call: Call, effect: Effect, what: str, granted: bool, how: str) -> bool:
        if self._recorder is not None:
            self._recorder.consent(call, effect, what, granted, how)
        return granted


def in_words(act: str, spot: Spot, values: str) -> str:
    """What is asked for, with all that the person has to know: `Tap "OK" in "Delete 3 notes?" on main, with: title = "Milk"`."""
    said = _context(spot)
    said = f' in "{said if len(said) <= _MOST else said[: _MOST - 1] + "…"}"' if said else ""
    return f'{act} "{spot.words}"{said} on {spot.sight.title}' + (f", with: {values}" if values else "")


def effect_of_tap(spot: Spot, element: Element | None) -> Effect:
    """What tapping there does, on the screen as it is: the doc's word, or worse."""
    node = spot.node
    context = _context(spot)
    if element is None:
        kind = Kind.TOGGLE if node.checkable else Kind.INPUT if node.editable else Kind.BUTTON
        return gravest([Effect.NAVIGATE, effect_of(spot.words, node.id_name, node.content_desc, kind, context=context)])
    declared = gravest([element.effect, Effect.SETTINGS if element.kind is Kind.TOGGLE else Effect.NAVIGATE])
    # the doc knows where "Add" leads, so its word stands as long as the button says what it said then
    renamed = bool(element.label) and bool(node.label) and node.label.casefold() != element.label.casefold()
    if element.kind is Kind.BUTTON and (context or renamed):
        return gravest([declared, effect_of(node.label, node.id_name, node.content_desc, Kind.BUTTON, context=context)])
    return declared


def _context(spot: Spot) -> str:
    """What the dialog around the spot says; empty on a page."""
    dialog = dialog_in_front(spot.sight.hierarchy)
    if dialog is None or not _inside(dialog, spot.node):
        return ""
    return words_of_dialog(dialog)


def _inside(root: Node, node: Node) -> bool:
    return node is root or any(a is root for a in node.ancestors())
