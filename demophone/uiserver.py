"""uiautomator2's server on the phone: the process, and HTTP on its port.

Decides when it runs (from `app_process` until its shell goes, it is stopped or killed) and what its HTTP paths are;
what a JSON-RPC call does is `rpc`'s. Connections die with the process, as sockets do.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable

from .adbd import Service, Stream
from .android import Android
from .latency import pause
from .rpc import Rpc

JAR = "/data/local/tmp/u2.jar"
MAIN_CLASS = "com.wetest.uia2.Main"
_MAX_BODY = 8 * 1024 * 1024


class UiServer:
    """At most one runs: Android has a single UiAutomation to give away."""

    def __init__(self, android: Android, rpc: Rpc) -> None:
        self._android, self._rpc = android, rpc
        self._death: asyncio.Event | None = None
        self._port = 0
        self.taken = False
        """Another program has Android's only place for automation."""

    @property
    def running(self) -> bool:
        return self._death is not None

    def kill(self) -> None:
        """The process dies where it stands."""
        if self._death is not None:
            self._death.set()

    async def run(self, classpath: str, main: str, port: int, say: Callable[[str], Awaitable[None]]) -> int:
        """Be the process until it dies. Returns its exit code."""
        jar = self._android.files.get(classpath)
        if main != MAIN_CLASS or jar is None or not (jar.data or b"").startswith(b"PK"):
            await say(f'Error: could not find or load main class "{main}" from "{classpath}"\nAborted \n')
            return 134
        await say("[server] INFO: [UiAutomator2Server] Starting Server\n")
        if self._death is not None or self.taken:
            await say(
                "java.lang.IllegalStateException: UiAutomationService android.accessibilityservice."
                "IAccessibilityServiceClient$Stub$Proxy@5deffd5already registered!\n"
            )
            return 1
        death = self._death = asyncio.Event()
        process = self._android.spawn("shell", "app_process", death.set)
        try:
            await pause(self._android.latency.server_boot_ms)
            self._port = port
            await death.wait()
            await say("Killed \n")
            return 137
        finally:
            death.set()
            self._death, self._port = None, 0
            self._rpc.forget()
            del self._android.processes[process.pid]

    def connect(self, port: int) -> Service | None:
        """What serves a connection to this port; None where nobody listens."""
        if self._death is None or port != self._port or self._death.is_set():
            return None
        death = self._death

        async def serve(stream: Stream) -> None:
            talk = asyncio.ensure_future(self._http(stream))
            dying = asyncio.ensure_future(death.wait())
            try:
                await asyncio.wait((talk, dying), return_when=asyncio.FIRST_COMPLETED)
            finally:
                talk.cancel()
                dying.cancel()
                with contextlib.suppress(asyncio.CancelledError, EOFError, ConnectionError, ValueError):
                    await talk

        return serve

    async def _http(self, stream: Stream) -> None:
        """HTTP/1.1 as NanoHTTPD speaks it, one request after the other on a kept connection."""
        while True:
            head = (await stream.read_until(b"\r\n\r\n", limit=64 * 1024)).decode("latin-1").split("\r\n")
            request = head[0].split(" ")
            headers = {
                name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])
            }
            length = headers.get("content-length", "0")
            if len(request) != 3 or not length.isdecimal() or int(length) > _MAX_BODY:
                await stream.write(
                    _response("400 Bad Request", "text/plain", b"BAD REQUEST: Syntax error.", close=True)
                )
                return
            body = await stream.read_exactly(int(length))
            close = headers.get("connection", "").lower() == "close" or request[2] == "HTTP/1.0"
            status, kind, answer = await self._answer(request[0], request[1].split("?")[0], body)
            await stream.write(_response(status, kind, answer, close=close))
            if request[1] == "/stop":
                self.kill()
            if close:
                return

    async def _answer(self, method: str, path: str, body: bytes) -> tuple[str, str, bytes]:
        self._android.note("http", f"{method} {path}")
        if path == "/ping":
            return "200 OK", "text/plain", b"pong"
        if path == "/stop":
            return "200 OK", "text/plain", b"Server stopped!!!"
        if path == "/jsonrpc/0" and method == "POST":
            return "200 OK", "application/json", await self._rpc.handle(body)
        if path == "/screenshot/0":
            await pause(self._android.latency.screenshot_ms)
            return "200 OK", "image/png", self._android.device.screenshot_png()
        return "404 Not Found", "text/plain", b"Not Found!!!"


def _response(status: str, kind: str, body: bytes, *, close: bool) -> bytes:
    date = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime())
    connection = "close" if close else "keep-alive"
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nDate: {date}\r\n"
        f"Connection: {connection}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode("latin-1") + body
