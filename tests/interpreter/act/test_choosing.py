"""Choosing where the options stand in a dialog, on the screen itself, or behind a notice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from apidocs.doc import AppDoc, Effect, Element, Kind
from interpreter.calls.errors import CallFailed
from phones.locating import Locator
from tests.interpreter.pocket_phone import View, button, dialog, page, words
from tests.interpreter.pocket_run import Run
from tests.interpreter.sketch import Sketch, doc_of, group, radios, way

BY, ORDER = ("Name", "Size"), ("Ascending", "Descending")


class Sorting(Sketch):
    """A page with a sort dialog of two groups, and a theme row behind a notice."""

    def __init__(self) -> None:
        super().__init__()
        self.values = {"by": "Name", "order": "Ascending", "theme": "Dark"}
        self.stuck = self.asks = False
        self.draw = {"main": self._page, "sort": self._sort, "notice": self._notice, "themes": self._themes}
        self.over = {"sort", "notice", "themes"}

    def _page(self) -> View:
        row = View("widget.LinearLayout", (0, 200, 720, 300), "", "theme_row", on_tap=self.go("notice"))
        row.children = [words("Theme", (20, 210, 300, 290)), words(self.values["theme"], (400, 210, 700, 290), "now")]
        return page(
            words("Files", (0, 0, 300, 90), "heading"), button("Sort", (400, 0, 560, 90), self.go("sort"), "sort"), row
        )

    def _sort(self) -> View:
        def pick(what: str) -> Callable[[str], Callable[[], None]]:
            return lambda name: (lambda: None) if self.stuck else self.put(what, name)

        return dialog(
            "Sort by",
            group("by", (60, 480, 660, 640), radios(BY, lambda: self.values["by"], pick("by"), 480)),
            group("order", (60, 650, 660, 810), radios(ORDER, lambda: self.values["order"], pick("order"), 650)),
            button("Cancel", (300, 880, 460, 960), self.leave, "android:id/button2"),
            button("OK", (480, 880, 640, 960), self.leave, "android:id/button1"),
        )

    def _notice(self) -> View:
        def on() -> None:
            self.place[-1] = "themes"

        no = [button("Not now", (100, 880, 300, 960), self.leave, "android:id/button2")] if self.asks else []
        said = words("Some launchers show the old icon.", (60, 480, 660, 560), "message")
        return dialog("", said, *no, button("OK", (480, 880, 640, 960), on, "android:id/button1"))

    def _themes(self) -> View:
        def pick(name: str) -> Callable[[], None]:
            return self.put("theme", name, self.leave)

        return dialog("", *radios(("Dark", "Light", "Dark red"), lambda: self.values["theme"], pick, 480))


def doc(phone: Sorting) -> AppDoc:
    theme = Element(
        name="theme",
        kind=Kind.CHOICE,
        label="Theme",
        locator=Locator(resource_id="theme_row"),
        state=Locator(resource_id="now"),
        effect=Effect.SETTINGS,
    )
    sort = Element(name="sort", kind=Kind.BUTTON, label="Sort", locator=Locator(resource_id="sort"))
    groups = [
        Element(
            name=name,
            kind=Kind.CHOICE,
            locator=Locator(resource_id=name),
            effect=Effect.SETTINGS,
            options=list(options),
            inline=True,
            commit="ok",
        )
        for name, options in (("by", BY), ("order", ORDER))
    ]
    ok = Element(name="ok", kind=Kind.BUTTON, label="OK", locator=Locator(resource_id="android:id/button1", text="OK"))
    main = phone.as_screen("main", elements=[sort, theme])
    return doc_of(
        "main", [main, phone.as_screen("sort", "dialog", elements=[*groups, ok])], way("main", "sort", "sort")
    )


@pytest.fixture
def run() -> Run:
    phone = Sorting()
    return Run(phone, doc=doc(phone))


@pytest.fixture
def phone(run: Run) -> Sorting:
    assert isinstance(run.phone, Sorting)
    return run.phone


def test_radios_that_stand_open_are_tapped_each_in_its_own_group(run: Run, phone: Sorting) -> None:
    run("choose", "sort.by", "Size")
    run("choose", "sort.order", "descending")
    run("tap", "sort.ok")
    assert phone.log == ["tap Sort", "tap Size", "tap Descending", "tap OK"]
    assert (phone.values["by"], phone.values["order"]) == ("Size", "Descending")


def test_a_choice_that_stands_open_says_what_is_chosen_and_not_all_there_is(run: Run, phone: Sorting) -> None:
    assert run("value", "sort.order") == "Ascending"
    run("choose", "sort.order", "Descending")
    assert run("value", "sort.order") == "Descending" and run("value", "sort.by") == "Name"


def test_a_radio_that_is_marked_already_is_left_alone(run: Run, phone: Sorting) -> None:
    run("choose", "sort.order", "Ascending")
    assert phone.log == ["tap Sort"]
    assert "was 'Ascending' already" in " ".join(run.last.steps)
    assert run.last.proof is not None and run.last.proof.before


def test_a_radio_that_takes_no_mark_is_said_to_be_stuck(run: Run, phone: Sorting) -> None:
    phone.stuck = True
    with pytest.raises(CallFailed, match="sort.by didn't take 'Size'"):
        run("choose", "sort.by", "Size")
    assert phone.log.count("tap Size") == 1


def test_an_option_of_the_other_group_is_not_offered(run: Run) -> None:
    with pytest.raises(CallFailed, match="""doesn't offer 'Descending'.*"Name", "Size"[.]$"""):
        run("choose", "sort.by", "Descending")


def test_a_notice_before_the_options_is_read_away(run: Run, phone: Sorting) -> None:
    run("choose", "main.theme", "Light")
    assert phone.log == ["tap Theme", "tap OK", "tap Light"]
    assert phone.values["theme"] == "Light"
    assert "showed a notice first" in " ".join(run.last.steps)


def test_a_dialog_that_can_be_declined_is_no_notice(run: Run, phone: Sorting) -> None:
    phone.asks = True
    with pytest.raises(CallFailed, match="doesn't offer 'Light'"):
        run("choose", "main.theme", "Light")
    assert "tap OK" not in phone.log and phone.place == ["home", "main"]


def test_a_value_that_is_shown_late_is_noted_and_nothing_is_opened_again(run: Run, phone: Sorting) -> None:
    shown = phone._page

    def old() -> View:
        row = shown()
        row.children[-1].children[-1].text = "Dark"
        return row

    phone.draw["main"] = old
    run("choose", "main.theme", "Light")
    assert phone.log == ["tap Theme", "tap OK", "tap Light"]
    assert 'still shows "Dark" after' in " ".join(run.last.steps)


def test_after_a_second_look_the_page_is_not_left_though_it_goes_on_changing(run: Run, phone: Sorting) -> None:
    shown = phone._page
    seconds = 0

    def ticking() -> View:
        nonlocal seconds
        seconds += 1
        root = shown()
        root.children[-1].children.pop()  # the row doesn't tell what is chosen
        root.children.append(words(f"{seconds} s", (0, 600, 300, 690), "clock"))
        return root

    phone.draw["main"] = ticking
    run("choose", "main.theme", "Light")
    assert "opened main.theme again" in " ".join(run.last.steps)
    assert (phone.values["theme"], phone.place) == ("Light", ["home", "main"])
