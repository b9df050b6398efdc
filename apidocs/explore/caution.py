"""What an explorer may try on a screen: what is known to be harmless, and what was allowed besides.

It looks and leaves everything as it is: forms are not saved, options not picked, switches not switched, and what acts at
once (archive, star, connect) is left alone whatever was allowed; only what opens something or asks first is tried. Told
from words and from where a thing stands; what no word says is left alone, unless whoever explores is bold.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from ..doc import Effect, Kind, Left
from ..doc.buttons import AFFIRMING, goes_on
from ..doc.effects import judge, steering
from ..doc.words import is_more, split_words, word_set
from ..elements.collecting import Control, controls
from ..elements.offering import offers_options
from ..screens.marks import Seen
from ..screens.row_menus import menu_button
from ..screens.windows import TOP, is_list, is_radio, texts
from .deeds import Intent, acts_at_once, does_something, is_deed, led_by_a_deed
from .opening import only_shows, openable

ROWS_OPENED = 2
Limit = Literal["", "options", "deeds", "thing", "step"]
"""What a window was opened for: to pick one of several, to do something with the rows selected before, to see one thing, to go on
with a form that something was filled in."""
_SETTINGS = (
    "setting",
    "preference",
    "options",
    "setup",
    "einstellung",
    "ajustes",
    "paramètre",
    "impostazion",
    "configura",
    "设置",
    "設定",
)


class Caution:
    """Says what is worth trying and may be tried."""

    def __init__(self, allow: frozenset[Effect], may_act: Callable[[Intent], bool] | None = None) -> None:
        self.allow = allow
        self.may_act = may_act
        self.bold = Effect.COMMIT in allow
        """All rows, and words that aren't understood, are tried, too."""
        self.fills = {Effect.INPUT, Effect.COMMIT} <= allow
        """A form's first step is filled in, to see its next: where an app keeps what is typed, that would stay."""
        self.language = "en"
        """Of what the app says, as far as the phone tells."""
        self._said: set[str] = set()
        """What rows said: where an option says it, picking it does something to the person's own things."""

    def behind(self, control: Control, seen: Seen) -> Limit:
        """What the window that a control opens is there for."""
        words = control.label or control.desc
        if seen.mode == "action":
            return "deeds"
        if control.spinner or control.kind is Kind.INPUT or words.strip().lower() == "filter":
            return "options"
        return "options" if offers_options(words, control.node.id_name) else ""

    def worth(self, seen: Seen, limit: Limit = "") -> list[tuple[str, str]]:
        """The controls of a dump that may be tried, in the order in which they are."""
        return self.sorted_out(seen, limit)[0]

    def sorted_out(self, seen: Seen, limit: Limit = "") -> tuple[list[tuple[str, str]], dict[str, Left]]:
        """The controls of a dump that may be tried, in the order in which they are, and those that are left alone, with why."""
        found = controls(seen)
        left: dict[str, Left] = {}
        self._said.update(said.text.strip() for rows in seen.lists.found for row in rows.rows for said in texts(row))
        first: list[tuple[str, str]] = []
        later: list[tuple[str, str]] = []
        for control in found:
            if control.kind is Kind.INPUT and _is_picked(control):
                first.append((control.key, "tap"))
            if control.kind in (Kind.INPUT, Kind.TEXT, Kind.TOGGLE) or control.options:
                continue
            if seen.kind != "page" and control.label in self._said or self._picks(control, seen, limit):
                left[control.key] = Left.PICKS
                continue
            if self._commits(control, seen, found):
                left[control.key] = Left.SAVES
                continue
            if limit == "step" and not self._of_step(control):
                left[control.key] = Left.SAVES
                continue
            intent = self._intent(control, seen)
            if seen.mode == "action" and intent.effect is not Effect.NAVIGATE:
                left[control.key] = Left.THING  # what is done to the rows picked
                continue
            plain = intent.known or is_more(intent.label) or control.value and control.label or _edits(intent)
            if limit in ("deeds", "thing") and control.kind is Kind.BUTTON and not plain:
                # a mark that is put on what is selected, a deed that is done to the thing
                left[control.key] = Left.THING
                continue
            why = Left.AT_ONCE if _takes_back(intent, control, seen, limit) else self._against(intent, control, seen)
            if why is not None:
                left[control.key] = why
                continue
            (first if is_more(intent.label) else later).append((control.key, "tap"))
        rows = self._rows(seen)
        opened = {key.partition(":")[2].rpartition("#")[0] for key, _ in rows if key.startswith("row:")}
        left |= {f"list:{each.key}": Left.UNKNOWN for each in seen.lists.found if each.key not in opened}
        return [*first, *later, *rows], left

    def _of_step(self, control: Control) -> bool:
        """Whether it belongs to a form's next step, and keeps nothing by any word: a line of it, what goes on once more."""
        line = control.kind in (Kind.CHOICE, Kind.INPUT) or control.spinner or control.label and control.value
        return bool(line) or goes_on(control.label or control.desc)

    def _picks(self, control: Control, seen: Seen, limit: Limit) -> bool:
        """Whether a control is an option: picking it changes what is shown or set, or adds what it names."""
        if seen.kind == "page" or control.node.resource_id.startswith("android:id/button"):
            return False
        radio = any(is_radio(node) for node in control.node.walk())
        return limit == "options" or radio and not _MAKES & set(split_words(seen.title, camel=False))

    def _commits(self, control: Control, seen: Seen, found: list[Control]) -> bool:
        """Whether a control is what a form or a question is answered with; back leaves it, too."""
        form = fills_in(seen)
        answers = len(seen.window.buttons) > 1 and control.node.resource_id.startswith("android:id/button")
        intent = self._intent(control, seen)
        asks_what = seen.kind == "page" and intent.word == "change"  # by itself, of a page that shows how it is now
        # what is there already isn't added: "Add passage" on a filled form asks for something more
        more = seen.kind == "page" and set(intent.word.split()[:1]) & (_MAKES | {"add"})
        filled = any(c.kind is Kind.INPUT and c.value and not searches(c) for c in found)
        adds = more and filled and bool(set(split_words(intent.label)[1:2]) - _WHERE)
        field = bool(control.label and control.value)  # "Begins: 08:00"
        return answers or form and not (asks_what or adds or field) and intent.effect in (Effect.COMMIT, Effect.SEND)

    def _rows(self, seen: Seen) -> list[tuple[str, str]]:
        worth = []
        for rows in seen.lists.found:
            harmless = only_shows(rows, seen, self.language) and not _settings_page(seen) and not _page_of_things(seen)
            if not self.bold and not harmless:
                continue
            if len(rows.rows) > 20 and not is_list(rows.container):
                continue  # the days of a month
            intent = Intent("open", "", Effect.NAVIGATE, known=harmless)
            if self.may_act is not None and not self.may_act(intent):
                continue
            count = min(ROWS_OPENED, len(openable(rows.rows, seen)))
            worth += [(f"row:{rows.key}#{index}", "tap") for index in range(count)]
            if any(n.long_clickable for n in rows.rows[0].walk()):
                worth.append((f"press:{rows.key}", "long_press"))
            if menu_button(rows.rows[0]) is not None:
                worth.append((f"more:{rows.key}", "tap"))
        return worth

    def _intent(self, control: Control, seen: Seen) -> Intent:
        words = control.label or control.desc
        context = " ".join([seen.title, *sorted(seen.words)]) if seen.kind == "dialog" else ""
        if len(seen.window.buttons) == 1 and seen.kind == "dialog":
            context = ""  # a notice asks nothing
        judged = judge(
            words, control.node.id_name, control.desc, control.kind, context=context, steers=steering(seen.window.nodes)
        )
        return Intent("tap", words or control.node.id_name, judged.effect, judged.known, judged.word)

    def _against(self, intent: Intent, control: Control, seen: Seen) -> Left | None:
        """What speaks against trying a control; None where it may be tried."""
        tab, setting = self._tab(control, seen), bool(control.value and control.label)
        if tab:
            return self._unless_agreed(intent)  # "Report" beside "All" and "About" is a page
        if self.bold and intent.effect in _SIGNED_UP and _floats(control, seen):
            return self._unless_agreed(intent)  # "Sign up", of a player: it opens a form
        if self.bold and (intent.word == "order" and _sorts(control, seen) or _is_field(intent, control, seen)):
            return self._unless_agreed(intent)
        if intent.effect not in self.allow and not (intent.effect is Effect.SETTINGS and control.kind is Kind.CHOICE):
            return Left.GRAVE
        free = setting or control.kind is Kind.CHOICE or _is_notice(control, seen)
        if not free and acts_at_once(intent) and not _asks_for_it(control, seen):
            return Left.AT_ONCE
        known = is_more(intent.label) or self._opens_options(control, seen)
        deed = not is_more(intent.label) and led_by_a_deed(intent, seen, self.language)
        known = known or intent.known and not does_something(intent.label)
        known = known or self.fills and fills_in(seen) and goes_on(intent.label)
        unsure = deed or not known and (not self.bold or not setting and self._may_be_a_deed(intent, control, seen))
        if _is_thing(control, seen):
            return Left.THING
        return Left.UNKNOWN if unsure else self._unless_agreed(intent)

    def _unless_agreed(self, intent: Intent) -> Left | None:
        return None if self.may_act is None or self.may_act(intent) else Left.GRAVE

    def _opens_options(self, control: Control, seen: Seen) -> bool:
        """A setting that shows its value opens what it can be set to.

        One with an id of its own stands in the app's layout. Others may be made on the spot and do things when touched (a
        network to join, a device to pair): those only where settings may be changed.
        """
        if not _settings_page(seen) or not control.value or not control.label or control.kind is Kind.TOGGLE:
            return False
        fixed = control.key.startswith("id:") or Effect.SETTINGS in self.allow
        return fixed and not does_something(control.label)

    def _may_be_a_deed(self, intent: Intent, control: Control, seen: Seen) -> bool:
        """Whether a control of which no word is known for harmless does something, by its other words or its neighbours."""
        if is_deed(intent.label, self.language):
            return True
        entry = _settings_page(seen) and control.kind is Kind.BUTTON and not control.key.startswith("id:")
        return entry and _others_tell(control, seen)

    @staticmethod
    def _tab(control: Control, seen: Seen) -> bool:
        tabs = {id(tab) for group in seen.window.tabs for tab in group}
        return any(id(node) in tabs for node in (control.node, *control.node.ancestors()))


