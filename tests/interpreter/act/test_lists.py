"""A row that isn't in the list that a script names: in what the task names, be it a page or a folder."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from apidocs.doc import AppDoc, Effect, Element, Item, Kind
from interpreter.calls.errors import CallFailed
from phones.locating import Locator
from tests.interpreter.pocket_phone import View, button, page, words
from tests.interpreter.pocket_run import Run
from tests.interpreter.sketch import Sketch, doc_of, way

HELD = {"": ["Download", "Music", "song.mp3"], "Download": ["Diary.pdf", "Old"], "Old": ["taxes.pdf"], "Music": []}
SEEN = ["video2.mp4"]


class Files(Sketch):
    """A list of files, whose folders are listed on the same page, and a page of those that were seen last."""

    def __init__(self) -> None:
        super().__init__()
        self.within = [""]
        self.draw = {"main": self._main, "recents": self._recents, "shown": self._shown}

    def key(self, name: str) -> None:
        if name == "back" and self.place[-1] == "main" and len(self.within) > 1:
            self._act("key back", self._up)
        else:
            super().key(name)

    def _up(self) -> None:
        self.within.pop()

    def _into(self, folder: str) -> Callable[[], None]:
        def do() -> None:
            self.within.append(folder)

        return do

    def _listed(self, rid: str, titles: list[str]) -> View:
        rows = [
            View(
                "widget.TextView",
                (0, 300 + 100 * i, 720, 400 + 100 * i),
                title,
                "row",
                on_tap=self._into(title) if title in HELD else self.put("opened", title, self.go("shown")),
            )
            for i, title in enumerate(titles)
        ]
        return View("widget.ListView", (0, 300, 720, 900), "", rid, children=rows)

    def _main(self) -> View:
        recents = button("Recents", (0, 200, 720, 290), self.go("recents"), "recents")
        return page(words("Files", (0, 0, 300, 90), "heading"), recents, self._listed("files", HELD[self.within[-1]]))

    def _shown(self) -> View:
        return page(words(self.values["opened"], (0, 0, 300, 90), "shown"))

    def _recents(self) -> View:
        return page(words("Recents", (0, 0, 300, 90), "heading"), self._listed("seen", SEEN))


def doc(phone: Files, *, nests: bool = True) -> AppDoc:
    def listed(name: str, rid: str) -> Element:
        item = Item(name=name, row=Locator(resource_id="row"), effect=Effect.NAVIGATE)
        return Element(name=f"{name}s", kind=Kind.LIST, locator=Locator(resource_id=rid), item=item)

    recents = Element(name="recents", kind=Kind.BUTTON, label="Recents", locator=Locator(resource_id="recents"))
    screens = [
        phone.as_screen("main", title="Files", elements=[recents, listed("file", "files")]),
        phone.as_screen("recents", title="Recents", elements=[listed("recent", "seen")]),
    ]
    ways = [way("main", "recents", "recents")]
    return doc_of("main", screens, *ways, *([way("main", "files", "main", "open")] if nests else []))


@pytest.fixture
def phone() -> Files:
    return Files()


def look_for(phone: Files, row: str, task: str, *, nests: bool = True) -> Run:
    run = Run(phone, doc=doc(phone, nests=nests), task=task, nobody=True)
    run("open", run.row(row, "main.files"))
    return run


def test_it_is_looked_for_in_the_folder_that_the_task_names(phone: Files) -> None:
    look_for(phone, "Diary.pdf", "open Diary.pdf in the Download folder")
    assert phone.values["opened"] == "Diary.pdf"


def test_and_in_a_folder_of_that(phone: Files) -> None:
    look_for(phone, "taxes.pdf", "open taxes.pdf in Download, under Old")
    assert phone.values["opened"] == "taxes.pdf"


def test_one_that_is_there_is_not_looked_for_in_a_folder(phone: Files) -> None:
    look_for(phone, "song.mp3", "open song.mp3, not the one in the Download folder")
    assert (phone.values["opened"], phone.within) == ("song.mp3", [""])


NOT_OPENED = [
    pytest.param("Diary.pdf", "open Diary.pdf", True, id="the task names none"),
    pytest.param("Diary.pdf", "open Diary.pdf in Download", False, id="no row was seen to open such a list"),
]


@pytest.mark.parametrize(("row", "task", "nests"), NOT_OPENED)
def test_no_folder_is_opened_otherwise(phone: Files, row: str, task: str, nests: bool) -> None:
    with pytest.raises(CallFailed, match="No row of main.files"):
        look_for(phone, row, task, nests=nests)
    assert "tap Download" not in phone.log


def test_where_it_isnt_there_either_the_list_is_as_it_was(phone: Files) -> None:
    with pytest.raises(CallFailed, match='says "Letter.pdf".*Its rows: "Download", "Music", "song.mp3"'):
        look_for(phone, "Letter.pdf", "open Letter.pdf in Download")
    assert phone.within == [""]


def test_a_file_that_the_task_names_too_is_opened_once_at_most_and_left(phone: Files) -> None:
    with pytest.raises(CallFailed, match="No row of main.files"):
        look_for(phone, "Diary.pdf", "open song.mp3 and Diary.pdf")
    assert phone.log.count("tap song.mp3") == 1 and phone.place == ["home", "main"]


@pytest.mark.parametrize("task", ["play video2.mp4 from the recents", "go to recents and play video2.mp4"])
def test_it_is_looked_for_on_the_page_that_the_task_names(phone: Files, task: str) -> None:
    look_for(phone, "video2.mp4", task)
    assert phone.values["opened"] == "video2.mp4"


@pytest.mark.parametrize(
    "task",
    [
        "play video2.mp4",
        "play video2.mp4, not in recents",
        "recents are old, play video2.mp4",
        "play video2.mp4, don't touch anything in the recents",
        "play video2.mp4 but not the one in recents",
    ],
)
def test_on_no_other_page(phone: Files, task: str) -> None:
    with pytest.raises(CallFailed, match="No row of main.files"):
        look_for(phone, "video2.mp4", task)
    assert phone.place[-1] == "main"
