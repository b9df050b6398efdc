"""Choosing an option: open the choice, pick, confirm where its dialog asks for it.

A notice that comes first is read away. Options that stand on the screen itself are tapped there and nothing is opened. An
option that isn't offered is never replaced by a near one unless only one comes near; the choice is closed again and what it
offers is said. What the screen says of the value afterwards is its proof, never a reason to fail: apps tell it late, in other
words, or not at all. A mark that stays where it was is one. Pickers of dates and times are left to `picking`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from apidocs.doc import Effect, Element, Kind
from ground.moments import names_the_same

from ..calls import Proof
from ..calls.errors import CallFailed
from ..find.targets import Target, agreed, said
from ..proof.conditions import held, refuted, shows, unseen
from ..screen.dialogs import positive_button, title_of_dialog, window_key, words_of_button
from ..screen.front import Front, Sight
from ..screen.matching import choose_text, plain_words, quoted
from ..screen.options import Option, chosen_on, notice_button, option_among, options_in, options_on
from ..screen.scrolling import pages, to_top
from ..screen.states import Spot, values_of
from .picking import pick, picker_in_front

_NOTICES = 2
"""Notices that may come one after the other before the options."""


def choose(front: Front, target: Target, option: str, agree: Callable[[Spot], Effect]) -> tuple[Spot, Proof]:
    """Make the choice stand at `option`. Returns where it was, and what it shows now.

    Raises CallFailed where it can't be opened, doesn't offer the option, or doesn't take it.
    `agree(spot)` gets consent and gives the effect; it is asked only if something is to be chosen.
    """
    spot = target.reach()
    if _stands_open(target, spot):
        return _choose_here(front, target, spot, option, agree)
    was = values_of(spot)
    if stands_at(was, option) and _is_field(target):
        front.note(f"{target.name} was {option!r} already")
        return spot, replace(shows(said(target, spot), option), before=True)
    spot, effect = agreed(target, spot, agree)
    opened = _past_notices(front, target, _open(front, target, spot), option, spot.sight, effect)
    if picker_in_front(opened.hierarchy) is not None:
        pick(front, target.name, option, effect)
        return spot, _picker_read_back(front, target, spot, option, was)
    marks = any(o.marked for o in options_in(opened.hierarchy, spot.sight.hierarchy))
    picked = _pick(front, target, option, spot.sight, effect)
    _confirm(front, target, opened, picked, effect)
    proof = _read_back(front, target, spot, option, picked, was)
    now = target.again() if proof.verdict == "unseen" and marks else spot
    if now is None or now is not spot and not values_of(now):
        proof = _opened_again(front, target, spot, picked) or proof
    return spot, proof


def stood_at(spot: Spot, element: Element | None) -> str:
    """The option that a choice stands at, to be put back to some day; empty where that isn't told, or isn't one of its options."""
    shown = [chosen] if (chosen := chosen_on(spot.node, element)) else values_of(spot)
    options = {option.strip().casefold() for option in element.options} if element is not None else set()
    fits = len(shown) == 1 and (not options or shown[0].strip().casefold() in options)
    return shown[0].strip() if fits and not (element is not None and element.picks) else ""


def _is_field(target: Target) -> bool:
    """Whether the choice is part of a form, where what it shows is what will be saved. What a settings row says below its
    title are only words: it is opened to see."""
    element, screen = target.element, target.screen
    if element is not None and element.commit:
        return True
    return screen is not None and any(e.kind is Kind.INPUT for e in screen.elements)


# options on the screen itself


def _stands_open(target: Target, spot: Spot) -> bool:
    """Whether the options stand on the screen itself and nothing has to be opened."""
    element = target.element
    if element is not None and element.inline:
        return True
    marks = options_on(spot.node, element)
    return len(marks) > 1 and any(o.marked is not None for o in marks)


def _choose_here(
    front: Front, target: Target, spot: Spot, option: str, agree: Callable[[Spot], Effect]
) -> tuple[Spot, Proof]:
    spot, wanted = _look_for(front, target, spot, option)
    if wanted.marked:
        front.note(f"{target.name} was {wanted.text!r} already")
        return spot, replace(shows(said(target, spot), wanted.text), before=True)
    spot, effect = agreed(target, spot, agree)
    spot, wanted = _look_for(front, target, spot, wanted.text)
    after = front.tap(wanted.finger, effect)
    for last in (False, True):
        now = target.again()
        shown = option_among(options_on(now.node, target.element), wanted.text) if now is not None else None
        if shown is None or shown.marked is not False:  # taken, or the dialog has closed upon it
            return spot, _marked(target, spot, wanted, shown)
        if not last:
            after = front.await_change(after)
    raise CallFailed(f"{target.name} didn't take {wanted.text!r}: another option is still chosen.")


def _look_for(front: Front, target: Target, spot: Spot, option: str) -> tuple[Spot, Option]:
    """The option on the screen, scrolling for it. Raises CallFailed where it isn't there."""
    offered: dict[str, None] = {}
    for at_top in (False, True):
        if at_top:
            to_top(front)
        for _ in pages(front):
            spot = target.again() or spot
            options = options_on(spot.node, target.element)
            offered |= dict.fromkeys(o.text for o in options)
            found = option_among(options, option)
            if found is None and at_top and _alone(option, offered):
                choice = choose_text(option, [o.text for o in options])
                found = options[choice.best] if choice.best is not None else None
            if found is not None:
                return spot, found
    raise _not_offered(target, option, list(offered))


