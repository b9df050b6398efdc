"""The ladder from a full match down to none, rows told by their words, and locators that find what they were made of."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from phones.hierarchy import Bounds, Hierarchy, Node
from phones.locating import Locator, build_locator, describe, find, structural_path

DUMPS = sorted((Path(__file__).parents[2].parent / "shared" / "hierarchies").glob("*.xml"))
ID = "org.example:id/"


def screen(body: str) -> Hierarchy:
    return Hierarchy.parse(f'<hierarchy rotation="0">{body}</hierarchy>')


def texts(where: Hierarchy | Node, **fields: str | int) -> list[str]:
    return [describe(match.node) for match in find(where, Locator(**fields))]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"resource_id": ID + "reset"}, 'Button "Reset" #reset at 500,450', id="full id"),
        pytest.param({"resource_id": "reset"}, 'Button "Reset" #reset at 500,450', id="name of the id"),
        pytest.param({"text": "Reset"}, 'Button "Reset" #reset at 500,450', id="text"),
        pytest.param({"content_desc": "Navigate up"}, 'ImageButton "Navigate up" at 50,50', id="description"),
        pytest.param({"cls": "android.widget.ImageButton"}, 'ImageButton "Navigate up" at 50,50', id="class"),
        pytest.param({"cls": "ImageButton"}, 'ImageButton "Navigate up" at 50,50', id="short class"),
        pytest.param({"path": "FrameLayout[0]/ImageButton[0]"}, 'ImageButton "Navigate up" at 50,50', id="path"),
        pytest.param({"resource_id": "title", "text": "About"}, 'TextView "About" #title at 250,250', id="id and text"),
        pytest.param({"resource_id": "title", "instance": 2}, 'TextView "Bluetooth" #title at 250,350', id="instance"),
        pytest.param({"label": "About"}, "LinearLayout #row at 500,250", id="the row around its words"),
        pytest.param({"label": "Reset"}, 'Button "Reset" #reset at 500,450', id="words that are their own row"),
        pytest.param({"label": "Bluetooth", "cls": "Switch"}, "Switch #switch at 950,350", id="class beside words"),
        pytest.param({"label": "Wi-Fi", "resource_id": "switch"}, "Switch #switch at 950,150", id="id beside words"),
        pytest.param(
            {"label": "Wi-Fi", "resource_id": "row"}, "LinearLayout #row at 500,150", id="row by id and words"
        ),
        pytest.param({"label": "Home", "cls": "Switch"}, "Switch #switch at 950,150", id="words of the summary"),
        pytest.param(
            {"label": "Wi-Fi", "cls": "TextView"}, 'TextView "Home" #summary at 250,175', id="beside, not itself"
        ),
    ],
)
def test_finds_first(settings: Hierarchy, fields: dict[str, str | int], expected: str) -> None:
    assert texts(settings, **fields)[0] == expected


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({}, id="nothing said"),
        pytest.param({"text": "Gone"}, id="text that isn't there"),
        pytest.param({"text": "Gone", "cls": "android.widget.TextView"}, id="only the class agrees"),
        pytest.param({"resource_id": "title", "text": "Gone"}, id="shared id, other text"),
        pytest.param({"resource_id": "switch", "label": "About"}, id="row without a switch"),
        pytest.param({"resource_id": "title", "instance": 3}, id="fewer than the instance says"),
        pytest.param({"path": "FrameLayout[0]/ImageButton[1]"}, id="another position"),
        pytest.param({"resource_id": "reset", "text": "a", "content_desc": "b", "label": "c"}, id="too little agrees"),
        pytest.param({"text": "reset"}, id="text in other case"),
    ],
)
def test_finds_nothing(settings: Hierarchy, fields: dict[str, str | int]) -> None:
    assert texts(settings, **fields) == []


def test_renamed_element_is_found_by_its_id_with_a_lower_score(settings: Hierarchy) -> None:
    same, renamed = (find(settings, Locator(resource_id="reset", text=text))[0] for text in ("Reset", "Restore"))
    assert same.node is renamed.node
    assert same.score == 1.0
    assert renamed.score < 0.6
    assert renamed.used == "resource_id"


def test_the_only_row_left_in_a_list_is_not_taken_for_the_one_meant() -> None:
    hierarchy = screen(
        '<node class="android.widget.ListView"><node class="T" resource-id="a:id/title" text="Milk"/></node>'
    )
    assert find(hierarchy, Locator(resource_id="a:id/title", text="Groceries")) == []
    assert len(find(hierarchy, Locator(resource_id="a:id/title", text="Milk"))) == 1


@pytest.mark.parametrize(("cls", "found"), [("EditText", 1), ("TextView", 0)])
def test_a_field_that_said_its_hint_is_found_once_it_is_filled_in(cls: str, found: int) -> None:
    filled = screen(f'<node class="android.widget.{cls}" text="Ann" hint="Name" bounds="[0,0][9,9]"/>')
    assert len(find(filled, Locator(text="Name"))) == found


def test_androids_own_ids_need_the_words_too() -> None:
    hierarchy = screen('<node class="android.widget.Button" resource-id="android:id/button1" text="Delete"/>')
    assert find(hierarchy, Locator(resource_id="android:id/button1", text="OK")) == []
    assert build_locator(hierarchy, hierarchy.roots[0], stable_text=True).text == "Delete"


def test_more_agreement_comes_first(settings: Hierarchy) -> None:
    matches = find(settings, Locator(resource_id="title", text="Bluetooth", cls="android.widget.TextView"))
    assert matches[0].used == "resource_id+text+cls"
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)


def test_equal_matches_come_in_document_order_with_equal_scores(settings: Hierarchy) -> None:
    matches = find(settings, Locator(resource_id="title"))
    assert [match.node.text for match in matches] == ["Wi-Fi", "About", "Bluetooth"]
    assert {match.score for match in matches} == {1.0}


def test_within_a_row_only_the_row_is_searched(settings: Hierarchy) -> None:
    row = find(settings, Locator(label="Bluetooth", resource_id="row"))[0].node
    assert texts(row, resource_id="switch") == ["Switch #switch at 950,350"]
    assert texts(row, path="Switch[1]") == ["Switch #switch at 950,350"]
    assert texts(row, path=".") == ["LinearLayout #row at 500,350"]
    assert texts(row, text="Wi-Fi") == []
    assert texts(row, label="Wi-Fi", cls="Switch") == []


def test_a_step_without_a_position_fits_every_sibling(settings: Hierarchy) -> None:
    rows = find(settings, Locator(path="FrameLayout[0]/ScrollView[1]/LinearLayout[0]/LinearLayout"))
    assert [match.node.id_name for match in rows] == ["row", "row", "row"]


def test_the_apps_window_counts_first_in_whatever_order_windows_come(settings: Hierarchy) -> None:
    path = structural_path(settings.roots[0].children[0], settings)
    settings.roots.reverse()
    assert find(settings, Locator(path=path))[0].node.content_desc == "Navigate up"


def test_a_switch_outside_the_clickable_part_of_its_row_is_found() -> None:
    hierarchy = screen(
        """<node class="List" scrollable="true" bounds="[0,0][100,40]">
        <node class="Row" bounds="[0,0][100,20]"><node class="Main" clickable="true" bounds="[0,0][80,20]">
            <node class="T" text="Sound" bounds="[0,0][80,20]"/></node>
          <node class="Frame" bounds="[80,0][100,20]"><node class="Switch" checkable="true" bounds="[80,0][100,20]"/></node>
        </node>
        <node class="Row" bounds="[0,20][100,40]"><node class="Main" clickable="true" bounds="[0,20][80,40]">
            <node class="T" text="About" bounds="[0,20][80,40]"/></node></node></node>"""
    )
    assert texts(hierarchy, label="Sound", cls="Switch") == ["Switch at 90,10"]
    assert texts(hierarchy, label="About", cls="Switch") == []


def test_flat_screens_are_read_by_lines() -> None:
    body = "".join(
        f'<node class="T" text="{name}" bounds="[0,{y}][50,{y + 20}]"/>{switch.format(y=y, end=y + 20)}'
        for name, y, switch in [
            ("One", 0, '<node class="Switch" bounds="[50,{y}][90,{end}]"/>'),
            ("Two", 20, ""),
            ("Three", 40, '<node class="Switch" bounds="[50,{y}][90,{end}]"/>'),
        ]
    )
    hierarchy = screen(f'<node class="Column" bounds="[0,0][100,60]">{body}</node>')
    assert texts(hierarchy, label="Three", cls="Switch") == ["Switch at 70,50"]
    assert texts(hierarchy, label="Two", cls="Switch") == []


def test_a_field_of_a_form_that_scrolls_is_known_by_the_words_before_it() -> None:
    """Its place isn't the same once the form was scrolled: what is drawn has only what is in view."""
    first = '<node class="T" text="Name" bounds="[0,0][100,20]"/><node class="Edit" bounds="[0,20][100,40]"/>'
    box = """<node class="T" text="Owner" bounds="[0,{0}][100,{1}]"/>
        <node class="View" clickable="true" bounds="[0,{1}][100,{2}]"><node class="T" text="Mum"/></node>"""
    form = '<node class="View" scrollable="true" bounds="[0,0][100,100]">{}</node>'
    before = screen(form.format(first + box.format(40, 60, 80)))
    meant = next(node for node in before.roots[0].walk() if node.clickable)
    assert build_locator(before, meant, stable_text=False, changing={"Mum"}) == Locator(label="Owner", cls="View")
    assert texts(screen(form.format(box.format(0, 20, 40))), label="Owner", cls="View") == ["View at 50,30"]


