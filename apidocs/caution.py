"""What an explorer may try on a screen: what is known to be harmless, and what was allowed besides.

Forms are looked at and not saved, dialogs left by back, the days of a month not opened. Told from words and from where a
thing stands; what no word says is left alone, unless whoever explores is bold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .doc import Effect, Kind
from .effects import judge
from .elements import Control, controls
from .marks import Seen
from .naming import is_more
from .windows import is_list
from .words import split_words, word_set

ROWS_OPENED = 2
_SETTINGS = ("setting", "preference", "einstellung", "ajustes", "paramètre", "impostazion")


@dataclass(frozen=True)
class Intent:
    """What is about to be done, for `may_act`."""

    action: str
    """tap, long_press, open (a row), toggle."""
    label: str
    """The words on it, or its id; empty for a row."""
    effect: Effect
    known: bool
    """Whether a word of it was recognised; an effect that wasn't told from a word is a guess."""


class Caution:
    """Says what is worth trying and may be tried."""

    def __init__(self, allow: frozenset[Effect], may_act: Callable[[Intent], bool] | None = None) -> None:
        self.allow = allow
        self.may_act = may_act
        self.bold = Effect.COMMIT in allow
        """Rows, and words that aren't understood, are tried, too."""
        self._said: set[str] = set()
        """What rows said: where an option says it, picking it does something to the person's own things."""

    def worth(self, seen: Seen) -> list[tuple[str, str]]:
        """The controls of a dump that may be tried, in the order in which they are."""
        found = controls(seen)
        self._said.update(title for rows in seen.lists.found for title in rows.titles)
        form = any(c.kind is Kind.INPUT and not _searches(c) for c in found)
        buttons = seen.window.buttons
        first: list[tuple[str, str]] = []
        later: list[tuple[str, str]] = []
        for control in found:
            if control.kind in (Kind.INPUT, Kind.TEXT) or control.options:
                continue
            if seen.kind != "page" and control.label in self._said:
                continue
            intent = self._intent(control, seen)
            positive = control.node.resource_id == "android:id/button1" and len(buttons) > 1
            if seen.mode == "action" and intent.effect is not Effect.NAVIGATE:
                continue  # what is done to the rows picked
            if positive or form and intent.effect in (Effect.COMMIT, Effect.SEND):
                continue  # a form is looked at and not saved
            if buttons and control.node.resource_id.startswith("android:id/button") and len(buttons) > 1:
                continue  # back leaves it, too
            if not self._may(intent, control, seen):
                continue
            if control.kind is Kind.TOGGLE:
                later.append((control.key, "toggle"))
            else:
                (first if is_more(intent.label) else later).append((control.key, "tap"))
        return [*first, *later, *self._rows(seen)]

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
            worth += [(f"row:{rows.key}#{i}", "tap") for i in range(min(ROWS_OPENED, len(rows.rows)))]
            if any(n.long_clickable for n in rows.rows[0].walk()):
                worth.append((f"press:{rows.key}", "long_press"))
        return worth

    def _intent(self, control: Control, seen: Seen) -> Intent:
        words = control.label or control.desc
        context = " ".join([seen.title, *sorted(seen.words)]) if seen.kind == "dialog" else ""
        if len(seen.window.buttons) == 1 and seen.kind == "dialog":
            context = ""  # a notice asks nothing
        judged = judge(words, control.node.id_name, control.desc, control.kind, context=context)
        action = "toggle" if control.kind is Kind.TOGGLE else "tap"
        return Intent(action, words or control.node.id_name, judged.effect, judged.known)

    def _may(self, intent: Intent, control: Control, seen: Seen) -> bool:
        if intent.effect not in self.allow and not (intent.effect is Effect.SETTINGS and control.kind is Kind.CHOICE):
            return False
        known = is_more(intent.label) or self._tab(control, seen) or self._opens_options(control, seen)
        known = known or intent.known and not _does_something(intent.label)
        if not known and not self.bold:
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

    @staticmethod
    def _tab(control: Control, seen: Seen) -> bool:
        tabs = {id(tab) for group in seen.window.tabs for tab in group}
        return any(id(node) in tabs for node in (control.node, *control.node.ancestors()))


def _searches(control: Control) -> bool:
    return "search" in f"{control.node.id_name} {control.label} {control.desc}".lower()


_DEEDS = word_set(
    """turn switch toggle enable disable set unset connect disconnect forget pair unpair join leave mark unmark pin unpin
    lock unlock mute unmute restore reset clear sync run apply undo redo all everything now on off"""
)


def _does_something(words: str) -> bool:
    """Whether a word of it is a deed, whatever else was recognised: "Turn all off" is more than "all"."""
    return bool(_DEEDS & set(split_words(words, camel=False)))


def _settings_page(seen: Seen) -> bool:
    """A page of settings: its entries lead to pages and options, and say so when they do more."""
    return seen.kind == "page" and any(word in f"{seen.title} {seen.activity}".lower() for word in _SETTINGS)
