"""The session that ships with this: recorded on the demo phone by `python -m bench.bundled`, so that a replay can be tried
at once: `thumbwright replay --bundled -s demo`."""

from __future__ import annotations

from pathlib import Path

CLOCK = "2026-03-02T09:30"
"""Where the demo phone's clock stood when it was recorded."""


def bundled_file() -> Path:
    """The portable session file."""
    return Path(__file__).with_name("first.json")
