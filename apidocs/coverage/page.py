"""The map of an app as one HTML page that needs nothing else: its screens by distance from the start, with what is known of each.

Nothing on it but what the doc says. All of that is text to the page, whatever an app calls its things: the template escapes it,
and the browser is told to run no script but the page's own.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..doc import AppDoc, Screen, Transition
from ..doc.paths import Place
from .board import CARD_HEIGHT, CARD_WIDTH, THUMB_WIDTH, Spot, board
from .knowing import STATES, Coverage, Known, Tally, coverage, tally
from .thumbnails import thumbnail

if TYPE_CHECKING:
    from jinja2 import Template

_FOLDER = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class Card:
    """A screen as it is shown."""

    id: str
    spot: Spot
    thumb: Markup
    things: list[Known]
    tally: Tally
    grave: int
    words: str
    """What it is found by."""
    way: list[Transition]
    """From the start."""
    opened_by: list[Transition]
    back_to: list[str]


def render_map(doc: AppDoc) -> str:
    """The page."""
    found = coverage(doc)
    laid = board(doc)
    ids = {spot.screen.name: f"s{number}" for number, spot in enumerate(laid.spots)}
    places = {spot.screen.name: spot.place for spot in laid.spots}
    script = (_FOLDER / "map.js").read_text("utf-8")
    return _template().render(
        doc=doc,
        found=found,
        board=laid,
        cards=[_card(doc, found, spot, ids[spot.screen.name], places) for spot in laid.spots],
        ids=ids,
        states=STATES,
        card_width=CARD_WIDTH,
        card_height=CARD_HEIGHT,
        thumb_width=THUMB_WIDTH,
        script=Markup(script),
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("map.html.j2")


def _card(doc: AppDoc, found: Coverage, spot: Spot, number: str, places: dict[str, Place]) -> Card:
    screen, things = spot.screen, found.of(spot.screen.name)
    words = [screen.name, screen.title, screen.description]
    for element in screen.elements:
        words += [element.name, element.label, element.description, element.also, *element.options]
    return Card(
        id=number,
        spot=spot,
        thumb=Markup(thumbnail(screen, things, _served(doc, screen))),
        things=things,
        tally=tally(things),
        grave=sum(one.grave for one in things),
        words=" ".join(words).casefold().replace("_", " "),
        way=_way(spot.place, places),
        opened_by=_once(step for step in doc.transitions if step.target == screen.name and step.element),
        back_to=list(
            dict.fromkeys(
                step.target for step in doc.transitions if step.source == screen.name and step.action == "back"
            )
        ),
    )


def _served(doc: AppDoc, screen: Screen) -> list[str]:
    """The options of the choice that a window serves."""
    name, _, element = screen.serves.partition(".")
    source = doc.screen(name)
    choice = source.element(element) if source is not None else None
    return choice.options if choice is not None else []


def _once(steps: Iterable[Transition]) -> list[Transition]:
    """Each way once, without those that stay where they are."""
    found = {(step.source, step.element, step.action): step for step in steps if step.source != step.target}
    return list(found.values())


def _way(place: Place, places: dict[str, Place]) -> list[Transition]:
    """The steps from the start, by the tree."""
    steps: list[Transition] = []
    while place.via:
        name, _, how = place.via.partition(" ")
        source, _, element = name.partition(".")
        steps.insert(0, Transition(source=source, element=element, action=how or "tap", target=place.screen))
        place = places[source]
    return steps
