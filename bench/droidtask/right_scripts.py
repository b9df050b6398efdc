"""Right scripts for recorded tasks, given in place of the model's: what is missing with them is missing in the doc or at run time.

They were written by hand against the docs that the walks give, and are for measuring alone: no prompt, no sample and no pair to
train on may come from them.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

from ground.errors import SettingsError

FILE = Path(__file__).with_name("right_scripts.toml")


@dataclass(frozen=True)
class RightScript:
    """What does one task; empty where nothing can, and then why."""

    script: str = ""
    why_not: str = ""


def read_scripts(file: Path = FILE) -> dict[tuple[str, str], RightScript]:
    """By app and task. Raises SettingsError where the file is none of scripts."""
    try:
        data = tomllib.loads(file.read_text("utf-8"))
        return {
            (app, task): _one(entry, f"{app}.{task}") for app, tasks in data.items() for task, entry in tasks.items()
        }
    except (OSError, ValueError, AttributeError) as error:
        raise SettingsError(f"{file} is no file of right scripts ({type(error).__name__}: {error}).") from None


def digest_of(file: Path) -> str:
    """What tells one file of scripts from another in a report."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def _one(entry: dict[str, str], where: str) -> RightScript:
    script, why_not = entry.get("script", ""), entry.get("why_not", "")
    if not isinstance(script, str) or not isinstance(why_not, str) or entry.keys() - {"script", "why_not", "note"}:
        raise ValueError(f"{where} has something else than script, why_not and note")
    if bool(script.strip()) == bool(why_not):
        raise ValueError(f"{where} needs a script, or why there is none")
    return RightScript(script, why_not)
