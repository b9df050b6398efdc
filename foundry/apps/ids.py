"""Resource ids of an app made with Views: the same ones for an app whenever it is built, in one of the ways people name them."""

from __future__ import annotations

import random

from ..blueprint import Blueprint

_STYLES = ("{name}", "{name}_{role}", "{short}_{name}", "{role}_{name}")
_SHORT = {"field": "et", "value": "tv", "button": "btn", "icon": "ib", "list": "rv", "row": "ll", "label": "lbl"}
_CHIEF = ("field", "value", "button", "icon", "list")
"""Roles that the name alone may stand for: what is beside them is called after it."""
_VAGUE = {
    "field": "edit_text", "value": "text_view", "button": "button", "icon": "image_button", "list": "recycler_view",
    "row": "item_layout", "label": "label",
}  # fmt: skip
VAGUE = 0.12
"""Of the ids, those that say nothing."""


class Ids:
    """The ids of one app."""

    def __init__(self, blueprint: Blueprint) -> None:
        self._package = blueprint.package
        self._style = random.Random(f"{self._package} ids").choice(_STYLES)

    def of(self, path: str, role: str = "") -> str:
        """Of what a path says (`field.minutes`) in one role: field, value, button, icon, list, row, label."""
        draw = random.Random(f"{self._package} {path} {role}")
        if draw.random() < VAGUE:
            return f"{_VAGUE.get(role, 'view')}{draw.randint(1, 9)}"
        name = path.rpartition(".")[2].lower().replace(" ", "_").replace("-", "_")
        if not role or role in _CHIEF and self._style == "{name}":
            return name
        if self._style == "{name}":
            return f"{name}_{role}"
        return self._style.format(name=name, role=role, short=_SHORT.get(role, role))
