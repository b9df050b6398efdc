"""An app learned again keeps its names, whatever its things would be called today."""

from __future__ import annotations

from apidocs.doc import AppDoc, Element, Item, Kind, Part, Sample, Screen, Transition
from apidocs.keep.steady import steadied
from phones.locating import Locator


def element(name: str, id_name: str = "", label: str = "", kind: Kind = Kind.BUTTON) -> Element:
    return Element(
        name=name, kind=kind, label=label, locator=Locator(resource_id=id_name and f"a:id/{id_name}", cls="Button")
    )


def rows(name: str, item: str, part: str) -> Element:
    row = Item(
        name=item,
        row=Locator(resource_id="a:id/row"),
        parts=[Part(name=part, kind=Kind.TEXT, locator=Locator(resource_id="a:id/t"))],
        title=part,
    )
    return Element(name=name, kind=Kind.LIST, item=row)


def doc(screens: list[Screen], sample: str = "", transitions: list[Transition] | None = None) -> AppDoc:
    samples = [Sample(task="Do it", script=sample)] if sample else []
    return AppDoc(
        package="a", label="A", start=screens[0].name, screens=screens, samples=samples, transitions=transitions or []
    )


OLD = doc([
    Screen(name="main", title="Books", elements=[element("add", "fab"), element("lbl_kind", "lbl"), rows("books", "book", "name")]),
    Screen(name="prefs", title="Settings", elements=[element("theme", "th"), element("sound", "so")]),
])  # fmt: skip


def test_screens_elements_rows_and_parts_keep_their_names_also_in_samples_and_ways() -> None:
    new = doc(
        [
            Screen(
                name="shelf",
                title="Books",
                elements=[
                    element("add_book", "fab"),
                    element("kind", "lbl", "Kind"),
                    rows("titles", "title_row", "caption"),
                    element("find", "f"),
                ],
            ),
            Screen(name="settings", title="Settings", elements=[element("theme", "th"), element("sound", "so")]),
        ],
        'shelf.add_book.tap()\nshelf.title_row("Dune").open()\nsettings.theme.tap()',
        [Transition(source="shelf", element="kind", action="tap", target="settings")],
    )  # fmt: skip
    steady = steadied(new, OLD)
    assert [s.name for s in steady.screens] == ["main", "prefs"]
    assert [e.name for e in steady.screens[0].elements] == ["add", "lbl_kind", "books", "find"]
    assert steady.screens[0].elements[1].label == "Kind"  # what is better about it is kept
    item = steady.screens[0].elements[2].item
    assert item is not None and (item.name, item.parts[0].name, item.title) == ("book", "name", "name")
    assert steady.samples[0].script == 'main.add.tap()\nmain.book("Dune").open()\nprefs.theme.tap()'
    assert (steady.transitions[0].source, steady.transitions[0].element, steady.transitions[0].target) == (
        "main", "lbl_kind", "prefs",
    )  # fmt: skip


def test_a_name_that_something_new_has_is_not_given_twice() -> None:
    new = doc(
        [
            Screen(
                name="main",
                title="Books",
                elements=[element("plus", "fab"), element("add", "other"), element("lbl_kind", "lbl")],
            )
        ]
    )
    assert [e.name for e in steadied(new, OLD).screens[0].elements] == ["plus", "add", "lbl_kind"]


def test_two_that_have_changed_names_between_them_change_back() -> None:
    new = doc([Screen(name="x", title="Settings", elements=[element("sound", "th"), element("theme", "so")])])
    assert [e.name for e in steadied(new, OLD).screens[0].elements] == ["theme", "sound"]


def test_what_is_the_same_stays_as_it_is() -> None:
    assert steadied(OLD, OLD) is OLD


def test_another_app_s_screens_are_none_of_these() -> None:
    new = doc([Screen(name="player", title="Now playing", elements=[element("play", "pl"), element("next", "ne")])])
    assert steadied(new, OLD) is new


def test_what_is_read_and_what_is_touched_of_one_text_keep_their_own_names() -> None:
    def listed(text: str, button: str) -> AppDoc:
        found = rows("books", "book", text)
        assert found.item is not None
        touched = Part(name=button, kind=Kind.BUTTON, locator=Locator(resource_id="a:id/t"), opens="main")
        found.item.parts.append(touched)
        return doc([Screen(name="main", title="Books", elements=[element("add", "fab"), found])])

    item = steadied(listed("caption", "caption_button"), listed("name", "name_button")).screens[0].elements[1].item
    assert item is not None and [part.name for part in item.parts] == ["name", "name_button"]
