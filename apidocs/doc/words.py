"""Words, for everybody who reads a label, an id or a task: split, cut to their stems, and which of them say nothing. And names made
of them, without Android's own vocabulary. Decides nothing about an app; the lists are `words.toml`'s.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from functools import lru_cache

from ground.tables import table_beside

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SPLIT = re.compile(r"[^\w]+|_", re.UNICODE)
_APOSTROPHE = re.compile(r"['’`]")
_ENDINGS = ("ions", "ion", "ies", "ings", "ing", "ers", "er", "ed", "es", "s", "ly")
_DATA = table_beside(__file__, "words.toml")
_SYMBOLS: dict[str, str] = _DATA["symbols"]
SMALL = frozenset(_DATA["say_nothing"]["small"])
"""Words that say nothing wherever they stand."""
SAYING_NOTHING = SMALL | frozenset(_DATA["say_nothing"]["in_tasks"])
"""Words that say nothing of what a task is about."""

WAY_BACK = frozenset(_DATA["screen_readers"]["way_back"])
"""What is read out on the arrow that leads back, in small letters."""
SHADE = frozenset(_DATA["screen_readers"]["shade"])
"""What is read out on what dims the page behind something, in small letters."""


def word_set(words: str) -> frozenset[str]:
    """Words with spaces between them, as a set: how vocabularies stand in the code."""
    return frozenset(words.split())


WIDGET_WORDS = word_set(
    """holder layout wrapper container view views text txt textview txtv tv btn button buttons img image imageview imgv icon
    iv edittext et label labels hint root frame fragment toolbar appbar app bar fab recycler recyclerview linear
    relative constraint coordinator scrollview nested scroll parent content panel group radio checkbox check
    switch widget dialog activity item items row rows list grid listview gridview spinner cell card placeholder
    value field input edit box divider thumb tmb compose material action menu top bottom main inner outer header
    section title subtitle summary id drawee custom swipe refresh pager viewpager pane wrap space spacer stub
    include picker ll rl fl cl rv lv sv nsv vp cb rb ib lbl pb"""
)
"""Words that name the widget and not its purpose, whole or as Android's developers shorten them."""

_ARTICLES = word_set("a an the")
_DANGLING = SMALL | word_set("if which not")
_VERBS = word_set(
    """open select choose pick manage export import filter show add edit create new recent my all current dialog
    available my"""
)
_UNCOUNTED = word_set(
    """news series status address settings always access progress business class process bus photos"""
)


_OF_MOMENTS = word_set(
    """am pm h hr hrs hour hours min mins minutes s sec secs kb mb gb b all day today yesterday tomorrow noon midnight
    mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday jan feb mar apr may jun jul aug sep
    oct nov dec january february march april june july august september october november december st nd rd th"""
)


def figures_only(text: str) -> bool:
    """Whether a text is a time, a date, a size or a number and nothing else: `10:00 AM`, `Thu, Mar 5`, `All day`, `1.2 MB`."""
    letters = "".join(c if c.isalpha() else " " for c in text.lower())
    return bool(text.strip()) and all(word in _OF_MOMENTS for word in letters.split())


@lru_cache(maxsize=4096)
def split_words(text: str, camel: bool = True) -> tuple[str, ...]:
    """`settings_showWordCount` and "Show word-count" alike as lower-case words; labels ("GitHub") without `camel`."""
    plain = _APOSTROPHE.sub("", text.replace(".", " "))
    spaced = _CAMEL.sub(" ", plain) if camel else plain
    return tuple(word.lower() for word in _SPLIT.split(spaced) if word)


def alone(text: str) -> str:
    """A pattern for a text where it is no part of a longer word, whatever it begins and ends with ("Disney+"); an empty one stands
    nowhere."""
    return rf"(?<!\w){re.escape(text)}(?!\w)" if text else r"(?!)"


