"""What frames a screen: the page itself, toolbars, action mode, search bar, tabs, bottom navigation, floating button."""
# ruff: noqa: A002 -- `id` and `input` are Android's own words for these attributes

from __future__ import annotations

from collections.abc import Callable, Sequence

from .screen import Screen
from .view import MATCH, WRAP, Handler, View
from .widgets import FRAME, GROUP, LINEAR, box, column, icon_button, image, row, text, text_field

MenuItem = tuple[str, Handler | None]


def page(*parts: View | None, fab: View | None = None, id: str = "") -> View:
    """A whole screen: a bar, a body that takes the rest, perhaps a floating button over it."""
    body = column(*parts, height=MATCH, id=id)
    return box(body, fab, cls="androidx.coordinatorlayout.widget.CoordinatorLayout", height=MATCH, bg="surface")


def floating_button(icon: str, desc: str, on_click: Handler, id: str = "fab") -> View:
    """The round button at the bottom right."""
    return icon_button(
        icon, desc, on_click, id, width=56, height=56, bg="accent", color="on_accent", radius=16,
        align="right bottom", margin=(0, 0, 16, 16),
    )  # fmt: skip


def toolbar(
    screen: Screen,
    title: str,
    actions: list[View] | None = None,
    menu: Sequence[MenuItem] | None = None,
    *,
    up: bool = False,
) -> View:
    """The bar at the top: title, icon buttons, and the three dots where there is a `menu`. `up` adds the arrow back."""
    arrow = icon_button("back", "Navigate up", lambda: _up(screen)) if up else None
    label = text(title, "action_bar_title" if not up else "toolbar_title", size=20, width=MATCH, weight=1, max_lines=1)
    label.margin = (4 if up else 16, 0, 8, 0)
    return row(
        arrow, label, _actions(screen, actions, menu), cls=GROUP, id="toolbar", height=56, bg="bar", pad=(4, 0, 4, 0)
    )


def _up(screen: Screen) -> None:
    if not screen.on_back():
        screen.close()


def _actions(screen: Screen, actions: list[View] | None, menu: Sequence[MenuItem] | None) -> View | None:
    buttons = list(actions or [])
    if menu:
        dots = icon_button("more", "More options", lambda: screen.menu(menu))
        dots.cls = "android.widget.ImageView"
        buttons.append(dots)
    if not buttons:
        return None
    return row(*buttons, cls="androidx.appcompat.widget.LinearLayoutCompat", width=WRAP, height=WRAP)


def action_mode(
    screen: Screen, count: int, on_close: Handler, actions: list[View], menu: Sequence[MenuItem] | None = None
) -> View:
    """The bar while rows are selected: how many, what can be done with them, and a way out."""
    close = icon_button("close", "Done", on_close, "action_mode_close_button")
    label = text(str(count), "action_bar_title", size=20, width=MATCH, weight=1, margin=(12, 0, 8, 0))
    return row(
        close,
        label,
        _actions(screen, actions, menu),
        cls=GROUP,
        id="action_mode_bar",
        height=56,
        bg="container",
        pad=(4, 0, 4, 0),
    )


def search_bar(screen: Screen, on_close: Handler, hint: str = "Search", field: str = "search_src_text") -> View:
    """A toolbar that is a search field; what is typed is the screen's `values[field]`."""
    typed = bool(screen.values.get(field))

    def clear() -> None:
        screen.values[field] = ""

    return row(
        icon_button("back", "Collapse", on_close),
        text_field(field, hint, autofocus=True, weight=1, input="search", art="", pad=(8, 12, 8, 12)),
        icon_button("close", "Clear query", clear, "search_close_btn") if typed else None,
        cls=GROUP, id="toolbar", height=56, bg="bar", pad=(4, 0, 4, 0),
    )  # fmt: skip


def tabs(names: list[str], chosen: str, on_pick: Callable[[str], object]) -> View:
    """Tabs below a toolbar."""

    def tab(name: str) -> View:
        on = name == chosen
        label = text(name, size=14, bold=on, color="accent" if on else "muted", width=WRAP, align="center middle")
        line = View(height=3, bg="accent", align="bottom", radius=2) if on else None
        return box(
            label, line, cls="androidx.appcompat.app.ActionBar$Tab", desc=name, selected=on, focusable=True,
            on_click=None if on else (lambda: on_pick(name)), height=48, weight=1,
        )  # fmt: skip

    inner = row(*(tab(name) for name in names), height=48)
    return box(inner, cls="android.widget.HorizontalScrollView", id="tab_layout", height=48, bg="bar")


def bottom_bar(items: list[tuple[str, str]], chosen: str, on_pick: Callable[[str], object]) -> View:
    """Bottom navigation: `(icon, name)` each."""

    def item(icon: str, name: str) -> View:
        on = name == chosen
        color = "accent" if on else "muted"
        size = "large" if on else "small"
        icon_box = box(
            image(icon, "navigation_bar_item_icon_view", color=color, selected=on, align="center middle"),
            id="navigation_bar_item_icon_container", width=64, height=32, selected=on, radius=16, align="center",
            bg="container" if on else "",
        )  # fmt: skip
        label = text(name, f"navigation_bar_item_{size}_label_view", size=12, color=color, bold=on, selected=on)
        group = box(
            label,
            cls=GROUP,
            id="navigation_bar_item_labels_group",
            width=WRAP,
            selected=on,
            align="center",
            margin=(0, 4, 0, 0),
        )
        return column(
            icon_box, group, cls=FRAME, id=f"tab_{name.lower().replace(' ', '_')}", desc=name, selected=on,
            on_click=None if on else (lambda: on_pick(name)), weight=1, height=80, pad=(0, 12, 0, 0), focusable=True,
        )  # fmt: skip

    return row(*(item(icon, name) for icon, name in items), cls=FRAME, id="bottom_navigation", height=80, bg="bar")


__all__ = [
    "LINEAR",
    "MenuItem",
    "action_mode",
    "bottom_bar",
    "floating_button",
    "page",
    "search_bar",
    "tabs",
    "toolbar",
]