def _is_picked(control: Control) -> bool:
    """Whether a field looks like one that nothing is typed into: touched, it opens what its value is picked from."""
    node = control.node
    return node.clickable and not node.long_clickable and node.enabled and not node.focused and not searches(control)


def fills_in(seen: Seen) -> bool:
    """Whether a window is a form: it has fields, and not for searching alone."""
    return any(c.kind is Kind.INPUT and not searches(c) for c in controls(seen))


def searches(control: Control) -> bool:
    """Whether a field is there for searching."""
    return "search" in f"{control.node.id_name} {control.label} {control.desc}".lower()


_PROPERTIES = word_set(
    """name number rate type kind time date day timer after before with by from until size limit length duration level mode price
    fee cost unit units sound tone volume style theme colour color language currency format window interval frequency period quality
    reminder reminders order sign"""
)
"""What a line of a thing's details or of settings is called by at its end."""
_NUMBER = re.compile(r"\+?(\d[ ()/.-]{0,2}){7,}")
_SIGNED_UP = (Effect.ACCOUNT, Effect.COMMIT)
_EDITS = word_set("edit modify change amend customise customize adjust revise")
_MAKES = word_set("new create compose")
_WHERE = word_set("to into onto as")
"""What follows "Add" where it keeps what is filled in: "Add to list"."""
_THINGS = word_set(
    """wi fi wifi wlan bluetooth vpn network networks device devices printer printers screen lock language languages account
    accounts user users saved paired available"""
)
"""What pages are headed with whose entries are things that are connected, ordered or picked when they are touched."""
_ASKED_FOR = word_set("pin password passcode pattern fingerprint face")


