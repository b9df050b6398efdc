"""Generated apps as a person uses them: adding, changing and deleting things, and what the state is afterwards."""

from __future__ import annotations

import copy

import pytest

from foundry import changes
from foundry.showing import shown

from .crawling import MAKES, MOVIES, app, phone_words, titles

# -- adding and changing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", MAKES)
@pytest.mark.parametrize("save", ["button", "icon"])
@pytest.mark.parametrize("form", ["page", "dialog", "two_steps"])
@pytest.mark.parametrize("add", ["fab", "toolbar", "menu"])
def test_adding_a_film(make: str, save: str, form: str, add: str) -> None:
    phone = app(make=make, save=save, form=form, add=add)
    before = phone.state
    if add == "menu":
        phone.tap("More options")
    phone.tap(phone.label("add"))
    phone.fill(phone.label("field.title"), "Herring Gulls")
    if form == "two_steps":
        phone.tap(phone.label("next"))
    phone.fill(phone.label("field.minutes"), "99")
    phone.tap(phone.label("save"))
    expected = copy.deepcopy(before)
    changes.add_thing(expected, MOVIES, {"title": "Herring Gulls", "minutes": "99"})
    assert phone.state == expected


def test_a_film_is_added_above_the_list() -> None:
    phone = app(add="inline")
    phone.fill(phone.label("field.title"), "Herring Gulls")
    phone.tap(phone.label("add"))
    assert titles(phone)[-1] == "Herring Gulls" and phone.state["things"][-1]["fields"]["genre"] == "Drama"


@pytest.mark.parametrize("form", ["page", "dialog", "two_steps"])
@pytest.mark.parametrize(("title", "kept"), [("Herring Gulls", 1), ("  ", 0)])
def test_leaving_keeps_what_was_typed_where_the_app_saves_by_itself(form: str, title: str, kept: int) -> None:
    phone = app(save="autosave", form=form)
    before = titles(phone)
    phone.tap(phone.label("add"))
    phone.fill(phone.label("field.title"), title)
    phone.back()
    phone.back()
    assert titles(phone) == before + [title] * kept
    assert not phone.sees("Discard changes?")


@pytest.mark.parametrize("form", ["page", "dialog"])
@pytest.mark.parametrize("answer", ["Discard", "Keep editing"])
def test_leaving_a_changed_form_asks(form: str, answer: str) -> None:
    phone = app(form=form)
    before = phone.state
    phone.tap(phone.label("add"))
    phone.fill(phone.label("field.title"), "Herring Gulls")
    phone.back()
    phone.back()
    phone.tap(answer)
    assert phone.state == before
    assert phone.sees("Herring Gulls") is (answer == "Keep editing")


@pytest.mark.parametrize("form", ["page", "dialog", "two_steps"])
def test_a_title_is_required(form: str) -> None:
    phone = app(form=form)
    before = phone.state
    phone.tap(phone.label("add"))
    phone.tap(phone.label("next" if form == "two_steps" else "save"))
    assert phone.state == before
    assert phone.sees(f"{phone.label('field.title')} is required")
    assert phone.device.last_toast() == f"{phone.label('field.title')} is required"


@pytest.mark.parametrize("opens", ["page", "sheet"])
@pytest.mark.parametrize("make", MAKES)
def test_each_field_is_changed_by_tapping_it(opens: str, make: str) -> None:
    phone = app(editing="each", opens=opens, make=make)
    first = copy.deepcopy(phone.state["things"][0])
    phone.tap(first["fields"]["title"])
    phone.tap(phone.label("field.seen_on"))
    phone.fill("Day", "9")
    phone.fill("Month", "3")
    phone.fill("Year", "2026")
    phone.tap("OK", phone.label("field.minutes"))
    phone.device.type_text("77", replace=True)
    phone.tap(phone.label("save"), phone.label("field.genre"))
    phone.tap("Western")
    assert phone.sees(shown(phone.blueprint, MOVIES.thing.fields[3], "2026-03-09")) and phone.sees("77 min")
    first["fields"] |= {"seen_on": "2026-03-09", "minutes": "77", "genre": "Western"}
    assert phone.state["things"][0] == first


@pytest.mark.parametrize("opens", ["page", "sheet", "editor"])
def test_a_film_is_changed_in_the_form(opens: str) -> None:
    phone = app(opens=opens)
    first = titles(phone)[0]
    phone.tap(first)
    if opens != "editor":
        phone.tap(phone.label("edit"))
    phone.fill(phone.label("field.title"), f"{first} II")
    phone.tap(phone.label("save"))
    assert titles(phone)[0] == f"{first} II"


