"""`content`: rows of the providers that the shell may read and write: contacts and calendars."""

from __future__ import annotations

from .shell import Call, command


@command("content")
def content(call: Call) -> int:
    return call.complain(f"[ERROR] Unsupported operation: {' '.join(call.args[:1])}", 255)
