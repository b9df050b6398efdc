"""Effects that a task's words allow though no verb of theirs is known for it: the very button is named, or what is set is only what
of a page is looked at. A part of `agent.fit.doubts`."""

from __future__ import annotations

from apidocs.doc import AppDoc, Effect
from apidocs.doc.buttons import says_yes
from apidocs.doc.effects import severity
from apidocs.doc.words import SAYING_NOTHING, split_words, stem
from interpreter.reading.flow import effect_of_use, element_of
from interpreter.reading.uses import Use

from ..words.clauses import Clause, without_manners
from ..words.deeds import PICKED_FOR
from ..words.intent import Intent
from ..words.lexicon import lexicon, said_words
from .coverage import Script, fits

_TAPPING = frozenset("tap press use choose select pick hit click through".split())
"""Behind these stands what a button is called."""
_ALL_OF_IT = frozenset(stem(word) for word in ("whole", "entire", "all"))
_GRAVE = frozenset({Effect.PAY, Effect.ACCOUNT})
"""What a button does that has to be all that is said: "delete the account Bob" means no account of the app's."""
_ANEW = frozenset({"new", "add", "create", "edit"})


def names_it(use: Use, intent: Intent, doc: AppDoc) -> bool:
    """Whether an order says what the button is called, its verb first: "reset the statistics", "use remove hive on it"."""
    element = element_of(use, doc)
    label = use.ref.found or (
        element.label or element.name if element is not None and not use.ref.row else use.ref.part
    )
    words = [stem(word) for word in split_words(label.replace("_", " ")) if word not in SAYING_NOTHING]
    alone = effect_of_use(use, doc) in _GRAVE
    return bool(words) and any(_begins_with(clause, words, alone=alone) for clause in intent.ordered)


def _begins_with(clause: Clause, label: list[str], *, alone: bool) -> bool:
    said = without_manners([*split_words(clause.text, camel=False)])
    stems = [stem(word) for word in said]
    if alone and said_words(clause.text) - _ALL_OF_IT > set(label):
        return False
    if stems[:1] == label[:1] and set(label) <= set(stems):
        return True
    ends = [at + 1 + len(label) for at, word in enumerate(said) if word in _TAPPING]
    named = [end for end in ends if stems[end - len(label) : end] == label]
    return any(end == len(said) or said[end] in PICKED_FOR | SAYING_NOTHING for end in named)


def only_views(use: Use, script: Script, intent: Intent, doc: AppDoc) -> bool:
    """Whether it sets nothing but what of a page is looked at: an option that a question names, of a page that is read then; the
    button that applies a filter, or begins a search, for who wants something shown."""
    looks = intent.asks or any("look" in clause.deeds for clause in intent.ordered)
    if not looks or severity(effect_of_use(use, doc)) > severity(Effect.COMMIT) or use.ref.row:
        return False
    if use.op in ("tap", "do"):
        return _applies(use, doc) and _all_said(use, script, intent)
    option = use.literal(0) if use.op == "choose" else None
    said = said_words(intent.task)
    words = said_words(option or "")
    if not option or not (
        words and all(fits(word, said) for word in words) or f" {option} ".casefold() in f" {intent.task} ".casefold()
    ):
        return False
    return any(
        one.line >= use.line and one.ref.screen == use.ref.screen and one.ref.element != use.ref.element
        for one in script.reads
    )


def _applies(use: Use, doc: AppDoc) -> bool:
    element, screen = element_of(use, doc), doc.screen(use.ref.screen)
    if element is None or screen is None:
        return False
    own = {*split_words(f"{element.label} {element.name}".replace("_", " "))}
    page = {*split_words(f"{screen.name} {screen.title}".replace("_", " "))}
    if not page.isdisjoint(_ANEW):
        return False
    return not own.isdisjoint(lexicon().applying) or says_yes(element.label) and not page.isdisjoint(lexicon().viewing)


def _all_said(use: Use, script: Script, intent: Intent) -> bool:
    """Whether the task speaks of all that the script puts into the page before."""
    said = said_words(intent.task)
    put = [one for one in script.acts if one.ref.screen == use.ref.screen and one.line < use.line]
    words = [said_words(one.literal(0) or "") or script.words_of(one, place=False) for one in put]
    return bool(put) and all(any(fits(word, said) for word in some) for some in words)
