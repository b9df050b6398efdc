"""A table that fills while something is done on many phones: on a terminal it is drawn anew, elsewhere each phone is a line when it
has ended."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from farm.work import DONE, Outcome
from ui.printing import say

if TYPE_CHECKING:
    from rich.live import Live
    from rich.table import Table

WAITING, UNDER_WAY = "waiting", "…"
_COLORS = {
    "done": "green",
    "unproved": "yellow",
    "partly": "yellow",
    "busy": "yellow",
    "unknown": "red",
    WAITING: "dim",
}


class ManyTable:
    """A row a phone. `with` draws it; its methods may be called from any thread."""

    def __init__(self, serials: Sequence[str], *, quiet: bool = False, live: bool | None = None) -> None:
        self._rows: dict[str, tuple[str, str, str]] = {serial: (WAITING, "", "") for serial in serials}
        self._quiet = quiet
        self._drawn = not quiet and (sys.stderr.isatty() if live is None else live)
        self._lock = threading.Lock()
        self._live: Live | None = None

    def __enter__(self) -> ManyTable:
        if self._drawn:
            from rich.console import Console
            from rich.live import Live

            self._live = Live(get_renderable=self._table, console=Console(stderr=True), refresh_per_second=6)
            self._live.start()
        return self

    def __exit__(self, *exc: object) -> None:
        if self._live is not None:
            self._live.stop()

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Not drawn while the person is asked something."""
        if self._live is None:
            yield
            return
        self._live.stop()
        try:
            yield
        finally:
            self._live.start()

    def begun(self, serial: str) -> None:
        self._put(serial, UNDER_WAY, "begins", "")

    def doing(self, serial: str, words: str) -> None:
        self._put(serial, UNDER_WAY, words, "")

    def ended(self, outcome: Outcome) -> None:
        said = outcome.answer.splitlines()[0] if outcome.answer else ""
        self._put(outcome.serial, outcome.status, said, f"{outcome.seconds:.1f} s" if outcome.seconds else "")
        if not self._drawn and not self._quiet:
            mark = "✓" if outcome.status in DONE else "✗"
            say(f"  {mark} {outcome.serial}: {outcome.status.replace('_', ' ')}. {said}")

    def _put(self, serial: str, status: str, words: str, seconds: str) -> None:
        with self._lock:
            self._rows[serial] = (status, words, seconds)

    def _table(self) -> Table:
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, padding=(0, 2, 0, 0))
        for heading in ("phone", "state", "time", "what"):
            table.add_column(heading, no_wrap=heading != "what", overflow="ellipsis")
        with self._lock:
            rows = list(self._rows.items())
        for serial, (status, words, seconds) in rows:
            color = _COLORS.get(status, "" if status == UNDER_WAY else "red")
            table.add_row(Text(serial), Text(status.replace("_", " "), style=color), seconds, Text(words))
        return table
