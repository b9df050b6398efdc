"""What an explorer may try on a screen: what is known to be harmless, and what was allowed besides.

It looks and leaves everything as it is: forms are not saved, options not picked, switches not switched, and what acts at
once (archive, star, connect) is left alone whatever was allowed; only what opens something or asks first is tried. Told
from words and from where a thing stands; what no word says is left alone, unless whoever explores is bold.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from phones.hierarchy import Node

from ..doc import Effect, Kind
from ..doc.effects import asks, judge, steering
from ..doc.words import is_more, split_words, word_set
from ..elements.collecting import Control, controls
from ..elements.offering import offers_options
from ..screens.marks import Seen
from ..screens.row_menus import menu_button
from ..screens.windows import is_list, is_radio, texts

ROWS_OPENED = 2
Limit = Literal["", "options", "deeds", "thing"]
"""What a window was opened for: to pick one of several, to do something with the rows selected before, to see one thing."""
_SETTINGS = ("setting", "preference", "einstellung", "ajustes", "paramètre", "impostazion")


@dataclass(frozen=True)
class Intent:
    """What is about to be done, for `may_act`."""

    action: str
    """tap, long_press, open (a row)."""
    label: str
    """The words on it, or its id; empty for a row."""
    effect: Effect
    known: bool
    """Whether a word of it was recognised; an effect that wasn't told from a word is a guess."""
    word: str = ""
    """The word, or the words, by which the effect was told."""


class Caution:
    """Says what is worth trying and may be tried."""

    def __init__(self, allow: frozenset[Effect], may_act: Callable[[Intent], bool] | None = None) -> None:
        self.allow = allow
        self.may_act = may_act
        self.bold = Effect.COMMIT in allow
        """Rows, and words that aren't understood, are tried, too."""
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
        found = controls(seen)
        self._said.update(said.text.strip() for rows in seen.lists.found for row in rows.rows for said in texts(row))
        first: list[tuple[str, str]] = []
        later: list[tuple[str, str]] = []
        for control in found:
            if control.kind is Kind.INPUT and _is_picked(control):
                first.append((control.key, "tap"))
            if control.kind in (Kind.INPUT, Kind.TEXT, Kind.TOGGLE) or control.options:
                continue
            if seen.kind != "page" and control.label in self._said:
                continue
            if self._picks(control, seen, limit) or self._commits(control, seen, found):
                continue
            intent = self._intent(control, seen)
            if seen.mode == "action" and intent.effect is not Effect.NAVIGATE:
                continue  # what is done to the rows picked
            plain = intent.known or is_more(intent.label) or control.value and control.label or _edits(intent)
            if limit in ("deeds", "thing") and control.kind is Kind.BUTTON and not plain:
                continue  # a mark that is put on what is selected, a deed that is done to the thing
            if not self._may(intent, control, seen):
                continue
            (first if is_more(intent.label) else later).append((control.key, "tap"))
        return [*first, *later, *self._rows(seen)]

    def _picks(self, control: Control, seen: Seen, limit: Limit) -> bool:
        """Whether a control is an option: picking it changes what is shown or set, or adds what it names."""
        if seen.kind == "page" or control.node.resource_id.startswith("android:id/button"):
            return False
        radio = any(is_radio(node) for node in control.node.walk())
        return limit == "options" or radio and not _MAKES & set(split_words(seen.title, camel=False))

    def _commits(self, control: Control, seen: Seen, found: list[Control]) -> bool:
        """Whether a control is what a form or a question is answered with; back leaves it, too."""
        form = any(c.kind is Kind.INPUT and not searches(c) for c in found)
        answers = len(seen.window.buttons) > 1 and control.node.resource_id.startswith("android:id/button")
        intent = self._intent(control, seen)
        asks_what = seen.kind == "page" and intent.word == "change"  # by itself, of a page that shows how it is now
        # what is there already isn't added: "Add passage" on a filled form asks for something more
        more = seen.kind == "page" and set(intent.word.split()[:1]) & (_MAKES | {"add"})
        filled = any(c.kind is Kind.INPUT and c.value and not searches(c) for c in found)
        adds = more and filled and len(split_words(intent.label)) > 1
        field = bool(control.label and control.value)  # "Begins: 08:00"
        return answers or form and not (asks_what or adds or field) and intent.effect in (Effect.COMMIT, Effect.SEND)

    def _rows(self, seen: Seen) -> list[tuple[str, str]]:
        if not self.bold:
            return []
        worth = []
        for rows in seen.lists.found:
            if len(rows.rows) > 20 and not is_list(rows.container):
                continue  # the days of a month
            intent = Intent("open", "", Effect.NAVIGATE, known=False)
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

    def _may(self, intent: Intent, control: Control, seen: Seen) -> bool:
        tab, setting = self._tab(control, seen), bool(control.value and control.label)
        if tab:
            return self.may_act is None or self.may_act(intent)  # "Report" beside "All" and "About" is a page
        if self.bold and intent.effect in _SIGNED_UP and _floats(control, seen):
            return self.may_act is None or self.may_act(intent)  # "Sign up", of a player: it opens a form
        if intent.effect not in self.allow and not (intent.effect is Effect.SETTINGS and control.kind is Kind.CHOICE):
            return False
        free = setting or control.kind is Kind.CHOICE or _is_notice(control, seen)
        if not free and _acts_at_once(intent, control, seen) and not _asks_for_it(control, seen):
            return False
        known = is_more(intent.label) or self._opens_options(control, seen)
        known = known or intent.known and not _does_something(intent.label)
        unsure = not known and (not self.bold or not setting and self._may_be_a_deed(intent, control, seen))
        if unsure or _is_thing(control, seen) or _takes_back(intent, seen):
            return False
        return self.may_act is None or self.may_act(intent)

    def _opens_options(self, control: Control, seen: Seen) -> bool:
        """A setting that shows its value opens what it can be set to.

        One with an id of its own stands in the app's layout. Others may be made on the spot and do things when touched (a
        network to join, a device to pair): those only where settings may be changed.
        """
        if not _settings_page(seen) or not control.value or not control.label or control.kind is Kind.TOGGLE:
            return False
        fixed = control.key.startswith("id:") or Effect.SETTINGS in self.allow
        return fixed and not _does_something(control.label)

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


