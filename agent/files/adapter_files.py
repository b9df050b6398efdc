"""Adapters: small files that change what a model writes, each for one model file. Found by name, known to be whole and to be
for the model in use, listed and removed. That one acts behind the kept prefix only is `agent.model.llama`'s.

Shipped ones lie in `agent/adapters/`, each with a manifest (NAME.toml) that says what its file has to be; a person's own in
the folder `adapters` of the data, with a manifest or without: then the file's own metadata says the same.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ground import paths
from ground.errors import ModelError

from .catalogue import models
from .gguf import GgufHead, read_head
from .model_files import base_sha256, file_named, resolve_model
from .partial import remembered_sha256

NONE = "none"
"""Instead of a name: the model by itself."""
SHIPPED = Path(__file__).parent.with_name("adapters")
"""A folder of data in this package."""
BASE_SHA256, BASE_NAME, TRAINED_ON = (f"thumbwright.{key}" for key in ("base_sha256", "base_name", "trained_on"))
WITHOUT = "Without one: thumbwright models use none"


class State(StrEnum):
    """What is to be said of an adapter's file."""

    HERE = "here"
    DAMAGED = "damaged"
    """Not what it was made as."""
    FOREIGN = "foreign"
    """Not an adapter, or one that doesn't say which model it is for."""
    MISSING = "missing"
    """There is a manifest of it, or a path to it, and no file."""


class Manifest(BaseModel):
    """What is known of an adapter beside its file: NAME.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    base_file: str
    base_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    trained_on: str | dict[str, Any] = ""
    figures: dict[str, Any] = Field(default_factory=dict)


@dataclass(frozen=True)
class AdapterFile:
    """An adapter, and its file on this machine."""

    key: str
    """Its name."""
    path: Path
    state: State
    problem: str = ""
    """Why it can't be used, where it can't."""
    base: str = ""
    """Name of the model file it is for."""
    base_sha256: str = ""
    size: int = 0
    sha256: str = ""
    """As the file is; empty where there is none."""
    shipped: bool = False
    is_one: bool = False
    """Whether the file says that it is an adapter."""
    manifest: bool = False
    """Whether it has one, and so a checksum to be compared with."""
    trained_on: str | dict[str, Any] = ""
    figures: dict[str, Any] = field(default_factory=dict)
    kind: str = "adapter"

    @property
    def told_training(self) -> str:
        """What it was trained on, in a few words; the rest is in the manifest."""
        if isinstance(self.trained_on, str):
            return self.trained_on
        runs: list[str] = []
        run: Any = self.trained_on
        while isinstance(run, dict) and "pairs" in run:
            runs.append(f"{run['pairs']} pairs" + (f" over {run['docs']} docs" if "docs" in run else ""))
            run = run.get("before")
        if not runs:
            return "; ".join(f"{name} {value}" for name, value in self.trained_on.items())
        return ", after ".join(runs)

    @property
    def told_check(self) -> str:
        """What its bytes were compared with."""
        return "the checksum of its manifest" if self.manifest else "all of it is there; no checksum of it is known"

    @property
    def told_figures(self) -> str:
        return "; ".join(f"{name} {value}" for name, value in self.figures.items())


def list_adapters() -> list[AdapterFile]:
    """The shipped ones, then the person's own, whatever state they are in."""
    own = paths.adapters_dir()
    found = {one.with_suffix(".gguf") for end in ("gguf", "toml") for one in own.glob(f"*.{end}")}
    return [*_shipped(), *map(_look, sorted(found))]


def find_adapter(name_or_path: str) -> AdapterFile:
    """The adapter of that name, or in that file. Raises ModelError naming those there are."""
    if (path := file_named(name_or_path)) is not None:
        return _look(path)
    found = {one.key: one for one in reversed(list_adapters())}  # a shipped one's name isn't taken by another
    if name_or_path not in found:
        there = f"There are: {', '.join(sorted(found))}" if found else "There is none on this machine"
        raise ModelError(f'No adapter "{name_or_path}". {there}; or give a GGUF file. {WITHOUT}')
    return found[name_or_path]


def is_adapter(name_or_path: str) -> bool:
    """Whether an adapter is called so, or lies there, whatever state it is in."""
    if any(model.key == name_or_path for model in models()):
        return False
    try:
        found = find_adapter(name_or_path)
    except ModelError:
        return False
    return found.is_one or found.manifest or found.path.parent in (SHIPPED, paths.adapters_dir())


def usable_adapter(wanted: str, base: Path) -> AdapterFile | None:
    """The adapter that `wanted` means with the model file `base`: a name, a path, `none`, or empty for the shipped one that is
    for this model, if there is one. None: the model by itself.

    Raises ModelError for one that was asked for by name and can't be used; a shipped one that can't be is left out.
    """
    if wanted == NONE:
        return None
    if wanted:
        return usable_with(find_adapter(wanted), base)
    return next((one for one in _shipped() if one.state is State.HERE and one.base_sha256 == base_sha256(base)), None)


