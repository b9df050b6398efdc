"""`thumbwright apps map`: in the terminal, as data and as a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from apidocs.doc import AppDoc, Element, Kind, Screen
from apidocs.keep import store
from ground.exits import ExitCode
from ui.cli import invoke


@pytest.fixture
def kept(home: Path) -> AppDoc:
    share = Element(name="share", kind=Kind.BUTTON, label="Share \udc80")
    doc = AppDoc(
        package="org.example.notes", label="Notes", start="main", screens=[Screen(name="main", elements=[share])]
    )
    store.save(doc)
    return doc


def test_the_tree_is_printed(kept: AppDoc, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["apps", "map", "notes"]) == ExitCode.DONE
    assert "1 screen, 1 element: 0 covered, 0 known, 1 untried" in capsys.readouterr().out


def test_a_program_gets_data(kept: AppDoc, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["apps", "map", "notes", "--json"]) == ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["untried"] == {"nothing is noted of why": ["main.share"]}


def test_the_page_is_written_where_one_says(kept: AppDoc, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "notes.html"
    assert invoke(["apps", "map", "notes", "-o", str(path)]) == ExitCode.DONE
    assert capsys.readouterr().out == "", "the page is the data"
    assert path.read_text("utf-8").startswith("<!doctype html>")


def test_where_it_cant_be_written_is_said(kept: AppDoc, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["apps", "map", "notes", "-o", str(tmp_path / "none" / "notes.html")]) != ExitCode.DONE
    assert "notes.html can't be written" in capsys.readouterr().err
