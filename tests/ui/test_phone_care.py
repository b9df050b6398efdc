"""Names, cleaning, fixes and reports of phones, and their commands; the QR code; what is typed in passing is no answer."""

from __future__ import annotations

import contextlib
import json
import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from textual import events

from demophone.phone import DemoPhoneThread
from ground import paths
from ground.errors import SettingsError
from ground.phone_lock import phone_lock
from ground.settings import Settings
from sessions.store import Store
from thumbwright.use.phone_names import names, phone_meant, rename, serial_of
from ui.checks import all_checks
from ui.cli import root
from ui.deliberate import QUIET_S, InputTimes
from ui.phone_care import clean_phone, safe_fixes
from ui.qr import qr_lines
from ui.reports import report_text, without_person


def test_a_name_is_taken_wherever_a_serial_is() -> None:
    rename("192.168.1.20:37099", "kitchen")
    assert serial_of("kitchen") == "192.168.1.20:37099"
    assert serial_of("other") == "other"
    rename("192.168.1.20:37099", "")
    assert names() == {}


def test_the_one_named_comes_before_the_environments_and_that_before_the_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("ANDROID_SERIAL", raising=False)
    assert phone_meant("", Settings()) == ""
    assert phone_meant("", Settings(serial="kitchen")) == "kitchen"
    monkeypatch.setenv("ANDROID_SERIAL", "R58M")
    assert phone_meant("", Settings(serial="kitchen")) == "R58M"
    assert phone_meant("kitchen", Settings()) == "kitchen"


@pytest.mark.parametrize("name", ["demo", "Demo phone", "kitchen"], ids=["reserved", "the demo phone's", "taken"])
def test_a_name_that_means_something_else_is_refused(name: str) -> None:
    rename("a", "kitchen")
    with pytest.raises(SettingsError):
        rename("b", name)


def test_only_a_phone_that_was_met_gets_a_name(adb_server: object) -> None:
    with Store() as store:
        for serial in ("R5CT20ABCDE", "127.0.0.1:40111"):
            store.finish_session(store.start_session("task", "t", serial=serial), "done", "", "")
    refused = CliRunner().invoke(root, ["phones", "rename", "R5CT2OABCDE", "kitchen"])
    assert isinstance(refused.exception, SettingsError)
    assert "R5CT20ABCDE" in str(refused.exception) and "40111" not in str(refused.exception)
    assert names() == {}
    assert CliRunner().invoke(root, ["phones", "rename", "R5CT20ABCDE", "kitchen"]).exit_code == 0
    assert CliRunner().invoke(root, ["phones", "rename", "kitchen", "hall"]).exit_code == 0
    assert names() == {"R5CT20ABCDE": "hall"}


def test_a_damaged_file_of_names_says_where_it_is() -> None:
    rename("a", "kitchen")
    file = paths.config_file().with_name("phones.toml")
    file.write_text("= nonsense")
    with pytest.raises(SettingsError, match="phones.toml"):
        names()


def test_cleaning_takes_the_server_off_the_phone(demo_phone: DemoPhoneThread) -> None:
    from phones.android import open_phone

    open_phone(demo_phone.serial).close()
    assert "/data/local/tmp/u2.jar" in clean_phone(demo_phone.serial)
    assert clean_phone(demo_phone.serial) == []


@pytest.mark.skipif(os.name == "nt", reason="other permissions there")
def test_files_that_others_can_read_are_made_private(adb_server: object) -> None:
    Store().close()
    paths.database().chmod(0o644)
    assert any(str(paths.database()) in said for said in safe_fixes())
    assert stat.S_IMODE(paths.database().stat().st_mode) == 0o600


def test_a_report_has_no_names_addresses_or_serials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "annabel")
    monkeypatch.setattr("socket.gethostname", lambda: "annabels-laptop")
    text = f"{Path.home()}/x annabel on annabels-laptop R5CT20ABCDE 192.168.1.20:37099 127.0.0.1:5037 [fe80::1]:5555"
    said = without_person(text, ["R5CT20ABCDE"])
    assert said == "~/x (name) on (name) (serial) (address) 127.0.0.1:5037 (address)"
    assert "(serial): ready" in report_text([("phones", "ok", "R5CT20ABCDE: ready", "")], ["R5CT20ABCDE"])