def _others_tell(control: Control, seen: Seen) -> bool:
    """Whether its neighbours say how they stand, or what is behind them, and it says nothing: then it likely does something."""
    others = [c for c in controls(seen) if c.key != control.key and c.label and c.kind is not Kind.TEXT]
    telling = [c for c in others if c.value or c.kind is Kind.TOGGLE or c.options]
    return not control.value and len(telling) >= 2 and len(telling) * 2 > len(others)


def _takes_back(intent: Intent, control: Control, seen: Seen, limit: Limit) -> bool:
    """ "Cancel" where nothing is filled in that could be kept, and nothing asked: it takes back an order, a booking."""
    asked = seen.kind == "dialog" and (limit != "thing" or control.node.resource_id.startswith("android:id/button"))
    if asked or intent.word != "cancel":
        return False
    return not fills_in(seen) or not any((c.label or c.desc).lower() in AFFIRMING for c in controls(seen))


def _is_notice(control: Control, seen: Seen) -> bool:
    """The one button of a message that asks nothing."""
    return seen.kind == "dialog" and list(seen.window.buttons.values()) == [control.node] and len(controls(seen)) == 1


def _is_thing(control: Control, seen: Seen) -> bool:
    """An entry of a page of networks, devices, languages, that was made on the spot and has no id of its own."""
    words = set(split_words(control.label, camel=False))
    made = bool(words) and not control.key.startswith("id:") and not (_MAKES | {"add"}) & words
    return _page_of_things(seen) and made and not _asks_for_it(control, seen)


