"""What a script that stops too early leaves to be done, and which row leads on where none is said."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Effect, Element, Item, Kind
from interpreter.calls.errors import CallFailed, Denied, Finished
from interpreter.consent.closing import NOTHING, Closing
from phones.locating import Locator
from tests.interpreter.pocket_phone import View, button, dialog, page, words
from tests.interpreter.pocket_run import Answers, Run
from tests.interpreter.sketch import Sketch, doc_of, way


class Dialler(Sketch):
    """A page with a number to dial, the dialler it opens, and a path of folders."""

    def __init__(self) -> None:
        super().__init__()
        self.folders = ["Internal"]
        self.over = {"storage"}
        self.draw = {
            "main": self._main,
            "dialler": self._dialler,
            "storage": self._storage,
        }

    def _row(self, text: str, top: int, rid: str) -> View:
        return View("widget.TextView", (0, top, 720, top + 90), text, rid, on_tap=self.go("storage"))

    def _main(self) -> View:
        crumbs = [self._row(text, 400 + 100 * i, "crumb") for i, text in enumerate(self.folders)]
        files = [self._row(text, 800 + 100 * i, "file") for i, text in enumerate(("Download", "Music"))]
        return page(
            words("Start", (0, 0, 300, 90), "heading"),
            button("Number", (0, 100, 720, 190), self.go("dialler"), "number"),
            View("widget.ListView", (0, 400, 720, 700), "", "crumbs", children=crumbs),
            View("widget.ListView", (0, 800, 720, 1000), "", "files", children=files),
        )

    def _dialler(self) -> View:
        call = View("widget.ImageView", (300, 1000, 420, 1100), "", "call_button", on_tap=self.put("called", "yes"))
        return page(words("5550134", (0, 0, 720, 90), "digits"), call)

    def _storage(self) -> View:
        return dialog("Storage", button("SD card", (60, 500, 660, 580), self.put("storage", "sd", self.leave), "sd"))


def doc(phone: Dialler) -> AppDoc:
    def tap(name: str, label: str) -> Element:
        return Element(name=name, kind=Kind.BUTTON, label=label, locator=Locator(resource_id=name))

    def listed(name: str, item: str, **more: str) -> Element:
        rows = Item.model_validate({"name": item, "row": Locator(resource_id=item), **more})
        return Element(name=name, kind=Kind.LIST, locator=Locator(resource_id=name), item=rows)

    main = [
        tap("number", "Number"),
        listed("crumbs", "crumb", opens="storage"),
        listed("files", "file"),
    ]
    screens = [
        phone.as_screen("main", elements=main),
        phone.as_screen("dialler", elements=[]),
        phone.as_screen("storage", "dialog", elements=[tap("sd", "SD card")]),
    ]
    return doc_of("main", screens, way("main", "number", "dialler"), way("main", "crumbs", "storage", "open"))


@pytest.fixture
def phone() -> Dialler:
    return Dialler()


def run_for(phone: Dialler, task: str, **more: object) -> Run:
    return Run(phone, doc=doc(phone), task=task, **more)  # type: ignore[arg-type]


CALLING = frozenset({Effect.CALL})
TO_CALL = Closing(deeds=frozenset({"call"}))


def test_the_deed_a_script_stops_short_of_is_done_at_its_end(phone: Dialler) -> None:
    run = run_for(phone, "call the number", allow=CALLING, closing=TO_CALL)
    run("tap", "main.number")
    run.host.close_up()
    assert phone.values["called"] == "yes"
    assert 'stopped before the task\'s "call"' in " ".join(run.last.steps)


def test_it_is_done_with_consent_only(phone: Dialler) -> None:
    run = run_for(phone, "call the number", person=Answers(consents=0), closing=TO_CALL)
    run("tap", "main.number")
    with pytest.raises(Denied):
        run.host.close_up()
    assert "called" not in phone.values
    assert len(run.person.asked) == 1


@pytest.mark.parametrize(
    "closing", [Closing(), Closing(deeds=frozenset({"send"})), NOTHING], ids=["no", "another", "not ours"]
)
def test_what_is_not_ordered_is_not_done(phone: Dialler, closing: Closing) -> None:
    run = run_for(phone, "call the number", allow=CALLING, closing=closing)
    run("tap", "main.number")
    run.host.close_up()
    assert "called" not in phone.values


def test_what_a_loop_looked_at_last_is_not_what_was_meant(phone: Dialler) -> None:
    run = run_for(phone, "call the number", allow=CALLING, closing=TO_CALL)
    run("tap", "main.number", in_loop=True)
    run.host.close_up()
    assert "called" not in phone.values


def test_a_script_that_says_its_answer_itself_is_at_its_end(phone: Dialler) -> None:
    run = run_for(phone, "call the number", allow=CALLING, closing=TO_CALL)
    run("tap", "main.number")
    with pytest.raises(Finished):
        run("finish", "", "5550134")
    assert "called" not in phone.values


def test_the_only_row_of_a_list_leads_on_to_its_dialog(phone: Dialler) -> None:
    run = run_for(phone, "")
    run("tap", "storage.sd")
    assert phone.values["storage"] == "sd"


def test_of_several_rows_none_is_taken_unsaid(phone: Dialler) -> None:
    phone.folders = ["Internal", "Download"]
    run = run_for(phone, "")
    with pytest.raises(CallFailed, match="which one isn't said"):
        run("tap", "storage.sd")


@pytest.mark.parametrize(
    ("task", "meant"), [("name the crumb Letters", True), ("name the alarm Letters", False), ("", True)]
)
def test_the_only_row_leads_on_to_a_form_where_the_task_says_what_such_a_row_is(
    phone: Dialler, task: str, meant: bool
) -> None:
    run = run_for(phone, task)
    storage = run.host.doc.screen("storage")
    assert storage is not None
    storage.elements.append(Element(name="called", kind=Kind.INPUT, locator=Locator(resource_id="called")))
    if meant:
        run("tap", "storage.sd")
        assert phone.values["storage"] == "sd"
        return
    with pytest.raises(CallFailed, match="which one isn't said"):
        run("tap", "storage.sd")
    assert phone.values.get("storage") != "sd"


def test_a_row_that_a_list_has_not_is_looked_for_in_the_one_beside_it(phone: Dialler) -> None:
    run = run_for(phone, "")
    row = run.row("Music", "main.crumbs")
    assert (row.element, row.row_text) == ("files", "Music")


def test_a_row_that_the_task_names_is_opened_on_the_way(phone: Dialler) -> None:
    phone.folders = ["Internal", "Download"]
    run = run_for(phone, "move it to the SD card below Download")
    run("tap", "storage.sd")
    assert phone.values["storage"] == "sd"
    assert 'took the row "Download", which the task names' in " ".join(run.last.steps)


def test_of_two_rows_that_the_task_names_none_is_taken(phone: Dialler) -> None:
    phone.folders = ["Internal", "Download"]
    run = run_for(phone, "compare internal and download")
    with pytest.raises(CallFailed, match="which one isn't said"):
        run("tap", "storage.sd")


def with_gone(phone: Dialler) -> AppDoc:
    """The doc knows a button that has gone from the start page since."""
    known = doc(phone)
    gone = Element(name="home", kind=Kind.BUTTON, label="Home", locator=Locator(resource_id="home_button"))
    known.screens[0].elements.append(gone)
    return known


def test_a_button_that_only_leads_on_may_be_missing_on_the_way(phone: Dialler) -> None:
    run = Run(phone, doc=with_gone(phone))
    run("tap", "main.home")
    assert run.last.status == "failed"
    assert "isn't on the screen" in run.last.error
    run("tap", "main.number")
    run.host.close_up()
    assert phone.place[-1] == "dialler"


def test_but_not_at_the_end(phone: Dialler) -> None:
    run = Run(phone, doc=with_gone(phone))
    run("tap", "main.home")
    with pytest.raises(CallFailed, match="isn't on the screen"):
        run.host.close_up()
    with pytest.raises(CallFailed, match="isn't on the screen"):
        run("finish", "", "done")


def test_a_script_that_only_opens_the_screen_has_stopped_short_too(phone: Dialler) -> None:
    run = run_for(phone, "call the number", allow=CALLING, closing=TO_CALL)
    run("open", "dialler")
    run.host.close_up()
    assert phone.values["called"] == "yes"
