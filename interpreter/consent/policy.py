"""Whether a call needs the person's consent, and getting it.

Decides from the effect and the app alone: what a rule says of them (allow, ask, never), else from `ask_from` upward each call
is asked about, unless its effect was allowed beforehand, or it only answers the app's own question about what was consented to
(`same_consent`). Nobody there to ask means no. What effect
a call has here and now is told from the doc, raised by what the dialog in front says: an OK in "Delete 3 notes?" deletes.
With which words is asked stands in `wording`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from apidocs.doc import Effect, Element, Kind
from apidocs.doc.effects import effect_of, gravest, is_mark, severity, steering
from ground.errors import CancelledError

from ..calls import Call, Person, Question, Recorder
from ..calls.errors import Cancelled, Denied
from ..screen.dialogs import dialog_around, keeps_fields, words_around, words_of_button
from ..screen.states import Spot, texts_of

ONE_BY_ONE = frozenset({Effect.SEND, Effect.SHARE, Effect.CALL, Effect.PAY, Effect.INSTALL, Effect.ACCOUNT})
"""Never consented to for the rest of a loop: each goes to somebody, costs something, or changes what others may do."""
_HELPERS = ("permissioncontroller", "packageinstaller", "systemui")
"""Apps that ask on behalf of the one behind them: no other app is meant by what stands there."""
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
    besides: str = ""
    """What is told before the question, a sentence: `There is no "Ann Porter"; the nearest is "Anna Porter".`"""

    @property
    def question(self) -> str:
        what = self.what if self.what.endswith(("?", '?"')) else f"{self.what}?"
        return f"{self.besides} {what}".lstrip()


@dataclass(frozen=True)
class LastAct:
    """What the script did last, as far as it matters here."""

    effect: Effect
    dialog: str | None
    """The dialog it was done in, as `dialog_key` tells it; None on a page."""
    screen: str = ""
    """Of the doc, where it was done; empty where that isn't known."""
    element: str = ""
    package: str = ""
    """Whose window it was done in."""
    op: str = ""
    """As the script said it."""
    window: str = ""
    """The window that was in front afterwards, as `window_key` tells it."""
    about: About | None = None
    """What was consented to; None where nothing had to be."""


class Rule(StrEnum):
    """What is done about an effect, from lax to strict."""

    ALLOW = "allow"
    ASK = "ask"
    NEVER = "never"


@dataclass(frozen=True)
class Policy:
    """What may be done without asking, and what never."""

    allow: frozenset[Effect] = frozenset()
    """Consented to beforehand, for what would be asked; each effect for itself: delete doesn't include send."""
    ask_from: Effect = Effect.COMMIT
    rules: Mapping[Effect, Rule] = field(default_factory=dict)
    """Of every app."""
    apps: Mapping[str, Mapping[Effect, Rule]] = field(default_factory=dict)
    """Of single apps, by package: they hold in place of those of every app."""

    def rule(self, effect: Effect, app: str = "", front: str = "") -> Rule:
        """For a task's app; where another one is in front, the stricter rule of both. `--allow` answers what would be asked,
        and allows nothing that a rule forbids."""
        found = [self.kept(effect, app)]
        if front not in ("", app) and not any(part in front for part in _HELPERS):
            found.append(self.kept(effect, front))
        strictest = max(found, key=list(Rule).index)
        return Rule.ALLOW if strictest is Rule.ASK and effect in self.allow else strictest

    def kept(self, effect: Effect, app: str = "") -> Rule:
        """What is written down for an app, or for every app where that is nothing."""
        written = self.apps.get(app, {}).get(effect) or self.rules.get(effect)
        return written or (Rule.ASK if severity(effect) >= severity(self.ask_from) else Rule.ALLOW)

    def asks(self, effect: Effect, app: str = "") -> bool:
        return self.rule(effect, app) is not Rule.ALLOW


@dataclass
class _Granted:
    """Consent for the rest of a loop."""

    left: int
    rows: frozenset[str] | None
    """Those that were named; None where it wasn't known which would come."""


@dataclass(frozen=True)
class Around:
    """Where a call is made: whose consent and whose rules it needs."""

    app: str = ""
    """The task's."""
    front: str = ""
    """The app in front."""
    row: str = ""
    """What the row says that is being acted on."""
    coming: tuple[str, ...] | None = None
    """What the rows say that the loop comes to next; None where that isn't known."""
    perhaps: bool = True
    """Whether the script may pass some of them over."""


