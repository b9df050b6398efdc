"""The baseline without a model: the script that uses the one element whose words fit the task best.

It shows how much of a figure the docs and the interpreter earn alone, and how much the model adds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from agent.model.writing import Generation, Prompt, StopReason, Warmth, ignore, never
from apidocs.doc import AppDoc, Element, Kind, Screen

_WORD = re.compile(r"[a-z0-9]+")
_QUOTED = re.compile(r"[\"'“‘]([^\"'”’]+)[\"'”’]")
_OFF = re.compile(r"\b(off|disable|hide|don't|do not|stop|deactivate|without)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Use:
    words: str
    script: str


def _words(text: str) -> set[str]:
    return {word.rstrip("s") for word in _WORD.findall(text.lower().replace("_", " "))}


def lexical_script(task: str, doc: AppDoc) -> str:
    """One call, chosen by shared words alone (Dice's coefficient); empty where no word is shared."""
    wanted = _words(task)
    best, best_score = "", 0.0
    for screen in doc.screens:
        for element in screen.elements:
            for use in _uses(task, screen, element):
                own = _words(use.words)
                shared = len(wanted & own)
                score = 2 * shared / (len(wanted) + len(own)) if own else 0.0
                if score > best_score:
                    best, best_score = use.script, score
    return best


def _uses(task: str, screen: Screen, element: Element) -> Iterator[_Use]:
    name, words = f"{screen.name}.{element.name}", f"{element.name} {element.label}"
    quoted = _QUOTED.search(task)
    match element.kind:
        case Kind.TOGGLE:
            yield _Use(words, f"{name}.turn_{'off' if _OFF.search(task) else 'on'}()")
        case Kind.CHOICE:
            for option in element.options:
                yield _Use(f"{words} {option}", f"{name}.choose({option!r})")
        case Kind.INPUT:
            if quoted:
                yield _Use(words, f"{name}.set_text({quoted[1]!r})")
        case Kind.LIST if element.item:
            if quoted:
                yield _Use(f"{words} {quoted[1]}", f"{screen.name}.{element.item.name}({quoted[1]!r}).open()")
        case Kind.TEXT:
            yield _Use(words, f"finish({name}.text)")
        case _:
            yield _Use(words, f"{name}.tap()")


class LexicalWriter:
    """Fulfils `agent.model.writing.Writer` with one script, whatever it is asked: it goes the way of a model's."""

    context = 8192

    def __init__(self, script: str) -> None:
        self.script = script

    def generate(
        self,
        prompt: Prompt,
        *,
        max_tokens: int = 300,
        on_token: Callable[[str], None] = ignore,
        cancelled: Callable[[], bool] = never,
    ) -> Generation:
        return Generation(self.script, StopReason.STOP, model="lexical")

    def warm(self, prompt: Prompt, *, cancelled: Callable[[], bool] = never) -> Warmth:
        return Warmth(0, 0.0, "memory")

    def count(self, prompt: Prompt) -> int:
        return 0

    def close(self) -> None:
        return
