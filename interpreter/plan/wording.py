"""The steps of a plan in plain English, one short line each, by the labels that a person sees on the screen."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from apidocs.doc import AppDoc
from apidocs.doc.effects import takes_object
from apidocs.doc.words import only_switch
from interpreter.reading.scripts import names_given

from .phrases import COUNT, MOST, Phrases, Unsayable, plain
from .tree import Answer, Rows, Step, Subject

_PHONE = {
    "back": "Go back",
    "enter": "Press Enter",
    "wait": "Wait {arg} seconds",
    "open_app": "Open the app {arg}",
}
_SAID = {
    "tap": "Tap {what}",
    "long_press": "Hold {what}",
    "open": "Open {what}",
    "turn_on": "Turn {what} on",
    "turn_off": "Turn {what} off",
    "choose": "Set {what} to {arg}",
    "set_text": "Type {arg} into {what}",
    "append_text": "Add {arg} to {what}",
    "scroll_down": "Scroll {what} down",
    "scroll_up": "Scroll {what} up",
}


class Words:
    """Words the steps of one plan."""

    def __init__(
        self, doc: AppDoc, *, where: bool = False, most: int = MOST, things: Mapping[int, Subject] | None = None
    ) -> None:
        """`most`: characters of a label or a text before it is cut. `things`: the rows that steps are done to without naming
        them, by the steps' ids (`deeds`); those steps are said with them."""
        self._where, self._phrases, self._things = where, Phrases(doc, most=most), things or {}

    def line(self, node: ast.stmt, row: str = "") -> str:
        """One step, and what is within it. `row`: what stands for the row that a step is done to. Raises Unsayable."""
        said = self._phrases
        match node:
            case Step():
                return self._step(node, row)
            case ast.AugAssign(ast.Name(name), ast.Add()) if name == COUNT:
                return "Count it"
            case ast.For(ast.Name(), over, body, []):
                return self._loop(names_given(node.target)[0], over, body)
            case ast.While(test, body, []):
                return f"As long as {said.test(test)}: {self.all(body)}"
            case ast.If(test, then, otherwise):
                line = f"If {said.test(test)}: {self.all(then)}"
                return f"{line}; else {lower(self.all(otherwise))}" if otherwise else line
            case Answer(value):
                return f"Answer {said.answer(value)}" if value is not None else "Stop there"
            case ast.Break():
                return "Stop going through them"
            case ast.Continue():
                return "Go on with the next"
        raise Unsayable(ast.dump(node))

    def all(self, nodes: Sequence[ast.stmt]) -> str:
        """Several steps in one line: `Hold it, tap Delete`."""
        lines = [self.line(node) for node in nodes]
        return ", ".join(line if n == 0 else lower(line) for n, line in enumerate(lines)) or "Do nothing"

    def _step(self, step: Step, row: str) -> str:
        on, args = step.on, [self._phrases.value(arg) for arg in step.args]
        arg = " and ".join(args)
        if not on.screen and not on.element and on.found is None and not on.variable:
            return _PHONE.get(step.op, plain(step.op).capitalize()).format(arg=arg)
        if (label := self._phrases.action(on, step.op)) is not None:
            return f"{label}: {', '.join(args)}" if args else label
        thing = on if on.row is not None or on.part else self._things.get(id(step))
        row = row or (self._phrases.row(thing) if thing is not None else "")
        what = self._phrases.thing(on, row)
        if step.op == "tap" and on.row is not None and not on.part:
            said = f"Open {what}"
        elif step.op == "tap" and thing is not None:
            label = plain(on.part).capitalize() if on.part else self._phrases.label(on)
            return f"{label} {row}" if takes_object(label) else f'Tap "{label}" for {row}'
        elif on.part and step.op in ("turn_on", "turn_off"):
            which = "" if only_switch(on.part) else f"{plain(on.part).capitalize()} "
            state = step.op.removeprefix("turn_")
            said = f"Turn {which}{state} for {row}" if which else f"Turn {row} {state}"
        elif step.op in _SAID:
            said = _SAID[step.op].format(what=what, arg=arg)
        else:
            said = f"{plain(step.op).capitalize()} {what}{f' with {arg}' if arg else ''}"
        if thing is not None and thing is not on:
            return f"{said} for {row}"
        within = on.screen and (on.element or on.found is not None) and not on.variable
        return f"{said} in {self._phrases.screen(on.screen)}" if self._where and within else said

    def _loop(self, variable: str, over: ast.expr, body: Sequence[ast.stmt]) -> str:
        said = self._phrases
        with said.each(variable):
            match over, body:
                case Rows(on), [ast.If(test, then, [])] if then:
                    every = f"For every {said.noun(on)}"
                    if passing := said.whose(test):
                        return f"{every} {passing}: {self.all(then)}"
                    return f"{every}: If {said.test(test)}, {lower(self.all(then))}"
                case Rows(on), _:
                    return f"For every {said.noun(on)}: {self.all(body)}"
                case Subject(), _:
                    raise Unsayable("a thing that is no list")
            through = said.several(over.elts) if isinstance(over, ast.List) else said.value(over)
            return f"For each of {through}: {self.all(body)}"


def lower(line: str) -> str:
    """As it goes on within a line."""
    return line[:1].lower() + line[1:]