class Consents:
    """Asks the person, remembers what was granted for the rest of a loop, and has all of it written down."""

    def __init__(
        self,
        policy: Policy,
        person: Person | None,
        recorder: Recorder | None,
        thinking: Callable[[float], None] = lambda seconds: None,
        around: Callable[[Call], Around] = lambda call: Around(),
    ) -> None:
        self._policy = policy
        self._person = person
        self._recorder = recorder
        self._thinking = thinking
        """Told how many seconds the person took."""
        self._around = around
        self._granted: dict[tuple[int, Effect], _Granted] = {}
        self.kept: frozenset[tuple[str, str]] = frozenset()
        """Of a session that is made again: effects and words of what the person consented to for its replays, too."""

    def require(self, call: Call, effect: Effect, about: About, covered: bool = False) -> None:
        """Get consent for a call; one that is `covered` answers the app's own question about what was consented to. Raises
        Denied where there is none, Cancelled where the person stopped the run instead."""
        if self.given(call, effect, about, covered):
            return
        if self._rule(effect, call) is Rule.NEVER:
            raise Denied(
                f"It is never done: {about.what}. A rule of yours forbids {effect.value} here: thumbwright policy show"
            )
        if self._person is not None:
            raise Denied(f"Consent to {effect.value} was not given: {about.what}.")
        raise Denied(
            f"Consent to {effect.value} could not be asked for: {about.what}. Allow it with --allow {effect.value}"
        )

    def given(self, call: Call, effect: Effect, about: About, covered: bool = False) -> bool:
        """Whether there is consent, asked for where needed."""
        what, rule, around = about.what, self._rule(effect, call), self._around(call)
        if rule is Rule.NEVER:
            return self._write(call, effect, what, False, "never")
        if rule is Rule.ALLOW:
            usual = severity(effect) < severity(self._policy.ask_from)
            return usual or self._write(call, effect, what, True, "allowed beforehand")
        if (effect.value, what) in self.kept:
            return self._write(call, effect, what, True, "kept from the session")
        if covered:
            return self._write(call, effect, what, True, SAME)
        granted = self._granted.get((call.line, effect))
        if granted is not None and granted.left > 0 and (granted.rows is None or around.row in granted.rows):
            granted.left -= 1
            return self._write(call, effect, what, True, "rest of the loop")
        if self._person is None:
            return self._write(call, effect, what, False, "no terminal")
        rounds = call.in_loop and effect not in ONE_BY_ONE
        coming = around.coming if rounds else None
        asked = time.monotonic()
        try:
            question = Question(effect, about.question, call.line, call.source, rounds, coming, around.perhaps)
            calls = self._person.consent(question)
        except CancelledError as error:
            self._write(call, effect, what, False, "cancelled")
            raise Cancelled(str(error)) from None
        finally:
            self._thinking(time.monotonic() - asked)
        if calls > 1 and rounds and call.line:
            self._granted[call.line, effect] = _Granted(calls - 1, None if coming is None else frozenset(coming))
        return self._write(call, effect, what, calls > 0, "asked")

    def asks(self, effect: Effect, call: Call) -> bool:
        """Whether the person is asked before such a call."""
        return self._rule(effect, call) is Rule.ASK

    def _rule(self, effect: Effect, call: Call) -> Rule:
        around = self._around(call)
        return self._policy.rule(effect, around.app, around.front)

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
    context = words_around(spot.sight.hierarchy, node)
    if element is None:
        kind = Kind.TOGGLE if node.checkable else Kind.INPUT if node.editable else Kind.BUTTON
        words = spot.label or node.label or next(texts_of(node), "")
        told = effect_of(words, node.id_name, node.content_desc, kind, context=context, steers=_steers(spot))
        return gravest([Effect.NAVIGATE, told])
    declared = gravest([element.effect, Effect.SETTINGS if element.kind is Kind.TOGGLE else Effect.NAVIGATE])
    # the doc knows where "Add" leads, so its word stands as long as the button says what it said then
    said = words_of_button(node)
    renamed = bool(element.label) and bool(said) and said.casefold() != element.label.casefold()
    if element.kind is Kind.BUTTON and is_mark(said, node.id_name):
        declared = gravest([declared, Effect.COMMIT])
    if element.kind is Kind.BUTTON and (context or renamed):
        told = effect_of(said, node.id_name, node.content_desc, Kind.BUTTON, context=context, steers=_steers(spot))
        return gravest([declared, told])
    return declared


def _steers(spot: Spot) -> bool:
    top = spot.sight.top
    return top is not None and steering(top.walk())
