"""The short form of a dump: shorter, and the same to the last byte when it is written out again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions import dumps

DUMP = Path(__file__).parents[1] / "ui" / "data" / "list.xml"
NODE = (
    '<node index="0" text="Milk" resource-id="a:id/t" class="android.widget.TextView" package="a" checked="false" '
    'bounds="[0,1][2,3]"'
)


def tree(*nodes: str, between: str = "") -> str:
    return f"<?xml version='1.0'?>{between}<hierarchy rotation=\"0\">{''.join(nodes)}{between}</hierarchy>"


@pytest.mark.parametrize(
    "xml",
    [
        tree(f"{NODE} />"),
        tree(f"{NODE}/>", f"{NODE}/>"),
        tree(f"{NODE}>{NODE} /></node>"),
        tree(f"\r\n  {NODE}>\r\n    {NODE} />\r\n  </node>", between="\r\n") + "\r\n",
        tree(NODE.replace('text="Milk"', "text='say \"Milk\"'") + "/>"),
        tree(f'{NODE} NAF="true"/>', f"{NODE}/>"),
    ],
    ids=["one", "two", "nested", "indented", "quotes", "other-names"],
)
def test_usual_dump_is_short_and_comes_back(xml: str) -> None:
    short = dumps.pack(xml)
    assert short.startswith("[") and dumps.unpack(short) == xml


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "no XML",
        "[1, 2]",
        "[",
        tree(),
        tree(f"{NODE}></node>"),
        tree(NODE.replace("Milk", "a\tb\nc") + "/>"),
        tree(NODE.replace("[0,1][2,3]", "nowhere") + "/>"),
        tree(NODE.replace('"false"', '"maybe"') + "/>"),
        tree(NODE.replace('package="a"', 'package=""') + "/>"),
        tree(f"{NODE}/><!-- -->{NODE}/>"),
        tree(f"{NODE} /> {NODE}/>"),
        tree(NODE.replace("android.widget.", "~") + "/>"),
    ],
    ids=repr,
)
def test_anything_else_comes_back_too(xml: str) -> None:
    assert dumps.unpack(dumps.pack(xml)) == xml


def test_dump_of_the_demo_phone_is_a_quarter() -> None:
    xml = DUMP.read_bytes().decode("utf-8")
    assert len(dumps.pack(xml)) < len(xml) / 4 and dumps.unpack(dumps.pack(xml)) == xml


words = st.text(st.characters(codec="utf-8"), max_size=8)


@given(words)
def test_any_text_comes_back(text: str) -> None:
    assert dumps.unpack(dumps.pack(text)) == text


@given(st.lists(st.tuples(words, words, st.sampled_from(["", "a", "b"]), st.booleans()), max_size=6), words)
def test_any_node_comes_back(nodes: list[tuple[str, str, str, bool]], between: str) -> None:
    said = "".join(
        f'{between}<node text="{text}" resource-id="{own}" package="{package}" checked="{str(checked).lower()}"/>'
        for text, own, package, checked in nodes
    )
    xml = f"<hierarchy>{said}</hierarchy>"
    assert dumps.unpack(dumps.pack(xml)) == xml
