"""What a folder was made with, kept in it: gone on with otherwise, it would hold two kinds of things."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ground import paths
from ground.errors import SettingsError


def same_as_before(out: Path, wanted: Mapping[str, Any]) -> None:
    """Make the folder, or see that it was made with the same. Raises SettingsError where it wasn't."""
    paths.private_dir(out)
    kept = out / "made_with.json"
    if kept.exists() and (before := json.loads(kept.read_text("utf-8"))) != wanted:
        raise SettingsError(f"{out} was made with {before}, not with {dict(wanted)}. Name another folder with --out.")
    kept.write_text(json.dumps(dict(wanted)) + "\n", "utf-8")
