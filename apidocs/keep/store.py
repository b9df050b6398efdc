"""Docs on disk: one JSON file a package, the person's own edits in a TOML file beside it.

Files are the user's alone (0600) and are replaced as a whole, so that a crash leaves the old one. What can't be read is
kept aside and said, never overwritten.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ground.errors import DocError
from ground.paths import docs_dir
from ground.private_files import write_private

from ..doc import FORMAT, AppDoc, Sample
from .overlay import ElementEdit, Overlay, ScreenEdit, read_overlay, with_overlay

log = logging.getLogger(__name__)
_PACKAGE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", re.ASCII)
_NEAR = 70.0
"""Of 100: how alike a label has to be to be taken for what was meant."""


@dataclass(frozen=True)
class DocInfo:
    """A kept doc, in short."""

    package: str
    label: str
    version: str
    made_at: str
    screens: int
    elements: int
    samples: int
    edited: bool
    """Whether there are hand edits."""
    shipped: str = ""
    """Of a doc that ships: unverified, verified in part, verified."""
    error: str = ""
    """Why it can't be used; then the counts are 0."""


def doc_path(package: str) -> Path:
    """Where the doc lies, whether there is one or not. Raises DocError for what can't be a package."""
    if not _PACKAGE.fullmatch(package):
        raise DocError(
            f"{package!r} is no package name. Packages look like org.example.notes; see: thumbwright apps list"
        )
    return docs_dir() / f"{package}.json"


def overlay_path(package: str) -> Path:
    """Where the hand edits lie, whether there are any or not."""
    return doc_path(package).with_name(f"{package}.overlay.toml")


