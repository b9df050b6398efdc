"""What a call gave the script to read, as it is kept for the answer and for the record."""

from __future__ import annotations

from ..calls import ABSENT, Call, Read, Ref


def read_by(call: Call, value: object) -> list[Read]:
    """What a call gave the script to read: a text, a state, what rows say. What `find`, `ask` and `secret` give is none of
    the phone's."""
    if isinstance(value, list):
        return [one for ref in value if isinstance(ref, Ref) for one in read_by(call, ref)] or [Read(call.ref, "0")]
    if isinstance(value, Ref) and value.row == ABSENT:
        return []
    if isinstance(value, Ref):
        return [Read(value, text) for text in dict.fromkeys((value.row_text, *(t for _, t in value.texts))) if text]
    if call.op not in ("text", "value", "is_on", "is_open", "exists") or value is None:
        return []
    return [Read(call.ref, ("yes" if value else "no") if isinstance(value, bool) else str(value))]


def rows_of(call: Call, value: object) -> list[tuple[str, dict[str, str]]] | None:
    """The rows that a list gave, each with its title and what its parts said; a row that was asked for and isn't there is none.
    None of calls that aren't about a list."""
    if call.op not in ("rows", "row"):
        return None
    found = value if isinstance(value, list) else [value]
    return [(ref.row_text, dict(ref.texts)) for ref in found if isinstance(ref, Ref) and ref.row != ABSENT]


def plain(value: object) -> object:
    """For the record: refs are told by their words."""
    if isinstance(value, Ref):
        return str(value)
    if isinstance(value, list):
        return [str(v) for v in value]
    return value