def test_a_label_above_its_field_speaks_of_the_field() -> None:
    hierarchy = screen(
        """<node class="Form" bounds="[0,0][100,80]">
        <node class="T" text="Name" bounds="[0,0][100,20]"/><node class="Edit" text="Ann" bounds="[0,20][100,40]"/>
        <node class="T" text="Phone" bounds="[0,40][100,60]"/><node class="Edit" text="" bounds="[0,60][100,80]"/>
        </node>"""
    )
    assert texts(hierarchy, label="Name", cls="Edit") == ['Edit "Ann" at 50,30']
    assert texts(hierarchy, label="Phone", cls="Edit") == ["Edit at 50,70"]


@pytest.mark.parametrize(
    ("meant", "stable", "expected"),
    [
        pytest.param({"text": "Reset"}, True, {"resource_id": ID + "reset"}, id="an id that is alone"),
        pytest.param({"text": "About"}, True, {"resource_id": ID + "title", "text": "About"}, id="shared id with text"),
        pytest.param({"content_desc": "Navigate up"}, True, {"content_desc": "Navigate up"}, id="description"),
        pytest.param(
            {"resource_id": "switch", "instance": 1},
            False,
            {"resource_id": ID + "switch", "label": "Bluetooth"},
            id="words beside it",
        ),
        pytest.param({"label": "About"}, True, {"resource_id": ID + "row", "label": "About"}, id="a row by its words"),
        pytest.param(
            {"content_desc": "Navigate up"},
            False,
            {"cls": "android.widget.ImageButton", "path": "FrameLayout[0]/ImageButton[0]"},
            id="no words to be written",
        ),
    ],
)
def test_builds(settings: Hierarchy, meant: dict[str, str | int], stable: bool, expected: dict[str, str]) -> None:
    node = find(settings, Locator(**meant))[0].node
    assert build_locator(settings, node, stable_text=stable) == Locator(**expected)


