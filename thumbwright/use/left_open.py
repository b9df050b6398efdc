"""What a run left open on a phone because it could not take it back: kept until the next run of that app, which takes it back
before it does anything else, or says that it can't."""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import quote

from apidocs.doc import AppDoc
from ground import paths
from ground.errors import DiskError, PhoneError
from ground.private_files import write_private
from interpreter.run.remembered import package_of, take_back_later, written_down
from interpreter.run.runner import RunResult
from phones.phone import Phone

log = logging.getLogger(__name__)


def remember(serial: str, package: str, run: RunResult) -> None:
    """Write down what is left of a run; nothing where nothing is. Where it can't be written (a full disk), the run has told all
    the same what it left; the next one then doesn't know."""
    drafts = run.forms.unkept()
    if not run.taken_back.left or not drafts:
        return
    try:
        write_private(_file(serial, package), written_down(package, drafts))
    except DiskError as error:
        log.warning("What is left open in %s can't be kept for the next run: %s", package, error)


def settle(phone: Phone, doc: AppDoc) -> str:
    """Take back what an earlier run of this app has left open; returns what came of it, empty where there was nothing.

    Raises PhoneError where it is still there: going on could save it.
    """
    file = _file(phone.serial, doc.package)
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


def _file(serial: str, package: str) -> Path:
    return paths.left_open_dir() / f"{quote(serial, safe='')}@{quote(package, safe='')}.json"
