"""The post-conditions of acts: what has to be on the screen after one, held against what is.

Each function reads dumps and messages that are there already and gives a `Proof`, in the person's words; None where an act
only led somewhere. Nothing is touched and nothing waited for; when it is worth looking again is the caller's to decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from apidocs.doc import Effect
from apidocs.doc.buttons import leaves_app
from apidocs.doc.effects import asks, severity
from apidocs.doc.words import cut, words_of
from apidocs.samples.phrasing import phrases
from phones.apps import is_home
from phones.hierarchy import Node

from ..calls import Call, Message, Outcome, Proof
from ..find.shown_rows import ShownRows
from ..forms.put_in import Entry
from ..screen.dialogs import dialog_in_front, dialog_key, same_layer, title_of_dialog
from ..screen.front import PageKey, Sight
from ..screen.interruptions import recognise
from ..screen.matching import quoted
from ..screen.options import notice_button
from ..screen.states import field_text
from .differences import MOVING, change, same_control, stepped
from .said import OUTWARD
from .things import Thing, marks_of

_SHEETS = re.compile(r"^android$|resolver|chooser", re.IGNORECASE)
"""Whose windows ask which app something is shared with."""


_BY_ITSELF = re.compile(
    r"\b(?:\d+|an?|few)\W?\w*\W?ago\b|^\W*(?:just )?now\W*$|^\W*\w+ing\W?(?:…|\.\.\.)\W*$", re.IGNORECASE
)
"""What a row says anew without anything being done: how long ago it was; and what is yet to come of it, "Sending…"."""


def held(what: str) -> Proof:
    return Proof("held", what)


def unseen(what: str) -> Proof:
    return Proof("unseen", what)


def refuted(what: str) -> Proof:
    return Proof("refuted", what)


def shows(name: str, text: str) -> Proof:
    """The field, or the choice, says what it should."""
    return held(f'{name} shows "{cut(text)}"')


def achieves(call: Call, outcome: Outcome) -> bool:
    """Whether a call has done something, seen on the phone, or let time pass: a script that does gets on."""
    if call.op == "wait":
        return True
    acts = severity(outcome.effect) > severity(Effect.NAVIGATE)
    return acts and outcome.proof is not None and outcome.proof.verdict == "held"


@dataclass(frozen=True, eq=False)
class Press:
    """A tap, a long press or the enter key, and all that tells what came of it."""

    words: str
    """What the thing that was pressed says."""
    effect: Effect
    before: Sight
    after: Sight
    node: Node | None = None
    """What was pressed; None of a key."""
    saves: Sequence[Entry] = ()
    """Values in the form that this saves."""
    leads: frozenset[str] = frozenset()
    """Screens it is known to lead to, its own left out."""
    below: Sight | None = None
    """The page under the menu or dialog in which it was pressed, as it was seen last."""
    been: frozenset[PageKey] = frozenset()
    """The pages that the run came by before."""
    things: Sequence[Thing] = ()
    """The rows that it acts on."""
    on_row: bool = False
    """Whether a row, or a part of one, was pressed, and not a button that acts on it."""
    messages: Sequence[Message] = ()

    @property
    def acts(self) -> bool:
        """Whether it is to do something, so that there is something to see: more than leading somewhere."""
        return severity(self.effect) > severity(Effect.NAVIGATE) or bool(self.saves)

    @property
    def changed(self) -> bool:
        return self.after.signature != self.before.signature


def of_press(press: Press) -> Proof | None:
    """What the phone shows after a press."""
    broken = gone(press.before, press.after, press.words)
    if broken is not None:
        return broken
    error = next((m for m in press.messages if m.says == "error"), None)
    if error is not None:
        return refuted(f'the app says "{cut(error.text)}"')
    told = next((m for m in press.messages if m.says == "done"), None)
    if asked(press.before, press.after):
        return _answered(press, told) if press.acts else None
    of_things = _of_things(press)
    if of_things is not None and of_things.verdict == "refuted":
        return of_things
    if told is not None:
        return held(f'the app says "{cut(told.text)}"')
    if of_things is not None:
        return of_things
    waits = next((m for m in press.messages if m.says == "waits"), None)
    if waits is not None:
        return unseen(f'the app says "{cut(waits.text)}"')
    return _of_saving(press) if press.acts else _of_leading(press)


def gone(before: Sight, after: Sight, words: str = "") -> Proof | None:
    """The app has broken down, or is no longer there; None where it is."""
    found = recognise(after.hierarchy)
    if found is not None and found.kind in ("crash", "hang"):
        return refuted(f'the app broke down: "{cut(found.message)}"')
    left = is_home(after.hierarchy.package) and not is_home(before.hierarchy.package)
    if left and not leaves_app(words):
        return refuted("the app is no longer there: the home screen is in front")
    return None


def asked(before: Sight, after: Sight) -> bool:
    """Whether a dialog came up that wasn't there before: neither in front, nor under a menu or another dialog that has closed."""
    now, was = dialog_in_front(after.hierarchy), dialog_in_front(before.hierarchy)
    if now is None:
        return False
    same_screen = before.name == after.name or not before.name or not after.name
    if was is not None and dialog_key(after.hierarchy) == dialog_key(before.hierarchy) and same_screen:
        # one that grows with what is put in is the same; another of that name has another place and look
        return now.bounds != was.bounds and not (after.name and after.name == before.name)
    came = (dialog_key(after.hierarchy) or "", after.name)
    return not any(same_layer(came, layer) for layer in before.layers)


