"""What is wrong with a doc that wasn't learned here: in a saved task, in a session's file. Such a doc goes into a prompt and into
the stubs of the check; so each name has to be a name, and no text may pass for more than a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from ground.syntax import parse

from ..doc import AppDoc
from ..doc.effects import effect_of, gravest
from ..doc.table import bad_name

_PACKAGE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*")
_STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_PACKAGES = re.compile(rf"({_PACKAGE.pattern})?")
_PLAIN = re.compile(r"[^\n\r`]{0,200}")
_SCREENS = re.compile("page|dialog|menu|commands")
_ACTIONS = re.compile("tap|long_press|open|part|set_text|choose|back|launch|swipe|home|menu")
_SOURCES = re.compile("rule|model|person")
_LONGEST = 4_000
_ONE_LINE = 300
"""Signs of a label, a task."""
MOST_SCREENS = 2_000


def flaws(doc: AppDoc) -> list[str]:
    """One line each; empty for a doc that can be let in."""
    return list(_flaws(doc))


def flaws_of(text: str) -> list[str]:
    """The same of a doc as JSON."""
    try:
        return flaws(AppDoc.model_validate_json(text))
    except ValidationError as error:
        first = error.errors()[0]
        return [f"{'.'.join(map(str, first['loc']))}: {first['msg']}"]


def cautious(doc: AppDoc) -> AppDoc:
    """The doc as it is let in: marked as one from elsewhere, and with no effect milder than its controls' own words are. What
    it leaves out, or calls by other words, is told from the screen when it is used."""
    found = doc.model_copy(update={"foreign": True}, deep=True)
    for screen in found.screens:
        context = screen.title if screen.kind == "dialog" else ""
        for element in screen.elements:
            by = element.locator
            said = element.label or by.text or by.label
            told = effect_of(said, by.resource_id, by.content_desc, element.kind, context=context)
            element.effect = gravest([element.effect, told])
    return found


def _flaws(doc: AppDoc) -> Iterator[str]:
    if not _PACKAGE.fullmatch(doc.package):
        yield f"{doc.package[:60]!r} is no package"
    if len(doc.screens) > MOST_SCREENS:
        yield f"it has {len(doc.screens)} screens"
    if "\n" in doc.label or len(doc.label) > _ONE_LINE:
        yield "its label is no label"
    for screen in doc.screens:
        yield from _name(screen.name, "screen")
        for element in screen.elements:
            yield from _name(element.name, f"element of {screen.name}")
            names: list[str] = []
            yield from (
                f"{arg.name[:60]!r} is no name of a value" for arg in element.args if not arg.name.isidentifier()
            )
            if element.item is not None:
                names += [element.item.name, *(part.name for part in element.item.parts)]
            for name in names:
                yield from _name(name, f"part of {screen.name}.{element.name}")
    for sample in doc.samples:
        yield from _sample(sample.task, sample.script)
    yield from _references(doc)
    for where, text in _texts(doc.model_dump(mode="json"), ""):
        if len(text) > _LONGEST:
            yield f"{where} has {len(text)} signs"
        if _STEERING.search(text):
            yield f"{where} has signs that no screen shows"


def _references(doc: AppDoc) -> Iterator[str]:
    """What names something else of the doc, or is one of few words: it stands in stubs as it is. (A doc that was cut to what a
    script needs may name what was left out of it.)"""
    names = [("start", doc.start)]
    known = [("locale", doc.locale, _PLAIN), ("version", doc.version, _PLAIN), ("made_at", doc.made_at, _PLAIN)]
    for screen in doc.screens:
        known += [(f"{screen.name}.kind", screen.kind, _SCREENS), (f"{screen.name}.package", screen.package, _PACKAGES)]
        names += [(f"{screen.name}.serves", part) for part in screen.serves.split(".", 1) if screen.serves]
        for element in screen.elements:
            where = f"{screen.name}.{element.name}"
            names.append((f"{where}.commit", element.commit))
            if element.item is not None:
                names += [(f"{where}.{k}", getattr(element.item, k)) for k in ("title", "opens", "menu")]
                names += [(f"{where}.{part.name}.opens", part.opens) for part in element.item.parts]
    for one in doc.transitions:
        names += [("a transition", one.source), ("a transition", one.element), ("a transition", one.target)]
        known.append(("a transition's action", one.action, _ACTIONS))
    known += [("a sample's source", sample.source, _SOURCES) for sample in doc.samples]
    yield from (f"{where} {name[:60]!r} {why}" for where, name in names if name and (why := bad_name(name)))
    yield from (f"{where} is {text[:60]!r}" for where, text, like in known if not like.fullmatch(text))


def _name(name: str, what: str) -> Iterator[str]:
    if why := bad_name(name):
        yield f"{what} {name[:60]!r} {why}"


def _sample(task: str, script: str) -> Iterator[str]:
    yield from sample_flaws(task, script)
    try:
        parse(script)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        yield f"the sample {task[:40]!r} has a script that is no Python"


def sample_flaws(task: str, script: str) -> Iterator[str]:
    """Why a worked sample could pass for something else in a prompt."""
    if "\n" in task or len(task) > _ONE_LINE:
        yield f"the sample {task[:40]!r} has no task of one line"
    if "```" in script + task or re.search(r"^\s*Task\s*:", script, re.MULTILINE):
        yield f"the sample {task[:40]!r} has a script that passes for more than one"


def _texts(value: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(one, f"{where}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _texts(one, f"{where}.{number}")
