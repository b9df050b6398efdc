"""The apps as a person uses them: each test is a task, done by touching what can be seen, judged by what the app stored."""

from __future__ import annotations

from typing import Any

import pytest

Hand = Any
NOTES, CONTACTS, CLOCK, SETTINGS = (f"app.demo.{name}" for name in ("notes", "contacts", "clock", "settings"))


def note(hand: Hand, title: str) -> dict[str, Any]:
    return next(n for n in hand.state(NOTES)["notes"] if n["title"] == title)


def person(hand: Hand, first: str) -> dict[str, Any]:
    return next(c for c in hand.state(CONTACTS)["contacts"] if c["first"] == first)


def alarm(hand: Hand, hour: int, minute: int) -> dict[str, Any]:
    return next(a for a in hand.state(CLOCK)["alarms"] if (a["hour"], a["minute"]) == (hour, minute))


# -- notes ---------------------------------------------------------------------------------------------------------


def test_new_note_is_saved(hand: Hand) -> None:
    hand.open(NOTES, "fab", "Text note")
    hand.type("Buy stamps")
    hand.tap("note_title")
    hand.type("Post office")
    hand.tap("Save")
    assert note(hand, "Post office")["body"] == "Buy stamps" and hand.device.last_toast() == "Note saved"
    assert hand.texts()[2] in ("Groceries", "Post office") and hand.sees("Post office")


@pytest.mark.parametrize("answer", ["Discard", "Keep editing"])
def test_leaving_an_unsaved_note_asks(hand: Hand, answer: str) -> None:
    before = hand.state(NOTES)
    hand.open(NOTES, "fab", "Text note")
    hand.type("half a thought")
    hand.back()
    hand.back()
    assert hand.sees("Discard changes?")
    hand.tap(answer)
    assert hand.state(NOTES) == before
    assert hand.sees("half a thought") is (answer == "Keep editing")


@pytest.mark.parametrize("autosave", [True, False])
def test_change_to_a_note_is_kept_on_leaving_with_autosave_only(hand: Hand, autosave: bool) -> None:
    hand.open(NOTES)
    if not autosave:
        for what in ("More options", "Settings", "Autosave notes", "Navigate up"):
            hand.tap(what)
    hand.tap("Book club")
    hand.tap("note_text")
    hand.type("Cancelled")
    hand.back()
    hand.tap("Navigate up")
    assert (note(hand, "Book club")["body"] == "Cancelled") is autosave
    assert hand.sees("Discard changes?") is not autosave


def test_all_drafts_can_be_deleted_by_selecting_them(hand: Hand) -> None:
    hand.open(NOTES, "Search")
    hand.type("draft")
    titles = [n.text for n in hand.all("note_title")]
    assert len(titles) == 3 and all("draft" in title.lower() for title in titles)
    hand.hold(titles[0])
    for title in titles[1:]:
        hand.tap(title)
    assert hand.find("action_bar_title").text == "3"
    hand.tap("menu_delete")
    hand.tap("Delete")
    assert [n["title"] for n in hand.state(NOTES)["notes"] if n["deleted"]] and not hand.all("note_title")
    assert hand.device.last_toast() == "3 notes moved to bin"


def test_back_ends_a_selection_before_it_leaves(hand: Hand) -> None:
    hand.open(NOTES)
    hand.hold("Groceries")
    assert hand.sees("action_mode_bar")
    hand.back()
    assert not hand.sees("action_mode_bar") and hand.device.foreground()[0] == NOTES


def test_deleted_note_can_be_restored_or_deleted_for_ever(hand: Hand) -> None:
    for title in ("Groceries", "Running log"):
        hand.open(NOTES, title, "More options", "Delete", "Delete")
    hand.open(NOTES, "More options", "Bin")
    hand.touch(hand.row("Groceries", "restore"))
    hand.touch(hand.row("Running log", "Delete forever"))
    hand.tap("Delete")
    titles = {n["title"]: n["deleted"] for n in hand.state(NOTES)["notes"]}
    assert titles["Groceries"] is False and "Running log" not in titles and hand.sees("The bin is empty")


