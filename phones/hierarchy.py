"""One dump of the screen as uiautomator gives it, as a tree that can be asked questions.

Decides nothing about apps: what is a screen or an element is said in `apidocs`. Coordinates are pixels of the
display in its present rotation, origin top left, right and bottom exclusive (as in uiautomator's `bounds`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from ground.errors import PhoneError

from .banners import leaves_touches, strips
from .keyboard_names import KEYBOARDS
from .letters import plain_letters
from .nodes import EDITABLE
from .nodes import Bounds as Bounds
from .nodes import Node as Node
from .spoken import read_described, read_spoken, without_state

_BOUNDS = re.compile(r"\[(-?\d+),(-?\d+)\]\[(-?\d+),(-?\d+)\]")
# XML 1.0 has no control characters, yet some phones write them into texts
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:0?[0-8]|1[124-9]|2\\d|3[01]|x0?[0-8bcefBCEF]|x1[0-9a-fA-F]|"
    "5529[6-9]|55[3-9]\\d\\d|56\\d{3}|57[0-2]\\d\\d|573[0-3]\\d|5734[0-3]|x[dD][89a-fA-F][0-9a-fA-F]{2});"
)
_HALVES = re.compile(r"&#(?P<hex>x?)(?P<high>[0-9a-fA-F]{4,5});&#x?(?P<low>[0-9a-fA-F]{4,5});")
"""Android 5 writes an emoji as two references, one for each half."""
_SHRUNK = "/0_resource_name_obfuscated"
SYSTEM_PACKAGES = frozenset({"com.android.systemui", "com.android.internal.systemui"})
_SWITCHES = ("Switch", "SwitchCompat", "ToggleButton")
_DRAWER_ENTRY, _TEXT = ":id/design_menu_item_text", "android.widget.TextView"
"""What the entries of Material's NavigationView say stands in a CheckedTextView (NavigationMenuItemView)."""
_BAR = 0.15
_THIN = 0.1
"""A system window that is lower (or, on a phone on its side, narrower) than this share of the display is a bar."""


def _whole(halves: re.Match[str]) -> str:
    base = 16 if halves["hex"] else 10
    try:
        high, low = int(halves["high"], base), int(halves["low"], base)
    except ValueError:
        return halves[0]
    if not (0xD800 <= high < 0xDC00 <= low < 0xE000):
        return halves[0]
    return chr(0x10000 + (high - 0xD800) * 0x400 + low - 0xDC00)


class HierarchyError(PhoneError):
    """What the phone sent as a dump can't be read as one."""


_ABOVE_KEYS = 0.2
"""Of the display's height, from its top: no keyboard has words there, what is typed stands there."""


@dataclass(eq=False, slots=True)
class Hierarchy:
    """A dump: its windows' roots, in the order the phone gave them."""

    roots: list[Node]
    rotation: int = 0
    """Quarter turns, 0 to 3."""
    activity: str = ""
    """`package/.Activity` where somebody asked for it; uiautomator's XML doesn't say."""
    xml: str = field(default="", repr=False)
    """The text it was read from, if any: what a session keeps."""
    depth: int = 0
    """Levels of the deepest window."""
    keyboard_package: str = ""
    """Of the input method in use, where the phone said; else keyboards are known by their packages' names."""

    @classmethod
    def parse(cls, xml: str | bytes, activity: str = "", keyboard_package: str = "") -> Hierarchy:
        """Read uiautomator's XML (`<node class=…>`) or Appium's page source (the class as the tag).

        Raises HierarchyError where it is no such thing.
        """
        text = xml.decode("utf-8", "replace") if isinstance(xml, bytes) else xml
        reading = _Reading()
        try:
            reading.read(text)
        except expat.ExpatError:
            reading = _Reading()
            try:  # only now: looking for what is forbidden takes longer than reading
                reading.read(_FORBIDDEN.sub("", _HALVES.sub(_whole, text)))
            except expat.ExpatError as error:
                raise HierarchyError(f"The dump of the screen is not XML ({error}). Try: thumbwright doctor") from None
        for root in reading.roots:
            read_described(root)
            read_spoken(root)
            named = root.package == keyboard_package or KEYBOARDS.search(root.package)
            root.keyboard = bool(named) and not any(node.editable for node in root.walk())
        found = cls(reading.roots, reading.rotation, activity, text, reading.depth, keyboard_package)
        top = found.size[1] * _ABOVE_KEYS
        # an app may be called like a keyboard, be it that keyboard's own settings
        windows = [root for root in reading.roots if root.package not in SYSTEM_PACKAGES]
        apps = {r.package for r in windows if len(windows) == 1 or any(n.text and n.bounds.top < top for n in r.walk())}
        for root in reading.roots:
            root.keyboard = root.keyboard and root.package not in apps
        return found

    def walk(self) -> Iterator[Node]:
        """Every node, in document order."""
        for root in self.roots:
            yield from root.walk()

    @property
    def package(self) -> str:
        """The package in front: the last window that is neither the system's bars nor an input method.

        The last one, since dialogs and permission prompts come after what they cover in uiautomator's order when it is
        ordered at all; windows of equal right are told apart by area.
        """
        best, best_area = "", -1
        for root in self.roots:
            if self.is_bar(root) or root.keyboard:
                continue
            if root.package in SYSTEM_PACKAGES:
                return root.package
            if root.bounds.area >= best_area:
                best, best_area = root.package, root.bounds.area
        return best

    def is_bar(self, root: Node) -> bool:
        """Whether a window is one of the system's bars, one that only draws, or a banner; its shade, its lock screen and its
        dialogs lie over the app and take its touches."""
        return root.package in SYSTEM_PACKAGES and (not self._stands_out(root) or self._leaves_touches(root))

    @property
    def banners(self) -> list[Node]:
        """The system's windows that lie over the app and leave it all but a strip: see `banners`."""
        system = [root for root in self.roots if root.package in SYSTEM_PACKAGES]
        return [root for root in system if self._stands_out(root) and self._leaves_touches(root)]

    def in_banner(self, x: int, y: int) -> bool:
        """Whether a touch at a pixel is a banner's."""
        return any(box.contains(x, y) for root in self.banners for box in strips(root, self.size))

    def _stands_out(self, root: Node) -> bool:
        """Whether a window of the system's is no thin bar, and has something to touch or to read."""
        width, height = self.size
        # beside a small menu alone the roots span little: a bar is thin against the display's width, too
        if root.bounds.height <= max(height * _BAR, width * _THIN) or root.bounds.width <= width * _BAR:
            return False
        return any(n.clickable or n.scrollable or n.editable or n.text for n in root.walk() if n is not root)

    def _leaves_touches(self, root: Node) -> bool:
        return leaves_touches(root, [r for r in self.roots if r.package not in SYSTEM_PACKAGES and not r.keyboard])

    @property
    def hollow(self) -> bool:
        """Whether the app in front shows a tool nothing: some answer accessibility only to what they know."""
        shown = [r for r in self.roots if not self.is_bar(r) and not r.keyboard]
        return bool(shown) and not any(n.bounds.area and (n.children or n.label) for r in shown for n in r.walk())

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels: what the roots span."""
        right = max((root.bounds.right for root in self.roots), default=0)
        return right, max((root.bounds.bottom for root in self.roots), default=0)

    def at(self, x: int, y: int) -> Node | None:
        """The deepest node at a pixel, of the window on top (the last one that has the pixel)."""
        for root in reversed(self.roots):
            if root.bounds.contains(x, y):
                found = root
                for node in root.walk():
                    if node.bounds.contains(x, y):
                        found = node
                return found
        return None


def _told_id(resource_id: str) -> str:
    """An id, where it is one: shrunk apps have a single one for all their views."""
    return "" if resource_id.endswith(_SHRUNK) else resource_id


def _upright(node: Node, parent: Node | None) -> Bounds:
    """Bounds for one whose bottom lies above its top, as web pages have them that scrolled: where there is more in it than it
    says itself it lies where its parent does; what is alone can't be placed."""
    if (
        parent is not None
        and node.short_class in ("WebView", "View", "ViewGroup", "FrameLayout")
        and not node.clickable
    ):
        return parent.bounds
    left, top = node.bounds.left, node.bounds.top
    return Bounds(left, top, left, top)


