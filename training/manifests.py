"""Putting a trained adapter where the product finds it: the file, and beside it a manifest with its checksum, the model it is
for, what it was trained on, its figures and what its sureness is worth."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit

from agent.files.adapter_files import BASE_NAME, BASE_SHA256, TRAINED_ON
from agent.files.gguf import read_head
from ground.errors import SettingsError

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")


def keep_adapter(source: Path, folder: Path, name: str, *, figures: Mapping[str, Any] | None = None) -> Path:
    """Copy the adapter as NAME.gguf into a folder and write NAME.toml beside it; return the manifest's path.

    A new one takes an old one's place whole: its manifest is written last. Raises SettingsError for a name that can't be one
    and where the folder can't be written, ModelError for a file that is no adapter.
    """
    if not _NAME.fullmatch(name):
        raise SettingsError(f"{name!r} can't be an adapter's name: small letters, digits, - and _, 41 at most.")
    head = read_head(source)
    if not head.text(BASE_SHA256):
        raise SettingsError(
            f"{source} doesn't say which model it is for: thumbwright train export makes one that does."
        )
    if source.stat().st_size < head.least_bytes:
        raise SettingsError(f"{source} is cut off: thumbwright train export makes it anew from its checkpoint.")
    target, manifest = folder / f"{name}.gguf", folder / f"{name}.toml"
    document = tomlkit.document()
    document.add(tomlkit.comment("What this adapter is: made by thumbwright train keep."))
    document["file"] = target.name
    document["sha256"] = hashlib.sha256(source.read_bytes()).hexdigest()
    document["base_file"] = head.text(BASE_NAME)
    document["base_sha256"] = head.text(BASE_SHA256)
    document["trained_on"] = _told(head.text(TRAINED_ON))
    if figures:
        document["figures"] = _filled(figures)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        manifest.unlink(missing_ok=True)
        beside = target.with_suffix(".new")
        shutil.copyfile(source, beside)
        os.replace(beside, target)
        manifest.write_text(tomlkit.dumps(document), "utf-8")
    except OSError as error:
        raise SettingsError(f"The adapter can't be kept in {folder}: {error.strerror}. Name another folder.") from None
    return manifest


def _told(text: str) -> str | dict[str, Any]:
    """What the file says of its training; tables of it without empty values, which TOML can't say."""
    try:
        said = json.loads(text)
    except ValueError:
        return text
    if not isinstance(said, dict):
        return text
    return _filled({key: value for key, value in said.items() if key not in ("base_name", "base_sha256")})


def _filled(said: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is nothing: an adapter that began with another one's tells of that, in a table of its own."""
    filled: dict[str, Any] = _without_nothing(said)
    return filled


def _without_nothing(said: Any) -> Any:
    if isinstance(said, Mapping):
        return {key: _without_nothing(value) for key, value in said.items() if value is not None}
    if isinstance(said, list):
        return [_without_nothing(value) for value in said if value is not None]
    return said
