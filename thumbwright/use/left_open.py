"""What a run left open on a phone because it could not take it back: kept until the next run of that app, which takes it back
before it does anything else, or says that it can't."""

from __future__ import annotations

import re
from pathlib import Path

from apidocs.doc import AppDoc
from ground import paths
from ground.errors import PhoneError
from interpreter.run.remembered import package_of, take_back_later, written_down
from interpreter.run.runner import RunResult
from phones.phone import Phone


def remember(serial: str, package: str, run: RunResult) -> None:
    """Write down what is left of a run; nothing where nothing is."""
    drafts = run.forms.unkept()
    if run.taken_back.left and drafts:
        file = _file(serial)
        file.write_text(written_down(package, drafts), "utf-8")
        file.chmod(0o600)


def settle(phone: Phone, doc: AppDoc) -> str:
    """Take back what an earlier run of this app has left open; returns what came of it, empty where there was nothing.

    Raises PhoneError where it is still there: going on could save it.
    """
    file = _file(phone.serial)
    try:
        text = file.read_text("utf-8")
        if package_of(text) != doc.package:
            return ""
    except FileNotFoundError:
        return ""
    except (OSError, ValueError):
        file.unlink(missing_ok=True)
        return ""
    taken = take_back_later(text, doc, phone)
    if taken.left:
        raise PhoneError(f"An earlier run put something in that nobody agreed to keep. {taken} Then run this again.")
    file.unlink(missing_ok=True)
    return str(taken)


def _file(serial: str) -> Path:
    return paths.left_open_dir() / (re.sub(r"[^A-Za-z0-9._-]", "_", serial) + ".json")
