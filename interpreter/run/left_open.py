"""What the script left: a dialog it filled in and didn't confirm, a question about what it did, a page it changed and didn't
save, the deed that the task names. The commonest slips of a small model are the OK it forgets and the button that it doesn't press.

What is open is confirmed only where the script meant it: it did something inside the dialog, or the dialog asks back about an act
that was itself consented to; and only where the person's words allow it (`Closing`). Where it asks something graver, whether a
file is to be overwritten, that needs a consent of its own. Anything else is left alone, and navigation closes it with back. A
button of a dialog that has closed by then is not gone back for.

A deed (it opened the dialler and called nobody) is done only at the end of a script of the model's, on a screen that its last act
brought up, outside of any loop (what a loop looked at last isn't what was meant), where the person orders it ("find Bob and call
him"; not "open the note Call Bob", nor "don't call"), and the verb stands on exactly one button and on nothing that the script has
used; with the consent that any such press needs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from apidocs.doc import AppDoc, Effect, Element, Screen
from apidocs.doc.buttons import says_no, says_yes
from apidocs.doc.effects import asks, gravest, severity
from apidocs.doc.words import purpose_words, words_of
from apidocs.screens.windows import LIST_CLASSES, is_radio
from phones.hierarchy import Node

from ..calls import Call, Outcome
from ..consent.closing import NOTHING, Closing
from ..consent.policy import LastAct, effect_of_tap
from ..forms.put_in import Forms
from ..forms.saving import Changes, one_that_saves, saving_controls, takes_back_beside
from ..screen.dialogs import dialog_in_front, dialog_key, is_negative, positive_button, title_of_dialog, window_key
from ..screen.front import Sight
from ..screen.interruptions import recognise
from ..screen.states import Spot

_SAVED, CONFIRMED, _ASKED, _PRINTED = (
    "saved what was changed here",
    "confirmed the dialog that was left open",
    "asked where to save",
    "asked how to print",
)
LEFT = f"{_SAVED}, by leaving it"
_OF_AN_ACT = frozenset({Effect.SEND, Effect.SHARE, Effect.CALL, Effect.DELETE})
"""What may come of an act besides: each is asked about for itself."""
_PRINTING, _PRINTS = "com.android.printspooler", "print_button"
"""Android's own page that shows what is about to be printed, and what does it there; both from its sources."""
DEED = "the script stopped before the task's \""
"""How the steps begin that tell of what a run pressed on its own."""
_LABEL_WORDS = 4
"""A button says what it does in few words; a row that holds the verb somewhere is content."""


def closing_of(steps: Iterable[str]) -> Closing:
    """What a recorded run pressed on its own, as its steps tell: a replay does the same."""
    told = list(steps)
    deeds = frozenset(step.removeprefix(DEED).partition('"')[0] for step in told if step.startswith(DEED))
    pressed = deeds or any(step.startswith((_SAVED, CONFIRMED)) or _ASKED in step or _PRINTED in step for step in told)
    return Closing(frozenset(Effect), deeds) if pressed else NOTHING


def button_left(sight: Sight, last: LastAct | None, changes: Changes, closing: Closing) -> tuple[Node, str] | None:
    """What the script should still have pressed, and what to call it; None where nothing is left open, or it isn't to be
    pressed without the script."""
    found = _button_left(sight, last, changes)
    if found is None:
        return None
    effect = effect_of_tap(Spot(found[0], sight), None)
    graver = last is not None and closing.may(Effect.COMMIT, last) and _asks_graver(sight, effect, last)
    return found if graver or closing.may(effect, last) else None


def _button_left(sight: Sight, last: LastAct | None, changes: Changes) -> tuple[Node, str] | None:
    root = dialog_in_front(sight.hierarchy)
    if root is None:
        save = changes.unsaved(sight)
        if save is not None:
            return save, _SAVED
        save = _handed_over(sight, last)
        asked = _PRINTED if sight.owner == _PRINTING else _ASKED
        return None if save is None else (save, f"{sight.owner} {asked}")
    if last is None or recognise(sight.hierarchy) is not None:
        return None
    button = positive_button(root)
    if button is None or is_negative(button) or not button.enabled:
        return None
    inside = last.dialog is not None and last.dialog == dialog_key(sight.hierarchy)
    if not inside and not _asks_back(root, button, sight, last):
        return None
    return button, f'{CONFIRMED}, "{title_of_dialog(sight.hierarchy)}"'


def save_left(
    sight: Sight, last: LastAct | None, forms: Forms, closing: Closing, doc: AppDoc
) -> tuple[Node, str] | None:
    """What saves the form in front that the script put something in before it came to its end: as the doc knows it, or the only
    thing that can be it, beside one that keeps nothing."""
    screen, put = sight.screen, forms.put_in(sight.name) if sight.name else []
    saves = {entry.save for entry in put if entry.unsaved}
    if screen is None or not put or len(saves) > 1:
        return None
    element = screen.element(saves.pop()) if saves else None
    if element is not None:
        node = next((m.node for m in sight.find(element.locator)), None)
    else:
        node = one_that_saves(sight, doc) if takes_back_beside(sight) else None
    if node is None or not node.enabled:
        return None
    effect = gravest([effect_of_tap(Spot(node, sight), element), Effect.COMMIT])
    return (node, _SAVED) if closing.may(effect, last) else None


