"""The map as a page: whole by itself, every link leads somewhere, and whatever an app says is text."""

from __future__ import annotations

import base64
import hashlib
import itertools
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from apidocs.coverage.board import CARD_HEIGHT, CARD_WIDTH, board
from apidocs.coverage.page import render_map
from apidocs.coverage.thumbnails import HEIGHT, WIDTH, boxes
from apidocs.doc import AppDoc, Element, Kind, Screen, Transition

HOSTILE = """</script><script>alert(1)</script><img src=x onerror="alert(2)">'"`{{ 7 * 7 }}{% raw %}&lt;"""


def parsed(doc: AppDoc) -> html.HtmlElement:
    return html.fromstring(render_map(doc))


def at(page: html.HtmlElement, path: str) -> list[Any]:
    """What an XPath finds: nodes or attributes."""
    return cast("list[Any]", page.xpath(path))


def said(page: html.HtmlElement, path: str) -> str:
    return " ".join(" ".join(node.text_content().split()) for node in at(page, path))


def test_every_screen_has_a_card_and_a_section_and_every_link_leads_to_one(
    notes_doc: AppDoc, clock_doc: AppDoc, settings_doc: AppDoc
) -> None:
    for doc in (notes_doc, clock_doc, settings_doc):
        page = parsed(doc)
        ids = at(page, "//section/@id")
        assert len(at(page, "//a[contains(@class, 'card')]")) == len(doc.screens) == len(ids) - 1
        assert {link.removeprefix("#") for link in at(page, "//a/@href")} <= set(ids)
        assert len(set(at(page, "//@id"))) == len(at(page, "//@id"))
        ends = at(page, "//*[@id='over']/path/@data-from") + at(page, "//*[@id='over']/path/@data-to")
        assert set(ends) <= set(ids)


def test_nothing_is_loaded_from_elsewhere_and_no_script_runs_but_its_own(notes_doc: AppDoc) -> None:
    text = render_map(notes_doc)
    page = html.fromstring(text)
    assert (
        not at(page, "//*[@src] | //link | //iframe | //object | //form") and "http" not in text.partition("<style>")[2]
    )
    policy = at(page, "//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    (script,) = at(page, "//script")
    digest = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'") and f"'sha256-{digest}'" in policy


def hostile(words: str) -> AppDoc:
    thing = Element(
        name="go",
        kind=Kind.CHOICE,
        label=words,
        description=words,
        also=words,
        options=[words, "b"],
        area=(0, 100, 900, 400),
    )
    other = Screen(name="other", kind="menu", title=words, serves="main.go")
    main = Screen(name="main", title=words, description=words, package=words, elements=[thing])
    step = Transition(source="main", element="go", action=words or "tap", target="other")
    return AppDoc(
        package=words,
        label=words,
        version=words,
        start="main",
        made_at=words,
        screens=[main, other],
        transitions=[step],
    )


def tags(page: html.HtmlElement) -> list[str]:
    return [str(node.tag) for node in page.iter()]


def test_what_an_app_says_is_text_wherever_it_stands() -> None:
    page = parsed(hostile(HOSTILE))
    assert tags(page) == tags(parsed(hostile("x" * len(HOSTILE))))
    assert not [name for node in page.iter() for name in node.attrib if name.startswith("on")]
    assert HOSTILE in said(page, "//li") and "49" not in said(page, "//li")


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=3, max_size=40))
def test_no_text_changes_what_the_page_is_made_of(words: str) -> None:
    assert tags(parsed(hostile(f"a{words}z"))) == tags(parsed(hostile("abc")))


def test_it_says_what_was_left_and_why_and_what_asks(notes_doc: AppDoc) -> None:
    page = parsed(notes_doc)
    overview = "//section[@id='overview']"
    assert said(page, f"{overview}/h2") == "9 screens, 26 things"
    assert said(page, f"{overview}//dl[1]/dt[1]") == "2 hands something on"
    assert said(page, f"{overview}//dl[1]/dd[1]") == "main_menu.export, editor.share"
    assert [cell.text_content() for cell in at(page, f"{overview}//tbody/tr[1]/td")] == ["button", "13", "", "3"]


def test_a_screen_says_how_it_is_got_to(notes_doc: AppDoc) -> None:
    page = parsed(notes_doc)
    section = at(page, "//section[h2='sort_dialog']")[0].text_content()
    assert "From the start: main .more → main_menu .sort_by → here." in " ".join(section.split())


@pytest.mark.parametrize("count", [1, 2, 7, 60, 300])
def test_cards_never_lie_on_one_another_nor_off_the_board(count: int) -> None:
    screens = [
        Screen(name=f"s{i}", elements=[Element(name=f"to{j}", kind=Kind.BUTTON) for j in range(3)])
        for i in range(count)
    ]
    steps = [
        Transition(source=f"s{i // 3}", element=f"to{i % 3}", action="tap", target=f"s{i}") for i in range(1, count)
    ]
    doc = AppDoc(package="a.b", label="A", start="s0", screens=[*screens, Screen(name="alone")], transitions=steps)
    laid = board(doc)
    assert len(laid.spots) == count + 1 and len(laid.lines) == count - 1
    for spot in laid.spots:
        assert 0 <= spot.left <= laid.width - CARD_WIDTH and 0 <= spot.top <= laid.height - CARD_HEIGHT
    for a, b in itertools.combinations(laid.spots, 2):
        assert abs(a.left - b.left) >= CARD_WIDTH or abs(a.top - b.top) >= CARD_HEIGHT


@given(st.lists(st.tuples(*[st.integers(-5_000, 10**9)] * 4), min_size=1, max_size=4))
def test_wherever_a_doc_says_things_stand_they_are_drawn_on_the_screen(areas: list[tuple[int, int, int, int]]) -> None:
    screen = Screen(
        name="s", elements=[Element(name=f"e{i}", kind=Kind.TEXT, area=area) for i, area in enumerate(areas)]
    )
    for box in boxes(screen).values():
        assert box.left >= 0 and box.top >= 0 and box.right <= WIDTH + 8 and box.bottom <= HEIGHT + 9
        assert box.width > 0 and box.height > 0


def test_a_doc_that_knows_no_places_has_its_things_below_one_another(notes_doc: AppDoc) -> None:
    main = notes_doc.screen("main")
    assert main is not None
    found = list(boxes(main).values())
    assert len(found) == 4 and all(a.bottom <= b.top for a, b in itertools.pairwise(found))
