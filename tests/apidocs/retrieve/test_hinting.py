"""Names a task's words point at."""

import pytest

from apidocs.doc import AppDoc, Element, Item, Kind, Screen, Transition
from apidocs.doc.words import stem
from apidocs.retrieve.hinting import HintIndex, content_words
from phones.locating import Locator


def element(name: str, kind: Kind = Kind.BUTTON, label: str = "", **more: object) -> Element:
    return Element(name=name, kind=kind, label=label or name.replace("_", " "), locator=Locator(), **more)


DOC = AppDoc(
    package="app.pad",
    label="Pad",
    start="main",
    screens=[
        Screen(
            name="main",
            elements=[
                element("new_page"),
                element("search"),
                element("pages", Kind.LIST, item=Item(name="page", row=Locator())),
            ],
        ),
        Screen(name="trash", elements=[element("search"), element("empty_trash")]),
        Screen(
            name="settings",
            elements=[
                element("show_page_numbers", Kind.TOGGLE),
                element("font_size", Kind.CHOICE, options=["Small", "Large"]),
                element("use_volume_keys_to_turn_pages", Kind.TOGGLE),
            ],
        ),
        Screen(name="confirm", kind="dialog", elements=[element("cancel"), element("delete")]),
        Screen(name="sizes", serves="settings.font_size", elements=[element("font_size_large")]),
    ],
)


@pytest.mark.parametrize(
    ("task", "first"),
    [
        ("use volume key to turn pages", "settings.use_volume_keys_to_turn_pages"),
        ("please make the font size large", "settings.font_size"),
        ("don't show the page number", "settings.show_page_numbers"),
        ("empty the trash", "trash.empty_trash"),
        ("delete it", "confirm.delete"),
        ("create another page", "main.new_page"),
    ],
)
def test_the_best_name_comes_first(task: str, first: str) -> None:
    assert HintIndex(DOC).hints(task)[0].name == first


def test_typing_is_no_type_of_a_thing() -> None:
    doc = AppDoc(package="a.b", label="B", screens=[Screen(name="form", elements=[element("page_type", Kind.CHOICE)])])
    assert HintIndex(doc).hints("change the page type")
    assert HintIndex(doc).hints("type 'plain'") == []


@pytest.mark.parametrize("task", ["take a selfie", "", "the of and", "cancel"])
def test_no_shared_word_no_name(task: str) -> None:
    assert HintIndex(DOC).hints(task) == []


def test_the_same_control_on_two_tabs_is_named_once() -> None:
    assert [hint.name for hint in HintIndex(DOC).hints("search")] == ["main.search"]


def test_a_dialog_of_options_is_not_named_beside_its_choice() -> None:
    assert "sizes.font_size_large" not in [hint.name for hint in HintIndex(DOC).hints("font size large")]


@pytest.mark.parametrize(
    ("one", "other"),
    [("exporting", "export"), ("numbers", "number"), ("pages", "page"), ("entries", "entry"), ("vibration", "vibrate")],
)
def test_endings_do_not_matter(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_common_words_say_nothing() -> None:
    assert content_words("please set the app to") == frozenset()


def test_a_form_called_by_its_own_name_is_hinted_at() -> None:
    checklist = Screen(
        name="checklist",
        elements=[
            element("title", Kind.INPUT, "Title", commit="save"),
            element("save", Kind.BUTTON, "Save"),
        ],
    )
    doc = DOC.model_copy(update={"screens": [*DOC.screens, checklist]})
    task = "start a checklist called Camping with a tent, a stove and a torch on it"
    assert "checklist.title" in [hint.name for hint in HintIndex(doc).hints(task)]
    assert "checklist.title" not in [hint.name for hint in HintIndex(doc).hints("add a page called Camping")]


def test_a_name_amid_the_task_says_little_of_what_is_to_be_done() -> None:
    doc = AppDoc(
        package="app.pad", label="Pad", start="page", screens=[Screen(name="page", elements=[element("call")])]
    )
    with_name = HintIndex(doc).hints("call Hannah Schmidt", least=0.1)[0].score
    with_words = HintIndex(doc).hints("call purple elephants", least=0.1)[0].score
    assert with_name > with_words


READING = DOC.model_copy(
    update={
        "screens": [
            DOC.screens[0].model_copy(
                update={
                    "elements": [element("pages", Kind.LIST, item=Item(name="page", row=Locator(), opens="reader"))]
                }
            ),
            Screen(name="reader", elements=[element("delete")]),
        ],
        "transitions": [Transition(source="main", element="pages", action="open", target="reader")],
    }
)


@pytest.mark.parametrize(
    ("task", "row"),
    [
        ("delete the tax list", "main.page"),
        ("what is in my shopping list?", "main.page"),
        ("cancel Elif's birthday", "main.page"),
        ("delete the page", ""),  # nothing that the doc doesn't name
        ("add the tax list", ""),  # it isn't there yet
        ("turn the pages", ""),
    ],
)
def test_a_thing_that_no_control_is_called_by_is_a_row(task: str, row: str) -> None:
    assert HintIndex(READING).row(task) == row


def test_without_a_list_nothing_is_a_row() -> None:
    assert HintIndex(DOC).row("delete the tax list") == ""


def test_of_several_kinds_of_things_none_is_pointed_at() -> None:
    listed = element("cities", Kind.LIST, item=Item(name="city", row=Locator(), opens="city_page"))
    main = READING.screens[0].model_copy(update={"elements": [*READING.screens[0].elements, element("weather")]})
    way = Transition(source="main", element="weather", action="tap", target="weather_page")
    screens = [main, READING.screens[1], Screen(name="weather_page", elements=[listed]), Screen(name="city_page")]
    two = READING.model_copy(update={"screens": screens, "transitions": [*READING.transitions, way]})
    assert HintIndex(two).row("delete the tax list") == ""