def test_notes_are_sorted_as_chosen_with_pinned_ones_first(hand: Hand) -> None:
    hand.open(NOTES, "More options", "Sort by", "Title", "Ascending")
    titles = [n.text for n in hand.all("note_title")]
    assert titles[0] == "Groceries" and titles[1:] == sorted(titles[1:], key=str.lower)


def test_unlabelled_pin_moves_a_note_up(hand: Hand) -> None:
    hand.open(NOTES, "Bike repair")
    assert hand.find("menu_pin").content_desc == ""
    hand.tap("menu_pin")
    hand.back()
    hand.swipe_down(1200)
    hand.swipe_down(1200)
    assert "Bike repair" in [n.text for n in hand.all("note_title")][:2]


def test_folder_filter_shows_its_notes_only(hand: Hand) -> None:
    hand.open(NOTES, "folder_spinner", "Travel")
    assert {n.text for n in hand.all("note_folder")} == {"Travel"}


def test_checklist_is_made_ticked_and_sorted(hand: Hand) -> None:
    hand.open(NOTES, "fab", "Checklist")
    hand.type("Party")
    hand.tap("new_item")
    for item in ("Plates", "Cups"):
        hand.type(item)
        hand.device.key(66)
        hand.tap("new_item")
    hand.tap("Plates")
    for what in ("More options", "Sort items", "Save"):
        hand.tap(what)
    assert note(hand, "Party")["items"] == [{"text": "Cups", "done": False}, {"text": "Plates", "done": True}]


def test_export_asks_for_access_and_says_what_it_did(hand: Hand) -> None:
    hand.open(NOTES, "More options", "Export all", "Don’t allow")
    assert hand.state(NOTES)["exported"] == []
    for what in ("More options", "Export all", "While using the app"):
        hand.tap(what)
    assert len(hand.state(NOTES)["exported"]) == 14 and "14 notes exported" in hand.device.last_toast()


@pytest.mark.parametrize(
    ("row", "choice", "key", "value"),
    [
        ("Text size", "Large", "text_size", "Large"),
        ("Alignment", "Center", "alignment", "Center"),
        ("Theme", "Dark", "theme", "Dark"),
        ("Show word count", "", "word_count", True),
        ("Confirm before deleting", "", "confirm_delete", False),
    ],
)
def test_notes_settings(hand: Hand, row: str, choice: str, key: str, value: object) -> None:
    hand.open(NOTES, "More options", "Settings", row, *([choice] if choice else []))
    assert hand.state(NOTES)["settings"][key] == value
    assert not choice or hand.sees(choice), "the row says what is chosen"


# -- contacts ------------------------------------------------------------------------------------------------------


def test_contact_is_added(hand: Hand) -> None:
    hand.open(CONTACTS, "Create contact")
    for field, typed in (("edit_first", "Jane"), ("edit_last", "Doe"), ("edit_phone", "+44 7700 900999")):
        hand.device.set_node_text(hand.find(field), typed)
    hand.tap("Save")
    jane = person(hand, "Jane")
    assert (jane["last"], jane["phone"], jane["favourite"], jane["id"]) == ("Doe", "+44 7700 900999", False, 27)
    assert hand.device.last_toast() == "Contact saved"


def test_empty_contact_is_not_saved(hand: Hand) -> None:
    hand.open(CONTACTS, "Create contact", "Save")
    assert len(hand.state(CONTACTS)["contacts"]) == 26 and hand.device.foreground()[1] == ".EditActivity"


def test_email_can_be_found_by_search(hand: Hand) -> None:
    hand.open(CONTACTS, "Search")
    hand.type("maria")
    assert [n.text for n in hand.all("contact_name")] == ["Maria Lopez"]
    hand.tap("Maria Lopez")
    assert hand.find("detail_email").text == "maria.lopez@example.es"


def test_number_is_changed_and_an_unsaved_change_asked_about(hand: Hand) -> None:
    hand.open(CONTACTS, "Ben Carter", "Edit contact", "edit_phone")
    hand.type("0123")
    hand.back()
    hand.back()
    hand.tap("Keep editing")
    hand.tap("Save")
    assert person(hand, "Ben")["phone"] == "0123" and hand.find("detail_phone").text == "0123"


