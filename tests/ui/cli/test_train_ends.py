"""Making pairs and attempts ends when it is told to, and leaves no process behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from apidocs.doc import AppDoc
from foundry.blueprint import Blueprint, draw_blueprint
from foundry.domain import load_domain
from foundry.halves import OWN
from foundry.intents import Absent
from foundry.pairing import pair_tasks
from foundry.planning.writing import NOTHING_FOR_THAT
from foundry.tasks import Task
from ground.exits import ExitCode
from tests.ui.cli.test_demo_phone_ends import children, lives

pytestmark = pytest.mark.whole


def descendants(process: int) -> list[int]:
    own = children(process)
    return own + [further for one in own for further in descendants(one)]


def phones_of(process: int) -> list[int]:
    """The demo phones among them."""
    return [one for one in descendants(process) if "demophone" in _command(one)]


def _command(process: int) -> str:
    return subprocess.run(["ps", "-o", "args=", "-p", str(process)], capture_output=True, text=True).stdout


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, ExitCode.CANCELLED), (signal.SIGKILL, -signal.SIGKILL)])
def test_no_process_of_train_data_outlives_it(
    start: Callable[..., Any],
    adb_server: object,
    eventually: Callable[..., None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: signal.Signals,
    code: int,
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    run = start("train", "data", "--out", str(tmp_path / "out"), "--apps", "12", "--jobs", "2")
    eventually(lambda: len(phones_of(run.process.pid)) == 2, 60)
    all_of_them = descendants(run.process.pid)
    os.kill(run.process.pid, number)
    assert run.end() == code, run.stderr
    eventually(lambda: not any(map(lives, all_of_them)))
    assert not list(tmp_path.glob("thumbwright-foundry-*"))


def an_absent_one() -> tuple[Blueprint, Task]:
    """A task whose right script is right with any doc."""
    movies = load_domain(OWN / "movies.yaml")
    blueprints = (draw_blueprint(movies, seed) for seed in range(1, 20))
    return next((app, task) for app in blueprints for task in pair_tasks(app, 30) if isinstance(task.intent, Absent))


def test_attempts_begun_in_the_background_end_when_they_are_told_to(
    start: Callable[..., Any], model: Any, adb_server: object, eventually: Callable[..., None], tmp_path: Path
) -> None:
    app, task = an_absent_one()
    doc = AppDoc.model_validate(
        {"package": app.package, "label": app.label, "start": "main", "screens": [{"name": "main", "title": app.label}]}
    )
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "d.doc.json").write_text(doc.model_dump_json())
    pair = {
        "doc": "d", "task": task.words, "script": NOTHING_FOR_THAT, "kind": "irrelevant", "failure": None, "split": "train",
        "source": f"movies:{app.seed}:{task.id}",
    }  # fmt: skip
    (tmp_path / "pairs.jsonl").write_text(json.dumps(pair) + "\n")
    model.scripts = ['finish("no")\nfinish("no")']
    model.holds.clear()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as the shell does for what it starts with &
    try:
        run = start("train", "attempts", "--pairs", str(tmp_path), "--out", str(tmp_path / "out"))
    finally:
        signal.signal(signal.SIGINT, before)
    try:
        eventually(lambda: model.asked or run.process.poll() is not None, 60)
        all_of_them = descendants(run.process.pid)
        assert phones_of(run.process.pid), run.stderr
        run.process.send_signal(signal.SIGINT)
        run.process.send_signal(signal.SIGTERM)
        assert run.end() == ExitCode.CANCELLED, run.stderr
    finally:
        model.holds.set()
    eventually(lambda: not any(map(lives, all_of_them)))
