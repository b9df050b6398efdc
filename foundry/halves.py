"""The two halves of the domains: `train`, which training and fitting may open, and `measure`, which they may not.

A file's half is drawn from its name by a hash, so that nobody chooses it and no file has to be opened to know it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from ground.errors import SettingsError

Half = Literal["train", "measure"]
OWN = Path(__file__).with_name("domains")
"""The domains that come with the project."""


def half_of(name: str) -> Half:
    """The half of a domain, from its name alone."""
    return "train" if hashlib.sha256(f"thumbwright domain {name}".encode()).digest()[0] % 2 else "measure"


def domain_files(folder: Path = OWN, half: Half | None = None) -> list[Path]:
    """The domains' files in a folder, by name; of one half, or all. Raises SettingsError where there are none."""
    if not folder.is_dir():
        raise SettingsError(f"There is no folder {folder} with domains in it.")
    found = sorted(path for path in folder.glob("*.yaml") if half is None or half_of(path.stem) == half)
    if not found:
        raise SettingsError(
            f"The folder {folder} has no domain{f' of the half {half}' if half else ''} (NAME.yaml) in it."
        )
    return found
