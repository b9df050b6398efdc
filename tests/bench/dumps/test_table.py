"""The table of what a person sees on real dumps: that it can be read, that it is about them, and what it says of wrong docs."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from bench.dumps.scoring import run_dumps, score
from bench.dumps.table import Thing, half_of, read_table
from ground.errors import SettingsError
from phones.hierarchy import Bounds, Hierarchy

DATA = Path(__file__).parents[3].parent / "shared" / "hierarchies"
needs_dumps = pytest.mark.skipif(not DATA.is_dir(), reason=f"no real dumps in {DATA}")
AT_LEAST = {"mend": (0.96, 1.0), "count": (0.97, 0.98)}
"""Of each half, the share of things right and of nothings left alone: what has been reached."""

PAGE = """<hierarchy rotation="0"><node class="android.widget.FrameLayout" package="app.test" bounds="[0,0][1080,2000]">
<node class="android.widget.Button" resource-id="app.test:id/save" text="Save" clickable="true" bounds="[0,0][500,100]"/>
<node class="android.widget.Switch" resource-id="app.test:id/dark" text="Dark mode" clickable="true" checkable="true"
 bounds="[0,200][1080,300]"/>
<node class="android.widget.EditText" resource-id="app.test:id/title" hint="Title" clickable="true" bounds="[0,400][1080,500]"/>
<node class="android.widget.TextView" text="A heading" bounds="[0,600][1080,700]"/>
</node></hierarchy>"""


def test_both_halves_have_things_of_most_kinds() -> None:
    table = read_table()
    assert len(table) == 33
    halves = {half: [t for file, those in table.items() if half_of(file) == half for t in those] for half in AT_LEAST}
    for things in halves.values():
        assert {"button", "tab", "setting", "entry", "row", "field", "toggle", "back", "nothing"} <= {
            t.kind for t in things
        }
        assert sum(t.kind != "nothing" for t in things) > 60


@pytest.mark.parametrize(
    "line",
    ["[0,0][1,1] button x", "[0,0][1,1]button x", "[0,0][1,1] gadget x"],
    ids=["no file", "no kind", "no such kind"],
)
def test_a_line_that_says_no_thing_is_refused(line: str) -> None:
    lines = [line] if line.endswith("button x") and "] " in line else ["file", line]
    with pytest.raises(SettingsError, match="says no thing"):
        read_table(lines)


@needs_dumps
def test_each_thing_of_the_table_stands_on_its_dump() -> None:
    for file, things in read_table().items():
        there = {node.bounds for node in Hierarchy.parse((DATA / f"{file}.xml").read_bytes()).walk()}
        assert [t for t in things if t.bounds not in there] == [], file


@needs_dumps
def test_what_is_made_of_real_dumps() -> None:
    report = run_dumps(DATA)
    for half, (things, nothings) in AT_LEAST.items():
        assert report[half]["share"] >= things
        assert report[half]["nothing_share"] >= nothings


def test_a_folder_without_the_dumps_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Give the folder of the dumps"):
        run_dumps(tmp_path)


def test_a_file_that_is_no_dump_is_named(tmp_path: Path) -> None:
    for file in read_table():
        (tmp_path / f"{file}.xml").write_text("<x", "utf-8")
    with pytest.raises(SettingsError, match=r"Nora__chat_dump\.xml can't be read as a dump"):
        run_dumps(tmp_path)


RIGHT = [
    Thing(Bounds(0, 0, 500, 100), "button", ("save",)),
    Thing(Bounds(0, 200, 1080, 300), "toggle", ("dark mode",)),
    Thing(Bounds(0, 400, 1080, 500), "field", ("heading", "title")),
    Thing(Bounds(0, 600, 1080, 700), "nothing"),
]


def test_a_thing_with_its_kind_and_name_is_right() -> None:
    found = score("page", Hierarchy.parse(PAGE), RIGHT)
    assert (found.things, found.right, found.nothings, found.left_alone) == (3, 3, 1, 1)
    assert found.missed == []


@pytest.mark.parametrize(
    ("number", "change", "why"),
    [
        (0, {"kind": "toggle"}, "is button save"),
        (0, {"names": ("cancel",)}, "called button save"),
        (0, {"kind": "nothing"}, "is button save"),
        (0, {"kind": "row"}, "no element"),
        (0, {"kind": "back"}, "not known as the way back"),
        (1, {"kind": "button"}, "is toggle dark_mode"),
        (3, {"kind": "button"}, "no element"),
    ],
)
def test_another_kind_name_or_place_is_wrong(number: int, change: dict[str, Any], why: str) -> None:
    found = score("page", Hierarchy.parse(PAGE), [dataclasses.replace(RIGHT[number], **change)])
    assert found.right + found.left_alone == 0
    assert why in found.missed[0]