def test_unlabelled_star_makes_a_favourite(hand: Hand) -> None:
    hand.open(CONTACTS, "Ben Carter")
    star = hand.find("menu_favourite")
    assert star.content_desc == "" and not star.selected
    hand.touch(star)
    assert person(hand, "Ben")["favourite"] and hand.find("menu_favourite").selected
    hand.back()
    hand.tap("Favourites")
    assert hand.sees("Ben Carter") and not hand.sees("Carla Mendes")


@pytest.mark.parametrize("answer", ["Delete", "Cancel"])
def test_deleting_a_contact_asks(hand: Hand, answer: str) -> None:
    hand.open(CONTACTS, "Ben Carter", "More options", "Delete")
    assert "Ben Carter will be deleted" in hand.find(["android:id", "message"][1]).text
    hand.tap(answer)
    left = {c["first"] for c in hand.state(CONTACTS)["contacts"]}
    assert ("Ben" in left) is (answer == "Cancel")


def test_list_is_longer_than_the_screen_and_scrolls_to_its_end(hand: Hand) -> None:
    hand.open(CONTACTS)
    assert not hand.sees("Yara Costa")
    hand.reach("Yara Costa")
    assert hand.device.scroll_node(hand.find("contacts_list"), forward=False)


def test_sort_by_last_name(hand: Hand) -> None:
    hand.open(CONTACTS, "More options", "Sort by", "Last name", "Ascending")
    assert [n.text for n in hand.all("contact_name")][:3] == ["Lucy Adams", "Jonas Berg", "Ben Carter"]


def test_group_is_made_filled_and_written_to(hand: Hand) -> None:
    hand.open(CONTACTS, "Groups", "Create group")
    hand.type("Classmates")
    for what in ("Create", "Classmates", "Add members", "Ben Carter", "Emma Clarke", "OK"):
        hand.tap(what)
    assert [c["first"] for c in hand.state(CONTACTS)["contacts"] if "Classmates" in c["groups"]] == ["Ben", "Emma"]
    for what in ("More options", "Send message to group"):
        hand.tap(what)
    hand.type("See you at six")
    hand.tap("send_button")
    assert hand.state(CONTACTS)["messages"] == [{"to": "+44 7700 900245, +44 7700 900533", "text": "See you at six"}]


def test_member_leaves_a_group_alone(hand: Hand) -> None:
    hand.open(CONTACTS, "Groups", "Work")
    hand.hold("Grace Lin")
    hand.tap("Remove")
    assert "Work" not in person(hand, "Grace")["groups"] and "Work" in person(hand, "Julia")["groups"]
    for what in ("More options", "Delete group", "Delete"):
        hand.tap(what)
    assert hand.state(CONTACTS)["groups"] == ["Family"] and person(hand, "Julia")["groups"] == []


def test_dialled_call_is_logged(hand: Hand) -> None:
    hand.open(CONTACTS, "dialpad_fab")
    for digit in "911":
        hand.tap(f"key_{digit}")
    for what in ("Dial", "While using the app"):
        hand.tap(what)
    assert hand.state(CONTACTS)["calls"] == [{"number": "911", "at": "2024-05-13 09:41"}]
    hand.device.clock.advance(65)
    assert hand.find("call_state").text == "01:05"
    hand.tap("End call")
    assert not hand.sees("call_state")


def test_birthday_is_picked_and_a_wrong_date_refused(hand: Hand) -> None:
    hand.open(CONTACTS, "Ben Carter", "Edit contact", "edit_birthday")
    hand.device.set_node_text(hand.find("day"), "31")
    hand.device.set_node_text(hand.find("month"), "2")
    hand.tap("OK")
    assert hand.device.last_toast() == "Enter a valid date"
    hand.device.set_node_text(hand.find("day"), "29")
    hand.device.set_node_text(hand.find("year"), "1988")
    for what in ("OK", "Save"):
        hand.tap(what)
    assert person(hand, "Ben")["birthday"] == "1988-02-29"


def test_export_writes_a_named_file(hand: Hand) -> None:
    hand.open(CONTACTS, "More options", "Export contacts")
    hand.type("classmate.vcf")
    hand.tap("Export")
    assert hand.state(CONTACTS)["exported"] == [{"file": "classmate.vcf", "contacts": 26}]