def searches(control: Control) -> bool:
    """Whether a field is there for searching."""
    return "search" in f"{control.node.id_name} {control.label} {control.desc}".lower()


_DEEDS = word_set(
    """turn switch toggle enable disable set unset connect disconnect forget pair unpair join leave mark unmark pin unpin
    lock unlock mute unmute restore reset clear sync run apply undo redo all everything now on off"""
)
_ASKS_FIRST = word_set(
    """add create new insert rename edit set change schedule delete remove erase discard wipe empty"""
)
"""Deeds before which an app asks something: a name, a place, whether one is sure. All others are done at once."""
_AT_ONCE = word_set(
    """turn switch toggle enable disable connect disconnect pair unpair join mark unmark pin unpin mute unmute undo redo lap
    start stop pause resume play record star unstar like unlike flag bookmark favorite favourite archive duplicate vote"""
)
"""Words that tell of such a deed where `effects` doesn't know them for one: on pictures, and in ids."""
_EVERYTHING = word_set("all everything")
_ELLIPSIS = re.compile(r"(…|\.\.\.)\s*$")
_MARKS = word_set("star favourite favourites favorite favorites bookmark bookmarks wishlist cart")
"""What something is added to without a question."""
_SIGNED_UP = (Effect.ACCOUNT, Effect.COMMIT)
_SAME = word_set("identical same copy")
"""What is added so is added at once."""
_EDITS = word_set("edit modify change amend customise customize adjust revise")
_MAKES = word_set("new create compose")
_THINGS = word_set(
    """wi fi wifi wlan bluetooth vpn network networks device devices printer printers screen lock language languages account
    accounts user users saved paired available"""
)
"""What pages are headed with whose entries are things that are connected, ordered or picked when they are touched."""
_ASKED_FOR = word_set("pin password passcode pattern fingerprint face")
_NEWS = word_set("unread new")


