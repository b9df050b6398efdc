"""Reading dumps: what a node says, what phones get wrong in them, and what is refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from phones.hierarchy import Bounds, Hierarchy, HierarchyError
from phones.letters import plain_letters

RECORDED = sorted((Path(__file__).parents[3] / "shared" / "hierarchies").rglob("*.xml"))


def dump(body: str, attributes: str = 'rotation="0"') -> Hierarchy:
    return Hierarchy.parse(
        f"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><hierarchy {attributes}>{body}</hierarchy>"
    )


def test_a_node_has_what_its_attributes_say() -> None:
    node = dump(
        '<node index="3" text="Save" resource-id="a:id/save" class="android.widget.Button" package="a" content-desc="Keep it"'
        ' checkable="true" checked="true" clickable="true" enabled="false" bounds="[1,-2][30,40]" hint="h" />'
    ).roots[0]
    assert (node.text, node.id_name, node.short_class, node.content_desc, node.hint) == (
        "Save", "save", "Button", "Keep it", "h",
    )  # fmt: skip
    assert (node.checkable, node.checked, node.clickable, node.enabled, node.focused) == (
        True,
        True,
        True,
        False,
        False,
    )
    assert (node.bounds, node.index) == (Bounds(1, -2, 30, 40), 3)


def test_children_know_their_parent_and_come_in_order() -> None:
    hierarchy = dump('<node text="a"><node text="b"><node text="c"/></node><node text="d"/></node><node text="e"/>')
    assert [node.text for node in hierarchy.walk()] == list("abcde")
    assert [root.text for root in hierarchy.roots] == ["a", "e"]
    assert [node.text for node in hierarchy.roots[0].children[0].children[0].ancestors()] == ["b", "a"]


def test_appium_writes_the_class_as_the_tag() -> None:
    assert dump('<android.widget.Button text="OK"/>').roots[0].cls == "android.widget.Button"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        pytest.param('<node text="a\x00b\x1fc"/>', "abc", id="control characters"),
        pytest.param('<node text="a&#0;b&#x1F;c"/>', "abc", id="references to control characters"),
        pytest.param('<node text="a&#128512;&#10;b"/>', "a😀\nb", id="an emoji and a line break"),
        pytest.param('<node text="a\ud83db"/>', "a?b", id="half a surrogate pair"),
        pytest.param("<node text='say &quot;hi&quot; &lt;&amp;&gt;'/>", 'say "hi" <&>', id="quotes and signs"),
    ],
)
def test_texts_survive_what_phones_write(xml: str, text: str) -> None:
    assert dump(xml).roots[0].text == text


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        pytest.param("", "not XML", id="nothing"),
        pytest.param('<hierarchy rotation="0"><node>', "not XML", id="cut off"),
        pytest.param("ERROR: null root node", "not XML", id="an error in words"),
        pytest.param("<html/>", "<html>", id="something else"),
        pytest.param(
            '<!DOCTYPE h [<!ENTITY a "aaaa">]><hierarchy><node text="&a;"/></hierarchy>', "entities", id="entities"
        ),
    ],
)
def test_what_is_no_dump_is_refused_with_what_to_do(xml: str, words: str) -> None:
    with pytest.raises(HierarchyError, match=words) as caught:
        Hierarchy.parse(xml)
    assert "thumbwright doctor" in str(caught.value)


def test_numbers_that_are_none_count_as_zero() -> None:
    hierarchy = dump('<node index="x" bounds="[a,b]"/>', 'rotation="sideways"')
    assert (hierarchy.rotation, hierarchy.roots[0].index, hierarchy.roots[0].bounds) == (0, 0, Bounds(0, 0, 0, 0))


def test_thousands_of_levels_are_read() -> None:
    depth = 5000
    hierarchy = dump('<node text="x">' * depth + "</node>" * depth)
    assert sum(1 for _ in hierarchy.walk()) == depth


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=40))
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    written = "".join(f"&#{ord(char)};" if char in "&<>\"'" or ord(char) > 0xFFFF else char for char in text)
    assert dump(f'<node text="{written}"/>').roots[0].text == plain_letters(
        text.replace("\ufffe", "").replace("\uffff", "")
    )


@pytest.mark.skipif(not RECORDED, reason="../shared/hierarchies is not here")
def test_recorded_dumps_are_read_whole() -> None:
    for path in RECORDED:
        elements = list(etree.parse(path).getroot().iterdescendants(etree.Element))
        # the lines of a description may become nodes of their own
        lines = sum(1 + said.count("\n") for one in elements if "\n" in (said := one.get("content-desc") or ""))
        read = sum(1 for _ in Hierarchy.parse(path.read_bytes()).walk())
        assert len(elements) <= read <= len(elements) + lines, path.name


@pytest.mark.parametrize(
    ("windows", "keyboards"),
    [
        ([("org.keyboard.themes", 0, 2334)], [False]),
        ([("org.keyboard.themes", 700, 1700)], [False]),
        ([("com.app", 0, 2334), ("org.some.keyboard", 1500, 2334)], [False, True]),
        ([("org.keyboard.themes", 0, 2334), ("org.keyboard.themes", 700, 1700)], [False, False]),
    ],
    ids=["an app that is called so", "a dialog of it alone", "a keyboard over an app", "its page and its dialog"],
)
def test_what_is_called_like_a_keyboard_is_one_over_something_else_and_not_up_to_its_top(
    windows: list[tuple[str, int, int]], keyboards: list[bool]
) -> None:
    xml = "".join(
        f'<node class="a.B" package="{package}" bounds="[0,{top}][1080,{bottom}]">'
        f'<node class="a.C" text="Words" package="{package}" bounds="[0,{top}][1080,{top + 60}]"/></node>'
        for package, top, bottom in windows
    )
    assert [root.keyboard for root in Hierarchy.parse(f"<hierarchy>{xml}</hierarchy>").roots] == keyboards


def test_an_entry_of_a_drawer_is_a_text_that_leads_somewhere_and_nothing_that_is_set() -> None:
    said = 'class="android.widget.CheckedTextView" resource-id="a.b:id/{}" text="Queue" checkable="true" checked="true"'
    nodes = "".join(f'<node {said.format(one)} bounds="[0,0][90,90]"/>' for one in ("design_menu_item_text", "line"))
    entry, line = Hierarchy.parse(f"<hierarchy rotation='0'>{nodes}</hierarchy>").roots
    assert (entry.short_class, entry.checkable, entry.checked) == ("TextView", False, True)
    assert (line.short_class, line.checkable) == ("CheckedTextView", True)
