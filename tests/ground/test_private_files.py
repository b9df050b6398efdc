"""Files of ours, written as a whole and for the user alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ground.errors import DiskError
from ground.private_files import write_private


def test_it_is_the_user_s_alone_and_replaced_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "notes.json"
    file.write_text("old")
    file.chmod(0o644)
    seen: list[tuple[str, int]] = []
    replace = os.replace

    def looked_at(new: str, path: Path) -> None:
        seen.append((file.read_text(), Path(new).stat().st_mode & 0o777))
        replace(new, path)

    monkeypatch.setattr(os, "replace", looked_at)
    write_private(file, "näw")
    assert seen == [("old", 0o600)]
    assert (file.read_text("utf-8"), file.stat().st_mode & 0o777) == ("näw", 0o600)


def test_what_was_there_is_whole_where_it_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "notes.json"
    file.write_bytes(b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskError, match="No space left"):
        write_private(file, b"new")
    assert [f.name for f in tmp_path.iterdir()] == ["notes.json"] and file.read_bytes() == b"old"