def test_words_of_a_lists_rows_are_not_written_down_unless_stable() -> None:
    row = '<node class="Row"><node class="T" text="{}"/><node class="Box" resource-id="a:id/box" checkable="true"/></node>'
    hierarchy = screen(f'<node class="RecyclerView">{row.format("Milk")}{row.format("Eggs")}</node>')
    box = hierarchy.roots[0].children[1].children[1]
    assert "Eggs" not in build_locator(hierarchy, box, stable_text=False).model_dump_json()
    assert build_locator(hierarchy, box, stable_text=True).label == "Eggs"


words = st.sampled_from(["", "", "OK", "Save", "Zoë", "a/b[1]", "."])
flags = st.booleans()
edges = st.integers(0, 60)


@st.composite
def trees(draw: st.DrawFn) -> Hierarchy:
    def node(depth: int, parent: Node | None) -> Node:
        left, top = draw(edges), draw(edges)
        made = Node(
            cls=draw(st.sampled_from(["a.View", "a.Text", "a.ListView", "odd/one[2]", ""])),
            package=draw(st.sampled_from(["org.example", "com.android.systemui"])),
            resource_id=draw(st.sampled_from(["", "", "a:id/x", "a:id/y", "android:id/x"])),
            text=draw(words),
            content_desc=draw(words),
            clickable=draw(flags),
            scrollable=draw(flags),
            bounds=Bounds(left, top, left + draw(edges), top + draw(edges)),
            parent=parent,
        )
        made.children = [node(depth + 1, made) for _ in range(draw(st.integers(0, 3 if depth < 3 else 0)))]
        return made

    return Hierarchy(roots=[node(0, None) for _ in range(draw(st.integers(1, 3)))])


@hypothesis_settings(max_examples=60, deadline=None)
@given(trees(), flags)
def test_every_node_is_found_first_by_its_own_locator(hierarchy: Hierarchy, stable: bool) -> None:
    for node in hierarchy.walk():
        locator = build_locator(hierarchy, node, stable_text=stable)
        assert find(hierarchy, locator)[0].node is node
    for root in hierarchy.roots:
        for node in root.walk():
            assert find(root, build_locator(root, node, stable_text=stable))[0].node is node


@hypothesis_settings(max_examples=60, deadline=None)
@given(trees(), st.fixed_dictionaries({name: words for name in ("resource_id", "text", "label", "cls", "path")}))
def test_find_never_raises_and_keeps_scores_in_bounds(hierarchy: Hierarchy, fields: dict[str, str]) -> None:
    assert all(0 < match.score <= 1 and match.used for match in find(hierarchy, Locator(**fields)))


@pytest.mark.skipif(not DUMPS, reason="needs real dumps in ../shared/hierarchies")
@pytest.mark.parametrize("stable", [True, False], ids=["stable words", "changing words"])
@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.stem)
def test_every_clickable_node_of_a_real_dump_is_found_first(dump: Path, stable: bool) -> None:
    hierarchy = Hierarchy.parse(dump.read_bytes())
    for node in hierarchy.walk():
        if node.clickable or node.checkable:
            assert find(hierarchy, build_locator(hierarchy, node, stable_text=stable))[0].node is node
