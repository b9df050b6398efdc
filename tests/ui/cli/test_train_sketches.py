"""`thumbwright train sketches`: what it makes, and what it says of a folder that has none."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from foundry.sketched import SKETCHES
from ui.commands.train import command


def test_pairs_are_made_of_a_folder_of_sketches_and_what_came_is_told(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for ending in (".toml", ".jsonl"):
        (own / f"vpn{ending}").write_bytes((SKETCHES / f"vpn{ending}").read_bytes())
    asked = ["sketches", "--out", str(tmp_path / "pairs"), "--sketches", str(own), "--json"]
    found = json.loads(CliRunner().invoke(command, asked, catch_exceptions=False).stdout)
    assert found["sketches"] == 1 and found["docs"] == 2 and found["pairs"] > 60
    assert (tmp_path / "pairs" / "docs" / "sketch.vpn.plain.doc.json").is_file()


def test_a_folder_without_any_is_named(tmp_path: Path) -> None:
    asked = ["sketches", "--out", str(tmp_path / "pairs"), "--sketches", str(tmp_path)]
    ended = CliRunner().invoke(command, asked)
    assert ended.exit_code and "has no sketch" in str(ended.exception)
