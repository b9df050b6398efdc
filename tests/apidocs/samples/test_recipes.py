"""Worked tasks for things that one in ten apps has: keypads, forms with a list in them, several lists of the same things."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Effect, Kind, Screen
from apidocs.samples.bank import make_samples
from tests.apidocs.conftest import at, element, go, rows


def scripts(doc: AppDoc) -> str:
    return "\n\n".join(sample.script for sample in make_samples(doc, limit=400))


def doc_of(*screens: Screen, ways: list[tuple[str, str, str]] | None = None, **more: object) -> AppDoc:
    steps = [go(*way) for way in ways or []]
    return AppDoc.model_validate(
        {"package": "org.example.app", "label": "App", "start": screens[0].name, "screens": screens, **more}
    ).model_copy(update={"transitions": steps})


def test_a_number_is_typed_key_by_key_where_the_digits_are_buttons() -> None:
    names = "zero one two three four five six seven eight nine".split()
    keys = [element(name, Kind.BUTTON, name.capitalize()) for name in names]
    written = scripts(doc_of(Screen(name="dialpad", elements=[*keys, element("star", Kind.BUTTON, "*")])))
    runs = [[line.split(".")[1] for line in script.splitlines()] for script in written.split("\n\n") if script]
    assert any(len(run) == 4 and set(run) <= set(names) for run in runs)
    # a key alone is no task
    assert not any(len(run) == 1 and run[0] in names for run in runs)


def test_a_form_with_a_list_in_it_gets_one_thing_after_the_other() -> None:
    main = Screen(name="main", elements=[element("new_list", Kind.BUTTON, "New list")])
    form = Screen(
        name="new_list",
        elements=[
            element("title", Kind.INPUT, "Title", Effect.INPUT, commit="save"),
            element("item", Kind.INPUT, "Item", Effect.INPUT, commit="save"),
            element("add", Kind.BUTTON, "", Effect.COMMIT),
            element("save", Kind.BUTTON, "Save", Effect.COMMIT),
        ],
    )
    written = scripts(doc_of(main, form, ways=[("main", "new_list", "new_list")]))
    found = next(script for script in written.split("\n\n") if "for item in" in script)
    assert "    new_list.item.set_text(item)\n    new_list.add.tap()\nnew_list.save.tap()" in found
    # the field for the list is nothing to fill in once
    assert 'new_list.item.set_text("' not in written


def test_a_button_of_one_word_is_said_with_what_its_name_adds() -> None:
    buttons = [
        element("increase_search_radius", Kind.BUTTON, "Increase"),
        element("increase_volume", Kind.BUTTON, "Increase"),
        element("refresh_button", Kind.BUTTON, "Refresh"),
        element("share_too", Kind.BUTTON, "Share"),
        element("typing", Kind.TOGGLE, "On-screen keyboard"),
    ]
    tasks = {s.script: s.task for s in make_samples(doc_of(Screen(name="main", elements=buttons)))}
    assert tasks["main.increase_search_radius.tap()"] == "increase search radius"
    assert tasks["main.increase_volume.tap()"] == "increase volume"
    assert "button" not in tasks["main.refresh_button.tap()"]
    assert not any("too" in task or "turn on-screen" in task for task in tasks.values())


def test_a_form_is_called_by_what_opens_it_and_not_by_its_own_menu() -> None:
    main = Screen(name="main", elements=[element("checklist", Kind.BUTTON, "New checklist")])
    title = element("title", Kind.INPUT, "Title", Effect.INPUT, commit="save")
    more, save = element("more", Kind.BUTTON, "More options"), element("save", Kind.BUTTON, "Save", Effect.COMMIT)
    form = Screen(name="checklist", title="Checklist", elements=[title, more, save])
    menu = Screen(name="checklist_menu", kind="menu", elements=[element("sort_items", Kind.BUTTON, "Sort items")])
    ways = [("checklist_menu", "sort_items", "checklist"), ("main", "checklist", "checklist"),
            ("checklist", "more", "checklist_menu")]  # fmt: skip
    made = [
        s.task for s in make_samples(doc_of(main, form, menu, ways=ways)) if "checklist.title.set_text(" in s.script
    ]
    assert made and all("checklist" in task and "sort" not in task for task in made), made


def test_a_button_that_is_a_verb_is_said_of_the_row() -> None:
    listed = rows("messages", "message", {"subject": Kind.TEXT}, title="subject", opens="message")
    page = Screen(
        name="message", elements=[element(word, Kind.BUTTON, word.capitalize()) for word in ("star", "forward")]
    )
    made = make_samples(doc_of(Screen(name="main", elements=[listed]), page, ways=[("main", "messages", "message")]))
    said = {s.script.rsplit(".", 2)[1]: s.task for s in made if s.script.endswith(".tap()") and "for " not in s.script}
    assert said["star"].startswith("star the message") and said["forward"].startswith("forward the message")


def test_what_a_form_asks_for_is_not_what_it_makes() -> None:
    main = Screen(
        name="main",
        elements=[rows("alarms", "alarm", {"hour": Kind.TEXT}, title="hour"), element("add", Kind.BUTTON, "")],
    )
    form = Screen(
        name="select_time",
        title="Select time",
        kind="dialog",
        elements=[element("hour", Kind.INPUT, "Hour", Effect.INPUT), element("ok", Kind.BUTTON, "OK", Effect.COMMIT)],
    )
    made = [
        s.task for s in make_samples(doc_of(main, form, ways=[("main", "add", "select_time")])) if "hour" in s.script
    ]
    assert made and all("alarm" in task for task in made if "create" in task) and not any("a select" in t for t in made)


def test_rows_are_taken_from_the_list_that_holds_all_of_them() -> None:
    def listed() -> list[object]:
        return [rows("people", "person", {"name": Kind.TEXT}, title="name")]

    main = Screen(name="main", elements=[element("starred", Kind.BUTTON, "Starred"), *listed()])
    starred = Screen(name="starred", elements=[*listed()])
    written = scripts(doc_of(main, starred, ways=[("main", "starred", "starred")]))
    assert "main.person(" in written
    assert "starred.person(" not in written
    assert "starred.people(" not in written


def test_what_a_row_page_says_is_read_there() -> None:
    page = Screen(
        name="person_page",
        elements=[
            element("mobile", Kind.BUTTON, "Mobile", state=at("number")),
            element("share", Kind.BUTTON, "Share"),
        ],
    )
    people = rows("people", "person", {"name": Kind.TEXT}, title="name", opens="person_page")
    doc = doc_of(Screen(name="main", elements=[people]), page)
    doc.transitions.append(go("main", "people", "person_page", "open"))
    written = scripts(doc)
    assert "finish(person_page.mobile.text)" in written
    assert "finish(person_page.share.text)" not in written


def test_entries_of_a_menu_save_nothing() -> None:
    menu = Screen(
        name="menu",
        kind="menu",
        elements=[
            element("desktop_site", Kind.TOGGLE, "Desktop site", Effect.SETTINGS),
            element("save_page", Kind.BUTTON, "Save page", Effect.COMMIT),
        ],
    )
    main = Screen(name="main", elements=[element("more_options", Kind.BUTTON, "More options")])
    written = scripts(doc_of(main, menu, ways=[("main", "more_options", "menu")]))
    assert "menu.desktop_site.turn_on()" in written
    assert "turn_on()\nmenu.save_page" not in written


def test_a_dialog_called_as_what_opens_it_gives_a_value_and_makes_nothing_new() -> None:
    settings = Screen(name="settings", elements=[element("buffer", Kind.BUTTON, "Local buffer (MB)")])
    ok = element("ok", Kind.BUTTON, "OK", Effect.COMMIT)
    field = element("local_buffer", Kind.INPUT, "Local buffer (MB)", Effect.INPUT, commit="ok")
    dialog = Screen(name="local_buffer", title="Local buffer (MB)", kind="dialog", elements=[field, ok])
    made = [
        s
        for s in make_samples(doc_of(settings, dialog, ways=[("settings", "buffer", "local_buffer")]))
        if ".local_buffer." in s.script
    ]
    assert made and all("create" not in s.task and "new" not in s.task and "add" not in s.task for s in made)
    # its unit says that it is a number
    assert all(s.script.split('"')[1].isdecimal() for s in made)


def test_a_row_switch_waits_for_no_button_that_adds_or_sends_what_is_typed() -> None:
    listed = rows("locks", "lock", {"name": Kind.TEXT, "checkbox": Kind.TOGGLE}, title="name")
    field = element("title", Kind.INPUT, "Lock", Effect.INPUT, commit="add_lock")
    for save in (
        element("add_lock", Kind.BUTTON, "Add lock", Effect.COMMIT),
        element("add_lock", Kind.BUTTON, "Send", Effect.SEND),
    ):
        written = scripts(doc_of(Screen(name="main", elements=[field, save, listed])))
        assert ".checkbox.turn_off()" in written and "turn_off()\nmain.add_lock" not in written


def test_what_has_no_words_is_in_no_task() -> None:
    listed = rows("films", "film", {"name": Kind.TEXT, "button2": Kind.BUTTON}, title="name")
    main = Screen(name="main", elements=[listed, element("toggle", Kind.TOGGLE, ""), element("icon", Kind.BUTTON, "")])
    written = scripts(doc_of(main))
    assert not any(name in written for name in ("main.toggle", "main.icon", ".button2"))


def test_a_word_that_deletes_is_said_of_the_row_whatever_it_is() -> None:
    listed = rows("locks", "lock", {"name": Kind.TEXT}, title="name", opens="lock_page")
    page = Screen(name="lock_page", elements=[element("erase", Kind.BUTTON, "Erase", Effect.DELETE)])
    made = make_samples(doc_of(Screen(name="main", elements=[listed]), page, ways=[("main", "locks", "lock_page")]))
    said = [s.task for s in made if "erase" in s.script]
    assert said and not any("open" in task for task in said), said


def test_an_entry_that_leads_nowhere_is_chosen_for_the_row_and_one_that_does_is_opened() -> None:
    listed = rows("locks", "lock", {"name": Kind.TEXT}, title="name", opens="lock_page")
    page = Screen(
        name="lock_page", elements=[element("hold", Kind.BUTTON, "On hold"), element("past", Kind.BUTTON, "History")]
    )
    past = Screen(name="past", title="History", elements=[element("when", Kind.TEXT, "When")])
    ways = [("main", "locks", "lock_page"), ("lock_page", "past", "past")]
    made = make_samples(doc_of(Screen(name="main", elements=[listed]), page, past, ways=ways), limit=200)
    said = [s.task for s in made if "lock_page.hold" in s.script]
    assert said and all(task.startswith("choose on hold for the lock") for task in said)
    assert not any("choose history" in s.task for s in made)


def test_a_label_that_ends_in_of_isn_t_said_with_two() -> None:
    listed = rows("locks", "lock", {"name": Kind.TEXT}, title="name", opens="lock_page")
    night = element("night_of", Kind.CHOICE, "Night of", Effect.SETTINGS, options=["Monday", "Sunday"])
    page = Screen(name="lock_page", elements=[night])
    doc = doc_of(Screen(name="main", elements=[listed]), page, ways=[("main", "locks", "lock_page")])
    said = [s.task for s in make_samples(doc, limit=200) if "lock_page.night_of" in s.script]
    assert any("night of the lock" in task for task in said) and not any("of of" in task for task in said)


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("Cost (€)", True),
        ("Odo (km)", True),
        ("Name (as on card)", False),
        ("Notes (private)", False),
        ("Foo (optional)", False),
    ],
)
def test_a_unit_in_brackets_says_that_a_field_is_a_number(label: str, number: bool) -> None:
    main = Screen(name="main", elements=[element("thing_1", Kind.INPUT, label, Effect.INPUT)])
    made = [s.script.split('"')[1] for s in make_samples(doc_of(main)) if "set_text" in s.script]
    assert made and made[0].isdecimal() is number


def test_what_is_asked_for_after_new_or_is_sent_is_no_setting() -> None:
    main = Screen(
        name="main", elements=[element("plus", Kind.BUTTON, "New"), element("comment", Kind.BUTTON, "Comment")]
    )
    menu = Screen(name="kinds", kind="menu", elements=[element("folder", Kind.BUTTON, "Folder")])
    ok, send = element("ok", Kind.BUTTON, "OK", Effect.COMMIT), element("send", Kind.BUTTON, "Send", Effect.SEND)
    folder = Screen(
        name="folder", title="Folder", kind="dialog", elements=[element("name", Kind.INPUT, "Name", commit="ok"), ok]
    )
    said = Screen(
        name="comment",
        title="Comment",
        kind="dialog",
        elements=[element("text", Kind.INPUT, "Comment", commit="send"), send],
    )
    ways = [("main", "plus", "kinds"), ("kinds", "folder", "folder"), ("main", "comment", "comment")]
    made = [s.task for s in make_samples(doc_of(main, menu, folder, said, ways=ways)) if ".set_text" in s.script]
    assert made and not any(task.startswith(("set ", "change ", "make folder")) for task in made), made


def test_words_of_deleting_are_said_once_and_of_the_row() -> None:
    listed = rows("notes", "note", {"title": Kind.TEXT}, title="title", opens="note_page")
    page = Screen(name="note_page", elements=[element("bin", Kind.BUTTON, "Permanently delete", Effect.DELETE)])
    made = make_samples(doc_of(Screen(name="main", elements=[listed]), page, ways=[("main", "notes", "note_page")]))
    said = [s.task for s in made if "note_page.bin" in s.script]
    assert said and not any("permanently" in task or "choose" in task for task in said), said


def test_whom_a_new_group_has_is_saved_with_it() -> None:
    listed = rows("contacts", "contact", {"name": Kind.TEXT, "checkbox": Kind.TOGGLE}, title="name")
    named, create = (
        element("name", Kind.INPUT, "Group name", commit="create"),
        element("create", Kind.BUTTON, "Create", Effect.COMMIT),
    )
    main = Screen(name="main", elements=[element("new", Kind.BUTTON, "New group")])
    group = Screen(name="new_group", title="New group", elements=[named, listed, create])
    written = scripts(doc_of(main, group, ways=[("main", "new", "new_group")]))
    assert ".checkbox.turn_on()\nnew_group.create.tap()" in written
