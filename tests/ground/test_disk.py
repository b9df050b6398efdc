"""What the system says against a file, as the sentence a person reads."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from ground import paths
from ground.disk import disk_error
from ground.errors import DiskError, SettingsError


def said(number: int, file: Path | None = None) -> OSError:
    return OSError(number, os.strerror(number), *([str(file)] if file else []))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EROFS, "can't be written: Read-only file system"),
        (errno.EACCES, "can't be written: Permission denied"),
        (errno.ENOSPC, "No space left on device. Make room"),
        (errno.EDQUOT, "Make room"),
        (errno.EISDIR, "can't be used: Is a directory"),
    ],
    ids=lambda value: errno.errorcode[value] if isinstance(value, int) else "",
)
def test_a_file_of_ours_is_named_with_what_to_do(number: int, words: str, home: Path) -> None:
    told = disk_error(said(number, paths.docs_dir() / "app.json"))
    assert isinstance(told, DiskError)
    assert str(paths.docs_dir() / "app.json") in str(told) and words in str(told)


def test_a_full_disk_is_told_without_a_name(home: Path) -> None:
    assert isinstance(disk_error(said(errno.ENOSPC)), DiskError)


def test_a_file_that_the_person_named_is_a_matter_of_their_words(home: Path, tmp_path: Path) -> None:
    told = disk_error(said(errno.ENOENT, tmp_path / "nowhere" / "x.html"))
    assert isinstance(told, SettingsError) and str(told).endswith("x.html: No such file or directory.")


@pytest.mark.parametrize(
    "error",
    [
        ValueError("x"),
        OSError("without a number"),
        said(errno.ECONNREFUSED),
        said(errno.EACCES),
        ConnectionResetError(),
    ],
    ids=repr,
)
def test_what_is_no_matter_of_files_stays_what_it_is(error: Exception, home: Path) -> None:
    assert disk_error(error) is None


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(DiskError, match="can't be made: .* THUMBWRIGHT_HOME"):
        paths.docs_dir()
