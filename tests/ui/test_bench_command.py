"""`thumbwright bench`: what it lists, prints and refuses. The benchmarks themselves are tested in tests/bench."""

from __future__ import annotations

import contextlib
import json
import sys
import types
from pathlib import Path
from typing import Any

import pytest

from ground.exits import ExitCode
from ui.cli import invoke

REPORT: dict[str, Any] = {
    "definition": "what success is",
    "tasks": 1,
    "success": 1,
    "success_interval": [0.2, 1.0],
    "calendar_tasks": 0,
    "calendar_success": 0,
    "calendar_interval": [0.0, 1.0],
    "fresh_tasks": 0,
    "fresh_success": 0,
    "fresh_interval": [0.0, 1.0],
    "baseline_tasks": 1,
    "baseline_success": 0,
    "seconds_per_task_p50": 2.5,
    "load": "0.1 on 2 cores",
    "apps": [],
    "rows": [{"id": "notes-add", "verdict": "success", "seconds": 2.5, "why": ""}],
    "baseline": [{"id": "notes-add", "verdict": "fail", "why": "…"}],
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def pocket(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Instead of an hour on the demo phone: a report, and what was asked for."""
    asked: list[dict[str, Any]] = []

    def run_pocket(writer: object, **options: Any) -> dict[str, Any]:
        asked.append({"writer": writer, **options})
        return REPORT

    monkeypatch.setattr("bench.pocket.running.run_pocket", run_pocket)
    return asked


def test_table_goes_to_stdout_and_words_to_stderr(
    pocket: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert invoke(["bench", "pocket", "--baseline-only", "--only", "notes-add"]) == ExitCode.DONE
    out, err = capsys.readouterr()
    assert out.splitlines()[1].split() == ["notes-add", "success", "fail", "2.5"]
    assert "tasks: 1 of 1" in err and "by words alone: 0 of 1" in err
    assert pocket[0]["writer"] is None and pocket[0]["only"] == ("notes-add",)


def test_json_is_printed_and_kept(pocket: list[dict[str, Any]], home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = home / "out.json"
    assert invoke(["bench", "pocket", "--baseline-only", "--json", "--out", str(file)]) == ExitCode.DONE
    assert json.loads(capsys.readouterr().out) == json.loads(file.read_text()) == REPORT


def test_file_that_cannot_be_written_is_named(
    pocket: list[dict[str, Any]], home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = invoke(["bench", "pocket", "--baseline-only", "--out", str(home / "nowhere" / "out.json")])
    assert code == ExitCode.USAGE and "can't be written" in capsys.readouterr().err


def test_unknown_task_is_refused_before_anything_starts(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["bench", "pocket", "--only", "nap"]) == ExitCode.USAGE
    assert "notes-add" in capsys.readouterr().err


def test_missing_model_is_said_before_anything_starts(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = invoke(["bench", "pocket", "--only", "notes-add", "--model", str(home / "none.gguf")])
    assert code in (ExitCode.MODEL, ExitCode.USAGE) and "none.gguf" in capsys.readouterr().err


def test_recordings_and_switches_that_do_not_exist_are_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["bench", "droidtask", "--data", str(home), "--agent", "lexical"]) == ExitCode.NOT_DONE
    assert "no recordings" in capsys.readouterr().err
    assert invoke(["bench", "droidtask", "--data", str(home), "--agent", "lexical", "--without", "luck"]) == 2
    assert "no switch 'luck'" in capsys.readouterr().err


def test_benchmark_without_options_is_found_when_its_module_is_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import importlib.machinery

    module: Any = types.ModuleType("bench.sessions")
    module.__spec__ = importlib.machinery.ModuleSpec("bench.sessions", None)
    module.measure = lambda: {"open_s": 11.5}
    monkeypatch.setitem(sys.modules, "bench.sessions", module)
    assert invoke(["bench", "sessions"]) == ExitCode.DONE
    assert capsys.readouterr().out.split() == ["figure", "value", "open_s", "11.5"]
    assert invoke(["bench", "--help"]) == ExitCode.DONE
    assert "sessions" in capsys.readouterr().out


def test_listing_benchmarks_imports_none(monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess

    code = (
        "import sys; from ui.cli import invoke; invoke(['bench', '--help']); "
        "print([m for m in sys.modules if m.startswith(('bench.', 'agent.', 'llama_cpp', 'textual'))], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stderr.strip() == "[]" and "pocket" in ran.stdout


@pytest.fixture
def honest(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Instead of an hour with the model: figures of no rows, and what was asked for."""
    from bench.honest.running import HonestRow, summary

    asked: list[dict[str, Any]] = []

    def run_honest(writer: object, do: object, **options: Any) -> dict[str, Any]:
        asked.append(options)
        row = HonestRow("letters", "command, freer", "make the letters bigger", True, "give", "harmful", "nobody asked")
        options["on_row"](row)
        return summary([row], [])

    monkeypatch.setattr("bench.honest.running.run_honest", run_honest)
    monkeypatch.setattr("ui.commands.bench._writer", lambda model, adapter: contextlib.nullcontext())
    return asked


def test_honest_prints_verdicts_by_kind(honest: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["bench", "honest", "--only", "letters"]) == ExitCode.DONE
    out, err = capsys.readouterr()
    assert "command, freer" in out and "harmful" in out
    assert "1/1" in err and "nobody asked" in err and "refused but done: 0" in err
    assert [task.id for task in honest[0]["tasks"]] == ["letters"]


def test_honest_runs_the_second_set_where_that_is_asked_for(honest: list[dict[str, Any]]) -> None:
    assert invoke(["bench", "honest", "--second", "--only", "notes-bbq"]) == ExitCode.DONE
    assert [task.id for task in honest[0]["tasks"]] == ["notes-bbq"]


def test_honest_gives_every_figure_as_json(honest: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["bench", "honest", "--only", "letters", "--json"]) == ExitCode.DONE
    found = json.loads(capsys.readouterr().out)
    keys = ("tasks", "right", "right_learned", "told_wrong", "false_done", "unproved", "harmful", "refused_but_done")
    assert [found[key] for key in keys] == [1, 0, 0, 0, 0, 0, 1, 0]


def test_honest_names_the_kinds_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["bench", "honest", "--only", "dance"]) == ExitCode.USAGE
    assert "nonsense" in capsys.readouterr().err
