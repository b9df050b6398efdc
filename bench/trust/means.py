"""What the parts of `bench trust` are given to measure with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent.model.writing import Writer
    from bench.honest.running import Doing


@dataclass(frozen=True)
class Means:
    """`say` tells of progress, `writer` opens the model when first asked, `do` is the product, as the command line has it."""

    say: Callable[[str], None]
    writer: Callable[[], Writer]
    do: Doing
    home: Path | None = None
    """Where docs and prompt prefixes are kept; None: nowhere."""