def _floats(control: Control, seen: Seen) -> bool:
    """Whether it is the round button over a list by which one more is added."""
    bounds, (width, height) = control.node.bounds, seen.window.size
    square = 0.8 < bounds.width / max(1, bounds.height) < 1.25 and bounds.width < width * 0.25
    x, y = bounds.center
    return bool(seen.lists.found) and seen.kind == "page" and square and x > width * 0.7 and y > height * 0.7


def _sorts(control: Control, seen: Seen) -> bool:
    """Whether "Order" is a picture at the top of a page with rows: the order that they are in, and nothing one pays for."""
    bounds = control.node.bounds
    square = 0.8 < bounds.width / max(1, bounds.height) < 1.25
    high = bounds.bottom < seen.window.root.bounds.top + seen.window.root.bounds.height * TOP
    return bool(seen.lists.found) and seen.kind == "page" and square and high


def _is_field(intent: Intent, control: Control, seen: Seen) -> bool:
    """Whether what reads like a deed is one of several lines that say what they are and how they stand ("Call name: Bella"), and
    ends with what is a thing's or a setting's: opened, it asks for another value. What shows a phone's number is none."""
    words = split_words(re.sub(r"\(.*?\)", "", intent.label), camel=False)
    if seen.kind == "menu" or not control.value or not control.label or len(words) < 2 or _NUMBER.search(control.value):
        return False
    alike = [
        c
        for c in controls(seen)
        if c.node.cls == control.node.cls and c.label and c.value and c.node is not control.node
    ]
    return words[-1] in _PROPERTIES and len(alike) >= 2


def _edits(intent: Intent) -> bool:
    return bool(_EDITS & set(split_words(intent.label)[:1]))


def _page_of_things(seen: Seen) -> bool:
    titled = split_words(seen.title, camel=False)
    return seen.kind == "page" and bool(titled) and set(titled) <= _THINGS


def _asks_for_it(control: Control, seen: Seen) -> bool:
    """A way to lock the screen for which something has to be typed first."""
    return _page_of_things(seen) and bool(_ASKED_FOR & set(split_words(control.label, camel=False)))


def _settings_page(seen: Seen) -> bool:
    """A page of settings: its entries lead to pages and options, and say so when they do more."""
    said = " ".join([seen.title, seen.activity, *seen.tabs]).lower()
    return seen.kind == "page" and any(word in said for word in _SETTINGS)
