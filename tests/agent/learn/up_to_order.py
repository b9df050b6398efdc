"""What two docs of an app have to have in common to be the same one."""

from __future__ import annotations

from typing import Any

from apidocs.doc import AppDoc


def up_to_order(doc: AppDoc) -> dict[str, Any]:
    """What a doc says, whatever was seen first and how often."""
    data = doc.model_dump(mode="json", exclude={"made_at"})
    for screen in data["screens"]:
        screen["elements"].sort(key=lambda one: one["name"])
    for way in data["transitions"]:
        way.pop("seen")
    for key, name in (("screens", "name"), ("samples", "task")):
        data[key].sort(key=lambda one: one[name])
    data["transitions"].sort(key=lambda one: sorted(one.items()))
    return data


def differences(one: AppDoc, other: AppDoc) -> list[str]:
    """What only one of two docs says, a line each; empty where they are the same up to order."""
    first, second = up_to_order(one), up_to_order(other)
    lists = ("screens", "transitions", "samples")
    found = [
        f"{key}: {first[key]!r}, {second[key]!r}" for key in first if key not in lists and first[key] != second[key]
    ]
    for key in lists:
        found += [f"only the one: {key} {item}" for item in first[key] if item not in second[key]]
        found += [f"only the other: {key} {item}" for item in second[key] if item not in first[key]]
    return found