class _Reading:
    """Makes nodes while expat reads: half the time of a tree of another library's that is gone through afterwards."""

    def __init__(self) -> None:
        self.roots: list[Node] = []
        self.rotation = self.depth = 0
        self._open: list[Node | None] = []
        """The elements around; None is the hierarchy itself."""

    def read(self, xml: str) -> None:
        """Raises ExpatError for what is no XML, HierarchyError for what is no dump."""
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype
        # half a surrogate pair can come out of JSON, and can't be written as UTF-8
        parser.Parse(xml.strip().encode("utf-8", "replace"), True)

    def _doctype(self, *_: object) -> None:
        raise HierarchyError("The dump of the screen declares entities, as none does. Try: thumbwright doctor")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        get = attributes.get
        if not self._open:
            if tag != "hierarchy":
                raise HierarchyError(
                    f"The dump of the screen starts with <{tag}>, not <hierarchy>. Try: thumbwright doctor"
                )
            rotation = get("rotation", "0")
            self.rotation = int(rotation) if rotation.isdecimal() else 0
            self._open.append(None)
            return
        parent = self._open[-1]
        numbers = _BOUNDS.match(get("bounds", ""))
        index = get("index", "0")
        said, described = get("text", ""), get("content-desc", "")
        editable = (get("class") or tag).endswith(EDITABLE)
        text, desc = said if editable else plain_letters(said), plain_letters(described)
        if text and get("checkable") == "true" and (get("class") or tag).endswith(_SWITCHES):
            text = without_state(text, get("checked") == "true")
        entry = get("resource-id", "").endswith(
            _DRAWER_ENTRY
        )  # leads somewhere, and is none of several that can be set
        node = Node(
            cls=_TEXT if entry else get("class") or (tag if tag != "node" else ""),
            package=get("package", ""),
            resource_id=_told_id(get("resource-id", "")),
            text=text,
            content_desc=desc,
            hint=plain_letters(get("hint", "")),
            checkable=get("checkable") == "true" and not entry,
            checked=get("checked") == "true",
            clickable=get("clickable") == "true",
            enabled=get("enabled", "true") == "true",
            focusable=get("focusable") == "true",
            focused=get("focused") == "true",
            scrollable=get("scrollable") == "true",
            long_clickable=get("long-clickable") == "true",
            password=get("password") == "true",
            selected=get("selected") == "true",
            spoken=text != said or desc != described,
            bounds=Bounds(*map(int, numbers.groups())) if numbers else Bounds(0, 0, 0, 0),
            index=int(index) if index.isdecimal() else 0,
            parent=parent,
        )
        if node.bounds.bottom < node.bounds.top or node.bounds.right < node.bounds.left:
            node.bounds = _upright(node, parent)
        (self.roots if parent is None else parent.children).append(node)
        self._open.append(node)
        if len(self._open) - 1 > self.depth:
            self.depth = len(self._open) - 1

    def _end(self, _tag: str) -> None:
        self._open.pop()
