"""Names for screens and elements: what a person would say, from titles, labels, ids and what opened them.

A name is a valid identifier, not reserved, unique, short, and without a number that only tells two of the same apart. What
a row or a field says never becomes one: callers pass only words that stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ..doc import Kind
from ..doc.api import RESERVED
from ..doc.words import WIDGET_WORDS, identifier, is_more, purpose_words, singular, split_words, word_set
from ..screens.marks import Seen
from .drafts import Draft

_GENERIC_ACTIVITIES = word_set(
    """main home splash launcher launch start activity fragment pager view base host container single web
    capture pick picker request role add resolver chooser default flutter react unity empty scene"""
)
_TRAILING = word_set("button icon image tab menu item option")
_DEEDS = word_set("add new remove delete clear edit create")
_PROMPTING = word_set("insert enter type write tap start put")
_SYSTEM_SCREENS = {
    "documentsui": "file_picker",
    "printspooler": "print_preview",
    "permissioncontroller": "permission",
    "packageinstaller": "installer",
    "GrantPermissionsActivity": "permission",
    "ResolverActivity": "app_chooser",
    "ChooserActivity": "share_sheet",
    "camera2/CaptureActivity": "camera",
}
"""Android's own screens, which apps open for picking a file and the like; their titles are folders and apps."""
_LONG_LABEL_WORDS = 6
_FLOATING_BUTTON = re.compile(r"(?:^|_)(?:fab|floating_action_button)(?:_|$)")


class Namer:
    """Gives names in one namespace, each once."""

    def __init__(self) -> None:
        self.taken = set[str]()

    def give(self, *candidates: str, qualifiers: Iterable[str] = (), fallback: str = "thing", kind: str = "") -> str:
        """The first candidate that is free; then candidates with a qualifier, never with a number.

        `kind` is put after a word that is reserved: `filter_button`. A screen keeps the next candidate instead, where there is
        one: what stands on its first tab ("All") isn't what it is.
        """
        usable = [name for name in (identifier(c, max_words=8, max_chars=48) for c in candidates) if name]
        told = [f"{name}_{kind}" if kind and name in RESERVED else name for name in usable]
        for name in [*usable, *told[:1]] if kind == "screen" else told:
            if self._free(name):
                return self._take(name)
        bases = usable or [identifier(fallback) or "thing"]
        for qualifier in [*qualifiers, *_LAST_RESORT]:
            words = identifier(qualifier, max_words=4)
            for base in bases[:1]:
                joined = f"{words}_{base}" if words and not base.startswith(f"{words}_") else ""
                if joined and self._free(joined):
                    return self._take(joined)
        name = bases[0]
        while not self._free(name):
            name = f"{name}_too"
        return self._take(name)

    def _free(self, name: str) -> bool:
        return name not in self.taken and name not in RESERVED and not name.startswith("_") and name.isidentifier()

    def _take(self, name: str) -> str:
        self.taken.add(name)
        return name


_LAST_RESORT = ("other", "another", "further", "more")


def id_prefix(drafts: Iterable[Draft]) -> str:
    """The word that most ids of a screen start with, `settings` of `settings_font_size_holder`; it says nothing more."""
    firsts: Counter[str] = Counter()
    total = 0
    for draft in drafts:
        words = split_words(draft.first.node.id_name)
        if len(words) > 1 and not draft.first.node.resource_id.startswith("android:"):
            firsts[words[0]] += 1
            total += 1
    if not firsts:
        return ""
    word, count = firsts.most_common(1)[0]
    return word if count >= 3 and count * 2 >= total else ""


def id_words(id_name: str, prefix: str = "") -> str:
    """An id as a name: without the screen's prefix and the widget's words."""
    words = purpose_words(id_name)
    if prefix and len(words) > 1 and words[0] == prefix:
        words = words[1:]
    while len(words) > 1 and words[-1] in _TRAILING:
        words = words[:-1]
    deeds = [i for i, word in enumerate(words) if word in _DEEDS]
    if deeds and deeds[0] > 0 and deeds == list(range(deeds[0], len(words))):
        things = words[: deeds[0]]
        words = [*words[deeds[0] :], *things[:-1], singular(things[-1])]
    return identifier("_".join(words))


