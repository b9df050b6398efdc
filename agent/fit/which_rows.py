"""Which rows a task means by "all the old notes", "every note about work", "two of the notes", held against a script that does it
to every row of a list. A part of `agent.fit.doubts`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apidocs.doc import AppDoc
from apidocs.doc.quotes import QUOTED
from apidocs.doc.words import SAYING_NOTHING, SMALL, singular, stem, word_set
from interpreter.reading.synonyms import same_by_stem
from interpreter.reading.uses import Use

from ..words.intent import Intent
from ..words.lexicon import lexicon, said_words
from .coverage import Script, fits

ALL = word_set(
    "all every each everything everyone everybody anything both them any whole entire none these those remaining rest"
)
_THINGS = word_set("entry item thing ones stuff")
"""What any row may be called."""
_EVERYTHING = word_set("all everything everyone everybody")
_ONE_OF_THEM = word_set("whole entire")
"""Behind these one thing stands, all of it: "the whole note"."""
_THE = word_set("the my our your his her their of")
_SOME = word_set("one two three four five six seven eight nine ten some few several couple half most")
_ABOUT = word_set(
    """about with without from that which who whose in of by containing mentioning named called titled saying starting
    beginning ending older newer longer shorter bigger larger smaller before after since between over under marked tagged made
    created written dated having where that's who's"""
)
"""What begins telling which ones, behind the word for them."""
_RELATIVE = word_set("that which who that's who's")
_SAYS_HOW = word_set("older newer longer shorter bigger larger smaller before after since over under")
_ENDS = word_set(
    "and then but except excluding as to into onto on off so because please besides apart not at for up down"
)
_IS = word_set("is are was were be should must can could will need needs has have had do does may might shall")
_BESIDE = word_set("own existing current single same list app phone page screen device account go bulk turn again")
"""What may stand there and picks none."""
_SWITCHED = word_set("on off active inactive enabled disabled running")
_NEAR = 5
"""Words before the one for the rows in which what picks them is looked for."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[.,;:!?]")


def not_all(use: Use, script: Script, intent: Intent, doc: AppDoc) -> tuple[str, str] | None:
    """A doubt's kind and words where a script does something to every row, and the task says which ones, or how many; None where it
    means all of them."""
    words = [word.casefold() for word in _WORD.findall(QUOTED.sub(" ", intent.task))]
    nouns = _called(use, doc)
    heads = [n for n, word in enumerate(words) if _is_one(word, nouns)]
    told = [_Told(words, n, script, intent) for n in heads]
    told = [one for one in told if one.all] or [one for one in told if one.several]
    if not told:
        after = [n for n, word in enumerate(words[:-1]) if word in _EVERYTHING and words[n + 1] in _ABOUT - {"of"}]
        after = after or [head for n, word in enumerate(words) if word in ALL and (head := _end_of_name(words, n))]
        told = [_Told(words, n, script, intent) for n in after]
    if told and all(one.count for one in told):
        return "several_for_one", f"it does this to every row, and the task says {told[0].count!r}"
    if told and all(one.count or one.unsaid for one in told):
        return "every_row", f"it does this to every row, and nothing in it is about {told[0].unsaid!r}"
    name = next(_names_left(nouns, script, intent), "")
    return ("every_row", f"it does this to every row, and nothing in it is about {name!r}") if name else None


class _Told:
    """What a task says of the rows at one word for them."""

    def __init__(self, words: list[str], at: int, script: Script, intent: Intent) -> None:
        self.all, self.count = words[at] in _EVERYTHING, ""
        self.several = singular(words[at]) != words[at]
        which = self._before(words, at, intent) if not self.all else []
        which += _behind(words[at + 1 :])
        self.unsaid = next((word for word in which if not _explained(word, script)), "")

    def _before(self, words: list[str], at: int, intent: Intent) -> list[str]:
        """What stands between the word for all, or a verb, and the word for the rows; counts that stand there are noted."""
        before = words[max(0, at - _NEAR) : at][::-1]
        of_all = not ALL.isdisjoint(before)
        found: list[str] = []
        ended = False
        for word in before:
            if word in ALL:
                self.all, self.count = True, word if word in _ONE_OF_THEM and not self.several else ""
                return [] if self.count else found
            if word in _THE:
                ended = True
            elif word in _SOME or word.isdecimal():
                self.count = word
            elif ended or word in SMALL or not word[0].isalnum() or not of_all and _is_verb(word, intent):
                break
            else:
                found.append(word)
        return found


def _is_verb(word: str, intent: Intent) -> bool:
    """Whether a word is one of those by which deeds are told; behind "all" it is none: "all read mails"."""
    return word in intent.verbs or word in lexicon().verbs


def _end_of_name(words: list[str], at: int) -> int:
    """Where what stands behind a word for all ends: "all [library books] that are due"; 0 where nothing does."""
    end = at
    while end + 1 < len(words) and words[end + 1][0].isalnum() and words[end + 1] not in _ABOUT - {"of"} | _ENDS | _IS:
        end += 1
        if end - at > 3:
            return 0
    return end if end > at else 0


def _behind(words: list[str]) -> list[str]:
    """What tells which ones behind the word for the rows: "about work", "that are older than a week"."""
    found: list[str] = []
    for n, word in enumerate(words if words and words[0] in _ABOUT else []):
        is_told = word in _IS and n and words[n - 1] in _RELATIVE
        if not word[0].isalnum() or word in _ENDS or word in _IS and not is_told:
            break
        if not is_told and (word not in _ABOUT or word in _SAYS_HOW):
            found.append(word)
    return found


def _called(use: Use, doc: AppDoc) -> frozenset[str]:
    """Stems of what a row is called."""
    element = doc.element(use.ref.screen, use.ref.element)
    item = element.item.name if element is not None and element.item is not None else ""
    names = [item, use.ref.element if not use.ref.element.endswith("list") else ""]
    return frozenset(stem(name.split("_")[-1]) for name in names if name)


def _is_one(word: str, nouns: frozenset[str]) -> bool:
    one = stem(word)
    return (
        one in nouns or word in _THINGS or singular(word) in _THINGS or any(same_by_stem(one, noun) for noun in nouns)
    )


def _explained(word: str, script: Script) -> bool:
    """Whether the script has a word that tells which ones, or it tells nothing: on what is switched on, whether it is off."""
    if (
        word in _BESIDE
        or word in SAYING_NOTHING
        or word in _SWITCHED
        and any("turn_o" in one.op for one in script.acts)
    ):
        return True
    # "pin all unpinned notes"
    turned = word.removeprefix("un") if any(one.op == "turn_on" for one in script.acts) else word
    return all(fits(one, script.own_words) or fits(stem(turned), script.own_words) for one in said_words(word))


def _names_left(nouns: frozenset[str], script: Script, intent: Intent) -> Iterator[str]:
    """Names and quoted texts that nothing in the script has, of the parts that order it: not "I'm in Rome"."""
    named = {*intent.quoted, *intent.names}
    for part in re.split(r"[,.;!?]", intent.task):
        said = [word.casefold() for word in _WORD.findall(part)]
        if any(word in intent.verbs or word in ALL or _is_one(word, nouns) for word in said):
            yield from (name for name in script.unexplained(intent) if name in named and name in part)
