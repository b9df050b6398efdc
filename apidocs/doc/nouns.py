"""What a person calls what a doc names: one row of a list, a field."""

from __future__ import annotations

from . import AppDoc, Element, Kind
from .words import singular, split_words, word_set

_SAYS_NOTHING = word_set(
    "thing things item items row rows entry entries element object cell card record data list content view main"
)
_PLACES = word_set("dialog menu page detail details screen sheet window panel editor edit view")
"""What a screen's name or title says besides what it is of."""
_ASKS = word_set("start begin type write enter add tap say search insert put")
"""What the words in an empty field begin with, which say what to do there and not what it is."""
_SHORT = 2


def row_noun(doc: AppDoc, screen: str, element: Element) -> str:
    """What one row of a list is called, in small letters: its own name where that says something, else what the page is called
    that it opens, or what the screen's title has several of; "thing" where nothing tells."""
    if element.item is None:
        return element.name.replace("_", " ")
    words = element.item.name.split("_")
    before = screen.split("_")
    own = words[len(before) :] if len(words) > len(before) and words[: len(before)] == before else words
    if not set(own) <= _SAYS_NOTHING:
        return " ".join(own)
    opened, here = doc.screen(element.item.opens), doc.screen(screen)
    titles = [opened.title, opened.name.replace("_", " ")] if opened is not None else []
    for said in titles:
        found = [word for word in split_words(said, camel=False) if word not in _SAYS_NOTHING | _PLACES]
        if 0 < len(found) <= _SHORT and said != doc.label and all(map(str.isalpha, found)):
            return " ".join(found)
    for said in (element.label, here.title if here is not None else ""):
        several = split_words(said, camel=False)
        if (
            len(several) == 1
            and singular(several[0]) != several[0]
            and several[0] not in _SAYS_NOTHING
            and said != doc.label
        ):
            return singular(several[0])
    return " ".join(own)


def noun_of_item(doc: AppDoc, item: str) -> str:
    """The same by what the doc calls such a row, in words; as it is where the doc has none of that name."""
    for screen in doc.screens:
        for element in screen.elements:
            if element.item is not None and element.item.name.replace("_", " ") == item:
                return row_noun(doc, screen.name, element)
    return item


def field_label(element: Element) -> str:
    """What a field is called where its label is only what stands in it while it is empty ("Start typing"): its name. Its label, or
    that of anything else, as it is; with the heading over it, where there is another of this label."""
    if element.locator.under and element.label:
        return f"{element.label} under {element.locator.under}"
    said, named = split_words(element.label, camel=False), element.name.split("_")
    asks = element.kind is Kind.INPUT and len(said) > 1 and said[0] in _ASKS
    if not asks:
        return element.label
    if named[: len(said)] == list(said[: len(named)]):
        return " ".join(said[1:]).capitalize() if said[0] != "start" else "the field"
    return " ".join(named).capitalize()