def element_names(draft: Draft, prefix: str, leads_to: str, screen_title: str, alone: bool = False) -> list[str]:
    """Candidates for an element's name, best first.

    `leads_to` is the steady title of what it opens; `alone` says that it is the only choice of its screen.
    """
    control = draft.control
    node = control.node
    by_id = id_words(node.id_name, prefix) or next(
        (
            id_words(n.id_name, prefix)
            for n in node.walk()
            if n.resource_id and not n.resource_id.startswith("android:")
        ),
        "",
    )
    if node.id_name in _ANDROID_IDS:
        by_id = ""
    label, desc = draft.label, draft.desc
    if draft.kind is Kind.TOGGLE and not label and desc:
        label = desc
    names = []
    if draft.kind is Kind.INPUT:
        raw = _input_words(node.id_name, prefix)
        if draft.key.startswith("in:") and not label:
            raw = _input_words(draft.key[3:], prefix) or raw
        search = any(word in ("search", "query") for word in split_words(f"{node.id_name} {label} {desc}"))
        names += ["search"] if search and not re.search(r"address|url", label.lower()) else []
        short = _of_label(label) if len(split_words(label)) <= 2 else ""
        if raw and split_words(label)[:1] and split_words(label)[0] in _PROMPTING:
            short = ""  # "Start typing" says what to do, not what it is
        names += [short, raw, _of_label(label), _of_label(desc), "text_field"]
        return [name for name in names if name]
    if control.options and not label and not control.heading:
        whole = "_".join(w for w in identifier(screen_title, max_words=8).split("_") if w not in _CHANGING)
        grouped = _group_words(node.id_name, screen_title)
        return [name for name in ([whole] if alone else [grouped, whole]) if name] or ["option"]
    for words in (label, desc):
        if words and is_more(words):
            names.append("more_options")
        name = _of_label(words)
        long = len(split_words(words)) > _LONG_LABEL_WORDS
        if long and by_id and "_" in by_id and not _meaningless(by_id):
            names.append(by_id)
        if name:
            names.append(name)
    if not (label or desc):
        if _FLOATING_BUTTON.search("_".join(split_words(node.id_name))):
            noun = singular(by_id) if by_id else ""
            names += [identifier(leads_to)] if leads_to else []
            names.append(f"add_{noun}" if noun and "_" not in noun else noun or "add")
        elif by_id and not _meaningless(by_id):
            names.append(by_id)
        elif leads_to:
            names.append(identifier(leads_to))
    if by_id and by_id not in names:
        names.append(by_id)
    if leads_to:
        names.append(identifier(leads_to))
    if not names and node.id_name not in _ANDROID_IDS:
        names.append(identifier("_".join(split_words(node.id_name))))
    return [name for name in names if name]


_ANDROID_IDS = word_set(
    """button1 button2 button3 text1 text2 title summary icon list content checkbox switch_widget message custom
    input edit"""
)


_SYMBOLS = {
    "*": "star", "#": "hash", "+": "plus", "-": "minus", "−": "minus", "=": "equals", "/": "divide", "÷": "divide",
    "×": "multiply", "%": "percent", ".": "point", ",": "comma", "√": "root", "^": "power", "(": "left_bracket",
    ")": "right_bracket", "<": "previous", ">": "next", "?": "help_button", "!": "factorial",
}  # fmt: skip
"""What a key with a sign on it is called."""


def _of_label(words: str) -> str:
    """A label as a name, long ones cut at their first clause."""
    if not words:
        return ""
    if not any(c.isalnum() for c in words):
        return _SYMBOLS.get(words.strip(), "")
    if words.strip().isdecimal():
        return f"digit_{words.strip()}"
    clause = re.split(r"[.,](?=\s|$)|[:;!?\n(\[–—]", words.strip())[0] or words
    return identifier(clause, max_words=_LONG_LABEL_WORDS)


def _input_words(id_name: str, prefix: str) -> str:
    words = [w for w in split_words(id_name) if w not in _FIELD_WORDS and not w.isdecimal()]
    if prefix and len(words) > 1 and words[0] == prefix:
        words = words[1:]
    return identifier("_".join(words[-3:]))


