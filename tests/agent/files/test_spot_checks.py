"""Damage within a model file: noticed from some blocks of it, and by what it makes the model say."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from agent.files import model_files, spot_checks
from agent.files.model_files import ensure_whole, pull, remove, verify
from agent.files.partial import Progress, file_sha256
from agent.files.spot_checks import BLOCK_BYTES, BLOCKS
from agent.model.local import LocalWriter
from agent.model.writing import Prompt
from ground.errors import ModelError
from ui.checks import machine_checks

from .test_model_files import DATA, MODEL, Hub, put, served, use_models  # noqa: F401


@pytest.fixture(autouse=True)
def one_model(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    use_models(monkeypatch, MODEL)


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files of which every byte was read."""
    found: list[Path] = []

    def count(path: Path, report: Callable[[Progress], None], cancelled: Callable[[], bool]) -> str:
        found.append(path)
        return file_sha256(path, report, cancelled)

    monkeypatch.setattr(model_files, "file_sha256", count)
    return found


def damage(path: Path, at: int, length: int, *, keep_date: bool = False) -> None:
    date = path.stat()
    with path.open("r+b") as file:
        file.seek(at)
        file.write(b"\xa5" * length)
    if keep_date:
        os.utime(path, ns=(date.st_atime_ns, date.st_mtime_ns))


def test_every_byte_is_looked_at_once_and_then_some(looked_at: list[Path]) -> None:
    path = put()
    for _ in range(3):
        ensure_whole(path)
    assert looked_at == [path]


@pytest.mark.parametrize("keep_date", [False, True], ids=["with its new date", "under its old date"])
@pytest.mark.parametrize("at", [0.0, 0.3, 0.6, 0.97])
def test_damage_of_some_size_is_noticed_anywhere(at: float, keep_date: bool, looked_at: list[Path]) -> None:
    path = put()
    ensure_whole(path)
    looked_at.clear()
    damage(path, 4 + int(at * len(DATA)), len(DATA) // BLOCKS + BLOCK_BYTES, keep_date=keep_date)
    with pytest.raises(ModelError, match="is damaged: it isn't what it was.* models pull tiny-1b"):
        ensure_whole(path)
    assert looked_at == []


def test_damage_from_before_it_was_ever_looked_at_is_noticed() -> None:
    path = put()
    damage(path, len(DATA) // 2, 10)
    with pytest.raises(ModelError, match="is damaged"):
        ensure_whole(path)


def test_a_new_date_alone_has_every_byte_looked_at_once_more(looked_at: list[Path]) -> None:
    path = put()
    ensure_whole(path)
    os.utime(path, ns=(1, 1))
    ensure_whole(path)
    ensure_whole(path)
    assert len(looked_at) == 2


def test_a_fetched_model_need_not_be_looked_at_again(served: Hub, looked_at: list[Path]) -> None:  # noqa: F811
    ensure_whole(pull("tiny-1b").path)
    assert looked_at == []


def test_verifying_and_removing_are_remembered(looked_at: list[Path]) -> None:
    path = put()
    assert verify("tiny-1b").ok
    ensure_whole(path)
    assert len(looked_at) == 1
    remove("tiny-1b")
    assert spot_checks.remembered(path) is None


def test_a_file_of_ones_own_may_be_replaced_but_not_rot(tmp_path: Path, looked_at: list[Path]) -> None:
    own = tmp_path / "own.gguf"
    own.write_bytes(DATA)
    ensure_whole(own)
    own.write_bytes(DATA + b"another model")
    ensure_whole(own)
    damage(own, len(DATA) // 2, len(DATA) // 10, keep_date=True)
    with pytest.raises(ModelError, match="is damaged.*Put it there anew"):
        ensure_whole(own)
    assert looked_at == []


def test_the_doctor_and_a_run_notice_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUMBWRIGHT_MODEL", "tiny-1b")
    path = put()
    damage(path, len(DATA) // 2, len(DATA) // 10)
    rows = {row[0]: row for row in machine_checks()}
    assert rows["model"][1] == "fail" and "is damaged" in rows["model"][2]

    def start(*_: object, **__: object) -> None:
        raise AssertionError("a damaged model was started")

    monkeypatch.setattr(subprocess, "Popen", start)
    with pytest.raises(ModelError, match="is damaged"):
        LocalWriter("tiny-1b").generate(Prompt((), ()))


def test_babble_has_every_byte_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """A flipped bit hides between the blocks, and may be enough to make a model say nothing but !!!!."""
    path = put()
    ensure_whole(path)
    damage(path, len(DATA) // (BLOCKS - 1) // 2 + BLOCK_BYTES // 2, 1, keep_date=True)
    ensure_whole(path)
    writer = LocalWriter("tiny-1b")
    for text, damaged in (("main.search.tap()", False), ("!" * 60, True)):
        reply = {"text": text, "stop": "length", "model": "tiny"}
        monkeypatch.setattr(writer, "_request", lambda *_, reply=reply: dict(reply))
        if damaged:
            with pytest.raises(ModelError, match="is damaged"):
                writer.generate(Prompt((), ()))
        else:
            assert writer.generate(Prompt((), ())).text == text
