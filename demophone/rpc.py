"""uiautomator2's JSON-RPC: what a call means on this phone.

Decides the answer to one request: its form, its errors, and the methods about the device (keys, gestures at pixels,
clipboard, rotation, dumps). Those about elements are in `rpc_elements`. Every method the client can call is here;
the server's others answer that they aren't offered.
"""

from __future__ import annotations

import asyncio
import base64
import inspect
import io
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from . import keys
from .android import Android
from .contract import UiNode
from .dump import MAX_DEPTH, render
from .faults.arming import ACTS, Swallowed
from .latency import pause
from .rpc_elements import Elements, ObjectNotFound, UnknownObject
from .selectors import SelectorError

log = logging.getLogger(__name__)

_NOT_FOUND = "androidx.test.uiautomator.UiObjectNotFoundException"
# in the server, called by no client since version 3; the demo phone says so instead of guessing at them
_NOT_OFFERED = frozenset(
    [
        *("registerClickUiObjectWatcher", "registerPressKeyskWatcher", "removeWatcher", "getWatchers", "runWatchers"),
        *(
            "resetWatcherTriggers",
            "hasWatcherTriggered",
            "hasAnyWatcherTriggered",
            "getConfigurator",
            "setConfigurator",
        ),
        *("getUiObject", "getUiObjects", "removeUiObject", "getChild", "getFromParent"),
    ]
)

_ALSO_ACTS = frozenset(
    "launchApp openNotification openQuickSettings setOrientation freezeRotation wakeUp sleep executeShellCommand scrollTo "
    "scrollForward scrollBackward scrollToEnd scrollToBeginning flingForward flingBackward flingToEnd flingToBeginning "
    "clickAndWaitForNewWindow childByText childByDescription".split()
)
"""What changes something besides the acts that faults count."""

Method = Callable[..., Awaitable[Any]]


