"""The other views, by their keys: sessions, apps, phones, models, settings and the doctor, palette, keys and help."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static, TabbedContent, Tree

from apidocs.keep import store as docs
from demophone.latency import REALISTIC
from demophone.phone import DemoPhoneThread
from ground.settings import load_settings
from sessions import reading
from sessions.store import Store
from tests.ui import scenes
from tests.ui.conftest import Opened, ScriptedWriter, until
from ui.app import ThumbwrightApp
from ui.commands_palette import commands
from ui.views.apps import AppsView, learned_names
from ui.views.phones import PhonesView
from ui.views.run import RunView
from ui.views.run_shown import Phase
from ui.views.sessions import SessionsView
from ui.views.settings import SettingsView
from ui.widgets.dialogs import Confirm, Explain, Form, Pick
from ui.widgets.key_bar import KeyBar
from ui.widgets.phone_screen import PhoneScreen
from ui.widgets.screen_graph import ScreenGraph
from ui.widgets.table import Table
from ui.widgets.top_bar import VIEWS

pytestmark = pytest.mark.usefixtures("soon_meant", "learned")


@pytest.fixture
def two_sessions(home: Path) -> None:
    scenes.fill_store()


def app_of(pilot: Pilot[int]) -> ThumbwrightApp:
    return cast(ThumbwrightApp, pilot.app)


async def confirm(pilot: Pilot[int]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, Confirm) and pilot.app.screen.seen_at is not None)
    await pilot.pause(0.06)
    await pilot.press("y")
    await until(pilot, lambda: not isinstance(pilot.app.screen, Confirm))


# sessions


async def test_a_session_opens_as_a_timeline_with_its_screens(
    adb_server: object, opened: Opened, two_sessions: None
) -> None:
    async with opened(size=(80, 24)) as pilot:
        await pilot.press("f3")
        view = cast(SessionsView, app_of(pilot).view("sessions"))
        await until(pilot, lambda: view.query_one("#heads", Table).row_count == 2)
        await pilot.press("enter")
        await until(pilot, lambda: view.query_one("#timeline", Table).row_count == 6)
        await pilot.press("down", "down", "down", "down")
        screen = view.query_one("#screen", PhoneScreen)
        await until(pilot, lambda: screen.hierarchy is not None)
        words = str(view.query_one("#words Static", Static).content)
        assert "new_note.save.tap()" in words
        assert 'seen: the form closed after "Save"' in words
        await pilot.press("escape")
        assert not view.has_class("opened")


async def test_keys_for_a_call_are_there_once_a_session_is_open(
    adb_server: object, opened: Opened, two_sessions: None
) -> None:
    def at_the_bottom() -> str:
        return str(pilot.app.screen.query_one(KeyBar).render())

    async with opened(size=(100, 30)) as pilot:
        await pilot.press("f3")
        view = cast(SessionsView, app_of(pilot).view("sessions"))
        await until(pilot, lambda: view.query_one("#heads", Table).row_count == 2)
        await until(pilot, lambda: "r Replay" in at_the_bottom())
        assert "From here" not in at_the_bottom() and "Before/after" not in at_the_bottom()
        await pilot.press("enter")
        await until(pilot, lambda: "From here" in at_the_bottom() and "Before/after" in at_the_bottom())
        await pilot.press("escape", "down")
        await until(pilot, lambda: "From here" not in at_the_bottom())
        assert view._chosen_call() is None, "the calls that were shown are another session's"


async def test_a_list_without_sessions_offers_nothing_to_do_with_one(adb_server: object, opened: Opened) -> None:
    async with opened(size=(100, 30)) as pilot:
        await pilot.press("f3")
        table = app_of(pilot).view("sessions").query_one("#heads", Table)
        await until(pilot, lambda: "none yet" in str(table.border_subtitle))
        said = str(pilot.app.screen.query_one(KeyBar).render())
        assert "/ Search" in said and "Replay" not in said and "Remove" not in said


async def test_search_and_filter_narrow_the_list(adb_server: object, opened: Opened, two_sessions: None) -> None:
    async with opened() as pilot:
        await pilot.press("f3")
        table = app_of(pilot).view("sessions").query_one("#heads", Table)
        await until(pilot, lambda: table.row_count == 2)
        await pilot.press("slash", *"Home")
        await until(pilot, lambda: table.row_count == 1)
        await pilot.press("enter", "escape")
        await until(pilot, lambda: table.row_count == 2)
        await pilot.press("f")
        await until(pilot, lambda: table.row_count == 1)
        assert table.border_subtitle == "only done"


async def test_a_session_is_kept_and_removed(adb_server: object, opened: Opened, two_sessions: None) -> None:
    async with opened() as pilot:
        await pilot.press("f3")
        table = app_of(pilot).view("sessions").query_one("#heads", Table)
        await until(pilot, lambda: table.row_count == 2)
        chosen = table.chosen
        assert chosen is not None
        await pilot.press("k")
        with Store() as store:
            assert reading.load_session(store, chosen).head.kept
        await pilot.press("delete")
        await confirm(pilot)
        await until(pilot, lambda: table.row_count == 1)


async def test_a_session_is_replayed_where_it_can_be_watched(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    script = 'main.search.tap()\nfinish("found")\n'
    async with opened(demo_phone, ScriptedWriter(script)) as pilot:
        run = cast(RunView, app_of(pilot).view("run"))
        run.start("search in notes")
        await until(pilot, lambda: run.phase is Phase.WAITING)
        await pilot.press("enter")
        await until(pilot, lambda: run.phase is Phase.IDLE)
        await pilot.press("f3")
        table = app_of(pilot).view("sessions").query_one("#heads", Table)
        await until(pilot, lambda: table.row_count == 1)
        await pilot.press("r")
        await until(
            pilot, lambda: app_of(pilot).here == "run" and "Replayed" in str(run.query_one("#answer", Static).content)
        )
        assert "2 same" in str(run.query_one("#answer", Static).content)


async def test_what_a_session_set_is_put_back_by_a_key(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    wifi = ("global", "wifi_on")
    async with opened(demo_phone, ScriptedWriter("phone.wifi.turn_off()")) as pilot:
        run = cast(RunView, app_of(pilot).view("run"))
        run.start("turn off wifi")
        await until(pilot, lambda: run.phase is Phase.WAITING)
        await pilot.press("enter")
        await until(pilot, lambda: run.phase is Phase.IDLE)
        assert demo_phone.device.settings[wifi] == "0"
        await pilot.press("f3")
        table = app_of(pilot).view("sessions").query_one("#heads", Table)
        await until(pilot, lambda: table.row_count == 1)
        await pilot.press("z")
        await until(pilot, lambda: app_of(pilot).here == "run" and run.phase is Phase.WAITING)
        await pilot.press("enter")
        await until(pilot, lambda: run.phase is Phase.IDLE)
        assert demo_phone.device.settings[wifi] == "1"
    with Store() as store:
        assert [head.task.partition(":")[0].split()[0] for head in reading.list_sessions(store)] == ["undo", "turn"]


# apps


async def test_an_apps_doc_is_shown_as_tree_graph_stubs_and_samples(adb_server: object, opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("f4")
        view = cast(AppsView, app_of(pilot).view("apps"))
        tree = view.query_one(Tree)
        await until(pilot, lambda: len(tree.root.children) > 5)
        await pilot.press("enter", "down")
        await until(pilot, lambda: "found by" in str(view.query_one("#element", Static).content))
        await pilot.press("g")
        graph = view.query_one(ScreenGraph)
        await until(pilot, lambda: pilot.app.focused is graph)
        here = graph.here
        await pilot.press("right", "enter")
        assert graph.here != here
        await pilot.press("m")
        assert view.query_one(TabbedContent).active == "stubs"
        assert "class main" in str(view.query_one("#doc-stubs", Static).content)
        await pilot.press("w")
        assert "new_note" in str(view.query_one("#doc-samples", Static).content)


async def test_an_element_is_renamed_by_hand_and_again(adb_server: object, opened: Opened, learned: str) -> None:
    async with opened() as pilot:
        await pilot.press("f4")
        view = cast(AppsView, app_of(pilot).view("apps"))
        tree = view.query_one(Tree)
        await until(pilot, lambda: len(tree.root.children) > 5)
        await pilot.press("enter", "down")
        for name in ("look_for", "seek"):
            await until(pilot, lambda: tree.cursor_node is not None and tree.cursor_node.parent is not tree.root)
            await pilot.press("e")
            await until(pilot, lambda: isinstance(pilot.app.screen, Form))
            pilot.app.screen.query_one("#field-name", Input).value = name
            await pilot.press("ctrl+s")
            await until(pilot, lambda name=name: docs.load(learned).screens[0].element(name))  # type: ignore[misc]
            await until(pilot, lambda: len(tree.root.children) > 5)
            tree.focus()
            tree.move_cursor(tree.root.children[0].children[0])
            await pilot.pause()
    overlay = docs.load_overlay(learned)
    assert learned_names(overlay, "main", "seek") == ("main", "search")


async def test_an_app_is_learned(demo_phone: DemoPhoneThread, opened: Opened, learned: str) -> None:
    docs.remove(learned)
    async with opened(demo_phone) as pilot:
        view = await _learn(pilot, learned)
        table = view.query_one("#docs", Table)
        table.choose("com.android.launcher3")
        assert table.chosen == learned, "the home screen isn't offered"
        await until(pilot, lambda: not view.has_class("learning"), 60)
        await until(pilot, lambda: app_of(pilot).app_names == {learned: "Notes"})
    assert docs.list_packages() == [learned]


async def test_what_is_learned_is_described_by_the_model_and_read_by_it_once(
    demo_phone: DemoPhoneThread, opened: Opened, learned: str
) -> None:
    docs.remove(learned)
    writer = ScriptedWriter(" look for, find a note\n")
    async with opened(demo_phone, writer) as pilot:
        view = await _learn(pilot, learned)
        await until(pilot, lambda: not view.has_class("learning"), 60)
    also = [element.also for screen in docs.load(learned).screens for element in screen.elements]
    assert "look for, find a note" in also
    assert writer.warmed == 1


async def test_only_the_demo_phone_is_explored_like_one_whatever_a_phone_is_called(
    demo_phone: DemoPhoneThread, opened: Opened, learned: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "phones.toml").write_text(f'"{demo_phone.serial}" = "demo phone"\n')
    explored: list[bool] = []

    def learn_app(*_: object, demo: bool, **__: object) -> str:
        explored.append(demo)
        return "learned"

    monkeypatch.setattr("ui.learning.learn_app", learn_app)
    async with opened(demo_phone) as pilot:
        view = await _learn(pilot, learned)
        await until(pilot, lambda: explored and not view.has_class("learning"))
    assert explored == [False]


async def test_learning_can_be_stopped(
    start_demo_phone: Callable[..., DemoPhoneThread], opened: Opened, learned: str
) -> None:
    docs.remove(learned)
    async with opened(start_demo_phone(latency=REALISTIC)) as pilot:
        view = await _learn(pilot, learned)
        await until(pilot, lambda: "screens" in str(view.query_one("#learning-words", Static).content))
        await pilot.press("escape")
        await until(pilot, lambda: not view.has_class("learning"), 60)
    assert docs.list_packages() == []


async def _learn(pilot: Pilot[int], package: str) -> AppsView:
    """Go to the apps and press l on one."""
    await pilot.press("f4")
    view = cast(AppsView, app_of(pilot).view("apps"))
    table = view.query_one("#docs", Table)
    await until(pilot, lambda: table.row_count >= 4, 40)
    table.choose(package)
    await pilot.pause()
    await pilot.press("l")
    return view


# phones


async def test_phones_are_listed_named_and_used(demo_phone: DemoPhoneThread, opened: Opened) -> None:
    async with opened(demo_phone) as pilot:
        await pilot.press("f5")
        view = cast(PhonesView, app_of(pilot).view("phones"))
        table = view.query_one("#listed", Table)
        await until(pilot, lambda: demo_phone.serial in table._keys)
        table.choose(demo_phone.serial)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(pilot.app.screen, Form))
        pilot.app.screen.query_one(Input).value = "kitchen"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "kitchen" in [str(cell).strip() for cell in table.get_row(demo_phone.serial)])


async def test_connecting_nowhere_is_a_panel_that_says_what_to_do(adb_server: object, opened: Opened) -> None:
    async with opened() as pilot:
        app = app_of(pilot)
        await pilot.press("f5", "c")
        await until(pilot, lambda: isinstance(pilot.app.screen, Form))
        pilot.app.screen.query_one(Input).value = "127.0.0.1:1"
        await pilot.press("enter")
        await until(pilot, lambda: app.trouble.shown, 40)
        assert "127.0.0.1:1" in str(app.trouble.query_one(Static).content)


# models


async def test_models_tell_what_fits_and_pulling_asks_first(adb_server: object, opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("f6")
        view = app_of(pilot).view("models")
        table = view.query_one("#files", Table)
        await until(pilot, lambda: table.row_count >= 2)
        assert "GB" in str(table.get_row_at(0)[4])
        await pilot.press("p")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        await pilot.press("n")
        assert not view.has_class("pulling")


async def test_using_a_model_that_is_not_here_says_how_to_get_it(adb_server: object, opened: Opened) -> None:
    async with opened() as pilot:
        app = app_of(pilot)
        await pilot.press("f6")
        await until(pilot, lambda: app.view("models").query_one("#files", Table).row_count >= 2)
        await pilot.press("u")
        await until(pilot, lambda: app.trouble.shown)
        assert "pull" in str(app.trouble.query_one(Static).content)


# settings and doctor


async def test_what_asks_is_changed_with_the_space_bar(adb_server: object, opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("f7")
        table = app_of(pilot).view("settings").query_one("#values", Table)
        await until(pilot, lambda: table.row_count > 10)
        table.choose("effect share")
        await pilot.press("space")
        assert load_settings().policy == {"share": "never"}
        await pilot.press("space")
        assert load_settings().policy == {"share": "allow"}
        await pilot.press("space")
        assert load_settings().policy == {"share": "ask"}
        table.choose("effect input")
        await pilot.press("space")
        assert load_settings().policy == {"share": "ask", "input": "ask"}


async def test_a_rule_for_one_app_is_added_shown_and_taken_back(adb_server: object, opened: Opened) -> None:
    async with opened() as pilot:
        app = app_of(pilot)
        await pilot.press("f7")
        table = app.view("settings").query_one("#values", Table)
        await until(pilot, lambda: table.row_count > 10)
        await pilot.press("+")
        await until(pilot, lambda: isinstance(app.screen, Form))
        for field, value in (("app", "com.example.mail"), ("effect", "send"), ("rule", "never")):
            app.screen.query_one(f"#field-{field}", Input).value = value
        await pilot.press("ctrl+s")
        await until(pilot, lambda: load_settings().policy == {"com.example.mail": {"send": "never"}})
        await until(pilot, lambda: "effect send com.example.mail" in [key.value for key in table.rows])
        table.choose("effect send com.example.mail")
        await pilot.press("space")
        assert load_settings().policy == {"com.example.mail": {"send": "allow"}}
        await pilot.press("space")
        assert load_settings().policy == {}


async def test_an_adapter_that_is_not_there_is_refused(adb_server: object, opened: Opened) -> None:
    async with opened() as pilot:
        app = app_of(pilot)
        await pilot.press("f7")
        view = cast(SettingsView, app.view("settings"))
        view._save("adapter", "none")
        assert load_settings().adapter == "none"
        view._save("adapter", "nobody's")
        assert load_settings().adapter == "none"
        view._save("adapter", "")
        assert load_settings().adapter == ""


async def test_a_setting_with_no_use_is_refused_and_kept_as_it_was(adb_server: object, opened: Opened) -> None:
    async with opened() as pilot:
        app = app_of(pilot)
        await pilot.press("f7")
        table = app.view("settings").query_one("#values", Table)
        await until(pilot, lambda: table.row_count > 10)
        table.choose("server_url")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Form))
        pilot.app.screen.query_one(Input).value = "https://elsewhere.example"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.trouble.shown)
        assert load_settings().server_url == ""


async def test_the_doctor_looks_at_everything_and_writes_a_report_without_names(
    demo_phone: DemoPhoneThread, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(demo_phone) as pilot:
        await pilot.press("f7")
        view = cast(SettingsView, app_of(pilot).view("settings"))
        checks = view.query_one("#checks", Table)
        await until(pilot, lambda: checks.border_subtitle and "look" not in str(checks.border_subtitle), 40)
        names = {check[0] for check in view._checks}
        assert {"adb", "phone", "taps", "accessibility", "server", "model", "memory", "sessions"} <= names
        await pilot.press("r")
        await until(pilot, lambda: (tmp_path / "thumbwright-doctor.md").exists())
    assert str(Path.home()) not in (tmp_path / "thumbwright-doctor.md").read_text()


# for all of them


@pytest.mark.parametrize(
    ("key", "name"),
    [("f3", "#heads"), ("f4", "#docs"), ("f5", "#listed"), ("f6", "#files"), ("f7", "#values")],
)
async def test_a_list_has_a_row_left_in_the_smallest_terminal(
    adb_server: object, opened: Opened, two_sessions: None, key: str, name: str
) -> None:
    async with opened(size=(40, 12)) as pilot:
        await pilot.press(key)
        table = pilot.app.screen.query_one(name, Table)
        await until(pilot, lambda: table.row_count)
        assert table.region.height >= 4, "border, names of the columns, a row"
        assert table.region.bottom <= pilot.app.screen.query_one(KeyBar).region.y


async def test_question_mark_explains_a_view_and_names_its_keys(
    adb_server: object, opened: Opened, two_sessions: None
) -> None:
    async with opened() as pilot:
        await pilot.press("f3")
        heads = pilot.app.screen.query_one("#heads", Table)
        await until(pilot, lambda: heads.row_count)
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, Explain))
        said = " ".join(str(one.content) for one in pilot.app.screen.query(Static))
        assert "Replay" in said
        assert "Call by call" in said
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, Explain)


async def test_where_one_types_the_key_for_help_is_one_that_types_nothing(adb_server: object, opened: Opened) -> None:
    def at_the_bottom() -> str:
        return str(pilot.app.screen.query_one(KeyBar).render())

    async with opened() as pilot:
        await until(pilot, lambda: "F1 Help" in at_the_bottom())
        await pilot.press("f3")
        await until(pilot, lambda: "? Help" in at_the_bottom())
        await pilot.press("slash")
        await until(pilot, lambda: "F1 Help" in at_the_bottom())
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, Explain))


async def test_every_action_of_a_view_is_in_the_palette(adb_server: object, opened: Opened) -> None:
    async with opened() as pilot:
        app = app_of(pilot)
        for key, name in (("f3", "sessions"), ("f5", "phones"), ("f6", "models")):
            await pilot.press(key)
            await until(pilot, lambda name=name: app.here == name)  # type: ignore[misc]
            offered = {command.title for command in commands(app)}
            view = app.view(name)
            shown = {b.description for bs in view._bindings.key_to_bindings.values() for b in bs if b.show}
            active = {b.binding.description for b in app.screen.active_bindings.values()}
            assert shown & active <= offered


async def test_the_palette_is_named_at_the_bottom_and_begins_with_what_the_view_is_for(
    adb_server: object, opened: Opened
) -> None:
    async with opened(size=(80, 24)) as pilot:
        app = app_of(pilot)
        assert "^p Commands" in str(app.query_one(KeyBar).render())
        first = {"f2": "Teach", "f3": "Search", "f4": "Learn", "f5": "Demo phone", "f6": "Pull", "f7": "Change"}
        for key, title in first.items():
            await pilot.press(key)
            await until(pilot, lambda key=key: VIEWS[app.here][0] == key)  # type: ignore[misc]
            offered = [command.title for command in commands(app)]
            assert offered[0] == title
            assert not {"Put away", "List"} & set(offered)
            assert len(offered) == len(set(offered))


async def test_the_palette_finds_a_command_by_a_part_of_its_name(adb_server: object, opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
        await pilot.press(*"show models", "enter")
        await until(pilot, lambda: app_of(pilot).here == "models")


async def test_keys_of_the_settings_replace_ours(adb_server: object, opened: Opened, home: Path) -> None:
    config = home / "config"
    config.mkdir(parents=True)
    (config / "settings.toml").write_text('[keys]\n"sessions.search" = "j"\n')
    async with opened() as pilot:
        await pilot.press("f3", "j")
        await until(pilot, lambda: pilot.app.focused is app_of(pilot).view("sessions").query_one("#search"))


@pytest.mark.parametrize("size", [(80, 24), (200, 60), (40, 12)], ids=["80x24", "200x60", "40x12"])
async def test_every_view_comes_at_every_size(
    adb_server: object, opened: Opened, two_sessions: None, size: tuple[int, int]
) -> None:
    async with opened(size=size) as pilot:
        for key in ("f3", "f4", "f5", "f6", "f7", "f2"):
            await pilot.press(key)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
        assert app_of(pilot).here == "run"
        assert not app_of(pilot).trouble.shown


async def test_a_theme_that_was_chosen_is_kept(adb_server: object, opened: Opened) -> None:
    async with opened() as pilot:
        pilot.app.theme = "thumbwright-light"
        await until(pilot, lambda: load_settings().theme == "thumbwright-light")


async def test_a_damaged_doc_is_a_line_and_not_the_end(adb_server: object, opened: Opened, home: Path) -> None:
    (home / "data" / "apps" / "org.example.broken.json").write_text("{")
    async with opened() as pilot:
        await pilot.press("f4")
        table = app_of(pilot).view("apps").query_one("#docs", Table)
        await until(pilot, lambda: table.row_count >= 1)
        assert pilot.app.is_running
