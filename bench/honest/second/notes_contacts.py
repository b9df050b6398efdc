"""23 commands for Notes and Contacts."""

from __future__ import annotations

from bench.pocket.judging import Change as Edit
from bench.pocket.judging import State
from bench.pocket.tasks import both, changed, new_note

from ..endings import CANNOT, CONTACTS, NOTES, binned, gone, person, texted
from ..forms import like, longer
from ..judging import HonestTask
from .wording import do, ends, worded

_GROCERIES = "Milk\nEggs\nWholemeal bread\nTomatoes\nCoffee beans\nOlive oil"
_GIFTS = "Mum: gardening gloves\nJonas: chess clock\nElif: concert tickets"


def _note(title: str, /, **to: object) -> Edit:
    return changed(NOTES, "notes", {"title": title}, **to)


def _items(*items: tuple[object, bool]) -> list[dict[str, object]]:
    return [{"text": text, "done": done} for text, done in items]


def _festival(state: State) -> None:
    at = "2026-02-26 19:40"
    state[NOTES]["notes"].append(
        {
            "id": 15,
            "title": "Festival",
            "body": "",
            "folder": "Personal",
            "created": at,
            "edited": at,
            "pinned": False,
            "items": _items(("earplugs", False), ("wellies", False), ("tickets", True)),
            "deleted": False,
        }
    )


def _contact(last: str, **to: object) -> Edit:
    return changed(CONTACTS, "contacts", {"last": last}, **to)


def _choir(state: State) -> None:
    state[CONTACTS]["groups"].append("Choir")
    for one in state[CONTACTS]["contacts"]:
        if one["last"] in ("Rossi", "Walsh"):
            one["groups"] = ["Choir"]


def _no_work_group(state: State) -> None:
    state[CONTACTS]["groups"].remove("Work")
    for one in state[CONTACTS]["contacts"]:
        one["groups"] = [group for group in one["groups"] if group != "Work"]


_LOCKER = worded("Locker 241", ("locker",), ("241",), without=("214",), most=8)
_REST = worded("", ("",), without=("214",), most=8)
_LISBON = "Flight TP1363 on 14 June, {}\nHotel: Rua da Prata 52\nTram 28, Belem, Sintra"

NOTE_TASKS: tuple[HonestTask, ...] = (
    do(
        "notes-batteries",
        "stick batteries and bin bags on the groceries note would you",
        _note("Groceries", body=longer(_GROCERIES, "batteries", "bin bags")),
    ),
    do(
        "notes-bbq",
        "need a checklist for the BBQ. charcoal, buns, napkins",
        new_note(
            worded("BBQ", ("bbq",), most=5), items=_items(("charcoal", False), ("buns", False), ("napkins", False))
        ),
    ),
    do(
        "notes-wellies",
        "Got the wellies, so tick them on the Festival list",
        _note("Festival", items=_items(("earplugs", False), ("wellies", True), ("tickets", True))),
        seed=_festival,
    ),
    do(
        "notes-poncho",
        "on my festival checklist put a poncho and take the earplugs off it completely",
        _note(
            "Festival",
            items=_items(("wellies", False), ("tickets", True), (like("poncho", "a poncho"), False)),
        ),
        seed=_festival,
    ),
    do("notes-soup-name", "call the lentil soup recipe just Soup", _note("Recipe: lentil soup", title="Soup")),
    do("notes-gifts-home", "File the gift ideas under Home please", _note("Gift ideas", folder="Home")),
    do(
        "notes-two-out",
        "cabin wifi note and the bike repair one can both go",
        binned("Wifi at the cabin", "Bike repair"),
    ),
    do(
        "notes-retro-back",
        "I threw out the sprint retro note by mistake, can I have it back",
        _note("Sprint retro", deleted=False),
        seed=_note("Sprint retro", deleted=True),
    ),
    do(
        "notes-pins",
        "Groceries doesn't have to be pinned any more. pin the book club one instead",
        both(_note("Groceries", pinned=False), _note("Book club", pinned=True)),
    ),
    do(
        "notes-flight-time",
        "In my Lisbon note it says the flight's at 07:40, but it's 08:10 now. Can you correct that",
        _note("Trip to Lisbon", body=like(_LISBON.format("08:10"), _LISBON.format("8:10"))),
    ),
    do(
        "notes-dad",
        'if I\'ve already got a note with gift ideas add "Dad: headphones" to it, otherwise start one',
        _note("Gift ideas", body=longer(_GIFTS, "Dad: headphones")),
    ),
    do(
        "notes-locker",
        "note to self: locker number is 214, sorry, 241",
        new_note(_LOCKER, _REST),
        new_note(_REST, _LOCKER),
    ),
)

CONTACT_TASKS: tuple[HonestTask, ...] = (
    do(
        "contacts-ines",
        "save our new neighbour, Ines Duarte, 07700 900518",
        person(
            "Ines",
            "Duarte",
            "07700 900518",
            note=like("", "neighbour", "new neighbour", "our new neighbour", "our neighbour"),
        ),
    ),
    do(
        "contacts-ivan-job",
        "Ivan Petrov works at Lumen Labs now, update that",
        _contact("Petrov", company="Lumen Labs"),
    ),
    do("contacts-birthday", "put in Priya's birthday, it's 4 July 1991", _contact("Nair", birthday="1991-07-04")),
    do(
        "contacts-stars",
        "Jonas Berg shouldn't be a favourite any longer, but Nadia should",
        both(_contact("Berg", favourite=False), _contact("Kowalska", favourite=True)),
    ),
    do(
        "contacts-lucy-seven",
        "text lucy see you at 6, no wait, at 7",
        texted("+44 7700 900803", like("See you at 7", "See you at 7!", "See you at seven", "See you at seven!")),
    ),
    do(
        "contacts-pot",
        "can you message Ben Carter: the keys are under the blue pot",
        texted("+44 7700 900245", like("The keys are under the blue pot", "keys are under the blue pot")),
    ),
    do("contacts-choir", "make me a group called Choir and put Sofia Rossi and Liam Walsh in it", _choir),
    do("contacts-no-work", "Do away with the Work group, but don't delete the people in it", _no_work_group),
    ends("contacts-block", "block Ivan Petrov so he can't ring me any more", CANNOT),
    do(
        "contacts-kenji",
        "I don't need Kenji Tanaka's details any more, take him out",
        gone(CONTACTS, "contacts", last="Tanaka"),
    ),
    do(
        "contacts-rachel",
        "if there's no company down for Rachel Green yet put Tidewater, otherwise leave it as it is",
        _contact("Green", company="Tidewater"),
    ),
)