def test_doctor_and_phones_commands(demo_phone: DemoPhoneThread, tmp_path: Path) -> None:
    run = CliRunner().invoke
    report = tmp_path / "report.md"
    done = run(root, ["doctor", "-s", demo_phone.serial, "--no-speed", "--fix", "--report", str(report)])
    assert "taps" in done.output
    assert "| taps | ok |" in report.read_text()
    assert run(root, ["phones", "rename", demo_phone.serial, "kitchen"]).exit_code == 0
    assert "kitchen" in run(root, ["phones", "list"]).output
    assert run(root, ["phones", "clean", "-s", "kitchen"]).exit_code == 0


@pytest.mark.parametrize("runs", [False, True], ids=["started for it", "used where it runs"])
def test_the_doctor_looks_at_the_demo_phone_by_its_name(
    adb_server: object, demo_phone: DemoPhoneThread, runs: bool
) -> None:
    with contextlib.ExitStack() as stack:
        if runs:
            stack.enter_context(phone_lock("demo", "thumbwright phones demo"))(demo_phone.serial)
        done = CliRunner().invoke(root, ["doctor", "-s", "demo", "--no-speed", "--json"])
    (phone,) = [row for row in json.loads(done.stdout) if row["name"] == "phone"]
    assert phone["state"] == "ok"
    assert phone["reason"].startswith(demo_phone.serial) is runs


def test_a_demo_phone_that_somebody_has_for_themselves_is_a_line_with_who() -> None:
    with phone_lock("demo", "thumbwright run: add a note"):
        rows = {name: (state, reason, fix) for name, state, reason, fix in all_checks("demo", speed=False)}
    state, reason, fix = rows["phone"]
    assert state == "fail" and 'in use by "thumbwright run: add a note"' in reason
    assert "--wait" not in fix
    assert "memory" in rows


def test_cleaning_the_demo_phone_by_its_name(adb_server: object) -> None:
    assert CliRunner().invoke(root, ["phones", "clean", "-s", "demo"]).exit_code == 0


@pytest.mark.parametrize("file", ["settings.toml", "phones.toml"])
def test_the_doctor_goes_on_past_a_file_that_cannot_be_read(adb_server: object, file: str) -> None:
    broken = paths.config_file().with_name(file)
    broken.parent.mkdir(parents=True)
    broken.write_text("= nonsense")
    rows = list(all_checks("kitchen", speed=False))
    assert any(state == "fail" and file in reason for _, state, reason, _ in rows)
    assert {"adb", "memory", "sessions"} <= {name for name, *_ in rows}


def test_the_qr_code_fits_a_small_terminal_and_has_its_quiet_border() -> None:
    lines = qr_lines("WIFI:T:ADB;S:tw-abcde;P:secret2345;;")
    assert len(lines) <= 18
    assert len({len(line) for line in lines}) == 1
    assert lines[0].strip() == ""
    assert all(line.startswith("  ") and line.endswith("  ") for line in lines)


def _key(at: float) -> events.Key:
    key = events.Key("y", "y")
    key.time = at
    return key


@pytest.mark.parametrize(
    ("typed", "seen", "meant"),
    [
        ([10.0], 9.0, True),
        ([10.0], 9.9, False),
        ([8.0, 10.0], 9.0, True),
        ([9.8, 10.0], 5.0, False),
        ([9.0, 9.2, 9.4, 9.6, 9.8, 10.0], 5.0, False),
    ],
    ids=["after a look", "too soon", "typed before it was there", "right after another key", "part of a word"],
)
def test_an_answer_counts_only_after_a_quiet_moment(typed: list[float], seen: float, meant: bool) -> None:
    assert QUIET_S == 0.5
    times = InputTimes()
    for at in typed:
        times.note(_key(at))
    times.now = typed[-1]
    assert times.meant(seen) is meant


def test_a_key_that_waited_in_a_busy_moment_is_judged_by_when_it_was_typed() -> None:
    times = InputTimes()
    times.note(_key(9.2))
    times.note(_key(11.0))
    times.now = 9.2  # the first one is handled only now
    assert not times.meant(9.0)
