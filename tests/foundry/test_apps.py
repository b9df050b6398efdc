"""Generated apps as a person uses them: what each part of a blueprint looks like, and what the state is afterwards."""

from __future__ import annotations

import copy
import random
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from demophone.apps import load_app
from demophone.process import Control
from foundry import changes
from foundry.blueprint import Blueprint, draw_blueprint
from foundry.domain import Domain, load_domain
from foundry.halves import OWN, domain_files
from foundry.mounting import start_phone, write_app
from foundry.showing import shown

from .crawling import Phone, walk

TRAIN = domain_files(half="train")
MOVIES = load_domain(OWN / "movies.yaml")
MAKES: tuple[Any, ...] = ("views", "compose", "flutter")


def app(**traits: Any) -> Phone:
    """The plainest app of the films, but for these traits."""
    plain: dict[str, Any] = {
        "make": "views", "navigation": "menu", "rows": "rows", "shown": (), "row_flag": "", "opens": "page", "row_menu": "none",
        "swipe": "", "actions": "buttons", "editing": "form", "add": "fab", "form": "page", "save": "button", "delete": "at_once",
        "search": "none", "filter": "none", "sort": False, "nested_settings": False, "things": 6,
    }  # fmt: skip
    return Phone(replace(draw_blueprint(MOVIES, 11), **plain | traits), height=3200)


def titles(phone: Phone) -> list[str]:
    return [thing["fields"]["title"] for thing in phone.state["things"]]


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


def phone_words(node: Any) -> str:
    return "\n".join(f"{one.text}\n{one.content_desc}" for one in node.walk())


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


# -- looking through the list ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("search", ["icon", "bar"])
def test_searching(search: str) -> None:
    phone = app(search=search, things=6)
    wanted, other = titles(phone)[:2]
    if search == "icon":
        phone.tap("Search")
    field = next(node for node in phone.nodes() if node.cls.endswith("EditText"))
    phone.device.set_node_text(field, wanted[:8])
    assert phone.sees(wanted) and not phone.sees(other)
    phone.device.set_node_text(next(n for n in phone.nodes() if n.cls.endswith("EditText")), "zzz")
    assert phone.sees("No films found")


@pytest.mark.parametrize("make", MAKES)
@pytest.mark.parametrize("filter_by", ["field.genre", "flag.watched"])
@pytest.mark.parametrize("how", ["chips", "dialog"])
def test_a_filter_stays_until_it_is_taken_off(make: str, filter_by: str, how: str) -> None:
    phone = app(make=make, filter=how, filter_by=filter_by, things=8)
    kind, _, key = filter_by.partition(".")
    option = "Comedy" if kind == "field" else phone.label(filter_by)
    if how == "dialog":
        phone.tap(phone.label("filter"))
    phone.tap(option)
    assert phone.state["view"]["filter"] == ("Comedy" if kind == "field" else key)
    fitting = [
        t for t in phone.state["things"] if (t["fields"]["genre"] == "Comedy" if kind == "field" else t["flags"][key])
    ]
    phone.start(fresh=False)
    for thing in phone.state["things"]:
        assert phone.sees(thing["fields"]["title"]) is (thing in fitting)
    if how == "chips":
        assert any(node.checked and option in phone_words(node) for node in phone.nodes())
        phone.tap(option)
    else:
        assert phone.sees(f"{phone.label('filter')}: {option}")
        phone.tap("Clear filter")
    assert phone.state["view"]["filter"] == "" and all(phone.sees(title) for title in titles(phone))


def test_sorting_stays() -> None:
    phone = app(sort=True)
    phone.tap(phone.label("sort"), phone.label("field.minutes"))
    assert phone.state["view"]["sort"] == "minutes"
    seen = [node.text for node in phone.nodes() if node.text in titles(phone)]
    minutes = {t["fields"]["title"]: int(t["fields"]["minutes"]) for t in phone.state["things"]}
    assert [minutes[title] for title in seen] == sorted(minutes.values())


# -- settings, pages, archives -----------------------------------------------------------------------------------------

SETTING_WAYS = [
    ("adult", "switch", ["{label}"], True), ("adult", "checkbox", ["{label}"], True), ("adult", "radio", ["On"], True),
    ("country", "dialog", ["{label}", "Canada"], "Canada"), ("country", "dialog_ok", ["{label}", "Canada", "OK"], "Canada"),
    ("country", "dropdown", ["Germany", "Canada"], "Canada"), ("country", "radio", ["Canada"], "Canada"),
    ("country", "page", ["{label}", "Canada"], "Canada"), ("country", "chips", ["Canada"], "Canada"),
    ("rows", "stepper", ["Increase", "Increase"], "5"), ("rows", "choice", ["{label}", "4"], "4"),
    ("rows", "dialog", ["{label}", "TYPE 12", "OK"], "12"), ("nickname", "dialog", ["{label}", "TYPE Popcorn", "OK"], "Popcorn"),
    ("nickname", "page", ["{label}", "FILL Popcorn", "SAVE"], "Popcorn"),
]  # fmt: skip


