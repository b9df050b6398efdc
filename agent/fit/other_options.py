"""An option that is chosen where the task says another one of the same choice: "on vibrate", and the script sets it to sound. A
part of `agent.fit.doubts`.

Of 707 right scripts of a third of the sketches, each with an option put in place of another by chance, it holds 288 that nothing
else holds; of 690 right ones 3, and of 75 on recorded apps none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from apidocs.doc import AppDoc, Kind
from apidocs.doc.quotes import QUOTED
from apidocs.doc.words import split_words, stem
from interpreter.reading.flow import element_of

from ..words.intent import Intent
from .coverage import Script
from .doubt import Doubt, named

_TAKES_AWAY = frozenset(
    "not no dont doesnt isnt without never instead rather than from off stop disable except less unlike nor neither avoid hide "
    "drop remove skip hate longer more else but was cant havent hasnt if when while until till unless whenever once sick "
    "tired".split()
)
"""Words that, shortly before an option, say that it isn't the one that is wanted, or when another one holds."""
_BEFORE = 4


def other_options(script: Script, intent: Intent, doc: AppDoc) -> Iterator[Doubt]:
    """Only where one alone is said, in words that stand together and are more than a number, and no word of the chosen one is."""
    words = _words(QUOTED.sub(" \N{BULLET} ", intent.task))
    for use in script.acts:
        element = element_of(use, doc)
        chosen = use.literal(0)
        if use.op != "choose" or element is None or element.kind is not Kind.CHOICE or chosen is None:
            continue
        options = {option: _words(option) for option in element.options}
        taken = next((option for option in options if option.casefold() == chosen.strip().casefold()), None)
        if taken is None:
            continue
        places = {option: _places(said, words) for option, said in options.items() if not all(map(str.isdecimal, said))}
        wanted = [o for o, found in places.items() if any(not _taken_away(words, at) for at in found)]
        wanted = [o for o in wanted if not any(o != p and set(options[o]) < set(options[p]) for p in wanted)]
        if len(wanted) == 1 and wanted[0] != taken and not _says_any(options[taken], words):
            yield Doubt("other_option", use.line, f'it sets {named(use)} to "{taken}", and the task says "{wanted[0]}"')


def _words(text: str) -> list[str]:
    """As they stand: "every two weeks" says no "Weekly"."""
    return [*split_words(text, camel=False)]


def _places(option: Sequence[str], words: Sequence[str]) -> list[int]:
    """Where the words of an option stand together in a task's."""
    many = len(option)
    return [at for at in range(len(words) - many + 1) if many and list(words[at : at + many]) == list(option)]


def _says_any(option: Sequence[str], words: Sequence[str]) -> bool:
    """Whether a task has a word of an option, in whatever form."""
    return not {stem(word) for word in option}.isdisjoint({stem(word) for word in words})


def _taken_away(words: Sequence[str], at: int) -> bool:
    return not _TAKES_AWAY.isdisjoint(words[max(0, at - _BEFORE) : at])