def effect_of_left(spot: Spot, what: str) -> Effect:
    """What pressing it does; what saves a page saves, whatever it says."""
    return gravest([effect_of_tap(spot, None), *([Effect.COMMIT] if what == _SAVED else [])])


def act_of_left(spot: Spot, effect: Effect) -> LastAct:
    """What was done once it is pressed."""
    sight = spot.sight
    elements = sight.screen.elements if sight.screen is not None else []
    name = next((e.name for e in elements if any(m.node is spot.node for m in sight.find(e.locator))), "")
    return LastAct(gravest([effect, Effect.COMMIT]), dialog_key(sight.hierarchy), sight.name, name, sight.owner)


def _handed_over(sight: Sight, last: LastAct | None) -> Node | None:
    """What saves on a page of another app that the script's last act has brought up, to say where to and under which name.

    Exporting and printing end so: nothing is exported or printed until that page's own button is pressed.
    """
    if last is None or not asks(last.effect) or not last.package or last.package == sight.owner:
        return None
    if last.window != window_key(sight.hierarchy):
        return None  # something has happened since
    if sight.owner == _PRINTING:
        return next((n for n in sight.nodes if n.id_name == _PRINTS and n.enabled), None)
    named = [n for n in sight.nodes if n.editable and n.text.strip()]
    saving = saving_controls(sight)
    return saving[0] if named and len(saving) == 1 else None


def gone_with_its_dialog(sight: Sight, screen: Screen, element: Element, last: LastAct | None, doc: AppDoc) -> bool:
    """Whether a button belongs to a dialog that the script was in, or just asked for, and that isn't there (any more).

    A row that was picked has closed it, or there was nothing to ask this time. Opening it anew would do the act twice.
    """
    if last is None or screen.kind != "dialog" or dialog_in_front(sight.hierarchy) is not None:
        return False
    ends = any(e.commit == element.name for e in screen.elements)
    if not ends and not says_yes(element.label or element.name) and not says_no(element.label or element.name):
        return False
    opener = (last.screen, last.element, screen.name)
    return last.screen == screen.name or any((t.source, t.element, t.target) == opener for t in doc.transitions)


def _asks_back(root: Node, button: Node, sight: Sight, last: LastAct) -> bool:
    """Whether a dialog asks about the act that was consented to: by the same app, with nothing to fill in or pick, and about
    nothing graver but what a person can be asked about. A form that has just opened isn't confirmed empty, nor a warning of the
    phone's."""
    if not asks(last.effect) or root.package != last.package:
        return False
    if any(n.editable or is_radio(n) for n in root.walk()):
        return False
    effect = effect_of_tap(Spot(button, sight), None)
    return severity(effect) <= severity(last.effect) or _asks_graver(sight, effect, last)


def _asks_graver(sight: Sight, effect: Effect, last: LastAct) -> bool:
    """Whether the app's question, right upon an act that was consented to, is about something graver that belongs to it: what it
    writes over, whom it goes to. Whether something is bought, installed or signed in to is no question about an act."""
    return (
        effect in _OF_AN_ACT
        and severity(effect) > severity(last.effect)
        and asks(last.effect)
        and last.window == window_key(sight.hierarchy)
        and dialog_in_front(sight.hierarchy) is not None
    )


def said_again(call: Call, last: LastAct | None) -> bool:
    """Whether a tap is on the very thing that the script has just set: it would open the choice anew, or undo the switch."""
    if last is None or call.op != "tap" or last.op not in ("choose", "turn_on", "turn_off"):
        return False
    same = (call.ref.screen, call.ref.element) == (last.screen, last.element)
    return same and bool(call.ref.element) and not call.ref.row


def deed_left(
    sight: Sight, wanted: Collection[str], last: LastAct | None, calls: Iterable[tuple[Call, Outcome]]
) -> tuple[Node, str] | None:
    """The button, and the verb it carries out; None where the script did what was asked, or it isn't clear."""
    if last is None or last.op not in ("tap", "open") or sight.name == last.screen:
        return None
    made = list(calls)
    opened = next((call for call, _ in reversed(made) if call.op in ("tap", "open")), None)
    if last.window != window_key(sight.hierarchy) or opened is not None and opened.in_loop:
        return None
    done = {word for call, outcome in made for word in _used(call, outcome)}
    for verb in sorted(wanted):
        saying = [node for node in sight.nodes if _says(node, verb)] if verb not in done else []
        if len(saying) == 1:
            return saying[0], verb
    return None


def _used(call: Call, outcome: Outcome) -> list[str]:
    """The words of what a call was on."""
    ref = call.ref
    said = f"{ref.element} {ref.part} {ref.found} {call.op} {outcome.node if call.op == 'tap' else ''}"
    return words_of(said.replace("_", " "))


def _says(node: Node, verb: str) -> bool:
    if not node.clickable or not node.enabled or node.editable or node.checkable:
        return False
    if any(a.short_class.endswith(LIST_CLASSES) for a in node.ancestors()):
        return False
    said = words_of(next((n.label for n in node.walk() if n.label), ""))
    return len(said) <= _LABEL_WORDS and verb in {*said, *purpose_words(node.id_name)}
