"""Quotes of several languages are quotes, and an apostrophe is none."""

from __future__ import annotations

import pytest

from apidocs.doc.quotes import QUOTED, quoted


@pytest.mark.parametrize(
    "said",
    [
        '"play it"', "“play it”", "„play it“", "„play it”", "”play it”", "«play it»", "»play it«", "‹play it›", "›play it‹",
        "'play it'", "‘play it’", "‚play it‘", "「play it」",
    ],
)  # fmt: skip
def test_what_stands_in_quotes(said: str) -> None:
    assert quoted(f"add a note {said}, and one {said}.") == ["play it", "play it"]
    assert QUOTED.sub("_", f"add {said} now") == "add _ now"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("don't play Ann's song", []),
        ("don’t play Ann’s song", []),
        ("the boys' room and the girls' room", []),
        ("add 'don't forget' to it", ["don't forget"]),
        ("add ‘don’t forget’ to it", ["don’t forget"]),
        ('empty "" and "full"', ["full"]),
        ("a 5' board and a 6' one", []),
    ],
)
def test_an_apostrophe_is_no_quote(text: str, found: list[str]) -> None:
    assert quoted(text) == found
