"""Plugins by entry points: each kind is used by its name; one that is no good is told by name, and nothing is lost."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

import thumbwright as tw
from demophone.phone import DemoPhoneThread
from ground.plugins import KINDS, plugins
from tests.thumbwright import plugged
from thumbwright.csv_exporter import COLUMNS
from ui.cli import invoke

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[2]
READ_NOTE = 'finish(main.note("Gift ideas").title)'
Install = Callable[..., None]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """`installed("writers", mine="writer")`: as if a package had brought it; values are names of `plugged`, or module:name."""

    def install(kind: str, **entries: str) -> None:
        lines = [f"[thumbwright.{kind}]"]
        for name, value in entries.items():
            lines.append(f"{name} = {value if ':' in value else f'tests.thumbwright.plugged:{value}'}")
        info = tmp_path / f"from_{kind}" / f"plug_{kind}-1.2.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: plug-{kind}\nVersion: 1.2\n", "utf-8")
        (info / "entry_points.txt").write_text("\n".join(lines) + "\n", "utf-8")
        monkeypatch.syspath_prepend(str(info.parent))

    return install


@pytest.fixture
def shipped(installed: Install) -> None:
    """What pyproject.toml says, whatever this environment was made from."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for group, entries in project["entry-points"].items():
        if group.startswith("thumbwright."):
            assert group.removeprefix("thumbwright.") in KINDS
            installed(group.removeprefix("thumbwright."), **entries)


def test_the_one_that_ships_makes_a_table_of_a_session(
    phone: tw.Phone, shipped: None, capsys: pytest.CaptureFixture[str]
) -> None:
    result = phone.run(script='new_note.title.set_text("=1+1")\nnew_note.save.tap()', app="Notes", allow=["commit"])
    table = tw.export(result.session, "csv").splitlines()
    assert table[0] == ",".join(COLUMNS)
    assert [line.split(",")[:6] for line in table[1:]] == [
        ["1", "1", "new_note.title.set_text", "'=1+1", "ok", "input"],
        ["2", "2", "new_note.save.tap", "", "ok", "commit"],
    ]
    capsys.readouterr()
    assert invoke(["sessions", "export", result.session, "--to", "csv"]) == 0
    assert capsys.readouterr().out.splitlines() == table


def test_the_command_lists_them_with_what_is_wrong(installed: Install, capsys: pytest.CaptureFixture[str]) -> None:
    installed("writers", mine="writer", gone="tests.thumbwright.nowhere:writer", seven="NO_PLUGIN")
    assert invoke(["plugins", "--json"]) == 2
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out) if row["package"] == "plug-writers 1.2"}
    assert rows["mine"]["trouble"] == ""
    assert "No module named 'tests.thumbwright.nowhere'" in rows["gone"]["trouble"]
    assert "int, and nothing to call" in rows["seven"]["trouble"]
    assert [one.name for one in plugins("writers")] == ["gone", "mine", "seven"]


def test_a_model_by_its_name(demo_phone: DemoPhoneThread, installed: Install) -> None:
    installed("writers", mine="writer")
    with tw.connect(demo_phone.serial, model="mine") as phone:
        result = phone.run("add a note called Milk", app="Notes", allow=["commit"])
    assert result.done and tw.session(result.session).head.model == "scripted"


@pytest.mark.parametrize(
    ("name", "error", "said"),
    [
        ("raises", tw.PluginError, "no licence"),
        ("gives_a_text", tw.PluginError, "no model writer: str has no generate, warm, context"),
        ("failing_writer", tw.ModelError, "failed: OSError: no room on the device"),
        ("empty_writer", tw.ModelError, "gave no Generation from generate but NoneType"),
        ("tests.thumbwright.nowhere:writer", tw.PluginError, "No module named"),
    ],
)
def test_a_model_that_is_no_good_is_told_by_name(
    demo_phone: DemoPhoneThread, installed: Install, name: str, error: type[Exception], said: str
) -> None:
    installed("writers", mine=name)
    with tw.connect(demo_phone.serial, model="mine") as phone:
        with pytest.raises(error, match=said) as raised:
            phone.run("add a note called Milk", app="Notes", allow=["commit"])
        assert "mine (plug-writers 1.2, " in str(raised.value)
        assert phone.run(script=READ_NOTE, app="Notes").answer == "Gift ideas"  # what needs no model goes on