_CHANGING = word_set("change select choose set pick dialog")
_FIELD_WORDS = WIDGET_WORDS - {"title", "name", "subtitle", "number", "date", "message"}


def _group_words(id_name: str, screen_title: str) -> str:
    """The name of a group of radio buttons from its id: `sorting_dialog_radio_order` is the order."""
    words = [word for word in purpose_words(id_name) if word not in ("dialog", "radios", "options", "choices")]
    if screen_title:
        said = {singular(w)[:4] for w in split_words(screen_title)}
        rest = [w for w in words if w[:4] not in said]
        words = rest or words
    words = [w for i, w in enumerate(words) if w not in words[:i]]
    return identifier("_".join(words[-2:]))


def says_nothing(id_name: str) -> bool:
    """Whether an id is Android's own for any row, or there is none."""
    return not id_name or id_name in _ANDROID_IDS


def _meaningless(name: str) -> bool:
    return all(word in WIDGET_WORDS or len(word) < 3 for word in name.split("_"))


def screen_names(
    seen: Seen,
    *,
    title: str,
    start: bool,
    foreign: bool,
    openers: list[tuple[str, str, str]],
    item: str,
    options: bool,
    first_options: list[str],
    first_words: str = "",
    form: bool = False,
) -> list[str]:
    """Candidates for a screen's name, best first.

    `openers` are (screen's name, element's name, its words); `item` the noun of the row that opened it, if one did.
    """
    names: list[str] = []
    tab = identifier(next(iter(sorted(seen.tabs)), "")) if len(seen.tabs) == 1 else ""
    activity = _activity_words(seen.activity)
    system = next((name for part, name in _SYSTEM_SCREENS.items() if part in f"{seen.package}/{seen.activity}"), "")
    if system and foreign:
        names.append(system)
    if seen.kind == "menu":
        for source, element, words in openers:
            if is_more(words) or element in ("more_options", "menu"):
                names.append(f"{_short(source)}_menu")
            else:
                names.append(f"{element}_menu")
        return [*names, "menu"]
    if seen.mode == "action":
        names += [f"{_short(source)}_selection" for source, _, _ in openers] or ["selection"]
        return names
    if seen.kind == "dialog":
        if title:
            names.append(identifier(title))
        for source, element, _ in openers:
            if element in ("ok", "yes", "button"):
                names.append(f"{_short(source)}_confirmation" if seen.words else f"{_short(source)}_next")
            elif options:
                names.append(f"{element}_dialog")
            elif seen.words and not form and not title:
                names.append(f"{element}_confirmation" if len(seen.window.buttons) > 1 else f"{element}_notice")
            else:
                names += [element, f"{element}_dialog"]
        if item:
            names.append(f"{item}_dialog")
        if not names and first_options:
            short = all(" " not in option for option in first_options)
            names.append(identifier(" ".join([*first_options[: 3 if short else 1], "dialog"]), max_words=6))
        if first_words:
            names.append(f"{_of_label(first_words)}_dialog")
        return [*names, f"{activity}_dialog" if activity else "dialog"]
    if tab:
        names.append(tab)
    if start:
        return [*names, "main"]
    if title and not foreign:
        names.append(identifier(title))
    if item:
        names += [item, f"{item}_details"]
    by_opener = [element for _, element, _ in openers if element not in ("ok", "yes", "no", "more_options")]
    if activity and not foreign:
        if by_opener and not set(activity.split("_")) & {w for e in by_opener for w in e.split("_")}:
            names += [activity]
        elif by_opener:
            names += [by_opener[0] if len(by_opener[0]) <= 24 else activity]
        names.append(activity)
    if title:
        names.append(identifier(title))
    return [*names, *by_opener[:1], activity]


def _short(screen: str) -> str:
    return screen


def _activity_words(activity: str) -> str:
    """`EditContactActivity` as `edit_contact`; empty where the class's name says nothing."""
    words = [w for w in split_words(activity.replace("$", " ")) if w not in ("activity", "fragment", "screen")]
    if not words or all(word in _GENERIC_ACTIVITIES for word in words):
        return ""
    return identifier("_".join(words))