# options behind it


def _open(front: Front, target: Target, spot: Spot) -> Sight:
    before = spot.sight
    after = front.tap(spot.node.actionable() or spot.node)
    if after.signature == before.signature:
        after = front.await_change(before)
    if after.signature == before.signature:
        raise CallFailed(f"{target.name} didn't open when it was tapped.")
    return after


def _past_notices(front: Front, target: Target, opened: Sight, option: str, before: Sight, effect: Effect) -> Sight:
    """Read away what is only said before the options are shown: a dialog with one button and nothing to pick."""
    for _ in range(_NOTICES):
        button = notice_button(opened.hierarchy)
        if button is None or option_among(options_in(opened.hierarchy, before.hierarchy), option) is not None:
            break
        said = title_of_dialog(opened.hierarchy)
        after = front.tap(button, effect)
        if after.signature == opened.signature:
            after = front.await_change(opened)
        front.note(f'{target.name} showed a notice first ("{said[:60]}"); pressed "{words_of_button(button)}"')
        opened = after
    return opened


def _pick(front: Front, target: Target, option: str, before: Sight, effect: Effect) -> Option:
    """Tap the option, scrolling for it. Raises CallFailed where it isn't offered; closes the choice then."""
    offered: dict[str, None] = {}
    for at_top in (False, True):
        if at_top:
            to_top(front)
        for sight in pages(front):
            options = options_in(sight.hierarchy, before.hierarchy)
            offered |= dict.fromkeys(o.text for o in options)
            choice = choose_text(option, [o.text for o in options])
            # near texts are judged once all are known
            if choice.best is not None and (
                choice.how in ("exact", "same letters") or at_top and _alone(option, offered)
            ):
                picked = options[choice.best]
                front.tap(picked.finger, effect)
                if choice.how != "exact":
                    front.note(f"took {picked.text!r} for {option!r} ({choice.how})")
                return picked
    front.key("back")
    raise _not_offered(target, option, list(offered))


def _not_offered(target: Target, option: str, offered: list[str]) -> CallFailed:
    alike = [offered[i] for i in choose_text(option, offered).candidates]
    if len(alike) > 1:
        return CallFailed(f"Several options of {target.name} fit {option!r}: {quoted(alike)}. Say which.")
    return CallFailed(f"{target.name} doesn't offer {option!r}. It offers: {quoted(offered, 20) or 'nothing'}.")


def _alone(option: str, offered: dict[str, None]) -> bool:
    return choose_text(option, list(offered)).best is not None


def _confirm(front: Front, target: Target, opened: Sight, picked: Option, effect: Effect) -> None:
    """Press the button that confirms where the choice is still open, and the one of a notice that came of it; close a
    choice that takes its option at once and stays."""
    sight = front.look()
    window, was = sight.window, opened.window
    if window is None or was is None or window.kind == "page":
        return
    notice = notice_button(sight.hierarchy)
    if notice is not None:
        front.tap(notice, effect)
        front.note(f'pressed "{words_of_button(notice)}" on what was said after {picked.text!r} was chosen')
        return
    if window.root.bounds != was.root.bounds:
        front.note(f'a dialog opened after {picked.text!r} was chosen: "{title_of_dialog(sight.hierarchy)[:60]}"')
        return
    confirm = target.element.confirm if target.element is not None else None
    matches = sight.find(confirm) if confirm is not None else []
    button = matches[0].node if matches else positive_button(window.root)
    if button is not None:
        front.tap(button, effect)
        return
    shown = option_among(options_in(sight.hierarchy, opened.hierarchy), picked.text)
    if shown is not None and shown.marked:
        front.key("back")
        front.note(f"{target.name} stayed open with {picked.text!r} marked; closed it")
        return
    front.note(f"{target.name} stayed open, and no button to confirm it is known")


