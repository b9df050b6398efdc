"""What a consent is asked with: the thing that is acted on by its title, how many, the values that go with it and what they
replace. In the person's words; how the script says it stands beside it.

Reads the screen in front and what the script has opened and picked; touches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from apidocs.doc import AppDoc, Effect, Kind
from apidocs.doc.buttons import affirms
from apidocs.doc.effects import asks, judge, takes_object
from apidocs.doc.nouns import field_label
from apidocs.doc.words import SMALL, cut, plural, words_of
from apidocs.screens.windows import Window, is_list

from ..act.lists import Lists
from ..find.rows import RowList
from ..find.targets import RowTarget, Target
from ..forms.put_in import Entry, Forms
from ..proof.things import Things
from ..screen.dialogs import dialog_around, title_of_dialog, words_of_dialog
from ..screen.front import Sight
from ..screen.states import Spot, field_text, selecting
from .policy import About

_MOST = 160
"""Characters of a dialog's words that go into a question."""
_TITLE = 60
_NAMED = 5
"""Things named one by one; of more the number of the rest is said."""
_COUNT = re.compile(r"^\s*(\d+)\s*(?:/\s*\d+\s*)?(?:(?:\w+\s+)?selected\b.*|$)", re.IGNORECASE)
_BARS = 0.25
"""How far down a screen's bar with the number of what is selected can stand."""
_VERBS = {
    Effect.COMMIT: "Save",
    Effect.SEND: "Send",
    Effect.SHARE: "Share",
    Effect.CALL: "Call",
    Effect.PAY: "Pay",
    Effect.DELETE: "Delete",
    Effect.INSTALL: "Install",
    Effect.ACCOUNT: "Change the account",
}
_TO_SOMEBODY = frozenset({Effect.SEND, Effect.SHARE, Effect.CALL, Effect.PAY})
"""Of these all that the form says counts, also what stood there before: the recipients."""
_ON_A_THING = _TO_SOMEBODY | {Effect.DELETE, Effect.INSTALL}


