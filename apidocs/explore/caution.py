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
from ..doc.paths import HARMLESS
from ..doc.words import is_more, split_words, word_set
from ..elements.collecting import Control, controls
from ..elements.offering import offers_options
from ..screens.lists import Rows
from ..screens.marks import Seen
from ..screens.row_menus import menu_button
from ..screens.touched_parts import said_on, speaking_parts
from ..screens.windows import is_list, is_radio, texts
from .deeds import Intent, acts_at_once, does_something, is_deed, led_by_a_deed, shows_somebody
from .opening import only_shows, openable
from .plainly_harmless import is_line, names_a_place, names_what_is_inside, opens_an_editor, says_when
from .several import Several
from .surroundings import (
    MAKES,
    asks_for_it,
    fills_in,
    floats,
    is_drawer,
    is_notice,
    is_picked,
    is_thing,
    others_tell,
    page_of_things,
    reaches,
    searches,
    settings_page,
    sorts,
    stands_beside_cancel,
)

ROWS_OPENED = 2

Limit = Literal["", "options", "deeds", "thing", "step"]
"""What a window was opened for: to pick one of several, to do something with the rows selected before, to see one thing, to go on
with a form that something was filled in."""


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
        self._lines: dict[tuple[str, str, str], set[str]] = {}
        """By a page's heading and activity and by class: the lines that say what they are and how they stand. Of settings all pages
        are one: there may be a single line on each."""
        self._settings: set[str] = set()
        """What entries of settings are called: what a page is headed with that one of them opens."""
        self._several = Several()
        self._steered: tuple[Seen, bool] | None = None
        """The dump that was looked at last, and whether it is one that something is steered with."""
        self._said: set[str] = set()
        """What rows said: where an option says it, picking it does something to the person's own things."""

    def behind(self, control: Control, seen: Seen) -> Limit:
        """What the window that a control opens is there for. Asked when it is about to be touched."""
        if self._of_settings(seen) and control.label:
            self._settings.add(control.label)
        words = control.label or control.desc
        if seen.mode == "action" and not self._several.asks_which(self._intent(control, seen)):
            return "deeds"
        if control.spinner or control.kind is Kind.INPUT or words.strip().lower() == "filter":
            return "options"
        which = self._several.asks_which(self._intent(control, seen))
        return "options" if which or offers_options(words, control.node.id_name) else ""

    def worth(self, seen: Seen, limit: Limit = "") -> list[tuple[str, str]]:
        """The controls of a dump that may be tried, in the order in which they are."""
        return self.sorted_out(seen, limit)[0]

    def sorted_out(self, seen: Seen, limit: Limit = "") -> tuple[list[tuple[str, str]], dict[str, Left]]:
        """The controls of a dump that may be tried, in the order in which they are, and those that are left alone, with why."""
        found = controls(seen)
        left: dict[str, Left] = {}
        self._said.update(said.text.strip() for rows in seen.lists.found for row in rows.rows for said in texts(row))
        self._several.note(seen, found)
        for control in found:
            shows = control.value and control.kind is not Kind.TEXT
            if control.label and (shows or control.kind is Kind.TOGGLE and self._of_settings(seen)):
                self._like(control, seen).add(control.label)
        first: list[tuple[str, str]] = []
        later: list[tuple[str, str]] = []
        for control in found:
            if control.kind is Kind.INPUT and is_picked(control):
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
            which = self.bold and self._several.asks_which(intent)
            if seen.mode == "action" and intent.effect is not Effect.NAVIGATE and not which:
                left[control.key] = Left.THING  # what is done to the rows picked
                continue
            looks = intent.effect is not Effect.NAVIGATE or limit != "deeds" or intent.word in _LOOKS
            plain = (
                intent.known
                and intent.leads
                and looks
                or is_more(intent.label)
                or control.value
                and control.label
                or _edits(intent)
                or which
                or self.bold
                and reaches(control, seen)
                or self._is_empty_line(control, seen)
            )
            if limit in ("deeds", "thing") and control.kind is Kind.BUTTON and not plain:
                # a mark that is put on what is selected, a deed that is done to the thing
                left[control.key] = Left.THING
                continue
            why = (
                Left.AT_ONCE
                if _takes_back(intent, control, seen, limit)
                else self._against(intent, control, seen, limit)
            )
            if why is not None:
                left[control.key] = why
                continue
            (first if is_more(intent.label) else later).append((control.key, "tap"))
        rows = self._rows(seen) if limit != "options" else []  # a row is picked, too
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
        return limit == "options" or radio and not MAKES & set(split_words(seen.title, camel=False))

    def _commits(self, control: Control, seen: Seen, found: list[Control]) -> bool:
        """Whether a control is what a form or a question is answered with; back leaves it, too."""
        form = fills_in(seen)
        answers = len(seen.window.buttons) > 1 and control.node.resource_id.startswith("android:id/button")
        answers = answers or form and stands_beside_cancel(control, seen, found)
        intent = self._intent(control, seen)
        asks_what = seen.kind == "page" and intent.word == "change"  # by itself, of a page that shows how it is now
        # what is there already isn't added: "Add passage" on a filled form asks for something more
        more = seen.kind == "page" and set(intent.word.split()[:1]) & (MAKES | {"add"})
        filled = any(c.kind is Kind.INPUT and c.value and not searches(c) for c in found)
        adds = more and filled and bool(set(split_words(intent.label)[1:2]) - _WHERE)
        field = bool(control.label and control.value)  # "Begins: 08:00"
        keeps = (control.label or control.desc).strip().lower() in _KEEPS
        return (
            answers
            or form
            and keeps
            or form
            and not (asks_what or adds or field)
            and intent.effect in (Effect.COMMIT, Effect.SEND)
        )

    def _rows(self, seen: Seen) -> list[tuple[str, str]]:
        worth = []
        for rows in seen.lists.found:
            harmless = only_shows(rows, seen, self.language) and not settings_page(seen) and not page_of_things(seen)
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
            worth += [(f"part:{rows.key}#{part}", "tap") for part in self._parts(rows, seen)]
        return worth

    def _parts(self, rows: Rows, seen: Seen) -> list[str]:
        """The parts of rows, by their ids, that say something and open what it can be set to: none that a word of theirs, or of
        their id, calls a deed."""
        if seen.mode or not self.bold:
            return []
        parts = {part.id_name: part for row in reversed(rows.rows) for part in speaking_parts(row)}
        return [name for name, part in parts.items() if self._may_be_touched(name, said_on(part))]

    def _may_be_touched(self, name: str, said: str) -> bool:
        intents = [
            Intent("tap", words, judged.effect, judged.known, judged.word)
            for words, judged in ((said, judge(said, "", "", Kind.BUTTON)), (name, judge("", name, "", Kind.BUTTON)))
        ]
        grave = any(one.effect not in HARMLESS or acts_at_once(one) for one in intents)
        grave = grave or is_deed(said, self.language) or is_deed(name.replace("_", " ")) or bool(_NUMBER.search(said))
        return not grave and all(self._unless_agreed(one) is None for one in intents[:1])

    def _intent(self, control: Control, seen: Seen) -> Intent:
        words = control.label or control.desc
        context = " ".join([seen.title, *sorted(seen.words)]) if seen.kind == "dialog" else ""
        if len(seen.window.buttons) == 1 and seen.kind == "dialog":
            context = ""  # a notice asks nothing
        if self._steered is None or self._steered[0] is not seen:
            self._steered = seen, steering(seen.window.nodes)
        judged = judge(
            words, control.node.id_name, control.desc, control.kind, context=context, steers=self._steered[1]
        )
        return Intent("tap", words or control.node.id_name, judged.effect, judged.known, judged.word)

    def _against(self, intent: Intent, control: Control, seen: Seen, limit: Limit = "") -> Left | None:
        """What speaks against trying a control; None where it may be tried."""
        tab, setting = self._tab(control, seen), bool(control.value and control.label)
        if tab or self.bold and is_drawer(seen) and not limit and _names_a_place(intent):
            return self._unless_agreed(intent)  # "Report" beside "All" and "About" is a page
        if self.bold and (floats(control, seen) and intent.effect not in _NEVER_ONE_MORE or _is_for_one(intent)):
            return self._unless_agreed(intent)  # "Sign up", of a player: it opens a form
        if self.bold and self._several.asks_which(intent):
            return self._unless_agreed(intent)
        where = {"of_thing": bool(limit), "settings": self._of_settings(seen)}
        if not self.bold and opens_an_editor(intent, control, seen, self.language, **where):
            return self._unless_agreed(intent)
        if self._of_settings(seen) and names_what_is_inside(intent, control):
            return self._unless_agreed(intent)
        if sorts(intent, control, seen) or self._is_field(intent, control, seen):
            return self._unless_agreed(intent)
        if intent.effect not in self.allow and not (intent.effect is Effect.SETTINGS and control.kind is Kind.CHOICE):
            return Left.GRAVE
        free = setting or control.kind is Kind.CHOICE or is_notice(control, seen)
        if not free and acts_at_once(intent) and not asks_for_it(control, seen):
            return Left.AT_ONCE
        known = is_more(intent.label) or self._opens_options(control, seen)
        deed = not is_more(intent.label) and not control.spinner and self._reads_like_a_deed(intent, seen, limit)
        known = known or intent.known and not does_something(intent.label)
        known = known or self.fills and fills_in(seen) and goes_on(intent.label)
        named = names_a_place(intent.label, self.language) and not self._may_be_a_deed(intent, control, seen)
        line = is_line(intent, control, seen, self.language)
        line = line or not self._of_settings(seen) and self._is_empty_line(control, seen)
        known = known or not intent.known and (named or line)
        unsure = deed or not known and (not self.bold or not setting and self._may_be_a_deed(intent, control, seen))
        if is_thing(control, seen):
            return Left.THING
        return Left.UNKNOWN if unsure else self._unless_agreed(intent)

    def _reads_like_a_deed(self, intent: Intent, seen: Seen, limit: Limit) -> bool:
        led = led_by_a_deed(intent, seen, self.language, settings=self._of_settings(seen))
        return led or bool(limit) and shows_somebody(intent.label)

    def _unless_agreed(self, intent: Intent) -> Left | None:
        return None if self.may_act is None or self.may_act(intent) else Left.GRAVE

    def _opens_options(self, control: Control, seen: Seen) -> bool:
        """A setting that shows its value opens what it can be set to.

        One with an id of its own stands in the app's layout. Others may be made on the spot and do things when touched (a
        network to join, a device to pair): those only where settings may be changed.
        """
        if not settings_page(seen) or not control.value or not control.label or control.kind is Kind.TOGGLE:
            return False
        fixed = control.key.startswith("id:") or Effect.SETTINGS in self.allow
        return fixed and not does_something(control.label)

    def _like(self, control: Control, seen: Seen) -> set[str]:
        """The lines of its page, scrolled as it may be, that are made like a control and show a value, too."""
        page = "" if self._of_settings(seen) else seen.title
        return self._lines.setdefault((seen.activity, page, control.node.cls), set())

    def _of_settings(self, seen: Seen) -> bool:
        """A page of settings, or one of those that its entries open, headed as they are called."""
        return settings_page(seen) or seen.kind == "page" and seen.title in self._settings

    def _is_empty_line(self, control: Control, seen: Seen) -> bool:
        """Whether it is like the lines around it that show a value, and shows none: it has none yet."""
        bounds, said = control.node.bounds, control.label or control.desc
        like = [
            c.node.bounds
            for c in controls(seen)
            if c.label and c.value and c.node.parent is control.node.parent and c.node.cls == control.node.cls
        ]
        alike = [b for b in like if (b.left, b.right) == (bounds.left, bounds.right)]
        return bool(said) and not control.value and seen.kind != "menu" and len(alike) >= 2 and not is_deed(said)

    def _is_field(self, intent: Intent, control: Control, seen: Seen) -> bool:
        """Whether what reads like a deed is one of several lines that say what they are and how they stand ("Call name: Bella"):
        opened, it asks for another value. What shows a phone's number is none, nor what says what it does."""
        words = split_words(re.sub(r"\(.*?\)", "", intent.label), camel=False)
        value = control.value
        if seen.kind == "menu" or is_thing(control, seen) or not value or not words or _NUMBER.search(value):
            return False
        if len(self._like(control, seen) - {control.label}) < 2:
            return False
        if len(words) > 1 and words[-1] in _PROPERTIES:
            return True
        settings = self._of_settings(seen)
        number = settings and value.isdecimal()  # what has to be paid says in what
        paid = intent.effect is Effect.PAY and any(map(str.isdecimal, value)) and not number
        grave = paid or intent.effect in (Effect.DELETE, Effect.INSTALL)
        says_what = settings and len(value.split()) > _SET_TO  # it does, and not how it stands
        if not self.bold and not says_when(value):
            sends = intent.effect in (Effect.CALL, Effect.SEND, Effect.ACCOUNT)
            acts = (
                settings and intent.word != "order" and (is_deed(intent.label, self.language) or acts_at_once(intent))
            )
            grave = grave or sends or acts
        return not grave and not says_what and not {"@", "/"} & set(value)

    def _may_be_a_deed(self, intent: Intent, control: Control, seen: Seen) -> bool:
        """Whether a control of which no word is known for harmless does something, by its other words or its neighbours."""
        if is_deed(intent.label, self.language):
            return True
        entry = settings_page(seen) and control.kind is Kind.BUTTON and not control.key.startswith("id:")
        return entry and others_tell(control, seen)

    @staticmethod
    def _tab(control: Control, seen: Seen) -> bool:
        tabs = {id(tab) for group in seen.window.tabs for tab in group}
        return any(id(node) in tabs for node in (control.node, *control.node.ancestors()))