class RpcError(Exception):
    """An answer with an error of a given code."""

    def __init__(self, code: int, message: str, data: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.data = code, message, data


class Rpc:
    """One server process's worth of calls."""

    def __init__(self, android: Android, run_shell: Callable[[str], Awaitable[tuple[int, str]]]) -> None:
        self._android = android
        self._run_shell = run_shell
        self._elements = Elements(android)
        self._methods: dict[str, Method] = {**_exposed(self), **_exposed(self._elements)}
        self._rendered: tuple[list[UiNode], object, str] = ([], None, "")
        """The last dump: of which windows, how, and what it said."""

    @property
    def methods(self) -> frozenset[str]:
        return frozenset(self._methods)

    def forget(self) -> None:
        """The process ended: ids of elements it gave out are worth nothing."""
        self._elements.forget()

    async def handle(self, body: bytes) -> bytes:
        """The answer to a request, always JSON."""
        reply: dict[str, Any] = {"jsonrpc": "2.0", "id": "null"}
        try:
            request = _request(body)
            reply["id"] = request.get("id")
            reply["result"] = await self._call(str(request.get("method")), request.get("params") or [])
        except RpcError as error:
            reply["error"] = {"code": error.code, "message": error.message, "data": error.data}
        return json.dumps(reply, ensure_ascii=False).encode("utf-8", "replace")

    async def _call(self, name: str, params: Any) -> Any:
        self._android.note("rpc", name)
        method = self._methods.get(name)
        if method is None:
            reason = f"{name} is not offered by the demo phone" if name in _NOT_OFFERED else "method not found"
            raise RpcError(-32601, reason, name)
        if not isinstance(params, list):
            params = list(params.values()) if isinstance(params, dict) else [params]
        try:
            inspect.signature(method).bind(*params)
        except TypeError as error:
            raise RpcError(-32602, "method parameters invalid", f"{name}: {error}") from None
        try:
            await self._android.faults.before(name, params)
        except Swallowed as swallowed:
            return swallowed.answer
        try:
            return await self._done(name, method(*params))
        except ObjectNotFound as error:
            raise RpcError(
                -32001, _NOT_FOUND, f"{_NOT_FOUND}: {error}\n\tat androidx.test.uiautomator.UiObject"
            ) from None
        except UnknownObject as error:
            raise RpcError(-32001, "java.lang.NullPointerException", str(error)) from None
        except SelectorError as error:
            raise RpcError(-32001, "java.lang.IllegalArgumentException", str(error)) from None
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            # wrong kinds of values inside parameters; logged, since it could as well be a fault of ours
            log.warning("%s%r failed", name, params, exc_info=True)
            raise RpcError(-32602, "method parameters invalid", f"{name}: {error!r}") from None
        except Exception as error:
            # a fault of an app must not take the server down: on a phone they are different processes
            log.exception("%s%r failed", name, params)
            raise RpcError(-32001, "java.lang.RuntimeException", repr(error)) from None

    async def _done(self, name: str, work: Awaitable[Any]) -> Any:
        try:
            return await work
        finally:
            if name in ACTS or name in _ALSO_ACTS:
                self._android.events.happened()

    # the device

    async def ping(self) -> str:
        return "pong"

    async def deviceInfo(self) -> dict[str, Any]:
        device = self._android.device
        width, height = self._android.size
        scale = int(device.props.get("ro.sf.lcd_density", "440")) / 160
        return {
            "currentPackageName": device.foreground()[0],
            "displayHeight": height,
            "displayRotation": device.rotation,
            "displaySizeDpX": round(width / scale),
            "displaySizeDpY": round(height / scale),
            "displayWidth": width,
            "productName": device.props.get("ro.product.name", ""),
            "screenOn": device.screen_on,
            "sdkInt": self._android.sdk,
            "naturalOrientation": device.rotation in (0, 2),
        }

    async def dumpWindowHierarchy(self, compressed: bool, max_depth: int = MAX_DEPTH, active_only: bool = False) -> str:
        latency, faults = self._android.latency, self._android.faults
        roots = self._android.active_window() if active_only else self._android.device.windows()
        nodes = sum(1 for root in roots for _ in root.walk()) if latency.dump_node_ms else 0
        await pause(latency.dump_ms + latency.dump_node_ms * nodes + faults.slow_s * 1000)
        faults.stir()
        # read again: what came up meanwhile is in the dump, as it would be on a phone
        roots = self._android.active_window() if active_only else self._android.device.windows()
        how = (self._android.device.rotation, self._android.server_dialect, compressed, max_depth)
        before, how_before, xml = self._rendered
        # the phone keeps its nodes while nothing happens: the same ones read the same
        if (
            how != how_before
            or len(roots) != len(before)
            or any(a is not b for a, b in zip(roots, before, strict=True))
        ):
            xml = render(roots, how[0], how[1], compressed=compressed, max_depth=max_depth)
            self._rendered = roots, how, xml
        return faults.dumped(xml)

    async def takeScreenshot(self, *params: Any) -> str | None:
        """`(scale, quality)` gives base64 JPEG; `(file, scale, quality)` writes one and gives its path."""
        from PIL import Image

        if len(params) not in (2, 3):
            raise RpcError(-32602, "method parameters invalid", "takeScreenshot takes [file,] scale, quality")
        await pause(self._android.latency.screenshot_ms)
        image = Image.open(io.BytesIO(self._android.device.screenshot_png())).convert("RGB")
        out = io.BytesIO()
        image.save(out, "JPEG", quality=max(1, min(95, int(params[-1]))))
        if len(params) == 2:
            return base64.b64encode(out.getvalue()).decode()
        path = f"/data/local/tmp/{params[0]}"
        self._android.files.write(path, out.getvalue())
        return path

    async def executeShellCommand(self, command: str, timeout_ms: int = 0) -> dict[str, Any]:
        try:
            async with asyncio.timeout(timeout_ms / 1000 if timeout_ms > 0 else None):
                code, output = await self._run_shell(command)
        except TimeoutError:
            code, output = 124, ""
        return {"exitCode": code, "output": output}

    async def launchApp(self, package: str) -> bool:
        return self._android.device.start(package)

    async def waitForIdle(self, timeout_ms: int) -> None:
        await self._android.events.idle(timeout_ms / 1000)

    async def waitForWindowUpdate(self, package: str | None, timeout_ms: int) -> bool:
        device = self._android.device
        if package and device.foreground()[0] != package:
            return False
        return await self._android.events.change(timeout_ms / 1000)

    # keys and gestures

    async def pressKey(self, name: str) -> bool:
        code = keys.SERVER_NAMES.get(name.lower())
        return await self._android.key(code) if code is not None else False

    async def pressKeyCode(self, code: int, meta: int = 0) -> bool:
        return await self._android.key(code, meta)

    async def injectInputEvent(self, action: int, x: float, y: float, meta: int) -> bool:
        return self._android.touch(action, x, y)

    async def drag(self, x1: float, y1: float, x2: float, y2: float, steps: int) -> bool:
        return await self._android.drag(x1, y1, x2, y2, steps * 5)

    async def swipePoints(self, points: list[int], steps: int) -> bool:
        """x, y, x, y …; `steps` for each piece of the way."""
        if len(points) < 4 or len(points) % 2:
            return False
        duration_ms = steps * 5 * (len(points) // 2 - 1)
        return await self._android.drag(points[0], points[1], points[-2], points[-1], duration_ms)

    async def wakeUp(self) -> None:
        self._android.device.wake()

    async def sleep(self) -> None:
        self._android.device.sleep()

    async def isScreenOn(self) -> bool:
        return self._android.device.screen_on

    async def setOrientation(self, direction: str) -> None:
        turns = {"n": 0, "natural": 0, "l": 1, "left": 1, "r": 3, "right": 3}.get(direction.lower())
        if turns is not None:
            self._android.device.set_rotation(turns, freeze=True)

    async def freezeRotation(self, freeze: bool) -> None:
        device = self._android.device
        device.set_rotation(device.rotation, freeze=freeze)

    async def openNotification(self) -> bool:
        return self._android.device.open_notifications()

    async def openQuickSettings(self) -> bool:
        return self._android.device.open_quick_settings()

    # texts that pass by

    async def getLastToast(self) -> str | None:
        return self._android.device.last_toast() or None

    async def clearLastToast(self) -> None:
        self._android.device.clear_toast()

    async def getLastTraversedText(self) -> str | None:
        return None  # no accessibility focus to travel with

    async def clearLastTraversedText(self) -> None:
        return None

    async def getClipboard(self) -> str | None:
        return self._android.device.clipboard or None

    async def setClipboard(self, label: str | None, text: str) -> None:
        self._android.device.clipboard = text

    async def pasteClipboard(self) -> None:
        self._android.device.type_text(self._android.device.clipboard, replace=False)

    async def clearInputText(self) -> None:
        self._android.device.type_text("", replace=True)


def _exposed(owner: object) -> dict[str, Method]:
    """The public coroutine methods under the names the client calls them by."""
    return {
        name: method
        for name, method in inspect.getmembers(owner, inspect.iscoroutinefunction)
        if not name.startswith("_") and name not in ("handle", "forget")
    }


def _request(body: bytes) -> dict[str, Any]:
    try:
        request = json.loads(body)
    except (ValueError, RecursionError):
        raise RpcError(-32700, "JSON parse error") from None
    if not isinstance(request, dict) or not isinstance(request.get("method"), str):
        raise RpcError(-32600, "invalid request", "a JSON object with a method is wanted")
    return request