def _answered(press: Press, told: Message | None) -> Proof | None:
    """A dialog came up: a notice tells how it went; what asks is only a step on the way."""
    if notice_button(press.after.hierarchy) is None:
        return None
    if told is not None:
        return held(f'the app says "{cut(told.text)}"')
    return unseen(f'the app says "{cut(title_of_dialog(press.after.hierarchy))}"')


# rows


def _of_things(press: Press) -> Proof | None:
    """Whether the rows are gone, moved or marked as the act should have made them; None where nothing tells."""
    if not (press.acts or press.on_row) or not press.things:
        return None
    found = [proof for thing in press.things if (proof := of_thing(thing, press.after, press.effect, press.things))]
    if not found:
        return None
    return next((p for p in found if p.verdict == "refuted"), None) or (
        found[0] if len(found) == len(press.things) else None
    )


def of_thing(thing: Thing, after: Sight, effect: Effect, acted_on: Sequence[Thing] = ()) -> Proof | None:
    """What a row shows of an act on it and others; None where the list isn't in front, or doesn't tell."""
    now = thing.now(after, acted_on)
    if now is None:
        return None
    if not now:
        return held(f"{thing.name} is no longer in the list") if asks(effect) else None
    same = [row for row in now if row.content == thing.content]
    if effect is Effect.DELETE:
        if len(same) < thing.alike:
            return held(f"{thing.name} is no longer in the list") if same else None
        return refuted(f"{thing.name} is still in the list")
    if len(now) != 1:
        return None
    row = now[0]
    new = [text for text in row.content if text not in thing.content and not _BY_ITSELF.search(text)]
    lost = [text for text in thing.content if text not in row.content and not _BY_ITSELF.search(text)]
    if new:
        return held(f"{thing.name} now shows {quoted([cut(t) for t in new], 3)}")
    if lost:
        return held(f"{thing.name} no longer shows {quoted([cut(t) for t in lost], 3)}")
    if marks_of(row.node) != thing.marks and effect not in OUTWARD:
        return held(f"{thing.name} is {'no longer marked' if thing.let_go(after) else 'marked'}")
    return None


# saving, sending


def _of_saving(press: Press) -> Proof | None:
    if press.saves and still_open(press):
        return refuted(f'the form is still open after "{press.words}"')
    stands = standing(press.saves, press.after)
    if stands:
        as_before = still_old(press.saves, press.after, stands)
        if as_before:
            return unseen(f'"{cut(stands)}" stands there, and "{cut(as_before)}" as before')
        return held(f'"{cut(stands)}" stands there')
    owner = press.after.hierarchy.package
    if owner != press.before.hierarchy.package:
        what = "the phone asks where to share it" if _SHEETS.search(owner) else f"another app is in front ({owner})"
        return held(f'after "{press.words}" {what}')
    kind = press.before.kind
    led_on = kind != "dialog" and press.after.page not in (None, press.before.page, *press.been)
    if led_on and press.effect is Effect.CALL:
        return held(f'the phone shows "{cut(_heading(press.after))}"')
    if led_on and not press.saves:
        return None  # a page that wasn't there before: what counts is done on it, if anywhere
    if press.things and (press.effect is Effect.DELETE or any(thing.emptied(press.after) for thing in press.things)):
        return unseen(f"{press.things[0].name} could not be looked for afterwards")
    # a menu closes whatever comes of it, and a page of settings may be left by anything
    missing = not_listed(press.saves, press.after)
    if missing:
        return unseen(f'no row of the list that is in front says "{cut(missing)}"')
    if kind != "menu" and asks(press.effect) and closed(press.before, press.after):
        what = "dialog" if kind == "dialog" else "form" if press.saves else "page"
        return held(f'the {what} closed after "{press.words}"')
    before = press.below or press.before
    difference = own_change(press) or change(before.hierarchy, press.after.hierarchy)
    if difference:
        return held(difference)
    return unseen(f'nothing that tells changed on the screen after "{press.words}"')