_SET_TO = 3
_PROPERTIES = word_set(
    """name number rate type kind time date day timer after before with by from until size limit length duration level mode price
    fee cost unit units sound tone volume style theme colour color language currency format window interval frequency period quality
    reminder reminders order sign"""
)
"""What a line of a thing's details or of settings is called by at its end."""
_NUMBER = re.compile(r"\+?(\d[ ()/.-]{0,2}){7,}")
_NEVER_ONE_MORE = (Effect.DELETE, Effect.CALL)
_ONE = word_set("a an another something")
_GOT = word_set("get fetch check load receive make call ask take play pick buy order pay send")
"""What isn't filled in but had or done where one follows: "Get a new message", "Take a break"."""
_LOOKS = word_set("open view show see details info information properties select edit")
"""What may be looked at where several rows are picked; all else that is said there is done to them."""
_EDITS = word_set("edit modify change amend customise customize adjust revise")
_KEEPS = word_set("keep store ready")
"""What a form's button says besides what is known for a deed wherever it stands."""

_WHERE = word_set("to into onto as")
"""What follows "Add" where it keeps what is filled in: "Add to list"."""


def _takes_back(intent: Intent, control: Control, seen: Seen, limit: Limit) -> bool:
    """ "Cancel" where nothing is filled in that could be kept, and nothing asked: it takes back an order, a booking."""
    asked = seen.kind == "dialog" and (limit != "thing" or control.node.resource_id.startswith("android:id/button"))
    if asked or intent.word != "cancel":
        return False
    return not fills_in(seen) or not any((c.label or c.desc).lower() in AFFIRMING for c in controls(seen))


def _names_a_place(intent: Intent) -> bool:
    """Whether it is where things are that something was done to: among an app's places none is put there."""
    words = split_words(intent.label, camel=False)
    return words in (("archive",), ("in", "archive"), ("the", "archive"))


def _is_for_one(intent: Intent) -> bool:
    """Whether it says that there will be one more of something, which is to be described first: "Log a repair", "Scan new card"."""
    words = split_words(intent.label, camel=False)
    one = words[1:2] == ("new",) or bool(_ONE & set(words[1:2]))
    one = one or words[:1] == ("new",) and len(words) > 1 and intent.effect is Effect.COMMIT  # "New capture"
    if intent.effect in (*_NEVER_ONE_MORE, Effect.PAY, Effect.SEND, Effect.SHARE):
        return False
    return one and len(words) <= 4 and words[0] not in _GOT


def _edits(intent: Intent) -> bool:
    return bool(_EDITS & set(split_words(intent.label)[:1]))