def save(doc: AppDoc) -> Path:
    """Keep a doc; one of the same package is replaced. Hand edits stay as they are."""
    path = doc_path(doc.package)
    # the format stands there though it is the default: a later version has to know which default
    data = {"format": doc.format, **doc.model_dump(mode="json", exclude_defaults=True)}
    write_private(path, json.dumps(data, indent=1, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return path


def load(package: str, *, edited: bool = True) -> AppDoc:
    """Read a doc, with the hand edits unless told not to.

    Raises DocError: there is none, it is damaged (the file is kept aside), it is of another version, an edit is wrong.
    """
    path = doc_path(package)
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        near = nearest(package)
        hint = f" Nearest: {', '.join(near)}." if near else ""
        raise DocError(f"There is no doc of {package}.{hint} Make one: thumbwright apps learn {package}") from None
    doc = _parse(text, path, package)
    return with_overlay(doc, load_overlay(package), str(overlay_path(package))) if edited else doc


def load_overlay(package: str) -> Overlay:
    """The hand edits; empty where there are none. Raises DocError where the file is no TOML or says something unknown."""
    path = overlay_path(package)
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Overlay()
    except (ValueError, RecursionError) as e:
        raise DocError(f"{path} is no TOML: {e}. Correct it, or delete the file") from e
    return read_overlay(data, str(path))


def edit(package: str, screen: str, element: str = "", **changes: Any) -> None:
    """Write a hand edit: fields of `ElementEdit`, or of `ScreenEdit` where no element is named; comments stay.

    Names are those that were learned. None takes an edit back. Raises DocError for what the doc hasn't or can't be.
    """
    import tomlkit

    doc = load(package, edited=False)
    found = doc.screen(screen)
    if found is None:
        raise DocError(f"{package} has no screen {screen!r}. It has: {', '.join(s.name for s in doc.screens)}")
    if element and found.element(element) is None:
        raise DocError(f"{screen} has no element {element!r}. It has: {', '.join(e.name for e in found.elements)}")
    fields = (ElementEdit if element else ScreenEdit).model_fields
    if unknown := [key for key in changes if key not in fields or key == "elements"]:
        raise DocError(f"Can't edit {', '.join(unknown)}. Editable: {', '.join(k for k in fields if k != 'elements')}")
    text = _overlay_document(package)
    table: Any = text
    for key in ("screens", screen, *(("elements", element) if element else ())):
        if key not in table:
            table[key] = tomlkit.table()
        table = table[key]
    for key, value in changes.items():
        if value is None:
            table.pop(key, None)
        else:
            table[key] = value
    _keep_overlay(package, doc, tomlkit.dumps(text))


def add_sample(package: str, sample: Sample, *, saved_as: str = "") -> None:
    """Keep a sample of the person's own, `saved_as` naming the saved task it comes from; one of the same task, or of the same
    saved task, is replaced."""
    entry = {"task": sample.task, "script": sample.script} | ({"saved_as": saved_as} if saved_as else {})
    _keep_own_samples(
        package, [*_own_samples(package, but=sample.task, but_saved_as=saved_as), entry], wanted=sample.task
    )


def drop_saved(package: str, saved_as: str) -> None:
    """The saved task is gone: so is what it showed. Raises DocError where the doc can't be used."""
    before = _own_samples(package)
    left = _own_samples(package, but_saved_as=saved_as)
    if len(left) < len(before):
        _keep_own_samples(package, left)


def _own_samples(package: str, *, but: str = "", but_saved_as: str = "") -> list[dict[str, str]]:
    kept: list[dict[str, str]] = [dict(entry) for entry in _overlay_document(package).get("samples", [])]
    return [
        entry
        for entry in kept
        if entry.get("task") != but and (not but_saved_as or entry.get("saved_as") != but_saved_as)
    ]


def _keep_own_samples(package: str, entries: list[dict[str, str]], wanted: str = "") -> None:
    import tomlkit

    text = _overlay_document(package)
    samples = tomlkit.aot()
    for entry in entries:
        table = tomlkit.table()
        table.update({name: entry[name] for name in ("task", "script", "saved_as") if name in entry})
        samples.append(table)
    text["samples"] = samples
    if wanted in text.get("removed", []):
        text["removed"] = [task for task in text["removed"] if task != wanted]
    _keep_overlay(package, load(package, edited=False), tomlkit.dumps(text))


def list_packages() -> list[str]:
    """The packages that have a doc, sorted."""
    names = (path.name.removesuffix(".json") for path in docs_dir().glob("*.json"))
    return sorted(name for name in names if _PACKAGE.fullmatch(name))


def list_docs() -> list[DocInfo]:
    """All docs in short, also those that can't be used."""
    found: list[DocInfo] = []
    for package in list_packages():
        edited = overlay_path(package).exists()
        try:
            edited = load_overlay(package).edits
            doc = load(package)
        except DocError as e:
            found.append(DocInfo(package, package, "", "", 0, 0, 0, edited, error=str(e)))
            continue
        count = sum(len(s.elements) for s in doc.screens)
        sizes = (len(doc.screens), count, len(doc.samples))
        found.append(DocInfo(package, doc.label, doc.version, doc.made_at, *sizes, edited, doc.shipped or ""))
    return found


def load_all() -> list[AppDoc]:
    """Every doc that can be used; the others are logged, so that one damaged file doesn't stop everything."""
    docs: list[AppDoc] = []
    for package in list_packages():
        try:
            docs.append(load(package))
        except DocError as e:
            log.warning("%s", e)
    return docs


def remove(package: str, *, overlay: bool = False) -> bool:
    """Delete a doc, and its hand edits where asked to. Tells whether there was one."""
    path = doc_path(package)
    there = path.exists()
    path.unlink(missing_ok=True)
    if overlay:
        overlay_path(package).unlink(missing_ok=True)
    return there


def nearest(text: str, *, limit: int = 3) -> list[str]:
    """The packages whose own name or label is nearest to `text`, best first; what is far is left out."""
    from rapidfuzz import fuzz

    wanted = text.strip().casefold()
    scored: list[tuple[float, str]] = []
    for package in list_packages():
        label = _label(package).casefold()
        names = (package.casefold(), package.casefold().rpartition(".")[2], label)
        exact = 200.0 if wanted == names[0] else 150.0 if wanted in names else 0.0
        score = exact or max(fuzz.WRatio(wanted, names[1]), fuzz.WRatio(wanted, label)) if wanted else 0.0
        if score >= _NEAR:
            scored.append((-score, package))
    return [package for _, package in sorted(scored)[:limit]]


def doc_hash(doc: AppDoc) -> str:
    """What a doc says, as 64 hex digits; when it was made, and what of it was verified, doesn't count."""
    data = doc.model_dump(mode="json", exclude={"made_at", "shipped"})
    return hashlib.sha256(json.dumps(data, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _label(package: str) -> str:
    """The label alone, whatever state the rest of the file is in."""
    try:
        label = json.loads(doc_path(package).read_bytes()).get("label", "")
        return load_overlay(package).label or str(label)
    except (OSError, ValueError, AttributeError, DocError):
        return ""


def _parse(text: bytes, path: Path, package: str) -> AppDoc:
    try:
        data = json.loads(text)
        version = data.get("format", 1) if isinstance(data, dict) else None
        if isinstance(version, int) and version != FORMAT:
            raise DocError(
                f"The doc of {package} has format {version}; this version of thumbwright reads {FORMAT}. "
                f"Update thumbwright, or learn the app again: thumbwright apps learn {package}"
            )
        doc = AppDoc.model_validate(data)
    except (ValueError, ValidationError, RecursionError) as e:
        aside = _aside(path)
        why = str(e.errors()[0]["msg"]) if isinstance(e, ValidationError) else str(e)
        raise DocError(
            f"The doc of {package} can't be read: {why}. It is kept as {aside}. Learn the app again: "
            f"thumbwright apps learn {package}"
        ) from e
    if doc.package != package:
        raise DocError(f"{path} is the doc of {doc.package}, not of {package}. Rename the file, or delete it")
    return doc


def _aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}")).exists():
        number += 1
    path.rename(aside)
    return aside


def _overlay_document(package: str) -> Any:
    import tomlkit

    load_overlay(package)  # says what is wrong with it before anything is added
    try:
        return tomlkit.parse(overlay_path(package).read_text("utf-8"))
    except FileNotFoundError:
        return tomlkit.document()


def _keep_overlay(package: str, doc: AppDoc, text: str) -> None:
    """Write the edits, unless they would make the doc unusable."""
    path = overlay_path(package)
    with_overlay(doc, read_overlay(tomllib.loads(text), str(path)), "This edit")
    write_private(path, text.encode())
