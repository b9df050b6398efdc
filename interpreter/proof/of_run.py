"""The proofs of one run: what each act is held against, kept from the moment before it to the moment after.

Decides when it is worth looking again: where the screen can't be right yet. A proof that could not be had at once is taken
up again as long as the run goes on, from what it sees anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from apidocs.doc import AppDoc, Effect, Element, Transition
from apidocs.doc.committing import committing
from apidocs.doc.effects import asks, severity
from apidocs.doc.table import marks
from apidocs.doc.words import cut
from phones.hierarchy import Node

from ..calls import Call, LeftOpen, LookedThrough, Message, Outcome, Proof, Ref
from ..find.rows import RowList
from ..find.targets import RowTarget, Target
from ..forms.put_in import Entry, Forms
from ..forms.saving import one_that_saves, takes_back_beside
from ..screen.dialogs import buttons, dialog_in_front, dialog_key, is_negative, positive_button, words_of_dialog
from ..screen.front import Front, PageKey, Sight
from ..screen.options import notice_button
from ..screen.states import Spot, selecting
from .conditions import Press, asked, gone, of_press, of_thing, own_change, refuted, still_open
from .messages import Messages
from .settings_stand import SettingsStand
from .stands import Acting, TurnedSwitches
from .things import Thing, Things, thing_of

Look = Callable[[Sight], Proof | None]
"""What a later screen shows of an act; None where it shows nothing."""


class Proofs:
    """What is looked for after the acts of one run."""

    def __init__(
        self, front: Front, doc: AppDoc, forms: Forms, told: Callable[[Call, Outcome], None] | None = None
    ) -> None:
        """`told` hears of a proof that comes when its call has ended."""
        self._told = told or (lambda call, outcome: None)
        self._front = front
        self._doc = doc
        self._forms = forms
        self._messages = Messages(front)
        self.things = Things(doc)
        self._names: set[str] = set()
        """What the run has put in, and what the rows are called that it was on: the app may say them back."""
        self.messages: list[Message] = []
        self.looked: list[LookedThrough] = []
        self._open: list[tuple[Call, Outcome, Look]] = []
        """Acts whose proof is still to be seen."""
        self._acted: set[tuple[int, str]] = set()
        self._last: tuple[Call, Outcome] | None = None
        """The last act's."""
        self._page: Sight | None = None
        """The page seen last: what is under a menu or a dialog."""
        self._shown = ""
        """The name of the screen seen last."""
        self._been: set[PageKey] = set()
        self._marked: list[Entry] = []
        """What was marked in a form that is still to be saved."""
        self._stuck: list[Entry] = []
        """Values in a form that was still open after its save button."""
        self._question, self._used = "", ""
        """The dialog with which the app answered an act, and the one in which something was done or read; by their keys."""
        self._put_in = "", False
        """The dialog that something was put into since anything was pressed in it; whether that was typed."""
        self._acting: Acting | None = None
        """The act that was made last and is to do something."""
        self._unanswered: tuple[Call, Outcome, str] | None = None
        """The act that it asks about, as long as nothing was pressed in it, and what it says."""
        self.turned = TurnedSwitches(front, self.things, self._told)
        self.settings = SettingsStand(self._told)
        self._again: Look | None = None
        """What a later screen shows of the press that was made last."""

    def begin(self) -> None:
        """Before an act: what the app said earlier is none of it."""
        self._hear_late()
        self._messages.begin()

    # one press

    def pressed(
        self,
        call: Call,
        outcome: Outcome,
        words: str,
        effect: Effect,
        before: Sight,
        after: Sight,
        *,
        saves: Sequence[Entry],
        spot: Spot | None = None,
        target: Target | None = None,
    ) -> None:
        """After a press that saves these: tell what came of it, and write it down. Looks again where nothing has come of it yet."""
        self.turned.touched(call)
        thing = thing_of(target, spot) if spot is not None else None
        element = target.element if target is not None else None
        whole = isinstance(target, RowTarget) and target.part is None
        picks = whole and (call.op == "long_press" or selecting(before.hierarchy))
        below = self._page if self._page is not before and _stands_over(before, after) else None
        things = [thing] if thing is not None else list(self.things.held)
        self._names |= {one.ref.row_text for one in things} | {entry.value for entry in saves}

        def press(now: Sight) -> Press:
            return Press(
                words=words,
                effect=effect,
                before=before,
                after=now,
                node=spot.node if spot is not None else None,
                saves=saves,
                leads=self._leads(before, element),
                below=below,
                been=frozenset(self._been),
                things=things,
                on_row=thing is not None,
                messages=said,
            )

        acts = severity(effect) > severity(Effect.NAVIGATE) or bool(saves)
        said = self._said(before, after, words, effect, acts=acts)
        proof = of_press(press(after))
        if self._may_come(proof, press(after)):
            later = self._front.await_change(after)
            if later.signature != after.signature:
                said += self._said(after, later, words, effect, acts=acts)
                proof, after = of_press(press(later)), later
        outcome.messages += said
        now = press(after)
        self._acting = Acting(call, outcome, words, effect, after, tuple(things)) if now.acts else None
        self._stuck = list(saves) if now.acts and still_open(now) and not _held(proof) else []
        self._mark(now, proof, element)
        self._again = lambda sight: of_press(press(sight))
        self._came_up(call, outcome, before, after, acts=now.acts)
        self._keep(call, outcome, proof, things, effect)
        if spot is not None and target is not None:
            self.turned.switched(call, outcome, target, spot, after)
        self._follow(thing, before, after, picks)

    def _came_up(self, call: Call, outcome: Outcome, before: Sight, after: Sight, *, acts: bool) -> None:
        """Remember whether the dialog in front is an act's answer, or the place where it was done."""
        if self._question and dialog_key(before.hierarchy) == self._question:
            self._unanswered = None
        if acts:
            self._put_in = "", False
        if not acts:
            return
        if asked(before, after):
            self._question = dialog_key(after.hierarchy) or ""
            root = dialog_in_front(after.hierarchy)
            self._unanswered = (
                (call, outcome, words_of_dialog(root)) if root is not None and _waits(root, after) else None
            )
        else:
            self.used(after)

    def answered(self) -> None:
        """The question in front was the phone's own, about what the app may do, and the person has allowed it: what came of the act
        that it asks about is seen on what comes next."""
        if self._unanswered is not None and self._again is not None:
            call, outcome, _ = self._unanswered
            self._open.append((call, outcome, self._again))
        self._unanswered = None

    def used(self, sight: Sight) -> None:
        """The script did or read something where it is now."""
        self._used = dialog_key(sight.hierarchy) or ""

    def _mark(self, press: Press, proof: Proof | None, element: Element | None) -> None:
        """Remember what a press has marked in a form: it holds once the form is saved, and not before."""
        screen = press.before.screen
        save = committing(screen) if screen is not None else None
        if save is None or screen is None or element is None or element.name == save.name or not _held(proof):
            return
        if asks(press.effect) and not marks(element):
            return  # it has done what it does
        if press.after.name == screen.name and own_change(press):
            self._marked.append(Entry(screen.name, element.name, "marked", True, save.name))

    def _may_come(self, proof: Proof | None, press: Press) -> bool:
        """Whether an app that is slow may still do what was asked: nothing has come of it, and it has said nothing."""
        if proof is None or any(m.says == "error" for m in press.messages):
            return False
        nothing_yet = not press.changed or any(thing.emptied(press.after) for thing in press.things)
        return proof.verdict == "refuted" or proof.verdict == "unseen" and press.acts and nothing_yet

    def _follow(self, thing: Thing | None, before: Sight, after: Sight, picks: bool) -> None:
        """What is open, or picked, after a press on a row."""
        if thing is None:
            return
        if picks and (selecting(after.hierarchy) or selecting(before.hierarchy)):
            self.things.picked(thing, on=not thing.let_go(after))
        elif after.signature != before.signature and after.name != before.name:
            self.things.opened(thing)

    def _leads(self, before: Sight, element: Element | None) -> frozenset[str]:
        if element is None or not before.name:
            return frozenset()
        steps: list[Transition] = self._doc.transitions
        found = {t.target for t in steps if (t.source, t.element) == (before.name, element.name)}
        return frozenset(found - {before.name})

    def _said(
        self, before: Sight, after: Sight, pressed: str, effect: Effect | None = None, *, acts: bool = True
    ) -> list[Message]:
        found = self._messages.after(before, after, pressed, effect, self._names)
        if not acts:  # a text that was to be shown is no word on how it went
            found = [m for m in found if m.kind != "notice"]
        self.messages += found
        return found

    # lists

    def looked_through(self, rows: RowList, *, asked: str = "") -> None:
        """A list was read."""
        self.looked.append(LookedThrough(rows.name, rows.read, rows.to_end, rows.only, asked))

    def acted_on(self, ref: Ref) -> None:
        """A row of a list was acted on: counted once, for the latest reading of its list."""
        name = f"{ref.screen}.{ref.element}"
        at = next((i for i in reversed(range(len(self.looked))) if self.looked[i].list == name), None)
        if at is not None and (at, ref.row) not in self._acted:
            self._acted.add((at, ref.row))
            self.looked[at] = replace(self.looked[at], acted=self.looked[at].acted + 1)

    # values that were put in

    def put(self, call: Call, outcome: Outcome, proof: Proof, before: Sight) -> None:
        """After a value was put in: a crash takes it back, and what the app says of it is written down."""
        self.turned.touched(call)
        self._names |= {arg for arg in call.args if isinstance(arg, str)}
        after = self._front.last or before
        broken = gone(before, after)
        if call.op not in ("set_text", "append_text"):
            outcome.messages += self._said(before, after, call.ref.element)
            self._acting = Acting(call, outcome, call.ref.element, Effect.SETTINGS, after)
        else:
            self._acting = None
        self._came_up(call, outcome, before, after, acts=True)
        self._unanswered = None  # what a value has become is looked for by itself
        self._put_in = dialog_key(after.hierarchy) or "", call.op in ("set_text", "append_text")
        self._keep(call, outcome, broken or proof, [], Effect.SETTINGS)

    def refused(self, sight: Sight) -> bool:
        """Whether the form in front is the one whose saving the app has just refused."""
        if not self._stuck or self._last is None or sight.name != self._stuck[0].screen:
            return False
        return any(m.says == "error" for m in self._last[1].messages)

    # the end

    def at_the_end(self) -> None:
        """The script has done all it says: what it did last is looked at once more, and what it turned, where it is in view."""
        last = self._acting
        if last is not None and last.deleted and last.is_fresh:
            self._front.time_passed()
            self._front.pause(self._front.limits.moment_s)
        self.settings.at_the_end()
        self.turned.at_the_end(self._last[0] if self._last is not None else None)
        if last is not None:
            self._front.time_passed()
            sight = self._front.look()
            said = self._said(last.after, sight, last.words, last.effect) if sight.name == last.after.name else []
            self._told_late(last, said)
            again = _of_all(list(last.things), sight, last.effect) if last.deleted else None
            if again is not None and again.verdict == "refuted":
                self._refute(last, again)

    def _hear_late(self) -> None:
        """What the app has said of the last act since it was looked at."""
        if (last := self._acting) is not None:
            said = self._messages.late(last.words, last.effect, self._names)
            self.messages += said
            self._told_late(last, said)

    def _told_late(self, last: Acting, said: Sequence[Message]) -> None:
        last.outcome.messages += said
        for error in [m for m in said if m.says == "error"]:
            self._refute(last, refuted(f'the app says "{cut(error.text)}"'))

    def _refute(self, last: Acting, proof: Proof) -> None:
        if last.outcome.proof is None or last.outcome.proof.verdict != "refuted":
            last.outcome.proof = proof
            self._told(last.call, last.outcome)

    def broke(self, proof: Proof) -> None:
        """The app broke down after the last act that was proved otherwise."""
        if self._last is not None:
            self._last[1].proof = proof
            self._told(*self._last)

    def left_open(self, sight: Sight | None) -> list[LeftOpen]:
        """Forms with values that nothing has saved, and a dialog in front that waits for an answer."""
        unsaved: dict[str, list[Entry]] = {}
        for entry in [*self._forms.unsaved(), *self._stuck, *self._marked]:
            unsaved.setdefault(entry.screen, []).append(entry)
        found = []
        for name, entries in unsaved.items():
            screen = self._doc.screen(name)
            title, dialog = (screen.title, screen.kind == "dialog") if screen is not None else ("", False)
            values = {e.element: e.value for e in entries}
            found.append(LeftOpen(name, title, tuple(values.items()), dialog))
        waits = dialog_in_front(sight.hierarchy) if sight is not None else None
        if sight is None or waits is None or sight.name in unsaved or notice_button(sight.hierarchy) is not None:
            return found
        return [*found, LeftOpen(sight.name, words_of_dialog(waits), dialog=True, came=self._how_it_came(sight))]

    def _left_unanswered(self) -> None:
        """A page is in front: where the app asked about an act and nobody answered, nothing has come of it."""
        unanswered, self._unanswered = self._unanswered, None
        if unanswered is not None and unanswered[1].proof is None:
            call, outcome, words = unanswered
            outcome.proof = refuted(f'the app asked "{cut(words)}", and got no answer')
            self._told(call, outcome)

    def _how_it_came(self, sight: Sight) -> Literal["asked", "opened", "used"]:
        key = dialog_key(sight.hierarchy)
        put_in, typed = self._put_in
        waits = takes_back_beside(sight) or typed and one_that_saves(sight, self._doc) is not None
        if key == self._question or key == put_in and waits:
            return "asked"
        return "used" if key == self._used else "opened"

    # later

    def _keep(self, call: Call, outcome: Outcome, proof: Proof | None, things: list[Thing], effect: Effect) -> None:
        outcome.proof = proof
        self._last = call, outcome
        if proof is not None and proof.verdict == "unseen" and things and asks(effect):
            self._open.append((call, outcome, lambda sight: _of_all(things, sight, effect)))

    def later(self, call: Call, outcome: Outcome, screen: str, look: Callable[[], Proof | None]) -> None:
        """Look again for what a value has become, whenever its screen is in front: a question may stand over it now."""
        self._open.append((call, outcome, lambda sight: look() if sight.name == screen else None))

    def saw(self, sight: Sight) -> None:
        """A screen came by: what was still to be seen may be seen there."""
        for one in list(self._open):
            call, outcome, look = one
            proof = look(sight)
            if proof is not None:
                outcome.proof = proof
                self._told(call, outcome)
                self._open.remove(one)
        if sight.name != self._shown:
            self._shown = sight.name
            self.turned.saw(sight, self._last[0] if self._last is not None else None)
        self._stuck = [e for e in self._stuck if e.screen == sight.name]
        if sight.kind == "page":
            self._marked = [e for e in self._marked if e.screen == sight.name]
        self.things.saw(sight)
        key = sight.page if sight is not self._page else None
        if key is not None:
            self._page = sight
            self._left_unanswered()
            self._question = self._used = ""
            self._put_in = "", False
            self._been.add(key)


def _waits(root: Node, sight: Sight) -> bool:
    """Whether a dialog asks something: it can be agreed to, or declined in favour of what else is offered there."""
    answers = positive_button(root) is not None or any(is_negative(button) for button in buttons(root))
    return answers and notice_button(sight.hierarchy) is None


def _held(proof: Proof | None) -> bool:
    return proof is not None and proof.verdict == "held"


def _of_all(things: list[Thing], sight: Sight, effect: Effect) -> Proof | None:
    """What a screen shows of all rows that an act was on, the worst of it; None where it doesn't show each of them."""
    found = [of_thing(thing, sight, effect, things) for thing in things]
    if not found or any(proof is None for proof in found):
        return None
    return next((proof for proof in found if proof is not None and proof.verdict == "refuted"), found[0])


def _stands_over(before: Sight, after: Sight) -> bool:
    """Whether a menu or a dialog was pressed that has closed."""
    return before.kind in ("menu", "dialog") and after.kind == "page"
