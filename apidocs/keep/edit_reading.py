"""What a person wrote in the text of a doc that they edit: the changes in it, and what is wrong with it, line by line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError

from ground.errors import DocError

from ..doc import AppDoc
from ..doc.table import bad_name
from .edit_changes import Change, Data, changes, put_into, samples
from .edit_lines import Flaw, Path, line_of, lines_of
from .foreign import sample_flaws
from .overlay import ElementEdit, Overlay, OwnSample, ScreenEdit, read_overlay, with_overlay

Check = Callable[[str, AppDoc], list[tuple[int, str]]]
"""What is wrong with a script on a doc, by its lines from 1."""
_AT = re.compile(r" \(at line (\d+), column \d+\)$")
_UNUSABLE = re.compile(r".* unusable: (.*)\. Correct the names in the file", re.DOTALL)


@dataclass(frozen=True)
class Reading:
    """What came of reading it."""

    flaws: list[Flaw] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    overlay: str = ""
    """The overlay's text as it is to be; without meaning where there are flaws."""


def read_edits(text: str, opened: str, doc: AppDoc, overlay_text: str, check: Check) -> Reading:
    """Read what was written.

    `opened` is the text as it was opened: a change is what is otherwise than there, so what was learned anew meanwhile is none.
    `doc` is the doc as it is learned, `overlay_text` its edits so far.
    """
    try:
        typed = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        at = _AT.search(str(error))
        line = int(at[1]) if at else len(lines_of(text))
        return Reading(
            [Flaw(line, f"this is no TOML: {_AT.sub('', str(error))}. A text stands in quotes, a list in [ ]")]
        )
    if flaws := [Flaw(line_of(text, path), said) for path, said in _wrong(typed, doc, overlay_text)]:
        return Reading(sorted(flaws, key=lambda flaw: flaw.line))
    before = tomllib.loads(opened)
    found = list(changes(before, typed))

    def edited(count: int) -> tuple[str, AppDoc]:
        """The overlay with the first so many changes, and the doc with it."""
        kept = put_into(overlay_text, doc, before, typed, found[:count])
        return kept, with_overlay(doc, read_overlay(tomllib.loads(kept), "the edits"))

    try:
        kept, new = edited(len(found))
    except DocError as error:
        said = _UNUSABLE.sub(r"\1", str(error))
        return Reading([Flaw(line_of(text, _culprit(found, edited)), said)], found)
    return Reading(list(_sample_flaws(text, typed, before, new, check)), found, kept)


def _culprit(found: list[Change], edited: Callable[[int], object]) -> Path:
    """Where the first change stands with which the doc can't be used."""
    for count, change in enumerate(found, 1):
        try:
            edited(count)
        except DocError:
            return change.path
    return ()


def _wrong(typed: Data, doc: AppDoc, overlay_text: str) -> Iterator[tuple[Path, str]]:
    """What is no edit, and edits of what isn't there."""
    try:
        Overlay.model_validate(typed)
    except ValidationError as error:
        for one in error.errors():
            path = one["loc"]
            if one["type"] == "extra_forbidden":
                known = [name for name in _model(path).model_fields if name not in ("elements", "saved_as")]
                yield path, f"{path[-1]} is nothing that can be changed here{_nearest(str(path[-1]), known)}"
            else:
                yield path, f"{path[-1]}: {one['msg'][:1].lower()}{one['msg'][1:]}"
    gone = tomllib.loads(overlay_text).get("screens", {})
    screens = [one.name for one in doc.screens]
    for name, screen in _tables(typed, "screens"):
        learned = doc.screen(name)
        if learned is None:
            if name not in gone:
                said = f"there is no screen {name}{_nearest(name, screens)}"
                yield ("screens", name), f"{said}. In [ ] stands the name that it was learned with"
            continue
        elements = [one.name for one in learned.elements]
        for element, _ in _tables(screen, "elements"):
            if element not in elements and element not in gone.get(name, {}).get("elements", {}):
                path = ("screens", name, "elements", element)
                yield path, f"{name} has no element {element}{_nearest(element, elements)}"
    start = typed.get("start")
    if isinstance(start, str) and start and start not in screens:
        yield ("start",), f"there is no screen {start}{_nearest(start, screens)}"
    for path, value in _texts(typed, ()):
        if path[-1] != "script" and any(sign in value for sign in "\n\r\u2028\u2029"):
            yield path, f"{path[-1]} is more than one line"
        elif (
            path[0] == "screens" and (path[-1] in ("name", "item") or path[-2] == "parts") and (why := bad_name(value))
        ):
            yield path, f"{value!r} {why}"


def _tables(data: Data, key: str) -> list[tuple[str, Data]]:
    """What stands under a key, as far as it is what should stand there."""
    found = data.get(key)
    return [(name, one) for name, one in found.items() if isinstance(one, dict)] if isinstance(found, dict) else []


def _model(path: Path) -> type[BaseModel]:
    """What holds the last of a path."""
    if path[0] == "samples":
        return OwnSample
    if path[0] != "screens":
        return Overlay
    return ElementEdit if "elements" in path else ScreenEdit


def _nearest(word: str, known: list[str]) -> str:
    from rapidfuzz import process

    near = [name for name, _, _ in process.extract(word, known, limit=2, score_cutoff=60)]
    return f". Nearest: {', '.join(near)}" if near else f". There are: {', '.join(known[:12])}" if known else ""


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, (dict, list)):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(one, (*path, key))


def _sample_flaws(text: str, typed: Data, before: Data, new: AppDoc, check: Check) -> Iterator[Flaw]:
    """Of samples that are new or were changed: what keeps the model from learning from them."""
    unchanged = samples(before)
    for number, (task, script) in enumerate(samples(typed)):
        if (task, script) in unchanged:
            continue
        at = line_of(text, ("samples", number, "task"))
        if not task.strip() or not script.strip():
            yield Flaw(at, "a sample needs a task and a script")
            continue
        yield from (Flaw(at, said) for said in sample_flaws(task, script))
        first = line_of(text, ("samples", number, "script"))
        raw = str(typed["samples"][number]["script"])
        opening = lines_of(text)[first - 1].partition("=")[2].strip()
        first += opening in ("'''", '"""')  # the script itself begins below it
        first += len(raw) - len(raw.lstrip("\n"))
        yield from (Flaw(first + line - 1, said) for line, said in check(script, new))