# -- clock -----------------------------------------------------------------------------------------------------------


def test_vibration_of_one_alarm_is_turned_off(hand: Hand) -> None:
    hand.open(CLOCK)
    hand.touch(hand.row("7:00 AM", "Expand alarm"))
    hand.tap("vibrate_onoff")
    assert not alarm(hand, 7, 0)["vibrate"] and alarm(hand, 6, 15)["vibrate"]


def test_switch_of_an_alarm_is_its_own(hand: Hand) -> None:
    hand.open(CLOCK)
    assert sum(node.checked for node in hand.all("onoff")) == 3
    hand.touch(hand.row("6:15 AM", "onoff"))
    assert alarm(hand, 6, 15)["on"] and hand.device.last_toast() == "Alarm set for 20 hours, 34 minutes from now."


def test_alarm_is_added_named_repeated_and_deleted(hand: Hand) -> None:
    hand.open(CLOCK, "Add alarm")
    hand.device.set_node_text(hand.find("input_hour"), "6")
    hand.device.set_node_text(hand.find("input_minute"), "30")
    for what in ("PM", "OK", "Add label"):
        hand.reach(what)
        hand.tap(what)
    hand.type("Yoga")
    for what in ("OK", "Tuesday", "Thursday"):
        hand.tap(what)
    new = alarm(hand, 18, 30)
    assert (new["label"], new["days"], new["on"]) == ("Yoga", ["Tue", "Thu"], True)
    hand.reach("delete")
    hand.tap("delete")
    hand.tap("Delete")
    assert len(hand.state(CLOCK)["alarms"]) == 5


def test_24_hour_format_changes_what_is_shown_and_asked(hand: Hand) -> None:
    hand.open(CLOCK, "More options", "Settings", "Use 24-hour format", "Navigate up")
    assert hand.sees("22:30") and not hand.sees("10:30 PM")
    hand.tap("Add alarm")
    assert not hand.sees("AM")


def test_timer_runs_out_into_a_notification(hand: Hand) -> None:
    hand.open(CLOCK, "Timer", "Add timer")
    hand.device.set_node_text(hand.find("minutes"), "5")
    hand.tap("OK")
    assert hand.state(CLOCK)["timers"][1]["length"] == 300
    hand.tap("play_pause", nth=1)
    hand.device.clock.advance(61)
    assert hand.all("timer_time_text")[1].text == "3:59"
    hand.device.key(3)
    hand.device.clock.advance(300)
    hand.device.windows()
    hand.device.open_notifications()
    hand.tap("Time's up")
    assert hand.device.foreground()[0] == CLOCK and hand.sees("Time's up")


def test_stopwatch_counts_and_laps(hand: Hand) -> None:
    hand.open(CLOCK, "Stopwatch")
    assert hand.find("stopwatch_start").content_desc == ""
    hand.tap("stopwatch_start")
    for seconds in (5, 7):
        hand.device.clock.advance(seconds)
        hand.tap("Lap")
    assert [n.text for n in hand.all("lap_time")] == ["00:07.00", "00:05.00"]
    hand.tap("stopwatch_start")
    hand.device.clock.advance(100)
    assert hand.find("stopwatch_time_text").text == "00:12.00"


def test_city_is_added_with_its_time(hand: Hand) -> None:
    hand.open(CLOCK, "Clock", "Cities")
    hand.type("sydn")
    hand.tap("Sydney")
    hand.tap("Collapse")
    assert hand.row("Sydney", "city_time").text == "6:41 PM"


def test_clock_setting_with_ok_is_kept_only_by_ok(hand: Hand) -> None:
    hand.open(CLOCK, "More options", "Settings", "Volume buttons", "Snooze", "Cancel")
    assert hand.state(CLOCK)["settings"]["volume_buttons"] == "Do nothing"
    for what in ("Volume buttons", "Snooze", "OK"):
        hand.tap(what)
    assert hand.state(CLOCK)["settings"]["volume_buttons"] == "Snooze"


