"""The rows of a list, held against those that it had when a session was recorded: their titles and number, and what they said."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sessions.records import CallRecord

from ..calls import ABSENT, Ref

_MOST_TOLD = 3


@dataclass(frozen=True)
class RowsThen:
    """How the rows that a list gives now differ from those it gave then, in words; each is empty where they don't."""

    titles: str = ""
    texts: str = ""
    """What their parts say, of those that the script names."""
    unknown: bool = False
    """Whether what such parts said then isn't known: the session is from before that was written down, or it has gone with the
    screens."""


def compare_rows(record: CallRecord, value: object, names: frozenset[str] | None) -> RowsThen:
    """Hold a list's rows against the recorded ones. `names` are those that the script uses; None where they aren't known."""
    found = value if isinstance(value, list) else [value]
    now = [ref for ref in found if isinstance(ref, Ref) and ref.row != ABSENT]
    titles = [ref.row_text for ref in now]
    then = _titles_then(record, now)
    if record.op == "row" and then != titles:
        return RowsThen(f"the row is {_quoted(titles)} now, it was {_quoted(then)}")
    if then != titles:
        return RowsThen(_other_titles(then, titles))
    if record.rows is None:
        return RowsThen(unknown=any(_named(p, names) and text != ref.row_text for ref in now for p, text in ref.texts))
    other = []
    for ref, (_, texts) in zip(now, record.rows, strict=True):
        says = dict(ref.texts)
        for part in sorted({*texts, *says}):
            if _named(part, names) and texts.get(part, "") != says.get(part, ""):
                said = f"{part.replace('_', ' ')} of {_quoted([ref.row_text])}"
                other.append(f"{said} is {_quoted([says.get(part, '')])} now, it was {_quoted([texts.get(part, '')])}")
    return RowsThen(texts=_few(other))


def _named(part: str, names: frozenset[str] | None) -> bool:
    return names is None or part in names


def _titles_then(record: CallRecord, now: Sequence[Ref]) -> list[str]:
    """Of a session from before rows were written down, the titles are read out of how they were told."""
    if record.rows is not None:
        return [title for title, _ in record.rows]
    told = record.value if isinstance(record.value, list) else [record.value]
    known = {str(ref): ref.row_text for ref in now}
    return [known.get(str(one), _title_in(str(one))) for one in told]


def _title_in(told: str) -> str:
    """`Milk` of `main.notes('Milk')`."""
    _, _, rest = told.partition("(")
    try:
        return str(ast.literal_eval(rest.removesuffix(")")))
    except (SyntaxError, ValueError):
        return told


def _other_titles(then: list[str], now: list[str]) -> str:
    came, went = list((Counter(now) - Counter(then)).elements()), list((Counter(then) - Counter(now)).elements())
    if not came and not went:
        return f"the same {len(now)} rows, in another order"
    parts = [f"{len(now)} {'row' if len(now) == 1 else 'rows'} now, {len(then)} then"]
    parts += [f"new: {_quoted(came)}"] if came else []
    parts += [f"gone: {_quoted(went)}"] if went else []
    return "; ".join(parts)


def _quoted(texts: list[str]) -> str:
    return _few([f'"{text[:60]}"' for text in texts], ", ") or "none"


def _few(said: list[str], between: str = "; ") -> str:
    return between.join(said[:_MOST_TOLD]) + (
        f"{between}and {len(said) - _MOST_TOLD} more" if said[_MOST_TOLD:] else ""
    )
