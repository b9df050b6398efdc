"""The end of a run: what the script left open is confirmed or saved where it or the person wants that, and what a run that was
not done had begun is taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Literal

from apidocs.doc import Effect
from apidocs.doc.effects import gravest
from apidocs.doc.paths import starts
from phones.hierarchy import Node

from ..calls import Call, LeftOpen, Outcome, Ref
from ..calls.errors import CallFailed, Finished
from ..consent.policy import LastAct, effect_of_tap
from ..consent.same_consent import covering
from ..forms.keeping import kept_by_leaving, was_left
from ..forms.put_in import Entry
from ..forms.saving import one_that_saves
from ..proof.conditions import gone
from ..screen import interruptions
from ..screen.dialogs import dialog_in_front, window_key
from ..screen.front import Sight
from ..screen.states import Spot
from .host_state import ACTING, HostState
from .left_open import DEED, LEFT, act_of_left, button_left, deed_left, effect_of_left, save_left
from .taking_back import TakenBack, TakingBack

_LEFT = 3
"""A dialog, the question about it, and the page below."""


class ClosingUp(HostState):
    """Ends what a run began. `call` is how anything is carried out, this too: with consent and a record."""

    def call(self, call: Call) -> object:
        """As `interpreter.calls.Host` says."""
        raise NotImplementedError

    def close_up(self) -> None:
        """The script came to its end without a word: what it left open is confirmed or saved, as `finish` would; then the
        deed that it stopped short of is done.

        Raises Denied where there is no consent to that, CallFailed where the script's last tap was on something that isn't
        there, where the app broke down upon its last act, or where what was left open could not be closed; and PhoneError.
        """
        if self._passed_over is not None:
            raise self._passed_over
        if self.last_act is None:
            return
        self.front.time_passed()
        sight = self.front.look()
        self._still_there(sight)
        found = interruptions.recognise(sight.hierarchy)
        asked = found is not None and found.kind == "permission"  # a call that the phone wants to be allowed
        left = self._left(sight, ends=True)
        deed = deed_left(sight, self.closes.deeds, self.last_act, self.calls)
        if not asked and left is None and deed is None and not self._keeps_at_the_end(sight):
            return
        seq = self.calls[-1][0].seq + 1 if self.calls else 1
        self._closing = True
        with suppress(Finished):
            self.call(Call(seq, Ref(), "finish", ("",)))

    def _settle_leftovers(self, call: Call) -> None:
        """Confirm or save what the script left open and this call isn't on; with consent where that is grave."""
        ref = call.ref
        if ref.found and not ref.screen:
            return
        sight = self.front.look()
        if ref.screen and ref.screen == sight.name:
            return
        screen, element = self.doc.screen(ref.screen), self.doc.element(ref.screen, ref.element)
        if screen is not None and element is not None and self.navigator.visible(sight, screen, element):
            return  # the dialog says something new, and its button is what this call is on
        for _ in range(_LEFT):
            if self.proofs.refused(sight):
                return  # the app has said why it doesn't take it; pressing it again changes nothing
            left = self._left(sight, ends=call.op == "finish" and not self._was_read_off(call))
            if left is None:
                return
            after = self._press_left(call, Spot(left[0], sight, "what was left open"), left[1])
            if after.signature == sight.signature:
                after = self.front.await_change(sight)
            if after.signature == sight.signature:
                return
            sight = after

    def _press_left(self, call: Call, spot: Spot, what: str) -> Sight:
        """Press what the script left, with consent where that is grave; returns what is in front then."""
        sight, effect = spot.sight, effect_of_left(spot, what)
        self._agree_to_tap(call, spot, effect, covered=covering(self.last_act, spot, effect) is not None)
        self.front.note(f'{what}: "{spot.words}"')
        act, saves = act_of_left(spot, effect), self._unsaved_on(sight)
        after = self._looked_at(
            call, spot.words, act.effect, sight, saves, lambda: self.front.tap(spot.node, effect), spot
        )
        self.changes.forget()
        self.last_act = replace(act, window=window_key(after.hierarchy))
        self._proves_its_act()
        if not self.proofs.refused(after):
            self.forms.saved()
        self._answered.add(sight.name)
        return after

    def _agree_to_tap(self, call: Call, spot: Spot, effect: Effect, *, covered: bool = False) -> None:
        self._outcome.effect = gravest([self._outcome.effect, effect])
        self.consents.require(self._acted or call, effect, self.words.of("Tap", spot, effect), covered)

    def _unsaved_on(self, sight: Sight) -> list[Entry]:
        return self.forms.unsaved(sight.name) if sight.name else []

    def _looked_at(
        self,
        call: Call,
        words: str,
        effect: Effect,
        before: Sight,
        saves: Sequence[Entry],
        act: Callable[[], Sight],
        spot: Spot | None = None,
    ) -> Sight:
        """Do it, and look at what came of it; returns what is in front then: an app may have taken its time."""
        self.proofs.begin()
        self._outcome.within = self.proofs.things.within
        after = act()
        self.proofs.pressed(call, self._outcome, words, effect, before, after, saves=saves, spot=spot)
        return self.front.last or after

    def _proves_its_act(self) -> None:
        """What came of an answer to the app's question is the proof of the act that it asked about, where there is none yet."""
        asked = next((pair for pair in self.calls if pair[0] is self._acted), None)
        if asked is None or asked[1].proof is not None or self._outcome.proof is None:
            return
        asked[1].proof = self._outcome.proof
        if self._recorder is not None:
            self._recorder.proved(*asked)

    def _left(self, sight: Sight, *, ends: bool) -> tuple[Node, str] | None:
        """What the script should still have pressed; where it `ends`, what saves the form that it filled in, too."""
        left = button_left(sight, self.last_act, self.changes, self.closes)
        return left or (save_left(sight, self.last_act, self.forms, self.closes, self.doc) if ends else None)

    def _was_read_off(self, call: Call) -> bool:
        """Whether the script's answer is what it read: what it put in to read something off (a converter's amount) isn't meant
        to be kept."""
        answer = str(call.args[0]) if call.args else ""
        return any(one.value.strip() and one.value in answer for one in self.read)

    def _go_back(self, call: Call) -> None:
        """The back key; with consent where leaving what is in front may keep what was put in. Raises Denied."""
        before = self.front.look()
        kept = self._agree_to_leave(before)
        self.front.hide_keyboard()
        effect = Effect.COMMIT if kept else Effect.NAVIGATE

        def back() -> Sight:
            return self.front.key("back", effect)

        after = self._looked_at(call, "back", effect, before, kept, back) if kept else back()
        if kept and was_left(before, after):
            self.forms.kept(kept)
        elif after.name != before.name:
            self.forms.left(before.name)
        self.navigator.saw(after)

    def _leave_what_keeps(self, call: Call) -> None:
        """Leave a form that keeps what was put in when it is left, where the person's words allow that anything is kept."""
        if self._was_read_off(call):
            return
        form = self.front.look()
        if not self._keeps_at_the_end(form):
            return
        self.front.note(LEFT)
        self._go_back(call)
        if interruptions.asks_to_discard(self.front.look().hierarchy):
            self._save_instead(call, form)

    def _save_instead(self, call: Call, form: Sight) -> None:
        """The app asks whether what was put in shall be lost: it has a button that saves. The form is gone back to and that is
        pressed, as keeping the values was consented to."""
        question = self.front.look()
        after = self.front.key("back")
        if after.name != form.name:
            after = self.front.await_change(question)
        button = one_that_saves(after, self.doc) if after.name == form.name else None
        if button is None:
            return
        spot = Spot(button, after, "what saves")
        self.front.note(f'it isn\'t kept by leaving; pressed "{spot.words}"')
        saves = self.forms.standing()
        now = self._looked_at(
            call, spot.words, Effect.COMMIT, after, saves, lambda: self.front.tap(button, Effect.COMMIT), spot
        )
        if not self.proofs.refused(now) and was_left(after, now):
            self.forms.saved()
        self.navigator.saw(now)

    def _keeps_at_the_end(self, sight: Sight) -> bool:
        if not self.closes.leaves or not self.closes.may(Effect.COMMIT, self.last_act):
            return False
        return sight.name not in starts(self.doc).values() and bool(kept_by_leaving(sight, self.doc, self.forms))

    def _do_deed(self, call: Call) -> None:
        """Press what the person orders and the script didn't, and confirm what comes of it."""
        sight = self.front.look()
        found = deed_left(sight, self.closes.deeds, self.last_act, self.calls)
        if found is None:
            return
        node, verb = found
        spot = Spot(node, sight, "the task's word")
        effect = effect_of_tap(spot, None)
        self._agree_to_tap(call, spot, effect)
        self.front.note(f'{DEED}{verb}"; pressed "{spot.words or node.id_name}"')
        words, saves = spot.words or verb, self._unsaved_on(sight)
        after = self._looked_at(call, words, effect, sight, saves, lambda: self.front.tap(node, effect), spot)
        self.last_act = LastAct(effect, None, sight.name, "", sight.owner, "tap", window_key(after.hierarchy))
        self._settle_leftovers(call)

    def _still_there(self, sight: Sight) -> None:
        """Raise CallFailed where the app broke down upon the last act: nobody can say then that it was done."""
        broken = gone(sight, sight)
        if broken is not None and self.last_act is not None:
            self.proofs.broke(broken)
            raise CallFailed(f"After the last act {broken.what}.")

    def take_back(self, status: Literal["denied", "cancelled", "failed"]) -> TakenBack:
        """The run is over and was not done: undo what it began and nobody is to keep; see `taking_back`."""
        touched = any(outcome.xml_after for _, outcome in self.calls)
        question = self.last_act if self.last_act is not None and self.last_act.about is not None else None
        asked = question is not None and self.front.last is not None and dialog_in_front(self.front.last.hierarchy)
        picked = self._picked_from() if self.proofs.things.picking else []
        taken = TakingBack(self.front, self.doc, self.forms, self.proofs.things).all(opened=touched)
        undone = {id(outcome): outcome.status for outcome in taken.outcomes}
        if not taken.left:
            undone |= {id(outcome): outcome.status for outcome in picked}
            if asked and self._acted is not None:
                undone |= {id(o): status for c, o in self.calls if c is self._acted}
        for call, outcome in self.calls:
            if id(outcome) in undone and outcome.status == "ok":
                outcome.undone, outcome.status = True, undone[id(outcome)]
                if self._recorder is not None:
                    self._recorder.undone(call, outcome)
        return taken

    def _picked_from(self) -> list[Outcome]:
        """The acts since the selection that is on was begun."""
        first = self.proofs.things.held[0].ref.row if self.proofs.things.held else ""
        at = next((i for i, (call, _) in enumerate(self.calls) if call.ref.row == first and call.op != "row"), None)
        return [o for c, o in self.calls[at:] if c.op in ACTING] if at is not None else []

    def left_open(self) -> list[LeftOpen]:
        """What stands open now, as far as it was seen: forms with values that nothing saved, a dialog that asks."""
        return self.proofs.left_open(self.front.last)
