"""Where the steps of a plan take place, and where each leaves off, by the doc's transitions."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Sequence

from apidocs.doc import AppDoc, Effect, Element, Kind, Transition
from apidocs.doc.effects import asks
from apidocs.doc.routing import Routes
from interpreter.calls.declared import declared

from .parts import blocks, subjects
from .tree import Each, Step, Subject

NOWHERE = frozenset({""})
"""Stands for not being known."""
Places = frozenset[str]


class Ways:
    """The ways of one doc, each looked for once."""

    def __init__(self, doc: AppDoc) -> None:
        self.doc = doc
        self._routes = Routes(doc)
        self._known: dict[tuple[str, str], list[Transition]] = {}

    def path(self, start: str, goal: str) -> list[Transition]:
        """The way that is taken by itself, opening no row; from where a launch leads, for an empty start. Empty for none."""
        key = (start or self.doc.start, goal)
        if key not in self._known:
            self._known[key] = self._routes.path(*key, set())
        return self._known[key]

    def targets(self, on: Subject, op: str) -> Places:
        """The screens that an act on a thing was seen to lead to."""
        action = "long_press" if op == "long_press" else "tap"
        actions = {action, "open"} if on.row is not None and action == "tap" else {action}
        return frozenset(
            t.target
            for t in self.doc.transitions
            if (t.source, t.element) == (on.screen, on.element) and t.action in actions
        )

    def after(self, step: Step, here: Places) -> Places:
        """The screens that may be in front once a step is done."""
        on, op = step.on, step.op
        if not on.screen:
            return here if op in ("wait", "set_text", "append_text") else NOWHERE
        if on.found is not None:
            return frozenset({on.screen, ""}) | self._behind_rows(on.screen, op)
        if not on.element:
            return frozenset({on.screen})
        if op not in ("tap", "open", "long_press"):
            return self.targets(on, op) | {on.screen} if op.startswith("turn_") else frozenset({on.screen})
        element = self.element(on)
        if on.part:
            parts = element.item.parts if element is not None and element.item is not None else []
            led = next((part.opens for part in parts if part.name == on.part), "")
            return frozenset({led}) if led and op == "tap" else frozenset({on.screen, ""})
        if on.row is not None and element is not None and element.item is not None:
            led = element.item.menu if op == "long_press" else element.item.opens
            return self.targets(on, op) | {led} if led else self.targets(on, op) or NOWHERE
        stays = element is not None and element.kind is not Kind.BUTTON and not asks(element.effect)
        return self.targets(on, op) or (frozenset({on.screen}) if stays else NOWHERE)

    def _behind_rows(self, screen: str, op: str) -> Places:
        """What is found by its text may be a row of one of the screen's lists: where those lead."""
        found = self.doc.screen(screen)
        lists = [e for e in found.elements if e.item is not None] if found is not None and op in ("tap", "open") else []
        opened = {e.item.opens for e in lists if e.item is not None}
        rows = (self.targets(Subject(screen, e.name, row=Each()), op) for e in lists)
        return frozenset(opened).union(*rows) - {""}

    def ends(self, nodes: Sequence[ast.stmt], here: Places) -> Places:
        """The screens that may be in front once some steps are done, loops once over."""
        for node in nodes:
            for on in subjects(node):
                here = frozenset({on.screen}) if on.screen else here
            if isinstance(node, Step):
                here = self.after(node, here)
            ended = [self.ends(block, here) for block in blocks(node)]
            here = (frozenset() if isinstance(node, ast.If) else here).union(*ended)
        return here

    def element(self, on: Subject) -> Element | None:
        """The doc's element or list that a thing is, or is a row of."""
        return self.doc.element(on.screen, on.element)

    def effect(self, step: Step) -> Effect:
        """What a step does, as far as the doc tells."""
        ref = step.on.ref
        if self.deed(step):
            return declared(dataclasses.replace(ref, element=step.op), "do", self.doc)
        return declared(ref, step.op, self.doc)

    def deed(self, step: Step) -> bool:
        """Whether a step is something that the phone does by itself, and so called by its name: `phone.set_alarm(…)`."""
        element = self.doc.element(step.on.screen, step.op) if not step.on.element else None
        return element is not None and element.kind is Kind.ACTION

    def by_label(self, part: ast.AST) -> ast.AST:
        """The element that something looked for on its screen is, where the doc has just one with that label; else the same."""
        match part:
            case Subject(screen=name, found=ast.Constant(str() as text), variable="") if (
                screen := self.doc.screen(name)
            ) is not None:
                same = [e for e in screen.elements if e.label.casefold().strip() == text.casefold().strip() != ""]
                return Subject(name, same[0].name) if len(same) == 1 and same[0].kind is not Kind.LIST else part
        return part

    def opens(self, step: Step, here: Places) -> str:
        """The screen that a step brings up and does nothing else, as the interpreter would by itself; empty where it does
        more, or leads elsewhere than the interpreter would go."""
        on = step.on
        if on.variable or on.found is not None or on.part or on.row is not None:
            return ""
        if step.op == "open" and on.screen and not on.element:
            return on.screen
        element, led = self.element(on), self.targets(on, "tap")
        if step.op != "tap" or element is None or len(led) != 1:
            return ""
        target = next(iter(led))
        for place in here:
            path = self.path(place, target)
            if not path or (path[-1].source, path[-1].element, path[-1].action) != (on.screen, on.element, "tap"):
                return ""
        return target
