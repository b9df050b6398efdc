"""The order of a script's acts, held against the doc's transitions: forms filled in and not saved, dialogs opened and not
answered, screens that nothing leads to, and what each act does to the world. Reads branches and loops as if they were
carried out once, in the order they stand."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apidocs.doc import AppDoc, Effect, Element, Kind, Screen, Transition
from apidocs.doc.buttons import says_no, says_yes
from apidocs.doc.committing import committing
from apidocs.doc.effects import asks, gravest
from apidocs.doc.paths import openers, route

from ..calls.declared import declared
from .uses import Reading, Use

_TAKING = frozenset({Effect.DELETE, Effect.SEND, Effect.CALL, Effect.PAY})
TYPING = ("set_text", "append_text")
OPENING = {"tap": "tap", "open": "open", "long_press": "long_press", "turn_on": "tap", "turn_off": "tap"}
"""A script's op and the transition's action it may be."""


@dataclass(frozen=True)
class LineEffect:
    """What one act of a script does to the world, as far as the doc tells."""

    line: int
    what: str
    """The thing, as a script names it."""
    op: str
    effect: Effect

    @property
    def asks(self) -> bool:
        """Whether the default policy asks for consent."""
        return asks(self.effect)


@dataclass(frozen=True)
class Open:
    """Something begun and not ended: a form or a dialog."""

    screen: Screen
    ending: Element | None
    """What would end it: the element that saves, or says yes. None where that isn't certain."""
    first: Use
    last: Use
    again: Use | None = None
    """What would open it anew: the tap on its opener, written where the one that saves was meant."""

    def span(self, reading: Reading) -> tuple[list[ast.stmt], int]:
        """The innermost block that has all of it, and where in it the last of it stands."""
        begun = [block for block, _ in _blocks_around(reading, self.first.statement)]
        for block, statement in _blocks_around(reading, self.last.statement):
            if any(block is one for one in begun):
                return block, next(n for n, s in enumerate(block) if s is statement)
        return reading.tree.body, len(reading.tree.body) - 1


def _blocks_around(reading: Reading, statement: ast.stmt | None) -> Iterator[tuple[list[ast.stmt], ast.stmt]]:
    """The blocks that a statement stands in, the innermost first, each with the one of its statements that has it."""
    statements = (node for node in reading.around(statement) if isinstance(node, ast.stmt))
    yield from ((reading.block_of(one), one) for one in statements)


def effects(reading: Reading, doc: AppDoc) -> list[LineEffect]:
    """Of every act, in order; reads are left out."""
    told = ((use, effect_of_use(use, doc)) for use in reading.uses)
    return [LineEffect(u.line, str(u.ref) or u.op, u.op, effect) for u, effect in told if effect is not Effect.READ]


def element_of(use: Use, doc: AppDoc) -> Element | None:
    """The doc's element that it is done with; None for a row's part and for what is found by its text."""
    return doc.element(use.ref.screen, use.ref.element) if not use.ref.part and not use.ref.found else None


def effect_of_use(use: Use, doc: AppDoc) -> Effect:
    """What the doc says of it; the screen in front may say worse when it runs."""
    method = use.member.method
    if method is None or not method.acts:
        return Effect.READ
    return declared(use.ref, use.op, doc)


def unsaved_forms(reading: Reading, doc: AppDoc) -> list[Open]:
    """Forms of which a field was filled in and nothing was done thereafter that saves or leaves them."""
    pending: dict[str, Open] = {}
    found: list[Open] = []
    for use in reading.uses:
        screen, element = doc.screen(use.ref.screen), doc.element(use.ref.screen, use.ref.element)
        if use.op == "enter" and not use.ref.screen:
            pending.clear()
        if screen is None or element is None:
            continue
        if use.op in TYPING and element.commit:
            before = pending.get(screen.name)
            pending[screen.name] = Open(screen, committing(screen, element), before.first if before else use, use)
        elif opened := _opened_again(use, doc, pending):
            form = pending.pop(opened)
            found.append(Open(form.screen, form.ending, form.first, form.last, use))
        elif screen.name in pending:
            if element.kind is Kind.BUTTON and use.op in ("tap", "open"):
                # saved, or left on purpose
                del pending[screen.name]
            elif use.acts:
                before = pending[screen.name]
                pending[screen.name] = Open(screen, before.ending, before.first, use)
    return [p for p in (*found, *pending.values()) if p.ending is not None]


def _opened_again(use: Use, doc: AppDoc, pending: dict[str, Open]) -> str:
    """The filled dialog that this tap on its opener would bring up empty; small models end `rename` so."""
    targets = {t.target for t in steps_of(use, doc)} if use.op == "tap" else set()
    return next((name for name, form in pending.items() if name in targets and form.screen.kind == "dialog"), "")


