"""What is opened on somebody's phone though its words say no more than what it is: a place that a noun names, the editor for one
more thing or for one that is there. Told from how English builds words and from where a thing stands; what may be an order is none.
"""

from __future__ import annotations

import re

from ..doc import Effect, Kind
from ..doc.words import split_words, word_set
from ..elements.collecting import Control, controls
from ..screens.marks import Seen
from .deeds import Intent, acts_at_once, does_something, is_deed
from .opening import only_shows
from .surroundings import fills_in, floats

_OWN = word_set("my your our the")
"""No order begins with one of these."""
_NOUN = re.compile(
    r"\w{2,}(tion|sion|ness|[ie]ty|ics|logy|graphy|ship|ism)|\w*[aeiouy]\w*(?<!th)ing|\w{2,}(?<![su])s(?<!is)"
)
"""By its end a word for a thing: an order in English hardly ever ends so, and none that stands in the singular is a plural."""
_QUALITY = re.compile(r"\w{3,}(ary|ous|ful|less|ible|nal|rnal|cal|ial|ral)")
_NO_NOUN = word_set(
    "bias canvas gas lets yes always press mention question position caution condition commission function ration signal"
)
_EDITORS = word_set("add create new insert edit change rename")
_EDITS = word_set("edit modify change amend customise customize adjust revise")
_SOCIAL = word_set("friend friends buddy buddies connection connections follower followers")
"""What is asked of somebody at once, where it is added."""
_OVER = word_set("to into onto as from everything all")
_DAY = r"(\w{2,9}\.?,? )?(\d{1,2}(st|nd|rd|th)?\.? \w{3,9}\.?,? \d{4}|\w{3,9}\.? \d{1,2}, \d{4})|\d{4}-\d\d-\d\d"
_SHORT = 2
_FEW = 5
_TIME = re.compile(rf"\d{{1,2}}[:.]\d\d(\s?[ap]\.?m\.?)?|{_DAY}", re.IGNORECASE)


def names_a_place(label: str, language: str) -> bool:
    """Whether a label is the name of a place and can't be an order: "Statistics", "External storage", "My rooms"."""
    words = split_words(label, camel=False)
    if not words or language != "en" or is_deed(label) or does_something(label) or not all(map(str.isalpha, words)):
        return False
    first = words[0]
    if first in _OWN:
        return len(words) > 1
    if first in _NO_NOUN:
        return False
    return bool(_NOUN.fullmatch(first)) or len(words) > 1 and bool(_QUALITY.fullmatch(first))


def opens_an_editor(
    intent: Intent, control: Control, seen: Seen, language: str, *, of_thing: bool, settings: bool
) -> bool:
    """Whether it opens what one more thing is described with, or one that is there changed; left by back, nothing comes of it.

    `of_thing`: it stands on the page of one thing. There a bare "Add" may put that somewhere. `settings`: on a page of settings,
    where what creates something ("Create report") does it.
    """
    words = split_words(intent.label, camel=False)
    if intent.effect not in (Effect.NAVIGATE, Effect.COMMIT) or seen.mode or acts_at_once(intent):
        return False
    if is_deed(intent.label, language):
        return False  # "Change now"
    if floats(control, seen):
        rows = any(only_shows(rows, seen, language) for rows in seen.lists.found)
        told = not intent.known or intent.word.split()[0] in _EDITORS or intent.effect is Effect.NAVIGATE
        return rows and told and not does_something(intent.label)
    if not intent.known and words and words[0] in _EDITS and len(words) <= _SHORT:
        return not fills_in(seen)
    leads = intent.leads or not words  # "+"
    if settings or intent.effect is not Effect.COMMIT or not leads or intent.word.split()[0] not in _EDITORS:
        return False
    verb = intent.word.split()[0]
    written = [c for c in controls(seen) if c.kind is Kind.INPUT]
    alone = of_thing and len(written) == 1 and verb in _EDITS  # the field is for what is added to the thing
    if written and verb != "add" and not alone or (_OVER | _SOCIAL) & set(words[1:]) or any(map(str.isdecimal, words)):
        return False
    return len(words) > 1 or not of_thing or verb in _EDITS


def is_line(intent: Intent, control: Control, seen: Seen, language: str) -> bool:
    """Whether it says what it is and how it stands, on a form or with a day or a time: it opens what that is picked from."""
    if not control.label or not control.value or is_deed(intent.label, language) or does_something(intent.label):
        return False
    return not acts_at_once(intent) and (fills_in(seen) or says_when(control.value))


def names_what_is_inside(intent: Intent, control: Control) -> bool:
    """Whether a line of settings says below what it is called what its page has: "Display", "Theme, Font size"."""
    parts = control.value.split(", ")
    inside = len(parts) > 1 and all(part[:1].isupper() and len(part.split()) <= _FEW for part in parts)
    grave = intent.effect not in (Effect.NAVIGATE, Effect.SETTINGS, Effect.COMMIT) or acts_at_once(intent)
    return bool(control.label) and inside and not grave and not is_deed(intent.label)


def says_when(value: str) -> bool:
    """Whether a line shows a time or a day, so that it is no deed whatever it is called: "Start", 08:00."""
    return bool(_TIME.fullmatch(value.strip()))
