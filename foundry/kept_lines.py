"""Files of a folder that grows while it is worked on: JSON objects, one a line, and the docs that they name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from apidocs.doc import AppDoc
from ground import paths


def lines_of(path: Path) -> list[dict[str, Any]]:
    """A file's lines; the last one may have been cut off by a kill, and goes."""
    if not path.exists():
        return []
    text = path.read_text("utf-8")
    if text and not text.endswith("\n"):
        text = text[: text.rfind("\n") + 1]
        path.write_text(text, "utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def add_lines(path: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    """Put them behind those that are there."""
    with path.open("a", encoding="utf-8") as file:
        file.writelines(_written(line) for line in lines)


def write_lines(path: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    """These alone."""
    _write(path, "".join(_written(line) for line in lines))


def docs_folder(out: Path) -> Path:
    """Made where it isn't there: who reads the folder looks for it, even if nothing came."""
    return paths.private_dir(out / "docs")


def keep_doc(out: Path, name: str, doc: AppDoc) -> None:
    _write(docs_folder(out) / f"{name}.doc.json", doc.model_dump_json())


def _write(path: Path, text: str) -> None:
    """Whole: a kill leaves what was there before."""
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def _written(line: Mapping[str, Any]) -> str:
    return json.dumps(line, ensure_ascii=False) + "\n"