@pytest.mark.parametrize("nested", [False, True])
@pytest.mark.parametrize("make", MAKES)
@pytest.mark.parametrize(("key", "widget", "steps", "value"), SETTING_WAYS)
def test_settings(key: str, widget: str, steps: list[str], value: object, make: str, nested: bool) -> None:
    plain = {
        "adult": "switch",
        "reminders": "switch",
        "theme": "dialog",
        "country": "dialog",
        "rows": "dialog",
        "nickname": "dialog",
    }
    phone = app(make=make, nested_settings=nested, widgets={**plain, key: widget})
    phone.tap("More options", phone.label("settings"))
    if nested:
        phone.tap(next(setting.group for setting in MOVIES.settings if setting.key == key))
    label = phone.label(f"setting.{key}")
    for step in steps:
        if step.startswith("TYPE "):
            phone.device.type_text(step[5:], replace=True)
        elif step.startswith("FILL "):
            phone.fill(label, step[5:])
        else:
            phone.tap(phone.label("save") if step == "SAVE" else step.format(label=label))
    expected = phone.blueprint.first_state()
    expected["settings"][key] = value
    assert phone.state == expected


WAYS: dict[Any, list[str]] = {
    "flat": [],
    "menu": ["More options"],
    "drawer": ["Open navigation drawer"],
    "bottom": [],
    "tabs": [],
}


@pytest.mark.parametrize("make", MAKES)
@pytest.mark.parametrize("navigation", list(WAYS))
def test_pages_archives_and_actions_are_reached(navigation: Any, make: Any) -> None:
    domain = load_domain(next(path for path in TRAIN if "look: archive" in path.read_text("utf-8")))
    phone = Phone(
        replace(
            draw_blueprint(domain, 5),
            navigation=navigation,
            make=make,
            search="none",
            filter="none",
            sort=False,
            row_flag="",
        )
    )
    archive = changes.archives_of(domain)[0]
    put = next(thing for thing in phone.device.tasks.apps[phone.package].store["things"])
    put["flags"] = {flag.key: flag.key == archive for flag in domain.thing.flags}
    phone.device.happened()
    title = put["fields"][domain.thing.title.key]
    assert not phone.sees(title)
    go(phone, navigation, f"flag.{archive}")
    assert phone.sees(title)
    phone.back()
    page = domain.pages[0]
    go(phone, navigation, f"page.{page.key}")
    assert all(phone.sees(phone.blueprint.facts[f"fact.{page.key}.{fact.key}"]) for fact in page.facts)
    phone.back()
    action = f"action.{domain.actions[0].key}"
    go(phone, navigation, action if navigation in ("menu", "drawer") else "settings")
    for _ in range(4):
        if navigation in ("menu", "drawer") or phone.sees(phone.label(action)):
            break
        phone.device.drag(540, 1900, 540, 300, 900)
    if navigation not in ("menu", "drawer"):
        phone.tap(phone.label(action))
    assert phone.state["done"][domain.actions[0].key] == 1


def go(phone: Phone, navigation: str, path: str) -> None:
    """To a place of the app, by what it has for that; what has no room is in the menu."""
    label = phone.label(path)
    for words in WAYS[navigation] or (
        [] if any(label in phone_words(n) for n in phone.controls()) else ["More options"]
    ):
        phone.tap(words)
    nodes = [node for node in phone.controls() if label in phone_words(node).split("\n")]
    assert nodes, f"no way to {label!r}"
    phone.touch(nodes[0])


# -- as they were made ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_apps_of_compose_and_flutter_have_no_ids_and_no_android_classes(seed: int) -> None:
    for make in ("compose", "flutter"):
        phone = Phone(replace(draw_blueprint(MOVIES, seed), make=make))
        inside = next(node for node in phone.nodes() if node.resource_id == "android:id/content")
        nodes = [node for node in inside.walk() if node is not inside]
        assert not any(node.resource_id for node in nodes)
        assert {node.cls.rpartition(".")[2] for node in nodes} <= {
            "ComposeView", "View", "TextView", "Button", "EditText", "CheckBox", "RadioButton", "Switch", "ImageView", "ScrollView",
        }  # fmt: skip
        if make == "flutter":
            assert not any(node.text for node in nodes if not node.cls.endswith("EditText"))
            first_lines = {node.content_desc.split("\n")[0] for node in nodes if node.clickable}
            assert first_lines & set(titles(phone))