# -- what is done to things ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("opens", ["page", "sheet", "editor"])
@pytest.mark.parametrize("actions", ["icons", "menu", "buttons"])
@pytest.mark.parametrize("deed", ["delete", "share", "duplicate"])
def test_deeds_on_the_details(opens: str, actions: str, deed: str) -> None:
    phone = app(opens=opens, actions=actions)
    expected = phone.state
    first = expected["things"][0]
    phone.tap(first["fields"]["title"])
    if actions == "menu":
        phone.tap("More options")
    phone.tap(phone.label(f"deed.{deed}"))
    if deed == "delete":
        changes.delete(expected, [first["id"]])
    elif deed == "share":
        changes.share(expected, MOVIES, first)
    else:
        changes.duplicate(expected, MOVIES, first)
    assert phone.state == expected
    assert deed != "delete" or phone.sees(titles(phone)[0])


@pytest.mark.parametrize("actions", ["icons", "menu", "buttons"])
@pytest.mark.parametrize("make", MAKES)
def test_a_flag_is_set_on_the_details_and_shows_itself(actions: str, make: str) -> None:
    phone = app(actions=actions, make=make)
    first = phone.state["things"][0]
    was = first["flags"]["favourite"]
    phone.tap(first["fields"]["title"])
    for wanted in (not was, was):
        if actions == "menu":
            phone.tap("More options")
        phone.tap(phone.label("flag.favourite"))
        assert phone.state["things"][0]["flags"]["favourite"] is wanted
        if actions == "menu":
            phone.tap("More options")
        ticked = [node.checked for node in phone.nodes() if node.checkable]
        assert any(ticked) is (wanted or first["flags"]["watched"])
        if actions == "menu":
            phone.back()


@pytest.mark.parametrize("row_menu", ["popup", "dots"])
def test_the_menu_of_a_row(row_menu: str) -> None:
    phone = app(row_menu=row_menu)
    first, *others = titles(phone)
    if row_menu == "dots":
        phone.tap("More")
    else:
        phone.hold(first)
    phone.tap(phone.label("deed.delete"))
    assert titles(phone) == others


def test_several_rows_are_selected_and_marked_or_deleted() -> None:
    phone = app(row_menu="selection", delete="confirm")
    first, second, *others = titles(phone)
    phone.hold(first)
    phone.tap(second)
    assert phone.sees("2")
    phone.tap("More options", phone.label("flag.favourite"))
    assert all(thing["flags"]["favourite"] for thing in phone.state["things"][:2])
    phone.hold(first)
    phone.tap(second, phone.label("deed.delete"), phone.label("cancel"))
    assert titles(phone) == [first, second, *others]
    phone.tap(phone.label("deed.delete"), phone.label("confirm_delete"))
    assert titles(phone) == others and not phone.sees("2")


@pytest.mark.parametrize("swipe", ["delete", "watched"])
def test_a_row_is_swiped(swipe: str) -> None:
    phone = app(swipe=swipe)
    first = phone.state["things"][0]
    left, top, right, bottom = phone.find(first["fields"]["title"]).bounds
    phone.device.drag(900, (top + bottom) // 2, 300, (top + bottom) // 2, 300)
    if swipe == "delete":
        assert first["id"] not in [thing["id"] for thing in phone.state["things"]]
    else:
        assert phone.state["things"][0]["flags"]["watched"] is not first["flags"]["watched"]


@pytest.mark.parametrize("make", MAKES)
@pytest.mark.parametrize("late", [False, True])
def test_a_deletion_is_taken_back_for_some_seconds(make: str, late: bool) -> None:
    phone = app(delete="undo", row_menu="popup", make=make)
    before = phone.state
    phone.hold(titles(phone)[1])
    phone.tap(phone.label("deed.delete"))
    assert len(phone.state["things"]) == len(before["things"]) - 1
    if late:
        phone.device.clock.advance(9)
        assert not phone.sees("UNDO")
    else:
        phone.tap("UNDO")
        assert phone.state == before and not phone.sees("UNDO")


@pytest.mark.parametrize("rows", ["rows", "cards", "grid", "sections"])
@pytest.mark.parametrize("make", MAKES)
def test_the_flag_on_a_row(rows: str, make: str) -> None:
    phone = app(rows=rows, row_flag="favourite", make=make, package="app.foundry.careful")
    icons = [node for node in phone.controls() if node.checkable and phone.label("flag.favourite") in phone_words(node)]
    marked = sum(thing["flags"]["favourite"] for thing in phone.state["things"])
    phone.touch(icons[0])
    assert abs(sum(thing["flags"]["favourite"] for thing in phone.state["things"]) - marked) == 1


@pytest.mark.parametrize("make", MAKES)
def test_parts_are_added(make: str) -> None:
    phone = app(make=make)
    first = phone.state["things"][0]
    phone.tap(first["fields"]["title"])
    if not any(node.cls.endswith("EditText") for node in phone.nodes()):
        phone.tap("Add actor")
        phone.device.type_text("Ada Quist", replace=True)
        phone.tap(phone.label("save"))
    else:
        phone.fill("Actor", "Ada Quist")
        phone.tap("Add actor")
    assert phone.state["things"][0]["parts"] == [*first["parts"], {"text": "Ada Quist", "done": False}]
    assert phone.sees("Ada Quist")
