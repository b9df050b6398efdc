"""A person who says yes: what a benchmark allows is in its policy."""

from __future__ import annotations

from collections.abc import Sequence

from ground.errors import RefusedError
from interpreter.calls import Person, Question


class Nobody(Person):
    """Consents to everything (on a phone that is no one's) and can answer nothing."""

    def consent(self, question: Question) -> int:
        return 1

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        raise RefusedError(f"The script asks {question!r}, and nobody is there.")
