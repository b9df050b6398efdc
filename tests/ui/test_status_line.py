"""The line that says how it stands with phone, app and model, at widths where not all of it has room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.geometry import Size

from ui.messages import PhoneState
from ui.widgets.top_bar import GAP, StatusLine, fitted

PHONE, APP, MODEL = "● demo phone, Android 15", "app Notes", "model qwen2.5-coder-1.5b+apprentice"


@pytest.mark.parametrize(
    ("texts", "room", "kept"),
    [
        ([PHONE, APP, MODEL], 100, [PHONE, APP, MODEL]),
        ([PHONE, APP, MODEL], 60, [PHONE, APP, "model qwen2.5-coder…"]),
        ([PHONE, APP, MODEL], 40, [PHONE, APP, ""]),
        (["● demo phone, Notes is being learned (F4)", MODEL], 41, ["● demo phone, Notes is being learned (F4)", ""]),
        (["● Pixel lost: nothing answers", APP], 20, ["● Pixel lost: nothi…", ""]),
        (["● Pixel lost: nothing answers"], 15, ["● Pixel lost…"]),
        (["● 手机手机手机手机手机"], 10, ["● 手机手…"]),
    ],
)
def test_what_matters_is_whole_and_the_rest_gives_way(texts: list[str], room: int, kept: list[str]) -> None:
    assert fitted(texts, room) == kept


@given(st.lists(st.text("ab手 ,", min_size=1, max_size=40), min_size=1, max_size=4), st.integers(2, 80))
def test_it_never_takes_more_than_there_is(texts: list[str], room: int) -> None:
    kept = fitted(texts, room)
    assert cell_len(GAP.join(one for one in kept if one)) <= room and len(kept) == len(texts)
    assert kept[0] == texts[0] or cell_len(texts[0]) > room


@pytest.mark.parametrize(
    ("width", "label", "shown"),
    [
        (76, "", "● Demo Phone, Android 14   model qwen2.5-coder-1.5b"),
        (77, "", "● Demo Phone, Android 14   app found from the task   model qwen2.5-coder-1.5b"),
        (80, "Notes (not learned)", "● Demo Phone, Android 14   app Notes (not learned)   model qwen2.5-coder-1.5b"),
        (52, "Notes (not learned)", "● Demo Phone, Android 14   app Notes (not learned)"),
    ],
)
def test_the_line_says_the_phone_first(monkeypatch: pytest.MonkeyPatch, width: int, label: str, shown: str) -> None:
    line = StatusLine()
    monkeypatch.setattr(StatusLine, "size", Size(width, 1))
    line.set_reactive(StatusLine.phone, PhoneState("ready", "1", "Demo Phone", "Android 14"))
    line.set_reactive(StatusLine.app_label, label)
    line.set_reactive(StatusLine.model, "qwen2.5-coder-1.5b")
    assert line.render().plain == shown
