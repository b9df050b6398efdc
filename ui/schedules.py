"""A saved task on the system's own schedule: a systemd user timer, or a cron line. Makes their text; installs on request."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from ground.errors import SettingsError

_AT = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_ENVIRONMENT = ("THUMBWRIGHT_HOME", "ANDROID_ADB_SERVER_PORT", "ADBUTILS_ADB_PATH", "ANDROID_SERIAL")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def run_line(
    name: str, values: Mapping[str, str], *, serial: str = "", allow: Sequence[str] = (), wait: str = ""
) -> list[str]:
    """The command that runs the task, word by word, with the program's whole path: timers know no other."""
    program = Path(sys.argv[0]).resolve()
    own = (
        [str(program)]
        if program.name.startswith("thumbwright") and program.is_file()
        else [sys.executable, "-c", "from ui.cli import main; main()"]
    )
    # a timer starts with hardly any environment, and would look for the task elsewhere
    kept = [f"{key}={os.environ[key]}" for key in _ENVIRONMENT if os.environ.get(key)]
    words = [*(["/usr/bin/env", *kept] if kept else []), *own, "run", f"@{name}", "--yes"]
    words += ["-s", serial] if serial else []
    words += ["--wait", wait] if wait else []
    for effect in allow:
        words += ["--allow", effect]
    for key, value in values.items():
        words += [f"--{key.replace('_', '-')}={value}"]
    return words


def _time(at: str) -> tuple[int, int]:
    match = _AT.fullmatch(at)
    if match is None:
        raise SettingsError(f"--at {at!r}: a time of day is wanted, such as 07:30")
    return int(match[1]), int(match[2])


def _days(days: str) -> list[str]:
    found = [day.strip().lower()[:3] for day in days.split(",") if day.strip()]
    wrong = [day for day in found if day not in _DAYS]
    if wrong:
        raise SettingsError(f"--days {days!r}: days are {', '.join(_DAYS)}")
    return found


def cron_line(line: Sequence[str], at: str, days: str) -> str:
    """A line for `crontab -e`. Raises SettingsError for a time or day that is none."""
    hour, minute = _time(at)
    which = ",".join(_days(days)) or "*"
    # cron takes a bare % for the end of the line
    return f"{minute} {hour} * * {which} {shlex.join(line)}".replace("%", r"\%")


def systemd_units(name: str, line: Sequence[str], at: str, days: str) -> dict[str, str]:
    """The timer and its service by file name. Raises SettingsError for a time or day that is none."""
    hour, minute = _time(at)
    which = ",".join(day.capitalize() for day in _days(days))
    # % and $ mean something in a unit; quotes are C's
    words = " ".join(
        '"' + w.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$") + '"' for w in line
    )
    when = f"{which + ' ' if which else ''}*-*-* {hour:02}:{minute:02}"
    return {
        f"thumbwright-{name}.timer": (
            f"[Unit]\nDescription=thumbwright: {name}\n\n[Timer]\nOnCalendar={when}\n"
            "Persistent=false\n\n[Install]\nWantedBy=timers.target\n"
        ),
        f"thumbwright-{name}.service": f"[Unit]\nDescription=thumbwright: {name}\n\n[Service]\nType=oneshot\nExecStart={words}\n",
    }


def install_systemd(units: Mapping[str, str], *, folder: Path | None = None) -> Path:
    """Write the units for this user and start the timer; returns the folder. Raises SettingsError where there is no systemd."""
    program = shutil.which("systemctl")
    if program is None:
        raise SettingsError("There is no systemctl here. Use cron: --via cron")
    where = folder or Path.home() / ".config" / "systemd" / "user"
    where.mkdir(parents=True, exist_ok=True)
    for name, text in units.items():
        (where / name).write_text(text, "utf-8")
    timer = next(name for name in units if name.endswith(".timer"))
    for words in (["daemon-reload"], ["enable", "--now", timer]):
        done = subprocess.run([program, "--user", *words], capture_output=True, text=True)
        if done.returncode:
            raise SettingsError(
                f"systemctl --user {' '.join(words)} failed: {' '.join(done.stderr.split()).rstrip('.')}. The files are in "
                f"{where}; once your own systemd runs: systemctl --user enable --now {timer}. Or use cron: --via cron"
            )
    return where


def install_cron(name: str, line: str) -> None:
    """Add the line to this user's crontab, in place of an earlier one of the same task. Raises SettingsError."""
    program = shutil.which("crontab")
    if program is None:
        raise SettingsError("There is no crontab here. Use systemd: --via systemd")
    listed = subprocess.run([program, "-l"], capture_output=True, text=True)
    mark = f"# thumbwright @{name}"
    kept = [text for text in listed.stdout.splitlines() if not text.endswith(mark)] if listed.returncode == 0 else []
    text = "\n".join([*kept, f"{line} {mark}"]) + "\n"
    done = subprocess.run([program, "-"], input=text, capture_output=True, text=True)
    if done.returncode:
        raise SettingsError(f"crontab refused the line: {done.stderr.strip()}")
