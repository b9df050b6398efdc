"""Leaving nothing behind where a run ends in the middle: what was put in and isn't to be kept is put back, the form left by the
app's own way, a question answered with no, a selection undone. Then it is looked whether all of that is so.

The former texts go back before the form is left, since many apps keep what stands there when they are left; an app that asks
is told to discard. Changes nothing that the run hadn't begun; what can't be taken back is said, with what stands where.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from apidocs.doc import AppDoc
from apidocs.doc.paths import starts
from ground.errors import PhoneError

from ..act.field_again import FieldAgain
from ..calls import Outcome
from ..calls.errors import CallFailed, Stop
from ..forms.keeping import kept_by_leaving
from ..forms.put_in import Draft, Forms
from ..proof.differences import change
from ..proof.things import Things
from ..screen.dialogs import (
    cancelling_button,
    dialog_in_front,
    discarding_button,
    only_closes,
    refusing_button,
    title_of_dialog,
    window_key,
)
from ..screen.front import Front, Sight
from ..screen.interruptions import asks_to_discard, recognise
from ..screen.states import selecting

_TRIES = 6
_BACKS = 3
"""Pages that may have been opened from a form before the run stopped."""


@dataclass
class TakenBack:
    """What became of what a run had begun."""

    undone: list[str] = field(default_factory=list)
    """What was taken back, in the person's words."""
    left: list[str] = field(default_factory=list)
    """What could not be, and is still there."""
    outcomes: list[Outcome] = field(default_factory=list, repr=False)
    """Of the calls that have come to nothing by it."""

    def __str__(self) -> str:
        """For the answer; empty where there was nothing to take back."""
        said = [f"{what}." for what in self.undone]
        if self.left:
            said.append(f"Left open on the phone: {'; '.join(self.left)}. Leave it without saving, or it may be kept.")
        return " ".join(said)


