"""What is different between two docs of an app, in lines a person reads: after learning it again, or after an edit."""

from __future__ import annotations

from ..doc import AppDoc, Element, Screen


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
        # with a screen come and go its ways
        shown = sorted(s for s in steps if s[0] in kept and s[3] in kept)
        lines += [f"{sign} {s[0]}.{s[1] or s[2]} leads to {s[3]}" for s in shown]
    was_tasks, now_tasks = {s.task: s.script for s in old.samples}, {s.task: s.script for s in new.samples}
    lines += [f'- sample "{task}"' for task in was_tasks if task not in now_tasks]
    lines += [f'+ sample "{task}"' for task in now_tasks if task not in was_tasks]
    lines += [f'~ sample "{t}"' for t, script in now_tasks.items() if was_tasks.get(t, script) != script]
    return lines


def _screen(old: Screen, new: Screen) -> list[str]:
    lines = _changes(new.name, old, new, ("title", "kind", "description", "marks"))
    before, after = {e.name: e for e in old.elements}, {e.name: e for e in new.elements}
    lines += [f"- {new.name}.{name}" for name in before if name not in after]
    for name, element in after.items():
        if name in before:
            lines += _element(f"{new.name}.{name}", before[name], element)
        else:
            lines.append(f"+ {new.name}.{name} ({element.kind})")
    return lines


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
        plain = isinstance(was, str) and isinstance(now, str)
        said = f" {was or 'nothing'} → {now or 'nothing'}" if plain else " changed"
        lines.append(f"~ {where}: {key}{said}")
    return lines
