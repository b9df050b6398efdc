"""Whether a task is to bring up a web address: one that says it is one (http, www), or ends as they do and as no file does."""

from __future__ import annotations

import re
from functools import cache

from ground.tables import table_beside

_BRINGING = r"\b(?:open|go to|visit|show|browse to)\s+"
_MARKED = re.compile(rf"{_BRINGING}(?:https?://\S|www\.\w)", re.IGNORECASE)
_PLAIN = re.compile(rf"{_BRINGING}(?:[\w-]+\.)+([a-z]{{2,}})(?![\w@-]|\.\w)", re.IGNORECASE)


def names_address(task: str) -> bool:
    """Whether it does: "open example.org", and not "open report.pdf"."""
    return bool(_MARKED.search(task)) or any(m[1].casefold() in _endings() for m in _PLAIN.finditer(task))


@cache
def _endings() -> frozenset[str]:
    data = table_beside(__file__, "web_endings.toml")
    return frozenset({*data["general"].split(), *data["countries"].split()} - set(data["files"].split()))
