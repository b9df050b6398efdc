"""What is wrong with a domain beyond its shape: slots that can't be filled, values that don't fit, words that say the label.

People rarely say what stands on a button. So each sayable needs `FAR` phrasings that share no word with any of its labels,
and of all phrasings of a domain a share of `FAR_SHARE`: that makes its tasks as hard as people are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

from apidocs.doc.words import stems as word_stems
from apidocs.doc.words import word_set

from .answers import plain
from .blueprint import draw_blueprint
from .domain import Domain, Flag, Page, Parts, Sayable, Setting, ThingField, read_domain
from .halves import domain_files

FAR = 6
"""Phrasings of a sayable that share no word with its labels."""
FAR_SHARE = 0.8
"""Of a domain's phrasings."""
TITLES = 16
"""Values of the title: some stand in the app, others are to be added."""
_SLOT = re.compile(r"\{(\w*)\}")
_COMMON = word_set(
    """a an the of to in on at by for from with and or if is are was be been am do does did done have has had i you it its this that
    these those my your me we our us they them their he she his her what which who when where why how not no yes all any some
    one more than then there here now up out off as so too can could will would should shall may might let make get got put give
    go going want need like please just ever only very much many new app"""
)
"""Words that say nothing of a label even where they stand in it."""
_NEEDED = {
    "toggle": ("turn_on", "turn_off", "is_on"),
    "choice": ("set", "read"),
    "number": ("set", "read"),
    "text": ("set", "read"),
}
_OF_THING = {
    "ask": {"title"}, "set": {"title", "value"}, "read": {"title"}, "with_": {"value"}, "where": {"value"}, "turn_on": {"title"},
    "turn_off": {"title"}, "is_on": {"title"},
}  # fmt: skip
_OF_APP = {
    "ask": set[str](),
    "set": {"value"},
    "read": set[str](),
    "turn_on": set[str](),
    "turn_off": set[str](),
    "is_on": set[str](),
    "open": set[str](),
}
_OF_PARTS = {
    "add": {"title", "value"},
    "count": {"title"},
    "list_": {"title"},
    "tick": {"title", "value"},
    "untick": {"title", "value"},
}


def content_stems(text: str) -> set[str]:
    """The words of a phrasing or label that mean something, cut to their beginnings; slots left out."""
    plain = " ".join(
        w for w in re.findall(r"[^\W_]+", _SLOT.sub(" ", text).lower().replace("'", "")) if w not in _COMMON
    )
    return word_stems(plain)


def is_far(phrasing: str, sayable: Sayable) -> bool:
    """Whether a phrasing shares no word with any of the labels."""
    said = content_stems(phrasing)
    return not any(said & content_stems(label) for label in sayable.labels)


def far_share(domain: Domain) -> float:
    """Of all phrasings of a domain, those that share no word with their labels."""
    found = [is_far(text, one) for _, one in domain.sayables() for those in one.phrasings().values() for text in those]
    return sum(found) / max(1, len(found))


def problems(domain: Domain) -> list[str]:
    """What is wrong with a domain, each with its place; empty where nothing is."""
    found = [*_counts(domain), *_values(domain), *_slots(domain), *_alike(domain), *_labels(domain)]
    if (share := far_share(domain)) < FAR_SHARE:
        found.append(f"only {share:.0%} of its phrasings share no word with their labels; {FAR_SHARE:.0%} have to")
    return found


def check_folder(folder: Path) -> dict[str, list[str]]:
    """The problems of each domain in a folder by file name. Raises SettingsError where there is none."""
    report: dict[str, list[str]] = {}
    for path in domain_files(folder):
        domain, faults = read_domain(path)
        report[path.name] = faults or (problems(domain) if domain else [])
    return report