def usable_with(adapter: AdapterFile, base: Path) -> AdapterFile:
    """Raises ModelError where it can't be used with the model file `base`."""
    if adapter.state is not State.HERE:
        raise ModelError(f"{adapter.problem} {WITHOUT}")
    found = base_sha256(base, thorough=True)
    if found != adapter.base_sha256:
        raise ModelError(
            f"The adapter {adapter.key} is for the model {adapter.base or 'with checksum ' + adapter.base_sha256[:12]}, and "
            f"{base.name} is another one. {WITHOUT}"
        )
    return adapter


def setting_for(name_or_path: str, base: Path) -> str:
    """What the setting `adapter` should say for one that can be used with `base`. Raises ModelError."""
    adapter = usable_with(find_adapter(name_or_path), base)
    return adapter.key if adapter.path.parent in (SHIPPED, paths.adapters_dir()) else str(adapter.path)


def left_behind(adapter: str, model: str) -> str:
    """What is to be said where the set `adapter` can't go on with the `model` that was just chosen; else empty."""
    if adapter in ("", NONE):
        return ""
    try:
        usable_adapter(adapter, resolve_model(model))
    except ModelError as error:
        return f"The adapter that was set isn't used any more. {str(error).removesuffix(WITHOUT).strip()}"
    return ""


def remove_adapter(name: str) -> int:
    """Remove one of the person's own; return the bytes freed. Raises ModelError."""
    adapter = find_adapter(name)
    if adapter.shipped:
        raise ModelError(f"The adapter {name} belongs to thumbwright and stays. {WITHOUT}")
    files = [one for one in (adapter.path, adapter.path.with_suffix(".toml")) if one.is_file()]
    if adapter.path.parent != paths.adapters_dir() or not files:
        raise ModelError(f"The adapter {name} is not among those of this machine: nothing to remove.")
    for one in files:
        one.unlink()
    return adapter.size


def _shipped() -> Iterator[AdapterFile]:
    for manifest in sorted(SHIPPED.glob("*.toml")):
        yield _look(manifest.with_suffix(".gguf"))


def _manifest_beside(path: Path) -> Manifest | ModelError | None:
    file = path.with_suffix(".toml")
    try:
        return Manifest.model_validate(tomllib.loads(file.read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, ValidationError) as error:
        first = str(error.errors()[0]["loc"]) if isinstance(error, ValidationError) else str(error)
        return ModelError(f"{file} is no manifest of an adapter: {first}.")


def _look(path: Path) -> AdapterFile:
    """The file as it is, every byte of it: it has 20 MB, which take some hundredths of a second."""
    found = AdapterFile(path.stem, path, State.HERE, shipped=path.parent == SHIPPED)
    manifest = _manifest_beside(path)
    known = manifest if isinstance(manifest, Manifest) else None
    if known:
        found = replace(
            found,
            manifest=True,
            base=known.base_file,
            base_sha256=known.base_sha256,
            trained_on=known.trained_on,
            figures=known.figures,
        )

    def wrong(state: State, problem: str) -> AdapterFile:
        return replace(found, state=state, problem=problem)

    if not os.path.isfile(path):
        return wrong(State.MISSING, f"There is no adapter file {path}.")
    if isinstance(manifest, ModelError):
        return wrong(State.DAMAGED, str(manifest))
    size = path.stat().st_size
    found = replace(found, size=size)
    try:
        head = read_head(path)
        if head.text("general.type") != "adapter" and not known:  # a model, say, whose bytes take seconds to read
            return wrong(State.FOREIGN, f"{path} is a GGUF file, but not an adapter.")
        found = replace(found, sha256=remembered_sha256(path), is_one=True)
    except (ModelError, OSError) as error:
        return wrong(State.DAMAGED, f"The adapter {path} can't be used: {error}")
    if (known and found.sha256 != known.sha256) or size < head.least_bytes:
        return wrong(State.DAMAGED, f"The adapter file {path} is damaged: it isn't what it was made as.")
    base = head.text(BASE_SHA256)
    if not base:
        return wrong(State.FOREIGN, f"The adapter {path} doesn't say which model it is for ({BASE_SHA256}).")
    if known and base != known.base_sha256:
        return wrong(State.DAMAGED, f"The adapter {path} is for another model than its manifest says.")
    if known:
        return found
    return replace(found, base=head.text(BASE_NAME), base_sha256=base, trained_on=_trained_on(head))


def _trained_on(head: GgufHead) -> str | dict[str, Any]:
    text = head.text(TRAINED_ON)
    try:
        said = json.loads(text)
    except ValueError:
        return text
    return said if isinstance(said, dict) else str(said)
