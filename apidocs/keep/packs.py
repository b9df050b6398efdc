"""A doc as a file to hand on: without what is a person's own, with a hash of what it says, and believed no further than that.

What a doc has is the app's: screens, controls, words on them. What may be a person's all the same is left out: their own
samples and edits, texts with an address or a number of theirs in them, and the options of a choice that people add to. Taking
one in runs nothing of it: every field is looked at, effects are judged by the controls' own words, and hand edits stay.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from ground.errors import DocError

from ..doc import FORMAT, AppDoc, Element, Sample, Screen
from ..doc.table import api_names, problems
from ..doc.words import split_words, word_set
from ..samples.bank import holding
from .foreign import cautious, flaws
from .store import doc_hash

LARGEST = 8_000_000
"""Bytes of a pack; docs of the largest apps are a tenth of it."""
_PERSONAL = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+"  # a mail address
    r"|(?<![\w.])(?!\d{4}-\d\d-\d\d\b)\+?\d(?:[ ()/.-]?\d){6,}(?!\w)"  # a phone number, an account's, a long date and time
    r"|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,}"  # an IBAN
    r"|\bhttps?://\S*[?@]\S*",  # an address on the web that says more than a page
)
_ADDED_TO = word_set(
    "add new create manage edit neu hinzufügen anlegen verwalten nuevo añadir nouveau ajouter gérer novo adicionar"
)


class _Pack(BaseModel):
    model_config = ConfigDict(extra="forbid")

    thumbwright: Literal["app doc"]
    pack: Literal[1]
    sha256: str
    doc: AppDoc


def packed(doc: AppDoc, without: Iterable[str] = ()) -> tuple[str, list[str]]:
    """The pack's text, and what was left out, a line each. `without` are words that aren't to be in it, whatever they are."""
    clean, left_out = impersonal(doc, without)
    pack = {
        "thumbwright": "app doc",
        "pack": 1,
        "sha256": doc_hash(clean),
        "doc": {"format": clean.format, **clean.model_dump(mode="json", exclude_defaults=True)},
    }
    return json.dumps(pack, indent=1, ensure_ascii=False) + "\n", left_out


def impersonal(doc: AppDoc, without: Iterable[str] = ()) -> tuple[AppDoc, list[str]]:
    """The doc without what may be a person's own, and what that was."""
    words = [word.casefold() for word in without if word.strip()]

    def own(text: str) -> bool:
        return bool(_PERSONAL.search(text)) or any(word in text.casefold() for word in words)

    left_out: list[str] = []
    screens = [_screen(screen, doc, own, left_out) for screen in doc.screens]
    label = "" if own(doc.label) else doc.label
    clean = doc.model_copy(update={"screens": screens, "label": label or doc.package, "made_at": "", "samples": []})
    gone = {text.casefold() for text in _dropped_options(doc, clean)}
    samples = [s for s in doc.samples if s.source != "person" and not own(s.task + s.script) and not _says(s, gone)]
    clean.samples = holding(samples, api_names(clean))
    if len(clean.samples) < len(doc.samples):
        left_out.append(f"{len(doc.samples) - len(clean.samples)} samples")
    return clean, left_out


def _screen(screen: Screen, doc: AppDoc, own: Callable[[str], bool], left_out: list[str]) -> Screen:
    elements = []
    for element in screen.elements:
        changes: dict[str, object] = {}
        for key in ("label", "description", "also"):
            if own(getattr(element, key)):
                changes[key] = ""
        by = element.locator
        if own(f"{by.text}\n{by.content_desc}\n{by.label}"):
            changes["locator"] = by.model_copy(update={"text": "", "content_desc": "", "label": ""})
        if _added_to(element, screen, doc):
            changes["options"] = []
        elif any(map(own, element.options)):
            changes["options"] = [option for option in element.options if not own(option)]
        if changes:
            left_out.append(f"{screen.name}.{element.name}: {', '.join(changes)}")
        elements.append(element.model_copy(update=changes))
    dropped = {option.casefold() for option in _dropped(screen.elements, elements)}
    marks = [
        mark for mark in screen.marks if not own(mark) and mark.partition(":")[2].strip('"').casefold() not in dropped
    ]
    title = "" if own(screen.title) else screen.title
    description = "" if own(screen.description) else screen.description
    if (title, description) != (screen.title, screen.description):
        left_out.append(f"{screen.name}: title or description")
    return screen.model_copy(update={"elements": elements, "marks": marks, "title": title, "description": description})