@cache
def _deeds() -> dict[str, dict[str, frozenset[str]]]:
    data = tomllib.loads(Path(__file__).with_name("deeds.toml").read_text("utf-8"))
    return {language: {of: frozenset(words) for of, words in lists.items()} for language, lists in data.items()}


def speaks(language: str) -> bool:
    """Whether deeds are known by their words in a language."""
    return language in _deeds()


def is_deed(label: str, language: str = "en") -> bool:
    """Whether a label reads like something that is done, in English or in the phone's own language."""
    words = split_words(label, camel=False)
    for lists in (_deeds()[one] for one in dict.fromkeys(("en", language)) if one in _deeds()):
        if any(part in label for part in lists.get("within", ())):
            return True
        if not words:
            continue
        several = len(words) > 1
        if words[0] in lists.get("first", ()) or several and words[0] in lists.get("before", ()):
            return True
        if set(words) & lists.get("any", frozenset()) or several and words[-1] in lists.get("last", ()):
            return True
    return False


def _others_tell(control: Control, seen: Seen) -> bool:
    """Whether its neighbours say how they stand, or what is behind them, and it says nothing: then it likely does something."""
    others = [c for c in controls(seen) if c.key != control.key and c.label and c.kind is not Kind.TEXT]
    telling = [c for c in others if c.value or c.kind is Kind.TOGGLE or c.options]
    return not control.value and len(telling) >= 2 and len(telling) * 2 > len(others)


def _takes_back(intent: Intent, seen: Seen) -> bool:
    """ "Cancel" where nothing is filled in and nothing asked: it takes back an order, a booking."""
    return (
        seen.kind in ("page", "menu")
        and intent.word == "cancel"
        and not any(c.kind is Kind.INPUT for c in controls(seen))
    )


def _does_something(words: str) -> bool:
    """Whether a word of it is a deed, whatever else was recognised: "Turn all off" is more than "all"."""
    return bool(_DEEDS & set(split_words(words, camel=False)))


def _acts_at_once(intent: Intent, control: Control, seen: Seen) -> bool:
    """Whether a control does something when touched, without asking anything first."""
    words = split_words(intent.label)
    if asks(intent.effect):
        asked = intent.word.split()[:1]
        if _ELLIPSIS.search(intent.label) or words[-1:] == ("options",):
            return False  # it says itself that it asks, or that there are several ways
        return not asked or asked[0] not in _ASKS_FIRST or bool((_EVERYTHING | _MARKS | _SAME) & set(words))
    if intent.effect is Effect.SETTINGS:
        return True
    return bool(_AT_ONCE & set(words))


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


def _edits(intent: Intent) -> bool:
    return bool(_EDITS & set(split_words(intent.label)[:1]))


def _page_of_things(seen: Seen) -> bool:
    titled = split_words(seen.title, camel=False)
    return seen.kind == "page" and bool(titled) and set(titled) <= _THINGS


def _asks_for_it(control: Control, seen: Seen) -> bool:
    """A way to lock the screen for which something has to be typed first."""
    return _page_of_things(seen) and bool(_ASKED_FOR & set(split_words(control.label, camel=False)))


def openable(rows: Sequence[Node], seen: Seen) -> list[Node]:
    """The rows that a touch opens: not those that it ticks, and none marked as unread, which it wouldn't be any more."""
    return [row for row in rows if not _ticked(row) and (seen.mode == "action" or not _is_news(row))]


def _ticked(row: Node) -> bool:
    acting = [node for node in row.walk() if node.clickable or node.checkable]
    return row.checkable or bool(acting) and all(node.checkable for node in acting)


def _is_news(row: Node) -> bool:
    return row.selected or bool(_NEWS & {word for node in row.walk() for word in split_words(node.content_desc)})


def _settings_page(seen: Seen) -> bool:
    """A page of settings: its entries lead to pages and options, and say so when they do more."""
    return seen.kind == "page" and any(word in f"{seen.title} {seen.activity}".lower() for word in _SETTINGS)
