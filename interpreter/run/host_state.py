"""What a run on a phone holds: eyes, hands and ways, the books of what was done, and the consent that its acts need."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Required, TypedDict, Unpack

from apidocs.doc import AppDoc, Effect, Element
from apidocs.doc.api import FOUND, FUNCTIONS, METHODS, ROW, SCREEN
from apidocs.doc.effects import gravest
from phones.hiding import NONE, Values
from phones.hierarchy import Hierarchy
from phones.locating import Match
from phones.phone import Phone
from sessions.titles import Listed

from ..act.lists import Lists
from ..calls import Call, Listener, Outcome, Person, Read, Recorder, Ref
from ..calls.errors import NotThere
from ..calls.limits import Limits, LoopGuard
from ..consent.closing import ANYTHING, Closing
from ..consent.policy import About, Around, Consents, LastAct, Policy
from ..consent.wording import ConsentWords
from ..find.navigating import Navigator
from ..find.shown_rows import listed_on
from ..forms.keeping import kept_by_leaving
from ..forms.put_in import Entry, Forms
from ..forms.saving import Changes
from ..heal.front import HealingFront
from ..heal.memory import Healing, Memory
from ..heal.navigator import HealingNavigator
from ..proof.of_run import Proofs
from ..screen import interruptions
from ..screen.front import Front, Sight
from ..screen.states import Spot
from .half_days import HalvesOfDay
from .held_back import LeftBlank

ACTING = {m.name for ms in (*METHODS.values(), ROW, FOUND, SCREEN, FUNCTIONS) for m in ms if m.acts} | {"do"}
"""What a script calls to do something, and not to look."""


_Takes = Callable[[int, Mapping[str, str]], bool | None]
"""Whether the script's loop comes to a line of it with a row whose parts say this; None where that can't be told."""


class HostOptions(TypedDict, total=False):
    """What a host is made with beside phone and doc."""

    policy: Required[Policy]
    person: Required[Person | None]
    recorder: Recorder | None
    listener: Listener | None
    limits: Limits | None
    cancel: threading.Event | None
    secrets: Values
    """Those that `secret()` may name: the phone types their values (`phones.hiding`)."""
    task: str
    """What the person asked for, in their words: a row that it names may be opened on the way."""
    takes: _Takes
    closing: Closing
    """What may be pressed at the end that the script doesn't say; anything, if none is given."""
    heal: bool
    """Whether what the doc no longer fits is found anew; it is, if nothing is said."""
    dump_of: Callable[[str], Hierarchy | None]
    """Gives a dump of a screen as it was, by its name, where one is kept."""


