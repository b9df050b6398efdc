"""A session's calls as a table for a spreadsheet: the plugin that ships as the example of one.

A plugin is a callable and a line in its package's pyproject.toml (docs/python.md shows both). An exporter gets a session as it
is recorded, and gives the text of a file.
"""

from __future__ import annotations

import csv
import io

from sessions.records import SessionDetail

COLUMNS = ("call", "line", "what", "args", "status", "effect", "proof", "ms", "error")


def export(session: SessionDetail) -> str:
    """One line a call, in order."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for call in session.calls:
        what = f"{call.ref}.{call.op}".removesuffix(".do").removeprefix(".")
        args = ", ".join(_harmless(str(arg)) for arg in call.args)
        table.writerow(
            (
                call.seq,
                call.line,
                what,
                _harmless(args),
                call.status,
                call.effect,
                call.proof,
                round(call.ms),
                call.error,
            )
        )
    return out.getvalue()


def _harmless(text: str) -> str:
    """What a person typed is no formula, however it begins."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
