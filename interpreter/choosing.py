"""Choosing an option: open the choice, pick, confirm where its dialog asks for it, and read back what it shows.

Nothing is opened where the option is chosen already. An option that isn't offered is never replaced by a near one unless
only one comes near; the choice is closed again and what it offers is said.
"""

from __future__ import annotations

from collections.abc import Callable

from apidocs.doc import Effect
from apidocs.windows import Window
from phones.hierarchy import Hierarchy, Node

from .dialogs import buttons, positive_button
from .errors import CallFailed
from .front import Front, Sight
from .matching import choose_text, quoted
from .scrolling import scroll, to_top
from .states import Spot, switch_at, values_of
from .targets import Target, refuse_disabled


def choose(front: Front, target: Target, option: str, agree: Callable[[Spot], Effect]) -> Spot:
    """Make the choice show `option`. Raises CallFailed where it can't be opened, doesn't offer it, or shows another one after.

    `agree(spot)` gets consent and gives the effect; it is asked only if something is to be chosen.
    """
    spot = target.reach()
    was = values_of(spot)
    if _shows(was, option):
        front.note(f"{target.name} was {option!r} already")
        return spot
    refuse_disabled(spot, target.name)
    effect = agree(spot)
    spot = target.again() or target.reach()
    opened = _open(front, target, spot)
    picked = _pick(front, target, option, opened, spot.sight, effect)
    _confirm(front, target, opened, effect)
    _verify(front, target, option, picked, was)
    return spot


def _open(front: Front, target: Target, spot: Spot) -> Sight:
    before = spot.sight
    after = front.tap(spot.node if spot.node.clickable else spot.node.actionable() or spot.node)
    if after.signature == before.signature:
        after = front.await_change(before)
    if after.signature == before.signature:
        raise CallFailed(f"{target.name} didn't open when it was tapped.")
    return after


def _pick(front: Front, target: Target, option: str, opened: Sight, before: Sight, effect: Effect) -> str:
    """Tap the option, scrolling for it. Returns its text. Raises CallFailed where it isn't offered; closes the choice then."""
    offered: dict[str, None] = {}
    sight = opened
    for at_top in (False, True):
        if at_top:
            sight = to_top(front)
        for _ in range(front.limits.swipes):
            options = options_in(sight.hierarchy, before.hierarchy)
            offered |= dict.fromkeys(text for text, _ in options)
            choice = choose_text(option, [text for text, _ in options])
            # near texts are judged once all are known
            if choice.best is not None and (
                choice.how in ("exact", "same letters") or at_top and _alone(option, offered)
            ):
                text, node = options[choice.best]
                front.tap(node.actionable() or node, effect)
                if choice.how != "exact":
                    front.note(f"took {text!r} for {option!r} ({choice.how})")
                return text
            sight, moved = scroll(front, "down")
            if not moved:
                break
    front.key("back")
    alike = [list(offered)[i] for i in choose_text(option, list(offered)).candidates]
    if len(alike) > 1:
        raise CallFailed(f"Several options of {target.name} fit {option!r}: {quoted(alike)}. Say which.")
    raise CallFailed(f"{target.name} doesn't offer {option!r}. It offers: {quoted(list(offered), 20) or 'nothing'}.")


def _alone(option: str, offered: dict[str, None]) -> bool:
    return choose_text(option, list(offered)).best is not None


def options_in(hierarchy: Hierarchy, before: Hierarchy) -> list[tuple[str, Node]]:
    """What an opened choice offers: the checkable things with their words, else what can be tapped and is new."""
    window = Window.of(hierarchy)
    if window is None:
        return []
    taps = {id(n) for n in (*window.buttons.values(), *(buttons(window.root) if window.kind == "dialog" else ()))}
    checkable = [(words, n) for n in window.nodes if n.checkable and (words := _words(n))]
    if checkable:
        return checkable
    old = {(n.label, n.bounds) for n in before.walk()} if window.kind == "page" else set()
    return [
        (n.label, n)
        for n in window.nodes
        if n.label and id(n) not in taps and n is not window.title_node and (n.label, n.bounds) not in old
    ]


def _words(node: Node) -> str:
    """Of a checkable node: its own, or those of the row that it is the switch of."""
    if node.label:
        return node.label
    for around in node.ancestors():
        if switch_at(around) is not node:
            return ""
        words = next((n.label for n in around.walk() if n.label), "")
        if words:
            return words
    return ""


def _confirm(front: Front, target: Target, opened: Sight, effect: Effect) -> None:
    """Press the button that confirms, where the choice is still open."""
    sight = front.look()
    window, was = Window.of(sight.hierarchy), Window.of(opened.hierarchy)
    if window is None or was is None or window.kind == "page" or window.root.bounds != was.root.bounds:
        return
    confirm = target.element.confirm if target.element is not None else None
    matches = sight.find(confirm) if confirm is not None else []
    button = matches[0].node if matches else positive_button(window.root)
    if button is None:
        front.note(f"{target.name} stayed open, and no button to confirm it is known")
        return
    front.tap(button, effect)


def _verify(front: Front, target: Target, option: str, picked: str, was: list[str]) -> None:
    """Read back what the choice shows now."""
    spot = target.again()
    if spot is None:
        front.settle()
        spot = target.again()
    if spot is None:
        front.note(f"{target.name} is out of view after choosing, so its value couldn't be read again")
        return
    shown = values_of(spot)
    if _shows(shown, picked) or _shows(shown, option):
        return
    if shown != was:
        front.note(f"{target.name} shows {quoted(shown)} after {picked!r} was chosen")
        return
    _look_inside(front, target, spot, picked)


def _look_inside(front: Front, target: Target, spot: Spot, picked: str) -> None:
    """The value isn't shown on the screen: open the choice once more, read which option is marked, close it."""
    opened = _open(front, target, spot)
    marked = [
        text for text, node in options_in(opened.hierarchy, spot.sight.hierarchy) if node.checked or node.selected
    ]
    front.key("back")
    if marked and picked not in marked:
        raise CallFailed(f"{target.name} still stands at {quoted(marked)} after {picked!r} was chosen.")
    if not marked:
        front.note(f"{target.name} doesn't show which option is chosen; {picked!r} was tapped")


def _shows(values: list[str], option: str) -> bool:
    return any(value.strip().casefold() == option.strip().casefold() for value in values)
