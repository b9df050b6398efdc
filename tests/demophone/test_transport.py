"""The transport against hosts that don't behave, byte by byte."""

from __future__ import annotations

import asyncio
import base64
import struct
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demophone.auth import KeyStore, PublicKey
from demophone.phone import DemoPhone

CNXN, OPEN, OKAY, WRTE, CLSE = (
    int.from_bytes(name, "little") for name in (b"CNXN", b"OPEN", b"OKAY", b"WRTE", b"CLSE")
)


class Host:
    """A host's side of one connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    def send(self, command: int, arg0: int, arg1: int, data: bytes = b"") -> None:
        self.writer.write(struct.pack("<6I", command, arg0, arg1, len(data), 0, command ^ 0xFFFFFFFF) + data)

    async def receive(self) -> tuple[int, int, int, bytes]:
        command, arg0, arg1, length, _, _ = struct.unpack("<6I", await self.reader.readexactly(24))
        return command, arg0, arg1, await self.reader.readexactly(length)

    async def greet(self, version: int = 0x01000001, room: int = 4096) -> bytes:
        self.send(CNXN, version, room, b"host::features=shell_v2")
        command, _, _, banner = await self.receive()
        assert command == CNXN
        return banner

    async def open(self, name: bytes, at: int = 1) -> int:
        self.send(OPEN, at, 0, name + b"\0")
        command, theirs, ours, _ = await self.receive()
        assert (command, ours) == (OKAY, at)
        return theirs


@pytest.fixture
async def phone(device: Any) -> AsyncIterator[DemoPhone]:
    phone = await DemoPhone.start(device)
    yield phone
    await phone.stop()


@pytest.fixture
async def host(phone: DemoPhone) -> AsyncIterator[Host]:
    reader, writer = await asyncio.open_connection("127.0.0.1", phone.port)
    yield Host(reader, writer)
    writer.close()


async def test_the_banner_names_what_is_offered_and_no_more(host: Host) -> None:
    banner = await host.greet()
    assert banner.startswith(b"device::ro.product.name=fake;")
    assert banner.endswith(b"features=shell_v2,cmd,stat_v2,ls_v2,fixed_push_mkdir")


async def test_writes_wait_for_the_host_and_keep_to_its_size(host: Host, phone: DemoPhone) -> None:
    phone.android.files.write("/sdcard/f", bytes(range(256)) * 40)
    await host.greet(room=4096)
    theirs = await host.open(b"exec:cat /sdcard/f")
    got = b""
    for expected in (4096, 4096, 2048):
        command, _, _, data = await host.receive()
        assert (command, len(data)) == (WRTE, expected)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.03):
                await host.receive()
        got += data
        host.send(OKAY, 1, theirs)
    assert got == bytes(range(256)) * 40
    assert (await host.receive())[0] == CLSE


async def test_an_unknown_service_is_refused(host: Host) -> None:
    await host.greet()
    for name in (b"tcp:9008\0", b"jdwp:1\0", b"tcp:x\0", b"\xff\xfe\0", b""):
        host.send(OPEN, 9, 0, name)
        assert (await host.receive())[:3] == (CLSE, 0, 9)


async def test_data_for_a_closed_stream_is_answered_with_close(host: Host) -> None:
    await host.greet()
    host.send(WRTE, 5, 77, b"late")
    assert (await host.receive())[:3] == (CLSE, 0, 5)


async def test_old_hosts_get_checksums(host: Host) -> None:
    await host.greet(version=0x01000000)
    await host.open(b"exec:echo hi")
    header = await host.reader.readexactly(24)
    length, checksum = struct.unpack("<6I", header)[3:5]
    assert checksum == sum(await host.reader.readexactly(length))


@pytest.mark.parametrize(
    "noise",
    [b"GET / HTTP/1.1\r\n\r\n" + b"x" * 30, struct.pack("<6I", OPEN, 1, 0, 1 << 30, 0, OPEN ^ 0xFFFFFFFF)],
    ids=["http", "a gigabyte"],
)
async def test_what_is_no_adb_is_hung_up_on(host: Host, noise: bytes) -> None:
    host.writer.write(noise)
    async with asyncio.timeout(5):
        assert await host.reader.read() == b""


async def test_nothing_is_opened_before_authentication(device: Any) -> None:
    phone = await DemoPhone.start(device, auth="refuse")
    reader, writer = await asyncio.open_connection("127.0.0.1", phone.port)
    host = Host(reader, writer)
    host.send(OPEN, 1, 0, b"shell:id\0")
    host.send(CNXN, 0x01000001, 4096, b"host::")
    command, kind, _, token = await host.receive()
    assert (command.to_bytes(4, "little"), kind, len(token)) == (b"AUTH", 1, 20)
    writer.close()
    await phone.stop()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([CNXN, OPEN, OKAY, WRTE, CLSE, 7]),
            st.integers(0, 4),
            st.integers(0, 4),
            st.binary(max_size=40),
        )
    )
)
async def test_any_messages_leave_the_phone_usable(
    phone: DemoPhone, messages: list[tuple[int, int, int, bytes]]
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", phone.port)
    wild = Host(reader, writer)
    for message in messages:
        wild.send(*message)
    writer.close()
    reader, writer = await asyncio.open_connection("127.0.0.1", phone.port)
    host = Host(reader, writer)
    await host.greet()
    await host.open(b"exec:echo hi")
    assert (await host.receive())[3] == b"hi\n"
    writer.close()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.sampled_from([b"STAT", b"SEND", b"RECV", b"LIST", b"DATA", b"XXXX"]) | st.binary(max_size=12), max_size=6
    )
)
async def test_any_file_request_leaves_the_phone_usable(phone: DemoPhone, pieces: list[bytes]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", phone.port)
    host = Host(reader, writer)
    await host.greet()
    theirs = await host.open(b"sync:")
    host.send(WRTE, 1, theirs, b"".join(pieces) + b"\0\0\0\0")
    host.send(CLSE, 1, theirs)
    host.send(OPEN, 2, 0, b"exec:echo hi\0")
    async with asyncio.timeout(5):
        while (await host.receive())[3] != b"hi\n":
            pass
    writer.close()


@pytest.mark.parametrize(
    "blob",
    [b"", b"hello", b"aGVsbG8= me@here\0", base64.b64encode(bytes(524)) + b" me", b"\xff" * 40],
    ids=["empty", "no base64", "too short", "zeros", "binary"],
)
def test_a_key_that_is_none_is_not_let_in(blob: bytes) -> None:
    with pytest.raises(ValueError):
        PublicKey.parse(blob)
    store = KeyStore("accept")
    assert store.offer(blob) is False
    assert store.knows(bytes(20), bytes(256)) is False