# -- settings ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("Display", "Font size", "Large"), ("system", "font_scale"), "1.15"),
        (("Display", "Screen timeout", "5 minutes"), ("system", "screen_off_timeout"), "300000"),
        (("Display", "Dark theme"), ("secure", "ui_night_mode"), "2"),
        (("Network & internet", "Airplane mode"), ("global", "airplane_mode_on"), "1"),
        (
            ("Network & internet", "Mobile network", "Preferred network type", "LTE"),
            ("global", "preferred_network_mode"),
            "LTE",
        ),
        (("Sound & vibration", "Phone ringtone", "Harp", "OK"), ("system", "ringtone"), "Harp"),
        (("System", "Date & time", "Use 24-hour format"), ("system", "time_12_24"), "24"),
        (("Network & internet", "Wi‑Fi", "Use Wi‑Fi"), ("global", "wifi_on"), "0"),
    ],
    ids=lambda value: " > ".join(value) if isinstance(value, tuple) and len(value) != 2 else None,
)
def test_setting_of_the_phone(hand: Hand, path: tuple[str, ...], key: tuple[str, str], value: str) -> None:
    hand.open(SETTINGS, *path)
    assert hand.device.settings[key] == value
    assert hand.state(SETTINGS)[key[0]][key[1]] == value


def test_setting_changed_over_adb_shows_in_settings(hand: Hand) -> None:
    hand.open(SETTINGS, "Display")
    hand.device.settings["system", "screen_off_timeout"] = "120000"
    assert hand.sees("After 2 minutes of inactivity")


def test_search_leads_to_the_page(hand: Hand) -> None:
    hand.open(SETTINGS, "Search settings")
    hand.type("roaming")
    hand.tap("Roaming")
    assert hand.find("toolbar_title").text == "Mobile network"
    hand.back()
    assert hand.sees("search_results")


def test_secure_network_asks_for_its_password(hand: Hand) -> None:
    hand.open(SETTINGS, "Network & internet", "Wi‑Fi", "Print-3F")
    hand.type("short")
    hand.tap("Connect")
    assert hand.sees("alertTitle")
    hand.type("long enough")
    hand.tap("Connect")
    connected = [n["name"] for n in hand.state(SETTINGS)["networks"] if n["connected"]]
    assert connected == ["Print-3F"] and "long enough" not in str(hand.state(SETTINGS))


def test_app_is_uninstalled_and_another_force_stopped(hand: Hand) -> None:
    hand.open(NOTES)
    hand.open(SETTINGS, "Apps", "Notes", "Force stop", "OK")
    assert hand.device.pid_of(NOTES) == 0 and not hand.find("button3").enabled
    hand.tap("Uninstall")
    hand.tap("OK")
    assert NOTES not in {app.package for app in hand.device.apps()} and hand.find("toolbar_title").text == "Apps"


def test_permission_is_taken_back(hand: Hand) -> None:
    hand.open(CONTACTS, "Ben Carter", "Call", "While using the app", "End call")
    hand.open(SETTINGS, "Apps", "Contacts", "Permissions", "call_phone", "OK")
    assert not hand.device.granted(CONTACTS, "call_phone")


def test_pin_set_in_settings_locks_the_phone(hand: Hand) -> None:
    hand.open(SETTINGS, "Security", "Screen lock", "PIN")
    hand.type("1357")
    hand.tap("Confirm")
    assert hand.device.pin == "1357" and "1357" not in str(hand.state(SETTINGS))
    hand.device.sleep()
    assert hand.device.locked


def test_language_is_added_and_made_the_first(hand: Hand) -> None:
    hand.open(SETTINGS, "System", "Languages", "Add a language", "Italiano (Italia)", "2  Italiano (Italia)")
    assert hand.state(SETTINGS)["languages"] == ["Italiano (Italia)", "English (United States)"]


def test_row_of_settings_is_built_as_androids(hand: Hand) -> None:
    hand.open(SETTINGS, "Network & internet")
    title = hand.find("Airplane mode")
    assert title.resource_id == "android:id/title" and not title.clickable
    switch = hand.row("Airplane mode", "switch_widget")
    assert (switch.cls, switch.checkable, switch.checked, switch.clickable) == (
        "android.widget.Switch",
        True,
        False,
        False,
    )
    outer = title.parent.parent
    assert outer.cls == "android.widget.LinearLayout" and outer.clickable
