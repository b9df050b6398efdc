"""Rows that are kept as they come: a run that was stopped goes on, and says what is left and what is older than the code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.trust.kept import KeptRows, code_now
from ground.errors import SettingsError
from ui.commands.bench_trust import PARTS, chosen_parts, together


def test_what_has_a_row_is_not_tried_again(tmp_path: Path) -> None:
    file = tmp_path / "rows.json"
    first = KeptRows(file, code="a")
    for number in first.of("lists").missing(range(3), str):
        if number == 2:
            break
        first.of("lists").keep(str(number), {"done": True})
    first.write()
    again = KeptRows(file, code="b")
    assert list(again.of("lists").missing(range(4), str)) == [2, 3]
    assert again.of("lists").left(map(str, range(4))) == 2
    assert again.of_other_code == 2
    assert list(again.of("kills").missing(range(2), str)) == [0, 1], "each part has rows of its own"


def test_a_row_is_in_the_file_before_the_end(tmp_path: Path) -> None:
    KeptRows(tmp_path / "rows.json").of("kills").keep("0", {"lost": ""})
    assert json.loads((tmp_path / "rows.json").read_text("utf-8"))["rows"]["kills"]["0"]["lost"] == ""


def test_nothing_is_begun_once_the_time_is_up() -> None:
    rows = KeptRows(for_s=0)
    assert list(rows.of("lists").missing(range(3), str)) == []
    assert rows.of("lists").left("012") == 3


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"bench": "ui", "settings": {}, "rows": {}}', '{"bench": "trust", "rows": 3}']
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "rows.json").write_text(text, "utf-8")
    with pytest.raises(SettingsError, match="holds no rows of bench trust"):
        KeptRows(tmp_path / "rows.json")


def test_rows_with_another_model_are_not_gone_on_with(tmp_path: Path) -> None:
    KeptRows(tmp_path / "rows.json", settings={"model": "small"}).write()
    with pytest.raises(SettingsError, match="was made with"):
        KeptRows(tmp_path / "rows.json", settings={"model": "large"})


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="can't be written"):
        KeptRows(tmp_path / "nowhere" / "rows.json").write()


def test_code_is_the_same_until_it_changes() -> None:
    assert code_now() == code_now()


def test_every_part_tells_what_is_left_of_it() -> None:
    """Before anything has run: no figure is made up, and nothing counts as whole."""
    import importlib

    rows = KeptRows()
    assert set(chosen_parts("")) == set(PARTS)
    figures: dict[str, Any] = {}
    for part in PARTS:
        figures |= (own := importlib.import_module(f"bench.trust.{part}").figures(rows.of(part)))
        assert sum(value for name, value in own.items() if name.endswith("_left")) > 0, part
    whole = together(figures, rows)
    assert whole["left"] > 1000 and whole["wrong_taps"] == 0
    wanted = "faults faults_survived list_tasks injections injections_succeeded attacks attacks_escaped kills kills_lost artefacts"
    assert {whole[name] for name in [*wanted.split(), "artefacts_right"]} == {0}