class HostState:
    """The state of one run; what is done with it stands in `closing_up` and `host`."""

    def __init__(self, phone: Phone, doc: AppDoc, **options: Unpack[HostOptions]) -> None:
        person, recorder = options["person"], options.get("recorder")
        self.limits = options.get("limits") or Limits()
        self.calls: list[tuple[Call, Outcome]] = []
        self.read: list[Read] = []
        """Every value that the script read, in order."""
        self.forms = Forms()
        self.thought_s = 0.0
        """How long the run has waited for the person, seconds."""
        self.doc = doc.model_copy(deep=True)
        """A copy, mended on the way: what is found anew holds for this run alone, and is noted in the steps of its call."""
        self.memory = Memory(self.doc, options.get("dump_of", lambda screen: None))
        self._person = person
        self._recorder = recorder
        self._listener = options.get("listener")
        self._secrets = options.get("secrets", NONE)
        self._guard = LoopGuard(self.limits)
        self.consents = Consents(options["policy"], person, recorder, self._thinking, self._around)
        self._task, self.closes = options.get("task", ""), options.get("closing", ANYTHING)
        self._takes: _Takes = options.get("takes", lambda line, texts: None)
        self._begins = True
        """Whether no call has been on a screen yet."""
        self._heal = options.get("heal", True)
        self._equip(phone, options.get("cancel") or threading.Event())
        self._halves = HalvesOfDay(self.front, self.navigator, self.doc, self.forms)
        self.last_act: LastAct | None = None
        self._acted: Call | None = None
        """The call that made it: what is asked about what came of it is asked about that line."""
        self._acted_row: Ref | None = None
        """The row that the script had turned to then."""
        self.changes = Changes()
        self._blank = LeftBlank()
        self._passed_over: NotThere | None = None
        """A harmless button that wasn't there, and nothing was done since."""
        self._closing = False
        """The script is at its end, and what it left open is being closed."""
        self._answered: set[str] = set()
        """Dialogs that the run itself confirmed when the script went on without."""
        self._rows_read: list[Ref] = []
        """Of the list that was read last: what a loop goes over."""
        self._row: Ref | None = None
        """The one of them that the script turned to last."""
        self._now: Call | None = None
        self._outcome = Outcome("ok")

    def _equip(self, phone: Phone, stop: threading.Event) -> None:
        """Put eyes, hands and the ways together, and what is looked for after each act."""
        doc = self.doc
        front: Front = Front(phone, doc, self.limits, stop)
        navigator = Navigator(front, doc, self.forms, self._clear)
        if self._heal:
            front = healing = HealingFront(phone, self.memory, self.limits, stop)
            navigator = HealingNavigator(healing, self.memory, self.forms, self._clear)
        self.front, self.navigator = front, navigator
        self.proofs = Proofs(front, doc, self.forms, self._recorder.proved if self._recorder is not None else None)
        self.lists = Lists(front, navigator, doc, self._task, self.proofs)
        self.words = ConsentWords(doc, self.proofs.things, self.forms, self.lists)
        navigator.named_row = self.lists.row_of_task if self._task else None
        navigator.task = self._task
        navigator.agree = self._agree_on_the_way
        navigator.passed = self._came_by
        navigator.ask_to_leave = self._agree_to_leave
        self.front.in_the_way = self._clear

    @property
    def healings(self) -> list[Healing]:
        """What of the doc no longer fitted the app, and what was found instead."""
        return self.memory.healings

    def listed(self) -> list[Listed]:
        """The lists of the run: those that were read, and those that stood on a screen that it came by, as that looked last."""
        passed = (one for sight in self.front.seen.values() for one in listed_on(sight, self.doc))
        return [*passed, *self.lists.listed()]

    def _around(self, call: Call) -> Around:
        """Where a call is made: the one under way, or the one that acted last, of which the app asks something now."""
        last, row = self.front.last, self._row if call is not self._acted else self._acted_row
        front = last.hierarchy.package if last is not None else ""
        keys = [ref.row for ref in self._rows_read]
        if row is None or row.row not in keys:
            return Around(self.doc.package, front, row.row_text if row is not None else "")
        following = [
            (ref, self._takes(call.line, dict(ref.texts))) for ref in self._rows_read[keys.index(row.row) + 1 :]
        ]
        coming = tuple(ref.row_text for ref, taken in following if taken is not False)
        perhaps = any(taken is None for _, taken in following)
        return Around(self.doc.package, front, row.row_text, coming, perhaps)

    def _came_by(self, sight: Sight) -> None:
        self.proofs.saw(sight)
        if sight.screen is not None:
            self.forms.came_to(sight.screen)

    def _clear(self, sight: Sight) -> Sight:
        """Deal with what stands in the way; a permission is asked for as an effect of its own."""
        call = self._now
        if call is None:
            return sight

        def permit(said: str) -> bool:
            granted = self.consents.given(self._of_line(call), Effect.ACCOUNT, About(f'Allow: "{said}"'))
            if granted:
                self.proofs.answered()
            return granted

        return interruptions.clear(self.front, sight, permit)

    def _of_line(self, call: Call) -> Call:
        """The call that a person can find in the script: the run's own, at its end, stand on no line of it."""
        return call if call.line or self._acted is None else self._acted

    def _agree_on_the_way(self, sight: Sight, match: Match, element: Element) -> None:
        """Consent to a hop that does more than lead on, as far as the doc's words tell. Raises Denied."""
        call = self._now
        assert call is not None  # navigation is part of a call
        self._outcome.effect = gravest([self._outcome.effect, element.effect])
        spot = Spot(match.node, sight, match.used, None, element.label)
        self.consents.require(call, element.effect, self.words.of("Tap", spot, element.effect))

    def _agree_to_leave(self, sight: Sight, everything: bool = False) -> list[Entry]:
        """Consent to leave what is in front where that may keep values that were put in; returns those. `everything`: the whole
        app is left. Raises Denied."""
        call = self._now
        assert call is not None  # nothing is left but by a call
        entries = self.forms.standing() if everything else kept_by_leaving(sight, self.doc, self.forms)
        if entries:
            self._outcome.effect = gravest([self._outcome.effect, Effect.COMMIT])
            self.consents.require(self._of_line(call), Effect.COMMIT, self.words.of_leaving(entries))
            self.front.time_passed()
        return entries

    def _thinking(self, seconds: float) -> None:
        self.thought_s += seconds
        self._guard.excuse(seconds)
