"""Tables that come with the code: TOML files, each beside the module that reads it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any


def table_beside(module: str, name: str) -> dict[str, Any]:
    """The table in the file of that name beside a module, which is told by its `__file__`."""
    return tomllib.loads(Path(module).with_name(name).read_text("utf-8"))
