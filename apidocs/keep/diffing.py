"""What is different between two docs of an app, in lines a person reads: after learning it again, or after an edit."""

from __future__ import annotations

import re

from phones.locating import Locator

from ..doc import AppDoc, Element, Screen

_SHOWN = ("id:", "frame:", "body:", "opt:", "list:")
"""Marks of what stands on a screen."""


def diff(old: AppDoc, new: AppDoc) -> list[str]:
    """One line a difference: `+` is new, `-` is gone, `~` has changed. Empty where the docs say the same."""
    lines = [
        f"~ {key}: {was or 'nothing'} → {now or 'nothing'}"
        for key in ("label", "version", "locale", "start")
        if (was := getattr(old, key)) != (now := getattr(new, key))
    ]
    before, after = {s.name: s for s in old.screens}, {s.name: s for s in new.screens}
    lines += [f"- screen {name}" for name in before if name not in after]
    for name, screen in after.items():
        if name in before:
            lines += _screen(before[name], screen)
        else:
            lines.append(f"+ screen {name} ({len(screen.elements)} elements)")
    was_steps = {(t.source, t.element, t.action, t.target) for t in old.transitions}
    now_steps = {(t.source, t.element, t.action, t.target) for t in new.transitions}
    kept = before.keys() & after.keys()
    for sign, steps in (("-", was_steps - now_steps), ("+", now_steps - was_steps)):
        # with a screen come and go its ways; where back leads is a matter of how one came
        shown = sorted(s for s in steps if s[1] and s[0] in kept and s[3] in kept)
        lines += [f"{sign} {s[0]}.{s[1]} leads to {s[3]}" for s in shown]
    was_tasks, now_tasks = {s.task: s.script for s in old.samples}, {s.task: s.script for s in new.samples}
    lines += [f'- sample "{task}"' for task in was_tasks if task not in now_tasks]
    lines += [f'+ sample "{task}"' for task in now_tasks if task not in was_tasks]
    lines += [f'~ sample "{t}"' for t, script in now_tasks.items() if was_tasks.get(t, script) != script]
    return lines


def _screen(old: Screen, new: Screen) -> list[str]:
    lines = _changes(new.name, old, new, ("title", "kind", "description"))
    about: list[str] = []
    before, after = {e.name: e for e in old.elements}, {e.name: e for e in new.elements}
    about += [f"- {new.name}.{name}" for name in before if name not in after]
    for name, element in after.items():
        if name in before:
            about += _element(f"{new.name}.{name}", before[name], element)
        else:
            about.append(f"+ {new.name}.{name} ({element.kind})")
    return [*lines, *_marks(new.name, old.marks, new.marks, told=about), *about]


def _element(where: str, old: Element, new: Element) -> list[str]:
    lines = _changes(
        where, old, new, ("kind", "label", "description", "effect", "options", "commit", "locator", "state", "confirm")
    )
    if old.item and new.item:
        lines += _changes(f"{where} rows", old.item, new.item, ("name", "title", "effect", "opens", "menu", "row"))
        was, now = [p.name for p in old.item.parts], [p.name for p in new.item.parts]
        if was != now:
            lines.append(f"~ {where} rows: parts {', '.join(was) or 'none'} → {', '.join(now) or 'none'}")
    return lines


def _changes(where: str, old: object, new: object, keys: tuple[str, ...]) -> list[str]:
    lines = []
    for key in keys:
        was, now = getattr(old, key), getattr(new, key)
        if was == now:
            continue
        if isinstance(was, Locator) and isinstance(now, Locator):
            key, was, now = _locator(key, was, now)
        plain = isinstance(was, str) and isinstance(now, str)
        said = f" {was or 'nothing'} → {now or 'nothing'}" if plain else " changed"
        lines.append(f"~ {where}: {key}{said}")
    return lines


def _locator(key: str, was: Locator, now: Locator) -> tuple[str, object, object]:
    """How it is found: by which id or words, where that is all that is other."""
    for field, called in (("resource_id", "id"), ("text", "text"), ("content_desc", "described as")):
        before, after = getattr(was, field), getattr(now, field)
        if before != after:
            return called, before.rpartition("/")[2], after.rpartition("/")[2]
    return key, was, now


def _marks(where: str, was: list[str], now: list[str], told: list[str]) -> list[str]:
    """What a screen is known by: ids and words that came or went, but for those that are told of its elements. The rest of it is
    bookkeeping."""
    words = {word.strip('"') for line in told for word in re.split(r": (?:id|text|label|described as) | → ", line)}
    before, after = ({mark.lstrip("~") for mark in marks} for marks in (was, now))
    lines = []
    for sign, marks in (("without", before - after), ("with", after - before)):
        names = sorted({m.partition(":")[2].strip('"') for m in marks if m.startswith(_SHOWN)} - words)
        if names:
            lines.append(f"~ {where}: {sign} {', '.join(names)}")
    return lines
