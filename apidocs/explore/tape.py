"""What a walk did on a phone and what it saw, written down as it goes, so that a walk that was cut off goes on from there.

A walk is worked out from its dumps alone. So one that goes on is gone through once more from its beginning, quickly and with
the phone left alone: every act is answered with the dump that came of it then. Where the tape ends the walk is told so
(`CutOff`), finds back to where it was, and from there on the phone itself answers.

The file lies beside the docs for the user alone, holds what the screens showed, and is gone when the walk is whole or old.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from ground.errors import DocError
from ground.paths import docs_dir
from phones.hierarchy import Hierarchy

from .journal import journal_path

log = logging.getLogger(__name__)
FORMAT = 1
KEPT_S = 14 * 24 * 3600.0
"""So long what was cut off can be gone on with: as long as sessions keep what screens showed."""


class CutOff(Exception):
    """The tape ends here, as the walk did that was cut off; nothing was done. What comes next is done on the phone."""


@dataclass(frozen=True)
class Begun:
    """How a walk was begun; one that goes on goes on so."""

    package: str
    version: str
    locale: str
    size: tuple[int, int]
    allow: tuple[str, ...]
    near: str
    calls: int
    """Its budget of acts."""
    journal: str = ""
    """What a learning before it had left to be put back."""


@dataclass
class Entry:
    """Something done, and what was seen then. Nothing done: here the walk was cut off, and found back to where it was."""

    did: list[Any]
    lost: bool = False
    """The phone's answer to it was lost."""
    saw: list[Hierarchy] = field(default_factory=list)


@dataclass
class Recorded:
    """What a tape has."""

    begun: Begun
    entries: list[Entry] = field(default_factory=list)
    ended: str = ""
    """Why the walk was over: done, budget, `phone: …`; empty where it was killed."""

    @property
    def acts(self) -> int:
        return sum(1 for entry in self.entries if entry.did)

    @property
    def used_up(self) -> bool:
        """Whether it was not cut off, but had used up its budget."""
        return self.ended == "budget" or self.acts >= self.begun.calls


class Tape:
    """The file of one app on one phone."""

    def __init__(self, package: str, phone: str) -> None:
        self.path = tape_path(package, phone)
        self._file: IO[str] | None = None
        self._last = ""

    def begin(self, begun: Begun) -> None:
        """A walk begins; what was cut off before is forgotten."""
        self._open(0)
        self._write({"format": FORMAT, **asdict(begun)})

    def go_on(self) -> None:
        """A walk goes on: from here on more is written, behind the last line that is whole."""
        text = self.path.read_bytes()
        self._open(len(text[: text.rfind(b"\n") + 1]))

    def keep(self, entries: int) -> None:
        """What was written behind so many entries doesn't count."""
        self._write({"keep": entries})

    def did(self, words: list[Any]) -> None:
        self._write({"did": words})

    def lost(self) -> None:
        self._write({"lost": True})

    def cut(self) -> None:
        """It was cut off before what comes now."""
        self._write({"cut": True})

    def saw(self, dump: Hierarchy) -> None:
        """One that is as the last one takes a few bytes only."""
        packed = base64.b85encode(zlib.compress(dump.xml.encode("utf-8", "surrogatepass"))).decode()
        same, self._last = packed == self._last, packed
        seen = {"saw": "" if same else packed, "activity": dump.activity, "keyboard": dump.keyboard_package}
        self._write(seen)

    def over(self, why: str) -> None:
        """The walk is over; it may be gone on with all the same."""
        self._write({"over": why})
        self.close()

    def forget(self) -> None:
        """All was seen: nothing is left to go on with."""
        self.close()
        self.path.unlink(missing_ok=True)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def read(self) -> Recorded:
        """What is on it. Raises DocError where there is nothing to go on with."""
        lines = self._lines()
        begun = _read(next(lines, ""))
        if begun is None or begun.pop("format", None) != FORMAT:
            raise DocError(
                "Nothing is there to go on with: no learning of this app on this phone was cut off. Without --continue it is "
                "learned from its beginning"
            )
        try:
            recorded = Recorded(Begun(**{**begun, "size": tuple(begun["size"]), "allow": tuple(begun["allow"])}))
            for line in lines:
                one = _read(line)
                if one is None:
                    break  # written by half when it was killed
                self._take(recorded, one)
        except (KeyError, TypeError, ValueError, zlib.error) as error:
            raise DocError(f"{self.path} can't be read ({error}). Learn the app from its beginning") from None
        _drop_unseen(recorded.entries)
        return recorded

    def _take(self, recorded: Recorded, one: dict[str, Any]) -> None:
        entries = recorded.entries
        recorded.ended = str(one.get("over", ""))
        if "did" in one:
            entries.append(Entry(one["did"]))
        elif "cut" in one:
            _drop_unseen(entries)
            entries.append(Entry([]))
        elif "keep" in one:
            del entries[int(one["keep"]) :]
        elif "lost" in one:
            entries[-1].lost = True
        elif "saw" in one:
            packed = str(one["saw"]) or self._last
            self._last = packed
            xml = zlib.decompress(base64.b85decode(packed)).decode("utf-8", "surrogatepass")
            entries[-1].saw.append(Hierarchy.parse(xml, one["activity"], one["keyboard"]))

    def _lines(self) -> Iterator[str]:
        try:
            text = self.path.read_text("utf-8")
        except (FileNotFoundError, UnicodeDecodeError):
            return
        yield from text.splitlines(keepends=True)

    def _open(self, size: int) -> None:
        """For writing behind its first `size` bytes."""
        self.close()
        self._last = ""
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600)
            os.ftruncate(handle, size)
            self._file = os.fdopen(handle, "a", encoding="utf-8")
        except OSError as error:
            self._gave_up(error)

    def _write(self, entry: dict[str, Any]) -> None:
        self._put(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n")

    def _put(self, line: str) -> None:
        if self._file is None:
            return
        try:
            self._file.write(line)
            self._file.flush()  # the system has it then, also where this process is killed
        except OSError as error:
            self._gave_up(error)

    def _gave_up(self, error: OSError) -> None:
        """A walk is worth more than being able to go on with it."""
        log.warning("%s can't be written (%s): this learning can't be gone on with", self.path, error)
        self._file = None


def tape_path(package: str, phone: str) -> Path:
    """Where it lies. Raises DocError for what can't be a package."""
    return journal_path(package, phone).with_suffix(".walk")


def forget_old(now: Callable[[], float] = time.time) -> None:
    """What was cut off too long ago is not kept any longer."""
    for path in docs_dir().glob("*.walk"):
        if path.stat().st_mtime < now() - KEPT_S:
            path.unlink(missing_ok=True)


def forget_app(package: str) -> None:
    """Of any phone."""
    for path in docs_dir().glob(f"{package}.*.walk"):
        if path.name.count(".") == package.count(".") + 2:
            path.unlink(missing_ok=True)


def _drop_unseen(entries: list[Entry]) -> None:
    """Whether it was done is not known: that is looked at, and then it is done again."""
    while entries and entries[-1].did and not entries[-1].saw:
        entries.pop()


def _read(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line) if line.endswith("\n") else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
