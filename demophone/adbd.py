"""The adb transport, device side: what `adb connect 127.0.0.1:PORT` speaks to.

Decides about messages, flow control and authentication; what a stream is for is asked of `services`. Only the loopback
address is ever bound: a demo phone is nobody else's business. Streams carry one unacknowledged WRTE at a time, as
hosts without delayed acknowledgement expect.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import os
import socket
import struct
from collections.abc import Awaitable, Callable

from ground.errors import PhoneError

from .auth import TOKEN_BYTES, KeyStore

log = logging.getLogger(__name__)

Service = Callable[["Stream"], Awaitable[None]]
Opener = Callable[[str], Service | None]
"""From a service's name (`shell:ls`) to what serves it; None refuses the stream."""


def _command(name: bytes) -> int:
    return int.from_bytes(name, "little")


CNXN, AUTH, OPEN, OKAY, WRTE, CLSE = map(_command, (b"CNXN", b"AUTH", b"OPEN", b"OKAY", b"WRTE", b"CLSE"))
_AUTH_TOKEN, _AUTH_SIGNATURE, _AUTH_PUBLIC_KEY = 1, 2, 3

VERSION_WITHOUT_CHECKSUMS = 0x01000001
MAX_PAYLOAD = 256 * 1024
# Advertised is only what is implemented: hosts use sendrecv_v2 and delayed_ack wherever they are named
FEATURES = "shell_v2,cmd,stat_v2,ls_v2,fixed_push_mkdir"


class StreamClosed(ConnectionError):
    """The host closed the stream while we were still writing to it."""


class Stream:
    """One of the streams of a transport, device side."""

    def __init__(self, transport: Transport, local_id: int, remote_id: int) -> None:
        self._transport = transport
        self.local_id, self.remote_id = local_id, remote_id
        self._incoming: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._buffer = bytearray()
        self._ended = False
        self._may_write = asyncio.Event()
        self._may_write.set()
        self.closed = False

    @property
    def max_payload(self) -> int:
        return self._transport.max_payload

    async def _receive(self) -> bool:
        """Wait for the next piece; False at the end of the stream."""
        if self._ended:
            return False
        piece = await self._incoming.get()
        if piece is None:
            self._ended = True
            return False
        self._buffer += piece
        await self._transport.send(OKAY, self.local_id, self.remote_id)
        return True

    async def read_some(self) -> bytes:
        """What there is, at least a byte; empty at the end of the stream."""
        if not self._buffer:
            await self._receive()
        piece = bytes(self._buffer)
        self._buffer.clear()
        return piece

    async def read_exactly(self, count: int) -> bytes:
        """Raises EOFError where the stream ends before."""
        while len(self._buffer) < count:
            if not await self._receive():
                raise EOFError
        piece = bytes(self._buffer[:count])
        del self._buffer[:count]
        return piece

    async def read_until(self, separator: bytes, limit: int = 1 << 20) -> bytes:
        """Up to and with `separator`. Raises EOFError, or ValueError past `limit` bytes."""
        while (at := self._buffer.find(separator)) < 0:
            if len(self._buffer) > limit:
                raise ValueError(f"no {separator!r} within {limit} bytes")
            if not await self._receive():
                raise EOFError
        return await self.read_exactly(at + len(separator))

    async def write(self, data: bytes | bytearray) -> None:
        """Send all of it. Raises StreamClosed."""
        view = memoryview(data)
        for start in range(0, len(view), self.max_payload):
            await self.drained()
            if self.closed:
                raise StreamClosed
            self._may_write.clear()
            await self._transport.send(
                WRTE, self.local_id, self.remote_id, bytes(view[start : start + self.max_payload])
            )

    async def drained(self) -> None:
        """Wait until the host has taken everything written, or has gone."""
        await self._may_write.wait()

    def feed(self, data: bytes) -> None:
        self._incoming.put_nowait(data)

    def acknowledged(self) -> None:
        self._may_write.set()

    def abort(self) -> None:
        """The host's side is closed."""
        self.closed = True
        self._may_write.set()
        self._incoming.put_nowait(None)