def unanswered_dialogs(reading: Reading, doc: AppDoc) -> list[Open]:
    """Dialogs that an act of the script opens, and of which it taps no button before it goes on elsewhere or ends. A
    dialog that it goes through, or comes back to, is none of them."""
    found: list[Open] = []
    standing: Open | None = None
    for number, use in enumerate(reading.uses):
        screen = doc.screen(use.ref.screen)
        if screen is None and use.op != "finish":
            if use.op in ("back", "enter") or use.ref.found:
                # answered in a way the doc doesn't know
                standing = None
            continue
        method = use.member.method
        if standing is not None:
            if screen is standing.screen:
                element = screen.element(use.ref.element)
                # choosing picks and confirms
                pressed = use.op == "choose" or element is not None and element.kind is Kind.BUTTON and use.op == "tap"
                standing = None if pressed else Open(standing.screen, standing.ending, standing.first, use)
            elif method is not None and method.acts:
                on_the_way = _leads_through(standing.screen, use.ref.screen, doc)
                if not on_the_way and not _comes_back(standing.screen, reading.uses[number:], doc):
                    found.append(standing)
                standing = None
        if opened := _dialog_opened(use, doc):
            # an empty form may well be what the task wants opened; a filled one is told of as such
            asks_input = any(e.kind is Kind.INPUT for e in opened.elements)
            waits = not asks_input and _asks(opened) and bool(_yes_elements(opened))
            # what comes up under a long press offers something: nobody has asked for it yet
            offered = use.op == "long_press" and any(e.effect in _TAKING for e in _yes_elements(opened))
            waits = waits and not offered
            standing = Open(opened, yes_element(opened), use, use) if waits else None
    return found + ([standing] if standing else [])


def _comes_back(dialog: Screen, later: Sequence[Use], doc: AppDoc) -> bool:
    """Whether the script uses a dialog again without opening it anew."""
    for use in later:
        if use.ref.screen == dialog.name:
            return True
        if _dialog_opened(use, doc) is dialog:
            return False
    return False


def _leads_through(dialog: Screen, screen: str, doc: AppDoc) -> bool:
    """Whether a dialog opens a screen, or one before it, otherwise than by its answer: "Other folder" of a list to pick from."""
    plain = {
        e.name
        for e in dialog.elements
        if not (asks(e.effect) or says_yes(e.label or e.name) or says_no(e.label or e.name))
    }
    below = {t.source for t in doc.transitions if t.target == dialog.name}
    steps = [t for t in doc.transitions if t.action != "back" and t.target != dialog.name]
    first = {t.target for t in steps if t.source == dialog.name and t.element in plain} - below
    return screen in first | {t.target for t in steps if t.source in first} - below


def _dialog_opened(use: Use, doc: AppDoc) -> Screen | None:
    """The dialog that an act brings up wherever it was seen, and that stands in nobody's way of doing more."""
    steps = steps_of(use, doc)
    targets = {s.target for s in steps}
    screen = doc.screen(targets.pop()) if len(targets) == 1 else None
    return screen if screen is not None and screen.kind == "dialog" and screen.name != use.ref.screen else None


def steps_of(use: Use, doc: AppDoc) -> list[Transition]:
    """The transitions that an act was seen to be."""
    action = OPENING.get(use.op)
    if action is None or not use.ref.element:
        return []
    element = doc.element(use.ref.screen, use.ref.element)
    here = [t for t in doc.transitions if (t.source, t.element) == (use.ref.screen, use.ref.element)]
    if use.ref.part:
        parts = element.item.parts if element is not None and element.item is not None and use.op == "tap" else []
        opened = next((part.opens for part in parts if part.name == use.ref.part), "")
        return [t for t in here if t.action == "part" and t.target == opened]
    actions = {action}
    if element is not None and element.kind is Kind.LIST and action != "long_press":
        actions = {"tap", "open"}
    return [t for t in here if t.action in actions]


def yes_element(screen: Screen) -> Element | None:
    """The one button of a dialog that goes on with it; None where there are several."""
    sure = _yes_elements(screen)
    return sure[0] if len(sure) == 1 else None


def _asks(dialog: Screen) -> bool:
    """Whether a dialog wants an answer. One that only shows something, with an OK to close it, may be what was asked for."""
    if any(e.kind in (Kind.TOGGLE, Kind.CHOICE) for e in dialog.elements):
        return True
    yes = [e for e in _yes_elements(dialog) if gravest([e.effect, Effect.COMMIT]) is not Effect.COMMIT]
    return bool(yes) or _can_be_declined(dialog)


def _can_be_declined(dialog: Screen) -> bool:
    return any(e.kind is Kind.BUTTON and says_no(e.label or e.name) for e in dialog.elements)


def _yes_elements(screen: Screen) -> list[Element]:
    """What may go on with the dialog: a button that says yes; in one that can be declined, one that does something."""
    buttons = [e for e in screen.elements if e.kind is Kind.BUTTON and not says_no(e.label or e.name)]
    sure = [e for e in buttons if says_yes(e.label or e.name)]
    return sure or [e for e in buttons if asks(e.effect) and _can_be_declined(screen)]


def unreachable(reading: Reading, doc: AppDoc) -> Iterator[tuple[Use, Transition | None]]:
    """The first use of each screen that no known way leads to from where the script has been; with what opens it."""
    if not doc.screen(doc.start):
        return
    been = [doc.start]
    for use in reading.uses:
        name = use.ref.screen
        if name and name not in been:
            if all(route(doc, start, name) is None for start in been):
                yield use, next(iter(openers(doc, name)), None)
            been.append(name)
        been += [t.target for t in steps_of(use, doc) if t.target not in been]
