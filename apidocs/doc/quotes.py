"""What stands in quotes in a text that a person wrote, whichever of the usual quotes they are."""

from __future__ import annotations

import re

_IN_SINGLE = r"((?:[^{close}]|(?<=\w)[{close}](?=\w))*)"
"""An apostrophe within a word ends nothing."""
QUOTED = re.compile(
    r"\"([^\"]*)\"|“([^“”]*)[”“]|„([^“”„]*)[“”]|”([^“”]*)”|«([^«»]*)»|»([^«»]*)«|‹([^‹›]*)›|›([^‹›]*)‹|「([^「」]*)」|"
    + rf"(?<!\w)'{_IN_SINGLE.format(close=chr(39))}'(?!\w)|"
    + rf"(?<!\w)[‘‚]{_IN_SINGLE.format(close='’‘')}[’‘](?!\w)"
)
"""A text in quotes, with them; one of the groups is the text without."""
OPENING = "\"'“„”«»‹›「‘‚"
"""Characters that a text in quotes begins with."""


def quoted(text: str) -> list[str]:
    """The texts in quotes, as they stand there; empty ones left out."""
    return [found for match in QUOTED.finditer(text) if (found := next((g for g in match.groups() if g), ""))]
