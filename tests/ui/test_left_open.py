"""What a run could not take back is taken back by the next run of that app, before it does anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from ground import paths
from ground.errors import PhoneError
from interpreter.run.runner import RunResult
from tests.interpreter.run.test_taking_back import Editor, doc, refused
from thumbwright.use.left_open import remember, settle


def lost(phone: Editor) -> RunResult:
    """A run that was refused, and whose phone was unplugged before anything could be taken back."""
    run = refused(phone)
    phone.gone_at = "key back"
    result = RunResult("denied", taken_back=run.host.take_back("denied"), forms=run.host.forms)
    phone.gone_at = ""
    phone.fields["title"], phone.loud = "Butter", True  # as it was when the cable was pulled
    return result


def kept() -> list[Path]:
    return list(paths.left_open_dir().iterdir())


@pytest.mark.parametrize("leaving", ["keeps", "asks"])
def test_the_next_run_takes_it_back_first(leaving: str) -> None:
    phone = Editor(leaving)
    remember(phone.serial, doc(phone).package, lost(phone))
    assert [file.stat().st_mode & 0o777 for file in kept()] == [0o600]
    assert "title, loud was taken back" in settle(phone, doc(phone))
    assert (phone.kept, phone.place) == ({"title": "Groceries", "loud": "off"}, ["home", "main"])
    assert kept() == [] and settle(phone, doc(phone)) == ""


def test_while_it_is_still_there_nothing_else_is_done() -> None:
    phone = Editor("stays")
    remember(phone.serial, doc(phone).package, lost(phone))
    with pytest.raises(PhoneError, match='holds title = "Butter".*run this again'):
        settle(phone, doc(phone))
    assert len(kept()) == 1


def test_a_form_that_the_person_has_left_meanwhile_is_not_looked_for() -> None:
    phone = Editor("keeps")
    remember(phone.serial, doc(phone).package, lost(phone))
    phone.place = ["home", "main"]
    phone.log.clear()
    assert settle(phone, doc(phone)) == ""
    assert not any(act.startswith(("tap", "key", "type")) for act in phone.log)
    assert kept() == []


def test_another_app_s_task_leaves_it_for_later() -> None:
    phone = Editor("keeps")
    remember(phone.serial, "com.example.other", lost(phone))
    assert settle(phone, doc(phone)) == ""
    assert len(kept()) == 1


def test_what_was_taken_back_is_not_remembered() -> None:
    phone = Editor("keeps")
    run = refused(phone)
    remember(phone.serial, "x", RunResult("denied", taken_back=run.host.take_back("denied"), forms=run.host.forms))
    assert kept() == []


def test_what_two_apps_have_left_open_is_each_taken_back() -> None:
    phone = Editor("keeps")
    remember(phone.serial, doc(phone).package, lost(phone))
    other = Editor("keeps")
    remember(phone.serial, "com.example.other", lost(other))
    assert len(kept()) == 2
    assert "title, loud was taken back" in settle(phone, doc(phone))
    assert [file.stat().st_mode & 0o777 for file in kept()] == [0o600]


def test_serials_that_are_alike_are_two_phones() -> None:
    phone = Editor("keeps")
    run = lost(phone)
    remember("10.0.0.2:5555", "com.example.other", run)
    remember("10.0.0.2_5555", "com.example.other", run)
    assert len(kept()) == 2


def test_a_full_disk_ends_no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    phone = Editor("keeps")
    run = lost(phone)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    remember(phone.serial, doc(phone).package, run)
    assert kept() == []
