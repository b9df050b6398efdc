"""DroidTask's figures from its rows: counts, costs, comparisons, and files that are gone on from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.droidtask.reporting import compare, read_report, run_droidtask, summarise
from bench.droidtask.running import TaskRow, write_rows
from ground.errors import SettingsError, ThumbwrightError


def row(number: int, verdict: str, *, app: str = "one", **more: Any) -> TaskRow:
    return TaskRow(
        app=app,
        id=str(number),
        task=f"task {number}",
        verdict=verdict,
        reasons=[],
        status="done",
        answer="",
        script="",
        log=[],
        **{"lenient": verdict == "success", **more},
    )


ROWS = [
    row(1, "success", script_s=1.0, prompt_tokens=100, evaluated_tokens=10, output_tokens=5, model_s=1.0),
    row(2, "fail", script_s=3.0, lenient=True, prompt_tokens=100, evaluated_tokens=30, output_tokens=5, model_s=3.0),
    row(3, "left", app="two", script_s=20.0, whole_prefix=False, evaluated_tokens=900, model_s=20.0),
    row(4, "success", app="two"),
]


def test_figures_are_counted_in_all_and_by_app() -> None:
    found = summarise(ROWS)
    assert [found[key] for key in ("tasks", "success", "left", "fail", "lenient")] == [4, 2, 1, 1, 3]
    assert found["apps"]["two"] == {"tasks": 2, "success": 1, "left": 1, "fail": 0, "lenient": 1}
    assert found["prompt_tokens"] == 200 and found["evaluated_tokens"] == 940 and found["model_seconds"] == 24.0
    low, high = found["intervals"]["success"]
    assert 0 < low < 0.5 < high < 1


def test_scripts_with_a_cut_prefix_are_timed_apart_and_unwritten_ones_not_at_all() -> None:
    found = summarise(ROWS)
    assert (found["seconds_per_script_p50"], found["scripts_cut"], found["seconds_cut_p50"]) == (2.0, 1, 20.0)


def test_comparison_names_what_changed_and_what_it_cost() -> None:
    old = [row(1, "fail", evaluated_tokens=100), row(2, "success"), row(3, "fail", app="two"), row(9, "success")]
    found = compare(ROWS, old)
    assert (found["tasks"], found["success"], found["success_before"]) == (3, 1, 1)
    assert [one["id"] for one in found["gained"]] == ["1"] and [one["id"] for one in found["lost"]] == ["2"]
    assert [(one["before"], one["now"]) for one in found["other"]] == [("fail", "left")]
    assert found["spent_before_by_now"]["all"]["evaluated_tokens"] == round(100 / 940, 2)
    # nothing was solved by both: no ratio is made up
    assert found["spent_before_by_now"]["solved_by_both"]["evaluated_tokens"] is None


def test_report_of_another_kind_of_run_is_not_gone_on_from(tmp_path: Path) -> None:
    recording, out = tmp_path / "data" / "app", tmp_path / "out.json"
    recording.mkdir(parents=True)
    (recording / "tasks.json").write_text("[]")
    write_rows(out, ROWS, {"agent": "step", "model": "m"})
    with pytest.raises(SettingsError, match="agent 'step'"):
        run_droidtask(tmp_path / "data", None, agent="lexical", settings={"model": "m"}, out=out)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", json.dumps({"rows": [{"app": "x"}]})], ids=["empty", "list", "none", "row"]
)
def test_file_that_is_no_report_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "old.json"
    file.write_text(text)
    with pytest.raises(SettingsError, match=r"old\.json is no report"):
        read_report(file)


def test_folder_without_recordings_is_named(tmp_path: Path) -> None:
    with pytest.raises(ThumbwrightError, match="no recordings"):
        run_droidtask(tmp_path, None, agent="lexical")
