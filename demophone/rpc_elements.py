"""The JSON-RPC methods about elements: finding, waiting, tapping, typing, scrolling.

Decides what happens to the node a selector means; which node that is, `selectors` says. A selector is the client's
dictionary, or an id that `childBy…` gave out, which stands for a selector and not for a node: it finds whatever fits
when it is used, as uiautomator's UiObject does. Two-finger gestures find their element and move nothing, since no
view of the demo phone listens to them.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from typing import Any

from .android import Android
from .contract import UiNode
from .latency import pause
from .selectors import Selector, find, find_in_active, is_plain, with_child, with_last_instance

Target = Selector | str
_MAX_SEARCH_SWIPES = 30
_LONG_PRESS_MS = 600
_POLL_S = 0.02
_KEPT_OBJECTS = 1000


class ObjectNotFound(Exception):
    """UiObjectNotFoundException: nothing on screen fits the selector."""


class UnknownObject(Exception):
    """An id this server process never gave out."""


class Elements:
    """The methods whose first parameter is a selector."""

    def __init__(self, android: Android) -> None:
        self._android = android
        self._objects: dict[str, Selector] = {}

    def forget(self) -> None:
        self._objects.clear()

    # looking

    def _selector(self, target: Target) -> Selector:
        if isinstance(target, dict):
            return target
        if not isinstance(target, str):
            raise TypeError(f"{target!r} is neither a selector nor an element's id")
        if target not in self._objects:
            raise UnknownObject(f"UiObject {target} was not given out by this server")
        return self._objects[target]

    def _all(self, target: Target) -> list[UiNode]:
        return find(self._android.device.windows(), self._selector(target))

    async def _one(self, target: Target) -> UiNode:
        await pause(self._android.latency.find_ms)
        found = self._all(target)
        if not found:
            raise ObjectNotFound(str(self._selector(target)))
        return found[0]

    async def exist(self, target: Target) -> bool:
        await pause(self._android.latency.find_ms)
        return bool(self._all(target))

    async def waitForExists(self, target: Target, timeout_ms: int) -> bool:
        return await self._wait(lambda: bool(self._all(target)), timeout_ms)

    async def waitUntilGone(self, target: Target, timeout_ms: int) -> bool:
        return await self._wait(lambda: not self._all(target), timeout_ms)

    async def _wait(self, come: Callable[[], bool], timeout_ms: int) -> bool:
        await pause(self._android.latency.find_ms)
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout_ms / 1000
        while not come():
            if loop.time() >= end:
                return False
            await asyncio.sleep(_POLL_S)
        return True

    async def objInfo(self, target: Target) -> dict[str, Any]:
        return _info(await self._one(target))

    async def objInfoOfAllInstances(self, target: Target) -> list[dict[str, Any]]:
        await pause(self._android.latency.find_ms)
        return [_info(node) for node in find_in_active(self._android.device.windows(), self._selector(target))]

    async def count(self, target: Target) -> int:
        await pause(self._android.latency.find_ms)
        return len(find_in_active(self._android.device.windows(), self._selector(target)))

    async def getText(self, target: Target) -> str:
        return (await self._one(target)).text

    # acting on one

    async def click(self, target: Any, *rest: Any) -> bool:
        """`(x, y[, ms])`, `(selector)` or `(selector, corner)`."""
        if not isinstance(target, (dict, str)):
            if len(rest) not in (1, 2):
                raise TypeError("click takes x, y[, ms] or a selector[, corner]")
            if target < 0 or rest[0] < 0:
                return False
            return await self._android.tap(target, rest[0], float(rest[1]) if len(rest) == 2 else None)
        node = await self._one(target)
        return await self._android.tap(*_corner(node, str(rest[0]) if rest else "center"))

    async def longClick(self, target: Target, corner: str = "center") -> bool:
        x, y = _corner(await self._one(target), corner)
        return await self._android.tap(x, y, _LONG_PRESS_MS)

    async def clickAndWaitForNewWindow(self, target: Target, timeout_ms: int) -> bool:
        before = [id(root.key) for root in self._android.device.windows()]
        await self.click(target)
        return await self._wait(lambda: [id(r.key) for r in self._android.device.windows()] != before, timeout_ms)

    async def setText(self, target: Target, text: str) -> bool:
        node = await self._one(target)
        if not is_plain(self._selector(target)):
            return self._android.device.set_node_text(node, text)
        # UiObject2's way: a click for the focus, then ACTION_SET_TEXT, whose refusal nobody looks at
        await self._android.tap(*_center(node))
        self._android.device.set_node_text(await self._one(target), text)
        return True

    async def clearTextField(self, target: Target) -> None:
        self._android.device.set_node_text(await self._one(target), "")

    async def dragTo(self, target: Target, *rest: Any) -> bool:
        """`(selector, x, y, steps)` or `(selector, selector, steps)`."""
        node = await self._one(target)
        if len(rest) == 2:
            x, y = _center(await self._one(rest[0]))
        elif len(rest) == 3:
            x, y = rest[0], rest[1]
        else:
            raise TypeError("dragTo takes a selector, then x, y or a selector, then steps")
        return await self._android.drag(*_center(node), x, y, int(rest[-1]) * 5)

    async def swipe(self, target: Any, *rest: Any) -> bool:
        """`(x1, y1, x2, y2, steps)`, or `(selector, direction[, percent], steps)`."""
        if not isinstance(target, (dict, str)):
            if len(rest) != 4:
                raise TypeError("swipe takes x1, y1, x2, y2, steps or a selector, a direction[, percent], steps")
            return await self._android.drag(target, rest[0], rest[1], rest[2], int(rest[3]) * 5)
        if len(rest) not in (2, 3):
            raise TypeError("swipe takes a selector, a direction[, percent], steps")
        node = await self._one(target)
        left, top, right, bottom = node.bounds
        x, y = _center(node)
        edges = {"u": (x, top), "d": (x, bottom - 1), "l": (left, y), "r": (right - 1, y)}
        end = edges.get(str(rest[0]).lower()[:1])
        return await self._android.drag(x, y, *end, int(rest[-1]) * 5) if end else False

    async def pinchIn(self, target: Target, percent: int, steps: int) -> bool:
        return await self._two_fingers(target, steps)

    async def pinchOut(self, target: Target, percent: int, steps: int) -> bool:
        return await self._two_fingers(target, steps)

    async def gesture(self, target: Target, start1: Any, start2: Any, end1: Any, end2: Any, steps: int) -> bool:
        return await self._two_fingers(target, steps)

    async def _two_fingers(self, target: Target, steps: int) -> bool:
        await self._one(target)
        await pause(self._android.latency.step_ms * steps)
        return True

    # children of a collection

    async def childByText(self, target: Target, child: Selector, text: str, allow_scroll: bool = True) -> str:
        return await self._child(target, child, "text", text, allow_scroll)

    async def childByDescription(self, target: Target, child: Selector, text: str, allow_scroll: bool = True) -> str:
        return await self._child(target, child, "description", text, allow_scroll)

    async def childByInstance(self, target: Target, child: Selector, instance: int) -> str:
        wanted = with_last_instance(with_child(self._selector(target), child), instance)
        await self._one(wanted)
        return self._keep(wanted)

    async def _child(self, target: Target, child: Selector, field: str, text: str, allow_scroll: bool) -> str:
        collection = self._selector(target)
        mask = {"text": 0x01, "description": 0x40}[field]
        exact: Selector = {"mask": mask, field: text, "childOrSibling": [], "childOrSiblingSelector": []}
        if allow_scroll and any(node.scrollable for node in self._all(collection)[:1]):
            await self._scroll_into_view(collection, exact, horizontal=False)
        rows = with_child(collection, child)
        for at in range(len(find_in_active(self._android.device.windows(), rows))):
            row = with_last_instance(rows, at)
            if self._all(row) and (self._says(self._all(row)[0], field, text) or self._all(with_child(row, exact))):
                return self._keep(row)
        raise ObjectNotFound(f"{field}={text}")

    @staticmethod
    def _says(node: UiNode, field: str, text: str) -> bool:
        return (node.text if field == "text" else node.content_desc) == text

    def _keep(self, selector: Selector) -> str:
        while len(self._objects) >= _KEPT_OBJECTS:
            self._objects.pop(next(iter(self._objects)))
        name = str(uuid.uuid4())
        self._objects[name] = selector
        return name

    # scrolling

    async def scrollForward(self, target: Target, vertical: bool, steps: int = 55) -> bool:
        return await self._page(target, True, vertical, steps)

    async def scrollBackward(self, target: Target, vertical: bool, steps: int = 55) -> bool:
        return await self._page(target, False, vertical, steps)

    async def flingForward(self, target: Target, vertical: bool) -> bool:
        return await self._page(target, True, vertical, 5)

    async def flingBackward(self, target: Target, vertical: bool) -> bool:
        return await self._page(target, False, vertical, 5)

    async def scrollToEnd(self, target: Target, vertical: bool, max_swipes: int, steps: int) -> bool:
        return await self._to_edge(target, True, vertical, max_swipes, steps)

    async def scrollToBeginning(self, target: Target, vertical: bool, max_swipes: int, steps: int) -> bool:
        return await self._to_edge(target, False, vertical, max_swipes, steps)

    async def flingToEnd(self, target: Target, vertical: bool, max_swipes: int) -> bool:
        return await self._to_edge(target, True, vertical, max_swipes, 5)

    async def flingToBeginning(self, target: Target, vertical: bool, max_swipes: int) -> bool:
        return await self._to_edge(target, False, vertical, max_swipes, 5)

    async def scrollTo(self, target: Target, wanted: Target, vertical: bool = True) -> bool:
        return await self._scroll_into_view(self._selector(target), self._selector(wanted), horizontal=not vertical)

    async def _page(self, target: Target, forward: bool, vertical: bool, steps: int) -> bool:
        node = await self._one(target)
        await pause(self._android.latency.step_ms * steps)
        return node.scrollable and self._android.device.scroll_node(node, forward=forward, horizontal=not vertical)

    async def _to_edge(self, target: Target, forward: bool, vertical: bool, max_swipes: int, steps: int) -> bool:
        for _ in range(max_swipes):
            if not await self._page(target, forward, vertical, steps):
                break
        return True

    async def _scroll_into_view(self, collection: Selector, wanted: Selector, *, horizontal: bool) -> bool:
        """UiScrollable.scrollIntoView: look, go to the beginning, then look page by page."""
        inside = with_child(collection, wanted)
        await self._one(collection)
        if self._all(inside):
            return True
        await self._to_edge(collection, False, not horizontal, _MAX_SEARCH_SWIPES, 5)
        for _ in range(_MAX_SEARCH_SWIPES):
            if self._all(inside):
                return True
            if not await self._page(collection, True, not horizontal, 55):
                break
        return bool(self._all(inside))


def _center(node: UiNode) -> tuple[int, int]:
    left, top, right, bottom = node.bounds
    return (left + right) // 2, (top + bottom) // 2


def _corner(node: UiNode, corner: str) -> tuple[int, int]:
    left, top, right, bottom = node.bounds
    if corner.lower() in ("tl", "topleft"):
        return left + 5, top + 5
    if corner.lower() in ("br", "bottomright"):
        return right - 5, bottom - 5
    return _center(node)


def _info(node: UiNode) -> dict[str, Any]:
    left, top, right, bottom = (int(edge) for edge in node.bounds)
    bounds = {"bottom": bottom, "left": left, "right": right, "top": top}
    return {
        "bounds": bounds,
        "childCount": len(node.children),
        "className": node.cls,
        "contentDescription": node.content_desc or None,
        "packageName": node.package,
        "resourceName": node.resource_id or None,
        "text": node.text,
        "visibleBounds": dict(bounds),
        "checkable": node.checkable,
        "checked": node.checked,
        "clickable": node.clickable,
        "enabled": node.enabled,
        "focusable": node.focusable,
        "focused": node.focused,
        "longClickable": node.long_clickable,
        "scrollable": node.scrollable,
        "selected": node.selected,
    }
