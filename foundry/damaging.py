"""Right scripts made wrong as a small model would: a name that isn't there, the wrong screen, a method of another kind. The error
is the product's own, and so is what it asks for next."""

from __future__ import annotations

import random
from collections.abc import Iterator

from agent.prompts.prompting import Failure
from apidocs.doc import AppDoc
from apidocs.doc.script_names import Spot, uses
from apidocs.doc.table import api_names
from interpreter.check.checking import check


def failures(script: str, doc: AppDoc, draw: random.Random) -> Iterator[Failure]:
    """What may have been wrong before a right script was written, of different kinds, in an order of chance."""
    ways = [_other_name, _other_screen, _other_method]
    draw.shuffle(ways)
    for way in ways:
        wrong = way(script, doc, draw)
        if wrong and (failure := checked(wrong, doc)) is not None:
            yield failure


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
