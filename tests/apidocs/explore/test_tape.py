"""The tape of a walk: what is read of it again, whatever it was cut off in the middle of."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from apidocs.explore.tape import KEPT_S, Begun, CutOff, Tape, forget_app, forget_old
from apidocs.explore.taped import TapedPhone
from ground.errors import DocError
from tests.apidocs.walks import PACKAGE, main_page, settings_page

BEGUN = Begun(PACKAGE, "1.0", "en-US", (1080, 2400), ("read", "navigate"), "", 300)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path))


def written() -> Tape:
    tape = Tape(PACKAGE, "phone-1")
    tape.begin(BEGUN)
    tape.did(["launch", PACKAGE, True])
    tape.saw(main_page("Milk", "Tea"))
    tape.did(["tap", 10, 20])
    tape.saw(settings_page(on=True))
    tape.saw(settings_page(on=True))
    tape.close()
    return tape


def test_what_was_written_is_read() -> None:
    recorded = written().read()
    assert recorded.begun == BEGUN and recorded.acts == 2 and not recorded.used_up
    assert [(entry.did, [dump.xml for dump in entry.saw]) for entry in recorded.entries] == [
        (["launch", PACKAGE, True], [main_page("Milk", "Tea").xml]),
        (["tap", 10, 20], [settings_page(on=True).xml] * 2),
    ]


def test_cut_off_at_any_byte_it_has_what_was_whole_then() -> None:
    tape = written()
    whole = tape.path.read_bytes()
    header = whole.index(b"\n") + 1
    acts = []
    for length in range(header, len(whole), 7):
        tape.path.write_bytes(whole[:length])
        acts.append(tape.read().acts)
    assert acts == sorted(acts) and set(acts) == {0, 1, 2}


def test_what_comes_after_a_cut_line_is_read_again() -> None:
    tape = written()
    tape.path.write_bytes(tape.path.read_bytes()[:-5])
    tape.go_on()
    tape.did(["key", "back"])
    tape.saw(main_page("Milk"))
    assert [entry.did for entry in tape.read().entries] == [["launch", PACKAGE, True], ["tap", 10, 20], ["key", "back"]]
    tape.close()


@pytest.mark.parametrize("text", ["", "{", "[]\n", '{"format": 99}\n', "\n"])
def test_one_that_is_none_is_said(text: str) -> None:
    tape = Tape(PACKAGE, "phone-1")
    tape.path.write_text(text, "utf-8")
    with pytest.raises(DocError, match="Nothing is there to go on with"):
        tape.read()


def test_one_that_is_damaged_is_said() -> None:
    tape = written()
    tape.path.write_bytes(tape.path.read_bytes().replace(b'"saw":"', b'"saw":"!', 1))
    with pytest.raises(DocError, match="can't be read"):
        tape.read()


def test_old_ones_and_those_of_an_app_that_is_forgotten_go() -> None:
    tape, other = written(), Tape(f"{PACKAGE}.more", "phone-1")
    other.begin(BEGUN)
    other.close()
    forget_app(PACKAGE)
    assert not tape.path.exists() and other.path.exists()
    forget_old(lambda: os.stat(other.path).st_mtime + KEPT_S + 1)
    assert not other.path.exists()


class NoPhone(TapedPhone):
    """One that must not be touched."""

    serial = "none"

    def __init__(self) -> None:
        pass


def test_the_phone_is_left_alone_until_the_tape_ends() -> None:
    tape = written()
    taped = TapedPhone(NoPhone(), tape, tape.read().entries)
    taped.launch(PACKAGE, stop_first=True)
    assert taped.settle().xml == main_page("Milk", "Tea").xml and taped.playing
    taped.tap(10, 20)
    assert taped.settle().xml == settings_page(on=True).xml
    with pytest.raises(CutOff):
        taped.key("back")
    assert not taped.playing


def test_a_walk_that_goes_another_way_than_it_did_goes_on_from_there() -> None:
    tape = written()
    tape.go_on()
    taped = TapedPhone(NoPhone(), tape, tape.read().entries)
    taped.launch(PACKAGE, stop_first=True)
    taped.settle()
    with pytest.raises(CutOff):
        taped.tap(99, 99)
    assert not taped.playing and [entry.did for entry in tape.read().entries] == [["launch", PACKAGE, True], []]
    tape.close()