class Transport:
    """One connection of an adb server."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        banner: bytes,
        keys: KeyStore | None,
        opener: Opener,
    ) -> None:
        self._reader, self._writer, self._banner, self._keys, self._opener = reader, writer, banner, keys, opener
        self.max_payload = 4096
        self._checksums = True
        self._authorized = keys is None
        self._token = b""
        self._streams: dict[int, Stream] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._next_id = 1

    async def send(self, command: int, arg0: int, arg1: int, data: bytes = b"") -> None:
        checksum = sum(data) & 0xFFFFFFFF if self._checksums or command in (CNXN, AUTH) else 0
        self._writer.write(struct.pack("<6I", command, arg0, arg1, len(data), checksum, command ^ 0xFFFFFFFF) + data)
        await self._writer.drain()

    async def run(self) -> None:
        """Serve until the host hangs up or talks nonsense."""
        try:
            while True:
                header = await self._reader.readexactly(24)
                command, arg0, arg1, length, _checksum, magic = struct.unpack("<6I", header)
                if magic != command ^ 0xFFFFFFFF or length > MAX_PAYLOAD:
                    log.warning("not an adb message (command %08x, %d bytes): hanging up", command, length)
                    return
                await self._handle(command, arg0, arg1, await self._reader.readexactly(length) if length else b"")
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            self.close()

    def close(self) -> None:
        for stream in self._streams.values():
            stream.abort()
        self._streams.clear()
        for task in self._tasks.values():
            task.cancel()
        self._writer.close()

    async def _handle(self, command: int, arg0: int, arg1: int, data: bytes) -> None:
        if command == CNXN:
            self._checksums = arg0 < VERSION_WITHOUT_CHECKSUMS
            self.max_payload = max(1, min(arg1, MAX_PAYLOAD))
            await self._greet()
        elif command == AUTH:
            await self._authenticate(arg0, data)
        elif not self._authorized:
            log.warning("message %08x before authentication: ignored", command)
        elif command == OPEN:
            self._open(arg0, data)
        elif command == WRTE:
            if stream := self._streams.get(arg1):
                stream.feed(data)
            else:
                await self.send(CLSE, 0, arg0)
        elif command == OKAY:
            if stream := self._streams.get(arg1):
                stream.acknowledged()
        elif command == CLSE and (stream := self._streams.pop(arg1, None)):
            stream.abort()
            # what the stream was for (a shell, an app_process) dies with it, as under a hang-up
            if task := self._tasks.get(arg1):
                task.cancel()

    async def _greet(self) -> None:
        if self._authorized:
            await self.send(CNXN, VERSION_WITHOUT_CHECKSUMS, MAX_PAYLOAD, self._banner)
        else:
            self._token = os.urandom(TOKEN_BYTES)
            await self.send(AUTH, _AUTH_TOKEN, 0, self._token)

    async def _authenticate(self, kind: int, data: bytes) -> None:
        if self._keys is None:
            return
        if kind == _AUTH_SIGNATURE:
            self._authorized = self._keys.knows(self._token, data)
            await self._greet()  # a fresh token where it isn't: the host tries its next key, then offers one
        elif kind == _AUTH_PUBLIC_KEY and self._keys.offer(data):
            self._authorized = True
            await self._greet()

    def _open(self, remote_id: int, data: bytes) -> None:
        name = data.rstrip(b"\0").decode("utf-8", "replace")
        stream = Stream(self, self._next_id, remote_id)
        self._next_id += 1
        self._streams[stream.local_id] = stream
        task = asyncio.get_running_loop().create_task(self._serve(stream, name))
        self._tasks[stream.local_id] = task
        task.add_done_callback(lambda _: self._tasks.pop(stream.local_id, None))

    async def _serve(self, stream: Stream, name: str) -> None:
        service = self._opener(name)
        if service is None:
            self._streams.pop(stream.local_id, None)
            await self.send(CLSE, 0, stream.remote_id)
            return
        try:
            await self.send(OKAY, stream.local_id, stream.remote_id)
            await service(stream)
            await stream.drained()
        except (EOFError, ConnectionError):
            pass
        except Exception:
            log.exception("service %r failed", name)
        finally:
            if self._streams.pop(stream.local_id, None):
                stream.abort()
                with contextlib.suppress(ConnectionError):
                    await self.send(CLSE, stream.local_id, stream.remote_id)


class Adbd:
    """The listening side: one port, many transports."""

    def __init__(self, props: dict[str, str], opener: Opener, keys: KeyStore | None = None) -> None:
        described = [
            f"{key}={props.get(key, 'demo')}" for key in ("ro.product.name", "ro.product.model", "ro.product.device")
        ]
        self._banner = f"device::{';'.join(described)};features={FEATURES}".encode()
        self._opener, self._keys = opener, keys
        self._server: asyncio.Server | None = None
        self._transports: dict[Transport, asyncio.Task[None]] = {}
        self.host, self.port = "127.0.0.1", 0

    async def start(self, port: int = 0, host: str = "127.0.0.1") -> int:
        """Listen; 0 takes a free port. Returns the port. Raises PhoneError."""
        try:
            loopback = ipaddress.ip_address(host).is_loopback
        except ValueError:
            loopback = False
        if not loopback:
            raise PhoneError(f'The demo phone listens on loopback only, not on "{host}". Use 127.0.0.1.')
        try:
            self._server = await asyncio.start_server(self._accept, host, port, limit=1 << 22)
        except OSError as error:
            raise PhoneError(
                f"The demo phone can't listen on {host}:{port}: {error.strerror}. Choose another port."
            ) from None
        self.host, self.port = host, self._server.sockets[0].getsockname()[1]
        return self.port

    @property
    def listens(self) -> bool:
        return self._server is not None

    async def stop(self) -> None:
        """Hang up on everybody and stop listening; `start` may be called again."""
        if self._server is not None:
            self._server.close()
            self._server = None
        tasks = list(self._transports.values())
        for transport in list(self._transports):
            transport.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def hang_up(self) -> None:
        """Drop every connection, and go on listening."""
        for transport, task in list(self._transports.items()):
            transport.close()
            task.cancel()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        transport = Transport(reader, writer, self._banner, self._keys, self._opener)
        task = asyncio.current_task()
        assert task is not None
        self._transports[transport] = task
        try:
            await transport.run()
        except asyncio.CancelledError:
            pass  # our own stop(); a cancelled handler would be reported as an error by asyncio's server
        finally:
            self._transports.pop(transport, None)
