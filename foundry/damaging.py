"""Right scripts made wrong as a small model would: a name that isn't there, the wrong screen, a method of another kind, a row
called by other words. The error is the product's own, and so is what it asks for next."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from agent.prompts.outlining import outline
from agent.prompts.prompting import Failure
from apidocs.doc import AppDoc
from apidocs.doc.script_names import Spot, uses
from apidocs.doc.table import api_names
from interpreter.check.checking import check

from .intents import Intent
from .judging import judge_phone
from .planning.verifying import Verifier

MOST_SCREEN = 900
"""Characters of the screen that is told; more would cost more than it teaches."""
_STRING = re.compile(r'\("((?:[^"\\]|\\.)+)"\)')


@dataclass(frozen=True)
class Redo:
    """What went wrong, and what is to be written then."""

    failure: Failure
    script: str


def redos(script: str, intent: Intent, verifier: Verifier, draw: random.Random) -> Iterator[Redo]:
    """Second turns that a right script can be the answer to, of different kinds, in an order of chance."""
    ways = [_other_name, _other_screen, _other_method]
    draw.shuffle(ways)
    for way in ways:
        wrong = way(script, verifier.doc, draw)
        if wrong and (failure := checked(wrong, verifier.doc)) is not None:
            yield Redo(failure, script)
    if (found := _failed_run(script, intent, verifier, draw)) is not None:
        yield found


def checked(script: str, doc: AppDoc) -> Failure | None:
    """What the check says against a script, as the product tells it."""
    problem = next((p for p in check(script, doc).problems if p.severity == "error"), None)
    return Failure(script, f"{problem.message} {problem.hint}".strip(), problem.line) if problem else None


def _spots(script: str, doc: AppDoc) -> list[Spot]:
    return [spot for spot in uses(script, api_names(doc)).spots if spot.element]


def _put(script: str, spot: Spot, new: str) -> str:
    lines = [line.encode() for line in script.split("\n")]
    line = lines[spot.line - 1]
    lines[spot.line - 1] = line[: spot.start] + new.encode() + line[spot.end :]
    return "\n".join(line.decode() for line in lines)


def _at(script: str, spot: Spot) -> str:
    return script.split("\n")[spot.line - 1].encode()[spot.start : spot.end].decode()


def _other_name(script: str, doc: AppDoc, draw: random.Random) -> str:
    """An element called nearly right."""
    if not (spots := _spots(script, doc)):
        return ""
    spot = draw.choice(spots)
    name = _at(script, spot)
    words = name.split("_")
    forms = [
        f"{name}_button",
        f"set_{name}",
        name.replace("_", ""),
        "_".join(reversed(words)),
        words[0],
        f"{name}s",
        f"{name}_screen",
    ]
    return _put(script, spot, draw.choice([form for form in forms if form != name]))


def _other_screen(script: str, doc: AppDoc, draw: random.Random) -> str:
    """The right element on a screen that doesn't have it."""
    spots = [spot for spot in uses(script, api_names(doc)).spots if not spot.element]
    others = [screen.name for screen in doc.screens if not screen.serves]
    if not spots or len(others) < 2:
        return ""
    spot = draw.choice(spots)
    return _put(script, spot, draw.choice([name for name in others if name != spot.screen]))


def _other_method(script: str, doc: AppDoc, draw: random.Random) -> str:
    """What another kind of thing can do."""
    swaps = {
        ".turn_on()": ".set(True)", ".turn_off()": ".set(False)", ".choose(": ".select(", ".set_text(": ".type(",
        ".tap()": ".click()", ".is_on": ".checked", ".value": ".selected", ".open()": ".select()",
    }  # fmt: skip
    found = [old for old in swaps if old in script]
    if not found:
        return ""
    old = draw.choice(found)
    return script.replace(old, swaps[old], 1)


def _failed_run(script: str, intent: Intent, verifier: Verifier, draw: random.Random) -> Redo | None:
    """A row called by other words: the run stops there, and goes on with the rest."""
    lines = script.split("\n")
    at = [
        n for n, line in enumerate(lines) if _STRING.search(line) and not line.startswith(" ") and "finish" not in line
    ]
    if not at or any(line.startswith((" ", "for ", "if ", "while ")) for line in lines):
        return None
    number = draw.choice(at)
    put = draw.choice(('("the {0} one")', '("{0} list")', '("{0}, please")'))
    wrong = "\n".join(
        [*lines[:number], _STRING.sub(lambda m: put.format(m[1]), lines[number], count=1), *lines[number + 1 :]]
    )
    if checked(wrong, verifier.doc) is not None:
        return None
    result, before, _ = verifier.run(wrong, goes_on=True)
    try:
        if result.status != "failed" or result.problem is None or not result.problem.line:
            return None
        carried = any(outcome.status == "ok" for _, outcome in result.calls)
        screen = outline(result.hierarchy, verifier.doc)[:MOST_SCREEN] if result.hierarchy else ""
        error = f"{result.problem.message} {result.problem.hint}".strip()
        failure = Failure(wrong, error, result.problem.line, carried, screen)
        rest = "\n".join(lines[result.problem.line - 1 :]) if carried else script
        again = verifier.go_on(rest, result)
    finally:
        result.take_back()
    if again is None:
        return None
    verdict = judge_phone(
        verifier.blueprint, intent, before, verifier.phone.whole(), status=again.status, answer=again.answer
    )
    return Redo(failure, rest) if verdict.success else None