class ConsentWords:
    """Words the questions of one run."""

    def __init__(self, doc: AppDoc, things: Things, forms: Forms, lists: Lists) -> None:
        self._doc, self._things, self._forms, self._lists = doc, things, forms, lists

    def of(self, verb: str, spot: Spot, effect: Effect, target: Target | None = None) -> About:
        """What is asked before an act on a spot. `verb` is what is done to it: Tap, Open, `Choose "Dark" in`."""
        acted_on = self._acted_on(spot, target)
        form = effect in _TO_SOMEBODY and any(n.editable for n in spot.sight.hierarchy.walk())
        # what is sent or shared stands in the form, not in what it was opened from
        named = bool(acted_on.count) and not form
        what, touch = _deed(verb, spot, effect, target)
        if named and effect is Effect.SEND:
            what += f": {acted_on}"
        elif named:
            what = acted_on.after(what) if not touch or acted_on.called_in(what) else f"{touch} for {acted_on}"
        elif effect in _ON_A_THING:
            what += self._open_thing(spot, effect)
        what += _asked_around(spot)
        values = self.values(spot.sight, effect)
        what += f", with: {values}" if values else ""
        return About(what, acted_on.count, tuple(acted_on.says), acted_on.noun, self._taken_for(target))

    def _taken_for(self, target: Target | None) -> str:
        """What of the things that are acted on was asked for by another name, and taken because nothing came nearer."""
        things = [(thing.rows, thing.ref) for thing in self._things.held]
        if isinstance(target, RowTarget):
            things = [(target.rows, target.ref)]
        found = []
        for rows, ref in things:
            asked = rows.nearest.get(ref.row, "")
            more = set(words_of(asked)) - set(words_of(ref.row_text)) - set(words_of(rows.item.name)) - SMALL
            if more:
                found.append(f'There is no "{asked}"; the nearest is "{cut(ref.row_text, _TITLE)}".')
        return " ".join(found)

    def of_enter(self, sight: Sight, effect: Effect) -> About:
        """What is asked before the enter key that does what the form's button would."""
        values = self.values(sight, effect)
        what = f"{_VERBS.get(effect, 'Press enter')} (by the enter key)" + (f", with: {values}" if values else "")
        return About(what)

    def of_leaving(self, entries: Sequence[Entry]) -> About:
        """What is asked before a form is left that keeps what was put in and has no button for that."""
        said = ", ".join(_value(e, Effect.COMMIT) for e in entries)
        return About(f"{_VERBS[Effect.COMMIT]} (by leaving the form), with: {said}")

    def values(self, sight: Sight, effect: Effect) -> str:
        """The literal values that go with an act: `title = "Milk", note (replaces 6 lines) = "Butter"`."""
        if not asks(effect) or effect in (Effect.DELETE, Effect.INSTALL, Effect.ACCOUNT):
            return ""
        entries = self._forms.put_in(sight.name)
        entries += [e for e in self._forms.unsaved() if e.screen != sight.name]
        said = [_value(e, effect) for e in entries]
        if effect in _TO_SOMEBODY:
            said = [*self._shown(sight, entries), *said]
        return ", ".join(said)

    def _shown(self, sight: Sight, put: Sequence[Entry]) -> list[str]:
        """What the fields of the form say besides."""
        found = []
        for node in sight.nodes:
            if not node.editable or not field_text(node).strip():
                continue
            elements = sight.screen.elements if sight.screen is not None else []
            fields = [e for e in elements if e.kind is Kind.INPUT]
            known = next((e.name for e in fields if any(m.node is node for m in sight.find(e.locator)[:1])), "")
            name = known or node.hint or node.id_name
            if not any(name == e.element or field_text(node) == e.value for e in put):
                found.append(f'{_plain(name)} = "{"•••" if node.password else _one_line(field_text(node))}"')
        return found

    def _acted_on(self, spot: Spot, target: Target | None) -> _ActedOn:
        """The things that an act is done to; none where it isn't known."""
        if isinstance(target, RowTarget):
            texts = [text for _, text in target.ref.texts]
            return _ActedOn([target.ref.row_text], target.rows.noun, 1, [target.ref.row_text, *texts])
        held = self._things.held
        picked = selecting(spot.sight.hierarchy)
        titles = [thing.ref.row_text for thing in held]
        says = [text for thing in held for text in thing.content]
        rows = held[0].rows if held else self._rows_picked(spot.sight) if picked else None
        if picked and rows is not None:
            marked = [row for row in rows.shown(spot.sight) if any(n.selected for n in row.node.walk())]
            new = [row.title for row in marked if row.title not in titles]
            titles, says = [*titles, *new], [*says, *(text for row in marked for text in row.content)]
        count = max(_count(spot.sight) if picked else 0, len(titles))
        return _ActedOn(titles, rows.noun if rows is not None else "", count, says)

    def _open_thing(self, spot: Spot, effect: Effect) -> str:
        """What the page in front is the page of: of a form its first field, or its heading where the fields are said anyway;
        else the one text that is larger than all."""
        window = spot.sight.window
        if window is None or window.kind != "page":
            return ""
        screen = spot.sight.screen
        plain = {self._doc.label, screen.title if screen is not None else ""}
        title = window.title if window.title not in plain else ""
        fields = [n for n in window.nodes if n.editable]
        if fields and effect is not Effect.DELETE:
            return f' in "{cut(title, _TITLE)}"' if title else ""
        named = [field_text(n) for n in fields if not n.password and field_text(n).strip()] or [_largest(window)]
        return f' "{cut(named[0], _TITLE)}"' if named[0] else ""

    def _rows_picked(self, sight: Sight) -> RowList | None:
        """The list that is in a selection mode."""
        for screen in self._doc.screens:
            for element in screen.elements:
                if element.item is not None and sight.name and sight.name in (element.item.menu, screen.name):
                    return self._lists.of(screen, element)
        return None