def cut(text: str, most: int = 60) -> str:
    """A text as it is repeated in a sentence: in one line, of at most so many characters."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def spaced(name: str) -> str:
    """`keepLampLit_atNight` as `keep lamp lit at night`."""
    return " ".join(split_words(name))


_BRITISH_OR = re.compile(r"^((?:dis)?col|fav|flav|neighb|behavi|(?:dis)?hon|lab|harb|rum|hum|vap|arm|sav|endeav)our")
_BRITISH_ER = re.compile(r"[a-z]{3,}tre$")
_BRITISH = {
    "grey": "gray",
    "programme": "program",
    "catalogue": "catalog",
    "dialogue": "dialog",
    "metre": "meter",
    "litre": "liter",
}
"""Ways of spelling that no ending tells: the British one and the American."""
_SHORT = 4
"""Letters of words that keep their last ones: "call", "size"."""


def words_of(text: str) -> list[str]:
    """The words of a label, a description or an id, signs among them: `saveNote`, "Save note", "✓" ("done")."""
    for symbol, word in _SYMBOLS.items():
        text = text.replace(symbol, f" {word} ")
    return list(split_words(text))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its ending, by rule: enough to tell `exporting` and `exports` as one, and what is spelled in the British and
    in the American way, `favourites` and `favorite`."""
    word = _BRITISH_OR.sub(r"\1or", word)
    one = word.removesuffix("s")
    word = _BRITISH.get(one) or (one[:-2] + "er" if _BRITISH_ER.search(one) else word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + ("y" if ending == "ies" else "")
            break
    doubled = len(word) > 3 and word[-1] == word[-2]
    if doubled and (word[-1] not in "lse" or word[-1] == "l" and len(word) > _SHORT):
        word = word[:-1]
    word = word[:-1] if word.endswith("e") and len(word) > 3 else word
    return f"{word[:-1]}s" if len(word) > _SHORT and word.endswith(("iz", "yz")) else word


def purpose_words(id_name: str) -> list[str]:
    """The words of a resource id that say what it is for."""
    return [word for word in split_words(id_name) if (said := word.rstrip("0123456789")) and said not in WIDGET_WORDS]


_SWITCHES = word_set("on off onoff switch toggle checkbox check box enabled enable active state")


def only_switch(part: str) -> bool:
    """Whether a row's switch is called something that says nothing but that it is one: the row itself is switched."""
    return set(split_words(part)) <= _SWITCHES


def what_is_switched(name: str) -> str:
    """The name of a control as words, without what only says that it is a switch: `vibrate_onoff` is vibrate."""
    words = list(split_words(name))
    named = [word for word in words if word not in _SWITCHES]
    return " ".join(named if named and words[: len(named)] == named else words)


def within_sentence(text: str) -> str:
    """A label, or a sentence that begins with one, as it goes on within a sentence: "Dark theme" as "dark theme"; names keep their
    capitals ("Wi-Fi", "Battery Saver")."""
    first, _, rest = text.partition(" ")
    named = any(letter.isupper() for letter in first[1:]) or rest[:1].isupper()
    return text if named else text[:1].lower() + text[1:]


def without_verbs(words: list[str]) -> list[str]:
    """Words of a list's id without what is done with it: `select_contact` is about contacts."""
    rest = [word for word in words if word not in _VERBS]
    return rest or words


def singular(word: str) -> str:
    """English singular, by rule; a word that has none comes back as it is."""
    if len(word) < 4 or word in _UNCOUNTED or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]


def plural(word: str) -> str:
    """English plural, by rule."""
    head, _, last = word.rpartition("_")
    if last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    elif last.endswith(("s", "x", "z", "ch", "sh")):
        last += "es"
    else:
        last += "s"
    return f"{head}_{last}" if head else last


def _fold(word: str) -> str:
    """In small letters and without accents; other scripts stay."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return unicodedata.normalize("NFKC", "".join(c for c in plain if not unicodedata.combining(c)))


def identifier(text: str, *, max_words: int = 5, max_chars: int = 40) -> str:
    """`"Light a new lamp…"` as `light_new_lamp`; empty where nothing of it can stand in a name."""
    words = [_fold(word) for word in split_words(text, camel=False)]
    words = [word for word in words if word and ("_" + word).isidentifier()]
    kept = [word for word in words if word not in _ARTICLES] or words
    while len(kept) > 1 and kept[0].isdecimal():  # "3 open tabs"
        kept = kept[1:]
    name = ""
    for word in kept[:max_words]:
        longer = f"{name}_{word}" if name else word
        if len(longer) > max_chars and name:
            break
        name = longer[:max_chars]
    # a name that ends in "of" or "to" was cut in the middle
    while "_" in name and len(kept) > max_words and name.rsplit("_", 1)[1] in _DANGLING:
        name = name.rsplit("_", 1)[0]
    if name[:1].isdecimal():
        name = f"n{name}" if name.isdecimal() else f"_{name}".lstrip("_")
        name = name if name.isidentifier() else f"no_{name}"
    return (
        name if name.isidentifier() and not keyword.iskeyword(name) else (f"{name}_" if keyword.iskeyword(name) else "")
    )


def stems(text: str) -> set[str]:
    """Words cut to their beginnings, to see whether an id and a text speak of the same."""
    return {word[:5] if len(word) > 5 else singular(word) for word in split_words(text) if len(word) > 1}


def related(id_name: str, text: str) -> bool:
    """Whether a text says what its id says, so that it is a label and not a value."""
    if stems(id_name) & stems(text):
        return True
    joined = "".join(split_words(id_name))
    return any(len(word) > 3 and word in joined for word in split_words(text))


_MORE = frozenset({"more options", "more", "options", "overflow", "menu", "more_options", "open menu", "show menu"})


def is_more(words: str) -> bool:
    """Whether it is the button behind which a screen's menu stands."""
    return words.strip().lower() in _MORE
