"""What a script does to one thing, whichever it is: tap, hold, open, turn, choose, type, read. With consent where it is due.

Decides the order of things in one act: bring it into view, tell its effect as it is now, get consent, act, keep the books.
How each step is done stands in the modules named after it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from apidocs.doc import Effect, Element
from apidocs.doc.effects import asks, gravest, severity
from phones.hiding import PLACEHOLDER
from phones.locating import describe

from ..act.choosing import choose, stands_at, stood_at
from ..act.filling import fill
from ..act.toggling import Standing, turn, unseen_mark
from ..calls import Call, Outcome, Proof
from ..calls.errors import CallFailed, StillLoading
from ..consent.policy import About, LastAct, effect_of_tap
from ..consent.same_consent import covering
from ..find.by_words import touched
from ..find.loading import screen_loads, when_filled
from ..find.shown_rows import menu_button
from ..find.targets import RowTarget, Target, refuse_disabled, said
from ..forms.keeping import goes_up, may_keep, taken_by, was_left, were_taken
from ..forms.put_in import Entry, draft_of
from ..proof.conditions import asked, held
from ..screen.dialogs import dialog_key, window_key
from ..screen.front import Sight
from ..screen.options import chosen_on
from ..screen.shown_effect import shown_effect
from ..screen.states import Spot, field_at, heads_shown_page, text_of, value_of, values_of
from .held_back import agree_to_open
from .host_state import HostState
from .marks import Marks


class Doing:
    """Carries out the acts of one call on one target."""

    def __init__(self, host: HostState, call: Call, outcome: Outcome, target: Target) -> None:
        self._call, self._outcome, self._target = call, outcome, target
        self._front, self._navigator, self._forms = host.front, host.navigator, host.forms
        self._consents, self._changes, self._proofs, self._words = host.consents, host.changes, host.proofs, host.words
        self._before = host.last_act
        self._standing = Standing(host.front, target)
        self._marks = Marks(target, host.closes, self._standing, host.front, outcome)
        self._about: About | None = None
        """What was consented to."""
        self.last: LastAct | None = None
        """What was done, once something was."""

    def carry_out(self) -> object:
        """Do what the call says. Raises CallFailed, and Denied where consent was not given."""
        op = self._call.op
        if op == "exists":
            return self._exists()
        if op in ("text", "value", "is_on"):
            return self._read(op)
        acts: dict[str, Callable[[], object]] = {
            "tap": lambda: self._tap("Tap"),
            "open": self._open,
            "long_press": self._long_press,
            "turn_on": self._turn,
            "turn_off": self._turn,
            "choose": self._choose,
            "set_text": lambda: self._type(append=False),
            "append_text": lambda: self._type(append=True),
        }
        if op not in acts:
            raise CallFailed(f"{self._target.name} can't {op}.")
        acts[op]()
        if self._call.ref.row:
            self._proofs.acted_on(self._call.ref)
        return None

    # reading

    def _exists(self) -> bool:
        try:
            self._located(self._found())
        except StillLoading:
            raise
        except CallFailed as error:
            self._front.note(str(error))
            return False
        return True

    def _found(self) -> Spot:
        """Where it is, once the page has its rows. Raises CallFailed, StillLoading where it doesn't get them."""
        name = self._target.screen.name if self._target.screen is not None else "The screen"
        return when_filled(
            self._front, name, self._target.reach, lambda sight, found: found is None and screen_loads(sight)
        )

    def _read(self, op: str) -> str | bool:
        spot = self._found()
        self._located(spot)
        if op == "is_on":
            state = self._standing.of(spot)
            if state is None and self._standing.marks:
                raise CallFailed(f"{unseen_mark(self._target, spot)}.")
            if state is None:
                raise CallFailed(f"{self._target.name} can't be on or off: there is no switch at {spot.words!r}.")
            return state
        return chosen_on(spot.node, self._target.element) or value_of(spot) if op == "value" else text_of(spot)

    # acting

    def _tap(self, verb: str) -> tuple[Sight, Sight]:
        spot = self._found()
        greyed = not spot.node.enabled
        if greyed:
            spot = self._await_enabled(spot)
        effect = self._effect_of_tap(spot)
        if self._marks.stays(spot, effect):
            self._located(spot)
            return spot.sight, spot.sight
        stood = self._standing.of(spot) if self._standing.marks else None
        taken = [] if asks(effect) else taken_by(spot, self._forms)
        effect = gravest([effect, Effect.COMMIT]) if taken else effect
        spot = self._agree(spot, effect, verb)
        node = touched(spot) if self._call.ref.found else spot.node
        kept = self._navigator.ask_to_leave(spot.sight, False) if goes_up(node) else []
        saves = taken or self._forms.saved_by(spot.sight.name, self._target.element, asks=asks(effect))
        self._proofs.begin()
        after = self._front.tap(node, effect)
        if greyed and after.signature == spot.sight.signature:
            refuse_disabled(spot, self._target.name)
        self._changes.pressed(spot.sight, node)
        after = self._marks.taken_back(spot, effect, self._proven(spot, effect, after, saves))
        if self._standing.marks and verb == "Tap":
            self._marks.tapped(spot, stood)
        refused = any(m.says == "error" for m in self._outcome.messages)
        if kept and was_left(spot.sight, after) or taken and not refused and were_taken(spot, after):
            self._forms.kept(kept or taken)
        self._pressed(spot.sight, after, effect)
        return spot.sight, after

    def _proven(self, spot: Spot, effect: Effect, after: Sight, saves: Sequence[Entry] = ()) -> Sight:
        """What came of a press, written down. Returns what is in front then: an app may have taken its time."""
        words = said(self._target, spot)
        self._proofs.pressed(
            self._call, self._outcome, words, effect, spot.sight, after, saves=saves, spot=spot, target=self._target
        )
        return self._front.last or after

    def _await_enabled(self, spot: Spot) -> Spot:
        """What is greyed out may be told so late, after what the script just did there: waited for, and then tapped all the
        same, as a greyed button does nothing. Raises CallFailed where the script did nothing that could have changed it."""
        if self._before is None or self._before.window != window_key(spot.sight.hierarchy):
            refuse_disabled(spot, self._target.name)
        self._front.await_change(spot.sight)
        return self._target.again() or spot

    def _open(self) -> None:
        whole = self._whole_row()
        if whole is not None and whole.rows.item.ticked:
            raise CallFailed(f"{whole.name} has nothing to open: a touch ticks it.")
        row = whole.reach() if whole is not None else None
        if row is not None and heads_shown_page(row.node):
            self._stood_open(row)
            return
        if isinstance(self._target, RowTarget):
            agree_to_open(self._call, self._target.rows, self._consents)
        before, after = self._tap("Open")
        if after.signature == before.signature and self._front.await_change(before).signature == before.signature:
            spot = self._target.again()
            if spot is None or not _stands_chosen(spot):
                raise CallFailed(f"Nothing changed on the screen when {self._target.name} was opened.")
            self._stood_open(spot)

    def _stood_open(self, spot: Spot) -> None:
        self._front.note(f"{self._target.name} was chosen already")
        self._outcome.proof = held(f"{said(self._target, spot)} was open already")

    def _long_press(self) -> None:
        spot = self._target.reach()
        refuse_disabled(spot, self._target.name)
        self._located(spot)
        self._proofs.begin()
        whole = self._whole_row()
        button = menu_button(whole.rows.item, spot.node) if whole is not None else None
        if button is not None:
            after = self._front.tap(button)
        else:
            after = self._front.long_press(touched(spot) if self._call.ref.found else spot.node)
        after = self._proven(spot, Effect.NAVIGATE, after)
        self._pressed(spot.sight, after, Effect.NAVIGATE)

    def _whole_row(self) -> RowTarget | None:
        """The target, where it is a row and no part of one."""
        return self._target if isinstance(self._target, RowTarget) and self._target.part is None else None

    def _turn(self) -> None:
        on = self._call.op == "turn_on"
        agree = self._agreeing(Effect.SETTINGS, "Turn on" if on else "Turn off")
        self._proofs.begin()
        spot, proof = turn(self._front, self._target, on, agree)
        self._outcome.replaced = "" if proof.before else "off" if on else "on"
        self._put(spot, "on" if on else "off", Effect.SETTINGS, proof)
        is_so = f"{said(self._target, spot)} is {'on' if on else 'off'}"
        self._see_later(proof, spot, is_so, lambda now: self._standing.of(now) is on)
        self._proofs.turned.add(self._call, self._outcome, self._target, spot, on, self._standing.of)

    def _choose(self) -> None:
        option = self._text()
        agree = self._agreeing(Effect.SETTINGS, f'Choose "{option}" in')
        self._proofs.begin()
        spot, proof = choose(self._front, self._target, option, agree)
        self._put(spot, option, Effect.SETTINGS, proof)
        is_so = f'{said(self._target, spot)} shows "{option}"'
        self._see_later(proof, spot, is_so, lambda now: stands_at(values_of(now), option))

    def _see_later(self, proof: Proof, spot: Spot, what: str, stands: Callable[[Spot], bool]) -> None:
        """Where nothing could be seen of a value, because a question came over it, it is looked for again once it can be."""
        if proof.verdict != "unseen" or not spot.sight.name:
            return

        def look() -> Proof | None:
            with suppress(CallFailed):  # a row may have lost the part
                now = self._target.again()
                return held(what) if now is not None and stands(now) else None
            return None

        self._proofs.later(self._call, self._outcome, spot.sight.name, look)

    def _type(self, *, append: bool) -> None:
        text = self._text()
        agree = self._agreeing(Effect.INPUT, f'Add "{text}" to' if append else f'Type "{text}" into')
        filled = fill(self._front, self._target, text, agree, append=append)
        field = field_at(filled.spot)
        value = "•••" if field is not None and field.password else filled.text
        self._outcome.replaced = filled.replaced
        added = text if append and filled.replaced else ""
        self._put(filled.spot, value, Effect.INPUT, filled.proof, filled.replaced, added)

    def _text(self) -> str:
        if not self._call.args:
            raise CallFailed(f"{self._call.op}() needs a text.")
        return str(self._call.args[0])

    # effect and consent

    def _effect_of_tap(self, spot: Spot) -> Effect:
        if (whole := self._whole_row()) is not None:
            # what a row says is content and tells nothing of what a tap on it does
            return gravest([Effect.NAVIGATE, whole.rows.item.effect, self._shown(spot)])
        return gravest([effect_of_tap(spot, self._target.element), self._shown(spot)])

    def _shown(self, spot: Spot) -> Effect:
        """What the screen itself says that an act does; asked where the doc came from elsewhere, and of one that ships and wasn't
        verified where it is graver than saving."""
        doc = self._front.doc
        if not (doc.foreign or doc.unsure):
            return Effect.READ
        shown = shown_effect(spot.sight.hierarchy, spot.node)
        return shown if doc.foreign or severity(shown) > severity(Effect.COMMIT) else Effect.READ

    def _agreeing(self, least: Effect, verb: str) -> Callable[[Spot], Effect]:
        """Consent for an act whose effect the doc may hold to be graver than its kind alone says; and what stands there now is
        written down, right before it is changed."""

        def agree(spot: Spot) -> Effect:
            element: Element | None = self._target.element
            effect = gravest([least, element.effect if element is not None else least, self._shown(spot)])
            self._agree(spot, effect, verb)
            if self._call.op == "choose":
                self._outcome.replaced = stood_at(spot, element)
            self._note_draft(spot)
            return effect

        return agree

    def _agree(self, spot: Spot, effect: Effect, verb: str) -> Spot:
        """Get consent where the policy wants it. Returns where the target is then: the person may have taken a while."""
        self._outcome.effect = gravest([self._outcome.effect, effect])
        self._located(spot)
        if not asks(effect):
            return spot
        same = covering(self._before, spot, effect) if verb == "Tap" else None
        about = self._words.of(verb, spot, effect, self._target)
        if verb == "Tap" and self._standing.marks and self._standing.of(spot) is None:
            about = replace(about, besides=f"{about.besides} {unseen_mark(self._target, spot)}.".lstrip())
        self._consents.require(self._call, effect, about, same is not None)
        self._about = same or about
        self._front.time_passed()
        if self._front.look().signature == spot.sight.signature:
            return spot
        again = self._target.again()
        if again is None or again.words != spot.words or again.sight.name != spot.sight.name:
            raise CallFailed(
                f"The screen changed while consent was asked for: {self._target.name} isn't what it was. Nothing was done."
            )
        return again

    # the books

    def _note_draft(self, spot: Spot) -> None:
        screen = spot.sight.screen or self._target.screen
        draft = draft_of(self._call, self._outcome, screen, self._target.element, spot)
        if draft is not None:
            self._forms.drafts.append(draft)

    def _located(self, spot: Spot) -> None:
        self._outcome.locator_used = spot.used
        self._outcome.node = describe(spot.node)
        self._outcome.bounds = (*spot.node.bounds,)
        self._outcome.screen_before = spot.sight.name
        self._outcome.xml_before = spot.sight.hierarchy.xml
        self._outcome.within = self._proofs.things.within

    def _put(
        self, spot: Spot, value: str, effect: Effect, proof: Proof, replaced: str | None = None, added: str = ""
    ) -> None:
        """Remember a value that was put into a form, and what shows that it stands there."""
        self._located(spot)
        self._proofs.put(self._call, self._outcome, proof, spot.sight)
        # a setting may open the dialog that its value is put into
        after = self._front.last or spot.sight
        self.last = self._act(effect, dialog_key(after.hierarchy), spot.sight)
        self._changes.made(spot.sight)
        name = self._call.ref.part or self._call.ref.element or self._call.ref.found
        screen, element = spot.sight.screen or self._target.screen, self._target.element
        keeps = not self._call.ref.row and may_keep(screen, element, field_at(spot) or spot.node)
        self._forms.put(screen, element, name, value, replaced, added, keeps=keeps, row=bool(self._call.ref.row))
        if not any(draft.call is self._call for draft in self._forms.drafts[-1:]):
            self._note_draft(spot)  # it stood so already
        for draft in self._forms.drafts[-1:]:
            if draft.call is self._call:
                draft.value = None if PLACEHOLDER.search(value) or value == "•••" else value

    def _pressed(self, before: Sight, after: Sight, effect: Effect) -> None:
        """What is saved by a press, what was left by it, what a row is known for."""
        self.last = self._act(effect, dialog_key(before.hierarchy), before)
        element = self._target.element
        question = asked(before, after)
        error = next((m for m in self._outcome.messages if m.says == "error"), None)
        if error is not None:
            self._forms.refused(before.name, error.text)  # what was put in is still to be saved
        elif not question and before.name and element is not None:  # where the app asks first, too
            self._forms.pressed(before.name, element.name)
        if asks(effect) and not question and (after.name != before.name or not before.name):
            # a grave act that leads on has taken the form with it
            self._forms.saved()
        elif before.name and after.screen is not None and after.name != before.name and after.screen.kind == "page":
            self._forms.went_on(before.name)
        if isinstance(self._target, RowTarget):
            self._target.rows.acted_on(self._target.ref)
        self._navigator.saw(after)

    def _act(self, effect: Effect, dialog: str | None, before: Sight) -> LastAct:
        screen = self._target.screen.name if self._target.screen is not None else ""
        after = self._front.last
        window = window_key(after.hierarchy) if after is not None else ""
        return LastAct(effect, dialog, screen, self._call.ref.element, before.owner, self._call.op, window, self._about)


def _stands_chosen(spot: Spot) -> bool:
    """Whether a row that was opened is marked: picking it again changes nothing."""
    return any(n.selected or n.checkable and n.checked for n in spot.node.walk())