def _added_to(element: Element, screen: Screen, doc: AppDoc) -> bool:
    """Whether the options of a choice are things that people make: beside them stands what makes another one."""
    if not element.options:
        return False
    serving = [one for one in doc.screens if one.serves == f"{screen.name}.{element.name}"]
    beside = [other for one in serving for other in one.elements] or []
    words = [e.label or e.locator.content_desc for e in beside] + element.options
    return any(_ADDED_TO & set(split_words(said, camel=False)) for said in words)


def _dropped(before: Iterable[Element], after: Iterable[Element]) -> set[str]:
    return {text for a, b in zip(before, after, strict=True) for text in set(a.options) - set(b.options)}


def _dropped_options(doc: AppDoc, clean: AppDoc) -> set[str]:
    return {text for a, b in zip(doc.screens, clean.screens, strict=True) for text in _dropped(a.elements, b.elements)}


def _says(sample: Sample, words: set[str]) -> bool:
    said = f"{sample.task}\n{sample.script}".casefold()
    return any(word in said for word in words if word)


def unpacked(text: str, where: str) -> AppDoc:
    """The doc of a pack, as it was packed. Raises DocError for one that is damaged, was changed, or has what no doc has."""
    if len(text) > LARGEST:
        raise DocError(f"{where} is too large for an app's doc ({len(text):,} signs)")
    try:
        pack = _Pack.model_validate(json.loads(text))
    except ValidationError as error:
        first = error.errors()[0]
        raise DocError(f"{where} is no app's doc: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    except (ValueError, RecursionError) as error:
        raise DocError(f"{where} is no app's doc: {error}") from None
    if pack.doc.format != FORMAT:
        raise DocError(f"{where} has format {pack.doc.format}; this version of thumbwright reads {FORMAT}")
    if pack.sha256 != doc_hash(pack.doc):
        raise DocError(f"{where} was changed since it was made: its hash is another one. Ask for it once more")
    if wrong := [*flaws(pack.doc), *problems(pack.doc)]:
        raise DocError(f"{where} can't be let in: {'; '.join(wrong[:3])}")
    return pack.doc


def let_in(doc: AppDoc) -> AppDoc:
    """A doc from elsewhere as it is kept: no effect milder than its controls' own words, no sample that doesn't hold."""
    found = cautious(doc)
    found.samples = holding(found.samples, api_names(found))
    return found


def read_pack(path: Path) -> AppDoc:
    """The doc of a pack's file, as it was packed. Raises DocError."""
    return unpacked(_text_of(path), str(path))


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise DocError(f"{path} is too large for an app's doc")
        return path.read_text("utf-8", "surrogatepass")
    except (OSError, UnicodeDecodeError) as error:
        raise DocError(f"{path} can't be read: {error}") from None


def read_doc(path: Path) -> AppDoc:
    """A doc in a file: a pack, or as it lies in the store. Raises DocError."""
    text = _text_of(path)
    try:
        data = json.loads(text)
        if isinstance(data, dict) and "thumbwright" not in data:
            return AppDoc.model_validate(data)
    except ValidationError as error:
        raise DocError(f"{path} is no app's doc: {error.errors()[0]['msg']}") from None
    except (ValueError, RecursionError) as error:
        raise DocError(f"{path} is no app's doc: {error}") from None
    return unpacked(text, str(path))
