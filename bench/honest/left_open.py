"""What is typed on a phone and not saved: texts in the fields of screens that are still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from foundry.state_diff import State


def unsaved_texts(before: State, after: State) -> list[str]:
    """Texts in open fields that stand nowhere on the phone as it was, nor in what is stored now.

    A number of one or two digits is no text: pickers come filled with the time of day. Nor is what is searched for.
    """
    known = {one for state in (before, after) for one in _texts(state["stored"])}
    typed = [text for stack in after["screens"].values() for screen in stack for text in _typed(screen)]
    return [
        text for text in typed if text.strip() and not (text.isdecimal() and len(text) < 3) and not _known(text, known)
    ]


def _known(text: str, known: set[str]) -> bool:
    """Whether the phone filled it in; several recipients stand in one field."""
    return text in known or all(part in known for part in text.split(", "))


def _typed(screen: Mapping[str, Any]) -> Iterator[str]:
    for host in (screen, *screen.get("over", [])):
        for name, text in host.get("values", {}).items():
            if "search" not in name:
                yield text


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
