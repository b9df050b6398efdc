"""A pocket phone whose notes say which folder they are in."""

from __future__ import annotations

from apidocs.doc import AppDoc, Kind, Part
from phones.locating import Locator
from tests.interpreter.pocket_phone import Box, PocketPhone, View, pocket_doc, words


class Filed(PocketPhone):
    """A note is kept as `title/folder`, and ticked as that."""

    def _note_row(self, text: str, box: Box) -> View:
        row = super()._note_row(text, box)
        title, _, folder = text.partition("/")
        _, top, _, bottom = box
        row.children[0].text = title
        row.children.append(words(folder, (300, top + 10, 500, bottom - 10), "folder"))
        return row


def filed(*notes: str) -> Filed:
    return Filed(list(notes))


def filed_doc() -> AppDoc:
    doc = pocket_doc()
    notes = doc.element("main", "notes")
    assert notes is not None and notes.item is not None
    notes.item.parts.append(Part(name="folder", kind=Kind.TEXT, locator=Locator(resource_id="folder")))
    return doc
