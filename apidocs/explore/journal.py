"""A small file that lives while an app is learned: where the app started, and what stands otherwise than it did, so that what
a learning that was killed left so is put back by the next one.

It lies beside the docs, for the user alone, and is gone when everything stands as before. What rows say is not in it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ground.private_files import write_private

from ..keep.store import doc_path
from .standing import Kept, Ledger, Standing, Start

log = logging.getLogger(__name__)


class Journal:
    """Of one app on one phone."""

    def __init__(self, package: str, phone: str) -> None:
        """`phone` is what tells phones apart; what was begun on another one is left to that one."""
        self.path = journal_path(package, phone)
        self._phone = phone

    def ledger(self, text: str | None = None, *, silent: Callable[[], bool] = lambda: False) -> Ledger:
        """What is to be put back, if a learning of the app was cut off; what changes from now on is written down, unless
        `silent`. `text` is what `text()` gave when a learning began that now goes on."""
        earlier, start = self._read(self.text() if text is None else text)
        return Ledger(
            earlier=earlier, earlier_start=start, on_change=lambda ledger: None if silent() else self._write(ledger)
        )

    def text(self) -> str:
        """What is in it; empty where nothing was left."""
        try:
            return self.path.read_text("utf-8", "surrogatepass")
        except (FileNotFoundError, UnicodeDecodeError):
            return ""

    def end(self) -> None:
        """Everything stands as before, or the person was told what doesn't."""
        self.path.unlink(missing_ok=True)

    def _write(self, ledger: Ledger) -> None:
        start = ledger.start
        data = {
            "phone": self._phone,
            "start": {"title": start.title, "tabs": sorted(start.tabs)} if start is not None else None,
            "stood": [{"place": kept.place, **vars(kept.standing), "now": kept.now} for kept in ledger.kept()],
        }
        write_private(self.path, json.dumps(data, indent=1, ensure_ascii=False).encode("utf-8", "surrogatepass"))

    def _read(self, text: str) -> tuple[list[Kept], Start | None]:
        if not text:
            return [], None
        try:
            data = json.loads(text)
            return [_kept(one) for one in data["stood"]], _start(data["start"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            log.warning("%s can't be read (%s): what an earlier learning changed is not known", self.path, error)
            return [], None


def journal_path(package: str, phone: str) -> Path:
    """Where it lies. Raises DocError for what can't be a package."""
    host, _, port = phone.rpartition(":")
    name = host if port.isdecimal() and host and not host.startswith("127.") else phone  # wireless ports come and go
    mark = "".join(c if c.isalnum() else "-" for c in name)
    return doc_path(package).with_name(f"{package}.{mark}.learning")


def _kept(one: Mapping[str, Any]) -> Kept:
    standing = Standing(str(one["key"]), str(one["what"]), str(one["value"]), one["kind"])
    return Kept(str(one["place"]), standing, str(one["now"]))


def _start(one: Mapping[str, Any] | None) -> Start | None:
    return Start(str(one["title"]), frozenset(map(str, one["tabs"]))) if one is not None else None
