"""How a doc and its parts are put into words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.text import Text
from textual.content import Content

if TYPE_CHECKING:
    from apidocs.doc import AppDoc, Element, Screen


def age(made_at: str) -> str:
    """How long it is since then, in one unit: `3 days`; `now` where it is less than a minute."""
    try:
        seconds = (datetime.now(UTC) - datetime.fromisoformat(made_at)).total_seconds()
    except (ValueError, TypeError):
        return ""
    for unit, length in (("year", 31_536_000), ("month", 2_592_000), ("day", 86_400), ("hour", 3600), ("min", 60)):
        count = int(seconds // length)
        if count:
            return f"{count} {unit}{'s' if count > 1 and unit != 'min' else ''}"
    return "now"


def learned(made_at: str) -> str:
    """`learned 3 days ago`."""
    since = age(made_at)
    return "learned just now" if since == "now" else f"learned {since} ago" if since else "learned some time ago"


def element_words(element: Element) -> Text:
    words = Text(element.name)
    words.append(f"  {element.kind.value}", "cyan")
    if element.effect.value not in ("read", "navigate"):
        words.append(f"  {element.effect.value}", "yellow")
    if element.label and element.label.casefold() != element.name.replace("_", " "):
        words.append(f"  {element.label}", "dim")
    return words


def about(doc: AppDoc) -> Content:
    facts = "  ".join([f"{doc.label} {doc.version}".strip(), doc.package, doc.locale, learned(doc.made_at)])
    sizes = f"{len(doc.screens)} screens, {len(doc.transitions)} ways, {len(doc.samples)} samples"
    return Content.assemble((facts, ""), "\n", (sizes, "$text-muted"))


def element_facts(element: Element) -> Content:
    values = element.locator.model_dump(exclude_defaults=True)
    found = ", ".join(f"{key} {value!r}" for key, value in values.items())
    facts = [
        ("says", element.label),
        ("does", element.description),
        ("effect", element.effect.value),
        ("options", ", ".join(element.options)),
        ("rows", f"{element.item.name}: {', '.join(part.name for part in element.item.parts)}" if element.item else ""),
        ("saved by", element.commit),
        ("found by", found),
    ]
    return Content("\n").join(Content.assemble((f"{k:>8}  ", "$text-muted"), v) for k, v in facts if v)


def screen_facts(screen: Screen) -> Content:
    facts = [
        ("title", screen.title),
        ("says", screen.description),
        ("known by", ", ".join(screen.marks[:6])),
        ("has", f"{len(screen.elements)} elements"),
    ]
    return Content("\n").join(Content.assemble((f"{k:>8}  ", "$text-muted"), v) for k, v in facts if v)
