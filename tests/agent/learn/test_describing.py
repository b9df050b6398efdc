"""Other words for an app's controls, asked of the model once."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.learn.describing import AT_ONCE, LONGEST, describe, read_reply
from agent.model.writing import Generation, StopReason
from apidocs.doc import AppDoc, Element, Kind, Screen
from apidocs.retrieve.hinting import HintIndex
from ground import paths
from phones.locating import Locator
from tests.agent.conftest import ScriptedWriter


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path))


def button(name: str) -> Element:
    return Element(name=name, kind=Kind.BUTTON, locator=Locator(resource_id=name))


def camera(*names: str) -> AppDoc:
    screen = Screen(name="viewfinder", elements=[button(name) for name in names])
    return AppDoc(package="org.example.camera", label="Camera", start="viewfinder", screens=[screen])


REPLY = " take a picture; snap, photo\n- lens: use the front camera; selfie, flip\n"


def test_what_the_model_says_stands_in_the_doc_and_is_matched_with_tasks() -> None:
    doc = describe(camera("shutter", "lens"), ScriptedWriter(REPLY))
    assert [e.also for e in doc.screens[0].elements] == [
        "take a picture; snap, photo",
        "use the front camera; selfie, flip",
    ]
    names = [hint.name for hint in HintIndex(doc).hints("selfie", least=0.1)]
    assert names == ["viewfinder.lens"]
    assert HintIndex(doc, described=False).hints("selfie", least=0.1) == []


def test_the_model_is_asked_once_for_the_same_controls() -> None:
    writer = ScriptedWriter(REPLY)
    first = describe(camera("shutter", "lens"), writer)
    assert describe(camera("shutter", "lens"), writer) == first
    assert len(writer.prompts) == 1


def test_many_controls_are_asked_about_in_parts_and_progress_is_told() -> None:
    names = [f"mode_{chr(97 + i)}" for i in range(AT_ONCE + 1)]
    told: list[tuple[int, int]] = []
    writer = ScriptedWriter(" one thing", " another thing")
    describe(camera(*names), writer, on_progress=lambda done, of: told.append((done, of)))
    assert len(writer.prompts) == 2
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_names_that_say_everything_are_not_asked_about() -> None:
    writer = ScriptedWriter()
    doc = describe(camera("ok", "cancel", "more_options"), writer)
    assert writer.prompts == []
    assert not any(e.also for e in doc.screens[0].elements)


def test_cancelled_it_keeps_what_there_is() -> None:
    writer = ScriptedWriter()
    assert describe(camera("shutter"), writer, cancelled=lambda: True) == camera("shutter")
    assert writer.prompts == []


@given(st.text(max_size=400))
def test_any_reply_is_read(text: str) -> None:
    for name, words in read_reply(text).items():
        assert name.replace("_", "").isalnum()
        assert 0 < len(words) <= LONGEST


def test_lines_that_say_nothing_new_are_left_out() -> None:
    assert read_reply("- shutter: shutter\n- lens: flip it;\nnonsense\n- lens: again") == {"lens": "flip it"}


def test_what_is_said_over_and_over_stands_once() -> None:
    said = read_reply("- notes: write notes; jot, write down; text, write down; write down, write down")
    assert said == {"notes": "write notes; jot, write down, text"}


def test_a_kept_reply_that_is_damaged_is_asked_for_again() -> None:
    writer = ScriptedWriter(REPLY, REPLY)
    first = describe(camera("shutter", "lens"), writer)
    (kept,) = (file for file in paths.described_dir().iterdir() if file.is_file())
    kept.write_bytes(b"\xff\xfe")
    assert describe(camera("shutter", "lens"), writer) == first
    assert len(writer.prompts) == 2 and kept.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("stop", [StopReason.LENGTH, StopReason.REPEAT])
def test_a_reply_that_was_cut_off_is_kept_without_its_last_line(stop: StopReason) -> None:
    cut = Generation(" take a picture; snap\n- lens: use the fr", stop)
    for _ in range(2):  # asked, then read from what was kept
        doc = describe(camera("shutter", "lens"), ScriptedWriter(cut))
        assert [e.also for e in doc.screens[0].elements] == ["take a picture; snap", ""]


def test_a_disk_that_is_full_costs_only_asking_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    writer = ScriptedWriter(REPLY, REPLY)
    assert describe(camera("shutter", "lens"), writer) == describe(camera("shutter", "lens"), writer)
    assert len(writer.prompts) == 2