def _marked(target: Target, spot: Spot, wanted: Option, shown: Option | None) -> Proof:
    """What an option on the screen itself shows once it was tapped."""
    name = said(target, spot)
    if shown is None:
        return unseen(f'{name} is out of view after "{wanted.text}" was tapped')
    if shown.marked is None:
        return unseen(f"nothing on the screen marks which of {name} is chosen")
    return held(f'{name}: "{wanted.text}" is marked')


def _read_back(front: Front, target: Target, spot: Spot, option: str, picked: Option, was: list[str]) -> Proof:
    """What the choice says now, noted where that isn't what was picked. An app that tells it late is given the time."""
    name = said(target, spot)
    for last in (False, True):
        now = target.again()
        if now is None:
            front.note(f"{target.name} is out of view after choosing, so its value couldn't be read again")
            return unseen(f'{name} is out of view after "{picked.text}" was chosen')
        shown = values_of(now)
        if stands_at(shown, picked.text) or stands_at(shown, option):
            return shows(name, picked.text)
        within = [v for v in shown if v not in was and f" {plain_words(picked.text)} " in f" {plain_words(v)} "]
        if within and plain_words(picked.text):
            return shows(name, within[0])  # "After 2 minutes of inactivity"
        if shown != was or not last and not _tells(target, was):
            break
        if not last:
            front.await_change(now.sight)
    still = "still " if shown == was else ""
    what = f"{name} {still}shows {quoted(shown) or 'nothing'} after {picked.text!r} was chosen"
    front.note(what.replace(name, target.name, 1))
    if still and _tells(target, was):
        return refuted(what)
    return unseen(what)


def _opened_again(front: Front, target: Target, spot: Spot, picked: Option) -> Proof | None:
    """Which option is marked once the choice is opened again to see, and closed; None where that doesn't show it either, or a
    dialog has come up that asks something first."""
    sight = front.look()
    if sight.kind != "page":
        return None
    try:
        now = target.reach()
        opened = _open(front, target, now)
    except CallFailed:
        return None
    options = options_in(opened.hierarchy, now.sight.hierarchy)
    shown = option_among(options, picked.text)
    for _ in range(2):
        # the choice, and the menu it stands in; a page that shows something else by now is the page all the same
        if window_key(front.look().hierarchy) != window_key(sight.hierarchy):
            front.key("back")
    front.note(f"opened {target.name} again to see which option is marked")
    other = next((o.text for o in options if o.marked), "")
    if shown is not None and shown.marked:
        return held(f'{said(target, spot)}: "{picked.text}" is marked')
    if shown is None or shown.marked is None or not other:
        return None
    return refuted(f'{said(target, spot)}: "{other}" is marked, and not "{picked.text}"')


def _tells(target: Target, was: list[str]) -> bool:
    """Whether what stands beside a choice is its value, and no description: it was one of its options."""
    element = target.element
    options = {o.strip().casefold() for o in element.options} if element is not None else set()
    return any(value.strip().casefold() in options for value in was)


def _picker_read_back(front: Front, target: Target, spot: Spot, option: str, was: list[str]) -> Proof:
    """What stands where a date or a time was picked: other words than were said, but other than before."""
    name, now = said(target, spot), target.again()
    text = ", ".join(values_of(now)) if now is not None else ""
    same = names_the_same(option, text, front.phone.clock().date())
    if same or same is None and text and text != ", ".join(was):
        return shows(name, text)
    if same is False:
        return refuted(f'{name} shows "{text}" after "{option}" was picked')
    return unseen(f'the picker took "{option}" and closed; {name} shows {text or "nothing that tells"}')


def stands_at(values: list[str], option: str) -> bool:
    """Whether what a choice shows is this option."""
    return any(value.strip().casefold() == option.strip().casefold() for value in values)
