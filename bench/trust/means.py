"""What the parts of `bench trust` are given to measure with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from agent.model.writing import Writer
    from agent.task.task_result import TaskResult
    from apidocs.doc import AppDoc
    from interpreter.calls import Person
    from phones.phone import Phone


class Doing(Protocol):
    """The product: carries a task out as the command line does, and returns what came of it and what is said besides the
    answer. Raises ThumbwrightError where the command line would end with one sentence."""

    def __call__(
        self,
        words: str,
        *,
        app: str = "",
        script: str = "",
        doc: AppDoc | None = None,
        phone: Phone,
        writer: Writer | None,
        person: Person,
    ) -> tuple[TaskResult, str]: ...


class Replaying(Protocol):
    """The product: takes a session's file in and repeats it, as `sessions import` and `replay` do. Returns how it went."""

    def __call__(self, text: str, *, phone: Phone, person: Person) -> str: ...


@dataclass(frozen=True)
class Means:
    """`say` tells of progress, `writer` opens the model when first asked, `do` and `replay` are the product."""

    say: Callable[[str], None]
    writer: Callable[[], Writer]
    do: Doing
    replay: Replaying
    home: Path | None = None
    """Where docs and prompt prefixes are kept; None: nowhere."""
