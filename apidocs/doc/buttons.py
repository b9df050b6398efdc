"""What a button's words answer to what is asked, keep of what was put in, or take back. Words alone, from `buttons.toml`: what
stands where is `committing`'s and the interpreter's matter, and what a button does to the world is `effects`'s."""

from __future__ import annotations

from ground.tables import table_beside

from .words import WAY_BACK, split_words, words_of

_LISTS = table_beside(__file__, "buttons.toml")
SAVING = frozenset(_LISTS["saves"]["words"])
"""Words for keeping what was put in."""
AROUND = frozenset(_LISTS["saves"]["around"])
"""What may stand beside such a word."""
AFFIRMING = frozenset(_LISTS["yes"]["affirms"])
"""Words that say yes to whatever is asked."""
_YES = AFFIRMING | frozenset(_LISTS["yes"]["deeds"])
_NO = frozenset(_LISTS["no"]["words"])
_COMMON = frozenset(_LISTS["common"]["words"])
_AFFIRMS = AFFIRMING | frozenset(_LISTS["affirms"]["besides"])
_LEAVES = {what: frozenset(words) for what, words in _LISTS["leaves"].items()}
_SEEN = frozenset(_LISTS["seen"]["words"])
_ICONS = frozenset(_LISTS["saves"]["icons"]) | SAVING
_ONWARD = frozenset(_LISTS["onward"]["says"])
_BESIDE_FIELDS = frozenset(_LISTS["keeps_nothing"]["beside_fields"])
_CANCELS = frozenset(_LISTS["keeps_nothing"]["cancels"])
_DISCARDS = frozenset(_LISTS["keeps_nothing"]["discards"])


def says_yes(label: str) -> bool:
    """Whether a button's words go on with what the dialog asks: "OK", "Yes, delete"."""
    return _plain(label) in _YES or label.casefold().startswith("yes, ")


def affirms(label: str) -> bool:
    """Whether a button's words name no deed of their own, and do whatever is asked around them: "OK", "I agree", "Yes, sure"."""
    words = _plain(label)
    return words in _AFFIRMS or bool(words) and all(word in _AFFIRMS for word in words.split())


def says_no(label: str) -> bool:
    """Whether a button's words take back or put off."""
    return _plain(label) in _NO


def says_seen(label: str) -> bool:
    """Whether a button says of a notice that it was read, and of nothing that it be so."""
    return _plain(label) in _SEEN


def says_it_saves(text: str) -> bool:
    """Whether a label or a name says that, and nothing else: "Save changes", not "Save as" or "Set alarm"."""
    return _only(text, SAVING)


def icon_saves(id_name: str) -> bool:
    """Whether the id of a button without words says that."""
    return _only(id_name, _ICONS)


def takes_back(label: str) -> bool:
    """Whether a button beside a dialog's fields keeps nothing of what was put in; the other one of two then keeps it."""
    return _plain(label) in _BESIDE_FIELDS


def cancels(label: str) -> bool:
    """Whether a page's button leaves it as it was."""
    return _plain(label) in _CANCELS


def discards(label: str) -> bool:
    """Whether a button throws away what was put in: "Don't save", "Leave anyway"."""
    return _plain(label) in _DISCARDS


def keeps_nothing(label: str) -> bool:
    """Whether a button takes back what was put in: Cancel, Discard, Leave."""
    return cancels(label) or discards(label)


def goes_on(label: str) -> bool:
    """Whether a button says that a form goes on with it, and nothing else."""
    return label.strip(" .…>›→").casefold() in _ONWARD


def in_many_dialogs(name: str) -> bool:
    """Whether so many dialogs have a button of this name that it doesn't say which one is meant."""
    return (SAVING | AROUND).issuperset(words_of(name)) or name in _COMMON


def leaves_page(label: str) -> bool:
    """Whether a button leaves what it stands on as the back key does; Cancel and Discard keep nothing."""
    return " ".join(words_of(label)) in WAY_BACK | _LEAVES["page"]


def leaves_app(label: str) -> bool:
    """Whether the app may be gone once it was pressed."""
    return not _LEAVES["app"].isdisjoint(words_of(label))


def leads_from_form(label: str) -> bool:
    """Whether a button leaves a form, or leads from it, and saves nothing."""
    return not _LEAVES["form"].isdisjoint(words_of(label))


def _only(text: str, wanted: frozenset[str]) -> bool:
    words = words_of(text)
    return not wanted.isdisjoint(words) and all(word in wanted or word in AROUND for word in words)


def _plain(label: str) -> str:
    """As the lists have it; empty for what only leads on to a question ("Add…")."""
    return "" if label.rstrip().endswith(("…", "...")) else " ".join(split_words(label, camel=False))
