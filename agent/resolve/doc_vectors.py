"""What a script can touch of an app, each in the words that a person sees of it, and the vectors of those words. Vectors are made
when they are first needed, some hundredths of a second for a screen, and kept on disk by what they were made of: what is missing
or damaged is made again. The files tell what an app says, so they are the user's alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from apidocs.doc import AppDoc, Element, Screen
from apidocs.doc.words import spaced
from ground import paths
from ground.errors import DiskError
from ground.private_files import write_private

from ..files.model_files import base_sha256
from ..model.meaning import Meaning
from ..model.prefixes import drop_unused

if TYPE_CHECKING:
    from ..model.meaning import Vectors

FORMAT = 1
LIMIT_BYTES = 64 << 20
TOLD_OPTIONS = 6
"""Of a choice: more would drown what it is for."""


@dataclass(frozen=True)
class Thing:
    """An element, or a list."""

    name: str
    """`settings.theme`, by the list's own name for its rows."""
    texts: tuple[str, ...]
    """What is compared with a task; the best of them counts."""


def things_of(doc: AppDoc) -> list[Thing]:
    """All of them, in the doc's order."""
    return [thing for screen in doc.screens for thing in _on(screen)]


def _on(screen: Screen) -> Iterator[Thing]:
    place = screen.title or spaced(screen.name)
    for element in screen.elements:
        told = ", ".join(element.options[:TOLD_OPTIONS])
        opens = f", opens {spaced(element.item.opens)}" if element.item and element.item.opens else ""
        first = f"{place}: {_said(element)}{f' ({told})' if told else ''}{opens}"
        texts = tuple(text for text in (first, element.also, element.label and element.description) if text)
        yield Thing(f"{screen.name}.{element.name}", texts)


def _said(element: Element) -> str:
    if element.item is not None:
        return spaced(element.item.name)
    return element.label or element.description or spaced(element.name)


def vectors_of(texts: Sequence[str], meaning: Meaning) -> Vectors:
    """`[texts, width]`: from disk, or made now and kept. Raises ModelError."""
    import numpy as np

    path = _kept(texts, meaning.path)
    with contextlib.suppress(OSError, ValueError, EOFError):
        found: Vectors = np.load(path, allow_pickle=False)
        if found.dtype == np.float32 and found.ndim == 2 and len(found) == len(texts):
            os.utime(path)
            return found
    made = meaning.vectors(texts)
    with contextlib.suppress(OSError, DiskError):  # a full disk: they are made again the next time
        data = io.BytesIO()
        np.save(data, made)
        write_private(path, data.getvalue())
        drop_unused(path.parent, LIMIT_BYTES, keep=path)
    return made


def _kept(texts: Sequence[str], encoder: Path) -> Path:
    stat = encoder.stat()
    identity = base_sha256(encoder) or f"{encoder.name} {stat.st_size} {stat.st_mtime_ns}"
    key = hashlib.sha256(json.dumps([FORMAT, identity, *texts]).encode()).hexdigest()[:40]
    return paths.vectors_dir() / f"{key}.npy"
