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