def _heading(sight: Sight) -> str:
    title = sight.window.title if sight.window is not None else ""
    return title or next((n.label for n in sight.nodes if n.label), sight.title)


def still_open(press: Press) -> bool:
    """Whether the form that was to be saved is in front as it was, with what was put in."""
    if closed(press.before, press.after):
        return False
    shown = {field_text(n).strip() for n in press.after.hierarchy.walk() if n.editable}
    typed = [e.value.strip() for e in press.saves if e.value.strip()]
    return any(value in shown for value in typed) if shown else not press.changed


def closed(before: Sight, after: Sight) -> bool:
    """Whether the window that was in front has gone: another one is there, or a page of another name."""
    was, now = before.window, after.window
    if was is None or now is None:
        return was is not None
    if (was.root.package, was.activity, was.kind) != (now.root.package, now.activity, now.kind):
        return True
    return before.name != after.name and was.title != now.title


def standing(saves: Sequence[Entry], sight: Sight) -> str:
    """A value that was saved and can be read on the screen, outside of fields; empty where none is."""
    lines = [" ".join(n.label.split()).casefold() for n in sight.nodes if not n.editable and n.label]
    for text in (text for entry in saves for text in (entry.value, entry.added)):
        value = " ".join(text.split()).casefold()
        if len(value) > 1 and any(value == line or len(value) > 2 and _says_whole(line, value) for line in lines):
            return text
    return ""


def still_old(saves: Sequence[Entry], sight: Sight, stands: str) -> str:
    """What the one row that shows a saved value still says of another one, as it was before: that one wasn't kept. Empty where
    nothing tells."""
    lists = [e for e in sight.screen.elements if e.item is not None] if sight.screen is not None else []
    rows = [row for e in lists if sight.screen is not None for row in ShownRows(sight.screen, e).shown(sight)]
    lines = [[" ".join(text.split()).casefold() for text in row.content] for row in rows]
    value = " ".join(stands.split()).casefold()
    at = [row for row in lines if any(_says_whole(line, value) for line in row)]
    for entry in saves if len(at) == 1 else ():
        old, new = (" ".join(text.split()).casefold() for text in (entry.replaced, entry.value))
        other = old and new and old not in new and old in at[0]
        if other and not any(_says_whole(line, new) for line in at[0] if line != old):
            return entry.replaced
    return ""


def _says_whole(line: str, value: str) -> bool:
    """Whether a value stands in a line as words of its own: "new" isn't in "news", nor 250 in 1.250."""
    return re.search(rf"(?<!\w)(?<!\d[.,:]){re.escape(value)}(?![.,:]\d)(?!\w)", line) is not None


def not_listed(saves: Sequence[Entry], after: Sight) -> str:
    """The name of a thing that was saved and isn't among the rows in front, all of which are in view; empty where it may be
    elsewhere."""
    lists = [e for e in after.screen.elements if e.item is not None] if after.screen is not None else []
    named = next(
        (e.value for e in saves if set(words_of(e.element)) & phrases().spoken["naming"] and e.value.strip()), ""
    )
    if not named or len(lists) != 1:
        return ""
    node = next((m.node for m in after.find(lists[0].locator)), None)
    whole = node is not None and not any(n.scrollable for n in (*node.walk(), *node.ancestors()))
    return named if whole and not standing(saves, after) else ""


def own_change(press: Press) -> str:
    """How the thing that was pressed is other than before; empty where it is as it was, or has gone."""
    node = press.node
    other = same_control(node, press.after.hierarchy, in_line=True) if node is not None else None
    if node is None or other is None:
        return ""
    if other.checked != node.checked:
        return f'"{press.words}" is {"on" if other.checked else "off"}'
    if other.selected != node.selected:
        return f'"{press.words}" is {"marked" if other.selected else "no longer marked"}'
    if other.label != node.label and node.label and other.label and not MOVING.fullmatch(other.label):
        return f'"{cut(node.label)}" has become "{cut(other.label)}"'
    return ""


# leading somewhere


def _of_leading(press: Press) -> Proof | None:
    if not press.changed:
        if press.leads and press.before.name not in press.leads:
            return refuted(f'nothing changed on the screen after "{press.words}"')
        return unseen(f'nothing changed on the screen after "{press.words}"')
    if closed(press.before, press.after) or press.on_row or press.after.name in press.leads:
        return None
    own = own_change(press) or stepped(press.node, press.before, press.after)
    return held(own) if own else None