def _counts(domain: Domain) -> Iterator[str]:
    if len(set(domain.thing.title.values)) < TITLES:
        yield f"thing.fields.{domain.thing.title.key}: {len(set(domain.thing.title.values))} different titles; needs {TITLES}"
    if not any(deed.does == "delete" for deed in domain.thing.deeds):
        yield "thing.deeds: none deletes"
    for path, one in domain.sayables():
        if one is domain.thing.title:
            continue
        near = [text for those in one.phrasings().values() for text in those if not is_far(text, one)]
        far = sum(len(those) for those in one.phrasings().values()) - len(near)
        if far < (FAR if not path.startswith(("action.", "fact.", "page.")) else FAR // 2):
            shown = f"; these share one: {near}" if near else ""
            yield f"{path}: {far} phrasings share no word with its labels {one.labels}{shown}"
        if isinstance(one, Setting | ThingField):
            needed = _NEEDED.get(one.kind, ("set", "read"))
            for form in needed:
                if len(one.phrasings().get(form, ())) < 2:
                    yield f"{path}: needs at least two phrasings under {form}"
    if len(set(domain.absent)) < FAR:
        yield "absent: needs six different ones"


def _values(domain: Domain) -> Iterator[str]:
    for path, one in domain.sayables():
        values = getattr(one, "values", [])
        kind = getattr(one, "kind", "")
        yield from (f"{path}: {said}" for said in _texts(values))
        if isinstance(one, Setting):
            if kind == "toggle" and values not in (["on"], ["off"]):
                yield f'{path}: a toggle\'s values are ["on"] or ["off"], what it is at first'
            elif kind != "toggle" and len(values) < 2:
                yield f"{path}: needs at least two values"
        for value in values:
            if kind == "number" and not re.fullmatch(r"0|[1-9][0-9]{0,8}", value):
                yield f"{path}: {value!r} is no number of digits, like 84"
            if kind == "date" and not _is(date, value, r"\d{4}-\d\d-\d\d"):
                yield f"{path}: {value!r} is no date like 2026-03-09"
            if kind == "time" and not _is(time, value, r"\d\d:\d\d"):
                yield f"{path}: {value!r} is no time like 18:30"


def _texts(values: list[str]) -> Iterator[str]:
    """What makes texts unfit to be typed, spoken and told apart."""
    known: dict[str, str] = {}
    for value in values:
        if (twin := known.setdefault(plain(value), value)) is not value:
            yield (
                f"{value!r} and {twin!r} are the same to a person" if twin != value else f"{value!r} stands there twice"
            )
        if not value.strip() or value != " ".join(value.split()):
            yield f"{value!r} is empty, or has spaces or line ends that nobody can see"
        if value[:1] == value[-1:] == '"':
            yield f"{value!r} stands in quotes, as people put words that they quote"


def _is(kind: type[date] | type[time], value: str, form: str) -> bool:
    try:
        kind.fromisoformat(value)
    except ValueError:
        return False
    return bool(re.fullmatch(form, value))


def _alike(domain: Domain) -> Iterator[str]:
    """Sentences that stand at two places: nobody could tell which is meant, unless the value does."""
    known: dict[tuple[str, str], str] = {}
    for place, kind, text in _sentences(domain):
        told = (kind if kind and kind != "choice" else place) if "{value}" in text else ""
        if (other := known.setdefault((plain(text).rstrip("?! "), told), place)) != place:
            yield f"{place}: {text!r} is what people say for {other}, too"


def _sentences(domain: Domain) -> Iterator[tuple[str, str, str]]:
    """Each with its place and the kind of value that it is of."""
    thing = domain.thing
    for form, those in (("open", thing.open), ("count", thing.count), ("list", thing.list_), ("exists", thing.exists)):
        yield from ((f"thing.{form}", "", text) for text in those)
    for path, one in domain.sayables():
        for form, those in one.phrasings().items():
            if form not in ("with_", "where"):
                kind = str(getattr(one, "kind", ""))
                yield from ((f"{path}.{form.rstrip('_')}", kind, text) for text in those)


def _labels(domain: Domain) -> Iterator[str]:
    """Two of a kind that an app can come to call the same, since they have too few labels of their own."""
    told: set[tuple[str, str]] = set()
    for seed in range(20):
        shown: dict[tuple[str, str], str] = {}
        for path, label in draw_blueprint(domain, seed).labels.items():
            other = shown.setdefault((path.partition(".")[0], label.casefold()), path)
            if other != path and (other, path) not in told:
                told.add((other, path))
                yield f"{path}: an app can come to call it {label!r} like {other}; give one of them another label"


def _slots(domain: Domain) -> Iterator[str]:
    for path, one in domain.sayables():
        table = _OF_PARTS if isinstance(one, Parts) else _OF_THING
        if isinstance(one, Setting | Page) or path.startswith(("fact.", "action.")):
            table = _OF_APP
        for form, those in one.phrasings().items():
            wanted = set(table.get(form, set()))
            if form == "where" and isinstance(one, Flag):
                wanted = set()
            for text in those:
                yield from _slot_problems(f"{path}.{form.rstrip('_')}", text, wanted)
    thing = domain.thing
    for form, those in (("open", thing.open), ("exists", thing.exists)):
        for text in those:
            yield from _slot_problems(f"thing.{form}", text, {"title"})
    for form, those in (("count", thing.count), ("list", thing.list_)):
        for text in those:
            yield from _slot_problems(f"thing.{form}", text, {"things", "where"})
    for text in domain.absent:
        if not set(_SLOT.findall(text)) <= {"title"}:
            yield f"absent: {text!r} may have the slot {{title}} only"


def _slot_problems(place: str, text: str, wanted: set[str]) -> Iterator[str]:
    found = set(_SLOT.findall(text))
    for slot in sorted(found - wanted):
        yield f"{place}: nothing fills {{{slot}}} in {text!r}"
    for slot in sorted(wanted - found):
        yield f"{place}: {text!r} doesn't say {{{slot}}}"
