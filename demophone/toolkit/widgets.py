"""The plain widgets: texts, buttons, fields, switches, boxes and lists, with Android's own class names."""
# ruff: noqa: A002 -- `id` and `input` are Android's own words for these attributes

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .view import MATCH, WRAP, Handler, View

SWITCH, CHECKBOX, RADIO = "android.widget.Switch", "android.widget.CheckBox", "android.widget.RadioButton"
LINEAR, FRAME, GROUP = "android.widget.LinearLayout", "android.widget.FrameLayout", "android.view.ViewGroup"
RECYCLER = "androidx.recyclerview.widget.RecyclerView"


def text(value: str, id: str = "", **options: Any) -> View:
    """A line or paragraph of text."""
    options = {"cls": "android.widget.TextView", "width": WRAP, **options}
    return View(text=value, id=id, **options)


def image(icon: str, id: str = "", desc: str = "", **options: Any) -> View:
    """A picture that does nothing by itself."""
    options.setdefault("width", WRAP)
    options.setdefault("gravity", "center middle")
    options.setdefault("color", "muted")
    return View(cls="android.widget.ImageView", icon=icon, id=id, desc=desc, **options)


def icon_button(icon: str, desc: str, on_click: Handler, id: str = "", **options: Any) -> View:
    """A button that shows only a picture. An empty `desc` leaves it without any label, as careless apps do."""
    options = {"width": 48, "height": 48, "gravity": "center middle", "color": "muted", **options}
    return View(cls="android.widget.ImageButton", icon=icon, desc=desc, on_click=on_click, id=id, **options)


def button(label: str, on_click: Handler, id: str = "", *, filled: bool = False, **options: Any) -> View:
    """A text button; `filled` makes it the one that stands out."""
    looks: dict[str, Any] = {"width": WRAP, "height": 48, "pad": (16, 0, 16, 0), "gravity": "center middle", "size": 14}
    looks |= {"bg": "accent", "color": "on_accent", "radius": 24} if filled else {"color": "accent"}
    return View(cls="android.widget.Button", text=label, on_click=on_click, id=id, **{"bold": True, **looks, **options})


def switch(on: bool, on_change: Callable[[bool], object] | None, id: str = "", desc: str = "", **options: Any) -> View:
    """A switch; without `on_change` its row is what is tapped."""
    return _check(SWITCH, "switch", on, on_change, id=id, desc=desc, **options)


def checkbox(
    on: bool, on_change: Callable[[bool], object] | None, label: str = "", id: str = "", **options: Any
) -> View:
    return _check(CHECKBOX, "checkbox", on, on_change, text=label, id=id, **options)


def radio(on: bool, on_pick: Handler | None, label: str = "", id: str = "", **options: Any) -> View:
    pick = (lambda _: on_pick()) if on_pick else None
    return _check(RADIO, "radio", on, pick, text=label, id=id, **options)


def _check(cls: str, art: str, on: bool, on_change: Callable[[bool], object] | None, **options: Any) -> View:
    options = {"width": WRAP, "height": 48, "gravity": "middle", **options}
    handler = (lambda: on_change(not on)) if on_change else None
    return View(cls=cls, art=art, checkable=True, checked=on, on_click=handler, **options)


def text_field(field: str, hint: str = "", *, input: str = "text", **options: Any) -> View:
    """An editable line (or paragraph: `input="multiline"`). Its text is the host's `values[field]`, its id the field's name."""
    options = {"id": field, "pad": (16, 14, 16, 14), "art": "field", **options}
    return View(cls="android.widget.EditText", field=field, hint=hint, input=input, **options)


def slider(value: float, on_slide: Callable[[float], object], id: str = "", desc: str = "", **options: Any) -> View:
    """A SeekBar from 0 to 1; it is set where it is touched."""
    value = min(1.0, max(0.0, value))
    return View(
        cls="android.widget.SeekBar", art="slider", value=value, on_slide=on_slide, id=id, desc=desc,
        text=f"{round(value * 100)}.0", focusable=True, **options,
    )  # fmt: skip


def dropdown(chosen: str, on_click: Handler, id: str = "", **options: Any) -> View:
    """A Spinner: shows what is chosen, opens its list when touched."""
    looks: dict[str, Any] = {
        "flow": "row",
        "height": 48,
        "pad": (16, 0, 8, 0),
        "gravity": "middle",
        "outline": "outline",
    }
    label = text(chosen, "android:id/text1", width=MATCH, weight=1)
    parts = [label, image("drop", width=24)]
    return View(
        cls="android.widget.Spinner", id=id, on_click=on_click, children=parts, **{"radius": 8, **looks, **options}
    )


def column(*children: View | None, **options: Any) -> View:
    """Children one below the other; None is left out."""
    options.setdefault("cls", LINEAR)
    return View(flow="column", children=[child for child in children if child], **options)


def row(*children: View | None, **options: Any) -> View:
    """Children side by side, middle aligned."""
    options = {"cls": LINEAR, "gravity": "middle", **options}
    return View(flow="row", children=[child for child in children if child], **options)


def box(*children: View | None, **options: Any) -> View:
    """Children one over the other."""
    options.setdefault("cls", FRAME)
    return View(flow="frame", children=[child for child in children if child], **options)


def space(height: float = 0, *, weight: float = 0) -> View:
    """Nothing, but room."""
    return View(cls="android.widget.Space", height=height, width=MATCH if not weight else 0, weight=weight)


def divider(**options: Any) -> View:
    options = {"height": 1, "bg": "outline", **options}
    return View(**options)


def list_view(id: str, rows: list[View], *, empty: str = "", **options: Any) -> View:
    """A RecyclerView: rows that scroll; `empty` is said where there are none."""
    if not rows and empty:
        label = text(empty, "empty_view", width=MATCH, gravity="center", color="muted", pad=(32, 64, 32, 0))
        return box(label, height=MATCH, weight=1)
    options = {"height": MATCH, "weight": 1, "cls": RECYCLER, "recycling": True, **options}
    return View(id=id, flow="column", scroll="y", children=rows, focusable=True, **options)


def scroll_view(*children: View | None, id: str = "", pad: tuple[float, float, float, float] = (0, 0, 0, 0)) -> View:
    """A ScrollView with a column in it: for forms and long texts."""
    inside = column(*children, pad=pad)
    return View(
        cls="android.widget.ScrollView", id=id, scroll="y", height=MATCH, weight=1, children=[inside], focusable=True
    )
