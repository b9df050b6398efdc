"""The rows of `bench trust` in a file, as they come: a run that was stopped, or whose time was up, goes on with what isn't there.

A row belongs to a part and has a key that says what was tried. It is made once. Rows of another state of the code are kept and
counted (`rows_of_other_code`), since an hour's rows are not thrown away for a changed line; who wants none names a new file.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from ground.errors import SettingsError

Row = dict[str, Any]
T = TypeVar("T")
EVERY_S = 2.0
"""So often the file is written at most, and once at the end."""
ROOMS = ("agent", "apidocs", "bench", "demophone", "ground", "interpreter", "phones", "sessions", "thumbwright")


class KeptRows:
    """All rows there are, of every part."""

    def __init__(
        self, file: Path | None = None, *, for_s: float | None = None, code: str = "", settings: Row | None = None
    ) -> None:
        """Read what the file has. Raises SettingsError where it holds something else, or was made with other settings."""
        self.file, self.code, self.settings = file, code, settings or {}
        self._until = None if for_s is None else time.monotonic() + for_s
        self._written = 0.0
        self._parts = self._read()

    @property
    def every(self) -> dict[str, dict[str, Row]]:
        return self._parts

    def of(self, part: str) -> PartRows:
        return PartRows(self, self._parts.setdefault(part, {}))

    @property
    def time_is_up(self) -> bool:
        return self._until is not None and time.monotonic() >= self._until

    @property
    def of_other_code(self) -> int:
        return sum(row["code"] != self.code for rows in self._parts.values() for row in rows.values())

    def came(self) -> None:
        if time.monotonic() - self._written >= EVERY_S:
            self.write()

    def write(self, figures: Row | None = None) -> None:
        """Put the whole file anew, in one move, with figures where there are some. Raises SettingsError where it can't be."""
        if self.file is None:
            return
        beside = self.file.with_name(f"{self.file.name}.new")
        whole = {"bench": "trust", "settings": self.settings, **(figures or {}), "rows": self._parts}
        try:
            beside.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")
            beside.replace(self.file)
        except OSError as error:
            raise SettingsError(
                f"{self.file} can't be written: {error.strerror}. Name another file with --out."
            ) from None
        self._written = time.monotonic()

    def _read(self) -> dict[str, dict[str, Row]]:
        if self.file is None or not self.file.exists():
            return {}
        try:
            whole = json.loads(self.file.read_text("utf-8"))
            before, parts = whole["settings"], whole["rows"]
            if whole["bench"] != "trust" or not all("code" in row for part in parts.values() for row in part.values()):
                raise ValueError
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise SettingsError(f"{self.file} holds no rows of bench trust. Name another file with --out.") from None
        if before != self.settings:
            raise SettingsError(
                f"{self.file} was made with {before}, this is {self.settings}. Name another file with --out."
            )
        return parts  # type: ignore[no-any-return]


class PartRows:
    """The rows of one part."""

    def __init__(self, whole: KeptRows, rows: dict[str, Row]) -> None:
        self._whole, self._rows = whole, rows

    def missing(self, cases: Iterable[T], key: Callable[[T], str]) -> Iterator[T]:
        """Those that have no row yet, until the time is up."""
        for case in cases:
            if key(case) in self._rows:
                continue
            if self._whole.time_is_up:
                return
            yield case

    def keep(self, key: str, row: Row) -> None:
        self._rows[key] = {**row, "code": self._whole.code}
        self._whole.came()

    def __getitem__(self, key: str) -> Row:
        return self._rows[key]

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def among(self, keys: Iterable[str]) -> list[Row]:
        """The rows of these keys that are there, in this order."""
        return [self._rows[key] for key in keys if key in self._rows]

    def left(self, keys: Iterable[str]) -> int:
        return sum(key not in self._rows for key in keys)


def code_now() -> str:
    """What tells two states of the code apart: a digest of all that the measurement runs."""
    digest, root = hashlib.sha256(), Path(__file__).parents[2]
    for room in ROOMS:
        for path in sorted((root / room).rglob("*")):
            if path.suffix in (".py", ".toml", ".j2", ".txt") and path.is_file():
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