def test_a_plugin_does_not_take_a_name_of_ours(installed: Install) -> None:
    from thumbwright.use.plugged import phone_plugin, writer_plugin

    installed("writers", **{"qwen2.5-coder-1.5b": "writer"})
    installed("phones", lab="phone")
    assert writer_plugin("qwen2.5-coder-1.5b") is None and writer_plugin("") is None
    assert phone_plugin("127.0.0.1:5555") is None and phone_plugin("lab") is None and phone_plugin("lab:1") is not None


def test_a_doc_of_an_app_that_is_not_learned(phone: tw.Phone, home: Path, installed: Install) -> None:
    (home / "data" / "apps" / "app.demo.notes.json").unlink()
    installed("docs", a_none="gives_nothing", b_failing="raises", c_notes="notes_doc")
    plugged.asked.clear()
    assert phone.run(script=READ_NOTE, app="Notes").answer == "Gift ideas"
    (asked,) = plugged.asked
    assert asked[0] == "app.demo.notes" and asked[2] == "en-US"
    assert [one.package for one in tw.docs()] == ["app.demo.notes"]  # kept from now on
    assert phone.app("Notes").note("Gift ideas").exists


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("raises", "ValueError: no licence"),
        ("gives_a_text", "what it gives is no doc"),
        ("another_apps_doc", "gives one of com.example.bank"),
        ("steering_doc", "can't be let in"),
        ("NO_PLUGIN", "nothing to call"),
    ],
)
def test_a_doc_that_is_no_good_is_not_let_in(
    phone: tw.Phone, home: Path, installed: Install, name: str, said: str
) -> None:
    (home / "data" / "apps" / "app.demo.notes.json").unlink()
    installed("docs", mine=name)
    with pytest.raises(tw.NotLearned, match=said) as error:
        phone.app("Notes")
    assert "The plugin mine (plug-docs 1.2, " in str(error.value)
    assert tw.docs() == []


def test_a_phone_by_its_address(demo_phone: DemoPhoneThread, installed: Install) -> None:
    installed("phones", lab="phone")
    with tw.connect(f"lab:{demo_phone.serial}") as phone:
        assert phone.run(script=READ_NOTE, app="Notes").answer == "Gift ideas"
        assert phone.serial == f"lab:{demo_phone.serial}" and phone.sessions()[0].serial == phone.serial
        with pytest.raises(tw.PhoneInUse):
            tw.connect(phone.serial)
        with pytest.raises(tw.PhoneError, match="comes by a plugin"):
            phone.u2  # noqa: B018


def test_a_phone_that_fails_in_the_middle_ends_the_run_and_all_is_recorded(
    demo_phone: DemoPhoneThread, installed: Install
) -> None:
    installed("phones", lab="failing_phone")
    with tw.connect(f"lab:{demo_phone.serial}") as phone:
        result = phone.run(script=READ_NOTE, app="Notes")
    assert result.status == "failed" and "the cable melted" in result.answer and "plugin lab" in result.answer
    assert tw.session(result.session).head.status == "failed"


@pytest.mark.parametrize(("name", "said"), [("raises", "no licence"), ("gives_a_text", "no phone: str has no serial")])
def test_a_phone_that_is_no_good_is_told_by_name(
    demo_phone: DemoPhoneThread, installed: Install, name: str, said: str
) -> None:
    installed("phones", lab=name)
    with pytest.raises(tw.PluginError, match=said) as error:
        tw.connect("lab:here")
    assert "plugin lab (plug-phones 1.2, " in str(error.value)
    with tw.connect(demo_phone.serial) as phone:
        assert phone.apps()


@pytest.mark.parametrize(
    ("name", "error", "said"),
    [
        ("raises", tw.PluginError, "no licence"),
        ("gives_nothing", tw.PluginError, "no text but NoneType"),
        ("", tw.SettingsError, "There is no form 'mine'.* json, python, maestro, junit, jsonl"),
    ],
)
def test_an_exporter_that_is_no_good_loses_no_session(
    phone: tw.Phone, installed: Install, name: str, error: type[Exception], said: str
) -> None:
    if name:
        installed("exporters", mine=name)
    result = phone.run(script=READ_NOTE, app="Notes")
    with pytest.raises(error, match=said):
        tw.export(result.session, "mine")
    assert tw.session(result.session).head.answer == "Gift ideas"
