"""Seeing every change of a phone, whatever it is a change of."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from demophone.apps import builtin_apps
from demophone.device import Device
from demophone.system.statusbar import Notification
from demophone.whole import put_stored, whole_state
from foundry.state_diff import ABSENT, PASSING, SCREENS_COUNT, Change, changes

NOTES, CONTACTS, CLOCK, SETTINGS = (f"app.demo.{name}" for name in ("notes", "contacts", "clock", "settings"))
Act = Callable[[Device], object]


def stored(device: Device, package: str) -> dict[str, Any]:
    return device.tasks.apps[package].store


def changed_by(act: Act, **options: Any) -> list[Change]:
    device = Device()
    before = json.loads(json.dumps(whole_state(device)))
    act(device)
    return changes(before, json.loads(json.dumps(whole_state(device))), **options)


def set_note(device: Device, **to: Any) -> None:
    stored(device, NOTES)["notes"][0].update(to)


def person(device: Device) -> Any:
    return stored(device, CONTACTS)["contacts"][3]


SEEN: list[tuple[str, Act, str]] = [
    ("a note's text", lambda d: set_note(d, body="Butter"), f"stored.{NOTES}.notes.#1.body"),
    ("a note's edit stamp alone", lambda d: set_note(d, edited="2026-03-02 09:30"), f"stored.{NOTES}.notes.#1.edited"),
    ("a note that went", lambda d: stored(d, NOTES)["notes"].pop(4), f"stored.{NOTES}.notes.#5"),
    ("an option of an app", lambda d: stored(d, NOTES)["settings"].update(sort="Title"), f"stored.{NOTES}.settings.sort"),
    ("the order of records", lambda d: stored(d, NOTES)["notes"].reverse(), f"stored.{NOTES}.notes.order"),
    ("an export", lambda d: stored(d, NOTES)["exported"].append("a.txt"), f"stored.{NOTES}.exported"),
    (
        "a message that was sent",
        lambda d: stored(d, CONTACTS)["messages"].append({"to": "1", "text": "hi"}),
        f"stored.{CONTACTS}.messages.#0",
    ),
    ("a call", lambda d: stored(d, CONTACTS)["calls"].append({"number": "1"}), f"stored.{CONTACTS}.calls.#0"),
    ("a group", lambda d: stored(d, CONTACTS)["groups"].append("Choir"), f"stored.{CONTACTS}.groups"),
    ("a person's star", lambda d: person(d).update(favourite=True), f"stored.{CONTACTS}.contacts.#4.favourite"),
    ("an alarm", lambda d: stored(d, CLOCK)["alarms"].append({"id": 9, "hour": 1}), f"stored.{CLOCK}.alarms.#9"),
    ("a timer that began", lambda d: stored(d, CLOCK)["timers"][0].update(began="now"), f"stored.{CLOCK}.timers.#1.began"),
    ("the stopwatch", lambda d: stored(d, CLOCK)["stopwatch"].update(before=1.5), f"stored.{CLOCK}.stopwatch.before"),
    ("a setting of the phone", lambda d: d.settings.update({("global", "wifi_on"): "0"}), f"stored.{SETTINGS}.global.wifi_on"),
    ("a setting that wasn't there", lambda d: d.settings.update({("global", "x"): "0"}), f"stored.{SETTINGS}.global.x"),
    ("a network", lambda d: stored(d, SETTINGS)["networks"][4].update(saved=True), f"stored.{SETTINGS}.networks.#Print-3F.saved"),
    ("the order of languages", lambda d: stored(d, SETTINGS)["languages"].insert(0, "Deutsch"), f"stored.{SETTINGS}.languages"),
    ("a PIN", lambda d: setattr(d, "pin", "1234"), "phone.pin"),
    ("a permission", lambda d: d.grant(CONTACTS, "call_phone"), "phone.permissions"),
    ("what was copied", lambda d: setattr(d, "clipboard", "x"), "phone.clipboard"),
    ("what was shared", lambda d: d.sent.append({"package": NOTES, "target": "Bluetooth", "text": "x"}), "phone.shared.#0"),
    ("a notification", lambda d: d.notifications.append(Notification(CLOCK, "Clock", "Time", "up")), "phone.notifications.#0"),
    ("an app that went", lambda d: d.uninstall(NOTES), f"stored.{NOTES}"),
    ("a crash", lambda d: d.crashes.append("x"), "phone.crashes"),
    ("the rotation", lambda d: d.set_rotation(1, freeze=True), "phone.rotation"),
    ("the lock", lambda d: d.sleep(), "phone.locked"),
]  # fmt: skip


@pytest.mark.parametrize(("act", "where"), [(act, where) for _, act, where in SEEN], ids=[name for name, _, _ in SEEN])
def test_every_kind_of_change_is_seen_where_it_is(act: Act, where: str) -> None:
    assert where in [one.where for one in changed_by(act)]


def test_nothing_done_is_no_change() -> None:
    assert changed_by(lambda device: None) == []


def test_a_change_has_its_old_and_its_new_value() -> None:
    (one,) = changed_by(lambda d: set_note(d, title="Food"))
    assert (one.old, one.new) == ("Groceries", "Food")
    assert str(one) == f"stored.{NOTES}.notes.#1.title: 'Groceries' -> 'Food'"


def test_what_came_has_no_old_value_and_what_went_no_new_one() -> None:
    (came,) = changed_by(lambda d: stored(d, CLOCK)["alarms"].append({"id": 9, "hour": 1}))
    (went,) = changed_by(lambda d: stored(d, CLOCK)["alarms"].pop(0))
    assert came.old is ABSENT and came.new["hour"] == 1
    assert went.new is ABSENT and went.old["label"] == "Airport"


def test_one_and_true_are_not_the_same() -> None:
    (one,) = changed_by(lambda d: stored(d, CONTACTS)["contacts"][0].update(favourite=1))
    assert one.where.endswith("favourite")


def test_where_apps_stand_counts_only_where_that_is_asked_for() -> None:
    def leave_filtered(device: Device) -> None:
        device.start(NOTES)
        device.tasks.front.folder = "Work"  # type: ignore[attr-defined]

    assert changed_by(leave_filtered) == []
    opened = changed_by(leave_filtered, passing=SCREENS_COUNT)
    assert [one.where for one in opened] == [f"screens.{NOTES}"]
    assert opened[0].new[0]["folder"] == "Work"


def test_a_form_that_is_left_open_shows_what_is_typed_in_it() -> None:
    device = Device()
    device.start(CONTACTS)
    device.tasks.front.open(_form(device))
    screens = whole_state(device)["screens"][CONTACTS]
    assert screens[-1]["is"] == "Edit" and screens[-1]["values"]["first"] == "Nina"


def _form(device: Device) -> Any:
    from demophone.apps._contacts_person import Edit

    form = Edit(None)
    form.app = device.tasks.apps[CONTACTS]
    form.values["first"] = "Nina"
    return form


def test_every_exception_has_its_reason() -> None:
    assert all(why for why in PASSING.values())


@pytest.mark.parametrize("package", [app.package for app in builtin_apps()])
def test_what_was_told_can_be_put_back(package: str) -> None:
    device, other = Device(), Device()
    set_note(device, body="Butter")
    stored(device, CLOCK)["settings"]["snooze"] = "5 minutes"
    device.settings["global", "wifi_on"] = "0"
    stored(device, SETTINGS)["networks"][0]["connected"] = False
    put_stored(other, package, whole_state(device)["stored"][package])
    assert whole_state(other)["stored"][package] == whole_state(device)["stored"][package]
