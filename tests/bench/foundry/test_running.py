"""Generated apps' tasks through a made-up product: learned, run, judged, kept."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from agent.model.writing import Writer
from agent.task.task_result import TaskResult
from apidocs.doc import Effect
from apidocs.keep import store as docs
from bench.foundry import running
from bench.foundry.rows import FoundryRow, cause_of, kept_rows, summary
from bench.foundry.running import Choice, run_foundry
from foundry.blueprint import Blueprint
from foundry.halves import OWN, half_of
from foundry.intents import Absent
from foundry.planning.verifying import Willing
from foundry.tasks import Task, draw_tasks
from ground.errors import SettingsError
from interpreter.calls import Person
from interpreter.consent.policy import Policy
from interpreter.run.runner import run_script
from phones.phone import Phone

if TYPE_CHECKING:
    from tests.conftest import AdbServer

pytestmark = pytest.mark.whole


class Warm:
    """A writer that is only ever asked to read a doc."""

    def warm(self, prompt: object) -> None:
        return


class Product:
    """Runs the planner's right script on the first app; on others it says done and does nothing."""

    def __init__(self, home: Path) -> None:
        self.home, self.asked = home, list[tuple[str, str]]()
        self.raised: Callable[[], None] = lambda: None

    def __call__(self, words: str, *, app: str, phone: Phone, writer: Writer, person: Person) -> tuple[TaskResult, str]:
        self.asked.append((app, words))
        self.raised()
        if not app.endswith("movies1"):
            return TaskResult("done", "Done."), ""
        kept = json.loads((self.home / "plans" / "movies-1.json").read_text("utf-8"))["scripts"]
        if not kept[words]:
            return TaskResult("done", "Done."), ""
        ran = run_script(
            kept[words], docs.load(app), phone, policy=Policy(allow=frozenset(Effect)), person=Willing(), task=words
        )
        return TaskResult("done" if ran.status == "done" else "failed", ran.answer, calls=[]), ""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("foundry")
    (place / "domains").mkdir()
    shutil.copy(OWN / "movies.yaml", place / "domains")
    return place


@pytest.fixture(scope="module")
def report(adb_server: AdbServer, place: Path) -> dict[str, Any]:
    product = Product(place / "home")
    choice = Choice(apps=2, tasks=4, seeds=(1, 2), domains=place / "domains")
    home, out = place / "home", place / "rows.json"
    writer: Any = Warm()
    first = run_foundry(writer, product, choice, home=home, out=out, jobs=2)
    again = run_foundry(writer, product, choice, home=home, out=out)
    return {**first, "product": product, "again": again}


def test_right_scripts_succeed_and_doing_nothing_does_not(report: dict[str, Any]) -> None:
    rows = [FoundryRow(**row) for row in report["rows"]]
    assert [row.app for row in rows] == ["movies-1"] * 4 + ["movies-2"] * 4
    right = [row for row in rows if row.app == "movies-1" and row.expressible]
    assert right and all(row.verdict == "success" for row in right)
    lazy = [row for row in rows if row.app == "movies-2"]
    assert any(row.verdict == "false_done" for row in lazy)
    assert not any(row.verdict == "told_wrong" for row in lazy)
    assert report["success"] == sum(row.verdict == "success" for row in rows)
    assert report["false_done"] == sum(row.verdict == "false_done" for row in rows)


def test_figures_have_the_named_keys(report: dict[str, Any]) -> None:
    wanted = "apps tasks success false_done harmful expressible doc_elements_found seconds_per_task_p50 by_cause"
    assert set(wanted.split()) <= set(report)
    assert (report["apps"], report["tasks"]) == (2, 8)
    assert 0.5 < report["doc_elements_found"] <= 1
    assert all(app["seconds"] > 0 for app in report["learned"])


def test_what_was_run_is_not_run_again_and_docs_are_kept(report: dict[str, Any]) -> None:
    assert len(report["product"].asked) == 8
    assert report["again"]["rows"] == report["rows"]
    assert all(app["seconds"] == 0 for app in report["again"]["learned"])


def test_a_fault_of_the_products_own_costs_its_task_alone(
    adb_server: AdbServer, place: Path, report: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    product = Product(place / "home")
    real = draw_tasks

    def drawn(blueprint: Blueprint, seed: int, count: int) -> list[Task]:
        return [*real(blueprint, seed, 2), Task("003", "order a pizza", Absent(), "irrelevant:absent", True)]

    monkeypatch.setattr(running, "draw_tasks", drawn)

    def oops() -> None:
        raise ValueError("oops")

    product.raised = oops
    choice = Choice(apps=1, tasks=2, domains=place / "domains")
    writer: Any = Warm()
    found = run_foundry(writer, product, choice, home=place / "home")
    assert [row["cause"] for row in found["rows"]] == ["crash"] * 3
    assert found["by_cause"] == {"crash": 3} and found["success"] == 0


def test_a_file_of_other_settings_is_refused(report: dict[str, Any], place: Path) -> None:
    with pytest.raises(SettingsError, match="other settings"):
        kept_rows(place / "rows.json", {"tasks": 5})
    (place / "other.json").write_text("[]", "utf-8")
    with pytest.raises(SettingsError, match="holds no rows"):
        kept_rows(place / "other.json", {})


def test_without_a_folder_the_measure_half_is_run() -> None:
    chosen = Choice(apps=25, seeds=(1, 2)).blueprints()
    assert len(chosen) == 25 and len({(b.domain.name, b.seed) for _, b in chosen}) == 25
    assert {half_of(path.stem) for path, _ in chosen} == {"measure"}
    with pytest.raises(SettingsError, match="Nothing to run"):
        Choice(seeds=(3, 2)).blueprints()


@pytest.mark.parametrize(
    ("verdict", "status", "why", "expressible", "ran", "failed", "cause"),
    [
        ("success", "done", "", True, True, False, ""),
        ("told_wrong", "crash", "", True, False, False, "crash"),
        ("told_wrong", "refused", "", False, False, False, "not_expressible"),
        ("told_wrong", "refused", "it ended as refused", True, False, False, "not_run"),
        ("told_wrong", "not_done", "it ended as not_done", True, True, False, "unproved"),
        ("told_wrong", "failed", "not there", True, True, True, "stopped"),
        ("false_done", "done", "wrong", True, True, False, "other"),
    ],
)
def test_causes(verdict: str, status: str, why: str, expressible: bool, ran: bool, failed: bool, cause: str) -> None:
    assert cause_of(verdict, status, why, expressible, ran, failed) == cause


def test_no_rows_give_figures_all_the_same() -> None:
    assert summary([], [])["success_share"] == 0