class TakingBack:
    """Takes back what one run began. The run's own eyes and hands are used, so that all of it is settled and safe."""

    def __init__(self, front: Front, doc: AppDoc, forms: Forms, things: Things) -> None:
        self._front, self._doc, self._forms, self._things = front, doc, forms, things
        self._result = TakenBack()
        self._below = True

    def all(self, *, opened: bool, below: bool = True) -> TakenBack:
        """Do it. `opened`: the run's acts brought up what is in front now, be it a question or a menu. `below`: a form may also
        lie below the page in front, which the run has opened from it.
        """
        self._below = below
        drafts = self._forms.unkept()
        picked = self._things.picking and bool(self._things.held)
        try:
            self._front.clean_up()
            sight = self._front.look()
            if drafts or picked or opened:
                self._leave_what_lies_over(sight)
            if drafts:
                self._take_back(drafts)
            if picked:
                self._unselect()
        except (CallFailed, PhoneError, Stop, KeyboardInterrupt) as error:
            self._front.note(f"not all was taken back: {error}")
            if drafts:
                self._result.left.append(_held(drafts))
            elif picked:
                self._result.left.append(f"{self._things.within} is still selected")
        if not self._result.left:
            self._forms.saved()  # nothing of it is in any form any more
        return self._result

    # what lies over the page

    def _leave_what_lies_over(self, sight: Sight) -> Sight:
        """Answer questions with no, close menus and pickers."""
        for _ in range(_TRIES):
            if sight.kind in ("", "page") or self._would_keep(sight):
                return sight
            said = title_of_dialog(sight.hierarchy)
            after = self._close(sight)
            if after.signature == sight.signature:
                self._result.left.append(f'"{said}" is open')
                return after
            if sight.kind == "dialog":
                self._result.undone.append(
                    f'"{said}" was answered with no' if said.endswith("?") else f'"{said}" was closed'
                )
                self._result.outcomes += [
                    d.outcome for d in self._forms.unkept() if d.key[0] and d.key[0] == sight.name
                ]
            sight = after
        return sight

    def _would_keep(self, sight: Sight) -> bool:
        """Whether a dialog is itself the form that the run filled in, and no button of it leaves it with nothing kept: what stood
        there goes back first."""
        root = sight.top if sight.kind == "dialog" else None
        if root is None or recognise(sight.hierarchy) is not None or not only_closes(root):
            return False
        if kept_by_leaving(sight, self._doc, self._forms):
            return True
        inside = {id(node) for node in root.walk()}
        spots = [place.again() for place in self._places(self._forms.unkept())]
        return any(spot is not None and id(spot.node) in inside for spot in spots)

    def _places(self, drafts: Sequence[Draft]) -> list[FieldAgain]:
        """Each field that something was put into."""
        keys = dict.fromkeys(d.key for d in drafts)
        return [FieldAgain(self._front, [d for d in drafts if d.key == key]) for key in keys]

    def _close(self, sight: Sight) -> Sight:
        button, found, root = None, recognise(sight.hierarchy), sight.top
        if root is not None and found is not None and found.kind == "discard":
            button = discarding_button(root)
        elif root is not None and sight.kind == "dialog" and (found is None or found.kind != "permission"):
            # a permission is put off by back; "Don't allow" would be an answer for good
            button = refusing_button(root)
        if button is not None:
            return self._front.tap(button)
        self._front.hide_keyboard()
        return self._front.key("back")

    # what was put in

    def _take_back(self, drafts: Sequence[Draft]) -> None:
        here = self._come_to(self._places(drafts))
        if not here and not self._keeps([]):
            return  # no form holds any of it: it was in the dialog, or the script itself has left it
        before, seen = self._front.look(), dict(self._front.seen)
        restored = [place.restore() for place in here]
        if self._keeps([place for place, good in zip(here, restored, strict=True) if good]):
            self._stop(drafts)
            return
        asked = self._leave(here)
        after = self._front.look()
        if self._in_front(here, before):
            self._result.left.append(_held([place.draft for place in here]))
        elif not asked and not all(restored):
            lost = [place.draft for place, good in zip(here, restored, strict=True) if not good]
            self._result.left.append(f"{_held(lost)}, which may have been kept when the form was left")
        elif changed := self._changed(after):
            self._result.left.append(changed)
        else:
            values = ", ".join(place.name for place in here)
            came = _come(seen.get(after.name), after)
            self._result.outcomes += [d.outcome for place in here for d in place.drafts]
            self._result.undone.append(f"What had been put into {values} was taken back, and the form left{came}")

    def _come_to(self, places: Sequence[FieldAgain]) -> list[FieldAgain]:
        """The fields that hold what was put in, in the form in front or in one that lies below."""
        homes = starts(self._doc).values()
        for _ in range(_BACKS + 1):
            sight = self._front.look()
            forms = {place.draft.screen.name for place in places if place.draft.screen is not None}
            found = [place for place in places if place.there()]
            if found:
                return found
            if sight.name in homes or sight.name in forms or not (self._below and self._unsaved()) or self._keeps([]):
                return []
            if sight.hierarchy.package != self._doc.package and sight.screen is None:
                self._front.launch(self._doc.package)
            else:
                self._front.hide_keyboard()
                self._front.key("back")
            self._leave_what_lies_over(self._front.look())
        return []

    def _keeps(self, restored: Sequence[FieldAgain]) -> bool:
        """Whether leaving what is in front would keep something all the same: it stands in a field that hasn't got back its text,
        be it on an earlier step of the form."""
        sight, good = self._front.look(), {place.draft.key for place in restored}
        kept = kept_by_leaving(sight, self._doc, self._forms)
        there = cancelling_button(sight.hierarchy) is None
        return there and any((entry.screen, entry.element) not in good for entry in kept)

    def _stop(self, drafts: Sequence[Draft]) -> None:
        """Start the app anew: what was only typed is gone then. An app that keeps it while it is typed has it all the same, so that
        no more is said than what was done, and what the list shows."""
        self._front.launch(self._doc.package, stop_first=True)
        values = ", ".join(dict.fromkeys(draft.key[1].replace("_", " ") for draft in drafts))
        self._result.outcomes += [draft.outcome for draft in drafts]
        self._result.undone.append(
            f"The app was started anew instead of leaving the form with what had been put into {values}"
        )
        if changed := self._changed(self._front.look()):
            self._result.left.append(changed)

    def _unsaved(self) -> bool:
        """Whether a form may still lie below: the script hasn't gone on from it by itself."""
        return bool(self._forms.unsaved() or self._forms.standing()) or any(
            d.outcome.status != "ok" for d in self._forms.unkept()
        )

    def _leave(self, places: Sequence[FieldAgain]) -> bool:
        """Leave the form; returns whether the app asked, and was told to keep nothing."""
        asked = False
        start = self._front.look()
        for _ in range(_BACKS):
            sight = self._front.look()
            if not self._in_front(places, start):
                break
            button = cancelling_button(sight.hierarchy)
            if button is not None:
                after = self._front.tap(button)
            else:
                self._front.hide_keyboard()
                after = self._front.key("back")
            root = dialog_in_front(after.hierarchy)
            if root is not None and asks_to_discard(after.hierarchy):
                discard = discarding_button(root)
                if discard is None:
                    self._front.key("back")  # the question is left, and the form stays
                    return False
                self._front.tap(discard)
                asked = True
        return asked

    def _in_front(self, places: Sequence[FieldAgain], start: Sight) -> bool:
        """Whether the form is still there: its window, with its fields."""
        now = self._front.look()
        return window_key(now.hierarchy) == window_key(start.hierarchy) and any(p.again() is not None for p in places)

    def _changed(self, after: Sight) -> str:
        """How the list shows that something was kept all the same; empty where it shows what it showed before."""
        for thing in self._things.held:
            now = thing.now(after)
            if now and not any(row.content == thing.content for row in now):
                return f"{thing.name} shows something else than before"
        return ""

    # what was picked

    def _unselect(self) -> None:
        for _ in range(_BACKS):
            sight = self._front.look()
            if not selecting(sight.hierarchy):
                self._result.undone.append("What had been selected is selected no more")
                return
            self._front.key("back")
        if selecting(self._front.look().hierarchy):
            self._result.left.append(f"{self._things.within} is still selected")


def _come(before: Sight | None, after: Sight) -> str:
    """What the page shows, now that the form was left, that it didn't show before: an empty thing that the app has kept."""
    came = change(before.hierarchy, after.hierarchy) if before is not None else ""
    return f"; by that {came}: look whether it is wanted" if came.endswith("came to the screen") else ""


def _held(drafts: Sequence[Draft]) -> str:
    """Where something still stands: `edit note holds note = "Butter"`."""
    if not drafts:
        return ""
    screen = drafts[0].screen
    where = (screen.title or screen.name.replace("_", " ")) if screen is not None else "a form"
    values = {d.key[1].replace("_", " "): d.value for d in drafts}
    held = ", ".join(f'{name} = "{value}"' if value else name for name, value in values.items())
    return f'"{where}" holds {held}'
