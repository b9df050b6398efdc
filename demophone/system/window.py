"""From a host to a window: Android's own frame around its views, layout, and the nodes the accessibility service sees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..contract import UiNode
from ..toolkit.layout import Layout
from ..toolkit.screen import Host, Overlay
from ..toolkit.view import DENSITY, MATCH, Rect, View, dp
from ..toolkit.widgets import FRAME, LINEAR, box, column

STATUS_DP = 24
NAVIGATION_DP = 24
INVISIBLE = "android.widget.Space"


@dataclass
class Window:
    """One window as it lies on the display."""

    package: str
    host: Host
    root: View
    layout: Layout
    dim: bool = False
    _nodes: list[UiNode] = field(default_factory=list, repr=False)

    @property
    def frame(self) -> Rect:
        return self.root.box

    def node(self) -> UiNode:
        """Its root as the dump has it."""
        if not self._nodes:
            self._nodes = _nodes(self.root, self, None, 0)
        return self._nodes[0]

    def label(self, view: View) -> str:
        """What the dump says is the text of a view: an empty field says its hint, as on Android."""
        if view.field:
            return self.layout.label(view) or view.hint
        return "" if view.spoken else view.text


@dataclass(frozen=True)
class Display:
    """What a layout depends on beside the host."""

    width: int
    height: int
    font_scale: float = 1.0
    keyboard: int = 0
    """Height of the keyboard in pixels; 0 while it is hidden."""
    loaded: float = 1.0
    retouch: Sequence[Callable[[Host, View], View]] = ()
    """What everything that is built goes through."""

    def built(self, host: Host) -> View:
        root = host.build()
        for change in self.retouch:
            root = change(host, root)
        return root

    @property
    def free(self) -> Rect:
        """Between the status bar and the keyboard or navigation bar."""
        return Rect(0, dp(STATUS_DP), self.width, self.height - max(self.keyboard, dp(NAVIGATION_DP)))

    @property
    def whole(self) -> Rect:
        return Rect(0, 0, self.width, self.height)


def screen_window(host: Host, display: Display) -> Window:
    """A full-screen window with the frame that every activity has."""
    free = display.free
    content = box(display.built(host), id="android:id/content", height=MATCH)
    inset = (0, STATUS_DP, 0, 0)
    decor = box(column(content, id="action_bar_root", height=MATCH, pad=inset), height=MATCH)
    decor = column(decor, height=MATCH, margin=(0, 0, 0, (display.height - free.bottom) / DENSITY))
    bars = [
        View(id="android:id/statusBarBackground", height=STATUS_DP, bg="wall" if host.wallpaper else "bar"),
        View(
            id="android:id/navigationBarBackground",
            height=NAVIGATION_DP,
            align="bottom",
            bg="wall" if host.wallpaper else "surface",
        ),
    ]
    root = View(cls=FRAME, height=MATCH, bg="wall" if host.wallpaper else "surface", children=[decor, *bars])
    layout = _layout(host, display)
    layout.place(root, display.whole, display.whole)
    return _finish(Window(host.window_package, host, root, layout))


def overlay_window(overlay: Overlay, display: Display) -> Window:
    """A dialog, menu or sheet over a screen."""
    root = display.built(overlay)
    layout = _layout(overlay, display)
    area = display.free
    frame = overlay.frame(area, lambda width: layout.measure(root, width, area.height))
    layout.place(root, frame, display.whole)
    return _finish(Window(overlay.window_package, overlay, root, layout, dim=overlay.dim))


def plain_window(host: Host, display: Display, frame: Rect) -> Window:
    """A window of the system's own: status bar, keyboard, shade, lock screen."""
    root = host.build()
    layout = _layout(host, display)
    layout.place(root, frame, display.whole)
    return _finish(Window(host.window_package, host, root, layout))


def _layout(host: Host, display: Display) -> Layout:
    return Layout(host.scrolls, host.values, display.font_scale, loaded=display.loaded)


def _finish(window: Window) -> Window:
    host = window.host
    host.limits = window.layout.limits
    fields = [view for view in window.root.walk() if view.editable and view.enabled]
    wants = next((view.key or view.field for view in fields if view.autofocus), "")
    if wants and wants != host.autofocused:
        host.focus, host.keyboard_wanted = wants, True
    elif host.focus and all((view.key or view.field) != host.focus for view in fields):
        host.focus = ""
    host.autofocused = wants
    return window


def _nodes(view: View, window: Window, parent: UiNode | None, index: int) -> list[UiNode]:
    """The node of one view with all below it, or those of its children where it is none; empty where nothing can be seen."""
    if view.quiet or view.shown.empty or view.cls == INVISIBLE:
        return []
    if view.bare and parent is not None:
        inside: list[UiNode] = []
        for child in view.children:
            inside += _nodes(child, window, parent, index + len(inside))
        return inside
    package = view.package or window.package
    resource_id = view.id if not view.id or ":" in view.id else f"{package}:id/{view.id}"
    touchable = view.enabled and view.touchable
    node = UiNode(
        cls=view.cls,
        package=package,
        resource_id=resource_id,
        text=window.label(view),
        content_desc=view.desc or (view.text if view.spoken else ""),
        hint=view.hint,
        checkable=view.checkable,
        checked=view.checked,
        clickable=bool(view.on_click or view.clickable or view.field),
        enabled=view.enabled,
        focusable=touchable or view.focusable,
        focused=bool(view.field) and view.key == window.host.focus,
        scrollable=window.layout.limits.get(view.key, 0) > 0 if view.scroll else False,
        long_clickable=bool(view.on_long or view.field),
        password=view.input == "password",
        selected=view.selected,
        bounds=(view.shown.left, view.shown.top, view.shown.right, view.shown.bottom),
        drawing_order=index + 1,
        index=index,
        parent=parent,
        key=view,
    )
    for position, child in enumerate(view.children):
        # a RecyclerView has no rows outside; elsewhere the position counts what can't be seen, as in uiautomator's dumps
        counted = len(node.children) if view.recycling or any(c.bare for c in view.children) else position
        node.children += _nodes(child, window, node, counted)
    return [node]


__all__ = [
    "LINEAR",
    "NAVIGATION_DP",
    "STATUS_DP",
    "Display",
    "Window",
    "overlay_window",
    "plain_window",
    "screen_window",
]
