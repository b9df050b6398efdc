"""The way of a pocket task through the whole product, with a writer whose scripts are given."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from agent.model.writing import Generation, Prompt, StopReason, Warmth, ignore, never
from apidocs.keep import store as docs
from bench.pocket.running import PocketRow, choose_tasks, every_task, own_home, run_pocket, summary
from bench.pocket.tasks import SETTINGS, TASKS
from ground import paths
from ground.errors import ModelError, SettingsError

if TYPE_CHECKING:
    from tests.conftest import AdbServer

pytestmark = pytest.mark.whole


class DocReader:
    """A writer that looks up in the learned doc how a switch is called, and turns it on; of one task it knows nothing."""

    context = 8192

    def __init__(self, *labels: str) -> None:
        self.labels = list(labels)
        self.home = ""

    def generate(
        self,
        prompt: Prompt,
        *,
        max_tokens: int = 300,
        on_token: Callable[[str], None] = ignore,
        cancelled: Callable[[], bool] = never,
    ) -> Generation:
        self.home = os.environ["THUMBWRIGHT_HOME"]
        if prompt.prefill.startswith("- "):  # asked what a control is for
            return Generation(" something", StopReason.STOP, model="given")
        label = self.labels.pop(0)
        if not label:
            raise ModelError("The model has died.")
        screens = docs.load(SETTINGS).screens
        names = [f"{s.name}.{e.name}" for s in screens for e in s.elements if e.label == label]
        return Generation(f"{names[0]}.turn_on()", StopReason.STOP, prompt_tokens=100, output_tokens=9, model="given")

    def warm(self, prompt: Prompt, *, cancelled: Callable[[], bool] = never) -> Warmth:
        return Warmth(1, 0.0, "memory")

    def count(self, prompt: Prompt) -> int:
        return 1

    def close(self) -> None:
        return


@pytest.fixture(scope="module")
def report(adb_server: AdbServer, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Dark theme turned on where it was asked for, and again where Battery Saver was asked for."""
    told: list[PocketRow] = []
    home = tmp_path_factory.mktemp("pocket")
    found = run_pocket(
        DocReader("Dark theme", "Dark theme", "Dark theme"),  # asked again, since it isn't what the task says
        only=["settings-dark", "settings-saver"],
        home=home,
        budget_calls=120,
        on_row=told.append,
    )
    assert [row.id for row in told] == ["settings-dark", "settings-saver"]
    return {**found, "home": home}


def test_each_task_is_judged_on_a_phone_as_it_was_at_first(report: dict[str, Any]) -> None:
    dark, saver = report["rows"]
    assert (dark["verdict"], dark["why"]) == ("success", "")
    assert saver["verdict"] == "fail"
    # a switch that the task says nothing of is not touched
    assert "low_power" in saver["why"] and "ui_night_mode" not in saver["why"]
    assert saver["status"] == "refused"


def test_report_has_figures_with_intervals_and_the_baseline(report: dict[str, Any]) -> None:
    assert (report["tasks"], report["success"], report["fresh_tasks"], report["fresh_success"]) == (2, 1, 0, 0)
    low, high = report["success_interval"]
    assert 0 < low < 0.5 < high < 1
    assert report["baseline_tasks"] == 2 and 0 <= report["baseline_success"] <= 2
    assert report["seconds_per_task_p50"] > 0


def test_row_tells_script_calls_and_app(report: dict[str, Any]) -> None:
    row = report["rows"][0]
    assert row["script"].strip().endswith(".turn_on()") and row["scripts"] and row["prompt_tokens"] == 100
    assert row["calls"][0]["status"] == "ok" and row["calls"][0]["call"].endswith("turn_on")
    assert row["apps"].startswith("Phone: ")  # what the phone sets and reads back by itself is its own


def test_docs_are_learned_within_the_budget_and_kept_only_in_the_home_given(report: dict[str, Any]) -> None:
    (app,) = report["apps"]
    assert app["package"] == SETTINGS and 0 < app["steps"] <= 120 and not app["kept"]
    assert (report["home"] / "data" / "apps" / f"{SETTINGS}.json").exists()
    assert str(report["home"]) not in os.environ.get("THUMBWRIGHT_HOME", "")


def test_docs_that_are_there_are_used_and_a_lost_model_costs_the_task_alone(report: dict[str, Any]) -> None:
    again = run_pocket(
        DocReader("", "Dark theme", "Dark theme"),
        only=["settings-dark", "settings-saver"],
        home=report["home"],
        baseline=False,
    )
    assert again["apps"][0]["kept"] and again["baseline_tasks"] == 0
    dark, saver = again["rows"]
    assert dark["verdict"] == "fail" and "died" in dark["problem"]
    assert saver["status"] == "refused" and "ui_night_mode" not in saver["why"]


def test_home_is_put_back_and_models_stay_where_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "person"))
    monkeypatch.delenv("THUMBWRIGHT_MODELS", raising=False)
    models = paths.models_dir()
    with own_home(None) as folder:
        assert paths.docs_dir().is_relative_to(folder) and paths.models_dir() == models
    assert not folder.exists() and os.environ["THUMBWRIGHT_HOME"] == str(tmp_path / "person")
    assert "THUMBWRIGHT_MODELS" not in os.environ


def test_unknown_task_is_named_with_those_there_are() -> None:
    with pytest.raises(SettingsError, match="no pocket task 'nap'.*notes-add"):
        choose_tasks(every_task(False), ["nap"])


def test_fresh_tasks_are_counted_apart() -> None:
    rows = [
        PocketRow("a", "…", success=True),
        PocketRow("b", "…", success=True, group="fresh"),
        PocketRow("c", "…", group="fresh"),
    ]
    found = summary(rows, [], [])
    assert (found["tasks"], found["success"], found["fresh_tasks"], found["fresh_success"]) == (1, 1, 2, 1)
    assert len(every_task(True)) == len(TASKS) + 24


def test_a_folder_is_one_runs_alone(tmp_path: Path) -> None:
    """Two at once reset each other's phones."""
    with own_home(tmp_path / "kept"):
        with pytest.raises(SettingsError, match="Another run is using .*kept"), own_home(tmp_path / "kept"):
            pass
        with own_home(None), own_home(tmp_path / "other"):
            pass
    with own_home(tmp_path / "kept") as again:
        assert again == (tmp_path / "kept").resolve()
