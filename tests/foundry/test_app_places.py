"""Generated apps as a person finds their way in them: lists, settings, pages, and how they look to the accessibility service."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from demophone.apps import load_app
from demophone.process import Control
from foundry import changes
from foundry.blueprint import draw_blueprint
from foundry.domain import load_domain
from foundry.halves import OWN
from foundry.mounting import start_phone, write_app

from .crawling import MAKES, MOVIES, TRAIN, Phone, app, phone_words, titles

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