class _ActedOn:
    """Things by their titles, as far as they are known, and how many."""

    def __init__(self, titles: list[str], noun: str, count: int, says: list[str]) -> None:
        self.titles, self.noun, self.count, self.says = titles, noun, count, says

    def called_in(self, deed: str) -> bool:
        """Whether a deed ends in what the thing is called: "Delete note"."""
        return self.count == 1 and bool(self.titles and self.noun) and deed.casefold().endswith(f" {self.noun}")

    def after(self, deed: str) -> str:
        """A deed with these as its object: `Delete the note "Milk"`, `Delete note "Milk"`."""
        return f'{deed} "{cut(self.titles[0], _TITLE)}"' if self.called_in(deed) else f"{deed} {self}"

    def __str__(self) -> str:
        """`the note "Milk"`, `7 notes: "a", "b", "c", "d", "e" and 2 more`, `the 3 selected notes`."""
        quoted = [f'"{cut(title, _TITLE)}"' for title in self.titles[:_NAMED]]
        noun = self.noun if self.count == 1 else plural(self.noun) if self.noun else ""
        if not quoted:
            number = "" if self.count == 1 else f"{self.count} "
            return f"the {number}selected {noun or 'thing' + 's' * (self.count > 1)}"
        more = f" and {self.count - len(quoted)} more" if self.count > len(quoted) else ""
        named = f"{', '.join(quoted)}{more}"
        if self.count == 1:
            return f"the {noun} {named}" if noun else named
        return f"{self.count} {noun or 'things'}: {named}"


def _deed(verb: str, spot: Spot, effect: Effect, target: Target | None) -> tuple[str, str]:
    """What is done, as an order: by the button's own words where they are one. And, where the thing can't follow it as its
    object, the touch itself: "Move to folder" and `Tap "Move to folder"`."""
    element = target.element if target is not None else None
    said = spot.label or spot.node.label or (_plain(element.name) if element is not None else "")
    if isinstance(target, RowTarget) and target.part is None:
        return verb, ""
    if verb != "Tap":
        unnamed = spot.words in (spot.node.id_name, spot.node.short_class)  # a drawn button says nothing of itself
        called = said or spot.words if unnamed else spot.words
        shown = field_label(element) if element is not None and element.locator.under else called
        return f'{verb} "{shown}"', f'{verb} "{shown}"'
    words = words_of(said)
    if effect in _VERBS and (not words or affirms(said)):
        return _VERBS[effect], ""
    touch = f'Tap "{said or spot.words}"'
    judged = judge(said, "", "", Kind.BUTTON)
    if words and asks(judged.effect) and judged.word.split()[:1] == words[:1]:
        return said[:1].upper() + said[1:], "" if takes_object(said) else touch
    return touch, touch


def _asked_around(spot: Spot) -> str:
    """What the dialog around it says: a form's heading, or the app's own question."""
    dialog = dialog_around(spot.sight.hierarchy, spot.node)
    said = cut(words_of_dialog(dialog), _MOST) if dialog is not None else ""
    if dialog is None or not said:
        return ""
    if any(n.editable or n.checkable for n in dialog.walk()):
        return f' in "{cut(title_of_dialog(spot.sight.hierarchy), _TITLE)}"'
    return f'; the app asks: "{said}"'


def _largest(window: Window) -> str:
    """The one text on a page that is larger than all others; empty where there is none, or the page is a list."""
    if any(is_list(n) and len(n.children) > 1 for n in window.nodes):
        return ""
    bars = [n for n in window.nodes if n.short_class.endswith(("Toolbar", "ActionBar", "AppBarLayout"))]
    barred = {id(n) for bar in bars for n in bar.walk()}
    plain = [n for n in window.nodes if len(n.text.strip()) > 1 and id(n) not in barred]
    texts = [n for n in plain if not n.clickable and not any(a.clickable for a in n.ancestors())]
    tallest = max((n.bounds.height for n in texts), default=0)
    largest = [n.text for n in texts if n.bounds.height == tallest]
    told = len(largest) == 1 < len(texts) and largest[0] != window.title
    return largest[0] if told else ""


def _count(sight: Sight) -> int:
    """How many are selected, as the bar of a selection mode says; 0 where it doesn't."""
    window = sight.window
    if window is None:
        return 0
    above = [n for n in window.nodes if n.text and n.bounds.bottom <= _BARS * window.size[1]]
    found = (_COUNT.match(n.text) for n in above)
    return next((int(match[1]) for match in found if match), 0)


def _value(entry: Entry, effect: Effect) -> str:
    lines = entry.lines_replaced if effect is Effect.COMMIT else 0
    lost = ""
    if lines:
        lost = f" (replaces {lines} lines)" if lines > 1 else f' (replaces "{cut(entry.replaced, _TITLE)}")'
    return f'{_plain(entry.element)}{lost} = "{_one_line(entry.value)}"'


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _one_line(text: str) -> str:
    return text.replace("\n", " ⏎ ")
