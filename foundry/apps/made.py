"""What a view tree looks like to the accessibility service, by what an app was made with: Views, Compose or Flutter.

Screens are described once, with Android's own classes and ids. Compose knows neither ids nor most classes, and a button's
words are a node below it. Flutter says its texts as descriptions, and of a row only one, with all its lines. Nothing moves
by it: what is painted and touched stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator

from demophone.toolkit.view import MATCH, View
from demophone.toolkit.widgets import CHECKBOX, RADIO, SWITCH

from ..blueprint import Make

PLAIN, BUTTON, TEXT, FIELD = (
    "android.view.View",
    "android.widget.Button",
    "android.widget.TextView",
    "android.widget.EditText",
)
PICTURE, SCROLLING, NOTHING = "android.widget.ImageView", "android.widget.ScrollView", "android.widget.Space"
SURFACES = ("toolbar", "action_mode_bar", "parentPanel", "snackbar", "design_bottom_sheet")
"""Ids of what Compose and Flutter know as a surface of its own: bars, dialogs."""
_CHECKS = {"android.widget.CheckedTextView": RADIO, SWITCH: SWITCH, CHECKBOX: CHECKBOX, RADIO: RADIO}


def as_made(root: View, make: Make) -> View:
    """The tree as an app made with `make` has it; changed in place where it isn't Views."""
    if make == "views":
        return root
    kept = {id(root), *(id(view) for view in root.walk() if view.id in SURFACES)}
    for view in list(root.walk()):
        # what the host remembers of it (typed text, scroll, focus) goes by the key, which was the id
        view.key = view.key or view.field or view.id
        view.id = ""
    if make == "compose":
        for view in list(root.walk()):
            _compose(view)
        root.cls = "androidx.compose.ui.platform.ComposeView"
    else:
        _flutter(root, inside=False)
    for view in root.walk():
        view.bare = id(view) not in kept and _says_nothing(view)
    return root


def _says_nothing(view: View) -> bool:
    """Layout alone, which neither Compose nor Flutter tells the accessibility service of."""
    told = view.text or view.desc or view.icon or view.touchable or view.scroll or view.checkable or view.selected
    return view.cls == PLAIN and bool(view.children) and not (told or view.quiet)


# -- Compose -------------------------------------------------------------------------------------------------------


def _compose(view: View) -> None:
    kind = view.cls
    if kind == FIELD:
        return
    if kind in _CHECKS:
        _compose_check(view, _CHECKS[kind])
    elif kind == TEXT:
        pass
    elif kind == PICTURE and not view.desc and not view.on_click:
        view.cls = NOTHING  # a picture without a description is no node at all
    elif view.on_click and (view.text or view.icon):
        _compose_button(view)
    elif view.scroll:
        view.cls = SCROLLING if not view.recycling else PLAIN
    elif kind != NOTHING:
        view.cls = PLAIN


def _compose_button(view: View) -> None:
    """A clickable view, below it its words or description, and the button's role as a node of its own."""
    view.cls = PLAIN
    role = View(cls=BUTTON, width=MATCH, height=MATCH, focusable=False)
    if view.icon:
        said = View(cls=PLAIN, desc=view.desc, icon=view.icon, icon_size=view.icon_size, color=view.color)
        said.enabled, said.gravity, said.align, said.width = view.enabled, "center middle", "center middle", 24
        view.icon, view.desc = "", ""
        view.children = [said, role] if said.desc else [said]
        if not said.desc:
            said.cls = NOTHING
        return
    said = View(cls=TEXT, text=view.text, size=view.size, color=view.color, bold=view.bold, width=-2)
    said.enabled, said.max_lines = view.enabled, view.max_lines
    view.text, view.flow = "", "frame"
    view.children = [said, *view.children]


def _compose_check(view: View, kind: str) -> None:
    """A box by itself keeps its class, a switch is a plain view; with words beside it they are a row."""
    bare = PLAIN if kind == SWITCH else kind
    if not view.text:
        view.cls = bare
        return
    box = View(
        cls=bare, art=view.art, checkable=True, checked=view.checked, enabled=view.enabled, width=-2, height=MATCH
    )
    box.gravity = "middle"
    words = View(cls=TEXT, text=view.text, size=view.size, color=view.color, gravity="middle", height=MATCH)
    words.width = view.width if view.width == MATCH else -2
    words.weight = 1 if view.width == MATCH else 0
    words.enabled = view.enabled
    view.cls, view.text, view.art, view.checkable, view.flow = PLAIN, "", "", False, "row"
    view.selected, view.checked = view.checked, False
    view.children = [box, words]


# -- Flutter -------------------------------------------------------------------------------------------------------


def _flutter(view: View, inside: bool) -> None:
    """`inside` a clickable view whose description says all its words already."""
    control = bool(view.on_click or view.on_long)
    if view.cls == FIELD:
        return
    if control and not view.scroll:
        _flutter_control(view)
        return
    view.cls = _flutter_class(view)
    if view.text:
        view.spoken = True
    for child in view.children:
        _flutter(child, inside)


def _flutter_class(view: View) -> str:
    if view.cls in _CHECKS:
        return _CHECKS[view.cls]
    if view.cls in (NOTHING, PICTURE) and not view.desc:
        return NOTHING  # pictures say nothing
    return PICTURE if view.cls == PICTURE else PLAIN


def _flutter_control(view: View) -> None:
    """One node for all of it; only what can be touched by itself inside stays a node of its own."""
    lines = [view.desc or view.text, *_words_below(view)]
    view.desc = "\n".join(dict.fromkeys(line for line in lines if line))
    view.spoken = True  # so that its text isn't told twice
    checks = [child for child in _merged(view) if child.checkable]
    if view.cls in _CHECKS:
        view.cls = _CHECKS[view.cls]
    elif len(checks) == 1:
        view.cls, view.checkable, view.checked = _CHECKS.get(checks[0].cls, CHECKBOX), True, checks[0].checked
    else:
        view.cls = BUTTON if view.icon or view.cls == BUTTON else PLAIN
    for child in _children_told(view):
        _flutter(child, inside=True)


def _merged(view: View) -> Iterator[View]:
    """What is below a control and can't be touched by itself."""
    for child in view.children:
        if not (child.touchable or child.editable):
            yield child
            yield from _merged(child)


def _words_below(view: View) -> Iterator[str]:
    for child in _merged(view):
        if child.text or child.desc:
            yield child.desc or child.text


def _children_told(view: View) -> list[View]:
    """Hushes what the control's own description says; returns the controls inside."""
    told: list[View] = []
    for child in view.children:
        if child.touchable or child.editable:
            told.append(child)
        elif any(inner.touchable or inner.editable for inner in child.walk()):
            child.cls, child.spoken = PLAIN, False
            child.desc = ""
            told += _children_told(child)
        else:
            child.quiet = True
    return told
