"""A setting that is set though the task calls another one of the app by its whole name: the ring volume for "set the alarm
volume to 70 percent". A part of `agent.fit.doubts`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from apidocs.doc import AppDoc, Element, Kind
from apidocs.doc.quotes import QUOTED
from apidocs.doc.words import SAYING_NOTHING, split_words, stem
from apidocs.shipped.itself import PACKAGE, phone_words
from interpreter.reading.flow import element_of
from interpreter.reading.uses import Use

from ..words.intent import Intent
from ..words.lexicon import said_words
from .coverage import Script, fits
from .doubt import Doubt, named

_SETS = ("turn_on", "turn_off", "choose")
_SET = (Kind.TOGGLE, Kind.CHOICE)


def other_controls(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """Of each setting that a script sets, one that the task says whole and the script leaves alone, where they have a word in
    common, and the one that is set has a word that the task doesn't say."""
    task = QUOTED.sub(" ", intent.task)
    said, stems = said_words(task), [stem(word) for word in split_words(task, camel=False)]
    used = {_called(one) for use in script.reading.uses if (one := element_of(use, doc)) is not None}
    for use in script.acts:
        element = element_of(use, doc)
        if use.op not in _SETS or use.ref.row or element is None or element.kind not in _SET:
            continue
        own = frozenset(_called(element))
        if not own or all(fits(word, said) for word in own) or _says_it(use, task):
            continue
        for other in _settings(doc):
            name = _called(other)
            shared = own & said_words(" ".join(name)) and set(name) - own
            if _several(name) and name not in used and shared and _within(name, stems):
                yield Doubt(
                    "another_control",
                    use.line,
                    f'it sets {named(use)}, and the task says "{other.label or other.name}"',
                )
                break


def _says_it(use: Use, task: str) -> bool:
    """Whether it is one of the phone's own, and the task has another word for it."""
    return use.ref.screen == PACKAGE and use.ref.element in phone_words(task)


def _settings(doc: AppDoc) -> Iterator[Element]:
    return (element for screen in doc.screens for element in screen.elements if element.kind in _SET)


def _called(element: Element) -> tuple[str, ...]:
    """Stems of what a setting is called, in order."""
    return tuple(stem(word) for word in split_words((element.label or element.name).replace("_", " "), camel=False))


def _several(name: Sequence[str]) -> bool:
    """Whether it is a name of several words, and so none that is said by chance: "E-bikes" is none."""
    return sum(len(word) > 1 and word not in SAYING_NOTHING for word in name) > 1


def _within(name: Sequence[str], stems: Sequence[str]) -> bool:
    """Whether the words of a name stand in a row."""
    return any(tuple(stems[at : at + len(name)]) == tuple(name) for at in range(len(stems)))
