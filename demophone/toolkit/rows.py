"""Rows of lists, and the preference rows of settings, built as Android's own preference library builds them."""
# ruff: noqa: A002 -- `id` and `input` are Android's own words for these attributes

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .view import MATCH, WRAP, Handler, View
from .widgets import LINEAR, box, checkbox, column, image, row, switch, text


def list_row(
    title: str,
    subtitle: str = "",
    *,
    id: str = "",
    on_click: Handler | None = None,
    on_long: Handler | None = None,
    leading: View | None = None,
    trailing: View | None = None,
    selected: bool = False,
    title_id: str = "title",
    subtitle_id: str = "subtitle",
    **options: Any,
) -> View:
    """Title, line below it, something at either end: the row of most lists."""
    words = column(
        text(title, title_id, width=MATCH, max_lines=1),
        text(subtitle, subtitle_id, width=MATCH, size=14, color="muted", max_lines=2, margin=(0, 2, 0, 0)) if subtitle else None,
        weight=1, margin=(16 if leading else 0, 0, 8, 0),
    )  # fmt: skip
    options = {
        "cls": LINEAR,
        "pad": (16, 12, 16 if not trailing else 4, 12),
        "bg": "container" if selected else "",
        **options,
    }
    return row(leading, words, trailing, id=id, on_click=on_click, on_long=on_long, selected=selected, **options)


def avatar(name: str, id: str = "photo") -> View:
    """A coloured disc with an initial, which the accessibility service sees as a mere picture."""
    shades = ("#5B7DB1", "#7A6FB0", "#B0716F", "#5F9A80", "#B58A4C", "#6E8FA6")
    shade = shades[sum(map(ord, name)) % len(shades)]
    return View(
        cls="android.widget.ImageView", id=id, width=40, height=40, radius=20, bg=shade, color="#ffffff",
        art=f"initial:{name[:1].upper()}", size=18,
    )  # fmt: skip


def pref_category(title: str) -> View:
    """A small heading between preference rows."""
    label = text(title, "android:id/title", size=14, color="accent", bold=True, width=MATCH)
    return row(label, pad=(72, 20, 16, 6))


def pref(
    title: str,
    summary: str = "",
    on_click: Handler | None = None,
    *,
    icon: str = "",
    widget: View | None = None,
    enabled: bool = True,
    key: str = "",
) -> View:
    """A preference row: it is the row that is tapped, and its texts have Android's own ids."""
    frame = (
        row(image(icon, "android:id/icon"), id="icon_frame", width=56)
        if icon
        else View(cls=LINEAR, id="icon_frame", width=56, height=1)
    )
    color = "on_surface" if enabled else "disabled"
    words = column(
        text(title, "android:id/title", size=17, color=color, enabled=enabled),
        text(summary, "android:id/summary", size=14, color="muted" if enabled else "disabled", enabled=enabled)
        if summary
        else None,
        cls="android.widget.RelativeLayout",
        weight=1,
        pad=(0, 16, 0, 16),
    )
    frame_right = row(widget, id="android:id/widget_frame", width=WRAP, pad=(16, 0, 0, 0)) if widget else None
    return row(
        frame, words, frame_right, cls=LINEAR, pad=(16, 0, 16, 0), on_click=on_click, enabled=enabled, key=key or f"pref:{title}",
        focusable=True,
    )  # fmt: skip


def pref_switch(
    title: str,
    on: bool,
    on_change: Callable[[bool], object],
    summary: str = "",
    *,
    icon: str = "",
    enabled: bool = True,
) -> View:
    """A preference row with a switch at its end."""
    widget = switch(on, None, "android:id/switch_widget", enabled=enabled)
    return pref(title, summary, lambda: on_change(not on), icon=icon, widget=widget, enabled=enabled)


def pref_check(title: str, on: bool, on_change: Callable[[bool], object], summary: str = "") -> View:
    """A preference row with a checkbox at its end."""
    return pref(title, summary, lambda: on_change(not on), widget=checkbox(on, None, id="android:id/checkbox"))


def card(*children: View | None, **options: Any) -> View:
    """A raised card around its children."""
    options = {
        "cls": "androidx.cardview.widget.CardView",
        "bg": "card",
        "radius": 12,
        "margin": (12, 6, 12, 6),
        **options,
    }
    return box(column(*children), **options)
