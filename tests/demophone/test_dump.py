"""The XML, beside real dumps of both writers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from demophone.contract import UiNode
from demophone.dump import Dialect, render

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "hierarchies"
SERVER, COMMAND, OLD_COMMAND = Dialect(True, 34), Dialect(False, 34), Dialect(False, 33)
FORMATS = {
    "index": r"\d+",
    "bounds": r"\[-?\d+,-?\d+\]\[-?\d+,-?\d+\]",
    "drawing-order": r"\d+",
    **dict.fromkeys(
        ("checkable", "checked", "clickable", "enabled", "focusable", "focused", "scrollable"), "true|false"
    ),
    **dict.fromkeys(("long-clickable", "password", "selected", "NAF"), "true|false"),
}


def tree() -> UiNode:
    root = UiNode("android.widget.FrameLayout", "org.example", bounds=(0, 0, 1080, 2400))
    layout = UiNode("android.widget.LinearLayout", "org.example", bounds=(0, 80, 1080, 2400), parent=root)
    label = UiNode(
        "android.widget.TextView",
        "org.example",
        "org.example:id/a",
        'say "hi" & go',
        bounds=(0, 80, 500, 200),
        parent=layout,
    )
    icon = UiNode(
        "android.widget.ImageButton", "org.example", clickable=True, bounds=(500, 80, 600, 200), index=3, parent=layout
    )
    root.children, layout.children = [layout], [label, icon]
    return root


def real_dumps() -> list[Path]:
    if not REAL.is_dir():
        return []
    # Appium's page sources and a re-written file are no uiautomator output
    others = ("shirates__", "weditor__", "androidviewclient__")
    return [path for path in sorted(REAL.glob("*.xml")) if not path.name.startswith(others)]


@pytest.mark.skipif(not real_dumps(), reason=f"no real dumps in {REAL}")
@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in real_dumps()])
def test_the_command_writes_what_real_phones_write(path: Path) -> None:
    real = path.read_text("utf-8")
    ours = render([tree()], 0, COMMAND if "hint=" in real else OLD_COMMAND)
    assert real.startswith(ours[: ours.index("<node")]), "declaration and root element"
    assert real.strip().endswith("</hierarchy>")
    real_nodes, our_nodes = (list(etree.fromstring(text.encode()).iter("node")) for text in (real, ours))
    names = [name for name in our_nodes[0].attrib if name != "NAF"]
    for node in real_nodes:
        assert [name for name in node.attrib if name != "NAF"] == names
        if "NAF" in node.attrib:
            assert next(iter(node.attrib)) == "NAF"
    for node in (*real_nodes, *our_nodes):
        for name, form in FORMATS.items():
            assert re.fullmatch(form, node.get(name, "")) or name not in node.attrib, name
    leaf = re.search(r"<node[^>]*bounds=[^>]*?( ?/>)", real)
    assert leaf is not None
    assert ours.count(leaf.group(1)) == 2


@pytest.mark.skipif(not real_dumps(), reason=f"no real dumps in {REAL}")
@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in real_dumps()])
def test_a_real_dump_read_and_written_again_is_the_same(path: Path) -> None:
    real = path.read_text("utf-8").strip()
    hierarchy = etree.fromstring(real.encode())
    roots = [_node(element) for element in hierarchy]
    ours = render(
        roots, int(hierarchy.get("rotation", "0")), COMMAND if "hint=" in real else OLD_COMMAND, max_depth=1000
    )
    assert ours == real


def _node(element: etree._Element) -> UiNode:
    left, top, right, bottom = map(int, re.findall(r"-?\d+", element.get("bounds", "")))
    node = UiNode(
        element.get("class", ""),
        element.get("package", ""),
        element.get("resource-id", ""),
        element.get("text", ""),
        element.get("content-desc", ""),
        element.get("hint", ""),
        bounds=(left, top, right, bottom),
        drawing_order=int(element.get("drawing-order", "0")),
        index=int(element.get("index", "0")),
    )
    for name in (
        "checkable",
        "checked",
        "clickable",
        "enabled",
        "focusable",
        "focused",
        "scrollable",
        "long-clickable",
    ):
        setattr(node, name.replace("-", "_"), element.get(name) == "true")
    node.password, node.selected = element.get("password") == "true", element.get("selected") == "true"
    node.children = [_node(child) for child in element]
    return node


def test_the_server_indents_and_says_more() -> None:
    xml = render([tree()], 1, SERVER)
    assert xml.startswith(
        "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\r\n<hierarchy rotation=\"1\">\r\n  <node index"
    )
    first = next(etree.fromstring(xml.encode()).iter("node"))
    assert list(first.attrib)[-6:] == ["selected", "visible-to-user", "bounds", "drawing-order", "hint", "display-id"]


def test_a_button_without_words_is_marked_unfriendly() -> None:
    nodes = etree.fromstring(render([tree()], 0, SERVER).encode()).findall(".//node[@NAF='true']")
    assert [node.get("class") for node in nodes] == ["android.widget.ImageButton"]


def test_a_compressed_dump_leaves_plain_layouts_out() -> None:
    root = etree.fromstring(render([tree()], 0, SERVER, compressed=True).encode())
    assert [node.get("class") for node in root.iter("node")] == [
        "android.widget.FrameLayout",
        "android.widget.TextView",
        "android.widget.ImageButton",
    ]


def test_siblings_keep_the_index_the_device_gave() -> None:
    nodes = etree.fromstring(render([tree()], 0, SERVER).encode()).iter("node")
    assert [node.get("index") for node in nodes] == ["0", "0", "0", "3"]


@pytest.mark.parametrize(("depth", "count"), [(0, 1), (1, 2), (2, 4), (50, 4)])
def test_depth_is_limited(depth: int, count: int) -> None:
    assert render([tree()], 0, SERVER, max_depth=depth).count("<node") == count


def test_no_window_is_still_a_hierarchy() -> None:
    assert len(etree.fromstring(render([], 0, SERVER).encode())) == 0


@given(st.text(max_size=40))
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    node = UiNode("a", "b", text=text)
    read = etree.fromstring(render([node], 0, SERVER).encode("utf-8"))
    allowed = re.compile("[\x09\x0a\x0d\x20-\x7e\x85\xa0-\ufdcf\ufde0-\ufffd\U00010000-\U0010ffff]")
    wanted = "".join(char if allowed.match(char) and not 0xD800 <= ord(char) <= 0xDFFF else "." for char in text)
    assert read[0].get("text") == wanted
