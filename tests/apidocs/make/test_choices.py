"""What makes a control a choice, by what it opens: the person's own things to pick one of, a picker behind a spinner."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Effect, Element, Kind
from apidocs.explore.walk import Act, Step
from apidocs.make.building import build_doc
from phones.hierarchy import Hierarchy
from tests.apidocs.walks import BAR, dump, main_page, menu, n, options_dialog, step, text, toolbar, walk

MAIN = main_page("Home", "Work", "Travel")


def opened_by(label: str, dialog: Hierarchy) -> AppDoc:
    entries = menu(label, "About")
    return build_doc(
        walk(
            Step(MAIN, Act("launch"), MAIN),
            step(MAIN, "More options", entries),
            step(entries, label, dialog),
            step(dialog, "back", MAIN),
        )
    )


def entry(doc: AppDoc, label: str) -> Element:
    return next(e for screen in doc.screens if screen.kind == "menu" for e in screen.elements if e.label == label)


def test_behind_what_opens_nothing_but_ones_own_things_one_of_them_is_picked() -> None:
    doc = opened_by("Add to list", options_dialog("Home", "Work", checked=-1))
    made = entry(doc, "Add to list")
    assert (made.kind, made.options, made.effect) == (Kind.CHOICE, [], Effect.COMMIT)
    assert [screen.serves for screen in doc.screens if screen.kind == "dialog"] == [f"main_menu.{made.name}"]
    assert "Home" not in doc.model_dump_json()


@pytest.mark.parametrize(
    "dialog",
    [
        options_dialog("Home", "Sorted", checked=-1),  # something else can be done there
        options_dialog("Home", checked=-1),
    ],
)
def test_what_opens_something_else_besides_is_no_choice(dialog: Hierarchy) -> None:
    assert entry(opened_by("Add to list", dialog), "Add to list").kind is Kind.BUTTON


@pytest.mark.parametrize(("value", "picks"), [("Not set", "date"), ("6 March", "date")])
def test_a_spinner_shows_what_a_picker_behind_it_has_picked_be_it_none(value: str, picks: str) -> None:
    spinner = n(
        "Spinner", n("TextView", text=value, id="android:id/text1", box=(60, 300, 900, 380)), id="birthday",
        clickable=True, box=(40, 290, 1000, 400),
    )  # fmt: skip
    form = dump(n("FrameLayout", toolbar("New contact"), spinner), BAR)
    fields = [
        n("EditText", id=role, hint=role.title(), text="1", clickable=True, box=(80 + 300 * i, 700, 360 + 300 * i, 800))
        for i, role in enumerate(("day", "month", "year"))
    ]
    ok = n("Button", id="android:id/button1", text="OK", clickable=True, box=(800, 900, 1000, 1000))
    dialog = dump(n("FrameLayout", text("Birthday", 620), *fields, ok, box=(60, 600, 1020, 1020)), BAR)
    doc = build_doc(walk(Step(form, Act("launch"), form), step(form, "#birthday", dialog), step(dialog, "back", form)))
    made = next(e for screen in doc.screens for e in screen.elements if e.name == "birthday")
    assert (made.kind, made.picks) == (Kind.CHOICE, picks)


@pytest.mark.parametrize(
    ("options", "known"),
    [
        (("All", "12", "16"), ["All", "12", "16"]),
        (("Home", "12"), []),
        (("All", "Home", "16", "18"), ["All", "16", "18"]),
    ],
)
def test_a_number_among_options_is_one_though_a_row_says_it(options: tuple[str, ...], known: list[str]) -> None:
    main = main_page("Home", "Work", "12")
    entries, dialog = menu("Rating", "About"), options_dialog(*options)
    doc = build_doc(
        walk(
            Step(main, Act("launch"), main),
            step(main, "More options", entries),
            step(entries, "Rating", dialog),
            step(dialog, "back", main),
        )
    )
    assert entry(doc, "Rating").options == known
