"""The virtual files."""

from __future__ import annotations

import errno

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demophone import files as module
from demophone.files import VirtualFiles


@pytest.mark.parametrize(
    ("path", "normal"),
    [
        ("/sdcard//a/../b", "/sdcard/b"),
        ("/storage/emulated/0/b", "/sdcard/b"),
        ("/mnt/sdcard", "/sdcard"),
        ("data/local/tmp/", "/data/local/tmp"),
        ("/../../etc", "/etc"),
        ("/storage/emulated/01", "/storage/emulated/01"),
    ],
)
def test_one_file_has_one_name(path: str, normal: str) -> None:
    assert VirtualFiles.normal(path) == normal


@pytest.mark.parametrize(
    ("act", "number"),
    [
        (lambda f: f.read("/sdcard/none"), errno.ENOENT),
        (lambda f: f.read("/sdcard"), errno.EISDIR),
        (lambda f: f.write("/sdcard", b""), errno.EISDIR),
        (lambda f: f.write("/sdcard/a/b", b""), errno.ENOENT),
        (lambda f: f.write("/system/bin/sh", b""), errno.EROFS),
        (lambda f: f.write("/data/data/x", b""), errno.EACCES),
        (lambda f: f.remove("/system"), errno.EROFS),
        (lambda f: f.remove("/sdcard/DCIM"), errno.EISDIR),
        (lambda f: f.make_folder("/sdcard"), errno.EEXIST),
        (lambda f: (f.write("/sdcard/x", b""), f.make_folder("/sdcard/x/y")), errno.ENOTDIR),
        (lambda f: list(f.entries("/sdcard/none")), errno.ENOENT),
    ],
    ids=[
        "read none",
        "read folder",
        "over folder",
        "no parent",
        "system",
        "data",
        "rm system",
        "rm folder",
        "mkdir",
        "in file",
        "ls",
    ],
)
def test_what_cannot_be_done_says_why(act: object, number: int) -> None:
    with pytest.raises(OSError) as caught:
        act(VirtualFiles())  # type: ignore[operator]
    assert caught.value.errno == number


def test_a_full_phone_takes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CAPACITY_BYTES", 100)
    store = VirtualFiles()
    store.write("/sdcard/a", bytes(80))
    with pytest.raises(OSError, match="No space left"):
        store.write("/sdcard/b", bytes(30))
    store.write("/sdcard/a", bytes(10))
    store.write("/sdcard/b", bytes(90))
    store.remove("/sdcard/a")
    store.write("/sdcard/c", bytes(10))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.binary(max_size=8), st.booleans()), max_size=20))
def test_files_behave_like_a_table(acts: list[tuple[str, bytes, bool]]) -> None:
    store, table = VirtualFiles(), dict[str, bytes]()
    for name, data, append in acts:
        store.write(f"/sdcard/{name}", data, append=append)
        table[name] = table.get(name, b"") + data if append else data
    shown = {name: entry.data for name, entry in store.entries("/sdcard") if not entry.is_folder}
    assert shown == table
