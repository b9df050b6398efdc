"""The doctor's report as a file: everything that helps with a fault, nothing that says who or where one is."""

from __future__ import annotations

import getpass
import platform
import re
import socket
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from apidocs.doc.words import alone

PACKAGES = ("thumbwright", "textual", "uiautomator2", "adbutils", "pydantic-monty", "llama-cpp-python")
_ADDRESS = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\[[0-9a-fA-F:]+\](?::\d+)?")
_LOOPBACK = re.compile(r"127\.0\.0\.1|localhost")


def without_person(text: str, serials: Sequence[str] = ()) -> str:
    """The text without home folder, user and machine names, serials and network addresses."""
    for serial in sorted(serials, key=len, reverse=True):
        if serial and not _LOOPBACK.search(serial):
            text = text.replace(serial, "(serial)")
    text = text.replace(str(Path.home()), "~")
    text = _ADDRESS.sub(lambda match: match[0] if _LOOPBACK.match(match[0]) else "(address)", text)
    for name in (getpass.getuser(), socket.gethostname()):
        if len(name) > 2:
            text = re.sub(alone(name), "(name)", text)
    return text


def report_text(checks: Sequence[tuple[str, str, str, str]], serials: Sequence[str] = ()) -> str:
    """The report, as Markdown."""
    lines = ["# thumbwright doctor", ""]
    lines += [f"- {platform.system()} {platform.release()} {platform.machine()}, Python {sys.version.split()[0]}"]
    for package in PACKAGES:
        try:
            lines.append(f"- {package} {version(package)}")
        except PackageNotFoundError:
            lines.append(f"- {package} not installed")
    lines += ["", "| check | state | reason | fix |", "|---|---|---|---|"]
    for check in checks:
        lines.append("| " + " | ".join(cell.replace("|", "/").replace("\n", " ") for cell in check) + " |")
    return without_person("\n".join(lines) + "\n", serials)


def write_report(checks: Sequence[tuple[str, str, str, str]], file: Path | None = None) -> Path:
    """Write it and return where. Raises OSError."""
    from ground.errors import PhoneError
    from phones.adb import list_phones

    try:
        serials = [phone.serial for phone in list_phones()]
    except PhoneError:
        serials = []
    target = file or Path("thumbwright-doctor.md")
    target.write_text(report_text(checks, serials), "utf-8")
    return target.absolute()
