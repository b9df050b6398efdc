"""How much of an app its doc knows: what counts as covered, known and untried, and why something was left."""

from __future__ import annotations

import pytest

from apidocs.coverage.knowing import Coverage, Known, as_data, coverage
from apidocs.coverage.tree import tree_lines
from apidocs.doc import AppDoc, Effect, Element, Kind, Left, Screen, Transition


def known(doc: AppDoc, screen: str, element: str) -> Known:
    return next(one for one in coverage(doc).of(screen) if one.element.name == element)


@pytest.mark.parametrize(
    ("screen", "element", "state"),
    [
        ("main", "add", "covered"),
        ("main", "notes", "covered"),
        ("settings", "theme", "covered"),
        ("settings", "autosave_notes", "known"),
        ("settings", "version", "known"),
        ("create_note", "title", "known"),
        ("editor", "share", "untried"),
        ("main_menu", "export", "untried"),
    ],
)
def test_what_was_used_is_covered_what_a_script_can_use_is_known_and_the_rest_untried(
    notes_doc: AppDoc, screen: str, element: str, state: str
) -> None:
    assert known(notes_doc, screen, element).state == state


def one_button(**about: object) -> AppDoc:
    button = Element.model_validate({"name": "go", "kind": "button"} | about)
    return AppDoc(
        package="org.example.app", label="App", start="main", screens=[Screen(name="main", elements=[button])]
    )


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({"left": Left.SAVES, "effect": "commit"}, "keeps what was filled in, or answers a question"),
        ({"left": Left.AT_ONCE}, "does something as soon as it is touched"),
        ({"left": Left.UNKNOWN}, "no word of it is known for harmless"),
        ({"left": Left.BUDGET}, "the budget ran out before"),
        ({"left": Left.GRAVE, "effect": "pay"}, "pays"),
        ({"left": Left.GRAVE}, "does what learning wasn't allowed"),
        ({"effect": "delete"}, "deletes something"),
        ({}, "nothing is noted of why"),
    ],
)
def test_why_a_thing_was_left_is_said_from_what_was_noted_or_from_what_it_does(
    about: dict[str, object], why: str
) -> None:
    assert known(one_button(**about), "main", "go").why == why


def test_a_doc_whose_budget_ran_out_says_so_where_nothing_else_is_noted() -> None:
    doc = one_button()
    assert known(doc.model_copy(update={"partial": True}), "main", "go").why == "the budget ran out before"


def test_what_was_touched_and_led_nowhere_is_covered() -> None:
    assert known(one_button(tried=True), "main", "go").state == "covered"


def test_a_window_of_the_system_isnt_judged_by_what_its_buttons_say(notes_doc: AppDoc) -> None:
    prompt = Screen(
        name="permission",
        kind="dialog",
        package="com.android.permissioncontroller",
        elements=[Element(name="allow", kind=Kind.BUTTON, effect=Effect.COMMIT)],
    )
    doc = notes_doc.model_copy(update={"screens": [*notes_doc.screens, prompt]})
    assert known(doc, "permission", "allow").why == "is another app's, or the system's"


def test_what_asks_is_named_the_gravest_first(notes_doc: AppDoc) -> None:
    assert list(coverage(notes_doc).grave()) == [Effect.DELETE, Effect.SHARE, Effect.COMMIT]


def test_every_thing_is_counted_once_in_each_sum(notes_doc: AppDoc, clock_doc: AppDoc, settings_doc: AppDoc) -> None:
    for doc in (notes_doc, clock_doc, settings_doc):
        found = coverage(doc)
        count = sum(len(screen.elements) for screen in doc.screens)
        assert found.tally.all == count == sum(each.all for each in found.by_kind().values())
        assert found.tally.untried == sum(len(ones) for ones in found.untried().values())


def test_a_program_gets_the_same(notes_doc: AppDoc) -> None:
    data = as_data(coverage(notes_doc))
    assert data["elements"] == {"all": 26, "covered": 17, "known": 6, "untried": 3}
    screens = data["screens"]
    assert isinstance(screens, list)
    assert screens[2] == {
        "name": "create_note",
        "kind": "dialog",
        "steps": 1,
        "via": "main.add",
        "elements": {"all": 3, "covered": 2, "known": 1, "untried": 0},
    }


def lines(found: Coverage, *, everything: bool = False) -> list[str]:
    return list(tree_lines(found, everything=everything))


def test_the_tree_hangs_each_screen_below_what_opens_it(notes_doc: AppDoc) -> None:
    lost = Screen(name="lost")
    doc = notes_doc.model_copy(update={"screens": [*notes_doc.screens, lost]})
    shown = lines(coverage(doc))
    assert shown[0] == "Pocket Notes (org.example.notes 2.1)"
    assert shown[1] == "10 screens, 26 elements: 17 covered, 6 known, 3 untried"
    assert shown[4:15] == [
        "main                                                 4      ·        ·",
        "├─ create_note        add                            2      1        ·",
        "├─ settings           settings                       2      3        ·",
        "├─ main_menu          more                           1      ·        1",
        "│  └─ sort_dialog     sort_by                        2      ·        ·",
        "├─ editor             notes (open)                   1      1        2",
        "│  └─ confirm_delete  delete                         2      ·        ·",
        "└─ selection          notes (long_press)             2      ·        ·",
        "   └─ rename_note     rename                         1      1        ·",
        "lost                  (no way from the start)        ·      ·        ·",
        "",
    ]


def test_of_many_that_were_left_for_one_reason_a_few_are_named(notes_doc: AppDoc) -> None:
    many = [Element(name=f"b{i}", kind=Kind.BUTTON, left=Left.UNKNOWN) for i in range(9)]
    doc = notes_doc.model_copy(update={"screens": [*notes_doc.screens, Screen(name="more", elements=many)]})
    assert any(line.endswith("more.b4, more.b5, and 3 more") for line in lines(coverage(doc)))
    assert any(line.endswith("more.b7, more.b8") for line in lines(coverage(doc), everything=True))


def test_a_circle_of_screens_and_one_without_any_are_shown(notes_doc: AppDoc) -> None:
    circle = notes_doc.model_copy(
        update={
            "transitions": [
                *notes_doc.transitions,
                Transition(source="rename_note", element="ok", action="tap", target="rename_note"),
            ]
        }
    )
    assert len(lines(coverage(circle))) == len(lines(coverage(notes_doc)))
    assert (
        lines(coverage(AppDoc(package="a", label="Empty")))[1] == "0 screens, 0 elements: 0 covered, 0 known, 0 untried"
    )
