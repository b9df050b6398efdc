"""Lines that only tell become texts that are called by their labels; what may be content names nothing."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Element, Kind
from apidocs.explore.standing import standing
from apidocs.explore.walk import Act, Step
from apidocs.make.building import build_doc
from apidocs.screens.marks import look
from apidocs.screens.windows import Window
from phones.hierarchy import Hierarchy
from phones.locating import find
from tests.apidocs.walks import BAR, dump, main_page, n, text, toolbar, walk
from tests.apidocs.walks import find as node_of

LIST = "androidx.recyclerview.widget.RecyclerView"


def line(title: str, summary: str, top: int, *besides: str, clickable: bool = False) -> str:
    """As Android draws a line of settings."""
    said = text(title, top, id="android:id/title") + text(summary, top + 60, id="android:id/summary")
    words = n("RelativeLayout", said, box=(0, top, 900, top + 130))
    return n("LinearLayout", words, *besides, clickable=clickable, box=(0, top, 1080, top + 130))


def told(label: str, value: str, top: int, label_id: str, value_id: str) -> str:
    said = n("TextView", text=label, id=label_id, box=(40, top, 600, top + 60))
    said += n("TextView", text=value, id=value_id, box=(600, top, 1040, top + 60))
    return n("LinearLayout", said, box=(0, top, 1080, top + 60))


def page(*lines: str, inside: str = "ScrollView", title: str = "Statistics") -> Hierarchy:
    body = n(inside, *lines, id="body", scrollable=True, box=(0, 120, 1080, 2000))
    return dump(n("FrameLayout", toolbar(title), body), BAR, activity=".StatisticsActivity")


def made(*steps: Step) -> AppDoc:
    return build_doc(walk(*steps))


def texts_in(doc: AppDoc, screen: str = "main") -> dict[str, str]:
    found = doc.screen(screen)
    return {e.name: e.label for e in found.elements if e.kind is Kind.TEXT} if found is not None else {}


def of_one(*lines: str, inside: str = "ScrollView") -> AppDoc:
    shown = page(*lines, inside=inside)
    return made(Step(shown, None, shown))


def element(doc: AppDoc, name: str) -> Element:
    found = doc.screens[0].element(name)
    assert found is not None
    return found


def test_androids_own_lines_are_read_by_their_titles_whatever_they_say_and_wherever_they_stand() -> None:
    doc = of_one(line("Expires", "2 Feb 2027", 200), line("Cover no.", "55-7781-K", 340), inside=LIST)
    assert texts_in(doc) == {"expires": "Expires", "cover_no": "Cover no."}
    later = page(line("Cover no.", "3", 200), line("New", "4", 340), line("Expires", "never", 480), inside=LIST)
    said = {name: find(later, element(doc, name).locator)[0].node.text for name in ("expires", "cover_no")}
    assert said == {"expires": "never", "cover_no": "3"}
    without = page(line("Cover no.", "3", 200), line("New", "4", 340), inside=LIST)
    assert find(without, element(doc, "expires").locator) == []


@pytest.mark.parametrize(
    "other",
    [
        line("Alerts", "Sometimes", 200, clickable=True),
        line("Alerts", "All that may be of interest to you is told here, at any time", 200),
        line("12:30", "Lunch", 200),
    ],
    ids=["is opened", "explains", "has no words for a name"],
)
def test_what_is_opened_or_explained_is_no_value(other: str) -> None:
    assert texts_in(of_one(other, line("Expires", "2 Feb 2027", 340))) == {"expires": "Expires"}


def test_a_line_with_a_switch_is_the_switch() -> None:
    switch = n("Switch", id="android:id/switch_widget", checkable=True, box=(900, 200, 1080, 330))
    doc = of_one(line("Alerts", "Sometimes", 200, switch))
    assert [(e.name, e.kind) for e in doc.screens[0].elements] == [("alerts", Kind.TOGGLE)]


@pytest.mark.parametrize("label_id", ["label4", "lbl_total", "total_label", "caption"])
def test_a_value_that_nothing_else_names_is_called_by_its_label(label_id: str) -> None:
    doc = of_one(told("Lifetime total", "12", 200, label_id, "text_view1"))
    assert texts_in(doc) == {"lifetime_total": "Lifetime total"}
    assert element(doc, "lifetime_total").locator.resource_id.endswith("text_view1")


def test_a_value_that_its_id_names_keeps_that_name_and_says_its_label() -> None:
    doc = of_one(told("Books read", "26", 200, "lbl_total", "tv_total"))
    assert texts_in(doc) == {"total": "Books read"}
    assert element(doc, "total").locator.resource_id.endswith("tv_total")


def test_words_in_a_value_with_an_id_are_read_where_a_label_says_what_they_are() -> None:
    doc = of_one(told("Rank", "PEBBLE", 200, "label7", "tv_level"), told("Crew", "Three", 300, "label8", "tv_people"))
    assert texts_in(doc) == {"rank": "Rank", "crew": "Crew"}


def test_two_texts_of_which_none_is_a_label_by_its_id_name_nothing() -> None:
    assert texts_in(of_one(told("Anna", "12", 200, "text_view1", "text_view2"))) == {}


def test_the_only_row_of_a_list_names_nothing() -> None:
    assert texts_in(of_one(told("Annas telephone", "Online", 200, "label", "text"), inside=LIST)) == {}


def thing(*lines: str) -> Hierarchy:
    body = n("ScrollView", *lines, scrollable=True, box=(0, 120, 1080, 2000))
    return dump(n("FrameLayout", toolbar("Trip"), body), BAR, activity=".TripActivity")


def test_on_the_pages_of_things_a_line_that_only_one_of_them_has_is_content() -> None:
    main = main_page("Oslo", "Rome")
    oslo = thing(line("Expires", "2 Feb", 200), line("Annas passport", "packed", 340))
    rome = thing(line("Expires", "5 May", 200), line("Bens ticket", "missing", 340))
    steps = [
        *(Step(main, Act("tap", node_of(main, "Oslo")), oslo), Step(oslo, Act("back"), main)),
        *(Step(main, Act("tap", node_of(main, "Rome")), rome), Step(rome, Act("back"), main)),
    ]
    assert texts_in(made(*steps), "trip") == {"expires": "Expires"}
    assert texts_in(made(*steps[:2]), "trip") == {}


def test_what_a_row_is_called_elsewhere_names_no_line() -> None:
    main = main_page("Oslo", "Rome")
    shown = page(line("Oslo", "3 days", 200), line("Longest", "5 days", 340))
    doc = made(Step(main, Act("tap", node_of(main, id="search")), shown))
    assert texts_in(doc, "statistics") == {"longest": "Longest"}


def test_a_line_that_can_be_set_at_other_times_is_a_setting() -> None:
    other = line("Longest", "5 days", 340)
    off, on = (page(line("Sound", "Bell", 200, clickable=able), other) for able in (False, True))
    doc = made(Step(off, None, off), Step(off, Act("scroll", node_of(off, id="body")), on))
    assert texts_in(doc) == {"longest": "Longest"}
    assert element(doc, "sound").kind is not Kind.TEXT


def test_what_only_tells_isnt_put_back_when_it_says_something_else() -> None:
    window = Window.of(page(line("Expires", "2 Feb 2027", 200), told("Total", "12", 400, "label1", "text_view1")))
    assert window is not None
    assert standing(look(window)) == []