def test_ids_and_looks_are_the_same_on_every_run() -> None:
    dumps = [[(n.cls, n.resource_id, n.text, n.bounds) for n in app(rows="cards").nodes()] for _ in range(2)]
    assert dumps[0] == dumps[1]


# -- on the demo phone ---------------------------------------------------------------------------------------------


def test_an_app_file_is_mounted(tmp_path: Path) -> None:
    found = load_app(write_app(MOVIES, 3, tmp_path))
    blueprint = draw_blueprint(MOVIES, 3)
    assert (found.package, found.label) == (blueprint.package, blueprint.label)
    assert found.seed() == blueprint.first_state()


def test_several_apps_run_on_one_phone(tmp_path: Path) -> None:
    pairs = [(OWN / "movies.yaml", 3), (TRAIN[0], 3), (TRAIN[0], 4)]
    blueprints = [draw_blueprint(load_domain(path), seed) for path, seed in pairs]
    with start_phone(pairs, tmp_path, control=True) as phone, closing(Control(phone.control_port)) as control:
        labels = {found["package"]: found["label"] for found in control.ask("apps")}
        for blueprint in blueprints:
            assert labels[blueprint.package] == blueprint.label
            assert control.ask("state", package=blueprint.package) == blueprint.first_state()


# -- all of them -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(3))
def test_all_of_a_blueprint_can_be_seen(number: int) -> None:
    everything_is_there(load_domain(TRAIN[number]), number)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("path", TRAIN, ids=lambda path: path.stem)
def test_all_of_every_blueprint_can_be_seen(path: Path) -> None:
    for seed in range(2):
        everything_is_there(load_domain(path), seed)


def everything_is_there(domain: Domain, seed: int) -> None:
    blueprint = draw_blueprint(domain, seed)
    places, words = walk(blueprint)
    missing = [
        f"{path}: {blueprint.labels[path]}" for path, _ in domain.sayables() if blueprint.labels[path] not in words
    ]
    assert places > 8 and not missing
    assert set(blueprint.facts.values()) <= words


@pytest.mark.parametrize("seed", range(12))
def test_random_touches_do_no_harm(seed: int) -> None:
    monkey(draw_blueprint(load_domain(TRAIN[seed % len(TRAIN)]), seed), 60)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(0, 160, 20))
def test_random_touches_of_hundreds_of_apps_do_no_harm(seed: int) -> None:
    for number in range(seed, seed + 20):
        monkey(draw_blueprint(load_domain(TRAIN[number % len(TRAIN)]), number), 200)


def monkey(blueprint: Blueprint, steps: int) -> None:
    """Touch, hold, swipe, type and go back at random: the app stays up, and its state keeps its shape."""
    draw, phone = random.Random(blueprint.package), Phone(blueprint)
    for _ in range(steps):
        controls = phone.controls()
        if not phone.in_front or not controls:
            phone.back()
            phone.start()
            continue
        node = draw.choice(controls)
        left, top, right, bottom = node.bounds
        x, y = (left + right) // 2, (top + bottom) // 2
        what = draw.random()
        if node.cls.endswith("EditText"):
            phone.device.set_node_text(node, draw.choice(["", "7", "2026", "Night Tram", "x" * 300]))
        elif what < 0.08:
            phone.back()
        elif what < 0.16:
            phone.device.drag(max(x, 400), y, 60, y, 300)
        elif what < 0.2:
            phone.device.drag(540, 1600, 540, 700, 300)
        else:
            phone.touch(node, hold=what < 0.3)
        assert not phone.device.crashes, phone.device.crashes
        assert_shape(blueprint, phone.state)


def assert_shape(blueprint: Blueprint, state: dict[str, Any]) -> None:
    first, thing = blueprint.first_state(), blueprint.domain.thing
    assert state.keys() == first.keys()
    assert {key: type(value) for key, value in state["settings"].items()} == {
        key: type(value) for key, value in first["settings"].items()
    }
    for setting in blueprint.domain.settings:
        assert setting.kind != "choice" or state["settings"][setting.key] in setting.values
    ids = [one["id"] for one in state["things"]]
    assert len(set(ids)) == len(ids) and max(ids, default=0) <= state["last_id"]
    for one in state["things"]:
        assert one.keys() == {"id", "fields", "flags", "parts"} and one["fields"][thing.title.key]
        assert one["fields"].keys() == {field.key for field in thing.fields}
        assert one["flags"].keys() == {flag.key for flag in thing.flags}
        assert all(isinstance(on, bool) for on in one["flags"].values())
        assert all(part.keys() == {"text", "done"} and part["text"] for part in one["parts"])
        for field in thing.fields:
            value = one["fields"][field.key]
            assert field.kind != "choice" or value in field.values
            assert field.kind != "number" or not value or value.isdigit()
    assert state["view"].keys() == {"filter", "sort"}
    assert state["done"].keys() == first["done"].keys()
