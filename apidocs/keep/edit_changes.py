"""The changes between two texts of a doc that is edited, and how they are written into its overlay.

The overlay's own comments stay, and its edits of things that the doc hasn't any more.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..doc import AppDoc
from ..doc.renaming import Names, rename_in
from ..doc.table import api_names
from .edit_lines import Path
from .edit_text import editable, script_toml
from .overlay import Overlay, read_overlay, with_overlay

Data = dict[str, Any]
"""A text as TOML has it."""


@dataclass(frozen=True)
class Change:
    """One value that is otherwise than it was."""

    path: Path
    before: Any
    after: Any

    def __str__(self) -> str:
        names = [str(part) for part in self.path if part not in ("screens", "elements")]
        if self.path[0] == "samples":
            return f'{"+" if self.after else "-"} sample "{self.after or self.before}"'
        where = f"{'.'.join(names[:-1])}: " if names[:-1] else ""
        return f"~ {where}{names[-1]} {_said(self.before)} → {_said(self.after)}"


def changes(before: Data, typed: Data) -> Iterator[Change]:
    """What is otherwise; what isn't in the text any more is as it was, but for samples."""
    for key in ("label", "start", "removed"):
        if key in typed and typed[key] != before.get(key):
            yield Change((key,), before.get(key), typed[key])
    was, now = samples(before), samples(typed)
    yield from (Change(("samples",), task, "") for task, script in was if (task, script) not in now)
    yield from (Change(("samples",), "", task) for task, script in now if (task, script) not in was)
    for name, screen in typed.get("screens", {}).items():
        old = before.get("screens", {}).get(name, {})
        yield from _fields(("screens", name), old, screen)
        for element, about in screen.get("elements", {}).items():
            yield from _fields(("screens", name, "elements", element), old.get("elements", {}).get(element, {}), about)


def samples(data: Data) -> list[tuple[str, str]]:
    """Tasks and scripts."""
    return [(str(one["task"]), str(one["script"]).strip("\n")) for one in data.get("samples", [])]


def put_into(overlay_text: str, doc: AppDoc, before: Data, typed: Data, found: list[Change]) -> str:
    """The overlay's text with the changes in it. Samples that weren't touched follow what is called otherwise now."""
    import tomlkit

    learned = tomllib.loads(editable(doc, Overlay()))
    kept: Any = tomlkit.parse(overlay_text)
    for change in found:
        if change.path[0] != "samples":
            _put(kept, learned, change)
    table = api_names(with_overlay(doc, read_overlay(tomllib.loads(overlay_text), "the edits")))
    names = _names(before, found)
    own = [dict(one) for one in kept.get("samples", [])]
    saved = [one for one in own if one.get("saved_as")]
    wanted = [one for one in own if not one.get("saved_as")]
    if "samples" in typed or "samples" in before:
        wanted = [{"task": task, "script": f"{script}\n"} for task, script in samples(typed)]
    untouched = samples(before)
    for one in (*wanted, *saved):
        if one.get("saved_as") or (one["task"], one["script"].strip("\n")) in untouched:
            one["script"] = rename_in(str(one["script"]), table, names)
    if [*wanted, *saved] != own:
        _put_samples(kept, [*wanted, *saved])
    return tomlkit.dumps(kept)


def _fields(path: Path, before: Data, typed: Data) -> Iterator[Change]:
    for key, value in typed.items():
        if key == "parts":
            yield from _fields((*path, key), before.get(key, {}), value)
        elif key != "elements" and value != before.get(key, False if key == "hidden" else None):
            yield Change((*path, key), before.get(key), value)


def _put(kept: Any, learned: Any, change: Change) -> None:
    """Put a change into the overlay; what is as it was learned is no edit any more."""
    import tomlkit

    table, plain = kept, learned
    for part in change.path[:-1]:
        if part not in table:
            table[part] = tomlkit.inline_table() if part == "parts" else tomlkit.table(part in ("screens", "elements"))
        table, plain = table[part], plain.get(part, {})
    key = change.path[-1]
    nothing = {"hidden": False, "removed": []}.get(str(key))
    if change.after == plain.get(key, nothing):
        table.pop(key, None)
    else:
        table[key] = change.after


def _put_samples(kept: Any, wanted: list[dict[str, Any]]) -> None:
    import tomlkit

    kept.pop("samples", None)
    if not wanted:
        return
    tables = tomlkit.aot()
    for one in wanted:
        table = tomlkit.table()
        for key, value in one.items():
            table.add(key, tomlkit.value(script_toml(value)) if key == "script" else value)
        tables.append(table)
    kept["samples"] = tables


def _names(before: Data, found: list[Change]) -> Names:
    """What is called otherwise than before, by its names of before."""
    screens: dict[str, str] = {}
    elements: dict[tuple[str, str], str] = {}
    items: dict[tuple[str, str], str] = {}
    parts: dict[tuple[str, str, str], str] = {}
    for change in found:
        match change.path:
            case ("screens", str(screen), "name"):
                screens[_called(before, screen)] = change.after
            case ("screens", str(screen), "elements", str(element), "name"):
                elements[_called(before, screen), _called(before, screen, element)] = change.after
            case ("screens", str(screen), "elements", str(element), "item"):
                items[_called(before, screen), _called(before, screen, element)] = change.after
            case ("screens", str(screen), "elements", str(element), "parts", str()):
                parts[_called(before, screen), _called(before, screen, element), change.before] = change.after
    return Names(screens, elements, items, parts)


def _called(before: Data, screen: str, element: str = "") -> str:
    about = before.get("screens", {}).get(screen, {})
    if not element:
        return str(about.get("name", screen))
    return str(about.get("elements", {}).get(element, {}).get("name", element))


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nothing"
    return (
        f'"{value}"' if isinstance(value, str) and value else "nothing" if value in ("", None) else str(value).lower()
    )
